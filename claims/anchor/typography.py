"""What may differ between a pasted quote and the text it stands in: typography and white space.

Both are folded to what two writings of the same words have in common. No letter and no digit becomes
another: composed and decomposed letters, ligatures and full width are the same letters, but "10²" is
not "102" and "É" is not "E".
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable
from dataclasses import dataclass

import regex

#: A hyphen at a line's end: a part of the word, or only of the page. No text holds this code point.
BREAK = "\ufdd0"

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»″＂", '"'),
        **dict.fromkeys("‘’‚‛′‹›`´ʼ＇", "'"),
        **dict.fromkeys("‐‑‒–—―−⸺－", "-"),
        **dict.fromkeys("ㆍ‧・･", "·"),
        "µ": "μ",
        BREAK: "\ufffd",
    }
)
#: Signs that nobody sees: zero-width ones, marks of direction, the choice of a glyph.
_UNSEEN = "\u200b\u200c\u200e\u200f\u061c\u2060\ufeff\ufe0e\ufe0f\u2066-\u2069\u202a-\u202c"
_LATIN = "A-Za-z\u00c0-\u024f"
_CJK = "\u3001-\u30ff\u3400-\u9fff"

_APART = regex.compile(r"[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?|[\x00-\x7f]\p{M}+|[^\x00-\x7f]\p{M}*")
_SIGN = re.compile(
    rf"[{_UNSEEN}]+|\u00ad(?![^\S\n]*\n[\s{_UNSEEN}]*\w)|(?<=[{_LATIN}])\u200d(?=[{_LATIN}])"
    r"|(?<=(?<!\w)[«‹])\s+|(?<!\s)\s+(?=[»›](?!\w)|[;:!?](?:\s|$))"
    r"|(?P<wide>[\uff66-\uff9d][\uff9e\uff9f]|[\ufb00-\ufb06\uff01-\uffe6\u2103\u2109\u3371-\u33df\u0132\u0133])"
    r"|(?P<dots>…)"
)
_WHITE = re.compile(
    r"(?P<broken>(?<=\w)[-\u00ad][^\S\n]*\n\s*(?=(?P<next>\w)))"
    rf"|(?P<none>(?<=[{_CJK}])[^\S\n]*\n\s*(?=[{_CJK}])|(?<=\d)\s+(?=%))"
    r"|(?P<dash>(?:^|(?<=[^\s\d-]))\s*-{1,3}\s*(?=[^\s\d-]|$)|-{2,3})"
    r"|(?P<dots>\s*\.(?:\s*\.){2,}\s*)"
    r"|(?P<quote>'')"
    r"|\s+"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text: the stretch of the text that `text[n]` stands for is `starts[n]` to `ends[n]`."""

    text: str
    starts: array[int]
    ends: array[int]

    def splits(self, at: int) -> bool:
        """Whether `at` lies inside what is one sign of the text: a ligature, an ellipsis."""
        return 0 < at < len(self.text) and self.starts[at] == self.starts[at - 1]


def fold(text: str) -> Folded:
    """Fold what may differ in a pasted quote: quotation marks, dashes, white space, unseen signs.

    A hyphen at a line's end between small letters becomes `BREAK`: only whoever compares can say
    whether it belongs to the word.
    """
    places = array("L", range(len(text) + 1))
    # Spaces inside guillemets and before a French "!" are told by those signs, so these are folded later.
    folded = Folded(text, places[:-1], places[1:])
    folded = _rewritten(folded, _SIGN, _sign)
    if not unicodedata.is_normalized("NFC", folded.text):
        folded = _rewritten(folded, _APART, lambda found: unicodedata.normalize("NFC", found[0]))
    alike = Folded(folded.text.translate(_ALIKE), folded.starts, folded.ends)
    return _rewritten(alike, _WHITE, _white)


def _sign(found: re.Match[str]) -> str:
    if found["dots"]:
        return "..."
    if not found["wide"]:
        return ""
    plain = unicodedata.normalize("NFKC", found[0])
    # "㎡" would read "m2", a macron would bring a space: what does not stay letters stays as it is
    kept = len(plain) > 1 and not plain.isalpha() and not plain.startswith("°")
    return found[0] if kept else plain


def _white(found: re.Match[str]) -> str:
    if found["broken"]:
        inside = found["next"].islower() and found.string[found.start() - 1].isalpha()
        return BREAK if inside else " " if found[0].startswith("\u00ad") else "-"
    if found["none"]:
        return ""
    if found["dash"]:
        return "-"
    return "..." if found["dots"] else '"' if found["quote"] else " "


def _rewritten(folded: Folded, pattern: re.Pattern[str], instead: Callable[[re.Match[str]], str]) -> Folded:
    """Replace what a pattern finds; each new sign stands for the whole stretch that it replaces."""
    out: list[str] = []
    starts, ends = array("L"), array("L")
    done = 0
    for found in pattern.finditer(folded.text):
        first, last = found.span()
        new = instead(found)
        out += [folded.text[done:first], new]
        starts += folded.starts[done:first]
        ends += folded.ends[done:first]
        starts.extend([folded.starts[first]] * len(new))
        ends.extend([folded.ends[last - 1]] * len(new))
        done = last
    out.append(folded.text[done:])
    return Folded("".join(out), starts + folded.starts[done:], ends + folded.ends[done:])


def pattern_of(quote: str) -> str:
    """The pattern of a folded quote's words in a folded text, where lines may break words in either."""
    out = []
    for at, char in enumerate(quote):
        inside = 0 < at < len(quote) - 1 and quote[at - 1].isalpha() and quote[at + 1].isalpha()
        if char == BREAK:
            out.append(f"[-{BREAK}]?")
        elif char == "-" and inside:
            out.append(f"[-{BREAK}]")
        elif char.isalpha() and at and quote[at - 1].isalpha():
            out.append(f"{BREAK}?{re.escape(char)}")
        else:
            out.append(re.escape(char))
    return "".join(out)
