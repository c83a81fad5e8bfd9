"""The queue as a person sees it, the views of it that they keep, and the desk's first page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from sqlmodel import Session

from claims import evidence, store
from claims.desk import blind, fields, own_order
from claims.desk.bulk import Seen
from claims.desk.own_order import Weights
from claims.desk.settings import settings_of
from claims.errors import InputError, NotFoundError
from claims.models import Article, Job, QueueFilter, SavedView, User
from claims.store.claims import QueueRow
from claims.store.queue import Choice, Cursor, Tally, Wanted
from claims.vocab import OPEN_STATUSES, ClaimStatus, StatusGroup

#: Claims on one page of the queue.
PAGE = 25
#: New claims are counted up to this.
NEWER = 100
#: So many views a person can keep.
VIEWS = 50
#: So many claims and articles the first page shows of each kind.
NEXT = 5


@dataclass(frozen=True, slots=True)
class Counts:
    """How many claims a filter holds of each status, whatever its own; `names` are of what it names."""

    asked: QueueFilter
    names: Mapping[str, str]
    tally: Mapping[ClaimStatus, Tally]

    def of(self, status: ClaimStatus | StatusGroup) -> int:
        """How many claims of a status, or of a group."""
        return sum(self.tally[one].count for one in _statuses(status) if one in self.tally)

    @property
    def seen(self) -> Seen:
        """What a person sees of the list itself, for acting on all of it."""
        last = [
            self.tally[one].touched_at.isoformat()
            for one in _statuses(self.asked.status)
            if one in self.tally
        ]
        return Seen(self.of(self.asked.status), max(last, default=""))


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of the queue; `after` and `before` lead to its neighbours, "" where there is none.

    `newest` is the key of the newest claim there was, for asking what came since. `weights` are those of
    the person's own order, empty if the page is in the desk's.
    """

    counts: Counts
    rows: list[QueueRow]
    choices: Sequence[Choice]
    newest: int
    after: str = ""
    before: str = ""
    weights: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HomePage:
    """The first page: what is a person's next, what is in work, what waits for a second person.

    An article in work has claims that are still open; it comes with how many are decided, and of how many.
    One that is `unread` is not split yet; it comes with the job that waits, runs or failed.
    """

    mine: Sequence[QueueRow]
    articles: Sequence[tuple[Article, int, int]]
    waiting: Sequence[QueueRow]
    unread: Sequence[tuple[Article, Job]]


def _statuses(status: ClaimStatus | StatusGroup) -> tuple[ClaimStatus, ...]:
    if isinstance(status, ClaimStatus):
        return (status,)
    return OPEN_STATUSES if status is StatusGroup.OPEN else tuple(ClaimStatus)


def open_queue(
    session: Session, asked: QueueFilter, who: User, after: str = "", before: str = ""
) -> QueuePage:
    """A page of the queue, in the order of the person's own weights if they chose any; in five statements.

    It is the first, or the one behind or before a cursor; six statements in an order of one's own.

    Raises:
        NotFoundError: if the filter names what is not there, or the cursor is none.
    """
    if after and before:
        raise NotFoundError("there is no such page")
    wanted, weights = store.queue.wanted(session, asked, who), settings_of(who).weights
    found = (_by_weights if weights else _as_it_is)(session, wanted, weights, after, before)
    return QueuePage(
        _counts(session, wanted),
        _as_seen(session, _with_evidence(session, found.rows), who),
        store.queue.choices(session, who),
        wanted.newest,
        found.after,
        found.before,
        weights,
    )


@dataclass(frozen=True, slots=True)
class _Found:
    rows: list[QueueRow]
    after: str = ""
    before: str = ""


def _as_it_is(session: Session, wanted: Wanted, _weights: Weights, after: str, before: str) -> _Found:
    """A page in the desk's order; of a place in an order of one's own, the stretch that it is in."""
    if "." in after + before:
        after, before = str(own_order.Spot.of(after or before).start or ""), ""
    behind, ahead = (Cursor.of(text) if text else None for text in (after, before))
    found = store.queue.page(session, wanted, PAGE, behind, ahead)
    more = len(found) > PAGE
    rows = found[-PAGE:] if before else found[:PAGE]
    has_before, has_after = (more, bool(rows)) if before else (bool(after) and bool(rows), more)
    return _Found(
        rows,
        str(Cursor.at(rows[-1].claim)) if has_after else "",
        str(Cursor.at(rows[0].claim)) if has_before else "",
    )


def _by_weights(session: Session, wanted: Wanted, weights: Weights, after: str, before: str) -> _Found:
    read = partial(store.queue.standings, session, wanted)
    found = own_order.page(read, PAGE, weights, after, before)
    return _Found(store.queue.keyed(session, found.keys), found.after, found.before)


def _with_evidence(session: Session, rows: Sequence[QueueRow]) -> list[QueueRow]:
    """The rows, each with how many passages its claim has, and of how many origins they are."""
    behind: dict[int | None, list[tuple[str, str]]] = {row.claim.id: [] for row in rows}
    for claim, source, group in store.sources.origins_of(session, [key for key in behind if key]):
        behind[claim].append((source, group))
    return [
        replace(row, passages=len(found), origins=evidence.count_origins(found))
        for row in rows
        for found in [behind[row.claim.id]]
    ]


def _as_seen(session: Session, rows: Sequence[QueueRow], who: User | None) -> list[QueueRow]:
    """The rows, of which those that a person has still to rate do not tell whose they are."""
    unseen = blind.hidden(session, who) if who else frozenset()
    return [replace(row, assignee="") if row.claim.id in unseen else row for row in rows]


def queue_counts(session: Session, asked: QueueFilter, who: User) -> Counts:
    """How many claims a filter holds, by their status."""
    return _counts(session, store.queue.wanted(session, asked, who))


def _counts(session: Session, wanted: Wanted) -> Counts:
    return Counts(wanted.filter, wanted.names, store.queue.tally(session, wanted))


def count_newer(session: Session, asked: QueueFilter, since: int, who: User) -> int:
    """How many claims of a filter came after the claim with this key; `NEWER` stands for more."""
    return store.queue.newer(session, store.queue.wanted(session, asked, who), since, NEWER)


def claim_row(session: Session, public_id: str, who: User | None = None) -> QueueRow:
    """One claim as the queue shows it to a person."""
    return _as_seen(session, _with_evidence(session, [store.queue.row(session, public_id)]), who)[0]


def claim_rows(session: Session, public_ids: Sequence[str], who: User | None = None) -> list[QueueRow]:
    """These claims as the queue shows them, in this order; unknown ones are left out."""
    return _as_seen(session, _with_evidence(session, store.queue.those(session, public_ids)), who)


def open_home(session: Session, who: User) -> HomePage:
    """What a person finds when they come to the desk, in a fixed number of statements."""
    key = who.id or 0
    return HomePage(
        _as_seen(session, store.home.next_of(session, key, NEXT), who),
        store.home.in_work(session, NEXT),
        _as_seen(session, store.home.waiting_for(session, key, NEXT), who),
        store.home.unread(session, NEXT),
    )


# Views that a person keeps


def keep_view(session: Session, name: str, asked: QueueFilter, who: User) -> SavedView:
    """Keep a filter under a name.

    Raises:
        InputError: if the name is missing, too long or taken, or there are too many views.
    """
    kept = SavedView(
        user_id=who.id or 0, name=fields.line(name, "name", required=True, limit=60), query=asked.as_text()
    )
    names = store.queue.view_names(session, kept.user_id)
    if kept.name in names:
        raise InputError("you keep another view under this name", "name")
    if len(names) >= VIEWS:
        raise InputError(f"at most {VIEWS} views can be kept", "name")
    session.add(kept)
    store.events.record(session, who, "kept", "saved_view", kept.public_id, name=kept.name, query=kept.query)
    return kept


def drop_view(session: Session, public_id: str, who: User) -> SavedView:
    """Forget a view of one's own.

    Raises:
        NotFoundError: if this person keeps no such view.
    """
    kept = store.queue.view(session, public_id, who.id or 0)
    session.delete(kept)
    store.events.record(session, who, "dropped", "saved_view", public_id, name=kept.name)
    return kept
