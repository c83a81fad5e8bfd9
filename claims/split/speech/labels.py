"""Attributions by layout: "Kim: party must change", a speaker's label, a name behind a quotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.split.speech.said import Page, Said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.split.parsed import Doc, Span
    from claims.split.speech.quotes import Quote
    from claims.split.speech.tree import Stretch

_LONGEST = 6
_DASHES = frozenset({"—", "–", "―", "-", "--"})
_NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
#: Documents and groups that speak in headlines; other common nouns before a colon are headings.
_SPEAKERS = frozenset(
    """poll survey study report police sources source officials experts expert analysis reports polls lawyer
    lawyers witnesses witness researchers scientists minister ministry spokesman spokeswoman family""".split()
)
_CREDITS = frozenset({"image", "photo", "picture", "photograph", "credit", "source", "illustration"})


def labelled(page: Page, used: set[int]) -> Iterator[Said]:
    """What is said behind a speaker's label, and before a name that signs a quotation."""
    for sentence in page.doc.sents if page.profile.labels else ():
        colon = _colon(page, sentence)
        if colon is not None and not any(sentence.start <= at <= colon for at in used):
            yield from _after_label(page, sentence, colon)
    for quote in page.quotes:
        yield from _signed(page, quote)
    if page.profile.credits:
        yield from _credited(page)


def _colon(page: Page, sentence: Span) -> int | None:
    """Where a sentence that begins with a speaker's name and a colon has its colon."""
    for token in sentence[: _LONGEST + 1]:
        if token.text == ":" and token.i > sentence.start and page.inside[token.i] < 0:
            return token.i if _is_speaker(page.doc, sentence.start, token.i) else None
    return None


def _is_speaker(doc: Doc, first: int, last: int) -> bool:
    label = doc[first:last]
    if any(t.pos_ in {"VERB", "AUX", "ADP", "SCONJ", "PUNCT", "NUM"} for t in label):
        return False
    named = any(t.ent_type_ in _NAMES for t in label) or all(t.text.isupper() or t.text == "." for t in label)
    proper = label[-1].pos_ == "PROPN" and all(t.text[:1].isupper() for t in label) and last - first <= 3
    return named or proper or label[-1].lower_ in _SPEAKERS


def _after_label(page: Page, sentence: Span, colon: int) -> Iterator[Said]:
    doc = page.doc
    whole = sentence.start == 0 and doc[0].text.isupper() and len(doc[0]) > 2
    last = len(doc) if whole else sentence.end
    if last - colon > 2:
        yield Said(
            colon, ((colon, colon + 1),), ((sentence.start, colon),), ((colon + 1, last),), spoken=whole
        )


def _signed(page: Page, quote: Quote) -> Iterator[Said]:
    """Read "“P.” — X" where nothing but the name follows."""
    doc, at = page.doc, quote.last
    while at < len(doc) and doc[at].is_space:
        at += 1
    if at + 1 >= len(doc) or doc[at].text not in _DASHES:
        return
    name = _name_from(doc, at + 1)
    if name is not None:
        yield Said(at, ((at, at + 1),), (name,), ((quote.first, quote.last),), spoken=True)


def _name_from(doc: Doc, first: int) -> Stretch | None:
    last = first
    while last < len(doc) and not doc[last].is_space and doc[last].text not in {".", "“", '"'}:
        last += 1
    words_of = doc[first:last]
    capital = all(t.text[:1].isupper() or t.is_punct for t in words_of)
    return (first, last) if capital and 1 <= last - first <= _LONGEST else None


def _credited(page: Page) -> Iterator[Said]:
    """Read "Caption. Image: Name." at the end of a paragraph."""
    doc = page.doc
    for token in doc[1:-2]:
        if token.text != ":" or doc[token.i - 1].lower_ not in _CREDITS or token.i < 2:
            continue
        named = (token.i + 1, _end(doc.span(token.i + 1, len(doc))))
        if named[1] - named[0] <= 2 * _LONGEST:
            yield Said(token.i - 1, ((token.i - 1, token.i + 1),), (named,), ((0, token.i - 1),))
            return


def _end(tokens: Span) -> int:
    return next((t.i for t in tokens if t.text in {".", ")", "\n"}), tokens.end)
