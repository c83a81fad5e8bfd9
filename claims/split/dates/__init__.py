"""Dates and times in English news text: found, and resolved against the day of publication.

The way through it: `rules` scans for single expressions (`*_rules`), `joins` puts together what
stands together, `resolve` reads each from where it stands, `drafts` writes it down.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from claims.models.analysis import DateDraft
from claims.split.dates.drafts import draft_of
from claims.split.dates.find import read_dates
from claims.split.dates.say import in_words
from claims.split.dates.when import How

__all__ = ["YEAR_BEFORE", "find_dates", "in_words"]

#: The rule of a date whose year may be another one.
YEAR_BEFORE = How.YEAR_BEFORE


def find_dates(
    text: str, published: dt.date | None = None, start: int = 0, end: int | None = None
) -> list[DateDraft]:
    """Find what names a time, and the days it can mean.

    Args:
        text: the article.
        published: the day the article is told from; without it "Tuesday" and "last year" are found
            and not resolved.
        start: where to begin, in code points; dates named before are not looked at.
        end: where to stop; the end of the text without it.

    Returns:
        In reading order, not overlapping. A preposition is part of the words only where it opens
        the interval or makes a range ("since 2011", "from 1977 to 1981"). `rule` is one of `How`.

        A season has the months of the northern half of the earth, a quarter its months, a time of
        day without a day is "T18:13" (in no time zone), a duration is "P3D" in both ends, and a
        year before Christ counts as in ISO 8601 (490 BC is -0489). A part ("early 2020") has the
        ends of the whole and is approximate. What comes again and again ("every Sunday", "daily")
        is left out.

        Day and month in figures where either could come first are read the American way, are
        approximate, and say so in their rule; with dots ("4.7.2021") the day comes first.
    """
    part = text[start:end]
    drafts = (draft_of(reading, part) for reading in read_dates(part, published))
    return [replace(one, start=one.start + start, end=one.end + start) for one in drafts if one is not None]
