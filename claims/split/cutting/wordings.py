"""The ways a noun phrase may be worded: in short or in full, and each member of a list by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import TYPE_CHECKING

from claims.split.cutting.kept import kept, kept_alone
from claims.split.cutting.pieces import Piece, as_inherited, own

if TYPE_CHECKING:
    from claims.split.parsed import Token

#: Of the ways to combine the members of several lists only so many are worded.
MOST = 16
QUOTES = frozenset({'"', "“", "”", "'", "‘", "’", "``", "''"})
_MARKS = frozenset({'"', "“", "”"})
EXAMPLES = frozenset({"including", "like"})
_LISTED = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "SYM", "DET"})
_BEFORE = frozenset(
    {
        "det",
        "compound",
        "amod",
        "nummod",
        "poss",
        "nmod",
        "quantmod",
        "predet",
        "advmod",
        "punct",
        "case",
        "neg",
    }
)
_TOGETHER = frozenset({"between", "among", "amongst"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})


@dataclass(slots=True)
class Wording:
    """One way to word a phrase: its words, the noun at its head, and which list members it took."""

    head: Token
    pieces: tuple[Piece, ...]
    picks: tuple[int, ...] = ()


@kept
def phrase(head: Token, *, full: bool = False, spread: bool = True) -> list[Wording]:
    """Every way to word a noun phrase; one where it holds no list that may be taken apart.

    Clauses and appositions are left out, and what hangs on it by a preposition other than "of"
    unless it is worded in full.
    """
    spoken = _relative(head)
    if spoken is not None:
        return [
            replace(w, pieces=tuple(as_inherited(w.pieces)), picks=())
            for w in _noun(spoken, full=False, spread=False, listed=False)
        ]
    chain = members(head) if spread else [head]
    if len(chain) < 2 or holds_together(head, chain):
        return _noun(head, full=full, spread=spread, listed=True)
    found: list[Wording] = []
    for token in chain:
        lent = lent_words(head, token)
        found += [
            replace(wording, pieces=(*lent, *wording.pieces), picks=(token.i, *wording.picks))
            for wording in _noun(token, full=full, spread=spread, listed=False)
        ]
    return found[:MOST]


def _relative(pronoun: Token) -> Token | None:
    """What "which" or "whom" behind a preposition stands for: "a film for which she won a prize"."""
    if pronoun.tag_ not in {"WDT", "WP"} or pronoun.dep_ != "pobj":
        return None
    clause = next((t for t in pronoun.ancestors if t.dep_ == "relcl"), None)
    return clause.head if clause is not None and clause.head.i < pronoun.i else None


@kept_alone
def members(first: Token) -> list[Token]:
    """The nouns of a list, of which each hangs on the one before."""
    found = [first]
    for at in found:
        if len(found) < 40:
            found += [c for c in at.rights if c.dep_ == "conj" and c.pos_ in _LISTED and not _is_not(c)]
    return found


def _is_not(member: Token) -> bool:
    """Say whether "and not" leads a noun: "the strike, and not the storm"."""
    return member.doc[max(0, member.left_edge.i - 1)].lower_ == "not" or any(
        c.dep_ == "neg" for c in member.lefts
    )


def holds_together(first: Token, chain: Sequence[Token]) -> bool:
    """Say whether a list means all its members at once: a choice, one name, words in quotes."""
    if first.head.lower_ in _TOGETHER or any(
        c.lower_ in {"or", "nor", "to"} for t in chain for c in t.children if c.dep_ == "cc"
    ):
        return True
    if all(t.ent_iob_ == "I" and t.ent_type_ and _one_name(first, t) for t in chain[1:]):
        return True
    return _in_one_quote(first, chain[-1])


def _one_name(first: Token, token: Token) -> bool:
    return all(t.ent_iob_ == "I" for t in first.doc[first.i + 1 : token.i + 1])


def _in_one_quote(first: Token, last: Token) -> bool:
    if any(t.text in _MARKS for t in first.doc[first.i : last.i]):
        return False
    return sum(t.text in _MARKS for t in first.doc[first.sent.start : first.i]) % 2 == 1


def lent_words(first: Token, token: Token) -> list[Piece]:
    """The article or owner that the first of a list lends to a later member."""
    if token.i == first.i or token.pos_ in {"PROPN", "PRON", "ADJ"}:
        return []
    if any(c.dep_ in {"det", "poss", "nummod"} for c in token.lefts):
        return []
    lenders = [c for c in first.lefts if c.dep_ in {"det", "poss"} and c.i < token.i]
    if token.tag_ in {"NNS", "NNPS"} and any(c.lower_ in {"a", "an"} for c in lenders):
        return []
    return as_inherited(own(t) for c in lenders for t in c.subtree)


def _noun(head: Token, *, full: bool, spread: bool, listed: bool) -> list[Wording]:
    """One member of a list, with all its own modifiers."""
    parts: list[tuple[int, list[list[Piece]]]] = [(head.i, [[own(t) for t in name_of(head)]])]
    taken = {piece.i for piece in parts[0][1][0]}
    for child in head.children:
        if child.i not in taken:
            words = _modifier(child, head, full=full, spread=spread, listed=listed)
            if words:
                parts.append((child.left_edge.i, words))
    parts.sort(key=lambda part: part[0])
    return [
        Wording(head, tuple(p for words in chosen for p in words), _picked(parts, chosen))
        for chosen in islice(product(*(words for _, words in parts)), MOST)
    ]


def _picked(parts: Sequence[tuple[int, list[list[Piece]]]], chosen: Sequence[list[Piece]]) -> tuple[int, ...]:
    return tuple(
        words[0].i for (_, ways), words in zip(parts, chosen, strict=True) if len(ways) > 1 and words
    )


def name_of(head: Token) -> list[Token]:
    """A noun with the rest of the name or date behind it."""
    found = [head]
    if not head.ent_type_:
        return found
    for token in head.doc[head.i + 1 : head.i + 8]:
        if token.ent_iob_ != "I" or token.ent_type_ != head.ent_type_ or _begins_next(head, token):
            break
        found.append(token)
    while found[-1].is_punct and len(found) > 1:
        found.pop()
    return found


def _begins_next(head: Token, mark: Token) -> bool:
    """Say whether a comma parts a name from the next of a list, where the parser has one name for both."""
    if mark.text != ",":
        return False
    chain = members(head)
    return len(chain) > 2 and not _one_name(head, chain[-1])


def _modifier(child: Token, head: Token, *, full: bool, spread: bool, listed: bool) -> list[list[Piece]]:
    if listed and child.dep_ == "preconj":
        return [[own(child)]]
    if child.i < head.i and (child.dep_ in _BEFORE or _measures(child, head)):
        return _leading(child, spread=spread)
    if child.dep_ == "prep" and child.i > head.i:
        if child.lower_ == "of" or _is_share(child) or (full and not is_example(child)):
            return [list(w.pieces) for w in prepositional(child, full=full, spread=spread)]
        return []
    if is_named_by(head, child):
        return [list(wording.pieces) for wording in phrase(child, spread=spread)]
    words = _behind(child, head, full=full, listed=listed)
    return [[own(t) for t in words]] if words else []


def _is_share(prep: Token) -> bool:
    """Say whether a preposition begins the whole of which a number is a part: "one in six"."""
    return prep.lower_ == "in" and prep.head.tag_ == "CD" and any(c.tag_ == "CD" for c in prep.rights)


def _measures(child: Token, head: Token) -> bool:
    """Say whether a word tells how much, as "58-year" in "the 58-year-old"; its hyphen goes with it."""
    return child.dep_ == "npadvmod" and head.pos_ in {"ADJ", "NOUN", "PROPN"}


def _behind(child: Token, head: Token, *, full: bool, listed: bool) -> Sequence[Token]:
    """What stays of a word behind a noun that no preposition leads."""
    if listed and child.dep_ in {"cc", "conj"}:
        return without_additions(child)
    if listed and child.text == "," and child.i > head.i and any(c.dep_ == "conj" for c in head.children):
        return [child]
    if child.dep_ in {"case", "nummod", "advmod"} or child.text in QUOTES:
        return list(child.subtree)
    if _is_needed(child, head) or (full and _says_which(child)):
        return without_additions(child)
    if full and child.dep_ == "appos" and child.ent_type_ in _PLACES and head.ent_type_ in _PLACES:
        return list(child.doc[child.left_edge.i - 1 : child.right_edge.i + 1])
    return []


def _is_needed(child: Token, head: Token) -> bool:
    """Say whether a noun says something else without what stands behind it: "those responsible"."""
    those = head.lower_ == "those" and child.dep_ in {"amod", "acl", "relcl"}
    return those or picks_out(child) or is_of_nothing(child)


def _says_which(clause: Token) -> bool:
    """Say whether an infinitive tells which one is meant: "the first to win", "his ability to run"."""
    to = any(c.tag_ == "TO" for c in clause.lefts)
    return to and clause.dep_ in {"acl", "relcl"} and clause.doc[clause.left_edge.i - 1].text != ","


def picks_out(clause: Token) -> bool:
    """Say whether a clause tells which of a kind are meant: "drivers who speed" says of none that they do."""
    noun, doc = clause.head, clause.doc
    told_of = {c.dep_ for c in noun.children} & {"det", "poss", "nummod"}
    if clause.dep_ != "relcl" or noun.tag_ != "NNS" or told_of or doc[clause.left_edge.i - 1].text == ",":
        return False
    return clause.tag_ in {"VBP", "VBZ"} or any(c.tag_ in {"VBP", "VBZ", "MD"} for c in clause.lefts)


def is_of_nothing(clause: Token) -> bool:
    """Say whether a clause with a subject is what there is no proof of."""
    said = any(c.dep_ == "mark" for c in clause.lefts)
    things = [clause.head, *(c for c in clause.head.rights if c.dep_ == "dobj" and c.i < clause.i)]
    return said and any(c.dep_ == "det" and c.lower_ == "no" for noun in things for c in noun.lefts)


def is_named_by(head: Token, child: Token) -> bool:
    """Say whether a name right behind a noun says which one: "the film Boy"."""
    if child.dep_ != "appos" or child.pos_ != "PROPN" or head.pos_ != "NOUN":
        return False
    between = child.doc[head.i + 1 : child.left_edge.i]
    return all(t.text in QUOTES for t in between)


def _leading(child: Token, *, spread: bool) -> list[list[Piece]]:
    if child.dep_ == "punct":
        return [[own(child)]] if child.text in QUOTES or child.text in {"-", "–", "$", "£", "€", "#"} else []
    chain = members(child) if spread and child.dep_ in {"amod", "nmod", "compound", "poss"} else [child]
    if len(chain) < 2 or holds_together(child, chain):
        return [[own(t) for t in child.subtree if t.dep_ not in {"relcl", "appos"}]]
    return [_alone(token) for token in chain]


def _alone(token: Token) -> list[Piece]:
    left_out: set[int] = set()
    for child in token.children:
        if child.dep_ in {"conj", "cc", "preconj"} or (child.is_punct and child.text not in QUOTES | {"-"}):
            left_out |= {t.i for t in child.subtree}
    return [own(t) for t in token.subtree if t.i not in left_out]


def is_example(prep: Token) -> bool:
    """Say whether a preposition gives examples: "including", "such as", "like"."""
    return prep.lower_ in EXAMPLES or (prep.lower_ == "as" and any(c.lower_ == "such" for c in prep.lefts))


@kept
def prepositional(prep: Token, *, full: bool = False, spread: bool = True) -> list[Wording]:
    """Every way to word a preposition with its noun; the words before it ("shortly") stay."""
    nouns = [c for c in prep.children if c.dep_ == "pobj"]
    others = [c for c in prep.rights if c.dep_ in {"pcomp", "prep"}]
    if not nouns and len(others) == 1 and others[0].dep_ == "pcomp" and spread:
        return _gerunds(prep, others[0])
    if len(nouns) != 1 or others:
        return [Wording(prep, tuple(own(t) for t in without_additions(prep)))]
    before = [
        own(t) for c in prep.lefts if not c.is_punct and c.dep_ not in {"cc", "preconj"} for t in c.subtree
    ]
    return [
        Wording(wording.head, (*before, own(prep), *wording.pieces), wording.picks)
        for wording in phrase(nouns[0], full=full, spread=spread)
    ]


def _gerunds(prep: Token, first: Token) -> list[Wording]:
    """Of "by writing and directing films": by writing films, by directing films."""
    chain = [first]
    for at in chain:
        chain += [c for c in at.rights if c.dep_ == "conj" and c.tag_ == "VBG"]
    if len(chain) < 2:
        return [Wording(prep, tuple(own(t) for t in without_additions(prep)))]
    found = []
    for verb in chain:
        left_out = {
            t.i
            for c in verb.children
            if c.dep_ in {"conj", "cc", "preconj"} or c.text == ","
            for t in c.subtree
        }
        words = [own(t) for t in without_additions(verb) if t.i not in left_out]
        if len(words) == 1 and verb is not chain[-1]:
            words += [own(t) for c in chain[-1].rights if c.dep_ == "dobj" for t in without_additions(c)]
        found.append(Wording(prep, (own(prep), *words), (verb.i,)))
    return found


@kept_alone
def without_additions(top: Token) -> list[Token]:
    """The words under a token, without clauses and appositions behind nouns and marks at the end."""
    left_out: set[int] = set()
    for token in top.subtree:
        behind = token.dep_ in {"relcl", "appos", "acl"} and token.head.pos_ in _LISTED and token.i != top.i
        if behind and not (picks_out(token) or is_of_nothing(token)):
            left_out |= {t.i for t in token.subtree}
    found = [t for t in top.subtree if t.i not in left_out]
    while found and found[-1].is_punct and found[-1].text not in {")", "”", '"'}:
        found.pop()
    return found


def texts(pieces: Iterable[Piece]) -> str:
    """The words of pieces in small letters, for comparing."""
    return " ".join(piece.text.lower() for piece in pieces)
