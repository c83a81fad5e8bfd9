"""Every wording of a fact that says when, where, how or with whom: one for each adjunct of a verb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.split.cutting.candidates import (
    NOUNS,
    Candidate,
    Inner,
    can_be_bare,
    complement,
    definite,
    worded,
)
from claims.split.cutting.kept import kept
from claims.split.cutting.owners import VERBAL
from claims.split.cutting.phrases import copula
from claims.split.cutting.pieces import own
from claims.split.cutting.wordings import (
    Wording,
    is_example,
    members,
    phrase,
    prepositional,
    without_additions,
)

if TYPE_CHECKING:
    from claims.split.cutting.frames import Frame
    from claims.split.parsed import Token

ADJUNCTS = frozenset({"prep", "npadvmod", "agent", "advcl", "advmod"})


@dataclass(frozen=True, slots=True)
class Adjunct:
    """What may be said of a verb beside its core: a phrase, what it hangs on, and the phrase around it."""

    token: Token
    host: Token
    depth: int
    around: Token | None = None


def adjuncts_of(frame: Frame, inner: Sequence[Token]) -> list[Adjunct]:
    """All adjuncts of a verb, and what hangs on its objects and adjuncts by a preposition, in order."""
    found: list[Adjunct] = []
    said = {piece.i for piece in frame.verbs} | {token.i for token in inner} | frame.skip
    for verb in frame.chain:
        for child in verb.children:
            if child.dep_ in ADJUNCTS and child.i not in said and _says_something(child):
                found += _below(child, verb, 0)
            elif child.dep_ == "advmod" and child.i in said and child.i > verb.i:
                found += [a for c in child.rights if c.dep_ == "prep" for a in _below(c, verb, 0)]
    for token in inner:
        if token.dep_ in NOUNS and token is not frame.put_back:
            for member in members(token):
                found += [a for c in member.rights if c.dep_ == "prep" for a in _below(c, member, 1)]
    return found


def _says_something(child: Token) -> bool:
    if child.dep_ == "advmod":
        alone = not child.children
        behind = child.i > child.head.i + 1
        asked = any(t.tag_ == "WRB" for t in child.subtree)
        return not asked and (not alone or (behind and child.pos_ == "ADV"))
    if child.dep_ == "advcl":
        return child.pos_ in VERBAL
    return not (is_example(child) or _adds(child)) and (bool(child.rights) or child.dep_ == "npadvmod")


def _adds(prep: Token) -> bool:
    """Say whether a phrase only names what else there is: "in addition to his work", "apart from that"."""
    noun = next((c for c in prep.rights if c.dep_ == "pobj"), None)
    return prep.lower_ in _BESIDES or (prep.lower_ == "in" and noun is not None and noun.lower_ == "addition")


_BESIDES = frozenset({"besides", "except"})


def _below(prep: Token, host: Token, depth: int, around: Token | None = None) -> list[Adjunct]:
    named = not depth or not (prep.lower_ == "of" or is_example(prep))
    found = [Adjunct(prep, host, depth, around)] if named else []
    if prep.dep_ not in {"prep", "agent"} or depth > 2:
        return found
    for other in prep.rights:
        if other.dep_ == "conj" and other.pos_ == "ADP":
            found += _below(other, host, depth)
        elif other.dep_ == "pobj":
            for member in members(other):
                found += [
                    a for c in member.rights if c.dep_ == "prep" for a in _below(c, member, depth + 1, prep)
                ]
    return found


def with_adjunct(
    frame: Frame, inner: Inner, adjunct: Adjunct, near: Sequence[Token], marks: tuple[str, ...]
) -> Iterator[Candidate]:
    """Every wording of one adjunct: behind the core, without the objects, behind others, of its noun."""
    told = (*marks, *adjunct_marks(frame, adjunct))
    yield from _behind_core(frame, inner, adjunct, told)
    yield from _led(frame, inner, adjunct, near, told)
    if adjunct.token.lower_ == "as":
        yield from _as_what(frame, adjunct, told)
    if adjunct.depth:
        yield from _of_host(frame, adjunct, told)


def _behind_core(frame: Frame, inner: Inner, adjunct: Adjunct, marks: tuple[str, ...]) -> Iterator[Candidate]:
    token = adjunct.token
    manners, short = [(True, "each")], worded_adjunct(token, full=False, spread=True)
    if len(short) > 1 or inner.listed or len(frame.who) > 1:
        manners.append((False, "all"))
    for spread, manner in manners:
        hosted = _hosted(inner, adjunct, spread=spread)
        bases = [("core", hosted)]
        if hosted and can_be_bare(frame):
            bases.append(("bare", []))
        for length, said in _lengths(token, spread=spread):
            for base, objects in bases:
                parts = _in_place(inner, objects, said, token)
                for words in worded(frame, parts, spread=spread):
                    yield Candidate(token.i, f"{base} {length} {manner}", words, token, "adjunct", marks)


def _in_place(
    inner: Inner, objects: Sequence[list[Wording]], said: list[Wording], token: Token
) -> list[list[Wording]]:
    """An adjunct behind the objects, but before a clause behind it: "know by May whether it is"."""
    later = [t.dep_ == "ccomp" and t.i > token.i for t in inner.tokens] if objects else []
    if not any(later) or len(later) != len(objects):
        return [*objects, said]
    at = later.index(True)
    return [*objects[:at], said, *objects[at:]]


def _lengths(token: Token, *, spread: bool) -> Iterator[tuple[str, list[Wording]]]:
    short = worded_adjunct(token, full=False, spread=spread)
    yield "short", short
    full = worded_adjunct(token, full=True, spread=spread)
    if full != short:
        yield "full", full


def _hosted(facts: Inner, adjunct: Adjunct, *, spread: bool) -> list[list[Wording]]:
    """The objects of a verb; of a list only the member that the adjunct hangs on."""
    found = []
    for token, ways in zip(facts.tokens, facts.each if spread else facts.all, strict=True):
        if adjunct.depth and token.i > adjunct.token.i:
            continue
        if adjunct.host.i != token.i and adjunct.host in members(token):
            found.append(complement(adjunct.host, full=False, spread=spread)[:1])
        else:
            found.append(ways)
    return found


def _led(
    frame: Frame, inner: Inner, adjunct: Adjunct, near: Sequence[Token], marks: tuple[str, ...]
) -> Iterator[Candidate]:
    """An adjunct behind the first one, all before it, or the one around it: "returned to Spain in 2019"."""
    token = adjunct.token
    earlier = [adjunct.around] if adjunct.around is not None else [t for t in near if t.i < token.i]
    if not earlier or (adjunct.depth and (adjunct.around is None or adjunct.around.lower_ == "of")):
        return
    told = (*marks, f"lead:{earlier[0].lower_}")
    objects = [ways[:1] for at, ways in zip(inner.tokens, inner.all, strict=True) if at.i < earlier[0].i]
    said = worded_adjunct(token, full=False, spread=True)
    leads = [("led each", earlier[:1])] + ([("behind each", earlier)] if len(earlier) > 1 else [])
    for option, lead in leads:
        before = [worded_adjunct(other, full=False, spread=False)[:1] for other in lead]
        for words in worded(frame, [*objects, *before, said], spread=True):
            yield Candidate(token.i, option, words, token, "adjunct", told)


def _as_what(frame: Frame, adjunct: Adjunct, marks: tuple[str, ...]) -> Iterator[Candidate]:
    """Of "served as a minister": was a minister."""
    token = adjunct.token
    be = copula(token, frame.whole.head, past=frame.past)
    for noun in token.rights:
        for wording in phrase(noun) if noun.dep_ == "pobj" else ():
            words = (*frame.whole.pieces, be, *wording.pieces)
            yield Candidate(token.i, "as", words, token, "adjunct", marks)


def _of_host(frame: Frame, adjunct: Adjunct, marks: tuple[str, ...]) -> Iterator[Candidate]:
    """What hangs on a noun, said of the noun: "the scenes are from the Book of Gates"."""
    noun = definite(phrase(adjunct.host, spread=False)[0].pieces)
    be = copula(adjunct.token, adjunct.host, past=frame.past)
    for length, ways in _lengths(adjunct.token, spread=True):
        for wording in ways:
            words = (*noun, be, *wording.pieces)
            yield Candidate(adjunct.token.i, f"host {length}", words, adjunct.token, "adjunct", marks)


@kept
def worded_adjunct(token: Token, *, full: bool = False, spread: bool = True) -> list[Wording]:
    """Every way to word an adjunct."""
    if token.dep_ in {"prep", "agent"}:
        return prepositional(token, full=full, spread=spread)
    if token.dep_ == "npadvmod":
        return phrase(token, full=full, spread=spread)
    said = without_additions(token)
    if token.dep_ == "advcl" and not full:
        left_out = {
            t.i for c in token.rights if c.dep_ in _BESIDE and not _needed(c, token) for t in c.subtree
        }
        said = [t for t in said if t.i not in left_out]
    return [Wording(token, tuple(own(t) for t in said))]


def _needed(prep: Token, verb: Token) -> bool:
    """Say whether a verb without an object needs the phrase behind it: "came to power", not "came in May"."""
    if prep.dep_ != "prep" or prep.i != verb.i + 1 or any(c.dep_ in _OBJECTS for c in verb.rights):
        return False
    return not any(c.ent_type_ in {"DATE", "TIME"} for c in prep.rights)


_OBJECTS = frozenset({"dobj", "attr", "acomp", "oprd", "xcomp", "ccomp"})
#: What a clause beside a verb can do without.
_BESIDE = frozenset({"prep", "npadvmod", "advcl", "conj", "cc", "punct"})


def adjunct_marks(frame: Frame, adjunct: Adjunct) -> tuple[str, ...]:
    """What the model is told of an adjunct."""
    token = adjunct.token
    noun = next((c for c in token.children if c.dep_ == "pobj"), token)
    verb = frame.chain[-1]
    near = [c for c in verb.rights if c.dep_ in ADJUNCTS]
    return (
        f"by:{token.lower_ if token.dep_ in {'prep', 'agent'} else token.dep_}",
        f"depth:{adjunct.depth}",
        f"entity:{noun.ent_type_}",
        f"host:{adjunct.host.dep_ if adjunct.depth else 'verb'}",
        f"place:{'front' if token.i < verb.i else 'first' if near and near[0].i == token.i else 'later'}",
        f"verb by:{verb.lemma_.lower()} {token.lower_}",
    )
