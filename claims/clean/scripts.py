"""Which script a line is written in, by its letters."""

from collections import Counter
from collections.abc import Iterable

import regex

_SCRIPTS = {
    "Latin": r"\p{Script=Latin}",
    "Hangul": r"\p{Script=Hangul}",
    "Han": r"[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]",
    "Cyrillic": r"\p{Script=Cyrillic}",
    "Greek": r"\p{Script=Greek}",
    "Arabic": r"\p{Script=Arabic}",
    "Hebrew": r"\p{Script=Hebrew}",
    "Thai": r"\p{Script=Thai}",
    "Devanagari": r"\p{Script=Devanagari}",
}
_LETTERS = {name: regex.compile(rf"{pattern}+") for name, pattern in _SCRIPTS.items()}
# One Hangul or Han character says about as much as two Latin letters.
_WEIGHT = {"Hangul": 2, "Han": 2}


def letters(text: str) -> Counter[str]:
    """Count a text's letters by script; a syllable or Han character counts double."""
    if text.isascii():
        return Counter(Latin=sum(map(len, _LETTERS["Latin"].findall(text))))
    counts = {
        name: sum(map(len, found.findall(text))) * _WEIGHT.get(name, 1) for name, found in _LETTERS.items()
    }
    return Counter({name: count for name, count in counts.items() if count})


def main_script(lines: Iterable[str], least: float) -> str:
    """Name the script that has at least this share (0 to 1) of all letters, "" if none has."""
    total: Counter[str] = Counter()
    for line in lines:
        total.update(letters(line))
    name, count = next(iter(total.most_common(1)), ("", 0))
    return name if count and count >= least * total.total() else ""


def share(line: str, script: str) -> float:
    """Give the share of a line's letters that are of a script, 0 to 1; 1 if it has no letters."""
    found = letters(line)
    return found[script] / found.total() if found.total() else 1.0
