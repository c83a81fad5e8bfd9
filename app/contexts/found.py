"""What a splitter found about one claim, with the article's words it points at."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from claims.desk import ClaimPage, LinkRow
from claims.models import (
    Bounds,
    ClaimVersion,
    DateDraft,
    FactDraft,
    HintDraft,
    MentionDraft,
    QuantityDraft,
    TraceDraft,
)
from claims.vocab import ClaimKind, ClaimType, LinkKind, WordOrigin


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of the article: its words, and `at` as the reader's address takes it ("12-40")."""

    at: str
    words: str


@dataclass(frozen=True, slots=True)
class Word:
    """A stretch of a claim's wording.

    `origin` is None where it stands in the article as it is; the others are counted by `number`,
    from 1, and `spot` is where the article has what they were made from, if anywhere.
    """

    text: str
    origin: WordOrigin | None = None
    spot: Spot | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Meant:
    """A word that stands for somebody: who, or all between whom the article leaves it open."""

    mention: MentionDraft
    spot: Spot
    antecedent: Spot | None
    candidates: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class FoundContext:
    """verdicts/_found.html; `person` is whether a person wrote the wording, `parser` whether anything did.

    `says` are links to claims that this one says somebody makes, `said_in` from claims that say so
    of this one.
    """

    words: tuple[Word, ...]
    traced: bool
    person: bool
    parser: bool
    kinds: tuple[ClaimType | ClaimKind, ...]
    dates: tuple[tuple[DateDraft, Spot], ...]
    quantities: tuple[tuple[QuantityDraft, Spot], ...]
    mentions: tuple[Meant, ...]
    facts: tuple[FactDraft, ...]
    hints: tuple[tuple[HintDraft, tuple[Spot, ...]], ...]
    says: tuple[LinkRow, ...]
    said_in: tuple[LinkRow, ...]

    @property
    def put_in(self) -> tuple[Word, ...]:
        """The stretches of the wording that do not stand in the article as they are."""
        return tuple(word for word in self.words if word.origin)


def found_of(page: ClaimPage) -> FoundContext:
    """Shape what was found about a claim for its page."""
    found, text, version = page.found, page.text, page.version
    # A duplicate says nothing about what its other claim says.
    said = [row for row in page.links if row.link.kind is LinkKind.ATTRIBUTES]
    return FoundContext(
        words=tuple(_words(version.text, found.trace, text)),
        traced=bool(found.trace),
        person=version.created_by_id is not None,
        parser=any(label != "person" for label in version.made_by),
        kinds=tuple(_kinds(version)),
        dates=tuple((date, _spot(text, (date.start, date.end))) for date in found.dates),
        quantities=tuple((one, _spot(text, (one.start, one.end))) for one in found.quantities),
        mentions=tuple(_meant(text, mention) for mention in found.mentions),
        facts=found.facts,
        hints=tuple((hint, _spots(text, hint.at)) for hint in found.hints),
        says=tuple(row for row in said if row.link.from_claim_id == page.claim.id),
        said_in=tuple(row for row in said if row.link.to_claim_id == page.claim.id),
    )


def _words(wording: str, trace: Iterable[TraceDraft], text: str) -> Iterator[Word]:
    """The wording from end to end, cut where it comes from elsewhere."""
    at, number = 0, 0
    for part in sorted(trace, key=lambda part: part.start):
        start, end = max(part.start, at), min(part.end, len(wording))
        if part.origin is WordOrigin.STATED or start >= end:
            continue
        if at < start:
            yield Word(wording[at:start])
        number += 1
        yield Word(wording[start:end], part.origin, _spot(text, part.at) if part.at else None, number)
        at = end
    if at < len(wording):
        yield Word(wording[at:])


def _kinds(version: ClaimVersion) -> Iterator[ClaimType | ClaimKind]:
    """Our finer kinds where there are any, else AVeriTeC's."""
    if version.finer:
        yield from map(ClaimKind, version.finer)
    else:
        yield from map(ClaimType, version.kinds)


def _meant(text: str, mention: MentionDraft) -> Meant:
    antecedent = _spot(text, mention.antecedent) if mention.antecedent else None
    here = _spot(text, (mention.start, mention.end))
    return Meant(mention, here, antecedent, _spots(text, mention.candidates))


def _spots(text: str, places: Sequence[Bounds]) -> tuple[Spot, ...]:
    return tuple(_spot(text, place) for place in places)


def _spot(text: str, place: Bounds) -> Spot:
    start, end = place
    return Spot(f"{start}-{end}", " ".join(text[start:end].split()))
