"""Words that a fact can do without, because another fact says them: qualities, origins, classes, names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from claims.split.cutting.candidates import ORIGINS, Candidate
from claims.split.cutting.owners import SHORT_TITLES, VERBAL
from claims.split.cutting.pieces import Piece
from claims.split.cutting.wordings import is_named_by, name_of
from claims.vocab import WordOrigin

if TYPE_CHECKING:
    from claims.split.parsed import Span, Token

#: Words without which a fact would say more than the sentence does.
_NEEDED = frozenset(
    """never hardly rarely seldom almost nearly barely scarcely not no allegedly reportedly supposedly
    apparently possibly probably perhaps falsely purportedly likely unlikely about roughly partly only
    former ex fake false alleged attempted potential possible would-be failed proposed planned future
    suspected supposed unsuccessful so-called presumed apparent likely few little no fictional""".split()
)
_SHORTENED = frozenset({"short each", "core short each", "bare short each", "for short each"})


def shortened(sentence: Span, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """The short candidates again, each time without one kind of words."""
    groups = _groups(sentence)
    options: dict[tuple[int, str], list[Candidate]] = {}
    for candidate in found:
        if candidate.option in _SHORTENED:
            options.setdefault((candidate.slot, candidate.option), []).append(candidate)
    for same in options.values():
        yield from _named_again(same)
        for name, words in groups.items():
            if any(p.i in words for candidate in same for p in candidate.pieces):
                for candidate in same:
                    kept = tuple(p for p in candidate.pieces if p.i not in words)
                    yield candidate.worded(kept, f"{candidate.option} -{name}")


def _named_again(same: Sequence[Candidate]) -> Iterator[Candidate]:
    """A noun that a clause behind it speaks of, as "the" and that noun alone."""
    if same[0].pieces[0].origin is not WordOrigin.INHERITED:
        return
    for candidate in same:
        end = next((n for n, p in enumerate(candidate.pieces) if p.origin is not WordOrigin.INHERITED), 0)
        head = candidate.head.doc[candidate.pieces[max(0, end - 1)].i]
        if end > 1 and head.pos_ == "NOUN":
            the = Piece(head.i, "the", WordOrigin.DETERMINER)
            pieces = (the, candidate.pieces[end - 1], *candidate.pieces[end:])
            yield candidate.worded(pieces, f"{candidate.option} the")


def _groups(sentence: Span) -> dict[str, set[int]]:
    groups: dict[str, set[int]] = {
        "origin": set(),
        "quality": set(),
        "class": set(),
        "name": set(),
        "of": set(),
        "adverb": set(),
    }
    for token in sentence:
        if token.dep_ in {"amod", "nmod", "compound"} and token.i < token.head.i:
            if token.ent_type_ in ORIGINS and token.head.ent_type_ != token.ent_type_:
                groups["origin"] |= {t.i for t in token.subtree}
            elif token.dep_ == "amod" and token.lower_ not in _NEEDED:
                groups["quality"] |= {t.i for t in token.subtree}
        elif token.dep_ == "prep" and token.lower_ == "of" and token.head.pos_ == "NOUN":
            groups["of"] |= {t.i for t in token.subtree}
        elif (
            token.dep_ == "advmod"
            and token.head.pos_ in VERBAL
            and token.pos_ == "ADV"
            and token.tag_ != "WRB"
            and token.lower_ not in _NEEDED
        ):
            groups["adverb"] |= {t.i for t in token.subtree}
        if token.pos_ == "PROPN":
            groups["class"] |= class_before(token)
            groups["name"] |= _name_behind(token)
    groups["both"] = groups["origin"] | groups["quality"] if groups["origin"] and groups["quality"] else set()
    return {name: words for name, words in groups.items() if words}


def class_before(name: Token) -> set[int]:
    """The words before a name that say what it is: "the British series" of "the British series Life"."""
    if is_named_by(name.head, name):
        return {
            t.i
            for t in name.head.doc[name.head.left_edge.i : name.left_edge.i]
            if t.text not in {"“", '"', "‘"}
        }
    before = [c for c in name.lefts if c.pos_ == "NOUN" and c.dep_ in {"compound", "nmod"}]
    if not before or before[-1].i > name.i - 1:
        return _title_before(name)
    last = before[-1].i
    between = name.doc[last + 1 : name.i]
    if any(t.pos_ not in {"PROPN", "DET", "PUNCT", "ADP", "PART"} for t in between):
        return set()
    return {i for i in range(name.left_edge.i, last + 1) if name.doc[i].dep_ not in {"poss", "case"}}


def _title_before(name: Token) -> set[int]:
    """The capitals before a person's name that are none of it: the "Prime Minister" Ann Lee."""
    if name.ent_type_ != "PERSON" or name.dep_ == "compound":
        return set()
    first = name.i
    while first > name.left_edge.i and name.doc[first].ent_iob_ == "I":
        first -= 1
    found: set[int] = set()
    for token in reversed(name.doc[name.left_edge.i : first]):
        if token.dep_ != "compound" or (token.head.i != name.i and token.head.i not in found):
            break
        if token.pos_ != "PROPN" or token.ent_type_ not in {"", "NORP"} or token.lower_ in SHORT_TITLES:
            break
        found.add(token.i)
    return found


def _name_behind(name: Token) -> set[int]:
    if is_named_by(name.head, name):
        return {t.i for t in name.subtree}
    return set()


def names_in(sentence: Span) -> Iterator[tuple[Token, set[int]]]:
    """Each name with a class before it."""
    for token in sentence:
        if token.pos_ == "PROPN":
            words = class_before(token)
            if words:
                yield token, words


def whole_name(name: Token) -> list[Token]:
    """A name with its own parts, from the first to the last."""
    words = class_before(name)
    return sorted(
        {
            t
            for t in (*name.subtree, *name_of(name))
            if t.i not in words and t.i < name.i + len(name_of(name))
        },
        key=lambda t: t.i,
    )
