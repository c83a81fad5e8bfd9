"""What a splitter knows of a claim beside its words. All offsets are code points, half-open.

An offset is into the article's text unless its line says that it is into the claim's own.
"""

from dataclasses import dataclass

from claims.vocab import (
    AttributionForm,
    CoverageReason,
    DatePrecision,
    FactKind,
    Hedge,
    LinkKind,
    QuantityKind,
    WordOrigin,
)

#: `(start, end)` in a text, half-open.
Bounds = tuple[int, int]


@dataclass(frozen=True, slots=True)
class TraceDraft:
    """Where some words of a claim come from: `claim.text[start:end]`.

    `at` is the stretch of the article they are taken from, or, for a word that a rule made or
    added, the stretch that made the rule act; None only where nothing in the article stands for it.
    The traces of a claim tile its text, white space apart.
    """

    start: int
    end: int
    origin: WordOrigin
    at: Bounds | None = None


@dataclass(frozen=True, slots=True)
class SightDraft:
    """What a parser sees in a claim, by a plain name ("past"), and the words that show it, in order."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DateDraft:
    """A stretch that names a time, and the days it can mean.

    `first` and `last` are ISO 8601 of the precision (2021-04-06, 2021-01, 2011, 2021-W14, 201, 20
    for a decade and a century), both inclusive; "" where the interval is open. `rule` names the
    rule that resolved it, "" where the words could not be resolved.
    """

    start: int
    end: int
    words: str
    first: str = ""
    last: str = ""
    precision: DatePrecision = DatePrecision.DAY
    rule: str = ""
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class QuantityDraft:
    """A stretch that counts, measures or ranks.

    `value` is the number as a decimal string ("10000", "0.75"), `upper` the other end of a range
    ("five to 30": 5, 30), "" without one. `unit` is "" for a bare number; `comparison` is one of
    "", "<", "<=", ">", ">=".
    """

    start: int
    end: int
    words: str
    kind: QuantityKind
    value: str
    upper: str = ""
    unit: str = ""
    approximate: bool = False
    comparison: str = ""


@dataclass(frozen=True, slots=True)
class MentionDraft:
    """Words that stand for somebody named elsewhere ("he", "the party").

    `antecedent` is where the name stands, None if nobody can be told; then `candidates` holds the
    places of the names between which the article leaves it open, nearest first.
    """

    start: int
    end: int
    words: str
    antecedent: Bounds | None = None
    name: str = ""
    candidates: tuple[Bounds, ...] = ()


@dataclass(frozen=True, slots=True)
class AttributionDraft:
    """Who says what: places of the source's words, the cue ("reported") and what is said.

    Each is a tuple of stretches in reading order; `source` is empty where the article names nobody.
    """

    source: tuple[Bounds, ...]
    cue: tuple[Bounds, ...]
    content: tuple[Bounds, ...]
    form: AttributionForm
    hedge: Hedge = Hedge.NONE
    negated: bool = False


@dataclass(frozen=True, slots=True)
class FactDraft:
    """The smallest part of a claim that can be ticked off by itself.

    `text` reads alone and is traced as a claim is; `at` lists its stretches of the article, the
    first the one that names it.
    """

    text: str
    kind: FactKind
    at: tuple[Bounds, ...]
    trace: tuple[TraceDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class HintDraft:
    """What a consistency rule noticed; never a verdict.

    `rule` names it, `says` is a sentence for the reviewer, `at` the stretches it compares.
    """

    rule: str
    says: str
    at: tuple[Bounds, ...]


@dataclass(frozen=True, slots=True)
class LinkDraft:
    """How one draft of a split hangs together with another, `to` by its index in the list."""

    kind: LinkKind
    to: int


@dataclass(frozen=True, slots=True)
class CoverageDraft:
    """What became of one sentence: the drafts it yields, by index, or the reason why none."""

    start: int
    end: int
    drafts: tuple[int, ...] = ()
    reason: CoverageReason | None = None
