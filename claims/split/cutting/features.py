"""What is told of a place where a sentence may be cut, and of the claims that a choice of cuts yields.

A feature is a name of weight one, `group:value`, after the kind of place or "claim" or "choice".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from claims.split.cutting.build import Cut, Proposition, Share
from claims.split.cutting.phrases import subject_of
from claims.vocab import WordOrigin

if TYPE_CHECKING:
    from claims.split.parsed import Span, Token

Place = Cut | Share

#: What is weighed for all kinds of places together too, not only for each kind by itself.
_SHARED = frozenset(
    """others balance length inside around root balance+length size rest comma
    part+left finite before depth""".split()
)
_CLAUSAL = frozenset(
    """clause predicate adverbial participle relative reduced apposition content beside gerund""".split()
)
_TELLING = frozenset(
    """dobj attr acomp ccomp xcomp prep advcl neg aux auxpass conj expl relcl agent""".split()
)
_JOINTS = frozenset({",", ";", "-", "–", "—", ":"})
_QUOTES = frozenset({'"', "“", "”"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OPEN = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
#: Words that a claim which might be cut further holds.
_JOINING = frozenset("because but so and which who when if that while although as or where".split())
_HELD = _JOINING | {";", ":", ","}
_DEEPEST = 4


def of_place(sentence: Span, place: Place, cuts: Sequence[Cut] = ()) -> list[str]:
    """The features of a place; `cuts` are all of the sentence.

    Groups that tell the same of every kind stand without the kind too.
    """
    kind = place.kind
    told = list(_of_cut(sentence, place, cuts) if isinstance(place, Cut) else _of_list(place))
    told += _where(sentence, place.token)
    shared = [name for name in told if group(name) in _SHARED]
    return ["bias", kind, *(f"{kind} {name}" for name in told), *shared]


def of_choice(sentence: Span, sizes: Sequence[int]) -> list[str]:
    """The features of a choice of cuts by how many words each of its claims has."""
    number, length = len(sizes), sum(not token.is_punct for token in sentence)
    finite = sum(token.tag_ in _FINITE for token in sentence)
    told = [
        f"claims:{min(6, number)}",
        f"claims+length:{min(6, number)} {_bucket(length)}",
        f"claims+finite:{min(6, number)} {min(7, finite)}",
        f"least:{_bucket(min(sizes))}",
        f"most:{_bucket(max(sizes))}",
        f"least+claims:{_bucket(min(sizes))} {min(4, number)}",
        f"covered:{min(3, max(-3, round(4 * (sum(sizes) - length) / max(1, length))))}",
    ]
    return [f"choice {name}" for name in told]


def of_claim(claim: Proposition) -> list[str]:
    """The features of one claim; those of what is left of the sentence apart from those of a part."""
    pieces = [piece for piece in claim.pieces if piece.text.strip()]
    told = list(_edges([claim.head.doc[piece.i] for piece in pieces], size_of(claim)))
    part = "left" if claim.kind == "main" else "part"
    told += [f"{part}-{name}" for name in told]
    told += [f"holds:{word}" for word in sorted({piece.text.lower() for piece in pieces[1:]} & _HELD)]
    told.append(f"{claim.kind}-ordered:{all(one.i <= two.i for one, two in pairwise(pieces))}")
    told.append(f"lent:{pieces[0].origin is not WordOrigin.STATED}")
    return [f"claim {name}" for name in told]


def size_of(claim: Proposition) -> int:
    """How many words a claim has."""
    return sum(any(map(str.isalnum, piece.text)) for piece in claim.pieces)


def group(name: str) -> str:
    """What a feature is about, as in "size" of "relative size:<=7" and "mark+rest" of "mark+rest:and <=4"."""
    before, colon, _ = name.partition(":")
    return before.rpartition(" ")[2] if colon else ""


# --- one claim --------------------------------------------------------------------------------


def _edges(words: Sequence[Token], size: int) -> Iterator[str]:
    first, second, last = words[0], words[min(1, len(words) - 1)], words[-1]
    finite = sum(word.tag_ in _FINITE for word in words)
    yield f"size:{_bucket(size)}"
    yield f"finite:{min(4, finite)}"
    yield f"size+finite:{_bucket(size)} {min(3, finite)}"
    yield f"first:{first.tag_}"
    yield f"last:{last.tag_}"
    yield f"first+second:{first.pos_} {second.pos_}"
    if first.pos_ not in _OPEN:
        yield f"opens:{first.lower_}"
    if last.pos_ not in _OPEN:
        yield f"closes:{last.lower_}"


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
    if cut.pieces:
        yield from _verbs(sentence, cut)
        yield from _seam(sentence, cut, cuts)


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
    yield f"mark+headlemma:{cut.mark} {cut.token.head.lemma_.lower()}"
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


def _verbs(sentence: Span, cut: Cut) -> Iterator[str]:
    """How many finite verbs the part has, and what is left of the sentence."""
    doc = cut.token.doc
    part = sum(doc[piece.i].tag_ in _FINITE for piece in cut.pieces)
    left = sum(token.tag_ in _FINITE for token in sentence if token.i not in cut.removed)
    yield f"part:{min(3, part)}"
    yield f"left:{min(3, left)}"
    yield f"part+left:{min(2, part)} {min(2, left)}"
    yield f"mark+part+left:{cut.mark} {min(2, part)} {min(2, left)}"
    yield f"finite:{min(5, part + left)}"


def _seam(sentence: Span, cut: Cut, cuts: Sequence[Cut]) -> Iterator[str]:
    """The words on both sides of where the part begins, and whether the parse cuts there too."""
    doc = cut.token.doc
    first = next((p.i for p in cut.pieces if p.origin is WordOrigin.STATED), cut.pieces[0].i)
    start = min(cut.removed, default=cut.pieces[0].i)
    yield f"next:{doc[first].lower_}"
    yield f"mark+next:{cut.mark} {doc[first].pos_}"
    yield f"before:{doc[start - 1].tag_ if start > sentence.start else '^'}"
    yield f"depth:{_depth(cut.token)}"
    yield f"above:{cut.token.head.head.dep_}"
    seams = [c for c in cuts if c.kind.startswith("seam") and c is not cut]
    yield f"seams:{min(3, sum(not cut.removed.isdisjoint(c.removed) for c in seams))}"
    if cut.kind.startswith("seam"):
        yield f"parse:{'+'.join(_parsed_there(cut, first, cuts)[:2])}"


def _depth(token: Token) -> int:
    depth, at = 0, token
    while at.head.i != at.i and depth < _DEEPEST:
        depth, at = depth + 1, at.head
    return depth


def _parsed_there(cut: Cut, first: int, cuts: Sequence[Cut]) -> list[str]:
    """The kinds of cut that the parse gives for the same clause."""
    parsed = (c for c in cuts if c.pieces and not c.kind.startswith("seam") and not c.kind.endswith("_also"))
    return sorted({c.kind for c in parsed if c.token.i == cut.token.i or c.pieces[0].i == first})


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
