"""The day a page was published, where its markup does not say: in the lines around its headline."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from htmldate import find_date

_MONTHS = (
    "jan|ene|gen|sty",
    "feb|fév|fev|lut",
    "mar|mär|mrz|maa",
    "apr|avr|abr|kwi",
    "may|mai|mag|mei|maj|mayo",
    "jun|juin|giu|cze",
    "jul|juil|lug|lip",
    "aug|aoû|aou|ago|sie",
    "sep|set|wrz",
    "oct|okt|ott|out|paź",
    "nov|lis",
    "dec|dez|déc|dic|gru",
)
_NUMBER_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split("|")}
_MONTH = r"(?P<month>[A-Za-zäéûźÄÉÛŹ]{3,10})\.?"
_FORMS = (
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>(?:19|20)\d\d)(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>(?:19|20)\d\d)(?!\d)"),
    re.compile(
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:\.|st|nd|rd|th|er|º)?\s(?:de\s)?{_MONTH}(?:\sde|,)?\s(?P<y>(?:19|20)\d\d)(?!\d)"
    ),
    re.compile(rf"{_MONTH}\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y>(?:19|20)\d\d)(?!\d)"),
    re.compile(r"(?P<y>(?:19|20)\d\d)\s?[년年]\s?(?P<m>\d{1,2})\s?[월月]\s?(?P<d>\d{1,2})\s?[일日]"),
)
# A date line is short; in a longer one a day is told of.
_LONGEST = 100
#: How many lines after its headline a page may give its day in; right after it, in how many.
FAR, NEAR = 40, 8
_BLOCKS = frozenset("p div span time li td dd h1 h2 h3 h4 h5 small em strong i b a header section".split())
_UPDATED = re.compile(
    r"updated|modified|aktualisiert|geändert|actualizado|mis à jour|aggiornato|수정", re.IGNORECASE
)

#: No page is younger; a date after it is a mistake.
LATEST = date(2200, 1, 1)


def declared_day(tree: Any) -> date | None:
    """Give the one day that elements of the page are marked up with as its publication, None if not one."""
    found = set()
    for element in tree.iterfind(".//*[@itemprop]"):
        if "datePublished" in str(element.get("itemprop")).split():
            said = element.get("content") or element.get("datetime") or element.text_content()
            found.add(next(_days(" ".join(said.split())), None))
    return found.pop() if len(found) == 1 else None


def states_its_day(tree: Any) -> bool:
    """Whether a page's head says when it was published, in a way made for nothing else."""
    if any(
        "article:published_time" in {meta.get("property"), meta.get("name")} for meta in tree.iter("meta")
    ):
        return True
    return any('"datePublished"' in (script.text or "") for script in tree.iter("script"))


def visible_day(tree: Any, title: str, lines: int) -> date | None:
    """Give the first day in the short lines that follow the page's headline.

    Args:
        tree: the parsed page.
        title: its headline, as `page_title` found it.
        lines: how many lines to look at.
    """
    dated = ((line, day) for line in islice(_lines_after(tree, title), lines) for day in _days(line))
    return next((day for line, day in dated if not _UPDATED.search(line)), None)


def hunted_day(source: str, url: str) -> date | None:
    """Give the day that htmldate finds anywhere in a page or its address."""
    said = find_date(
        source, url=url or None, original_date=True, extensive_search=True, max_date=LATEST.isoformat()
    )
    return date.fromisoformat(said) if said else None


def _lines_after(tree: Any, title: str) -> Iterator[str]:
    """Give the short texts of a page in its order, from the headline on."""
    begun = not title
    for element in tree.iter():
        if element.tag not in _BLOCKS:
            continue
        if not begun:
            begun = element.tag in {"h1", "h2", "h3"} and title in " ".join(element.text_content().split())
        if begun:
            yield from _own_lines(element)


def _own_lines(element: Any) -> Iterator[str]:
    """Give what an element says itself, around its parts."""
    for words in (element.text, *(part.tail for part in element)):
        line = " ".join((words or "").split())
        if 0 < len(line) <= _LONGEST:
            yield line


def _days(line: str) -> Iterator[date]:
    for form in _FORMS:
        for match in form.finditer(line):
            named = match.groupdict()
            month = int(named["m"]) if "m" in named else _NUMBER_OF.get(_start(named["month"]), 0)
            try:
                yield date(int(named["y"]), month, int(named["d"]))
            except ValueError:
                continue


def _start(month: str) -> str:
    low = month.casefold()
    return next((low[:size] for size in (4, 3) if low[:size] in _NUMBER_OF), "")
