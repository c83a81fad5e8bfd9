"""Who is named as saying something: a source's words in short."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from claims.split.cutting.phrases import short_phrase
from claims.split.mentions import Mention, MentionKind

if TYPE_CHECKING:
    from claims.split.naming import Names
    from claims.split.parsed import Token
    from claims.split.whose import Saying

_SHORT = frozenset({MentionKind.PRONOUN, MentionKind.NAME})
_MARKS = ' ,“”"‘’'


def speaker_of(saying: Saying, names: Names) -> str:
    """The name of who says it, or the words that stand for them; "" if nobody is named.

    A pronoun is given as the name it stands for where that is known, a short name in full.
    """
    if not saying.source:
        return saying_elsewhere(saying, names)
    head = _head(saying, names)
    mention = names.known(head.i)
    if (
        mention is not None
        and mention.name
        and (mention.kind in _SHORT or names.is_bare(mention) or _is_named_beside(head, mention, names))
    ):
        return _bare(mention.name)
    if (person := _person_beside(head, saying)) is not None:
        return _bare(_joined(short_phrase(person), names))
    near = {*short_phrase(head, full=True), *_behind(head)}
    words = [t for t in sorted(near, key=lambda t: t.i) if t.i in saying.source] or [head]
    return _bare(_joined(words, names))


def _person_beside(head: Token, saying: Saying) -> Token | None:
    """Of "her clerk, Ada Moor, said" and "a spokesman for the firm, Jo Tarn, said" who it was."""
    named = [c for c in head.rights if c.dep_ == "appos" and c.ent_type_ == "PERSON" and c.i in saying.source]
    alone = head.pos_ == "NOUN" and head.tag_ == "NN" and not any(c.dep_ == "conj" for c in head.rights)
    return named[0] if alone and len(named) == 1 else None


def _behind(head: Token) -> list[Token]:
    """What tells whose or which a noun is: "for the ministry", "close to the family"."""
    told = [c for c in head.rights if c.dep_ in {"prep", "amod"} and c.left_edge.i == head.i + 1]
    words = [t for child in told for t in child.subtree]
    left_out = {t.i for word in words if word.dep_ in {"relcl", "acl", "appos"} for t in word.subtree}
    return [t for t in words if t.i not in left_out] if len(words) <= _LONGEST else []


_LONGEST = 8


def _is_named_beside(head: Token, mention: Mention, names: Names) -> bool:
    """Say whether the name follows at once: "the mayor, Ada Moor, said"."""
    named = any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in head.rights)
    at = (mention.antecedent or (0, 0))[0] - names.start
    return named and head.idx < at < head.idx + len(head.sent.text)


def saying_elsewhere(saying: Saying, names: Names) -> str:
    """Who says it where the source stands in another paragraph, in short."""
    if not saying.draft.source:
        return ""
    start, end = saying.draft.source[0]
    return _bare(names.text[start:end].split(",")[0])


def _head(saying: Saying, names: Names) -> Token:
    inside = sorted(saying.source)
    tokens = [names.doc[i] for i in inside]
    tops = [t for t in tokens if t.head.i not in saying.source or t.head.i == t.i]
    nouns = [t for t in tops if t.pos_ in {"NOUN", "PROPN", "PRON"}]
    return next(iter(nouns or tops or tokens))


def _joined(words: list[Token], names: Names) -> str:
    """Words as they stand, with a space where something between them is left out; whose it is by name."""
    found = ""
    for token, after in zip_longest(words, words[1:]):
        gap = after is not None and (token.whitespace_ or after.i != token.i + 1)
        found += _named(token, names) + (" " if gap else "")
    return found


def _named(token: Token, names: Names) -> str:
    """A word, or for "her" the name that it stands for: "her clerk" is Ada Moor’s clerk."""
    mention = names.known(token.i) if token.tag_ == "PRP$" else None
    if mention is None or not mention.name:
        return token.text
    return mention.name + ("’" if mention.name.endswith("s") else "’s")


def _bare(words: str) -> str:
    """Words without the article before and the possessive mark behind them."""
    first, _, rest = words.strip(_MARKS).partition(" ")
    bare = rest if rest and first.lower() in {"the", "a", "an"} else f"{first} {rest}"
    return " ".join(bare.strip(_MARKS).removesuffix("'s").removesuffix("’s").split())
