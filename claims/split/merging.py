"""Many drafts to one for each claim, with the links between them and what became of each sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from claims.models.analysis import Bounds, CoverageDraft, LinkDraft
from claims.models.drafts import ClaimDraft, OccurrenceDraft, SegmentDraft, Splitting
from claims.split.sentences import paragraphs
from claims.vocab import CoverageReason, LinkKind, OccurrenceRole, SegmentKind

_MARKS = re.compile(r"[“”„«»\"‘’'`]")
_LAST_MARKS = " .,;:!…–—-"
#: The same words with "he" may be about somebody else.
_POINTS_BACK = re.compile(r"(?:he|she|it|they|this|that|these|those|we|i|you|there)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Raw:
    """A draft before it is put together with others; `said` lists the raw drafts it is the saying of."""

    draft: ClaimDraft
    sentence: int
    said: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the article, and why it yields nothing, if it is known before it is read."""

    start: int
    end: int
    reason: CoverageReason | None = None


def folded(words: str) -> str:
    """Words as two claims are compared: without case, quotation marks and white space between."""
    return " ".join(_MARKS.sub("", words).casefold().split()).strip(_LAST_MARKS)


def put_together(
    raws: Sequence[Raw], sentences: Sequence[Sentence], segments: Sequence[SegmentDraft]
) -> Splitting:
    """Make one draft of each claim, in reading order of its first place, and map the sentences.

    Drafts with the same words are one, with all their places: the first an assertion, later ones
    repeats, those in the title its headline. Who says it is taken from the first that knows. Words
    that begin with a pronoun are never taken for the same claim.
    """
    groups = _groups(raws)
    index = {number: at for at, group in enumerate(groups) for number in group}
    titles = [part for part in segments if part.kind is SegmentKind.TITLE]
    drafts = [_joined([raws[n].draft for n in group], titles) for group in groups]
    for at, group in enumerate(groups):
        if links := _links(at, group, raws, index):
            drafts[at] = replace(drafts[at], links=links)
    return Splitting(tuple(drafts), tuple(_coverage(raws, sentences, index)))


def all_of(found: Sequence[Splitting], segments: Sequence[SegmentDraft]) -> Splitting:
    """What several splitters found as one; the sentences are the first's, links between claims are lost."""
    if len(found) == 1:
        return found[0]
    raws = [Raw(replace(draft, links=()), -1) for one in found for draft in one.drafts]
    drafts = put_together(raws, (), segments).drafts
    return Splitting(drafts, tuple(_covered(one, drafts) for one in found[0].coverage))


def _covered(sentence: CoverageDraft, drafts: Sequence[ClaimDraft]) -> CoverageDraft:
    inside = tuple(
        number
        for number, draft in enumerate(drafts)
        if any(sentence.start <= place.start < sentence.end for place in draft.occurrences)
    )
    return replace(sentence, drafts=inside, reason=None if inside else sentence.reason)


_OTHER_LINES = {
    SegmentKind.BOILERPLATE: CoverageReason.PORTAL_LINE,
    SegmentKind.BYLINE: CoverageReason.BYLINE,
}


def with_other_lines(text: str, segments: Sequence[SegmentDraft], found: Splitting) -> Splitting:
    """Put the lines of portals and authors on the map, which no splitter reads."""
    others = [
        CoverageDraft(start, end, (), _OTHER_LINES[segment.kind])
        for segment in segments
        if segment.kind in _OTHER_LINES
        for start, end in paragraphs(text, segment.start, segment.end)
    ]
    coverage = sorted([*found.coverage, *others], key=lambda one: (one.start, one.end))
    return replace(found, coverage=tuple(coverage))


def _groups(raws: Sequence[Raw]) -> list[list[int]]:
    """The numbers of raw drafts that are one claim, in reading order."""
    claims: dict[str, list[int]] = {}
    for number in sorted(range(len(raws)), key=lambda n: (_place(raws[n].draft), n)):
        draft = raws[number].draft
        key = folded(draft.text)
        # "He left" at two places may be about two people; at one place it is one claim.
        where = f"{key} {_place(draft)}" if _POINTS_BACK.match(key) else key
        claims.setdefault(where, []).append(number)
    return list(claims.values())


def _place(draft: ClaimDraft) -> Bounds:
    return draft.occurrences[0].start, -draft.occurrences[0].end


def _joined(group: list[ClaimDraft], titles: list[SegmentDraft]) -> ClaimDraft:
    first = next((draft for draft in group if draft.attribution or draft.cue), group[0])
    places = {(one.start, one.end): one for draft in group for one in draft.occurrences}
    return replace(
        group[0],
        occurrences=_roles([places[key] for key in sorted(places)], titles),
        claimant=first.claimant,
        attribution=first.attribution,
        cue=first.cue,
        hedge=first.hedge,
        form=first.form,
        made_by=tuple(dict.fromkeys(label for draft in group for label in draft.made_by)),
    )


def _roles(places: list[OccurrenceDraft], titles: list[SegmentDraft]) -> tuple[OccurrenceDraft, ...]:
    found: list[OccurrenceDraft] = []
    role = OccurrenceRole.ASSERTION
    for place in places:
        if any(title.start <= place.start < title.end for title in titles):
            found.append(replace(place, role=OccurrenceRole.HEADLINE))
        else:
            found.append(place if place.role is role else replace(place, role=role))
            role = OccurrenceRole.REPEAT
    return tuple(found)


def _links(
    at: int, group: Sequence[int], raws: Sequence[Raw], index: dict[int, int]
) -> tuple[LinkDraft, ...]:
    said = sorted({index[number] for one in group for number in raws[one].said} - {at})
    return tuple(LinkDraft(LinkKind.ATTRIBUTES, to) for to in said)


def _coverage(
    raws: Sequence[Raw], sentences: Sequence[Sentence], index: dict[int, int]
) -> Iterable[CoverageDraft]:
    yields: dict[int, set[int]] = {}
    for number, raw in enumerate(raws):
        yields.setdefault(raw.sentence, set()).add(index[number])
    for number, sentence in enumerate(sentences):
        drafts = tuple(sorted(yields.get(number, ())))
        reason = None if drafts else sentence.reason or CoverageReason.FRAGMENT
        yield CoverageDraft(sentence.start, sentence.end, drafts, reason)
