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
        # A correction of what was signed, and a verdict that was withdrawn.
        (ClaimStatus.VERIFIED, ClaimStatus.DRAFTED),
        (ClaimStatus.VERIFIED, ClaimStatus.RESEARCHING),
        (ClaimStatus.STALE, ClaimStatus.RESEARCHING),
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
    PLACE = "place"
    DATE = "date"
    CAUSE = "cause"
    CONSEQUENCE = "consequence"
    PUBLIC_MATTER = "public_matter"
    TERM = "term"
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
    """The codes of the scale `standard-5`, in key order 1 to 5; every code of another scale means one."""

    SUPPORTED = "supported"
    REFUTED = "refuted"
    CONFLICTING = "conflicting"
    MISSING_CONTEXT = "missing_context"
    NOT_ENOUGH_EVIDENCE = "not_enough_evidence"


class RatingPattern(StrEnum):
    """How the words of a rated claim are underlined, so that no rating is told by colour alone."""

    SOLID = "solid"
    DOUBLE = "double"
    DASHED = "dashed"
    WAVY = "wavy"
    DOTTED = "dotted"
    THIN = "thin"


class Confidence(StrEnum):
    """How sure the author of a verdict is of it, as they say themselves."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class VerdictFlag(StrEnum):
    """What readers should know of a claim beside its rating."""

    OUTDATED = "outdated"
    ATTRIBUTION_ONLY = "attribution_only"
    OUT_OF_CONTEXT = "out_of_context"
    ALTERED_MEDIA = "altered_media"
    SATIRE = "satire"


class CheckQuestion(StrEnum):
    """The four questions asked before a verdict is signed."""

    LITERALLY = "literally"
    OTHER_READING = "other_reading"
    OWN_EVIDENCE = "own_evidence"
    PRECEDENT = "precedent"


class CorrectionClass(StrEnum):
    """What a new verdict does to one that readers have seen."""

    NONE = "none"
    CLARIFICATION = "clarification"
    MINOR = "minor"
    MAJOR = "major"


class ContactChannel(StrEnum):
    """How somebody was asked."""

    EMAIL = "email"
    PHONE = "phone"
    LETTER = "letter"
    MESSAGE = "message"
    FORM = "form"
    IN_PERSON = "in_person"


class ReviewMode(StrEnum):
    """Whether a reviewer sees the verdict before giving their own."""

    OPEN = "open"
    BLIND = "blind"


class ReviewDecision(StrEnum):
    """What a second person says to a verdict; that they rated otherwise shows only by a blind review."""

    APPROVE = "approve"
    REQUEST_CHANGES = "request_changes"
    REJECT = "reject"
    DISAGREE = "disagree"


#: What a reviewer can choose; the other comes about by rating blind.
REVIEWS = tuple(one for one in ReviewDecision if one is not ReviewDecision.DISAGREE)


class CommentTarget(StrEnum):
    """What a reviewer's comment is about."""

    CLAIM = "claim"
    RATIONALE = "rationale"
    EVIDENCE = "evidence"


class Adjudicated(StrEnum):
    """Whose rating an editor lets stand where two people rated otherwise."""

    FIRST = "first"
    SECOND = "second"
    NEITHER = "neither"


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
    IMPORT_CLAIMS = "import_claims"
    PACK_RELEASE = "pack_release"
    FREEZE_SET = "freeze_set"


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
    FREEZING = "freezing"
    PACKING = "packing"
    SAVING = "saving"


class SetCheck(StrEnum):
    """What is looked at before a claim set is frozen."""

    GONE = "gone"
    SIGNED = "signed"
    RATIONALE = "rationale"
    APPROVALS = "approvals"
    DISAGREEMENT = "disagreement"
    QUOTES = "quotes"
    ORIGINS = "origins"


class VersionStep(StrEnum):
    """How far a version is from the one before it, the smallest step first."""

    PATCH = "patch"
    MINOR = "minor"
    MAJOR = "major"


class ItemChange(StrEnum):
    """What became of a claim from one version of a set to another."""

    ADDED = "added"
    WITHDRAWN = "withdrawn"
    CORRECTED = "corrected"
    CHANGED = "changed"


class Aspect(StrEnum):
    """What of a frozen claim can be another in the next version."""

    WORDING = "wording"
    RATING = "rating"
    RATIONALE = "rationale"
    EVIDENCE = "evidence"
    SEARCHES = "searches"
    ATTRIBUTION = "attribution"
    PLACE = "place"
    SIGNATURES = "signatures"
    ANALYSIS = "analysis"


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


class ImportKind(StrEnum):
    """The files that claims can be imported from."""

    JSONL = "jsonl"
    CLAIMREVIEW = "claimreview"
    CSV = "csv"
    AVERITEC = "averitec"


class ImportState(StrEnum):
    """How far an import is; of one that was asked for, its job tells more."""

    UNMAPPED = "unmapped"
    ASKED = "asked"
    DONE = "done"
    REFUSED = "refused"


class LeadField(StrEnum):
    """What a column of an imported table can hold."""

    TEXT = "text"
    ID = "id"
    CLAIMANT = "claimant"
    RATING = "rating"
    RATER = "rater"
    RATER_URL = "rater_url"
    URL = "url"
    PUBLISHED_ON = "published_on"
    APPEARED_AT = "appeared_at"
    APPEARED_ON = "appeared_on"
    EXPLANATION = "explanation"
    LANGUAGE = "language"
    LINKS = "links"
