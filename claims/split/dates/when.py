"""When something was: days, the rule that found them, and how ISO 8601 writes them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from claims.split.dates.days import civil, iso_week
from claims.split.dates.phrases import Found, Part
from claims.split.dates.words import Unit
from claims.vocab import DatePrecision


class How(StrEnum):
    """The rules, as `DateDraft.rule` names them."""

    #: the words name it in full
    NAMED = "named"
    #: day and month in figures, either could come first; the American order is taken
    MONTH_FIRST = "month_first_assumed"
    #: the nearest one not after publication
    LAST_ONE = "last_before_publication"
    #: the nearest one after publication, for a word of the future stands by it
    NEXT_ONE = "next_after_publication"
    #: the one nearest to publication, on either side
    NEAREST = "nearest_to_publication"
    #: counted from publication: "yesterday", "last week", "three days ago"
    FROM_PUBLICATION = "from_publication"
    #: counted from the date named before: "two weeks later", "that year"
    FROM_DATE_BEFORE = "from_date_before"
    #: its year is that of the date named before
    YEAR_BEFORE = "year_of_date_before"
    #: a stretch up to or from publication: "the past three years"
    WINDOW = "window_at_publication"
    #: the months of a season in the northern half of the earth
    SEASON = "northern_season"
    #: the days of a named holiday
    HOLIDAY = "holiday"
    #: the years a war or an age stands for
    ERA = "era"
    #: a part of a time; the whole of it is given
    PART = "part_of_it"
    #: a time of day, of no day that is named
    CLOCK = "time_of_day"
    #: how long, not when
    LENGTH = "duration"


@dataclass(frozen=True, slots=True)
class When:
    """A resolved time: first and last day, both included, None where it is open.

    `second` and `until` are seconds of the first and the last day; `exact` is the very day where
    the grain is coarser than what was counted ("two months ago"); `part` narrows it, `parts` are
    the two ends of a range and the time inside an open interval.
    """

    first: int | None
    last: int | None
    grain: DatePrecision
    how: How
    approximate: bool = False
    second: int | None = None
    until: int | None = None
    exact: int | None = None
    part: Part = Part.WHOLE
    period: str = ""

    def day(self, *, ahead: bool) -> int | None:
        """The day to count from: the exact one, else the last if counted ahead, else the first."""
        if self.exact is not None:
            return self.exact
        ends = (self.last, self.first) if ahead else (self.first, self.last)
        return next((day for day in ends if day is not None), None)


@dataclass(frozen=True, slots=True)
class Reading:
    """A stretch of a text, what it says and when that was; `when` is None if nobody can tell."""

    found: Found
    when: When | None
    parts: tuple[Reading, ...] = ()


GRAINS = {
    Unit.DAY: DatePrecision.DAY,
    Unit.WORKDAY: DatePrecision.DAY,
    Unit.WEEKEND: DatePrecision.DAY,
    Unit.WEEK: DatePrecision.WEEK,
    Unit.FORTNIGHT: DatePrecision.WEEK,
    Unit.MONTH: DatePrecision.MONTH,
    Unit.QUARTER: DatePrecision.QUARTER,
    Unit.HALF: DatePrecision.MONTH,
    Unit.SEASON: DatePrecision.SEASON,
    Unit.YEAR: DatePrecision.YEAR,
    Unit.DECADE: DatePrecision.DECADE,
    Unit.CENTURY: DatePrecision.CENTURY,
}


def iso_year(year: int, figures: int = 4) -> str:
    """A year, or with fewer figures a decade or century, before Christ with a minus."""
    sign = "-" if year < 0 else "+" if abs(year) >= 10**figures else ""
    return f"{sign}{abs(year):0{figures}d}"


def iso_day(day: int, grain: DatePrecision = DatePrecision.DAY) -> str:
    """A day as ISO 8601 writes it at a precision; quarters and seasons as their months."""
    year, month, date = civil(day)
    if grain is DatePrecision.WEEK:
        of_year, week = iso_week(day)
        return f"{iso_year(of_year)}-W{week:02d}"
    if grain is DatePrecision.YEAR or (year < 0 and grain in {DatePrecision.DECADE, DatePrecision.CENTURY}):
        return iso_year(year)
    if grain is DatePrecision.DECADE:
        return iso_year(year // 10, 3)
    if grain is DatePrecision.CENTURY:
        return iso_year(year // 100, 2)
    if grain in {DatePrecision.MONTH, DatePrecision.QUARTER, DatePrecision.SEASON}:
        return f"{iso_year(year)}-{month:02d}"
    return f"{iso_year(year)}-{month:02d}-{date:02d}"


def iso_clock(second: int) -> str:
    """Seconds of a day as hh:mm, with the seconds where there are any."""
    minutes, seconds = divmod(second, 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
