"""The contexts of the queue, of its parts, and of the desk's first page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.contexts.labels import label
from claims import desk
from claims.desk import Counts, HomePage, Outcome, QueuePage, QueueRow
from claims.models import QueueFilter
from claims.models.base import now
from claims.models.queue import ME, NOBODY
from claims.vocab import PRIORITIES, ClaimStatus, Priority, StatusGroup, WorthReason

#: So many refused claims are named one by one.
NAMED = 100


@dataclass(frozen=True, slots=True)
class Link:
    """A word that leads to another list; `count` is what it holds, None where nobody counted."""

    text: str
    address: str
    count: int | None = None
    current: bool = False


class Place(NamedTuple):
    """A page of the queue, as its address says it."""

    asked: QueueFilter
    after: str = ""
    before: str = ""

    @classmethod
    def of(cls, typed: dict[str, str]) -> "Place":
        """From what stands behind the `?`."""
        return cls(QueueFilter.of(typed), typed.get("after", ""), typed.get("before", ""))

    @classmethod
    def at(cls, here: str) -> "Place | None":
        """From a whole address; None if it is not one of the queue."""
        parts = urlsplit(here)
        if parts.path != url_for("triage.queue"):
            return None
        return cls.of(dict(reversed(parse_qsl(parts.query))))

    @property
    def address(self) -> str:
        """The address itself."""
        return address(self.asked, after=self.after or None, before=self.before or None)


@dataclass(frozen=True, slots=True)
class QueueContext:
    """triage/queue.html, triage/_body.html and triage/_row_answer.html

    `rows` are those of the page, or those that stood there when somebody acted on it; the ids in `done` are
    dimmed. `after` and `before` are the place in the queue that the page was asked for.
    """

    counts: Counts
    rows: Sequence[QueueRow]
    opened: QueuePage
    after: str = ""
    before: str = ""
    done: frozenset[str] = frozenset()
    results: "ResultsContext | None" = None
    problem: str = ""

    @property
    def asked(self) -> QueueFilter:
        """The filter of the list."""
        return self.counts.asked

    @property
    def here(self) -> str:
        """The address of this page of the list."""
        return address(self.asked, after=self.after or None, before=self.before or None)

    @property
    def total(self) -> int:
        """How many claims the list holds."""
        return self.counts.of(self.asked.status)

    @property
    def most(self) -> int:
        """How many claims can be changed at once."""
        return desk.MOST

    @property
    def first(self) -> str:
        """The address of the list's first page."""
        return address(self.asked)

    @property
    def weighed(self) -> list[tuple[str, str]]:
        """The reasons that count more or less for this person, and how often each counts."""
        weights = self.opened.weights
        return [(label(why), f"{weights[why]:g}") for why in WorthReason if weights.get(why, 1) != 1]

    @property
    def stretch(self) -> int:
        """So many claims at once can be in a person's own order."""
        return desk.STRETCH

    @property
    def next(self) -> str:
        """The address of the next page; "" if there is none."""
        return address(self.asked, after=self.opened.after) if self.opened.after else ""

    @property
    def previous(self) -> str:
        """The address of the page before; "" if there is none."""
        return address(self.asked, before=self.opened.before) if self.opened.before else ""

    @property
    def newer(self) -> "NewerContext":
        """What asks now and then for claims that came since."""
        return NewerContext(self.asked, self.opened.newest, 0)

    @property
    def tabs(self) -> list[Link]:
        """The statuses that hold claims, the one that is shown, and the two groups."""
        return tabs(self.counts)

    @property
    def chips(self) -> list[Link]:
        """What the filter asks for, each with the address without it."""
        return [
            Link(_chip(self.counts, name), address(self.asked.without(name))) for name in self.asked.chosen()
        ]

    @property
    def people(self) -> list[tuple[str, str]]:
        """The people a claim can be with, by id and name."""
        return self._choices("person")

    @property
    def sets(self) -> list[tuple[str, str]]:
        """The claim sets that can be asked for, by id and title."""
        return self._choices("set")

    @property
    def views(self) -> list[tuple[str, Link]]:
        """The views that this person keeps, by id."""
        mine = self.asked.as_text()
        return [
            (one.public_id, Link(one.name, f"{url_for('triage.queue')}?{one.query}", None, one.query == mine))
            for one in self.opened.choices
            if one.what == "view"
        ]

    def _choices(self, what: str) -> list[tuple[str, str]]:
        return [(one.public_id, one.name) for one in self.opened.choices if one.what == what]


@dataclass(frozen=True, slots=True)
class RowAnswer:
    """triage/_row_answer.html: a row after its claim was changed, and what else of the page changed.

    `done` dims it: nothing is left to do with it in this list.
    """

    row: QueueRow
    counts: Counts
    here: str
    done: bool = True

    @property
    def total(self) -> int:
        """How many claims the list holds now."""
        return self.counts.of(self.counts.asked.status)

    @property
    def tabs(self) -> list[Link]:
        """The statuses and their counts."""
        return tabs(self.counts)

    @property
    def most(self) -> int:
        """How many claims can be changed at once."""
        return desk.MOST


@dataclass(frozen=True, slots=True)
class NewerContext:
    """triage/_newer.html: how many claims of a list came since its page was made."""

    asked: QueueFilter
    since: int
    count: int

    @property
    def first(self) -> str:
        """The list's first page, where they can be seen."""
        return address(self.asked)

    @property
    def source(self) -> str:
        """Where this is asked for again."""
        values: dict[str, Any] = {**self.asked.as_query(), "since": self.since}
        return url_for("triage.newer", **values)

    @property
    def text(self) -> str:
        """What came, in words."""
        if self.count >= desk.NEWER:
            return str(_("%(count)s or more new: show", count=desk.NEWER))
        if not self.count:
            return str(_("Refresh"))
        return str(ngettext("%(num)s new: show", "%(num)s new: show", self.count))


@dataclass(frozen=True, slots=True)
class ResultsContext:
    """What became of many claims: `refused` are named one by one, `more` of them are not."""

    said: str
    refused: Sequence[tuple[QueueRow, str]] = ()
    more: int = 0

    @classmethod
    def of(cls, outcome: Outcome, rows: Sequence[QueueRow]) -> "ResultsContext":
        """Say what was done; `rows` are of the refused claims that are named."""
        why = {claim.id: reason for claim, reason in outcome.refused}
        named = [(row, why[row.claim.id]) for row in rows]
        return cls(said_of(outcome), named, len(outcome.refused) - len(named))


@dataclass(frozen=True, slots=True)
class DuplicateContext:
    """triage/duplicate.html: a claim, and others of which it may be the duplicate."""

    row: QueueRow
    found: Sequence[QueueRow]
    query: str
    here: str


@dataclass(frozen=True, slots=True)
class HomeContext:
    """triage/home.html"""

    home: HomePage

    @property
    def mine(self) -> str:
        """All that is assigned to who looks."""
        return address(QueueFilter(StatusGroup.OPEN, assignee=ME))

    @property
    def waiting(self) -> str:
        """All that waits for a second person."""
        return address(QueueFilter(ClaimStatus.IN_REVIEW))

    def queue_of(self, article_id: str) -> str:
        """The open claims of an article."""
        return address(QueueFilter(StatusGroup.OPEN, article=article_id))


def address(asked: QueueFilter, **more: str | None) -> str:
    """Where a list is."""
    values: dict[str, Any] = {**asked.as_query(), **more}
    return url_for("triage.queue", **values)


def tabs(counts: Counts) -> list[Link]:
    """The statuses that hold claims, the one that is shown, and the two groups."""
    shown = counts.asked.status
    some: list[ClaimStatus | StatusGroup] = [
        status for status in ClaimStatus if counts.of(status) or status in (ClaimStatus.PROPOSED, shown)
    ]
    return [
        Link(label(one), address(counts.asked.with_status(one)), counts.of(one), one == shown)
        for one in [StatusGroup.OPEN, *some, StatusGroup.ALL]
    ]


def _chip(counts: Counts, name: str) -> str:
    """A filter in words."""
    value = getattr(counts.asked, name)
    if name in counts.names:
        value = counts.names[name] or _("Untitled")
    elif name == "assignee":
        value = {ME: _("me"), NOBODY: _("nobody")}[value]
    elif name in ("kind", "hedge", "due"):
        value = label(value)
    elif isinstance(value, bool):
        value = _("yes") if value else _("no")
    return f"{_filter_names()[name]}: {value}"


def _filter_names() -> dict[str, str]:
    return {
        "assignee": _("With"),
        "article": _("Article"),
        "kind": _("Kind"),
        "claimant": _("Said by"),
        "hedge": _("Hedge"),
        "dated": _("Has a date"),
        "counted": _("Has a number"),
        "worth": _("Check-worthiness at least"),
        "due": _("Due"),
        "set": _("Set"),
        "tag": _("Tag"),
        "q": _("Words"),
    }


def said_of(outcome: Outcome) -> str:
    """What was done with how many claims, in one sentence."""
    done = ngettext(
        "%(num)s claim %(verb)s.", "%(num)s claims %(verb)s.", len(outcome.done), verb=outcome.verb
    )
    if not outcome.refused:
        return str(done)
    left = ngettext("%(num)s was left as it is.", "%(num)s were left as they are.", len(outcome.refused))
    return f"{done} {left}"


def due_text(due_at: datetime) -> str:
    """How far off a claim's day is, in words; days are those of UTC."""
    days = (_day(due_at) - _day(now())).days
    if days < 0:
        return str(ngettext("overdue by %(num)s day", "overdue by %(num)s days", -days))
    if days == 0:
        return str(_("due today"))
    return str(ngettext("due in %(num)s day", "due in %(num)s days", days))


def _day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()


def is_overdue(due_at: datetime) -> bool:
    """Whether a claim's day is past."""
    return _day(due_at) < _day(now())


def priority_of(number: int) -> Priority:
    """The word for the priority that a claim keeps as a number."""
    below = [word for word, least in PRIORITIES.items() if least <= number]
    return below[-1] if below else Priority.LOW
