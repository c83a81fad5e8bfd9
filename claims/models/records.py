"""A claim as it leaves the desk: what a release freezes and every export is made from."""

from dataclasses import dataclass, field
from typing import Any

#: What every line of a release says of its own form; a release of before says nothing and is of the first.
RECORD_SCHEMA = "claimdesk.claim/1"


@dataclass(frozen=True, slots=True)
class OccurrenceRecord:
    """Where the article makes the claim, in code points of the text with that SHA-256.

    `parts` lists the stretches that say so where other words stand between them.
    """

    url: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    role: str
    text_sha256: str
    parts: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    """A passage, where it was captured, and what it does to the claim.

    A paraphrase says in `paraphrase` what a reviewer read, and has no `exact`. `medium` is the media type
    of the capture, `sentences` those of its sentences that the passage touches, each with its number
    in the capture, from 1. A `protected` source is not named. A release of before has none of these.
    """

    id: str
    stance: str
    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    locator: str
    note: str
    source_id: str
    source_title: str
    source_author: str
    source_publisher: str
    source_url: str
    source_published_on: str
    origin_group: str
    snapshot_sha256: str
    captured_at: str
    paraphrase: str = ""
    question: str = ""
    answer: str = ""
    directness: str = ""
    medium: str = ""
    protected: bool = False
    sentences: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewRecord:
    """A second person's word on the verdict.

    A blind review has the `rating` that its reviewer gave before they saw the verdict. `comments` are on
    places, each as `{"about", "exact", "evidence", "text"}`. An approval by which an editor let a verdict
    stand where two people rated otherwise has in `adjudication` what was decided and between whom. `alone`
    says that the reviewer wrote the verdict or the claim, as the policy of a desk of one allows. A release
    of before has none of these.
    """

    reviewer: str
    reviewer_id: str
    decision: str
    comment: str
    digest_seen: str
    decided_at: str
    mode: str = ""
    rating: str = ""
    comments: tuple[dict[str, Any], ...] = ()
    adjudication: dict[str, Any] | None = None
    alone: bool = False


@dataclass(frozen=True, slots=True)
class WithdrawnRecord:
    """Why a claim holds no longer, since when, and the first version that says so."""

    at: str
    reason: str
    version: str


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """One verified claim, whole. Dates are ISO 8601, times UTC; "" where nothing is known.

    From `finer` to `facts` is what a splitter found, as `claims.models.analysis` describes it, offsets into
    the text of the occurrences; what it only hints at stays at the desk. From `rating_means` on is what a
    verdict says beside: `rating` is a code of its scale, `rating_means` the code of `standard-5` nearest to
    it, `rating_worst` and `rating_best` the bounds of the scale's numbers; `citations` maps the numbers that
    the rationale cites to ids of evidence, `policy` has the version and the values of the policy it was
    signed under. A release of before has none of these.

    A claim that is `withdrawn` stands there as it was released last.
    """

    id: str
    text: str
    language: str
    claimant: str
    attribution: tuple[str, ...]
    hedge: str
    kinds: tuple[str, ...]
    made_by: tuple[str, ...]
    article_id: str
    article_title: str
    article_outlet: str
    article_portal: str
    article_url: str
    article_published_on: str
    occurrences: tuple[OccurrenceRecord, ...]
    evidence: tuple[EvidenceRecord, ...]
    searches: tuple[str, ...]
    scale: str
    scale_version: int
    rating: str
    rating_label: str
    rating_number: int | None
    rationale: str
    as_of: str
    verdict_id: str
    verdict_author: str
    verdict_author_id: str
    verdict_at: str
    evidence_digest: str
    reviews: tuple[ReviewRecord, ...]
    finer: tuple[str, ...] = ()
    form: str = ""
    negated: bool = False
    trace: tuple[dict[str, Any], ...] = ()
    dates: tuple[dict[str, Any], ...] = ()
    quantities: tuple[dict[str, Any], ...] = ()
    mentions: tuple[dict[str, Any], ...] = ()
    facts: tuple[dict[str, Any], ...] = ()
    rating_means: str = ""
    rating_worst: int | None = None
    rating_best: int | None = None
    confidence: str = ""
    flags: tuple[str, ...] = ()
    conclusion: str = ""
    checklist: dict[str, str] = field(default_factory=dict)
    citations: dict[str, str] = field(default_factory=dict)
    override_reason: str = ""
    correction: str = ""
    correction_note: str = ""
    policy: dict[str, Any] = field(default_factory=dict)
    withdrawn: WithdrawnRecord | None = None
    schema: str = RECORD_SCHEMA
