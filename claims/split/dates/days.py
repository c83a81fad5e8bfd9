"""Days as numbers: 0 is 1 January 1970, and every year has days, before Christ too.

The standard library's dates end at the years 1 and 9999; a text names 3000 BC. Years are
astronomical as in ISO 8601: 0 is 1 BC, -489 is 490 BC.
"""

LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def day_number(year: int, month: int = 1, day: int = 1) -> int:
    """The number of a day of the Gregorian calendar, reckoned backwards before 1582 too.

    Source:
        Howard Hinnant, chrono-Compatible Low-Level Date Algorithms, days_from_civil.
    """
    year -= month <= 2
    era, of_era = divmod(year, 400)
    of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468


def civil(number: int) -> tuple[int, int, int]:
    """Year, month and day of a number; the other way round of `day_number`."""
    era, of_era = divmod(number + 719468, 146097)
    years = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * years + years // 4 - years // 100)
    shifted = (5 * of_year + 2) // 153
    day = of_year - (153 * shifted + 2) // 5 + 1
    month = shifted + 3 if shifted < 10 else shifted - 9
    return years + era * 400 + (month <= 2), month, day


def is_leap(year: int) -> bool:
    """Whether a year has 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """How many days a month has."""
    return 29 if month == 2 and is_leap(year) else LENGTHS[month - 1]


def is_day(year: int, month: int, day: int) -> bool:
    """Whether there is such a day in the calendar."""
    return 1 <= month <= 12 and 1 <= day <= month_length(year, month)


def weekday(number: int) -> int:
    """0 for Monday to 6 for Sunday."""
    return (number + 3) % 7


def add_months(number: int, months: int) -> int:
    """The same day some months on or back, the month's last day where that month is shorter."""
    year, month, day = civil(number)
    years, month = divmod(year * 12 + month - 1 + months, 12)
    return day_number(years, month + 1, min(day, month_length(years, month + 1)))


def week_start(year: int, week: int) -> int:
    """The Monday of an ISO week; week 1 is the one with 4 January in it."""
    fourth = day_number(year, 1, 4)
    return fourth - weekday(fourth) + 7 * (week - 1)


def iso_week(number: int) -> tuple[int, int]:
    """The ISO year and week of a day."""
    thursday = number - weekday(number) + 3
    year = civil(thursday)[0]
    return year, (thursday - day_number(year)) // 7 + 1


def nth_weekday(year: int, month: int, wanted: int, nth: int) -> int:
    """The nth such weekday of a month, the last for nth = -1."""
    if nth < 0:
        last = day_number(year, month, month_length(year, month))
        return last - (weekday(last) - wanted) % 7
    first = day_number(year, month)
    return first + (wanted - weekday(first)) % 7 + 7 * (nth - 1)


def easter(year: int) -> int:
    """Easter Sunday of the Western churches.

    Source:
        The anonymous Gregorian algorithm, Meeus, Astronomical Algorithms, chapter 8.
    """
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    rest = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * rest) // 451
    month, day = divmod(h + rest - 7 * m + 114, 31)
    return day_number(year, month, day + 1)
