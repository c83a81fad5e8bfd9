"""What stands before a sentence: "DELMAR, March 12 (Agency) —", "[서울=통신] 김민수 기자 =", "Photo:"."""

from __future__ import annotations

import re

_CAPITALS = r"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}"
_NAME = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}"
_MORE = r"(?:, [A-Z][\w.]*(?: [A-Z0-9][\w.]*){0,2}){0,2}"
_AGENCY = r"\((?:[A-Z][\w.&'’-]*)(?:[ /][A-Z][\w.&'’-]*){0,3}\)"
_DASH = r"\s?(?:—|–|--|\s-\s)\s*"
#: The sentence behind it begins with a capital: "NATO — the alliance — met" has no dateline.
_DATELINE = re.compile(
    rf"(?P<place>{_CAPITALS}{_MORE}(?: {_AGENCY})?|{_NAME}{_MORE} {_AGENCY}){_DASH}(?=[A-Z0-9“\"‘'])"
)
#: Korean agencies write the place and themselves in brackets, and who wrote it behind.
_KOREAN = re.compile(
    r"(?:\[[^\]\n=]{2,20}=[^\]\n=]{2,20}\]|\([^)\n=]{2,20}=[^)\n=]{2,20}\))\s*"
    r"(?:[가-힣·]{2,5}(?:[·,] ?[가-힣]{2,5})* (?:기자|특파원|통신원)\s*=\s*)?(?=\S)"
)
#: What a line under a picture is called, before a whole sentence of it; a name alone is who took it.
_PICTURED = re.compile(
    r"(?:File )?(?:Photo|Picture|Image|Video|Caption)s?(?: caption)?: (?=[A-Z]\S*(?: \S+){4,}\.)"
)
#: An abbreviation is too short to be the name of a place.
_LEAST = 4


def behind_dateline(text: str, start: int, end: int) -> int:
    """Where a paragraph's first sentence begins: behind its dateline, if it has one."""
    if label := _KOREAN.match(text, start, end) or _PICTURED.match(text, start, end):
        return label.end()
    found = _DATELINE.match(text, start, end)
    if found is None or len(found["place"]) < _LEAST or text[start:end].isupper():
        return start
    return found.end()
