"""Whose words a proposition is: what is said is taken out of the saying of it.

"X said P" gives two propositions: P, which is X's claim, and the saying of it, which is the article's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from claims.models.analysis import AttributionDraft, Bounds
from claims.split.cutting.build import Cut, Proposition, reads
from claims.split.cutting.owners import owner_pieces
from claims.split.cutting.phrases import short_phrase, subject_of
from claims.split.cutting.pieces import Piece, inherited, tidied
from claims.split.sentences import Paragraph
from claims.split.syntax import quoted, text_of
from claims.vocab import AttributionForm, Hedge, WordOrigin

if TYPE_CHECKING:
    from claims.split.parsed import Doc, Token

_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})


_BACKGROUND = ("title", "apposition", "judged")


@dataclass(frozen=True, slots=True)
class Saying:
    """An attribution as the tokens of a paragraph: who says it, the cue, and what is said."""

    draft: AttributionDraft
    cue: frozenset[int]
    content: frozenset[int]
    source: frozenset[int]
    #: Whether somebody claims the content to be so; who denies it, hopes it or may say it does not.
    is_claim: bool = True


@dataclass(frozen=True, slots=True)
class Said:
    """A proposition and the sayings it stands in, nearest first; `frame` tells that it is one itself."""

    proposition: Proposition
    sayings: tuple[Saying, ...] = ()
    frame: Saying | None = None


def sayings_in(paragraph: Paragraph, attributions: Iterable[AttributionDraft]) -> list[Saying]:
    """The attributions that reach into a paragraph, as its tokens."""
    found: list[Saying] = []
    for draft in attributions:
        cue, content, source = (
            _tokens(paragraph, spans) for spans in (draft.cue, draft.content, draft.source)
        )
        source = source or _behind(paragraph.doc, cue, content)
        content |= _joined_before(paragraph.doc, cue, content)
        found.append(Saying(draft, cue, content, source, _is_claimed(paragraph.doc, draft, cue)))
    return [_by_the_same(paragraph.doc, one, found) for one in found]


def _joined_before(doc: Doc, cue: frozenset[int], content: frozenset[int]) -> frozenset[int]:
    """Of "P and Q, according to X" the P: a comma sets the source apart from both."""
    first = doc[min(cue)] if cue else None
    if first is None or not content or first.lower_ != "according" or doc[max(0, first.i - 1)].text != ",":
        return frozenset()
    sentence = first.sent
    before = range(sentence.start, min(content))
    joined = max(content) < first.i and any(
        doc[i].dep_ == "conj" and doc[i].head.i == sentence.root.i for i in content
    )
    return frozenset(before) if joined and sentence.root.i in before else frozenset()


def _behind(doc: Doc, cue: frozenset[int], content: frozenset[int]) -> frozenset[int]:
    """The X of "P, warned X", which the parser takes for what is warned."""
    verb = doc[max(cue)] if cue else None
    if (
        verb is None
        or verb.tag_ != "VBD"
        or not content
        or max(content) > verb.i
        or subject_of(verb) is not None
    ):
        return frozenset()
    named = next(
        (c for c in verb.rights if c.dep_ in {"dobj", "nsubj"} and c.left_edge.i == verb.i + 1), None
    )
    return frozenset(t.i for t in named.subtree) if named is not None else frozenset()


def _by_the_same(doc: Doc, saying: Saying, others: Sequence[Saying]) -> Saying:
    """Of "X admitted that wells were foul but insisted that …" it is X who insisted, not the wells."""
    verb = next((doc[i] for i in sorted(saying.cue) if doc[i].pos_ in {"VERB", "AUX"}), None)
    if verb is None or verb.dep_ != "conj" or subject_of(verb) is not None:
        return saying
    first = next(
        (o for o in others if verb.head.i in o.content and verb.i not in o.content and o.source), None
    )
    return replace(saying, source=first.source) if first is not None and first.is_claim else saying


#: Verbs of which what is said is not said to be so.
_NOT_CLAIMING = frozenset(
    """hope wish want wonder ask pray doubt deny question urge demand call fear imagine pretend plan
    expect""".split()
)


def _is_claimed(doc: Doc, draft: AttributionDraft, cue: Iterable[int]) -> bool:
    verbs = [doc[i] for i in cue if doc[i].pos_ in {"VERB", "AUX"}]
    if any(verb.lower_ in {"hopes", "hoped", "hoping"} for verb in verbs):
        return False
    open_to = any(
        c.dep_ == "aux"
        and (c.tag_ == "TO" or c.lower_ in {"may", "might", "could", "would", "should", "can"})
        for verb in verbs
        for c in verb.children
    )
    open_to = open_to or any(_is_said_by_nobody(verb) or _is_yet_to_be_said(verb) for verb in verbs)
    active = not any(c.dep_ == "auxpass" for verb in verbs for c in verb.children)
    unclaimed = any(verb.lemma_ in _NOT_CLAIMING and not _foretells(verb) for verb in verbs)
    return not draft.negated and not open_to and not (active and unclaimed)


def _is_said_by_nobody(verb: Token) -> bool:
    """Read "no official said" and "nobody has claimed"."""
    subject = subject_of(verb)
    if subject is None:
        return False
    return subject.lower_ in _NOBODY or any(c.lower_ in {"no", "neither"} for c in subject.lefts)


_NOBODY = frozenset({"nobody", "no-one", "none", "neither", "nothing"})


def _is_yet_to_be_said(verb: Token) -> bool:
    """Read "if the mayor said" and "the mayor will say"."""
    asked = verb.dep_ == "advcl" and any(c.lower_ in {"if", "unless", "whether"} for c in verb.lefts)
    return asked or any(c.dep_ == "aux" and c.lower_ in {"will", "'ll", "’ll"} for c in verb.lefts)


def _foretells(verb: Token) -> bool:
    """Say whether somebody expects that something will be so, and says so."""
    clauses = (c for c in verb.rights if c.dep_ == "ccomp" and verb.lemma_ == "expect")
    return any(c.lower_ in {"will", "would"} for clause in clauses for c in clause.lefts)


def _tokens(paragraph: Paragraph, spans: Sequence[Bounds]) -> frozenset[int]:
    found: set[int] = set()
    for start, end in spans:
        first, last = max(0, start - paragraph.start), min(end - paragraph.start, paragraph.length)
        if first < last:
            span = paragraph.doc.char_span(first, last)
            found.update(range(span.start, span.end))
    return frozenset(found)


#: So many sayings are taken off, one inside the other.
MOST_DEEP = 6


def peeled(propositions: Iterable[Proposition], sayings: Sequence[Saying]) -> list[Said]:
    """Take what is said out of each proposition, and name who says it.

    Returns:
        What is said before the saying of it; a saying is kept where somebody is named who says it.
    """
    found: list[Said] = []
    for proposition in propositions:
        found += _peeled(proposition, sayings, MOST_DEEP)
    return found


def _peeled(proposition: Proposition, sayings: Sequence[Saying], deep: int) -> list[Said]:
    own = {piece.i for piece in proposition.pieces if piece.origin is not WordOrigin.INHERITED}
    sayings = [one for one in sayings if not (one.source and not one.cue & own and one.source & own)]
    told = [one for one in sayings if one.cue & own and one.content & own and one.is_claim]
    told = [one for one in told if _holds_alone(proposition, one)]
    around = tuple(_around(proposition, sayings))
    if not told or not deep:
        return [Said(_kept_inside(proposition, around), (*_raising(proposition, sayings, own), *around))]
    found_inside = _outermost(proposition, sorted(told, key=lambda one: -len(one.content & own)))
    if found_inside is None:
        return [Said(proposition, around)]
    outermost, inner = found_inside
    rest = [one for one in sayings if one is not outermost]
    found = [said for part in _unjoined(inner) for said in _peeled(part, rest, deep - 1)]
    found = [replace(one, sayings=_chain(one, outermost, around)) for one in found]
    if outermost.source or _tells_somebody(proposition.head.doc, outermost):
        found.append(Said(proposition, around, outermost))
    return found


def _tells_somebody(doc: Doc, saying: Saying) -> bool:
    """Say whether "the firm had been told that P" tells something of the firm, whoever told it."""
    verbs = [doc[i] for i in sorted(saying.cue) if doc[i].lemma_ in {"tell", "warn", "inform", "notify"}]
    told = (c for verb in verbs for c in verb.lefts if c.dep_ == "nsubjpass")
    return any(one.tag_ != "PRP" or one.lower_ != "it" for one in told)


def _outermost(proposition: Proposition, told: Sequence[Saying]) -> tuple[Saying, Proposition] | None:
    """The first of some sayings that says something, and what."""
    contents = ((one, _content_of(proposition, one)) for one in told)
    return next(((one, inner) for one, inner in contents if inner is not None), None)


def _unjoined(said: Proposition) -> list[Proposition]:
    """Of "“P,” X said, “and Q”" the P and the Q; where no speaker comes between, the cuts do it."""
    doc, pieces = said.head.doc, said.pieces
    for at in range(1, len(pieces) - 2):
        broken = pieces[at].i - pieces[at - 1].i > 2 and pieces[at].text.lower() in {"and", "but"}
        subject = doc[pieces[at + 1].i]
        if broken and subject.dep_ in {"nsubj", "nsubjpass"} and _asserts(subject.head):
            first, second = tidied(pieces[:at]), tidied(pieces[at + 1 :])
            return [
                replace(said, pieces=tuple(first)),
                Proposition(tuple(second), subject.head, said.kind),
            ]
    return [said]


def _chain(said: Said, outer: Saying, around: tuple[Saying, ...]) -> tuple[Saying, ...]:
    known = dict.fromkeys([*said.sayings, outer, *around])
    return tuple(sorted(known, key=lambda one: len(one.content)))


def _around(proposition: Proposition, sayings: Sequence[Saying]) -> list[Saying]:
    """The sayings whose content holds the word that a proposition hangs on, nearest first."""
    own = {piece.i for piece in proposition.pieces}
    if proposition.kind.startswith(_BACKGROUND) and _is_about_a_name(proposition):
        # "Jo, a member of the bureau, is believed to …": nobody but the article says that he is one.
        sayings = [one for one in sayings if one.draft.form is AttributionForm.DIRECT]
    heads = {proposition.head.i} | ({proposition.head.head.i} if proposition.kind == "predicate" else set())
    held = [s for s in sayings if heads & s.content and not (s.cue | s.source) & own and s.is_claim]
    held = [s for s in held if _holds_alone(proposition, s)]
    return sorted(held, key=lambda one: len(one.content))


def _is_about_a_name(proposition: Proposition) -> bool:
    """Say whether an apposition tells who somebody is; "34 percent, the lowest level" is said."""
    doc, about = proposition.head.doc, proposition.head.head
    names = any(doc[p.i].pos_ == "PROPN" for p in proposition.pieces if p.origin is WordOrigin.STATED)
    return proposition.kind.startswith(("title", "judged")) or about.pos_ == "PROPN" or names


def _raising(proposition: Proposition, sayings: Sequence[Saying], own: set[int]) -> list[Saying]:
    """The "is said by neighbours to have left" of a proposition that it does not hold without.

    That the prosecutor accused somebody is the article's own.
    """
    hedged = [s for s in sayings if s.draft.hedge is not Hedge.NONE and s.is_claim]
    doc = proposition.head.doc
    hedged = [s for s in hedged if any(doc[i].dep_ == "auxpass" for i in s.cue)]
    return [
        s for s in hedged if s.cue & own and s.source <= own and s.source and not _holds_alone(proposition, s)
    ]


def _kept_inside(proposition: Proposition, around: Sequence[Saying]) -> Proposition:
    """A proposition without the words that belong to the saying around it ("on Monday")."""
    if not around:
        return proposition
    inside = around[0].content
    kept = [p for p in proposition.pieces if p.origin is not WordOrigin.STATED or p.i in inside]
    words = tidied(kept)
    return replace(proposition, pieces=tuple(words)) if reads(words, proposition.head) else proposition


def _holds_alone(proposition: Proposition, saying: Saying) -> bool:
    """Say whether what is said is a clause that can be so or not; "to help" and "a plan" are none."""
    return _is_clause(proposition.head.doc, saying)


def _is_clause(doc: Doc, saying: Saying) -> bool:
    inside = [doc[i] for i in saying.content]
    return any(_asserts(token) and not _asks(token) for token in inside)


def _asserts(token: Token) -> bool:
    if token.pos_ not in {"VERB", "AUX"} or subject_of(token) is None:
        return False
    helpers = [c for c in token.children if c.dep_ in {"aux", "auxpass"}]
    finite = token.tag_ in _FINITE or any(c.tag_ in _FINITE for c in helpers)
    bare_past = token.tag_ == "VBN" and not helpers
    return (finite or bare_past) and token.dep_ not in {"relcl", "advcl", "acl", "pcomp"}


def _asks(token: Token) -> bool:
    """Say whether a clause begins with its own "what" or "whether"; a clause before it may have one."""
    first = next((t for t in token.subtree if not t.is_punct), token)
    if first.tag_ not in {"WP", "WRB", "WDT", "WP$"} and first.lower_ not in {"whether", "if"}:
        return False
    at = first.head
    while at.i not in {token.i, at.head.i}:
        if at.pos_ in {"VERB", "AUX"}:
            return False
        at = at.head
    return True


def _content_of(proposition: Proposition, saying: Saying) -> Proposition | None:
    inside = saying.content | _comma_behind_lead(proposition.head.doc, saying)
    kept = [p for p in proposition.pieces if p.i in inside or p.origin is not WordOrigin.STATED]
    kept = _without_lead(kept, saying, proposition.head.doc)
    words = tidied(_without_that(proposition.head.doc, kept))
    head = _head_of(proposition.head.doc, words)
    direct = saying.draft.form is AttributionForm.DIRECT
    if head is not None and words and words[0].i == head.i and subject_of(head) is None and not direct:
        # "gave a speech and, X said, told the hall that …": it is the first one's subject who told.
        named = owner_pieces(head)
        words = [*(named[1] if named is not None else ()), *words]
    if head is None or not _says_so(words, head) or len(words) == len(proposition.pieces):
        return None
    if _leaves_open(words, head.doc):
        return None
    return Proposition(tuple(words), head, proposition.kind)


def _comma_behind_lead(doc: Doc, saying: Saying) -> frozenset[int]:
    """The comma of "If so, X said, P", which closes what is said before X as well."""
    before = [i for i in saying.content if saying.cue and i < min(saying.cue)]
    last = max(before, default=-1)
    lead = last >= 0 and any(doc[i].dep_ == "mark" for i in before) and max(saying.content) > max(saying.cue)
    return frozenset({last + 1}) if lead and doc[last + 1].text == "," else frozenset()


def _leaves_open(words: Sequence[Piece], doc: Doc) -> bool:
    """Say whether words hold one of "that P or that Q", which mean less without the saying of them."""
    pairs = pairwise(words)
    return any(a.text.lower() == "or" and b.text == "that" and doc[b.i].dep_ == "mark" for a, b in pairs)


def _says_so(words: Sequence[Piece], head: Token) -> bool:
    """Say whether words can be a claim: "to say that P" and "a man who said P" are none."""
    doc = head.doc
    made = any(p.origin in {WordOrigin.COPULA, WordOrigin.INFLECTION} for p in words)
    return reads(words, head) and (made or head.pos_ in {"VERB", "AUX"}) and doc[words[0].i].tag_ != "TO"


def _without_lead(pieces: list[Piece], saying: Saying, doc: Doc) -> list[Piece]:
    """An inherited subject belongs to the saying, not to what is said, if the content has its own."""
    first = next((n for n, p in enumerate(pieces) if p.i in saying.content), 0)
    return pieces[first:] if any(_asserts(doc[i]) for i in saying.content) else pieces


def _without_that(doc: Doc, pieces: list[Piece]) -> list[Piece]:
    at = next((n for n, piece in enumerate(pieces) if any(c.isalnum() for c in piece.text)), 0)
    if pieces and pieces[at].text.lower() == "that" and doc[pieces[at].i].dep_ == "mark":
        return [*pieces[:at], *pieces[at + 1 :]]
    return pieces


def _head_of(doc: Doc, pieces: Sequence[Piece]) -> Token | None:
    """The highest word among some: the one that hangs on none of the others."""
    inside = {piece.i for piece in pieces if piece.origin is WordOrigin.STATED}
    tops = [doc[i] for i in sorted(inside) if doc[i].head.i not in inside or doc[i].head.i == i]
    verbs = [t for t in tops if t.pos_ in {"VERB", "AUX"}]
    return next(iter(verbs or tops), None)


def told_apart(cuts: Sequence[Cut], sayings: Sequence[Saying]) -> list[Cut]:
    """The cuts that do not tear what is said from the saying of it; `peeled` does that."""
    kept = [cut for cut in cuts if cut.kind == "judged" or not any(_tears(cut, one) for one in sayings)]
    kept = [cut for cut in kept if not _breaks_quote(cut, sayings)]
    return [_with_source(cut, sayings) for cut in kept]


def outside(cuts: Sequence[Cut], sayings: Sequence[Saying]) -> list[Cut]:
    """The cuts that leave whole what somebody says; the saying of it is put in their words."""
    return [cut for cut in cuts if not any(cut.token.i in one.content and one.source for one in sayings)]


def _breaks_quote(cut: Cut, sayings: Sequence[Saying]) -> bool:
    """Say whether a cut falls inside a quotation that is no sentence; at its opening mark is no inside."""
    own = [piece.i for piece in cut.pieces if piece.origin is WordOrigin.STATED]
    doc = cut.token.doc
    first = doc[min(own)].idx if own else cut.token.idx
    if not any(
        opening + 1 < first < closing and text_of(doc)[opening] in _QUOTES for opening, closing in quoted(doc)
    ):
        return False
    around = [one for one in sayings if cut.token.i in one.content and one.is_claim]
    direct = any(one.draft.form is AttributionForm.DIRECT for one in around)
    return not direct and not (around and cut.kind in _COORDINATED)


_QUOTES = frozenset('“"«')
_COORDINATED = frozenset({"clause", "predicate", "joined"})


def _tears(cut: Cut, saying: Saying) -> bool:
    own = {piece.i for piece in cut.pieces if piece.origin is WordOrigin.STATED}
    said = cut.token.i in saying.content and cut.token.head.i in saying.cue and cut.token.dep_ != "conj"
    if not saying.is_claim:
        return cut.token.i in saying.content and _is_clause(cut.token.doc, saying)
    alone = cut.token.i in saying.cue and not saying.content & own
    return (
        said
        or alone
        or (
            bool(saying.cue & own)
            and bool(saying.content)
            and saying.content <= own
            and cut.token.i in saying.content
        )
    )


def _with_source(cut: Cut, sayings: Sequence[Saying]) -> Cut:
    """Give a part the subject that the sayings tell, where the sentence's verb has another.

    In "P, X said, while conceding that Q" it is the one found to concede who does; in "X said that
    A failed, and presented B" it is X who presented, if that is not part of what is said.
    """
    told = next((one for one in sayings if one.source and _is_whose(cut, one)), None)
    if told is None or any(p.i in told.source for p in cut.pieces if p.origin is WordOrigin.INHERITED):
        return cut
    doc = cut.token.doc
    kept = [p for p in cut.pieces if p.origin is not WordOrigin.INHERITED]
    tops = [doc[i] for i in sorted(told.source) if doc[i].head.i not in told.source]
    lead = [inherited(t) for t in short_phrase(tops[0])] if tops else []
    return replace(cut, pieces=(*lead, *kept)) if lead else cut


def _is_whose(cut: Cut, saying: Saying) -> bool:
    if cut.token.i in saying.cue and cut.kind.startswith("participle"):
        return True
    if cut.token.i in saying.cue and cut.kind == "predicate":
        return _is_clause(cut.token.doc, saying)
    if cut.kind != "predicate" or cut.token.head.i not in saying.content or cut.token.tag_ != "VBD":
        return False
    if cut.mark not in {"and", "but"}:
        return False  # "said that it had sold a mill, bought a pier and moved": a list of what it did
    # "said that the plan had failed, and presented a new one": the tense tells who presented it.
    earlier = any(c.dep_ == "aux" and c.lower_ in {"had", "will", "would"} for c in cut.token.head.lefts)
    comma = cut.token.doc[max(0, min(cut.removed, default=1))].text == ","
    return earlier or (comma and cut.token.i not in saying.content)
