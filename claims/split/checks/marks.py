"""Quotation marks that open and never close."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.models.analysis import Bounds
from claims.split.checks.page import Page
from claims.split.checks.rule import Finding

_OPENING, _CLOSING, _STRAIGHT = "“", "”", '"'
#: So many paragraphs on a quotation may still close.
_AHEAD = 3
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class _Marks:
    """The marks of a paragraph: those another opens on, those open at its end, and how it begins.

    `goes_on` says that its first mark opens it or closes what was open before.
    """

    slips: tuple[int, ...]
    opened: tuple[int, ...]
    goes_on: bool
    any: bool


def never_closed(page: Page) -> Iterator[Finding]:
    """Find a quotation that is open where another begins, or where its last paragraph ends.

    A quotation may run over paragraphs if each begins with a mark. Single marks are left alone, for
    they are apostrophes too; so is a text that quotes „as German does“.
    """
    if "„" in page.text:
        return
    read = [_read(page.text, start, end) for start, end in page.paragraphs]
    for number, marks in enumerate(read):
        closes = not marks.opened or _closes_later(read[number + 1 : number + 1 + _AHEAD])
        for at in marks.slips + (() if closes else marks.opened):
            yield _finding(page, at)


def _closes_later(following: Sequence[_Marks]) -> bool:
    return next((marks.goes_on for marks in following if marks.any), False)


def _finding(page: Page, at: int) -> Finding:
    sentence: Bounds = page.sentences[page.sentence_numbers(at, at + 1)[0]]
    words = " ".join(page.text[at : min(sentence[1], at + _SHOWN)].split())
    return Finding(f"The quotation that begins with {words} … never closes.", ((at, at + 1),), (sentence,))


def _read(text: str, start: int, end: int) -> _Marks:
    places = _places(text, start, end)
    opened: dict[str, int] = {}
    slips: list[int] = []
    balanced = text.count(_OPENING, start, end) <= text.count(_CLOSING, start, end)
    for at in places:
        if _ends(text, at, end):
            opened.pop(_closed_by(text[at], opened), None)
            continue
        before = opened.get(text[at])
        if before is not None and not (balanced and text[at] == _OPENING):
            slips.append(before)
        opened[text[at]] = at
    goes_on = bool(places) and (places[0] == start or _ends(text, places[0], end))
    return _Marks(tuple(slips), tuple(opened.values()), goes_on, any=bool(places))


def _places(text: str, start: int, end: int) -> list[int]:
    """The marks in order; without the straight ones where one may mean inches (6")."""
    signs = (_OPENING, _CLOSING, _STRAIGHT)
    found = [at for at in range(start, end) if text[at] in signs]
    inches = any(text[at] == _STRAIGHT and text[at - 1 : at].isdigit() for at in found)
    return [at for at in found if not (inches and text[at] == _STRAIGHT)]


def _ends(text: str, at: int, end: int) -> bool:
    """Say whether a mark closes; “ and " do too where no word follows, for some write so."""
    following = text[at + 1 : min(at + 2, end)]
    if text[at] == _CLOSING or not following.strip():
        return True
    before = text[at - 1 : at]
    return bool(before.strip()) and before not in "([–—-/“'‘" and not following.isalnum()


def _closed_by(sign: str, opened: dict[str, int]) -> str:
    """Which open mark another closes: its like, or else the last one."""
    like = _OPENING if sign == _CLOSING else sign
    return like if like in opened else next(reversed(opened), "")
