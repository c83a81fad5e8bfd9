"""The dates of a claim on one line, as a picture and as the table behind it; measured here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from app.contexts.labels import label
from claims.desk import HistoryPage
from claims.models import Verdict
from claims.vocab import Rating

#: Where the line begins and ends, in hundredths of the picture, and how high a row of it is.
_LEFT, _RIGHT, _ROW = 22.0, 98.0, 4.0


@dataclass(frozen=True, slots=True)
class Mark:
    """Something with a day: its row of the picture, and whether it is newer than the article."""

    row: str
    day: date
    words: str
    newer: bool = False


@dataclass(frozen=True, slots=True)
class DrawnMark:
    """A mark of the picture: its place in hundredths, and what it says."""

    x: float
    y: float
    words: str
    newer: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """history/_timeline.html: one column for each day, in order and not to scale.

    `article` is where the day of the article stands, None where it has none; `days` are those that are
    written under the line.
    """

    marks: Sequence[Mark]
    drawn: Sequence[DrawnMark]
    rows: Sequence[tuple[str, float]]
    days: Sequence[tuple[date, float]]
    height: float
    article: float | None


def timeline_of(page: HistoryPage) -> Timeline:
    """All that has a day, of a claim."""
    return drawn(sorted(_marks(page), key=lambda mark: mark.day), page.article.published_on)


def drawn(marks: Sequence[Mark], published_on: date | None) -> Timeline:
    """Marks in the order of their days, laid out."""
    days = sorted({mark.day for mark in marks})
    names = list(dict.fromkeys(mark.row for mark in sorted(marks, key=lambda one: _order().index(one.row))))
    across = {day: _column(nth, len(days)) for nth, day in enumerate(days)}
    down = {name: round(_ROW * (nth + 0.7), 2) for nth, name in enumerate(names)}
    told = [DrawnMark(across[mark.day], down[mark.row], mark.words, mark.newer) for mark in marks]
    at = across.get(published_on) if published_on else None
    return Timeline(
        marks, told, list(down.items()), list(_written(across)), round(_ROW * len(names) + 4, 2), at
    )


def begins(first: str) -> date | None:
    """The first day of an interval in ISO 8601 of any precision: 2021-04-06, 2021-W14, 2021, 201, 20."""
    try:
        if "W" in first:
            year, week = first.split("-W")
            return date.fromisocalendar(int(year), int(week), 1)
        year, *rest = first.split("T", maxsplit=1)[0].split("-")
        month, day = [*map(int, rest), 1, 1][:2]
        return date(int(year.ljust(4, "0")), month, day)
    except ValueError:
        return None


def _order() -> list[str]:
    told = (_("The claim’s days"), _("Article"), _("Evidence"), _("Captures"), _("Decisions"), _("Releases"))
    return list(told)


def _column(nth: int, count: int) -> float:
    return round(_LEFT + (_RIGHT - _LEFT) * (nth + 0.5) / max(count, 1), 2)


def _written(across: dict[date, float]) -> Iterator[tuple[date, float]]:
    """The days that have room for their words: at most eight, the first and the last among them."""
    days = list(across.items())
    every = max(1, (len(days) + 6) // 7)
    for nth, (day, x) in enumerate(days):
        if nth % every == 0:
            yield day, x


def _marks(page: HistoryPage) -> Iterator[Mark]:
    claims_days, article, evidence, captures, decisions, releases = _order()
    told = page.article.published_on
    if told:
        yield Mark(article, told, page.article.title or _("the article"))
    for one in page.version.dates:
        if day := begins(str(one.get("first", ""))):
            yield Mark(claims_days, day, f"“{one['words']}”")
    for row in page.evidence:
        if day := row.source.published_on:
            yield Mark(evidence, day, row.source.title, bool(told and day > told))
        day = row.captured_at.date()
        yield Mark(captures, day, row.source.title, bool(told and day > told))
    yield from (Mark(decisions, day, words) for day, words in _decisions(page))
    for release, made in page.releases:
        yield Mark(releases, release.created_at.date(), f"{made.title} v{release.version}")


def _decisions(page: HistoryPage) -> Iterable[tuple[date, str]]:
    for verdict, name in page.verdicts:
        yield (
            verdict.created_at.date(),
            _("verdict: %(rating)s, by %(name)s", rating=rating_word(verdict), name=name),
        )
    for review, name in page.reviews:
        words = _("review: %(decision)s, by %(name)s", decision=label(review.decision), name=name)
        yield review.decided_at.date(), words
    for one in page.withdrawals:
        yield one.at.date(), _("verdict withdrawn")


def rating_word(verdict: Verdict) -> str:
    """A verdict's rating in the words of its scale."""
    return label(Rating(verdict.means)) if verdict.scale == "standard-5" else verdict.label
