"""Headlines in capitals: "Kim Vows To Build", "Plan Is Dead, Minister Says".

A parser trained on running text takes most words of such a line for names; the verb's form tells.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from claims.split.speech import words
from claims.split.speech.said import Page, Said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.split.parsed import Span, Token

_LONGEST = 24
_SMALL = 4
#: More often a noun than a verb where every word is a capital: "Health Plans", "Press Reports".
_NOUNS = frozenset(
    """plans plots looks reads states documents notes stresses records details hopes views figures
    charges offers calls fears doubts claims needs causes""".split()
)


@cache
def _forms() -> frozenset[str]:
    """The third person of every verb that a headline's speaker may stand before."""
    verbs = (
        words.SPEECH
        | words.JUDGE
        | words.WANT
        | words.SHOW_THING
        | {"call", "tell", "believe", "think", "see"}
    )
    return frozenset(_third(verb) for verb in verbs - words.WEAK_SPEECH) - (_NOUNS - {"claims", "calls"})


def _third(verb: str) -> str:
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return verb + "es"
    return verb[:-1] + "ies" if verb.endswith("y") and verb[-2] not in "aeou" else verb + "s"


def headline_attributions(page: Page) -> Iterator[Said]:
    """What the speaker of a headline says, in each sentence that is written as one."""
    # The parser also cuts a line in capitals where no sentence ends.
    short = len(page.doc) <= _LONGEST
    for sentence in [page.doc.span(0, len(page.doc))] if short else page.doc.sents:
        if not _is_headline(sentence):
            continue
        verb = next((t for t in sentence[1:-1] if t.lower_ in _forms() and page.inside[t.i] < 0), None)
        if verb is not None:
            yield from _read(sentence, verb)


def _is_headline(sentence: Span) -> bool:
    tokens = [t for t in sentence if t.is_alpha]
    long = [t for t in tokens if len(t) > _SMALL]
    return 3 < len(tokens) <= _LONGEST and len(long) > 2 and all(t.text[0].isupper() for t in long)


def _read(sentence: Span, verb: Token) -> Iterator[Said]:
    """Read "X Says P", or "P, X Says" where nothing follows."""
    cue = ((verb.i, verb.i + 1),)
    rest = [t for t in sentence.doc[verb.i + 1 : sentence.end] if not t.is_punct]
    if rest:
        yield Said(verb.i, cue, ((sentence.start, verb.i),), ((verb.i + 1, sentence.end),))
        return
    comma = next((t.i for t in reversed(sentence.doc[sentence.start : verb.i]) if t.text == ","), None)
    if comma is not None:
        yield Said(verb.i, cue, ((comma + 1, verb.i),), ((sentence.start, comma),))
