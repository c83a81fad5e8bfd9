"""A claim as it stood at any moment of its past, evidence and rating included.

What never changes is found by its date. What changes is taken as it is now and walked back along the
trail, whose events hold what was before. Where an event of earlier days does not, that is said.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel

from claims import evidence, store
from claims.desk import signing
from claims.desk.history import check_may_see
from claims.errors import NotYetError
from claims.models import (
    Article,
    Claim,
    ClaimVersion,
    Event,
    Evidence,
    Occurrence,
    OriginAnswer,
    Review,
    SearchLog,
    Source,
    User,
    Verdict,
    Withdrawal,
)
from claims.policy import Policy
from claims.store.history import HeldEvidence
from claims.store.sets import InVersion
from claims.store.sources import EvidenceRow
from claims.vocab import ClaimStatus, Directness, SourceKind, Stance

T = TypeVar("T", bound=SQLModel)


@dataclass(frozen=True, slots=True)
class ClaimThen:
    """A claim at a moment. Its rows are copies: what they say is of then.

    `digest` is of what stood there then, `policy` the one in force then. `gaps` names what the trail of
    those days does not tell (`places`, `evidence`, `sources`, `status`): of these the page shows what is
    known and says so.
    """

    at: datetime
    claim: Claim
    status: ClaimStatus
    version: ClaimVersion
    article: Article
    places: Sequence[tuple[Occurrence, str, Article]]
    evidence: Sequence[EvidenceRow]
    origins: int
    searches: Sequence[SearchLog]
    verdict: Verdict | None
    author: User | None
    reviews: Sequence[tuple[Review, User]]
    withdrawn: tuple[Withdrawal, User] | None
    versions: Sequence[InVersion]
    policy: Policy
    digest: str
    gaps: frozenset[str]


def claim_as_it_stood(session: Session, claim_id: str, at: datetime, who: User | None = None) -> ClaimThen:
    """A claim as it stood at a moment, with all that was done at that moment.

    Args:
        session: one that reads.
        claim_id: the claim's public id.
        at: the moment.
        who: the person who looks; None for the shell.

    Raises:
        NotFoundError: if there is no such claim.
        NotYetError: if there was none yet.
        NotAllowedError: if this person is to review the claim blind.
    """
    claim = store.claims.get(session, claim_id)
    check_may_see(session, claim, who)
    key = claim.id or 0
    version = store.history.wording_at(session, key, at)
    if version is None:
        raise NotYetError("this claim was not there yet at that moment")
    past = _past(session, claim, at)
    searches = store.history.searches_at(session, key, at)
    verdict, author = store.history.verdict_at(session, key, at) or (None, None)
    signed = verdict.id or 0 if verdict else 0
    policy = store.history.policy_at(session, at)
    return ClaimThen(
        at=at,
        claim=claim,
        status=past.status(claim),
        version=version,
        article=past.article(store.articles.get_by_key(session, claim.article_id)),
        places=(places := past.places(store.history.places(session, key))),
        evidence=(rows := past.evidence()),
        origins=evidence.count_origins(row.origin for row in rows),
        searches=searches,
        verdict=verdict,
        author=author,
        reviews=store.history.reviews_at(session, signed, at),
        withdrawn=store.history.withdrawal_at(session, signed, at),
        versions=store.sets.versions_of_claim(session, key, at),
        policy=policy,
        digest=signing.digest_of_rows(version.text, places, rows, searches, policy),
        gaps=frozenset(past.gaps),
    )


def _past(session: Session, claim: Claim, at: datetime) -> "_Past":
    """All that was done to a claim and to what belongs to it, sorted by its thing."""
    held = store.history.evidence(session, claim.id or 0)
    places = store.history.places(session, claim.id or 0)
    articles = {article.public_id for _, _, article in places}
    own = store.articles.get_by_key(session, claim.article_id).public_id
    known: dict[int, Source] = {}
    events: dict[str, list[Event]] = {}
    _take(events, store.history.events_of(session, {claim.public_id, own, *articles}))
    wanted = {row.source_id for row in held} | {row.evidence.source_id for row in held}
    asked: set[int] = set()
    # A relay of before may lead to a source that hangs together with these no more: look there, too.
    while fresh := wanted - known.keys() - asked:
        asked |= fresh
        near = {source.id or 0: source for source in store.history.sources_around(session, fresh)}
        new = [source for key, source in near.items() if key not in known]
        known |= near
        named = _take(events, store.history.events_of(session, {source.public_id for source in new}))
        unknown = named - {source.public_id for source in known.values()}
        wanted = store.history.source_keys(session, unknown) if unknown else set()
    return _Past(at, claim.public_id, events, known, held, store.history.answers_among(session, known))


def _take(events: dict[str, list[Event]], more: Iterable[Event]) -> set[str]:
    """Sort events by their thing and by what of it they are about; the sources that they name."""
    named: set[str] = set()
    for event in more:
        events.setdefault(event.object_id, []).append(event)
        if about := event.payload.get("of"):
            events.setdefault(str(about), []).append(event)
        if event.verb in (_RELAY, _SAME, _OTHER, _MERGED):
            told = [event.payload.get(name) for name in ("was", "now", "other", "into")]
            named |= {str(one) for one in told if one}
    return named


_RELAY = "said where it has it from"
_SAME, _OTHER = "said of one origin with another", "said not of one origin with another"
_MERGED = "merged"
#: What changes the places of a claim; undone, it says so as well.
_PLACED = ("moved to other words", "given a place", "rid of a place", "took in")
_UNDID = "undid: "


@dataclass(slots=True)
class _Past:
    """What the trail tells of a moment: of each thing its events until then, and after it."""

    at: datetime
    claim_id: str
    events: Mapping[str, Sequence[Event]]
    sources: Mapping[int, Source]
    held: Sequence[HeldEvidence]
    answers: Sequence[OriginAnswer]
    gaps: set[str] = field(default_factory=set)

    def before(self, thing: str, *verbs: str) -> list[Event]:
        """What was done to a thing until then, oldest first; with verbs only that."""
        return [one for one in self._of(thing, verbs) if one.at <= self.at]

    def after(self, thing: str, *verbs: str) -> list[Event]:
        """What was done to it since, oldest first."""
        return [one for one in self._of(thing, verbs) if one.at > self.at]

    def _of(self, thing: str, verbs: Sequence[str]) -> list[Event]:
        return [one for one in self.events.get(thing, ()) if not verbs or one.verb in verbs]

    # The claim

    def status(self, claim: Claim) -> ClaimStatus:
        """Where the claim was in the workflow."""
        until = [one for one in map(_status, self.before(self.claim_id)) if one]
        since = [one for one in map(_status, self.after(self.claim_id)) if one]
        return until[-1][1] if until else since[0][0] if since else claim.status

    def article(self, row: Article) -> Article:
        """An article as it was described."""
        return self._described(row, row.public_id, _ARTICLE)

    def places(
        self, rows: Sequence[tuple[Occurrence, str, Article]]
    ) -> list[tuple[Occurrence, str, Article]]:
        """Where the claim stood, each with its article as it was described."""
        held = self._places()
        if held is None:
            held = {row.id or 0 for row, _, _ in rows if row.undone_at is None}
        return [(row, sha256, self.article(article)) for row, sha256, article in rows if row.id in held]

    def _places(self) -> set[int] | None:
        """The keys of the places that held; None for those of now."""
        verbs = (*_PLACED, *self._undone())
        until, since = self.before(self.claim_id, *verbs), self.after(self.claim_id, *verbs)
        if not since:
            return None
        if "places_were" in since[0].payload:
            return set(since[0].payload["places_were"])
        if until and "places" in until[-1].payload:
            return set(until[-1].payload["places"])
        self.gaps.add("places")
        return None

    def _undone(self) -> set[str]:
        """The undoing of whatever says which places were left."""
        return {one.verb for one in self._of(self.claim_id, ()) if _undid_places(one)}

    # Evidence

    def evidence(self) -> list[EvidenceRow]:
        """What was tied to the claim, each with what was said of it and of its source."""
        rows = [(held, row) for held in self.held if (row := self._evidence(held)) is not None]
        every = {
            key: self._described(source, source.public_id, _SOURCE) for key, source in self.sources.items()
        }
        for source in every.values():
            source.relayed_from_id = self._relay(source)
        used = [self._source_of(held) for held, _ in rows]
        answers = [pair for pair in map(self._answered, self.answers) if pair]
        known = {key: every[key] for key in _reached(used, every, answers)}
        roots = {key: store.sources.root_of(source, known) for key, source in known.items()}
        parts = store.origins.joined([roots[key] for key in used], roots, answers)
        return [
            EvidenceRow(
                row,
                known[key],
                held.sha256,
                held.captured_at,
                held.snapshot_id,
                roots[key],
                parts.get(roots[key].id or 0, ""),
            )
            for (held, row), key in zip(rows, used, strict=True)
        ]

    def _evidence(self, held: HeldEvidence) -> Evidence | None:
        """An evidence as it was; None if it was not there."""
        row = _copy(held.evidence)
        if row.added_at > self.at:
            return None
        was: dict[str, Any] = {"removed": row.removed_at is not None}
        for event in reversed(self.after(row.public_id)):
            before = _evidence_before(event)
            if before is None:
                self.gaps.add("evidence")
            was |= before or {}
        if was.pop("removed"):
            return None
        for name, value in was.items():
            setattr(row, name, _EVIDENCE.get(name, str)(value))
        return row

    def _source_of(self, held: HeldEvidence) -> int:
        """The key of the source that an evidence was of: the one that its capture belonged to by then."""
        merged = self._of(self.sources[held.source_id].public_id, (_MERGED,))
        return self._stood(held.source_id) if merged else held.evidence.source_id

    def _stood(self, key: int) -> int:
        """A source, or the one that it had been merged into by then."""
        seen = {key}
        while gone := self.before(self.sources[key].public_id, _MERGED):
            into = self._key(str(gone[-1].payload["into"]))
            if into is None or into in seen:
                break
            key = into
            seen.add(key)
        return key

    def _key(self, public_id: str) -> int | None:
        return next((key for key, source in self.sources.items() if source.public_id == public_id), None)

    def _relay(self, source: Source) -> int | None:
        """Where a source was said to have it from."""
        until, since = self.before(source.public_id, _RELAY), self.after(source.public_id, _RELAY)
        if not until and not since:
            return source.relayed_from_id
        key = self._key(str(until[-1].payload["now"] if until else since[0].payload["was"]))
        return None if key is None else self._stood(key)

    def _answered(self, answer: OriginAnswer) -> tuple[int, int] | None:
        """The two sources, if they had been said to be of one origin."""
        pair = (answer.source_id, answer.other_id)
        one, other = (self.sources[key].public_id for key in pair)
        told = [(event, other) for event in self._of(one, (_SAME, _OTHER))]
        told += [(event, one) for event in self._of(other, (_SAME, _OTHER))]
        said = [event for event, at_other_end in told if event.payload.get("other") == at_other_end]
        said.sort(key=lambda event: event.seq or 0)
        until = [event for event in said if event.at <= self.at]
        same = until[-1].verb == _SAME if until else not said and answer.same and answer.at <= self.at
        return pair if same else None

    def _described(self, row: T, thing: str, fields: Mapping[str, Callable[[str], Any]]) -> T:
        """A row as it was described; a copy."""
        was = _copy(row)
        for event in reversed(self.after(thing, "edited")):
            changed = event.payload.get("changed")
            if changed is None:
                self.gaps.add("sources")
            for name, (before, _) in (changed or {}).items():
                if name in fields:
                    setattr(was, name, fields[name](before))
        return was


def _reached(
    first: Iterable[int], sources: Mapping[int, Source], answers: Iterable[tuple[int, int]]
) -> set[int]:
    """The sources that these have it from, or that a person said share an origin, and so on."""
    steps: dict[int, set[int]] = {}
    for one, other in answers:
        steps.setdefault(one, set()).add(other)
        steps.setdefault(other, set()).add(one)
    found: set[int] = set()
    waiting = set(first)
    while waiting:
        key = waiting.pop()
        found.add(key)
        waiting |= ({sources[key].relayed_from_id or 0} | steps.get(key, set())) & sources.keys() - found
    return found


def _copy(row: T) -> T:
    """A row that no session holds, so that what is said of it is never written."""
    return type(row)(**row.model_dump())


def _undid_places(event: Event) -> bool:
    """Whether an event undid what had changed places; one of earlier days does not say which it left."""
    undid = event.verb.removeprefix(_UNDID) if event.verb.startswith(_UNDID) else ""
    return "places" in event.payload or (undid in (*_PLACED, "merged") and "was" not in event.payload)


def _status(event: Event) -> tuple[ClaimStatus, ClaimStatus] | None:
    """Where an event took its claim from, and where to; None if nowhere."""
    was, now = event.payload.get("was"), event.payload.get("now")
    if event.verb.startswith(_UNDID) and isinstance(was, dict) and "status" in was:
        return ClaimStatus(was["status"]), ClaimStatus(now["status"] if now else was["status"])
    if event.verb in (f"moved to {now}", "split into"):
        return ClaimStatus(str(was)), ClaimStatus(str(now))
    return None


def _evidence_before(event: Event) -> dict[str, Any] | None:
    """What of an evidence an event changed, as it was before; None if it does not tell."""
    was = event.payload.get("was")
    if event.verb == "attached":
        return {"removed": True}
    if event.verb == "detached":
        return {"removed": False}
    if event.verb == "restanced":
        return {"stance": was} if was else None
    if event.verb == "described":
        changed = event.payload.get("changed")
        return None if changed is None else {name: before for name, (before, _) in changed.items()}
    return dict(was) if isinstance(was, dict) else None


def _day(value: str) -> date | None:
    return date.fromisoformat(value) if value else None


#: What of a row an event tells, each with how it is read back.
_EVIDENCE: Mapping[str, Callable[[Any], Any]] = {
    "stance": Stance,
    "directness": lambda value: Directness(value) if value else None,
}
_ARTICLE: Mapping[str, Callable[[str], Any]] = {
    **dict.fromkeys(("title", "byline", "outlet", "portal", "canonical_url", "language"), str),
    "published_on": _day,
}
_SOURCE: Mapping[str, Callable[[str], Any]] = {
    **dict.fromkeys(
        ("title", "author", "publisher", "url", "language", "origin_group", "interest_note"), str
    ),
    "published_on": _day,
    "kind": SourceKind,
    "protected": lambda value: value == "1",
}
