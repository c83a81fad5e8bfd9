"""Where words of an article stand after its outlet changed it. Nothing is moved without being said.

Words mean what their sentence says: "it will cost 5 million" is another claim when another firm says
it. So a place is only kept where its whole sentence is the same, and only offered where the sentence
says the same of the same names and numbers.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from claims.vocab import AnchorState

#: How alike a changed sentence must be to be offered, and by how much it must lead the next one.
ALIKE, LEAD = 0.9, 0.1
#: A sentence that is at least so alike may be the one, too.
_LIKELY = 0.8
#: Fewer words than this may stand anywhere.
_TELLING = 3
#: Words of so many letters say what a sentence is about.
_LONG = 4

#: More places than this nobody looks through.
MOST = 20

Bounds = tuple[int, int]

_WORD = re.compile(r"\w+(?:[.,’'-]\w+)*", re.UNICODE)
_NOT = frozenset({"not", "no", "never", "none", "nobody", "nothing", "without", "neither", "nor", "cannot"})


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of a place: where it stands now, or the places between which a person decides.

    `score` and `runner_up` are likenesses of sentences, 0 to 1; 1 where the sentence is the same.
    """

    state: AnchorState
    at: Bounds | None = None
    candidates: tuple[Bounds, ...] = ()
    score: float = 0.0
    runner_up: float = 0.0


def follow(place: Bounds, sentence: Bounds, old: str, sentences: Sequence[Bounds], new: str) -> Followed:
    """Say what became of a place in a text that was changed.

    Args:
        place: where the words stood in the old text, in code points.
        sentence: the sentence (or the sentences in a row) of the old text that they stood in.
        old: the old text.
        sentences: the sentences of the new text, in reading order.
        new: the new text.

    Returns:
        `anchored` if the sentence is the same and stands once, or its neighbours say which it is;
        `moved_unconfirmed` if one sentence is nearly the same, with the same names, numbers and
        negations, and none comes near it; `ambiguous` if several places may be meant, or the words
        stand in another sentence now; else `orphaned`.
    """
    words = old[slice(*sentence)]
    same = [found.start() for found in re.finditer(re.escape(words), new)]
    lead = _lead(old, sentence[0])
    kept = [at for at in same if _stands_free(new, at, at + len(words), led=_lead(new, at) == lead)]
    if kept:
        return _same(place, sentence, old, kept, new)
    return _changed(place, sentence, old, sentences, new)


def _lead(text: str, start: int) -> str:
    """What stands before a place on its line, such as a dateline."""
    return text[text.rfind("\n", 0, start) + 1 : start]


def _stands_free(text: str, start: int, end: int, *, led: bool) -> bool:
    """Whether words are a sentence there and not a part of one: "It closed." is none in "Ely: It closed.".

    `led` says that the line leads to them as it did before: a dateline ends without a full stop.
    """
    before, after = text[:start].rstrip(" "), text[end:].lstrip(" ")
    begins = led or not before or before[-1] in '.!?…\n"”’»)]'
    return begins and (not after or not after[0].isalnum() or text[end : end + 1] in (" ", "\n"))


def _same(place: Bounds, sentence: Bounds, old: str, kept: Sequence[int], new: str) -> Followed:
    start, end = sentence
    width, shift = end - start, place[0] - start
    places = [(at + shift, at + shift + place[1] - place[0]) for at in kept]
    before = len(re.findall(re.escape(old[start:end]), old))
    if len(kept) == 1 == before:
        return Followed(AnchorState.ANCHORED, places[0], score=1.0)
    around = [
        n for n, at in enumerate(kept) if _neighbours(old, start, end) == _neighbours(new, at, at + width)
    ]
    if len(around) == 1:
        return Followed(AnchorState.ANCHORED, places[around[0]], score=1.0)
    return Followed(AnchorState.AMBIGUOUS, candidates=tuple(places), score=1.0, runner_up=1.0)


def _neighbours(text: str, start: int, end: int) -> tuple[list[str], list[str]]:
    """Six words before and behind: what tells two equal sentences apart."""
    return text[max(0, start - 200) : start].split()[-6:], text[end : end + 200].split()[:6]


def _changed(place: Bounds, sentence: Bounds, old: str, sentences: Sequence[Bounds], new: str) -> Followed:
    words = old[slice(*sentence)]
    ranked = sorted(_likely(words, sentences, new), reverse=True)
    score, runner_up = ranked[0][0] if ranked else 0.0, ranked[1][0] if len(ranked) > 1 else 0.0
    if ranked and score >= ALIKE and score - runner_up >= LEAD:
        at = ranked[0][1]
        found = _part(old[slice(*place)], words, place[0] - sentence[0], new[slice(*at)])
        if found and _says_the_same(words, new[slice(*at)]):
            moved = (at[0] + found[0], at[0] + found[1])
            return Followed(AnchorState.MOVED_UNCONFIRMED, moved, (moved,), score, runner_up)
    candidates = _elsewhere(old[slice(*place)], new) or tuple(
        at for likeness, at in ranked if likeness >= ALIKE
    )
    state = AnchorState.AMBIGUOUS if candidates else AnchorState.ORPHANED
    return Followed(state, None, candidates[:20], score, runner_up)


def _likely(words: str, sentences: Sequence[Bounds], new: str) -> list[tuple[float, Bounds]]:
    wanted = _WORD.findall(words)
    count = Counter(wanted)
    found = []
    for at in sentences:
        there = _WORD.findall(new[slice(*at)])
        most = 2 * (count & Counter(there)).total() / max(1, len(wanted) + len(there))
        if most >= _LIKELY:
            likeness = SequenceMatcher(None, wanted, there, autojunk=False).ratio()
            found.append((likeness, at))
    return [one for one in found if one[0] >= _LIKELY]


def _says_the_same(one: str, other: str) -> bool:
    """Whether two sentences name the same names and numbers, deny the same, and no longer word was lost."""
    lost = Counter(_long(one)) - Counter(_long(other))
    return not lost and _marks(one) == _marks(other)


def _long(sentence: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(sentence) if len(word) >= _LONG]


def _marks(sentence: str) -> Counter[str]:
    words = _WORD.findall(sentence)
    names = [word for word in words[1:] if word[:1].isupper() or any(map(str.isdigit, word))]
    denied = [word for word in map(str.lower, words) if word in _NOT or word.endswith(("n't", "n’t"))]
    return Counter([*(word.lower() for word in words[:1]), *names, *denied])


def _part(quote: str, sentence: str, shift: int, changed: str) -> Bounds | None:
    """Where a part of a sentence stands in the changed sentence: its words, or what stands in their place."""
    if changed.count(quote) == 1:
        start = changed.index(quote)
        return start, start + len(quote)
    before, after = list(_WORD.finditer(sentence)), list(_WORD.finditer(changed))
    mine = [n for n, found in enumerate(before) if found.start() < shift + len(quote) and found.end() > shift]
    blocks = SequenceMatcher(
        None, [found[0] for found in before], [found[0] for found in after], autojunk=False
    ).get_matching_blocks()
    aligned = {block.a + k: block.b + k for block in blocks for k in range(block.size)}
    there = [aligned[n] for n in mine if n in aligned]
    if not mine or len(there) < max(1, len(mine) * _LIKELY):
        return None
    return after[there[0]].start(), after[there[-1]].end()


def _elsewhere(quote: str, new: str) -> tuple[Bounds, ...]:
    """The places where the very words stand now, in whatever sentence; none if they are too few to tell."""
    if len(_WORD.findall(quote)) < _TELLING:
        return ()
    found = [match.start() for match in re.finditer(re.escape(quote), new)]
    return tuple((at, at + len(quote)) for at in found)
