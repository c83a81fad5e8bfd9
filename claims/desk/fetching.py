"""Capture an address: asked for by a person, done by the worker, paced, never inside a transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from sqlmodel import Session

from claims import addresses, fetch, ingest, store
from claims.desk import fields
from claims.desk.captures import CaptureIndex, Received, index_of
from claims.desk.sources import add_source, capture_again
from claims.errors import FetchRefusedError, InputError
from claims.fetch import Fetched, FetchRules, Pace
from claims.models import FetchRequest, Intake, Job, Source, User
from claims.models.base import now
from claims.vocab import JobName, SnapshotMethod

#: Gives the document at an address, or says why not; what is allowed is settled in it.
Fetcher = Callable[[str], Fetched]

_PACE = Pace()
_HOUR = timedelta(hours=1)


def fetcher(rules: FetchRules) -> Fetcher:
    """What fetches from the public internet by these rules."""
    return partial(fetch.fetch, rules=rules)


@dataclass(frozen=True, slots=True)
class Brought:
    """What a fetch brought, read and cut into sentences."""

    fetched: Fetched
    intake: Intake
    index: CaptureIndex

    @property
    def received(self) -> Received:
        """How it came in."""
        one = self.fetched
        return Received(
            SnapshotMethod.FETCH,
            url=one.url,
            http_status=one.status,
            headers=one.headers,
            warc=one.warc,
            at=one.fetched_at,
            called=one.url,
            index=self.index,
        )


def read_fetched(fetched: Fetched) -> Intake:
    """Read what was fetched, whatever its server says that it is. Needs no database.

    Raises:
        InputError: if it cannot be read, or holds no text.
    """
    return ingest.from_file(fetched.body, "", fetched.charset, fetched.url)


def bring(fetched: Fetched) -> Brought:
    """Read what was fetched, and work out what it is found by. Needs no database."""
    intake = read_fetched(fetched)
    return Brought(fetched, intake, index_of(intake.text))


def ask_fetch(
    session: Session, url: str, rules: FetchRules, who: User, *, source_id: str = "", claim_id: str = ""
) -> Job:
    """Ask the worker to capture an address.

    Args:
        session: the unit of work.
        url: the address, as a person gives it.
        rules: what this desk may fetch.
        who: the person.
        source_id: the source to capture again; "" for a new one.
        claim_id: the claim it is for, "" for none.

    Raises:
        FetchRefusedError: if nothing may be fetched here.
        InputError: field "url", if it is no web address, or too long.
        GoneError: if the source was taken out.
    """
    if not rules.allowed:
        raise FetchRefusedError("fetching web addresses is switched off on this desk")
    address = _address(url)
    source = store.sources.get(session, source_id) if source_id else None
    request = FetchRequest(
        url=str(address),
        host=address.host,
        source_id=source.id if source else None,
        claim_id=store.claims.get(session, claim_id).id if claim_id else None,
        asked_by_id=who.id or 0,
    )
    session.add(request)
    session.flush()
    store.events.record(session, who, "asked for", "fetch_request", request.public_id, url=request.url)
    return store.jobs.enqueue(session, JobName.FETCH_SOURCE, request.id or 0)


def _address(url: str) -> addresses.WebAddress:
    fields.prose(url, "url", required=True, limit=fields.ADDRESS)
    try:
        return addresses.read_address(url)
    except InputError as error:
        raise InputError(str(error), "url") from None


def begin_fetch(session: Session, request_key: int) -> str | timedelta:
    """The address to fetch now, or how long its turn is off; a fetch that may start is noted.

    A fetch that was done is asked for once more only if its job is.
    """
    request = store.fetches.request(session, request_key)
    wait = wait_for(session, request.host, request.asked_by_id)
    if wait:
        return wait
    request.fetched_at = now()
    session.add(request)
    return request.url


def wait_for(session: Session, host: str, user_id: int) -> timedelta:
    """How long a fetch from this host, which this person asked for, has to wait; nothing if it may start."""
    moment = now()
    since = moment - _HOUR
    return _PACE.wait(
        moment,
        host=store.fetches.times_of_host(session, host, since),
        person=store.fetches.times_of_person(session, user_id, since),
    )


def save_fetch(session: Session, request_key: int, brought: Brought) -> Source:
    """Keep what a fetch brought: a new source, or a new capture if the text is another by now.

    Raises:
        GoneError: if the source that it is for was taken out in between.
    """
    request = store.fetches.request(session, request_key)
    who = store.people.by_key(session, request.asked_by_id)
    source = _into(session, request)
    if source is None:
        source, _new = add_source(
            session, _TYPED | {"url": brought.fetched.url}, brought.intake, brought.received, who
        )
    else:
        capture_again(session, source.public_id, brought.intake, brought.received, who)
    session.flush()
    request.source_id = source.id
    request.snapshot_id = store.sources.newest_snapshot(session, source).id
    session.add(request)
    return source


#: A person typed nothing but the address; the document tells the rest.
_TYPED = {
    **dict.fromkeys(("title", "author", "publisher", "language", "published_on", "origin_group"), ""),
    "kind": "outlet",
}


def _into(session: Session, request: FetchRequest) -> Source | None:
    """The source to capture again, or the one that this was merged into."""
    if request.source_id is None:
        return None
    source = store.sources.by_key(session, request.source_id)
    return store.sources.by_key(session, source.merged_into_id) if source.merged_into_id else source
