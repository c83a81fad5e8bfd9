"""Small questions about a parsed paragraph, answered in stretches of tokens (half-open indices).

Everything goes by a word's left and right edge, which the parser knows; no subtree is walked, so
a paragraph of one endless sentence costs no more than any other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claims.models.analysis import Bounds
    from claims.split.parsed import Doc, Token

#: Tokens `doc[first:last]`.
Stretch = tuple[int, int]

#: What a rule finds beside a verb: where the content lies, and the cue's other words.
Found = tuple[list[Stretch], tuple[int, ...]]

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_LOOSE = frozenset({",", ";", ":", "–", "—", "―", "-", "--", ".", "…"})
MARKS = frozenset({'"', "“", "”", "''", "``", "'", "‘", "’", "«", "»", "„"})


#: What the lemmatizer makes of "hoping", "denying" and their like.
_LEMMAS = {"hop": "hope", "deni": "deny", "rumour": "rumor"}


def lemma_of(token: Token) -> str:
    """A word's dictionary form in lower case."""
    lemma = token.lemma_.lower()
    return _LEMMAS.get(lemma, lemma)


def stretch_of(token: Token) -> Stretch:
    """A word with all that hangs on it."""
    return token.left_edge.i, token.right_edge.i + 1


def subject_of(verb: Token) -> Token | None:
    """A verb's own subject; of several the one nearest to it."""
    found = [child for child in verb.lefts if child.dep_ in SUBJECTS]
    return found[-1] if found else next((c for c in verb.rights if c.dep_ in SUBJECTS), None)


def helpers(verb: Token) -> list[Token]:
    """Its helping verbs and "to", in order."""
    return [child for child in verb.lefts if child.dep_ in {"aux", "auxpass"}]


def is_passive(verb: Token) -> bool:
    """Say whether a verb is passive, by its helping verb or as a bare participle after a noun."""
    return any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.lefts)


def is_negated(verb: Token) -> bool:
    """Say whether a verb has its "not" or "never"."""
    return any(child.dep_ == "neg" for child in verb.children)


def is_finite(verb: Token) -> bool:
    """Say whether a verb stands in a tense, by itself or through a helping verb."""
    return verb.tag_ in _FINITE or any(helper.tag_ in _FINITE for helper in helpers(verb))


def has_to(verb: Token) -> bool:
    """Say whether a verb is an infinitive with "to"."""
    return any(helper.tag_ == "TO" for helper in helpers(verb))


def word_before(token: Token) -> str:
    """The word before a token, as it stands; "" at the beginning."""
    return token.doc[token.i - 1].text if token.i else ""


def child_of(token: Token, *kinds: str) -> Token | None:
    """The first word that hangs on another in one of these ways."""
    return next((child for child in token.children if child.dep_ in kinds), None)


def without(stretch: Stretch, cuts: Iterable[Stretch]) -> list[Stretch]:
    """What is left of a stretch when others are cut out of it, in order."""
    left, (start, end) = [], stretch
    for first, last in sorted(cuts):
        if last <= start or first >= end:
            continue
        left.append((start, first))
        start = max(start, last)
    left.append((start, end))
    return [(first, last) for first, last in left if first < last]


def tidied(doc: Doc, stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Take commas, stops and white space off the edges of each stretch, and drop the empty ones."""
    narrowed = (_narrowed(doc, *stretch) for stretch in stretches)
    return tuple(
        stretch
        for stretch in narrowed
        if any(not t.is_punct and not t.is_space for t in doc[slice(*stretch)])
    )


def _narrowed(doc: Doc, start: int, end: int) -> Stretch:
    while start < end and (doc[start].is_space or doc[start].text in _LOOSE):
        start += 1
    while start < end and (doc[end - 1].is_space or doc[end - 1].text in _LOOSE or doc[end - 1].dep_ == "cc"):
        end -= 1
    return start, end


def characters(doc: Doc, stretches: Iterable[Stretch], offset: int) -> tuple[Bounds, ...]:
    """Stretches as characters of the article, `offset` being where the paragraph begins."""
    return tuple(
        (offset + doc[first].idx, offset + doc[last - 1].idx + len(doc[last - 1]))
        for first, last in stretches
        if first < last
    )


def climb(token: Token) -> Iterator[Token]:
    """The words above a token, nearest first."""
    while token.head.i != token.i:
        token = token.head
        yield token
