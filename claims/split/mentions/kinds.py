"""Which pronouns a name or a noun answers to."""

from claims.split.mentions import words
from claims.split.mentions.words import ANY, HE, IT, PERSON, SHE, THEY

_BODY_LABELS = frozenset({"ORG", "NORP"})
_PLACE_LABELS = frozenset({"GPE", "LOC"})
_THING_LABELS = frozenset({"FAC", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW", "LANGUAGE"})


def fits_of_name(name: tuple[str, ...], label: str, title: str, *, plural: bool) -> tuple[int, bool]:
    """Give the pronouns that a name answers to, and whether that is sure.

    `name` is in lower case without its title; `label` is what the parser takes it for.
    """
    if title:
        return words.TITLES[title], True
    if plural and label != "PERSON":
        return THEY, label != ""
    if label == "PERSON" and len(name) == 1:
        return PERSON, True
    last = name[-1].rstrip("s")
    if name[-1] in words.BODIES or last in words.BODIES:
        return IT | THEY, True
    if name[-1] in words.PLACES:
        return IT, True
    return _by_label(name, label)


def _by_label(name: tuple[str, ...], label: str) -> tuple[int, bool]:
    given = words.given_names().get(name[0], 0)
    if label == "PERSON":
        return PERSON, True
    if given and (len(name) in {2, 3} or label == ""):
        return PERSON | (IT if label else 0), label == ""
    if label in _PLACE_LABELS:
        return IT | (PERSON if given else 0), not given
    if label in _BODY_LABELS:
        return IT | THEY | (PERSON if len(name) == 1 else 0), False
    if label in _THING_LABELS:
        return IT | (PERSON if given or len(name) == 1 else 0), False
    return ANY & ~THEY, False


def leaning(name: tuple[str, ...], fits: int) -> int:
    """Give the one pronoun that a given name lets expect, 0 where it lets expect none."""
    given = words.given_names().get(name[0], 0) & fits
    return given if given in {HE, SHE} else 0


def fits_of_noun(noun: str, word: str, *, plural: bool) -> tuple[int, bool]:
    """Give the pronouns that a common noun answers to, and whether that is sure.

    `noun` is its singular and `word` the noun as it stands, both in lower case.
    """
    if noun == "people" or word == "people":
        return THEY, True
    fits, sure = _of_singular(noun)
    if plural:
        return THEY, True
    return fits, sure


def _of_singular(noun: str) -> tuple[int, bool]:
    last = noun.rpartition("-")[2]
    if noun in words.MEN or last in {"man", "father"}:
        return HE, True
    if noun in words.WOMEN or last in {"woman", "mother"}:
        return SHE, True
    if noun in words.BODIES:
        return IT | THEY, True
    if noun in words.ROLES or noun in words.KIN or noun in words.TITLES:
        return PERSON | THEY, True
    if noun.endswith(("man", "er", "or", "ist", "ian", "ee", "ant")):
        return PERSON | IT, False
    return IT, False
