"""What can be seen in a text without parsing it: its words, and the signs in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from claims.triage.words import (
    FILLING,
    LENGTHS,
    MATTERS,
    NO_NOUN,
    NOT_A_NAME,
    NOT_SUPERLATIVE,
    NOUN_ENDINGS,
    SIGNS,
)

_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*(?:st|nd|rd|th)?"
    r"|[^\W\d_]+(?:['’-][^\W\d_]+|-\d+)*"  # "Covid-19" is a name, not a number
    r"|[^\w\s]"
)
#: No longer, so that a mark that never closes costs nothing.
_QUOTED = re.compile(r"“[^”]{1,80}”|\"[^\"]{1,80}\"|«[^»]{1,80}»")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
#: A capital after one of these is none of its own.
_OPENS = frozenset('.!?:"“‘(«-–—•')
_NEVER_NAMES = frozenset({"i", "i'm", "i've", "i'll", "i'd", "no"})
_ASKS = frozenset("?？؟")
#: What a phrase that is a sign ends with; and such phrases have at most three words.
_ENDS = frozenset(words.rpartition(" ")[2] for words in SIGNS if " " in words)

#: From how many on a text has the sign.
FULL_NAMES = {1: "full name", 2: "full names", 4: "many full names"}
TERMS = {1: "term", 2: "terms"}
#: A name counts no more words than these.
_MOST = 3

START, NAME = "<start>", "<name>"
NUMBER, YEAR, RANK, DAY = "<number>", "<year>", "<rank>", "<day>"


@dataclass(slots=True)
class Reading:
    """A text read: `terms` are its words in order, lower case, classes such as `<name>` in angle brackets.

    `signs` holds for each sign the words that gave it, in order, repeats included; `length` counts words.
    """

    terms: list[str] = field(default_factory=lambda: [START])
    signs: dict[str, list[str]] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    length: int = 0


class _Token(NamedTuple):
    """What is known of a token wherever it stands."""

    term: str
    signs: tuple[str, ...]
    is_word: bool = False
    may_be_name: bool = False
    may_end: bool = False


def read(text: str) -> Reading:
    """Read a text of any length, in one pass; one that is all capitals is read as if it had none."""
    tokens = _TOKEN.findall(text.lower() if text.isupper() else text)
    found = Reading()
    before = "."
    for at, token in enumerate(tokens):
        known = _look_up(token)
        if known.term == NUMBER and _is_day(found.terms[-1], token, tokens[at + 1 : at + 2]):
            known = _Token(DAY, ("day",))
        if known.may_be_name and (before not in _OPENS or _goes_on(tokens, at, known.term)):
            _take_name(found, token, known.signs)
        else:
            if known.signs or known.may_end:
                _take_signs(found, token, known)
            found.terms.append(known.term)
        found.length += known.is_word
        before = token
    _take_whole(found, text, tokens)
    return found


@lru_cache(maxsize=20_000)
def _look_up(token: str) -> _Token:
    if token[0].isalpha():
        return _word(token)
    if not token[0].isdecimal():
        return _Token(token, SIGNS.get(token, ()), may_end=token in _ENDS)
    if token[-1].isalpha():
        return _Token(RANK, ("rank",))
    return _Token(YEAR, ("year",)) if _YEAR.fullmatch(token) else _Token(NUMBER, ("number",))


def _word(token: str) -> _Token:
    low = token.lower().replace("’", "'")
    signs = SIGNS.get(low) or _by_parts(token) or _by_ending(low)
    may_be_name = token[0].isupper() and "month" not in signs and low not in _NEVER_NAMES
    return _Token(low, signs, True, may_be_name, low in _ENDS)


def _by_parts(token: str) -> tuple[str, ...]:
    """The signs of "five-year", which are those of its parts; a name such as "Yong-won" has none."""
    parts = token.split("-") if token[0].islower() else []
    return tuple(dict.fromkeys(sign for part in parts for sign in SIGNS.get(part, ())))


def _is_day(before: str, token: str, after: list[str]) -> bool:
    """Whether a number is a day of the month that stands beside it."""
    beside = (before, *(word.lower() for word in after))
    return len(token) <= 2 and any("month" in SIGNS.get(word, ()) for word in beside)


def _by_ending(low: str) -> tuple[str, ...]:
    if low.endswith("est") and len(low) > 4 and low not in NOT_SUPERLATIVE:
        return ("superlative",)
    return ("-ed",) if low.endswith("ed") and len(low) > 4 else ()


def _goes_on(tokens: list[str], at: int, term: str) -> bool:
    """Whether a first word with a capital begins a name: another capital follows, as in "Ada Moor"."""
    return tokens[at + 1 : at + 2] != [] and tokens[at + 1][0].isupper() and term not in NOT_A_NAME


def _take_signs(found: Reading, token: str, known: _Token) -> None:
    for sign in known.signs:
        found.signs.setdefault(sign, []).append(token)
    if known.may_end:
        before = found.terms[-2:]
        for phrase in (f"{before[-1]} {known.term}", " ".join((*before, known.term))):
            for sign in SIGNS.get(phrase, ()):
                found.signs.setdefault(sign, []).append(phrase)


def _take_name(found: Reading, token: str, signs: tuple[str, ...]) -> None:
    """Add a name; its words make one term, but each tells what it is a sign of ("Senate")."""
    for sign in (*signs, "acronym") if len(token) > 1 and token.isupper() else signs:
        found.signs.setdefault(sign, []).append(token)
    if found.terms[-1] == NAME:
        found.names[-1] += f" {token}"
    else:
        found.names.append(token)
        found.terms.append(NAME)


def _take_whole(found: Reading, text: str, tokens: list[str]) -> None:
    if found.names:
        found.signs["name"] = found.names
        _take_full_names(found)
    _take_terms(found)
    if (told := found.signs.get("quote")) and (quoted := _QUOTED.search(text)):
        found.signs["quote"] = [quoted[0], *(word for word in told if word not in quoted[0])]
    if _ASKS & set(tokens[-2:]):
        found.signs["question"] = ["?"]
    for length, sign in LENGTHS.items():
        if found.length <= length:
            break
        found.signs[sign] = []


def _take_full_names(found: Reading) -> None:
    """Names of several words tell more exactly who it was; each counts its words but the first."""
    full = [name for name in found.names if " " in name]
    words = sum(min(name.count(" "), _MOST) for name in full)
    for least, sign in FULL_NAMES.items():
        if words >= least:
            found.signs[sign] = full


def _take_terms(found: Reading) -> None:
    """Two words that name one thing, as "bus lane": such a thing can be looked up."""
    beside = pairwise(found.terms)
    terms = [f"{one} {other}" for one, other in beside if _is_full(one) and _is_noun(other)]
    for least, sign in TERMS.items():
        if len(terms) >= least:
            found.signs[sign] = terms


@lru_cache(maxsize=20_000)
def _is_full(term: str) -> bool:
    return term[0].isalpha() and term not in FILLING and not term.endswith("ly")


@lru_cache(maxsize=20_000)
def _is_noun(term: str) -> bool:
    """Whether a word can be what a term is about, by the lists or by its ending; a guess."""
    ends = len(term) > 5 and term.endswith(NOUN_ENDINGS)
    return term in MATTERS or (ends and term not in NO_NOUN and term not in FILLING)
