"""What must hold for everything a splitter gives, whatever the text: it cannot invent.

Each word of a claim is a word of the article at the place its trace names, or one of a closed set
that a rule may add. `offences` lists what does not hold, so that no offence is an empty list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from lemminflect import getAllLemmas, getAllLemmasOOV

from claims.anchor import anchor_at
from claims.errors import ClaimsError
from claims.models.drafts import SegmentDraft
from claims.split import read_article
from claims.split.dates import find_dates
from claims.split.drafts import spoken
from claims.vocab import OccurrenceRole, SegmentKind, WordOrigin

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claims.models.analysis import Bounds, DateDraft, FactDraft, TraceDraft
    from claims.models.drafts import ClaimDraft, OccurrenceDraft, Splitting

COPULAS = frozenset("is are was were am be has have had".split())
DETERMINERS = frozenset({"a", "an", "the"})
#: The forms of one word that the tables keep apart.
PRONOUNS = {
    "he": {"his", "him"},
    "she": {"her"},
    "they": {"their", "them"},
    "it": {"its"},
    "i": {"my", "me"},
    "we": {"our", "us"},
    "you": {"your"},
}
ENDINGS = frozenset({"'s", "’s", "'", "’"})
MONTHS = "January February March April May June July August September October November December".split()
#: Words beside names of months and numbers that a resolved date may be told with.
_DATE_WORDS = frozenset(
    """in on to of the from and about around until by since early mid late start beginning middle end
    close half first second third fourth quarter week century spring summer autumn winter bc at""".split()
)
_TAKEN = frozenset({WordOrigin.STATED, WordOrigin.INHERITED})


@dataclass(frozen=True, slots=True)
class Given:
    """What the splitter was given."""

    text: str
    segments: Sequence[SegmentDraft]
    published: date | None = None

    def dates(self, found: Splitting) -> dict[Bounds, DateDraft]:
        """The resolved dates by their places: those the drafts hold, and those a rule can find."""
        spans = [bounds for _, bounds in spoken(self.text, self.segments)]
        fresh = [one for start, end in spans for one in find_dates(self.text, self.published, start, end)]
        kept = [one for draft in found.drafts for one in draft.dates]
        return {(one.start, one.end): one for one in (*fresh, *kept)}


def whole(text: str, published: date | None = None) -> Given:
    """A text that is all body."""
    return Given(text, [SegmentDraft(0, len(text), SegmentKind.BODY, "test")], published)


def read(given: Given, language: str = "en") -> Splitting:
    """Take it apart by the splitter of its language."""
    return read_article(given.text, given.segments, language, given.published)


def offences(given: Given, found: Splitting) -> list[str]:
    """Everything that does not hold, each as a line that names the draft and what is wrong with it."""
    per_draft = [f"{draft.text!r}: {line}" for draft, lines in by_draft(given, found) for line in lines]
    return [*per_draft, *of_the_whole(given, found)]


def by_draft(given: Given, found: Splitting) -> Iterator[tuple[ClaimDraft, list[str]]]:
    """Each draft with what does not hold in it."""
    dates = None
    for number, draft in enumerate(found.drafts):
        if dates is None and any(one.origin is WordOrigin.DATE for one in draft.trace):
            dates = given.dates(found)
        lines = [
            *_traced(given.text, draft, dates or {}),
            *_placed(given, draft),
            *_inside(given.text, draft),
        ]
        lines += [
            f"link to {link.to}"
            for link in draft.links
            if link.to == number or not 0 <= link.to < len(found.drafts)
        ]
        yield draft, lines


# The words.


def _traced(text: str, draft: ClaimDraft, dates: dict[Bounds, DateDraft]) -> Iterator[str]:
    yield from _words(text, draft.text, draft.trace, dates)
    for fact in draft.facts:
        yield from (f"fact {fact.text!r}: {line}" for line in _fact(text, fact, dates))


def _fact(text: str, fact: FactDraft, dates: dict[Bounds, DateDraft]) -> Iterator[str]:
    yield from _words(text, fact.text, fact.trace, dates)
    yield from (f"{at} is out of bounds" for at in fact.at if not _is_span(text, at))
    if not fact.at:
        yield "stands nowhere"


def _words(
    text: str, words: str, trace: Sequence[TraceDraft], dates: dict[Bounds, DateDraft]
) -> Iterator[str]:
    yield from tiling(words, trace)
    for one in trace:
        word = words[one.start : one.end]
        if one.at is None or not _is_span(text, one.at):
            yield f"{word!r} stands at {one.at}"
        elif not _may_stand(word, one.origin, text[one.at[0] : one.at[1]], dates.get(one.at)):
            yield f"{word!r} is no {one.origin} for {text[one.at[0] : one.at[1]]!r}"


def tiling(words: str, trace: Sequence[TraceDraft]) -> Iterator[str]:
    """What no trace covers, what two cover, and white space that is taken for a word."""
    at = 0
    for one in trace:
        if one.start < at or one.end <= one.start or one.end > len(words):
            yield f"a trace at {one.start}-{one.end} after {at}"
        if not words[one.start : one.end].strip():
            yield f"white space at {one.start} is taken for a word"
        if missing := words[at : one.start].strip():
            yield f"{missing!r} has no trace"
        at = max(at, one.end)
    if missing := words[at:].strip():
        yield f"{missing!r} has no trace"
    if not words.strip() or words != words.strip():
        yield "is empty or has white space at an edge"


def _may_stand(word: str, origin: WordOrigin, there: str, dated: DateDraft | None) -> bool:
    if origin in _TAKEN:
        return _same(word, there)
    if origin is WordOrigin.NAME:
        return _same(word, there)
    if origin is WordOrigin.COPULA:
        return word.lower() in COPULAS
    if origin is WordOrigin.DETERMINER:
        return word.lower() in DETERMINERS
    if origin is WordOrigin.INFLECTION:
        return is_form_of(word, there)
    return dated is not None and tells_the_date(word, dated)


def _same(word: str, there: str) -> bool:
    """The same words but for the case of the first letter and line breaks."""
    one, other = " ".join(word.split()), " ".join(there.split())
    return one[1:] == other[1:] and one[:1].casefold() == other[:1].casefold()


def is_form_of(word: str, there: str) -> bool:
    """Whether a word is another form of the one that stands there: their tables share a lemma."""
    if word in ENDINGS:
        return True
    if there.lower() in PRONOUNS.get(word.lower(), ()):
        return True
    return bool(_lemmas(word.lower()) & _lemmas(there.lower()))


@cache
def _lemmas(word: str) -> frozenset[str]:
    tables = (getAllLemmas(word), getAllLemmasOOV(word, "VERB"), getAllLemmasOOV(word, "NOUN"))
    return frozenset({word, *(lemma for table in tables for found in table.values() for lemma in found)})


def tells_the_date(words: str, dated: DateDraft) -> bool:
    """Whether words say no more than a resolved date: its numbers and months, and what the article says."""
    ends = " ".join(_first_day(end) for end in (dated.first, dated.last))
    numbers = {int(number) for number in re.findall(r"\d+", f"{ends} {dated.words}")}
    numbers |= {int(year) + 1 for year in re.findall(r"(?<!\S)-(\d+)", ends)}  # before Christ
    months = {MONTHS[int(month) - 1] for month in re.findall(r"\d{4}-(\d\d)", ends)}
    said = {*_DATE_WORDS, *re.findall(r"\w+", dated.words.lower().replace("tonight", "night"))}
    return bool(dated.rule) and all(
        int(word) in numbers if word.isdigit() else word in months or word.lower() in said
        for word in re.findall(r"\w+", words)
    )


def _first_day(end: str) -> str:
    """An end of a date; of a week ("2021-W14") its Monday."""
    year, _, week = end.partition("-W")
    return date.fromisocalendar(int(year), int(week), 1).isoformat() if week else end


# The places.


def _placed(given: Given, draft: ClaimDraft) -> Iterator[str]:
    if not draft.occurrences:
        yield "stands nowhere"
    heard = [one for one in given.segments if one.kind not in {SegmentKind.BYLINE, SegmentKind.BOILERPLATE}]
    for place in draft.occurrences:
        yield from _place(given.text, place)
        if not any(one.start <= place.start and place.end <= one.end for one in heard):
            yield f"{place.start}-{place.end} lies in no segment that claims"
    starts = [(one.start, one.end) for one in draft.occurrences]
    if starts != sorted(set(starts)):
        yield "its places are out of order"
    yield from _roles(draft)
    if draft.trace and not any(one.origin is WordOrigin.STATED for one in draft.trace):
        return
    stated = [one.at for one in draft.trace if one.origin is WordOrigin.STATED and one.at]
    yield from (f"states {at} outside its places" for at in stated if not _lies_in(at, draft.occurrences))


def _roles(draft: ClaimDraft) -> Iterator[str]:
    roles = [one.role for one in draft.occurrences if one.role is not OccurrenceRole.HEADLINE]
    if roles[:1] not in ([], [OccurrenceRole.ASSERTION]) or OccurrenceRole.ASSERTION in roles[1:]:
        yield "is asserted first more or less than once"


def _place(text: str, place: OccurrenceDraft) -> Iterator[str]:
    if not _is_span(text, (place.start, place.end)):
        yield f"{place.start}-{place.end} is out of bounds"
        return
    words = text[place.start : place.end]
    if words != words.strip():
        yield f"{words!r} has white space at an edge"
    try:
        anchor_at(text, place.start, place.end)
    except ClaimsError as error:
        yield f"{words!r} cannot be anchored: {error}"
    parts = place.parts
    if parts and (parts[0][0] != place.start or parts[-1][1] != place.end or len(parts) < 2):
        yield f"parts {parts} do not span {place.start}-{place.end}"
    if any(start >= end for start, end in parts) or any(one[1] > two[0] for one, two in pairwise(parts)):
        yield f"parts {parts} overlap or are empty"


def _inside(text: str, draft: ClaimDraft) -> Iterator[str]:
    for one in (*draft.dates, *draft.quantities, *draft.mentions):
        if text[one.start : one.end] != one.words:
            yield f"{one.words!r} is not what stands at {one.start}-{one.end}"
        if not _lies_in((one.start, one.end), draft.occurrences):
            yield f"{one.words!r} lies outside its places"
    for mention in draft.mentions:
        named = (mention.antecedent, *mention.candidates) if mention.antecedent else mention.candidates
        yield from (f"{mention.words!r} stands for {at}" for at in named if not _is_span(text, at))
    for hint in draft.hints:
        yield from (f"hint {hint.rule} points at {at}" for at in hint.at if not _is_span(text, at))
    if draft.claimant != (draft.attribution[0] if draft.attribution else ""):
        yield "its claimant is not the first who passes it on"


def _lies_in(at: Bounds, places: Sequence[OccurrenceDraft]) -> bool:
    return any(place.start <= at[0] and at[1] <= place.end for place in places)


def _is_span(text: str, at: Bounds) -> bool:
    return 0 <= at[0] < at[1] <= len(text)


# The map of sentences.


def of_the_whole(given: Given, found: Splitting) -> list[str]:
    """What does not hold of the order of the drafts and of the map of sentences."""
    text, coverage = given.text, found.coverage
    lines = [
        f"coverage {(one.start, one.end)} is out of bounds"
        for one in coverage
        if not _is_span(text, (one.start, one.end))
    ]
    lines += [
        f"coverage {(one.start, one.end)} and {(two.start, two.end)} overlap"
        for one, two in pairwise(coverage)
        if one.end > two.start
    ]
    lines += [
        f"{text[one.start : one.end]!r} has drafts {one.drafts} and reason {one.reason}"
        for one in coverage
        if bool(one.drafts) == (one.reason is not None)
    ]
    lines += [
        f"coverage {(one.start, one.end)} yields {number}"
        for one in coverage
        for number in one.drafts
        if not 0 <= number < len(found.drafts)
    ]
    yielded = {number for one in coverage for number in one.drafts}
    lines += [
        f"{draft.text!r} comes from no sentence" for n, draft in enumerate(found.drafts) if n not in yielded
    ]
    lines += [f"{word!r} stands in no sentence" for word in _forgotten(given, found)]
    starts = [draft.occurrences[0].start for draft in found.drafts if draft.occurrences]
    return lines if starts == sorted(starts) else [*lines, "the drafts are out of reading order"]


def _forgotten(given: Given, found: Splitting) -> Iterator[str]:
    """Words of the article that no sentence of the map holds."""
    at = 0
    for one in (*found.coverage, None):
        until = one.start if one else len(given.text)
        for word in re.finditer(r"\w+", given.text[at:until]):
            if any(part.start <= at + word.start() < part.end for part in given.segments):
                yield word[0]
        at = one.end if one else until
