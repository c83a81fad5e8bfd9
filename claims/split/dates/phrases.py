"""What a stretch says about time, before anybody asks when that was."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from claims.split.dates.words import Unit


class Part(StrEnum):
    """Which part of a time is meant."""

    WHOLE = ""
    EARLY = "early"
    MID = "mid"
    LATE = "late"
    START = "start"
    END = "end"


class Side(StrEnum):
    """On which side of a time something lies: the interval is open at the other end."""

    SINCE = "since"
    AFTER = "after"
    UNTIL = "until"
    BEFORE = "before"
    BY = "by"
    AROUND = "around"


class Base(StrEnum):
    """What a relative expression counts from."""

    NOW = "now"
    ANCHOR = "anchor"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Fields:
    """What a date names of year, month, day and weekday (0 is Monday).

    `assumed` where day and month could be the other way round.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Season:
    """A season of the northern half of the earth by its first month: 3 for spring to 12 for winter."""

    month: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Holiday:
    """A named day; `name` is a key of the table of holidays."""

    name: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Era:
    """Years or days that a name stands for, in every text the same."""

    first: str
    last: str
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Decade:
    """Ten years from `start`; below 100 the century is not said."""

    start: int


@dataclass(frozen=True, slots=True)
class Century:
    """The nth century, before Christ if negative; `round` if it is named by its years ("the 1600s")."""

    number: int
    round: bool = False


@dataclass(frozen=True, slots=True)
class Portion:
    """The nth quarter or half of a year; `style` is "fiscal" and the like."""

    number: int
    unit: Unit
    year: int | None = None
    style: str = ""


@dataclass(frozen=True, slots=True)
class StyledYear:
    """A fiscal, school or academic year, whose first day nobody can tell."""

    style: str
    year: int | None = None
    steps: int = 0


@dataclass(frozen=True, slots=True)
class WeekNumber:
    """An ISO week."""

    week: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class WeekOf:
    """The week, or weekend, with a day in it."""

    of: Found
    unit: Unit = Unit.WEEK


@dataclass(frozen=True, slots=True)
class Deictic:
    """The unit so many steps from the present one: "last year" is (YEAR, -1)."""

    unit: Unit
    steps: int
    base: Base = Base.NOW
    part: str = ""


@dataclass(frozen=True, slots=True)
class Stepped:
    """A weekday, month, season or holiday with "last" (-1), "this" (0) or "next" (1) before it.

    `soon` if it is the very next one ("the coming Friday").
    """

    of: Fields | Season | Holiday
    steps: int
    base: Base = Base.NOW
    soon: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """So many units up to now, or from now on."""

    count: float
    unit: Unit
    ahead: bool
    base: Base = Base.NOW
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Length:
    """How long: (how many, of what), the greatest unit first."""

    amounts: tuple[tuple[float, Unit], ...]
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Shift:
    """So long before (`sign` -1) or after something: what `of` names, else `base`."""

    by: Length
    sign: int
    base: Base = Base.NOW
    of: Found | None = None


@dataclass(frozen=True, slots=True)
class Nth:
    """The nth unit or weekday of something; from its end if negative. `count` units of them."""

    number: int
    unit: Unit | int
    of: Found | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Inside:
    """A time named within a greater one: "Wednesday of next week", "May this year"."""

    inner: Found
    outer: Found


@dataclass(frozen=True, slots=True)
class PartOf:
    """The early, middle or late part of a time; `halved` if it is said to be its half."""

    part: Part
    of: Found
    halved: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """From one time to another, both included."""

    first: Found
    last: Found


@dataclass(frozen=True, slots=True)
class Open:
    """Everything on one side of a time."""

    side: Side
    of: Found


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day in seconds; `sure` if it is plain which half of the day is meant."""

    seconds: int
    until: int | None = None
    sure: bool = True
    to_minute: bool = True
    part: str = ""
    meal: bool = False


@dataclass(frozen=True, slots=True)
class Timed:
    """A time of a day."""

    date: Found
    clock: Found


@dataclass(frozen=True, slots=True)
class Now:
    """The moment of writing."""


@dataclass(frozen=True, slots=True)
class Repeats:
    """What comes again and again; `period` as ISO 8601 says it."""

    period: str


@dataclass(frozen=True, slots=True)
class Vague:
    """A time that has no ends to name: "recent years"; not `recent` where it stands by some event."""

    ahead: bool
    recent: bool = True


Phrase = (
    Fields
    | Season
    | Holiday
    | Era
    | Decade
    | Century
    | Portion
    | StyledYear
    | WeekNumber
    | WeekOf
    | Deictic
    | Stepped
    | Window
    | Length
    | Shift
    | Nth
    | Inside
    | PartOf
    | Range
    | Open
    | Clock
    | Timed
    | Now
    | Repeats
    | Vague
)


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of a text and what it says; `weak` if only a talk about dates makes it a date."""

    start: int
    end: int
    phrase: Phrase
    weak: bool = False


#: What names days, finely or coarsely.
DATES = (
    *(Fields, Season, Holiday, Era, Decade, Century, Portion, StyledYear, WeekNumber, WeekOf),
    *(Deictic, Stepped, Window, Shift, Nth, Inside, PartOf, Timed, Now),
)
