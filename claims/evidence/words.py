"""The words of a text as passages are compared by: folded, stemmed, with where they stand."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from claims.folding import fold

#: Words that say nothing of what a text is about.
STOP = frozenset(
    """a an and are as at be been being but by did do does for from had has have he her hers him his how i
    if in into is it its itself me my of on or our she so such than that the their them then there
    these they this those to was we were what when where which while who whom whose why will with
    would you your also after before during about over under between through can could may might
    must should s t re ve ll d m""".split()
)
_CJK = r"\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af"
_RUN = re.compile(rf"[{_CJK}]+|[^\W_{_CJK}]+(?:[.,][0-9]+)*(?:['’][^\W_{_CJK}]+)*")
_CJK_FIRST = re.compile(f"[{_CJK}]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands: `key` is what it is compared by, `name` and `number` what it looks like."""

    key: str
    start: int
    end: int
    name: bool
    number: bool


def words_of(text: str) -> list[Word]:
    """The words of a text in order; a Korean, Chinese or Japanese run gives its overlapping pairs."""
    return [
        Word(key, start, end, text[start].isupper(), text[start].isdigit()) for key, start, end in _read(text)
    ]


@lru_cache(20_000)
def keys_of(text: str) -> tuple[str, ...]:
    """What the words of a sentence are compared by, in order."""
    return tuple(key for key, _, _ in _read(text))


def _read(text: str) -> Iterator[tuple[str, int, int]]:
    for found in _RUN.finditer(text):
        run, start = found[0], found.start()
        if run[0] < "\u1100" or not _CJK_FIRST.match(run):
            yield key_of(run), start, found.end()
            continue
        for at in range(max(1, len(run) - 1)):
            yield run[at : at + 2], start + at, start + min(at + 2, len(run))


@lru_cache(50_000)
def key_of(word: str) -> str:
    """What a word is compared by: no accents, capitals, possessive, ending; a number by its digits."""
    if word == "May":  # the month, which else would be a word that says little
        return word
    plain = word.lower() if word.isascii() else fold(word).replace("’", "'")
    if plain[0].isdigit():
        return _ORDINAL.sub(r"\1", plain.replace(",", ""))
    plain = plain.removesuffix("'s").replace("'", "")
    return plain if plain in STOP else _SAME.get(plain) or stem(plain)


#: Verbs, and how else they are written: no ending tells it.
_VERBS = """
    become: became; begin: began begun; break: broke broken; bring: brought; build: built; buy: bought
    catch: caught; choose: chose chosen; come: came; draw: drew drawn; drive: drove driven
    eat: ate eaten; fall: fell fallen; feel: felt; fight: fought; find: found; fly: flew flown
    forget: forgot forgotten; get: got gotten; give: gave given; go: went gone; grow: grew grown
    hear: heard; hold: held; keep: kept; know: knew known; lead: led; leave: left; lose: lost
    make: made; mean: meant; meet: met; pay: paid; rise: rose risen; run: ran; say: said; see: saw seen
    seek: sought; sell: sold; send: sent; shoot: shot; sing: sang sung; sit: sat; speak: spoke spoken
    spend: spent; stand: stood; strike: struck; take: took taken; teach: taught; tell: told
    think: thought; throw: threw thrown; win: won; write: wrote written; die: died death dead dies
    dy: dying; bear: born
"""
#: Other words of which no ending tells that they are one.
_OTHERS = """
    man: men; woman: women; child: children; person: people; foot: feet; 1: one first; 2: two second
    3: three third; 4: four fourth; 5: five fifth; 6: six sixth; 7: seven seventh; 8: eight eighth
    9: nine ninth; 10: ten tenth; 11: eleven eleventh; 12: twelve twelfth; 15: fifteen fifteenth
    20: twenty twentieth; 30: thirty; 40: forty; 50: fifty; 100: hundred; jan: january; feb: february
    mar: march; apr: april; jun: june; jul: july; aug: august; sep: september sept; oct: october
    nov: november; dec: december; uk: britain british; us: usa american america; percent: per cent %
"""


def _table(lines: str) -> dict[str, str]:
    entries = (entry.strip().partition(": ") for line in lines.splitlines() for entry in line.split(";"))
    return {form: key for key, _, forms in entries for form in (key, *forms.split()) if key}


_SAME = _table(_VERBS + _OTHERS)
_PASTS = frozenset(form for form, key in _table(_VERBS).items() if form != key)
_ORDINAL = re.compile(r"([0-9]+)(?:st|nd|rd|th|s)$")


def is_past(word: str) -> bool:
    """Whether a word looks like the past tense of an English verb."""
    return word.endswith("ed") or word in _PASTS


def stem(word: str) -> str:
    """An English word without its ending, about as Porter (1980) cuts it ("publisher": "publish")."""
    if len(word) <= 3 or not word.isascii():
        return word
    for left in range(max(3, len(word) - _LONGEST), len(word)):  # the longest ending first
        instead = _ENDINGS.get(word[left:])
        if instead is not None and _VOWEL.search(word, 0, left):
            return _smooth(word[:left] + instead)
    return _smooth(word)


_VOWEL = re.compile("[aeiouy]")
_ENDINGS = {
    ending: instead
    for line in """
    ational at/izations iz/ization iz/fulness /ousness /iveness /ations at/ation at/ements /ement /ments /ment
    /ities /ity /ness /ings /ing /ied y/ies y/edly /ed /ers /er /ors or/ions /ion /ably /able /ibly /ible
    /ically ic/ally al/ly /ives iv/ive iv/ences enc/ence enc/ances /ance /es /s
    """.replace("\n", "").split("/")
    for ending, _, instead in [line.strip().partition(" ")]
    if ending
}
_LONGEST = max(map(len, _ENDINGS))


def _smooth(word: str) -> str:
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    if len(word) > 4 and word.endswith("e"):
        word = word[:-1]
    return word[:-1] + "i" if len(word) > 2 and word.endswith("y") else word
