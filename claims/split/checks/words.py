"""The words two claims are compared by: their stems, without the small words."""

from __future__ import annotations

import re
from functools import cache, lru_cache

WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_SMALL = frozenset(
    "a an the this that these those and or but so as at by for from in into of off on onto out over to "
    "up upon with within is are was were be been being am has have had having do does did it its he she "
    "they them his her their him who whom which whose what there here also too very just then than "
    "about around some any such said says say saying according reported reports about approximately "
    "roughly nearly almost".split()
)
_IRREGULAR = {
    form: base
    for line in (
        "be was were is are been|begin began begun|bring brought|build built|buy bought|catch "
        "caught|choose chose chosen|come came|die died dead dying|draw drew drawn|drive drove "
        "driven|fall fell fallen|fight fought|find found|fly flew flown|get got gotten|give gave "
        "given|go went gone|grow grew grown|hold held|keep kept|know knew known|lay laid|lead "
        "led|leave left|lie lying|lose lost|make made|mean meant|meet met|pay paid|rise rose "
        "risen|run ran|see saw seen|sell sold|send sent|shoot shot|sink sank sunk|speak spoke "
        "spoken|spend spent|stand stood|steal stole stolen|strike struck|take took taken|teach "
        "taught|tell told|think thought|throw threw thrown|win won|write wrote written|man men|woman "
        "women|child children|person people"
    ).split("|")
    for base, *forms in [line.split()]
    for form in forms
}
#: Words that news uses for each other.
_ALIKE = (
    "begin start|end finish conclude|attend participate|buy purchase acquire|large big|shut close|"
    "approve adopt pass|construct build erect|wound injure hurt|firm company|physician doctor|"
    "automobile car|perish die|assist help|permit allow|require need|obtain get|depart leave|"
    "resign quit|dismiss fire sack oust"
)
_ENDINGS = (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))
_NEGATIONS = frozenset(
    {"not", "never", "no", "nobody", "none", "neither", "nor", "cannot", "without", "nothing"}
)
#: Words that make another thing of the same words: both claims must have them.
_TURNING = frozenset(
    "each per every daily weekly monthly annual annually yearly another more other additional further "
    "remaining rest average total altogether maximum minimum combined former previous previously "
    "earlier last next new initially originally later now currently once again second third will would "
    "shall could should may might can must if unless whether least most fewer less only half almost "
    "before after until since between all both some many few men women girls boys".split()
)
_HEDGE = re.compile(r"\b(?:(?:more|less|fewer) than|at (?:least|most)|almost)\b", re.IGNORECASE)
_PRESENT = frozenset({"is", "are", "has", "have", "does", "do", "am"})


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its ending, in lower case; words of the same meaning come out the same."""
    base = _base(word.lower().replace("’", "'").removesuffix("'s").removesuffix("'"))
    return _meant().get(base, base)


@cache
def _meant() -> dict[str, str]:
    """The words of `_ALIKE` in their bases."""
    lines = (line.split() for line in _ALIKE.split("|"))
    return {_base(other): _base(first) for first, *others in lines for other in others}


def _base(low: str) -> str:
    low = _IRREGULAR.get(low, low)
    kept = len(low) > 3 and not low.endswith(("ss", "us", "is"))
    for ending, instead in _ENDINGS if kept else ():
        if low.endswith(ending) and len(low) - len(ending) >= 3:
            return _evened(low.removesuffix(ending) + instead)
    return _evened(low)


def _evened(base: str) -> str:
    """Close and closed, plan and planned come out the same."""
    if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "aeiouls":
        return base[:-1]
    return base.removesuffix("e") if len(base) > 3 else base


def words_in(text: str) -> list[str]:
    """The words of a text in order, with their letters and figures as they stand."""
    return WORD.findall(text)


def stems_of(text: str) -> frozenset[str]:
    """The stems of a text's words that carry meaning; numbers in figures do not."""
    return frozenset(stem(word) for word in words_in(text) if carries(word))


def carries(word: str) -> bool:
    """Say whether a word carries meaning by itself, other than a number in figures."""
    low = word.lower()
    return (
        low not in _SMALL
        and low not in _NEGATIONS
        and not low.endswith(("n't", "n’t"))
        and not low[0].isdigit()
    )


def is_negated(text: str) -> bool:
    """Say whether a claim's words hold one negation; two are as good as none."""
    low = [word.lower() for word in words_in(text)]
    return sum(word in _NEGATIONS or word.endswith(("n't", "n’t")) for word in low) % 2 == 1


def turning_words(text: str) -> frozenset[str]:
    """The words that make another thing of the same words."""
    return frozenset(word.lower() for word in words_in(text)) & _TURNING


def without_hedges(text: str) -> str:
    """A text without "more than" and the like, which belong to a number."""
    return _HEDGE.sub(" ", text)


def is_present(text: str) -> bool:
    """Say whether a claim's helping verbs stand in the present."""
    return any(word.lower() in _PRESENT for word in words_in(text))
