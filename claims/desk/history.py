"""The history of a claim: one trail, each step with what was before and what came of it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from sqlmodel import Session

from claims import anchor, store
from claims.desk import blind
from claims.errors import InputError, NotAllowedError
from claims.models import (
    Adjudication,
    Article,
    Claim,
    ClaimSet,
    ClaimVersion,
    Contact,
    Event,
    Evidence,
    Release,
    Review,
    ReviewComment,
    SearchLog,
    Source,
    User,
    Verdict,
    Withdrawal,
)
from claims.store.sources import EvidenceRow

#: So many steps stand on one page.
STEPS = 100


def may_see_verdict(session: Session, claim: Claim, who: User | None) -> bool:
    """Whether a person may see what was decided on a claim: not one who is to review it blind."""
    return not blind.hides(session, claim, who)


def check_may_see(session: Session, claim: Claim, who: User | None) -> None:
    """Let a person see the past of a claim who may see what was decided on it.

    Raises:
        NotAllowedError: if they may not.
    """
    if not may_see_verdict(session, claim, who):
        raise NotAllowedError(
            "you review this claim blind: its past is shown once you have said what you think"
        )


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a claim's history: an event or a release, and what it was about.

    `then` is the moment at which all was done that was done with it. `out_because` is why the release
    took the claim out, None where it holds it. `before` is the verdict that `verdict` supersedes. `whom`
    is the name of the person it was about, "" for nobody; `own` says that they did it themselves.
    """

    at: datetime
    then: datetime
    name: str
    event: Event | None = None
    release: tuple[Release, ClaimSet] | None = None
    out_because: str | None = None
    verdict: Verdict | None = None
    before: Verdict | None = None
    review: Review | None = None
    comments: Sequence[ReviewComment] = ()
    adjudication: Adjudication | None = None
    withdrawal: Withdrawal | None = None
    evidence: Evidence | None = None
    source: Source | None = None
    search: SearchLog | None = None
    contact: Contact | None = None
    whom: str = ""
    own: bool = False

    @property
    def wordings(self) -> tuple[str, str] | None:
        """The wording of before and the one that was written, if one was."""
        if self.event is None or not _is_wording(self.event):
            return None
        return str(self.event.payload["was"]), str(self.event.payload["now"])


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """All that the history of a claim shows: some steps, newest first, and all that has a date.

    `more` is the number of the event that the next page begins with, None on the last; `first` is
    whether these are the newest.
    """

    claim: Claim
    version: ClaimVersion
    article: Article
    steps: Sequence[Step]
    first: bool
    more: int | None
    evidence: Sequence[EvidenceRow]
    verdicts: Sequence[tuple[Verdict, str]]
    reviews: Sequence[tuple[Review, str]]
    withdrawals: Sequence[Withdrawal]
    releases: Sequence[tuple[Release, ClaimSet]]


def open_history(
    session: Session, claim_id: str, who: User | None = None, until: int | None = None
) -> HistoryPage:
    """A page of a claim's history; the number of statements is fixed.

    Args:
        session: one that reads.
        claim_id: the claim's public id.
        who: the person who looks; None for the shell.
        until: the number of the newest event to show; None for the newest there is.

    Raises:
        NotAllowedError: if this person is to review the claim blind.
    """
    opened = store.queue.row(session, claim_id)
    claim, key = opened.claim, opened.claim.id or 0
    check_may_see(session, claim, who)
    told = store.history.page(session, claim_id, until, STEPS + 1)
    shown, over = told[:STEPS], told[STEPS:]
    releases = [(release, made) for release, made, _ in store.sets.releases_of_claim(session, key)]
    withdrawn = store.history.withdrawals(session, key)
    steps = _steps(session, key, shown, withdrawn)
    low = over[0][0].at if over else None
    high = shown[0][0].at if until is not None and shown else None
    out: list[tuple[Release, ClaimSet, str | None]] = [
        (release, made, json.loads(line)["withdrawn"]["reason"])
        for release, made, line in store.sets.withdrawals_of_claim(session, key)
    ]
    held = [(release, made, None) for release, made in releases]
    steps += [_released(*row) for row in [*held, *out] if _within(row[0].created_at, low, high)]
    return HistoryPage(
        claim=claim,
        version=opened.version,
        article=opened.article,
        steps=sorted(steps, key=lambda step: step.at, reverse=True),
        first=until is None,
        more=over[0][0].seq if over else None,
        evidence=store.sources.evidence_of(session, key),
        verdicts=store.history.verdicts_on(session, key),
        reviews=store.history.reviews_of_claim(session, key),
        withdrawals=withdrawn,
        releases=releases,
    )


def changed_words(old: str, new: str) -> list[tuple[str, str, str]]:
    """What came and went between two texts, word by word: same, removed, added or changed; old; new."""
    return [
        (change.kind, old[slice(*change.old)], new[slice(*change.new)]) for change in anchor.drift(old, new)
    ]


def moment(typed: str) -> datetime:
    """Read a moment in UTC: a day means its end, as "on" does, a time without a zone is one of UTC.

    Raises:
        InputError: field "at", if it is neither a day nor a moment.
    """
    words = typed.strip()
    try:
        if len(words) == len("2021-04-07"):
            return datetime.combine(datetime.fromisoformat(words).date(), time.max, UTC)
        found = datetime.fromisoformat(words)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        raise InputError("a moment looks like 2021-04-07 or 2021-04-07T18:30, in UTC", "at") from None


def _within(at: datetime, low: datetime | None, high: datetime | None) -> bool:
    return (low is None or low < at) and (high is None or at <= high)


def _released(release: Release, made: ClaimSet, out_because: str | None = None) -> Step:
    at = release.created_at
    return Step(at, at, "", release=(release, made), out_because=out_because)


def _steps(
    session: Session, key: int, told: Sequence[tuple[Event, str]], withdrawn: Iterable[Withdrawal]
) -> list[Step]:
    """Events with what they name, looked up all at once."""
    payloads = [event.payload for event, _ in told]
    signed = {str(one["verdict"]) for one in payloads if one.get("verdict")}
    about = {str(one["of"]) for one in payloads if one.get("of")}
    verdicts = store.history.verdicts_named(session, signed)
    known = _Known(
        verdicts={one.public_id: one for one in verdicts},
        by_key={one.id: one for one in verdicts},
        reviews=store.history.reviews_on(session, signed),
        comments=store.history.comments_on(session, signed),
        adjudications={one.public_id: one for one in store.history.adjudications(session, key)},
        withdrawals={one.public_id: one for one in withdrawn},
        evidence={
            row.public_id: (row, source) for row, source in store.history.evidence_named(session, about)
        },
        searches={row.public_id: row for row in store.history.searches_named(session, about)},
        contacts={row.public_id: row for row in store.history.contacts_named(session, about)},
        people=store.history.people_named(
            session, {str(event.payload.get("now", "")) for event, _ in told if event.verb == "assigned"}
        ),
    )
    return [known.step(event, name, then) for (event, name), then in zip(told, _settled(told), strict=True)]


def _settled(told: Sequence[tuple[Event, str]]) -> list[datetime]:
    """For each event, newest first, when the last was done that was done in the same request."""
    found: list[datetime] = []
    newer: Event | None = None
    for event, _ in told:
        together = newer is not None and event.request_id and event.request_id == newer.request_id
        found.append(found[-1] if together else event.at)
        newer = event
    return found


@dataclass(frozen=True, slots=True)
class _Known:
    """What events name, by the ids that they name it by."""

    verdicts: Mapping[str, Verdict]
    by_key: Mapping[int | None, Verdict]
    reviews: Sequence[tuple[Review, str]]
    comments: Sequence[ReviewComment]
    adjudications: Mapping[str, Adjudication]
    withdrawals: Mapping[str, Withdrawal]
    evidence: Mapping[str, tuple[Evidence, Source]]
    searches: Mapping[str, SearchLog]
    contacts: Mapping[str, Contact]
    people: Mapping[str, User]

    def step(self, event: Event, name: str, then: datetime) -> Step:
        """An event as a step."""
        named, about = event.payload.get("verdict"), str(event.payload.get("of", ""))
        verdict = self.verdicts.get(str(named))
        review = self._review(event, str(named))
        evidence, source = self.evidence.get(about, (None, None))
        person = self.people.get(str(event.payload.get("now", "")))
        return Step(
            at=event.at,
            then=then,
            name=name,
            event=event,
            verdict=verdict,
            before=self.by_key.get(verdict.supersedes_id) if verdict else None,
            review=review,
            comments=[one for one in self.comments if review and one.review_id == review.id],
            adjudication=self.adjudications.get(str(event.payload.get("adjudication"))),
            withdrawal=self.withdrawals.get(str(event.payload.get("withdrawal"))),
            evidence=evidence,
            source=source,
            search=self.searches.get(about),
            contact=self.contacts.get(about),
            whom=person.name if person else "",
            own=person is not None and person.id == event.actor_id,
        )

    def _review(self, event: Event, verdict_id: str) -> Review | None:
        if "decision" not in event.payload:
            return None
        theirs = [one for one, of in self.reviews if of == verdict_id and one.reviewer_id == event.actor_id]
        return theirs[-1] if theirs else None


def _is_wording(event: Event) -> bool:
    undid = event.verb.startswith("undid: ") and isinstance(event.payload.get("was"), str)
    return event.verb == "reworded" or undid
