"""The pages of a claim set: gathering, checks, versions and how two of them differ."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.contexts.labels import label
from app.contexts.sources import JobContext
from claims.desk import (
    DRAFT,
    Check,
    DiffPage,
    ExportFile,
    Freezing,
    GatherPage,
    JobPage,
    PreviewPage,
    SetPage,
    Wish,
    WithdrawalPage,
)
from claims.models import QueueFilter
from claims.models.base import now
from claims.vocab import ItemChange, JobState, SetCheck, VersionStep

#: Where on a claim's workbench that is put right which a check asks for.
_PLACES = {
    SetCheck.GONE: "workbench",
    SetCheck.SIGNED: "verdict-title",
    SetCheck.RATIONALE: "verdict-title",
    SetCheck.APPROVALS: "verdict-title",
    SetCheck.DISAGREEMENT: "verdict-title",
    SetCheck.QUOTES: "board",
    SetCheck.ORIGINS: "board",
}


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check as the page tells it."""

    check: Check

    @property
    def sign(self) -> str:
        """Whether it holds, warns or keeps the set from being frozen."""
        if not self.check.count:
            return "✓"
        return "✕" if self.check.blocks else "⚠"

    @property
    def text(self) -> str:
        """What it found, in words."""
        return str(_good(self.check.check) if not self.check.count else _bad(self.check))

    @property
    def place(self) -> str:
        """The part of a claim's workbench to go to."""
        return _PLACES[self.check.check]


def _good(check: SetCheck) -> str:
    words = {
        SetCheck.GONE: _("no claim was merged or dismissed since"),
        SetCheck.SIGNED: _("every claim was signed"),
        SetCheck.RATIONALE: _("all have a rationale"),
        SetCheck.APPROVALS: _("every signature is of what stands there now"),
        SetCheck.DISAGREEMENT: _("no reviewer wants changes"),
        SetCheck.QUOTES: _("every quote and every place was found"),
        SetCheck.ORIGINS: _("every claim rests on as many origins as asked for"),
    }
    return str(words[check])


def _bad(found: Check) -> str:
    told = ngettext("%(num)s claim", "%(num)s claims", found.count)
    words = {
        SetCheck.GONE: _("%(claims)s merged or dismissed since", claims=told),
        SetCheck.SIGNED: _("%(claims)s not signed yet", claims=told),
        SetCheck.RATIONALE: _("%(claims)s without a rationale", claims=told),
        SetCheck.APPROVALS: _("%(claims)s changed since they were signed", claims=told),
        SetCheck.DISAGREEMENT: _("%(claims)s that a reviewer wants changed", claims=told),
        SetCheck.QUOTES: _("%(claims)s with a quote or a place that was not found", claims=told),
        SetCheck.ORIGINS: _("%(claims)s on fewer origins than asked for", claims=told),
    }
    return str(words[found.check])


@dataclass(frozen=True, slots=True)
class SetContext:
    """exports/show.html; `formats` are the files a frozen version can be had as, `at` when it was made."""

    set: SetPage
    formats: Sequence[tuple[str, ExportFile]]
    at: datetime = field(default_factory=now)

    @property
    def summary(self) -> str:
        """How many claims there are, and how many of them are how far."""
        found = self.set.standings
        parts = [ngettext("%(num)s claim", "%(num)s claims", len(found.rows))]
        parts.append(_("%(count)s ready", count=found.ready))
        parts.append(_("%(count)s open", count=found.open))
        parts.append(_("%(count)s disagree", count=found.disagreed))
        return f"{parts[0]}: {', '.join(map(str, parts[1:]))}"

    @property
    def checks(self) -> list[CheckRow]:
        """The checks, in their order."""
        return [CheckRow(check) for check in self.set.checks]

    @property
    def progress(self) -> JobContext | None:
        """The job that freezes the set, while it goes on."""
        found = self.set.freezing
        if found is None or found.job.state is JobState.FAILED:
            return None
        return JobContext(JobPage(found.job, claim_set=self.set.claim_set))

    @property
    def refused(self) -> Freezing | None:
        """The version that was asked for and could not be frozen, and why."""
        found = self.set.freezing
        return found if found and found.job.state is JobState.FAILED else None

    @property
    def wished(self) -> Wish:
        """What the form is filled with: what was typed for a version that could not be frozen."""
        return self.refused.asked.wish if self.refused else Wish()

    @property
    def changes(self) -> list[str]:
        """What the next version changes, as facts."""
        counts = self.set.changes.counts
        return [f"{label(change)}: {counts[change.value]}" for change in ItemChange if counts[change.value]]

    @property
    def versions(self) -> list[tuple[VersionStep, str]]:
        """The versions that may come next, the proposed one first."""
        return list(self.set.versions.items())

    def address(self, page: int) -> str:
        """Another page of the same list."""
        check = self.set.check.value if self.set.check else None
        return url_for("exports.show", set_id=self.set.claim_set.public_id, page=page, check=check)


@dataclass(frozen=True, slots=True)
class GatherContext:
    """exports/gather.html: what a rule would take in and put out."""

    gather: GatherPage

    @property
    def asked(self) -> QueueFilter:
        """The filter that is looked at."""
        return self.gather.asked

    @property
    def views(self) -> list[tuple[str, str]]:
        """The lists of the queue that this person keeps: a name and where it is looked at as a rule."""
        base = url_for("gathering.show", set_id=self.gather.claim_set.public_id)
        found = [one for one in self.gather.choices if one.what == "view"]
        return [(one.name, f"{base}?{one.query}") for one in found]

    def choices(self, what: str) -> list[tuple[str, str]]:
        """The people or the sets that can be asked for, by id and name."""
        own = self.gather.claim_set.public_id
        return [
            (one.public_id, one.name)
            for one in self.gather.choices
            if one.what == what and one.public_id != own
        ]


@dataclass(frozen=True, slots=True)
class PreviewContext:
    """exports/preview.html"""

    preview: PreviewPage


@dataclass(frozen=True, slots=True)
class WithdrawalContext:
    """exports/withdraw.html"""

    withdrawal: WithdrawalPage


@dataclass(frozen=True, slots=True)
class DiffContext:
    """exports/diff.html: two versions side by side, or the newest and the set in the making."""

    diff: DiffPage

    @property
    def earlier(self) -> str:
        """The first of the two."""
        return self.diff.earlier.version

    @property
    def later(self) -> str:
        """The second of the two."""
        return self.diff.later.version if self.diff.later else DRAFT

    @property
    def sides(self) -> list[tuple[str, str]]:
        """What can be compared."""
        versions = [(release.version, f"v{release.version}") for release in self.diff.versions]
        return [*versions, (DRAFT, _("the set as it is now"))]

    @property
    def facts(self) -> list[str]:
        """How many claims became what."""
        counts = self.diff.changes.counts
        return [f"{label(change)}: {counts[change.value]}" for change in ItemChange if counts[change.value]]

    def address(self, page: int) -> str:
        """Another page of the comparison."""
        values: dict[str, Any] = {"from": self.earlier, "to": self.later, "page": page}
        return url_for("releases.diff", set_id=self.diff.claim_set.public_id, **values)
