"""Which words of a claim its passages do not have: counted, not understood. Never a verdict.

A word that says little (of, the, was) goes with the words it leads to. Weights are round and set by
hand; `docs/passages.md` tells where they come from.
"""

from collections.abc import Iterable, Sequence

from claims.evidence.figures import figures_of, same_figure
from claims.evidence.words import STOP, Word, is_past, words_of

#: From this doubt on a word is shown as not covered.
SHOWN = 0.4
#: What is doubted of a word that is not there: a number, a name, a name at the claim's start, another word.
_NUMBER, _NAME, _FIRST, _WORD = 1.0, 0.9, 0.55, 0.75
#: What is doubted of a word whose relative stands there ("elect", "elector"), and of one of the title.
_KIN, _TITLE = 0.5, 0.2
#: A past tense is often put in other words; so is any word of a claim whose numbers or names differ.
_PAST, _TOLD, _UNTOLD = -0.4, -0.15, 0.1
_BEHIND_COVERED, _BEHIND_DOUBTED = -0.2, 0.1
#: How far a word's doubt reaches the word that leads to it, its article, and any other light word.
_LEADING, _ARTICLE, _LONE_ARTICLE, _LIGHT = 0.75, 0.75, 0.4, 0.6
_ALIKE_LETTERS = 5

_LEADS = frozenset(
    """of in on at by for from with as to into during after before until since under over between through
    against about and or but among within while""".split()
)
_ARTICLES = frozenset("a an the his her its their this that these".split())


def uncovered(claim: str, passages: Iterable[str], *, title: str = "") -> tuple[tuple[int, int], ...]:
    """Find the words of a claim that its passages do not have, in reading order.

    Args:
        claim: the claim's text.
        passages: the quoted passages, with their neighbours if wanted; none covers nothing.
        title: what the article is about; its words are taken as known.

    Returns:
        Stretches of the claim in code points, half-open, from one word to another.
    """
    words, passages = words_of(claim), list(passages)
    absences = _absences(words, _Known(passages, title))
    for start, end in _told_otherwise(claim, passages):
        absences = [0.0 if start <= word.start < end else n for word, n in zip(words, absences, strict=True)]
    doubts = _doubts(words, absences, claim)
    found: list[tuple[int, int]] = []
    for n, word in enumerate(words):
        if doubts[n] > SHOWN:
            goes_on = n and doubts[n - 1] > SHOWN
            found.append((found.pop()[0] if goes_on else word.start, word.end))
    return tuple(found)


def _told_otherwise(claim: str, passages: Iterable[str]) -> list[tuple[int, int]]:
    """Where the claim's numbers stand that a passage has in other signs: "5 million" for "5,000,000"."""
    there = [figure for passage in passages for figure in figures_of(passage)]
    found = figures_of(claim)
    return [(one.start, one.end) for one in found if any(same_figure(one, other) for other in there)]


class _Known:
    """What the passages and the title have."""

    def __init__(self, passages: Iterable[str], title: str) -> None:
        self.keys = {word.key for passage in passages for word in words_of(passage)}
        self.beginnings = {key[:_ALIKE_LETTERS] for key in self.keys if len(key) >= _ALIKE_LETTERS}
        self.title = {word.key for word in words_of(title)}


def _absences(words: Sequence[Word], known: _Known) -> list[float]:
    """What is doubted of each word for itself; 0 of one that is there or says little."""
    return [0.0 if word.key in STOP else _absence(word, n == 0, known) for n, word in enumerate(words)]


def _absence(word: Word, first: bool, known: _Known) -> float:
    if word.key in known.keys:
        return 0.0
    if word.key[0].isdigit():
        return _NUMBER
    if word.key in known.title:
        return _TITLE
    if len(word.key) >= _ALIKE_LETTERS and word.key[:_ALIKE_LETTERS] in known.beginnings:
        return _KIN
    if word.name:
        return _FIRST if first else _NAME
    return _WORD


def _doubts(words: Sequence[Word], absences: Sequence[float], claim: str) -> list[float]:
    told = any(absence >= _NAME for absence in absences[1:])
    doubts = list(absences)
    for n, absence in enumerate(absences):
        if absence == _WORD:
            doubts[n] += (_TOLD if told else _UNTOLD) + _before(n, words, absences)
            if is_past(claim[words[n].start : words[n].end]):
                doubts[n] += _PAST
    for n in reversed(range(len(words) - 1)):  # "of the old": each light word has the doubt of what follows
        if words[n].key in STOP:
            doubts[n] = doubts[n + 1] * _reach(n, words, doubts)
    return doubts


def _before(n: int, words: Sequence[Word], absences: Sequence[float]) -> float:
    if not n or words[n - 1].key in STOP:
        return 0.0
    return _BEHIND_DOUBTED if absences[n - 1] >= _FIRST else _BEHIND_COVERED


def _reach(n: int, words: Sequence[Word], doubts: Sequence[float]) -> float:
    """How far the doubt of the next word reaches a light one."""
    key = words[n].key
    if key in _LEADS:
        return _LEADING
    before = next((doubts[k] for k in reversed(range(n)) if words[k].key not in STOP), 0.0)
    if key not in _ARTICLES:
        return _LIGHT if before > SHOWN else 0.0
    led = n and words[n - 1].key in _LEADS
    return _ARTICLE if led or before > SHOWN else _LONE_ARTICLE
