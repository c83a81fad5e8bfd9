"""The interface's words for the vocabulary, in the reader's language; glyphs for what has one."""

from collections.abc import Iterable
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from claims import vocab

_WORDS: tuple[tuple[StrEnum, LazyString], ...] = (
    (vocab.SegmentKind.TITLE, _l("title")),
    (vocab.SegmentKind.BODY, _l("body")),
    (vocab.SegmentKind.CAPTION, _l("caption")),
    (vocab.SegmentKind.BYLINE, _l("byline")),
    (vocab.SegmentKind.BOILERPLATE, _l("portal line")),
    (vocab.ClaimStatus.PROPOSED, _l("Proposed")),
    (vocab.ClaimStatus.ACCEPTED, _l("Accepted")),
    (vocab.ClaimStatus.DISMISSED, _l("Dismissed")),
    (vocab.ClaimStatus.MERGED, _l("Merged")),
    (vocab.ClaimStatus.RESEARCHING, _l("Researching")),
    (vocab.ClaimStatus.DRAFTED, _l("Drafted")),
    (vocab.ClaimStatus.IN_REVIEW, _l("In review")),
    (vocab.ClaimStatus.VERIFIED, _l("Verified")),
    (vocab.ClaimStatus.STALE, _l("Stale")),
    (vocab.ClaimStatus.RELEASED, _l("Released")),
    (vocab.DismissReason.OPINION, _l("opinion")),
    (vocab.DismissReason.PREDICTION, _l("prediction")),
    (vocab.DismissReason.DUPLICATE, _l("duplicate")),
    (vocab.DismissReason.BOILERPLATE, _l("portal line")),
    (vocab.DismissReason.TRIVIAL, _l("trivial")),
    (vocab.DismissReason.UNVERIFIABLE, _l("cannot be verified by its nature")),
    (vocab.DismissReason.WITHDRAWN, _l("taken back")),
    (vocab.DismissReason.SPLIT, _l("split into others")),
    (vocab.StatusGroup.OPEN, _l("Open")),
    (vocab.StatusGroup.ALL, _l("All")),
    (vocab.Due.OVERDUE, _l("overdue")),
    (vocab.Due.TODAY, _l("today")),
    (vocab.Due.WEEK, _l("within a week")),
    (vocab.Due.ANY, _l("any day")),
    (vocab.Priority.LOW, _l("low")),
    (vocab.Priority.NORMAL, _l("normal")),
    (vocab.Priority.HIGH, _l("high")),
    (vocab.Priority.URGENT, _l("urgent")),
    (vocab.TriageStep.ACCEPT, _l("Accept")),
    (vocab.TriageStep.DISMISS, _l("Dismiss")),
    (vocab.TriageStep.SKIP, _l("Skip")),
    (vocab.TriageStep.REOPEN, _l("Reopen")),
    (vocab.TriageStep.ASSIGN, _l("Assign")),
    (vocab.TriageStep.DUE, _l("Set the due date")),
    (vocab.TriageStep.PRIORITY, _l("Set the priority")),
    (vocab.TriageStep.TAG, _l("Add the tag")),
    (vocab.TriageStep.UNTAG, _l("Take the tag off")),
    (vocab.ClaimType.EVENT_PROPERTY, _l("event or property")),
    (vocab.ClaimType.NUMERICAL, _l("number")),
    (vocab.ClaimType.QUOTE, _l("quote")),
    (vocab.ClaimType.CAUSAL, _l("cause")),
    (vocab.ClaimType.POSITION, _l("position")),
    (vocab.ClaimKind.NUMERICAL, _l("number")),
    (vocab.ClaimKind.ORDINAL, _l("rank in a row")),
    (vocab.ClaimKind.COMPARISON, _l("comparison")),
    (vocab.ClaimKind.ROLE, _l("role or office")),
    (vocab.ClaimKind.DATE, _l("date")),
    (vocab.ClaimKind.QUOTE, _l("quote")),
    (vocab.ClaimKind.CAUSE, _l("cause")),
    (vocab.ClaimKind.POSITION, _l("position")),
    (vocab.ClaimKind.EVENT, _l("event")),
    (vocab.ClaimKind.DEFINITION, _l("definition")),
    (vocab.ClaimKind.OPINION, _l("opinion")),
    (vocab.ClaimKind.PREDICTION, _l("prediction")),
    (vocab.ClaimKind.QUESTION, _l("question")),
    (vocab.ClaimKind.WISH, _l("wish")),
    (vocab.WordOrigin.STATED, _l("stands there")),
    (vocab.WordOrigin.INHERITED, _l("taken over from elsewhere in the article")),
    (vocab.WordOrigin.NAME, _l("the name, for a word that stands for it")),
    (vocab.WordOrigin.DATE, _l("the day, for a word that depends on the day")),
    (vocab.WordOrigin.COPULA, _l("“is” or “was”, put in")),
    (vocab.WordOrigin.DETERMINER, _l("article or “this”, put in or changed")),
    (vocab.WordOrigin.INFLECTION, _l("another form of the word that stands there")),
    (vocab.AttributionForm.DIRECT, _l("word for word, in quotation marks")),
    (vocab.AttributionForm.INDIRECT, _l("in the article’s own words")),
    (vocab.AttributionForm.MIXED, _l("in the article’s own words, parts in quotation marks")),
    (vocab.DatePrecision.TIME, _l("a time of day")),
    (vocab.DatePrecision.DAY, _l("a day")),
    (vocab.DatePrecision.WEEK, _l("a week")),
    (vocab.DatePrecision.MONTH, _l("a month")),
    (vocab.DatePrecision.QUARTER, _l("a quarter")),
    (vocab.DatePrecision.SEASON, _l("a season")),
    (vocab.DatePrecision.YEAR, _l("a year")),
    (vocab.DatePrecision.DECADE, _l("a decade")),
    (vocab.DatePrecision.CENTURY, _l("a century")),
    (vocab.DatePrecision.DURATION, _l("a length of time")),
    (vocab.QuantityKind.NUMBER, _l("number")),
    (vocab.QuantityKind.ORDINAL, _l("place in a row")),
    (vocab.QuantityKind.RANK, _l("rank")),
    (vocab.QuantityKind.PERCENTAGE, _l("percentage")),
    (vocab.QuantityKind.FRACTION, _l("fraction")),
    (vocab.QuantityKind.CURRENCY, _l("money")),
    (vocab.QuantityKind.DIMENSION, _l("measure")),
    (vocab.QuantityKind.AGE, _l("age")),
    (vocab.QuantityKind.TEMPERATURE, _l("temperature")),
    (vocab.QuantityKind.RANGE, _l("range")),
    (vocab.FactKind.WHO, _l("who")),
    (vocab.FactKind.WHAT, _l("what")),
    (vocab.FactKind.NUMBER, _l("number")),
    (vocab.FactKind.DATE, _l("date")),
    (vocab.FactKind.PLACE, _l("place")),
    (vocab.FactKind.SUPERLATIVE, _l("superlative")),
    (vocab.CoverageReason.QUOTE_ONLY, _l("only a quotation, without who says it")),
    (vocab.CoverageReason.OPINION, _l("opinion")),
    (vocab.CoverageReason.PREDICTION, _l("prediction")),
    (vocab.CoverageReason.QUESTION, _l("question")),
    (vocab.CoverageReason.WISH, _l("wish or command")),
    (vocab.CoverageReason.FRAGMENT, _l("no whole sentence")),
    (vocab.CoverageReason.PORTAL_LINE, _l("portal line")),
    (vocab.CoverageReason.BYLINE, _l("byline")),
    (vocab.CoverageReason.OTHER_SCRIPT, _l("another script than the article’s")),
    (vocab.AnchorState.ANCHORED, _l("stands where it stood")),
    (vocab.AnchorState.MOVED_UNCONFIRMED, _l("its sentence was changed a little")),
    (vocab.AnchorState.AMBIGUOUS, _l("its words stand in another sentence now")),
    (vocab.AnchorState.ORPHANED, _l("its words are gone")),
    (vocab.LineState.OPEN, _l("open")),
    (vocab.LineState.WAITING, _l("claims to decide on")),
    (vocab.LineState.STRUCK, _l("nothing to check")),
    (vocab.LineState.DECIDED, _l("decided")),
    (vocab.WorthReason.START, _l("any claim")),
    (vocab.WorthReason.NUMBER, _l("number")),
    (vocab.WorthReason.SUPERLATIVE, _l("superlative or comparison")),
    (vocab.WorthReason.NAMED_ACTOR, _l("named actor")),
    (vocab.WorthReason.DATE, _l("date")),
    (vocab.WorthReason.CAUSE, _l("cause")),
    (vocab.WorthReason.CONSEQUENCE, _l("consequence")),
    (vocab.WorthReason.PUBLIC_MATTER, _l("public matter")),
    (vocab.WorthReason.QUOTE, _l("quote")),
    (vocab.WorthReason.HEDGE, _l("hedge")),
    (vocab.WorthReason.DEED, _l("deed")),
    (vocab.WorthReason.WORDING, _l("wording")),
    (vocab.WorthReason.OPINION, _l("opinion")),
    (vocab.WorthReason.PREDICTION, _l("prediction")),
    (vocab.WorthReason.QUESTION, _l("question")),
    (vocab.WorthReason.SMALL_TALK, _l("small talk")),
    (vocab.Hedge.NONE, _l("not hedged")),
    (vocab.Hedge.REPORTED, _l("reported")),
    (vocab.Hedge.PRESUMED, _l("presumed")),
    (vocab.Hedge.BELIEVED, _l("believed")),
    (vocab.Hedge.ALLEGED, _l("alleged")),
    (vocab.Hedge.POSSIBLE, _l("possible")),
    (vocab.SourceKind.PERSON, _l("person")),
    (vocab.SourceKind.OUTLET, _l("outlet")),
    (vocab.SourceKind.AGENCY, _l("agency")),
    (vocab.SourceKind.GOVERNMENT, _l("government")),
    (vocab.SourceKind.DATASET, _l("dataset")),
    (vocab.SourceKind.ACADEMIC, _l("academic")),
    (vocab.SourceKind.FACT_CHECKER, _l("fact-checker")),
    (vocab.SourceKind.OTHER, _l("other")),
    (vocab.SnapshotMethod.PASTE, _l("pasted")),
    (vocab.SnapshotMethod.UPLOAD, _l("uploaded")),
    (vocab.SnapshotMethod.FETCH, _l("fetched")),
    (vocab.SnapshotMethod.DESCRIBED, _l("described")),
    (vocab.Directness.PRIMARY, _l("primary: it is what is told of, or was there")),
    (vocab.Directness.SECONDARY, _l("secondary: it tells of it from a primary source")),
    (vocab.Directness.TERTIARY, _l("tertiary: it sums up what others tell")),
    (vocab.CheckState.THERE, _l("still there")),
    (vocab.CheckState.MOVED, _l("there, among other words")),
    (vocab.CheckState.AMBIGUOUS, _l("there more than once")),
    (vocab.CheckState.GONE, _l("gone")),
    (vocab.CheckState.UNREACHABLE, _l("the address did not answer")),
    (vocab.Stance.SUPPORTS, _l("supports")),
    (vocab.Stance.REFUTES, _l("refutes")),
    (vocab.Stance.MIXED, _l("mixed")),
    (vocab.Stance.CONTEXT, _l("context")),
    (vocab.Stance.IRRELEVANT, _l("irrelevant")),
    (vocab.SearchResult.NOTHING, _l("nothing found")),
    (vocab.SearchResult.IRRELEVANT, _l("nothing that bears on it")),
    (vocab.SearchResult.USED, _l("found, and used")),
    (vocab.Rating.SUPPORTED, _l("Supported")),
    (vocab.Rating.REFUTED, _l("Refuted")),
    (vocab.Rating.CONFLICTING, _l("Conflicting evidence")),
    (vocab.Rating.MISSING_CONTEXT, _l("Missing context")),
    (vocab.Rating.NOT_ENOUGH_EVIDENCE, _l("Not enough evidence")),
    (vocab.ReviewDecision.APPROVE, _l("Approve")),
    (vocab.ReviewDecision.REQUEST_CHANGES, _l("Ask for changes")),
    (vocab.ReviewDecision.REJECT, _l("Reject")),
    (vocab.Role.VIEWER, _l("viewer")),
    (vocab.Role.REVIEWER, _l("reviewer")),
    (vocab.Role.EDITOR, _l("editor")),
    (vocab.Role.ADMIN, _l("admin")),
    (vocab.JobState.WAITING, _l("waiting")),
    (vocab.JobState.RUNNING, _l("running")),
    (vocab.JobState.DONE, _l("done")),
    (vocab.JobState.FAILED, _l("failed")),
    (vocab.JobStep.LOADING, _l("loading")),
    (vocab.JobStep.FETCHING, _l("fetching")),
    (vocab.JobStep.READING, _l("reading the document")),
    (vocab.JobStep.SPLITTING, _l("splitting")),
    (vocab.JobStep.SCORING, _l("weighing each claim")),
    (vocab.JobStep.CHECKING, _l("looking for the quotes")),
    (vocab.JobStep.PACKING, _l("putting the files together")),
    (vocab.JobStep.SAVING, _l("saving")),
)

# Words of two vocabularies may be spelled alike (an irrelevant passage, an irrelevant search), and
# members of a StrEnum are equal to their spelling; so the vocabulary is part of the key.
LABELS = {(type(word), word.value): text for word, text in _WORDS}

FIELD_NAMES: dict[str, LazyString] = {
    "title": _l("Title"),
    "byline": _l("Byline"),
    "outlet": _l("Outlet"),
    "portal": _l("Portal"),
    "published_on": _l("Published on"),
    "canonical_url": _l("Address"),
    "url": _l("Address"),
    "language": _l("Language"),
    "text": _l("Wording"),
    "status": _l("Status"),
    "rating": _l("Rating"),
    "rationale": _l("Rationale"),
    "author": _l("Author"),
    "publisher": _l("Publisher"),
    "kind": _l("Kind"),
    "origin_group": _l("Origin"),
    "description": _l("Description"),
    "licence": _l("Licence"),
    "quote": _l("Quote"),
    "stance": _l("Stance"),
    "locator": _l("Page, paragraph, time code"),
    "note": _l("Note"),
    "paraphrase": _l("In other words"),
    "directness": _l("How near it is"),
    "question": _l("Question"),
    "answer": _l("Answer"),
    "query": _l("What was looked for"),
    "place": _l("Where"),
    "result": _l("What it brought"),
    "reason": _l("Why"),
    "decision": _l("Your review"),
    "comment": _l("Comment"),
    "name": _l("Name"),
    "login": _l("Sign-in name"),
    **{f"text-{nth}": _l("Part %(number)s", number=nth) for nth in range(1, 13)},
    **{f"quote-{nth}": _l("Words of part %(number)s", number=nth) for nth in range(1, 13)},
    "tag": _l("Tag"),
    "due": _l("Due"),
    "of": _l("Duplicate of"),
}

GLYPHS: dict[vocab.Rating, str] = {
    vocab.Rating.SUPPORTED: "✓",
    vocab.Rating.REFUTED: "✕",
    vocab.Rating.CONFLICTING: "◐",
    vocab.Rating.MISSING_CONTEXT: "!",
    vocab.Rating.NOT_ENOUGH_EVIDENCE: "?",
}


def label(word: StrEnum) -> str:
    """The interface's word for a member of the vocabulary."""
    return str(LABELS[type(word), word.value])


def worth_reason(name: str) -> str:
    """The interface's word for a stored reason; one that an earlier scorer gave is shown as it is."""
    found = LABELS.get((vocab.WorthReason, name))
    return name if found is None else str(found)


_COUNTS = {
    0.0: _l("not at all"),
    0.5: _l("half"),
    1.0: _l("as it is"),
    2.0: _l("twice"),
    4.0: _l("four times"),
}


def counts() -> list[tuple[str, str]]:
    """How much a reason can count in one's own queue, each as it is sent and in words."""
    return [(f"{count:g}", str(words)) for count, words in _COUNTS.items()]


def labelled(words: Iterable[StrEnum]) -> list[tuple[str, str]]:
    """Members of the vocabulary for a choice: each as it is sent, and in the interface's words."""
    return [(word.value, label(word)) for word in words]


def field_name(name: str) -> str:
    """The interface's word for a form's field."""
    return str(FIELD_NAMES.get(name, name))


_STATUS_GLYPHS = {
    vocab.ClaimStatus.DISMISSED: "–",
    vocab.ClaimStatus.MERGED: "–",
    vocab.ClaimStatus.IN_REVIEW: "⇄",
    vocab.ClaimStatus.VERIFIED: "●",
    vocab.ClaimStatus.STALE: "↻",
}


def status_glyph(status: vocab.ClaimStatus) -> str:
    """The sign of a status; an open ring for all that is undecided."""
    return _STATUS_GLYPHS.get(status, "○")
