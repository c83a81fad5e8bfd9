"""Whether words that are cut out of a text lack what makes them mean something else."""

import re

from claims.anchor.typography import BREAK

#: Scripts whose words end where their letters do. Others join words to what follows: Korean writes its
#: particles so.
_LETTERS = "A-Za-z\u00c0-\u024f\u0300-\u036f\u0370-\u03ff\u0400-\u052f\u1e00-\u1fff"
_IN_WORD = re.compile(rf"[0-9{_LETTERS}{BREAK}][0-9{_LETTERS}{BREAK}²³¹\u2070-\u209c¼½¾]")
_IN_NUMBER = re.compile(r"[0-9][.,:/'][0-9]")
_IN_GROUPS = re.compile(r"[0-9][\u00a0\u2009\u202f][0-9]{3}(?![0-9])")
_MINUS = re.compile(r"(?:^|[\s(])-$")
_DENYING = re.compile(
    r"(?<!\w)(?:non|un|in|anti|ex|dis|mis|pre|post|half|semi|quasi|pseudo|counter|sub)-$", re.IGNORECASE
)
_DENIED = re.compile(r"'t(?!\w)", re.IGNORECASE)


def starts_inside(text: str, at: int) -> bool:
    """Say whether words of a folded text that start at `at` lack their beginning.

    That is the rest of a word or number, the sign of a number ("-5"), or a prefix that turns the word
    round ("non-fatal").
    """
    before = text[max(0, at - 9) : at]
    signed = bool(text[at : at + 1].isdigit() and _MINUS.search(before))
    return _goes_on(text, at) or signed or bool(_DENYING.search(before))


def ends_inside(text: str, at: int) -> bool:
    """Say whether words of a folded text that end at `at` go on there: a word, a number, "can't"."""
    return _goes_on(text, at) or bool(_DENIED.match(text, at))


def cuts_groups(text: str, at: int) -> bool:
    """Say whether a number written in groups ("12 000", with a space that keeps together) goes on at `at`."""
    return any(_IN_GROUPS.match(text, first) for first in (at - 1, at - 2) if first >= 0)


def _goes_on(text: str, at: int) -> bool:
    return bool(
        at
        and (
            _IN_WORD.match(text, at - 1)
            or _IN_NUMBER.match(text, at - 1)
            or (at > 1 and _IN_NUMBER.match(text, at - 2))
        )
    )
