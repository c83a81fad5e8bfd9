"""The history of a claim as sentences, and the claim as it stood."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlmodel import Session

from app.contexts.labels import field_name, label
from app.contexts.rated import scale_of, sheets
from app.contexts.timeline import Timeline, rating_word, timeline_of
from claims import desk
from claims.desk import ClaimPage, ClaimThen, HistoryPage, HistoryStep
from claims.models import User
from claims.scale import Scale
from claims.vocab import DismissReason, Priority, ReviewDecision, SearchResult, Stance

Words = list[tuple[str, str, str]]


#: Stands for who did something until the sentence is cut there; no text that is stored holds it.
_WHO = "\0"


class Sentence(NamedTuple):
    """What was done, cut at who did it: a name may be written from right to left, and is set apart."""

    before: str
    who: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """history/_step.html: a step as a sentence, and what changed with it, word by word.

    `diffs` are texts of before and after under a name; `said` is what somebody wrote beside.
    """

    step: HistoryStep
    sentence: Sentence
    diffs: Sequence[tuple[str, Words]]
    said: Sequence[str]
    claims: Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class HistoryContext:
    """history/show.html"""

    history: HistoryPage
    steps: Sequence[Told]
    timeline: Timeline

    @classmethod
    def of(cls, session: Session, claim_id: str, who: User, until: int | None) -> "HistoryContext":
        """A page of a claim's history."""
        page = desk.open_history(session, claim_id, who, until)
        return cls(page, [told(step) for step in page.steps], timeline_of(page))


@dataclass(frozen=True, slots=True)
class ThenContext:
    """history/then.html: the claim at a moment; `asked` is the moment as the form shows it."""

    then: ClaimThen | None
    claim_id: str
    asked: str

    @property
    def sheets(self) -> list[Scale]:
        """The colours of its verdict's scale, if the page has to load them."""
        return sheets([scale_of(self.then.verdict)]) if self.then and self.then.verdict else []

    @classmethod
    def of(cls, session: Session, claim_id: str, who: User, at: datetime) -> "ThenContext":
        """A claim as it stood."""
        then = desk.claim_as_it_stood(session, claim_id, at, who)
        return cls(then, claim_id, at.strftime("%Y-%m-%dT%H:%M:%S"))


def told(step: HistoryStep) -> Told:
    """A step for its page."""
    payload = step.event.payload if step.event else {}
    claims = [(str(one), int(number)) for one, number in payload.get("claims", [])]
    return Told(step, sentence_of(step), list(_diffs(step)), list(_said(step)), claims)


# Sentences


def sentence_of(step: HistoryStep) -> Sentence:
    """What was done and by whom, as a sentence of the interface's language."""
    if step.release:
        release, made = step.release
        told = (
            _("The claim was released in “%(title)s”, version %(number)s.")
            if step.out_because is None
            else _("The claim was withdrawn from “%(title)s” in version %(number)s.")
        )
        return Sentence(told % {"title": made.title, "number": release.version})
    if step.event is None:  # a step is one of the two
        return Sentence("")
    payload = step.event.payload
    words: dict[str, Any] = {
        "who": _WHO,
        "exact": payload.get("exact", ""),
        "was": payload.get("was", ""),
        "now": payload.get("now", ""),
        "whom": step.whom or _("somebody"),
        "number": step.evidence.number if step.evidence else payload.get("number", ""),
        "rating": rating_word(step.verdict) if step.verdict else "…",
        **{name: _plain(make(payload)) for name, make in _MORE.items()},
        "verb": step.event.verb.removeprefix("undid: "),
    }
    before, _sign, after = (str(_sentence(step)) % words).partition(_WHO)
    return Sentence(before, step.name or _("The desk"), after)


def _plain(words: Any) -> str:
    return str(words)


def _sentence(step: HistoryStep) -> Any:
    event = step.event
    if event is None:
        return ""
    for holds, sentence in _BY_PAYLOAD:
        if holds(step):
            return sentence
    if event.verb.startswith("undid: "):
        return UNDONE.get(event.verb.removeprefix("undid: "), _l("%(who)s took back: %(verb)s."))
    return SENTENCES.get(event.verb, _l("%(who)s: %(verb)s."))


def _moved(step: HistoryStep, **payload: Any) -> bool:
    event = step.event
    return bool(event) and all(event.payload.get(name) == value for name, value in payload.items() if event)


#: What of a payload a sentence can speak of, each in the interface's words.
_MORE: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "reason": lambda payload: _labelled(DismissReason, payload.get("reason")),
    "old_stance": lambda payload: _labelled(Stance, payload.get("was")),
    "stance": lambda payload: _labelled(Stance, payload.get("stance") or payload.get("now")),
    "priority": lambda payload: _labelled(Priority, payload.get("now")),
    "result": lambda payload: _labelled(SearchResult, payload.get("result")),
    "query": lambda payload: payload.get("query", ""),
    "fields": lambda payload: ", ".join(field_name(name) for name in payload.get("changed", ())),
}


def _labelled(kind: Any, value: Any) -> str:
    return label(kind(value)) if isinstance(value, str) and value in {one.value for one in kind} else ""


#: Sentences for an event whose payload says more than its verb; the first that fits is taken.
_BY_PAYLOAD: Sequence[tuple[Callable[[HistoryStep], bool], Any]] = (
    (lambda step: _has(step, "withdrawal"), _l("%(who)s withdrew the verdict “%(rating)s”.")),
    (
        lambda step: _moved(step, decision=ReviewDecision.APPROVE.value),
        _l("%(who)s approved the verdict “%(rating)s”."),
    ),
    (
        lambda step: _moved(step, decision=ReviewDecision.REQUEST_CHANGES.value),
        _l("%(who)s asked for changes to the verdict “%(rating)s”."),
    ),
    (
        lambda step: _moved(step, decision=ReviewDecision.REJECT.value),
        _l("%(who)s rejected the verdict “%(rating)s”."),
    ),
    (
        lambda step: _moved(step, decision=ReviewDecision.DISAGREE.value),
        _l("%(who)s rated the claim otherwise than the verdict “%(rating)s”."),
    ),
    (
        lambda step: _moved(step, was="in_review", now="researching"),
        _l("%(who)s took the verdict out of review, to write it anew."),
    ),
    (
        lambda step: _moved(step, was="verified", now="drafted"),
        _l("%(who)s began to correct the verdict that was signed."),
    ),
    (lambda step: _moved(step, now="") and _is(step, "assigned"), _l("%(who)s gave the claim to nobody.")),
    (lambda step: _is(step, "assigned") and step.own, _l("%(who)s took the claim on.")),
    (
        lambda step: _moved(step, now="") and _is(step, "given a due date"),
        _l("%(who)s took the due date off."),
    ),
)


def _has(step: HistoryStep, name: str) -> bool:
    return step.event is not None and name in step.event.payload


def _is(step: HistoryStep, verb: str) -> bool:
    return step.event is not None and step.event.verb == verb


SENTENCES: Mapping[str, Any] = {
    "moved to proposed": _l("%(who)s reopened the claim."),
    "moved to accepted": _l("%(who)s accepted the claim: it is to be checked."),
    "moved to dismissed": _l("%(who)s dismissed the claim: %(reason)s."),
    "moved to merged": _l("%(who)s merged the claim into another."),
    "moved to researching": _l("%(who)s began to research the claim."),
    "moved to drafted": _l("%(who)s brought the claim to a verdict."),
    "moved to in_review": _l("%(who)s asked for a review of the verdict “%(rating)s”."),
    "moved to verified": _l("%(who)s approved the verdict “%(rating)s”."),
    "moved to stale": _l("%(who)s: what was signed is no longer what stands there, so the claim is stale."),
    "moved to released": _l("%(who)s released the claim."),
    "skipped": _l("%(who)s skipped the claim for later."),
    "assigned": _l("%(who)s gave the claim to %(whom)s."),
    "given a due date": _l("%(who)s wants it by %(now)s."),
    "given a priority": _l("%(who)s set the priority: %(priority)s."),
    "tagged": _l("%(who)s added the tag “%(now)s”."),
    "untagged": _l("%(who)s took off the tag “%(now)s”."),
    "marked": _l("%(who)s made the claim of the words “%(exact)s”."),
    "reworded": _l("%(who)s put the claim into other words."),
    "split into": _l("%(who)s split the claim into others."),
    "split off": _l("%(who)s split this claim off another."),
    "took in": _l("%(who)s merged others into this claim."),
    "ticked": _l("%(who)s ticked off the fact “%(exact)s”."),
    "unticked": _l("%(who)s took the tick off the fact “%(exact)s”."),
    "moved to other words": _l("%(who)s moved the claim from the words “%(was)s” to “%(now)s”."),
    "given a place": _l("%(who)s noted one more place: “%(exact)s”."),
    "rid of a place": _l("%(who)s took back the place “%(exact)s”."),
    "placed in the new text": _l("%(who)s found the claim in the changed text: “%(exact)s”."),
    "let go from the new text": _l("%(who)s said that the claim is gone from the changed text."),
    "attached": _l("%(who)s added evidence %(number)s: %(stance)s."),
    "restanced": _l("%(who)s moved evidence %(number)s from “%(old_stance)s” to “%(stance)s”."),
    "described": _l("%(who)s described evidence %(number)s anew: %(fields)s."),
    "detached": _l("%(who)s took evidence %(number)s off the claim."),
    "searched": _l("%(who)s looked for “%(query)s”: %(result)s."),
    "asked": _l("%(who)s asked somebody about the claim; the contact log has it."),
    "noted an answer": _l("%(who)s noted an answer in the contact log."),
    "drafted": _l("%(who)s wrote the verdict “%(rating)s”."),
    "overrode": _l("%(who)s said why fewer independent origins will do for the verdict “%(rating)s”."),
    "renewed": _l("%(who)s asked again for the verdict “%(rating)s” as it is."),
    "reviewed": _l("%(who)s reviewed the verdict “%(rating)s”."),
    "adjudicated": _l("%(who)s decided between two ratings: the verdict is “%(rating)s”."),
    "given back": _l("%(who)s took the claim off somebody who left the desk."),
}


#: Sentences for an act that was undone, by its verb.
UNDONE: Mapping[str, Any] = {
    "accepted": _l("%(who)s took back that the claim was accepted."),
    "dismissed": _l("%(who)s took back that the claim was dismissed."),
    "skipped": _l("%(who)s took back that the claim was skipped."),
    "reopened": _l("%(who)s took back that the claim was reopened."),
    "assigned": _l("%(who)s took back whom the claim was given to."),
    "given a due date": _l("%(who)s took back the due date."),
    "given a priority": _l("%(who)s took back the priority."),
    "tagged": _l("%(who)s took back a tag."),
    "untagged": _l("%(who)s took back that a tag was taken off."),
    "attached evidence to": _l("%(who)s took back that evidence %(number)s was added."),
    "moved evidence of": _l("%(who)s took back that evidence %(number)s was moved."),
    "described evidence of": _l("%(who)s took back how evidence %(number)s was described."),
    "detached evidence from": _l("%(who)s took back that evidence %(number)s was taken off."),
    "given a place": _l("%(who)s took back a place."),
    "rid of a place": _l("%(who)s took back that a place was taken back."),
    "moved to other words": _l("%(who)s took back that the claim was moved to other words."),
    "placed": _l("%(who)s took back where the claim stands in the changed text."),
    "let go": _l("%(who)s took back that the claim is gone from the changed text."),
    "marked": _l("%(who)s took back that the claim was made."),
    "merged": _l("%(who)s took back a merging."),
    "reworded": _l("%(who)s put the claim back into its words of before."),
    "split": _l("%(who)s took back a splitting."),
    "struck": _l("%(who)s took back that the line was struck."),
    "opened": _l("%(who)s took back that the line was opened."),
    "ticked": _l("%(who)s took back a tick."),
    "unticked": _l("%(who)s took back that a tick was taken off."),
}


def folded(page: ClaimPage) -> list[tuple[datetime, Sentence, list[tuple[str, int]]]]:
    """The newest steps as the workbench folds them away: what its own rows do not name is left out."""
    by_id = {row.evidence.public_id: row.evidence for row in page.evidence}
    found = []
    for event, name in page.history:
        evidence = by_id.get(str(event.payload.get("of")))
        verdict = (
            page.verdict if page.verdict and page.verdict.public_id == event.payload.get("verdict") else None
        )
        step = HistoryStep(event.at, event.at, name, event, verdict=verdict, evidence=evidence)
        claims = [(str(one), int(number)) for one, number in event.payload.get("claims", [])]
        found.append((event.at, sentence_of(step), claims))
    return found


# What changed with it


def _diffs(step: HistoryStep) -> Any:
    if step.wordings:
        yield _("Wording"), desk.changed_words(*step.wordings)
    if step.verdict and _is(step, "drafted"):
        yield from _verdict_diffs(step)
    for name, (was, now) in (step.event.payload.get("changed") or {}).items() if step.event else ():
        yield field_name(name), desk.changed_words(str(was), str(now))


def _verdict_diffs(step: HistoryStep) -> Any:
    new, old = step.verdict, step.before
    if new is None:
        return
    if old and rating_word(old) != rating_word(new):
        yield _("Rating"), [("changed", rating_word(old), rating_word(new))]
    yield _("Rationale"), desk.changed_words(old.rationale if old else new.rationale, new.rationale)
    if new.conclusion or (old and old.conclusion):
        was = old.conclusion if old else new.conclusion
        yield _("Conclusion for readers"), desk.changed_words(was, new.conclusion)


def _said(step: HistoryStep) -> Any:
    """What somebody wrote or took over with a step."""
    if step.review and step.review.comment:
        yield step.review.comment
    for comment in step.comments:
        yield f"“{comment.exact}”: {comment.text}" if comment.exact else comment.text
    if step.adjudication:
        yield step.adjudication.note
    yield from filter(None, (step.out_because, step.withdrawal and step.withdrawal.reason))
    if step.verdict and step.verdict.correction_note and _is(step, "drafted"):
        yield f"{label(step.verdict.correction)}: {step.verdict.correction_note}"
    if step.verdict and (_is(step, "drafted") or _is(step, "overrode")):
        yield from filter(None, [step.verdict.override_reason])
    if step.evidence and step.source:
        yield f"“{step.evidence.exact or step.evidence.paraphrase}” ({step.source.title})"
    if step.search:
        yield f"{step.search.place} {step.search.note}".strip()
