"""Values that rooms hand to each other. They never change; a room makes new ones."""

from dataclasses import dataclass, field
from datetime import date, datetime

from claims.models.analysis import (
    Bounds,
    CoverageDraft,
    DateDraft,
    FactDraft,
    HintDraft,
    LinkDraft,
    MentionDraft,
    QuantityDraft,
    SightDraft,
    TraceDraft,
)
from claims.vocab import (
    AttributionForm,
    ClaimKind,
    ClaimType,
    Hedge,
    OccurrenceRole,
    SegmentKind,
    WorthReason,
)


@dataclass(frozen=True, slots=True)
class ArticleMeta:
    """What is known about an article. Empty where nothing was found.

    `published_on` is the day as the outlet printed it, without a zone; `language` is ISO 639-1.
    """

    title: str = ""
    byline: str = ""
    outlet: str = ""
    portal: str = ""
    published_on: date | None = None
    url: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Intake:
    """A document as it came in: its bytes, its text with LF line ends, and what it says of itself.

    `meta.outlet` is its publisher, `meta.url` the address it gives itself (canonical). `pages` holds
    where each page starts in the text, in code points, ascending; empty where there are no pages.
    Of a web archive, `url` is the address that was asked, `captured_at` when (UTC), `headers` what
    the server said, and `others` the addresses kept beside it.
    """

    raw: bytes
    text: str
    media_type: str
    extractor: str
    meta: ArticleMeta = field(default_factory=ArticleMeta)
    pages: tuple[int, ...] = ()
    url: str = ""
    captured_at: datetime | None = None
    headers: tuple[tuple[str, str], ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonalData:
    """A stretch of text that names a way to reach a person: `text[start:end]`, in code points."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class SegmentDraft:
    """One stretch of an article, `text[start:end]`; segments tile the text without gaps.

    `by` names the rule that decided (`portal_lines.v1: other script`), `reason` says it in words.
    """

    start: int
    end: int
    kind: SegmentKind
    by: str
    reason: str = ""
    personal: tuple[PersonalData, ...] = ()


@dataclass(frozen=True, slots=True)
class OccurrenceDraft:
    """One place where an article makes a claim: `text[start:end]`, in code points.

    `parts` lists the stretches of it that say so where other words stand between them, else empty.
    """

    start: int
    end: int
    role: OccurrenceRole = OccurrenceRole.ASSERTION
    parts: tuple[Bounds, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimDraft:
    """A claim as a splitter proposes it.

    `text` reads alone; `trace` says of each of its words where it comes from. `attribution` names
    who passes the claim on, from the one nearest to it outwards ("Jo", "KCNA"); `claimant` is the
    first of them, "" if the article says it itself. `cue` holds the words that say so ("reported",
    "is presumed to"), `form` how it is quoted, None where nobody says it. `kinds` are AVeriTeC's,
    `finer` ours under them. `dates`, `quantities` and `mentions` lie in its occurrences.
    `seen` is what a parser sees in it, None where none read it. `made_by` lists component labels.
    """

    text: str
    occurrences: tuple[OccurrenceDraft, ...]
    claimant: str = ""
    attribution: tuple[str, ...] = ()
    cue: str = ""
    hedge: Hedge = Hedge.NONE
    kinds: tuple[ClaimType, ...] = ()
    made_by: tuple[str, ...] = ()
    finer: tuple[ClaimKind, ...] = ()
    form: AttributionForm | None = None
    negated: bool = False
    trace: tuple[TraceDraft, ...] = ()
    dates: tuple[DateDraft, ...] = ()
    quantities: tuple[QuantityDraft, ...] = ()
    mentions: tuple[MentionDraft, ...] = ()
    facts: tuple[FactDraft, ...] = ()
    hints: tuple[HintDraft, ...] = ()
    links: tuple[LinkDraft, ...] = ()
    seen: tuple[SightDraft, ...] | None = None


@dataclass(frozen=True, slots=True)
class Splitting:
    """An article taken apart: its claims in reading order, and what became of each sentence.

    `coverage` lists every sentence of the text in reading order, portal lines included.
    """

    drafts: tuple[ClaimDraft, ...] = ()
    coverage: tuple[CoverageDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """One named reason for a check-worthiness: the words it was seen in, and what it adds in log-odds."""

    name: WorthReason
    weight: float
    words: str = ""


@dataclass(frozen=True, slots=True)
class Worth:
    """How much a claim is worth checking, from 0 to 1, and all the reasons that add up to it."""

    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """Words a reviewer marked. `start` and `end` are UTF-16 units, None where they only typed."""

    exact: str
    start: int | None = None
    end: int | None = None
