"""The smallest parts of sentences: FActScore's facts, news summary units, PropSegmEnt's propositions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claims.split.cutting.facts import facts_of
from claims.split.cutting.mend import mended
from claims.split.cutting.pieces import line, own
from claims.split.cutting.ranking import PLAIN, Leaning
from claims.split.mentions import find_mentions
from claims.split.naming import Names
from claims.split.sentences import Paragraph, parse
from claims.split.topics import with_topics
from claims.vocab import SegmentKind, WordOrigin
from tests.eval.descriptions import Descriptions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from claims.split.cutting.pieces import Piece
    from claims.split.parsed import Doc

#: News units are cut finer than biographies' facts, and say more of where a noun is.
_NEWS = Leaning(0.15, {"core": -0.5, "hung": 1.5, "kind of": 1.0, "possession": -1.0})
#: PropSegmEnt keeps what a verb needs beside each further phrase ("returned to Spain in 2019"), takes
#: names without what they are called, and marks no facts of which it has no word.
_PROPOSITIONS = Leaning(
    0.34,
    {
        "adjunct led each": 1.5,
        "adjunct core short each": 0.5,
        "adjunct core short each -class": 2.25,
        "adjunct core short each the": -1.0,
        "apposition": -1.0,
        "class": 1.0,
        "class is a": 1.0,
        "core": 0.5,
        "core full each": 1.0,
        "core short each": -0.5,
        "core short each -class": 1.0,
        "example for core short each": 0.5,
        "hung": -1.0,
        "kind of": -2.0,
        "of": -1.0,
    },
)
_TAKEN = frozenset({WordOrigin.STATED, WordOrigin.INHERITED, WordOrigin.INFLECTION})


def _read(text: str) -> Paragraph:
    return Paragraph(0, SegmentKind.BODY, mended(next(iter(parse(text, [(0, len(text))])))[1]))


def _facts(row: dict[str, Any]) -> dict[str, Any]:
    return {"claims": list(_texts(_read(row["text"]).doc, lambda pieces: pieces, PLAIN))}


def _named_facts(row: dict[str, Any]) -> dict[str, Any]:
    paragraph = _read(row["text"])
    mentions = with_topics(find_mentions([paragraph], guess=True), [paragraph])
    names, described = Names(row["text"], paragraph, mentions), Descriptions(paragraph.doc)
    return {
        "claims": list(_texts(paragraph.doc, lambda said: names.put_in(tuple(described.put_in(said))), _NEWS))
    }


def _texts(doc: Doc, named: Callable[[Sequence[Piece]], Sequence[Piece]], leaning: Leaning) -> Iterator[str]:
    for sentence in doc.sents:
        found = [fact.pieces for fact in facts_of(sentence, leaning)]
        if not found and len(sentence) > 2:
            found = [tuple(own(token) for token in sentence)]
        yield from (line(doc, named(pieces))[0] for pieces in found)


def _propositions(row: dict[str, Any]) -> dict[str, Any]:
    doc = _read(row["text"]).doc
    places = _places(row["text"], row["tokens"])
    found = [f.pieces for sentence in doc.sents for f in facts_of(sentence, _PROPOSITIONS)]
    return {"propositions": [_tokens(doc, pieces, places) for pieces in found]}


def _places(text: str, tokens: Sequence[str]) -> list[tuple[int, int]]:
    """Where each token stands in the text, in code points."""
    found = []
    at = 0
    for token in tokens:
        start = text.find(token, at)
        start = at if start < 0 else start
        at = start + len(token)
        found.append((start, at))
    return found


def _tokens(doc: Doc, pieces: Sequence[Piece], places: Sequence[tuple[int, int]]) -> list[int]:
    taken = [doc[p.i] for p in pieces if p.origin in _TAKEN or doc[p.i].pos_ == "DET"]
    spans = [(token.idx, token.idx + len(token)) for token in taken]
    found = {n for n, (start, end) in enumerate(places) if any(a < end and start < b for a, b in spans)}
    marks = {n for n, (start, end) in enumerate(places) if not any(map(str.isalnum, doc.text[start:end]))}
    return sorted(found | {n for n in marks if n - 1 in found and n + 1 in found})


SETS = {
    "claim_split_factscore": _facts,
    "claim_split_news_scu": _named_facts,
    "claim_split_propsegment": _propositions,
}
