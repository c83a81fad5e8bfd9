"""Which of the possible cuts are made: a linear model with named weights, one set for each profile.

A profile is how finely the annotators of one corpus cut. The product's own claims do not ask here:
their rules are in `claims.split.policy`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from claims.split.cutting.build import Cut, Share
from claims.split.cutting.phrases import subject_of

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_WEIGHTS = Path(__file__).with_name("weights_claims.json")

#: What is weighed for all kinds of places together too, not only for each kind by itself.
_SHARED = frozenset(
    {"others", "balance", "length", "inside", "around", "root", "balance+length", "size", "rest", "comma"}
)
_CLAUSAL = frozenset(
    """clause predicate adverbial participle relative reduced apposition content beside gerund""".split()
)
_TELLING = frozenset(
    """dobj attr acomp ccomp xcomp prep advcl neg aux auxpass conj expl relcl agent""".split()
)
_JOINTS = frozenset({",", ";", "-", "–", "—", ":"})
_QUOTES = frozenset({'"', "“", "”"})

Weights = Mapping[str, float]
Place = Cut | Share


@dataclass(frozen=True, slots=True)
class Profile:
    """The name of a set of weights, and what each place's linear score gains: above 0 cuts more finely."""

    name: str
    shift: float = 0.0


@cache
def weights() -> dict[str, dict[str, float]]:
    """All weights, by profile and feature."""
    found: dict[str, dict[str, float]] = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
    return found


def weights_of(name: str) -> Weights:
    """The weights of one profile.

    Raises:
        ValueError: if there is none of that name; the text lists those there are.
    """
    there = weights()
    if name not in there:
        raise ValueError(f"no profile {name!r}; there are {', '.join(sorted(there))}")
    return there[name]


def chosen(
    sentence: Span, cuts: Sequence[Cut], shares: Sequence[Share], profile: Profile | str
) -> tuple[list[Cut], list[Share]]:
    """The cuts and lists whose chance is even or better; of cuts that exclude each other the likeliest."""
    profile = Profile(profile) if isinstance(profile, str) else profile
    return chosen_by(sentence, cuts, shares, weights_of(profile.name), profile.shift)


def chosen_by(
    sentence: Span, cuts: Sequence[Cut], shares: Sequence[Share], model: Weights, shift: float = 0.0
) -> tuple[list[Cut], list[Share]]:
    """What `chosen` gives, by weights that need not be in the file."""
    best: dict[tuple[int, str], tuple[float, Cut]] = {}
    for cut in cuts:
        likely = chance(features(sentence, cut, cuts), model, shift)
        key = slot(cut)
        if likely >= 0.5 and likely > best.get(key, (0.0, cut))[0]:
            best[key] = (likely, cut)
    lists = [share for share in shares if chance(features(sentence, share, cuts), model, shift) >= 0.5]
    return [cut for _, cut in best.values()], lists


def slot(cut: Cut) -> tuple[int, str]:
    """What only one of the cuts with the same answer may take: its word, and the way it is cut."""
    return cut.token.i, cut.kind.removesuffix("_also")


def chance(names: Iterable[str], model: Weights, shift: float = 0.0) -> float:
    """The chance from 0 to 1 that a place with these features is cut."""
    total = sum(model.get(name, 0.0) for name in names) + shift
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def features(sentence: Span, place: Place, cuts: Sequence[Cut] = ()) -> list[str]:
    """The named features of a place, each of weight one; `cuts` are all of the sentence.

    A name is `group:value` after the kind of place; groups that tell the same of every kind stand
    without it too.
    """
    kind = place.kind
    told = list(_of_cut(sentence, place, cuts) if isinstance(place, Cut) else _of_list(place))
    told += _where(sentence, place.token)
    shared = [name for name in told if group(name) in _SHARED]
    return ["bias", kind, *(f"{kind} {name}" for name in told), *shared]


def group(name: str) -> str:
    """What a feature is about, as in "size" of "relative size:<=7" and "mark+rest" of "mark+rest:and <=4"."""
    before, colon, _ = name.partition(":")
    return before.rpartition(" ")[2] if colon else ""


# --- one cut ----------------------------------------------------------------------------------


def _of_cut(sentence: Span, cut: Cut, cuts: Sequence[Cut]) -> Iterator[str]:
    span = cut.removed or frozenset(token.i for token in cut.token.subtree)
    size = sum(piece.text[0].isalnum() for piece in cut.pieces)
    rest = len(sentence) - len(span)
    yield from _what_is_cut(cut, size)
    yield from _what_is_left(sentence, cut.token, rest)
    yield from _balance(sentence, size, rest)
    yield from _how_it_is_joined(cut, size, rest, span)
    yield from _where_it_stands(sentence, span)
    yield from _beside_others(cut, cuts, span)


def _what_is_cut(cut: Cut, size: int) -> Iterator[str]:
    token = cut.token
    verbal = token.pos_ in {"VERB", "AUX"}
    first = min((piece.i for piece in cut.pieces), default=token.i)
    yield f"size:{_bucket(size)}"
    yield f"tag:{token.tag_}" if verbal else f"pos:{token.pos_}"
    yield f"lemma:{token.lemma_.lower()}"
    yield f"first:{token.doc[min(first, token.left_edge.i)].lower_}"
    yield f"subject:{_subject(token)}"
    for relation in sorted({child.dep_ for child in token.children} & _TELLING):
        yield f"child:{relation}"


def _what_is_left(sentence: Span, token: Token, rest: int) -> Iterator[str]:
    head = token.head
    yield f"rest:{_bucket(rest)}"
    yield f"headtag:{head.tag_}"
    yield f"headlemma:{head.lemma_.lower()}"
    yield f"headsubject:{_subject(head)}"
    yield f"root:{sentence.root.lemma_.lower()}"


def _balance(sentence: Span, size: int, rest: int) -> Iterator[str]:
    yield f"balance:{_bucket(min(size, rest))}"
    yield f"balance+length:{_bucket(min(size, rest))} {_bucket(len(sentence))}"


def _how_it_is_joined(cut: Cut, size: int, rest: int, span: frozenset[int]) -> Iterator[str]:
    start = min(span)
    comma = any(cut.token.doc[at].text in _JOINTS for at in (start, max(0, start - 1)))
    yield f"mark:{cut.mark}"
    yield f"comma:{comma}"
    yield f"mark+comma:{cut.mark} {comma}"
    yield f"mark+rest:{cut.mark} {_bucket(rest)}"
    yield f"mark+size:{cut.mark} {_bucket(size)}"
    yield f"under+comma:{cut.token.head.dep_} {comma}"


def _where_it_stands(sentence: Span, span: frozenset[int]) -> Iterator[str]:
    start = min(span) - sentence.start
    yield f"front:{start == 0}"
    yield f"end:{max(span) >= sentence.end - 2}"
    yield f"at:{min(5, 6 * start // len(sentence))}"


def _beside_others(cut: Cut, cuts: Sequence[Cut], span: frozenset[int]) -> Iterator[str]:
    """How many other clauses might be cut: in all, inside of this one, and around it."""
    others = [c for c in cuts if c.token.i != cut.token.i and c.kind.split("_")[0] in _CLAUSAL]
    places = {other.token.i for other in others}
    yield f"others:{min(4, len(places))}"
    yield f"inside:{min(3, len(places & span))}"
    yield f"around:{min(3, sum(cut.token.i in other.removed for other in others))}"


# --- one list ---------------------------------------------------------------------------------


def _of_list(share: Share) -> Iterator[str]:
    yield f"members:{min(5, len(share.members))}"
    yield f"mark:{share.mark}"
    yield f"pos:{share.token.pos_}"
    yield f"named:{any(piece.text[:1].isupper() for piece in share.members[-1])}"
    yield f"long:{_bucket(max(len(member) for member in share.members))}"
    if share.token.dep_ == "pobj":
        yield f"headlemma:{share.token.head.lemma_.lower()}"


# --- both -------------------------------------------------------------------------------------


def _where(sentence: Span, token: Token) -> Iterator[str]:
    yield f"length:{_bucket(len(sentence))}"
    yield f"under:{token.head.dep_}"
    yield f"headpos:{token.head.pos_}"
    if token.ent_type_:
        yield f"entity:{token.ent_type_}"
    if sum(before.text in _QUOTES for before in sentence[: token.i - sentence.start]) % 2:
        yield "quoted:True"


def _subject(verb: Token) -> str:
    """The pronoun a verb's subject is, or else what kind of word."""
    subject = subject_of(verb)
    if subject is None:
        return "none"
    return subject.lower_ if subject.pos_ == "PRON" else subject.pos_


def _bucket(size: int) -> str:
    for limit in (2, 3, 4, 5, 7, 9, 12, 16, 22, 30, 45):
        if size <= limit:
            return f"<={limit}"
    return ">45"
