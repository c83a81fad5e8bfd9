"""Cuts at the words that join clauses, wherever the parser hung them: for loosely written sentences."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from claims.split.cutting.build import Cut
from claims.split.cutting.pieces import own

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claims.split.parsed import Span, Token

_AND = frozenset({"and", "but", "so", "or", "yet"})
_WHEN = frozenset(
    """because when while whereas since although though if unless until before after as whenever
    once that how why where like""".split()
)
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_BETWEEN = frozenset({",", ";", ":", "-", "–", "—", "--", "..."})
#: What a clause with a subject of its own may begin with.
_OPENS = frozenset({"PRON", "DET", "NOUN", "PROPN", "ADJ", "NUM", "ADV"})
_RELATIVE = frozenset({"WDT", "WP", "WP$", "WRB"})
#: "When leaving" has no verb in a tense.
_UNTENSED = frozenset({"VBG", "VBN"})
LEAST = 3


def seams_in(sentence: Span, there: Sequence[Cut]) -> list[Cut]:
    """Cuts at joining words and commas between two stretches that each hold a finite verb.

    Args:
        sentence: parsed.
        there: cuts that the parse gives; none of them is given again.
    """
    known = {_words(sentence, cut) for cut in there}
    found = [*_behind(sentence), *_before(sentence)]
    return [cut for cut in found if _words(sentence, cut) not in known]


def stands_alone(cut: Cut) -> bool:
    """Say whether a seam's part has a finite verb that no "who" or "which" before it takes for its own.

    "A song which rose to the top" has none.
    """
    words, asked = [cut.token.doc[piece.i] for piece in cut.pieces], 0
    for word, after in pairwise([*words, words[-1]]):
        asked += word.tag_ in _RELATIVE and after.tag_ not in _UNTENSED
        if word.tag_ in _FINITE:
            if not asked:
                return True
            asked -= 1
    return False


def _words(sentence: Span, cut: Cut) -> tuple[frozenset[int], frozenset[int]]:
    """The words that a cut takes away and writes, without marks and what joins."""
    left_out = {t.i for t in sentence if t.is_punct or t.lower_ in _AND | _WHEN}
    return cut.removed - left_out, frozenset(piece.i for piece in cut.pieces) - left_out


def _behind(sentence: Span) -> Iterator[Cut]:
    """Of "A did B so C did D" what stands behind the seam."""
    doc, end = sentence.doc, _end(sentence)
    for at in range(sentence.start + LEAST, end - LEAST + 1):
        start = _after_joint(doc[at])
        if start is None or not _is_clause(doc[start:end]) or not _has_verb(doc[sentence.start : at]):
            continue
        words = tuple(own(token) for token in doc[start:end])
        yield Cut("seam", _top(doc.span(start, end)), frozenset(range(at, end)), words, doc[start - 1].lower_)


def _before(sentence: Span) -> Iterator[Cut]:
    """Of "When A did B, C did D" what stands between the word it begins with and the comma."""
    doc, end = sentence.doc, _end(sentence)
    mark = next((t for t in sentence[:2] if t.lower_ in _WHEN and t.lower_ != "that"), None)
    if mark is None:
        return
    for at in range(mark.i + LEAST, end - LEAST):
        if doc[at].text != "," or not _is_clause(doc[at + 1 : end]) or not _is_clause(doc[mark.i + 1 : at]):
            continue
        words = tuple(own(token) for token in doc[mark.i + 1 : at])
        removed = frozenset(range(sentence.start, at + 1))
        yield Cut("seam_front", _top(doc.span(mark.i + 1, at)), removed, words, mark.lower_)


def _end(sentence: Span) -> int:
    at = sentence.end
    while at > sentence.start and sentence.doc[at - 1].is_punct:
        at -= 1
    return at


def _after_joint(token: Token) -> int | None:
    """Where a clause begins that is joined by a word or mark that begins here."""
    doc, at = token.doc, token.i
    if token.text in _BETWEEN:
        after = doc[at + 1].lower_ if at + 1 < len(doc) else ""
        return at + 2 if after in _AND | _WHEN else at + 1
    if doc[at - 1].text in _BETWEEN:
        return None
    return at + 1 if token.lower_ in _AND | _WHEN else None


def _is_clause(words: Sequence[Token]) -> bool:
    """Say whether words begin with what may be a subject, and its finite verb follows."""
    if len(words) < LEAST or words[0].pos_ not in _OPENS or words[0].tag_ in {"WDT", "WP", "WRB"}:
        return False
    verb = next((t for t in words if t.tag_ in _FINITE), None)
    return verb is not None and any(t.pos_ in {"NOUN", "PROPN", "PRON"} for t in words[: verb.i - words[0].i])


def _has_verb(words: Sequence[Token]) -> bool:
    return any(token.tag_ in _FINITE for token in words)


def _top(words: Span) -> Token:
    return words.root
