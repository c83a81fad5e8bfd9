"""The words of the house: every closed choice, and the allowed moves, as data.

`docs/glossary.md` explains each word; a test holds the two equal.
"""

from enum import StrEnum


class ArticleStatus(StrEnum):
    """Where an article is on its way through the desk."""

    INGESTED = "ingested"
    SEGMENTED = "segmented"
    IN_WORK = "in_work"
    DONE = "done"
    ARCHIVED = "archived"


class SegmentKind(StrEnum):
    """What a stretch of an article is. Segments tile the text without gaps."""

    TITLE = "title"
    BODY = "body"
    CAPTION = "caption"
    BYLINE = "byline"
    BOILERPLATE = "boilerplate"


class ClaimStatus(StrEnum):
    """Where a claim is in the workflow; never a verdict."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"
    MERGED = "merged"
    RESEARCHING = "researching"
    DRAFTED = "drafted"
    IN_REVIEW = "in_review"
    VERIFIED = "verified"
    STALE = "stale"
    RELEASED = "released"


#: Every step a claim may take, (from, to); a split lays aside one that is worked on, too.
#: RELEASED is derived from release items and never stored.
MOVES: frozenset[tuple[ClaimStatus, ClaimStatus]] = frozenset(
    {
        (ClaimStatus.PROPOSED, ClaimStatus.ACCEPTED),
        (ClaimStatus.PROPOSED, ClaimStatus.DISMISSED),
        (ClaimStatus.ACCEPTED, ClaimStatus.DISMISSED),
        (ClaimStatus.DISMISSED, ClaimStatus.PROPOSED),
        (ClaimStatus.PROPOSED, ClaimStatus.MERGED),
        (ClaimStatus.ACCEPTED, ClaimStatus.MERGED),
        (ClaimStatus.RESEARCHING, ClaimStatus.MERGED),
        (ClaimStatus.DRAFTED, ClaimStatus.MERGED),
        (ClaimStatus.ACCEPTED, ClaimStatus.RESEARCHING),
        (ClaimStatus.RESEARCHING, ClaimStatus.DRAFTED),
        (ClaimStatus.DRAFTED, ClaimStatus.IN_REVIEW),
        (ClaimStatus.IN_REVIEW, ClaimStatus.VERIFIED),
        (ClaimStatus.IN_REVIEW, ClaimStatus.RESEARCHING),
        (ClaimStatus.VERIFIED, ClaimStatus.STALE),
        (ClaimStatus.STALE, ClaimStatus.IN_REVIEW),
    }
)


class DismissReason(StrEnum):
    """Why a claim is not checked. "Not checkable" is said here, never by a rating."""

    OPINION = "opinion"
    PREDICTION = "prediction"
    DUPLICATE = "duplicate"
    BOILERPLATE = "boilerplate"
    TRIVIAL = "trivial"
    UNVERIFIABLE = "unverifiable"
    WITHDRAWN = "withdrawn"
    SPLIT = "split"


#: The reasons a person can choose; the others come about by undoing and by splitting.
DISMISSALS = tuple(
    reason for reason in DismissReason if reason not in (DismissReason.WITHDRAWN, DismissReason.SPLIT)
)


class StatusGroup(StrEnum):
    """Several statuses that the queue shows as one list."""

    OPEN = "open"
    ALL = "all"


#: The statuses in which somebody still has something to do.
OPEN_STATUSES = (
    ClaimStatus.PROPOSED,
    ClaimStatus.ACCEPTED,
    ClaimStatus.RESEARCHING,
    ClaimStatus.DRAFTED,
    ClaimStatus.IN_REVIEW,
    ClaimStatus.STALE,
)


class Due(StrEnum):
    """When a claim is due, seen from today; days are those of UTC."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    ANY = "any"


class Priority(StrEnum):
    """How soon a claim's turn comes; the queue sorts by it before all else."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


#: The number that a claim keeps for each priority.
PRIORITIES: dict[Priority, int] = {
    Priority.LOW: -1,
    Priority.NORMAL: 0,
    Priority.HIGH: 1,
    Priority.URGENT: 2,
}


class TriageStep(StrEnum):
    """What triage can do with one claim or with many at once."""

    ACCEPT = "accept"
    DISMISS = "dismiss"
    SKIP = "skip"
    REOPEN = "reopen"
    ASSIGN = "assign"
    DUE = "due"
    PRIORITY = "priority"
    TAG = "tag"
    UNTAG = "untag"


class ClaimType(StrEnum):
    """The five kinds of checkable claim, as AVeriTeC names them."""

    EVENT_PROPERTY = "event_property"
    NUMERICAL = "numerical"
    QUOTE = "quote"
    CAUSAL = "causal"
    POSITION = "position"


class ClaimKind(StrEnum):
    """Finer kinds under AVeriTeC's five, and the kinds that cannot be checked."""

    NUMERICAL = "numerical"
    ORDINAL = "ordinal"
    COMPARISON = "comparison"
    ROLE = "role"
    DATE = "date"
    QUOTE = "quote"
    CAUSE = "cause"
    POSITION = "position"
    EVENT = "event"
    DEFINITION = "definition"
    OPINION = "opinion"
    PREDICTION = "prediction"
    QUESTION = "question"
    WISH = "wish"


class WordOrigin(StrEnum):
    """Where a word of a claim comes from. No other word may stand in one."""

    STATED = "stated"
    INHERITED = "inherited"
    NAME = "name"
    DATE = "date"
    COPULA = "copula"
    DETERMINER = "determiner"
    INFLECTION = "inflection"


class AttributionForm(StrEnum):
    """How the article gives what somebody says."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class DatePrecision(StrEnum):
    """How fine a resolved date is."""

    TIME = "time"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    DURATION = "duration"


class QuantityKind(StrEnum):
    """What a number does."""

    NUMBER = "number"
    ORDINAL = "ordinal"
    RANK = "rank"
    PERCENTAGE = "percentage"
    FRACTION = "fraction"
    CURRENCY = "currency"
    DIMENSION = "dimension"
    AGE = "age"
    TEMPERATURE = "temperature"
    RANGE = "range"


class FactKind(StrEnum):
    """What an atomic part of a claim says."""

    WHO = "who"
    WHAT = "what"
    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    SUPERLATIVE = "superlative"


class LinkKind(StrEnum):
    """How one claim hangs together with another."""

    ATTRIBUTES = "attributes"
    SPLIT_FROM = "split_from"
    MERGED_INTO = "merged_into"
    DUPLICATES = "duplicates"


class CoverageReason(StrEnum):
    """Why a sentence yields no claim."""

    QUOTE_ONLY = "quote_only"
    OPINION = "opinion"
    PREDICTION = "prediction"
    QUESTION = "question"
    WISH = "wish"
    FRAGMENT = "fragment"
    PORTAL_LINE = "portal_line"
    BYLINE = "byline"
    OTHER_SCRIPT = "other_script"


class LineState(StrEnum):
    """How far a person is with one sentence of an article: the pencil on the galley."""

    OPEN = "open"
    WAITING = "waiting"
    STRUCK = "struck"
    DECIDED = "decided"


class Hedge(StrEnum):
    """How far the article itself keeps from a claim."""

    NONE = "none"
    REPORTED = "reported"
    PRESUMED = "presumed"
    BELIEVED = "believed"
    ALLEGED = "alleged"
    POSSIBLE = "possible"


class WorthReason(StrEnum):
    """Why a claim may be worth checking, or not; all but the wording, either raise its score or lower it."""

    START = "start"
    NUMBER = "number"
    SUPERLATIVE = "superlative"
    NAMED_ACTOR = "named_actor"
    DATE = "date"
    CAUSE = "cause"
    CONSEQUENCE = "consequence"
    PUBLIC_MATTER = "public_matter"
    QUOTE = "quote"
    HEDGE = "hedge"
    DEED = "deed"
    WORDING = "wording"
    OPINION = "opinion"
    PREDICTION = "prediction"
    QUESTION = "question"
    SMALL_TALK = "small_talk"


class OccurrenceRole(StrEnum):
    """What a claim's place in an article does there."""

    ASSERTION = "assertion"
    REPEAT = "repeat"
    HEADLINE = "headline"


class AnchorState(StrEnum):
    """How sure an occurrence is of its place."""

    ANCHORED = "anchored"
    MOVED_UNCONFIRMED = "moved_unconfirmed"
    AMBIGUOUS = "ambiguous"
    ORPHANED = "orphaned"


class SourceKind(StrEnum):
    """Who stands behind a source."""

    PERSON = "person"
    OUTLET = "outlet"
    AGENCY = "agency"
    GOVERNMENT = "government"
    DATASET = "dataset"
    ACADEMIC = "academic"
    FACT_CHECKER = "fact_checker"
    OTHER = "other"


class SnapshotMethod(StrEnum):
    """How the text of a source came in."""

    PASTE = "paste"
    UPLOAD = "upload"
    FETCH = "fetch"
    DESCRIBED = "described"


class Directness(StrEnum):
    """How near a source is to what it tells of."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    TERTIARY = "tertiary"


class Stance(StrEnum):
    """What one evidence does to its claim; never a rating."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    MIXED = "mixed"
    CONTEXT = "context"
    IRRELEVANT = "irrelevant"


class QuoteState(StrEnum):
    """Whether the quote of an evidence stands in its snapshot."""

    LOCATED = "located"
    NOT_FOUND = "not_found"
    PARAPHRASE = "paraphrase"


class CheckState(StrEnum):
    """What became of a quote when its source was captured anew."""

    THERE = "there"
    MOVED = "moved"
    AMBIGUOUS = "ambiguous"
    GONE = "gone"
    UNREACHABLE = "unreachable"


class SearchResult(StrEnum):
    """What a logged search brought."""

    NOTHING = "nothing"
    IRRELEVANT = "irrelevant"
    USED = "used"


class Rating(StrEnum):
    """The label of a verdict on the scale `standard-5`, in key order 1 to 5."""

    SUPPORTED = "supported"
    REFUTED = "refuted"
    CONFLICTING = "conflicting"
    MISSING_CONTEXT = "missing_context"
    NOT_ENOUGH_EVIDENCE = "not_enough_evidence"


SCALE = "standard-5"
SCALE_VERSION = 1

#: The word for each rating that is kept with a verdict, whatever language its author reads.
RATING_LABELS: dict[Rating, str] = {
    Rating.SUPPORTED: "Supported",
    Rating.REFUTED: "Refuted",
    Rating.CONFLICTING: "Conflicting evidence",
    Rating.MISSING_CONTEXT: "Missing context",
    Rating.NOT_ENOUGH_EVIDENCE: "Not enough evidence",
}

#: The number an export may show beside a label, 1 (worst) to 5 (best); a rating not listed has none.
RATING_NUMBERS: dict[Rating, int] = {
    Rating.SUPPORTED: 5,
    Rating.MISSING_CONTEXT: 3,
    Rating.CONFLICTING: 3,
    Rating.REFUTED: 1,
}


class ReviewMode(StrEnum):
    """Whether a reviewer sees the verdict before giving their own."""

    OPEN = "open"


class ReviewDecision(StrEnum):
    """What a second person says to a verdict."""

    APPROVE = "approve"
    REQUEST_CHANGES = "request_changes"
    REJECT = "reject"


class Role(StrEnum):
    """What a person may do, each including the one before."""

    VIEWER = "viewer"
    REVIEWER = "reviewer"
    EDITOR = "editor"
    ADMIN = "admin"


class LinkPurpose(StrEnum):
    """What a one-time link is for."""

    SIGN_IN = "sign_in"
    INVITATION = "invitation"


class JobName(StrEnum):
    """What the worker can be asked to do."""

    READ_ARTICLE = "read_article"
    INDEX_SOURCE = "index_source"
    FETCH_SOURCE = "fetch_source"
    CHECK_QUOTES = "check_quotes"
    PACK_RELEASE = "pack_release"


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class JobStep(StrEnum):
    """The visible steps of a job, in the order in which they can come."""

    LOADING = "loading"
    FETCHING = "fetching"
    READING = "reading"
    SPLITTING = "splitting"
    SCORING = "scoring"
    CHECKING = "checking"
    PACKING = "packing"
    SAVING = "saving"


class ExportFormat(StrEnum):
    """The files a release can be downloaded as."""

    JSONL = "jsonl"
    CSV = "csv"
    EVIDENCE_CSV = "evidence_csv"
    XLSX = "xlsx"
    CLAIMREVIEW = "claimreview"
    CLAIMREVIEW_FEED = "claimreview_feed"
    AVERITEC = "averitec"
    FEVER = "fever"
    SCIFACT_CLAIMS = "scifact_claims"
    SCIFACT_CORPUS = "scifact_corpus"
    ANNOTATIONS = "annotations"
    PROV = "prov"
    MARKDOWN = "markdown"
