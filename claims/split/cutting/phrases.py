"""Noun phrases in short, and the verb forms that a rule may put in: is, was, has, and a finite verb."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from claims.split.cutting.pieces import Piece, inherited, made
from claims.split.repairs.words import is_hyphen
from claims.vocab import WordOrigin

if TYPE_CHECKING:
    from claims.split.parsed import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
#: What a noun keeps when it is named again.
_KEPT = frozenset(
    {"det", "compound", "amod", "nummod", "poss", "nmod", "quantmod", "predet", "case", "advmod", "punct"}
)
_PAST = frozenset({"VBD", "VBN"})
_COUNTS = frozenset("two three four five six seven eight nine ten".split())
_PLURAL_WORDS = frozenset({"they", "we", "you", "these", "those"})


def subject_of(verb: Token) -> Token | None:
    """A verb's own subject, if it has one."""
    return next((child for child in verb.children if child.dep_ in SUBJECTS), None)


def short_phrase(head: Token, *, full: bool = False) -> list[Token]:
    """A noun with what names it: its article, names, adjectives, and an "of"; in order.

    Clauses, appositions and brackets that only add to it are left out, and so are coordinated
    nouns unless `full`.
    """
    kept: list[Token] = []
    for child in head.children:
        if (
            child.i < head.i
            and (child.dep_ in _KEPT or _is_part_of_word(child, head))
            and child.text not in {",", "(", ")", "–", "—"}
        ):
            kept += [t for t in child.subtree if t.dep_ not in {"relcl", "appos"}]
        elif (
            child.dep_ == "case"
            or (child.dep_ == "prep" and child.lower_ == "of")
            or (full and child.dep_ in {"cc", "conj"})
        ):
            kept += _without_additions(child)
        elif (
            full
            and child.dep_ == "punct"
            and child.text == ","
            and any(c.dep_ == "conj" for c in head.children)
        ):
            kept.append(child)
    return sorted([*kept, *_rest_of_word(head), head], key=lambda token: token.i)


def _is_part_of_word(child: Token, head: Token) -> bool:
    """Say whether a hyphen joins a word to its noun: "the 22-year-old"."""
    mark = head.doc[head.i - 1]
    return child.dep_ == "npadvmod" and mark.text == "-" and not mark.whitespace_ and child.i >= head.i - 3


def _rest_of_word(head: Token) -> list[Token]:
    """What a hyphen joins to a noun: of "brother-in-law" no brother is left."""
    doc = head.doc
    found: list[Token] = []
    while (at := head.i + len(found) + 1) < len(doc) - 1 and is_hyphen(doc[at]):
        if not head.is_ancestor(doc[at + 1]):
            break
        found += doc[at : at + 2]
    return found


def _without_additions(top: Token) -> list[Token]:
    left_out: set[int] = set()
    for token in top.subtree:
        if token.dep_ in {"relcl", "appos", "acl"}:
            left_out |= {t.i for t in token.subtree}
    found = [t for t in top.subtree if t.i not in left_out]
    while found and found[-1].is_punct and found[-1].text not in {")", "”", '"'}:
        found.pop()
    return found


def is_plural(head: Token, *, alone: bool = False) -> bool:
    """Say whether a noun, or unless it is `alone` nouns joined by "and", takes a verb in the plural."""
    if (
        not alone
        and any(child.dep_ == "conj" for child in head.children)
        and any(child.dep_ == "cc" and child.lower_ == "and" for child in head.children)
    ):
        return True
    if head.tag_ == "NNPS" and head.ent_type_ == "PERSON":
        return False
    counted = head.tag_ == "NNP" and any(c.dep_ == "nummod" and c.lower_ in _COUNTS for c in head.lefts)
    return counted or head.tag_ in {"NNS", "NNPS"} or head.lower_ in _PLURAL_WORDS


def is_past(verb: Token) -> bool:
    """Say whether a clause speaks of the past, by its first finite word."""
    helpers = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    first = next((h for h in helpers if h.tag_ in {"VBD", "VBZ", "VBP", "MD"}), None)
    if first is not None:
        return first.tag_ == "VBD" or first.lower_ in {"had", "was", "were", "did"}
    return verb.tag_ in _PAST


def tense_verb(token: Token) -> Token | None:
    """The nearest verb above a word that stands in a tense."""
    at = token
    for _ in range(40):
        if at.pos_ in {"VERB", "AUX"} and (
            at.tag_ in {"VBD", "VBZ", "VBP"} or any(c.tag_ in {"VBD", "VBZ", "VBP", "MD"} for c in at.lefts)
        ):
            return at
        if at.head.i == at.i:
            return None
        at = at.head
    return None


def copula(about: Token, head: Token, *, past: bool, alone: bool = False) -> Piece:
    """The form of "be" between a noun, alone or with those joined to it, and what is said of it."""
    plural = is_plural(head, alone=alone)
    if head.lower_ == "i":
        return made(about, "was" if past else "am", WordOrigin.COPULA)
    word = ("were" if plural else "was") if past else ("are" if plural else "is")
    return made(about, word, WordOrigin.COPULA)


def finite(verb: Token, head: Token, *, past: bool, alone: bool = False) -> Piece:
    """A participle as the finite verb of a subject: "referring" becomes "referred" or "refers"."""
    tag = "VBD" if past else ("VBP" if is_plural(head, alone=alone) or head.lower_ == "i" else "VBZ")
    if verb.lemma_ == "be":
        return made(verb, copula(verb, head, past=past, alone=alone).text, WordOrigin.INFLECTION)
    return made(verb, inflected(verb.lower_, tag), WordOrigin.INFLECTION)


@cache
def inflected(word: str, tag: str) -> str:
    """Another form of a verb, by its Penn tag."""
    from lemminflect import getInflection, getLemma

    lemma = (getLemma(word, upos="VERB") or (word,))[0]
    found = getInflection(lemma, tag=tag)
    return str(found[0]) if found else word


def named_again(head: Token, *, full: bool = False) -> list[Piece]:
    """A noun phrase in short as inherited words."""
    return [inherited(token) for token in short_phrase(head, full=full)]
