"""Dates as outlets print them above and below a story: patterns, and reading them."""

from collections.abc import Iterator
from datetime import date

import regex

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?:19|20)\d\d"

#: Days with a year: 2021. 4. 7. · 2021-04-07 · 2021/04/07 · 2021년 4월 7일 · April 7, 2021 ·
#: 7 April 2021. Never 04/07/2021, which is April or July.
DATE = (
    rf"(?:{_YEAR} ?[./\-년] ?\d{{1,2}} ?[./\-월] ?\d{{1,2}}(?!\d)(?: ?일|\.)?"
    rf"|(?i:{_MONTH}) \d{{1,2}},? {_YEAR}|\d{{1,2}} (?i:{_MONTH}),? {_YEAR})"
)
_ZONE = r"(?: ?(?:KST|GMT|UTC|[EPC][SD]?T|Z|[+]\d\d:?\d\d))?"
_TIME = rf"(?: ?(?:오전|오후|at|T|,|-|\|)? ?\d{{1,2}}[:.]\d\d(?:[:.]\d\d)?(?: ?[AaPp]\.?[Mm]\.?)?{_ZONE})"
_WEEKDAY = r"(?: ?\([^()]{1,9}\)|(?i:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?),? )?"
_LABEL = (
    r"(?i:(?:기사 ?|최초 ?|최종 ?)?(?:입력|수정|등록|승인|송고|작성|발행|게재)(?: ?(?:시간|일시))?"
    r"|(?:first |last )?(?:published|updated|posted|modified)(?: on| at)?|date)"
)
_STAMP = rf"(?:{_LABEL} ?[:：]? ?)?{_WEEKDAY}{DATE}{_WEEKDAY}{_TIME}?"

#: One or more dates with their times and labels, and nothing else.
STAMPS = rf"(?:{_STAMP}[ |/·,]*){{1,4}}"

_FIND = regex.compile(rf"(?<![\d.]){DATE}")
_FIND_LATER = regex.compile(rf"(?i:수정|updated|modified)[^\d]{{0,12}}{_WEEKDAY}{DATE}")
_NUMBERS = regex.compile(r"\d+")
_LETTERS = regex.compile(r"[A-Za-z]{3}")


def days_in(line: str) -> Iterator[date]:
    """Read the full dates in a line, those of a first publication before those of an update."""
    later = [match.span() for match in _FIND_LATER.finditer(line)]
    found = list(_FIND.finditer(line))
    found.sort(key=lambda match: any(start <= match.start() < end for start, end in later))
    for match in found:
        yield from _read(match[0])


def _read(words: str) -> Iterator[date]:
    """Read one date; a day that no calendar has gives nothing."""
    numbers = [int(number) for number in _NUMBERS.findall(words)]
    if letters := _LETTERS.search(words):
        numbers.insert(1, _MONTHS.index(letters[0].lower()) + 1)
    if numbers[0] < 100:
        numbers = [numbers[2], numbers[1], numbers[0]]
    try:
        yield date(*numbers)
    except ValueError:
        return
