"""What a cut takes with it, and whose doing it is that a verb without a subject says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.split.cutting.build import Cut
from claims.split.cutting.phrases import (
    copula,
    finite,
    inflected,
    is_past,
    named_again,
    short_phrase,
    subject_of,
    tense_verb,
)
from claims.split.cutting.pieces import JOINING, Piece, inherited, own
from claims.split.mentions.words import BODIES, KIN, ROLES
from claims.split.repairs import is_active

if TYPE_CHECKING:
    from claims.split.parsed import Doc, Span, Token

LINKS = frozenset({",", ";", "–", "—", "-", "--", ":"})
VERBAL = frozenset({"VERB", "AUX"})
RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$", "WRB"})
OBJECTS = frozenset({"dobj", "attr", "acomp", "oprd", "dative", "xcomp", "ccomp"})
SHORT_TITLES = frozenset(
    {"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sir", "dame", "lord", "lady", "st.", "st"}
)
#: What is done of somebody who is held to be so.
_HELD = frozenset(
    "believe think presume fear expect know understand say report suppose allege assume".split()
)


def span_of(token: Token) -> frozenset[int]:
    """The tokens that hang on a word, itself included."""
    return frozenset(t.i for t in token.subtree)


def with_links(doc: Doc, span: frozenset[int], sentence: Span) -> frozenset[int]:
    """A span with the comma or conjunction that joins it to what stands before, or after if it leads."""
    taken = set(span)
    before, after = min(span) - 1, max(span) + 1
    for closing in (after, after - 1):
        if before > sentence.start and closing < sentence.end:
            taken |= {before, closing} if (doc[before].text, doc[closing].text) in _MARKS else set()
    at = min(taken) - 1
    comma = False
    while at >= sentence.start and (
        doc[at].text in LINKS or (doc[at].dep_ == "cc" and doc[at].pos_ == "CCONJ")
    ):
        comma = comma or doc[at].text in LINKS
        taken.add(at)
        at -= 1
    after = max(taken) + 1
    if after < sentence.end and doc[after].text in LINKS and (comma or at < sentence.start):
        # The semicolons of a list stay between its members.
        taken |= set() if comma and doc[after].text == ";" else {after}
    return frozenset(taken)


_MARKS = frozenset({("“", "”"), ('"', '"'), ("‘", "’")})


def both(kind: str, token: Token, span: frozenset[int], pieces: list[Piece], mark: str = "") -> list[Cut]:
    """A part cut off what is left, and the same part where what is left keeps it too."""
    removed = with_links(token.doc, span, token.sent)
    return [
        Cut(kind, token, removed, tuple(pieces), mark),
        Cut(f"{kind}_also", token, frozenset(), tuple(pieces), mark),
    ]


def own_words(token: Token, without: set[int] | None = None) -> list[Piece]:
    """What hangs on a word, in reading order, without some of it."""
    left_out = without or set()
    return [own(t) for t in token.subtree if t.i not in left_out]


def owner(verb: Token) -> Token | None:
    """The noun that does what a verb says, found through the verbs it hangs on; None if none is."""
    at = verb
    for _ in range(12):
        if (found := subject_of(at)) is not None:
            return _antecedent(at, found)
        if at.dep_ in {"acl", "relcl"}:
            return at.head
        if at.dep_ == "pcomp" and at.head.dep_ == "prep" and at.head.head.pos_ in VERBAL:
            at = at.head.head
        elif at.dep_ in {"conj", "advcl", "xcomp", "ccomp"} and at.head.pos_ in VERBAL:
            at = at.head
        else:
            return None
    return None


def _antecedent(verb: Token, subject: Token) -> Token | None:
    if subject.dep_ in {"expl", "csubj", "csubjpass"}:
        return None
    if subject.tag_ in RELATIVE_TAGS or (subject.lower_ == "that" and verb.dep_ == "relcl"):
        return verb.head if verb.dep_ == "relcl" else None
    return subject


def owner_pieces(verb: Token) -> tuple[Token, list[Piece]] | None:
    """Who does what a verb says, and their words to put in front of it; None if nobody is found."""
    head = owner(verb)
    if head is None:
        return None
    clause = _clause_behind(verb, head)
    if clause is not None:
        return said_of(head, clause.left_edge.i, full=not after_comma(clause))
    return head, named_again(head, full=True)


def _clause_behind(verb: Token, noun: Token) -> Token | None:
    """The clause of a noun that a verb stands in, where the noun is not that verb's own subject."""
    return next(
        (t for t in (verb, *verb.ancestors) if t.dep_ in {"acl", "relcl"} and t.head.i == noun.i), None
    )


def leading(token: Token) -> set[int]:
    """Conjunctions at the beginning of a part, which say nothing once it stands alone."""
    found: set[int] = set()
    for t in token.subtree:
        if (
            t.dep_ in {"cc", "preconj"}
            or (t.dep_ == "mark" and t.lower_ == "that")
            or t.lower_ in JOINING
            or t.is_punct
            or t.lower_ in {"then", "so", "thus"}
        ):
            found.add(t.i)
        else:
            break
    return found


def shared_helpers(first: Token, token: Token) -> list[Piece] | None:
    """The helping verbs that a second verb shares with the first; None if it is no predicate."""
    if any(c.dep_ in {"aux", "auxpass"} for c in token.children):
        to = [c for c in token.children if c.dep_ == "aux" and c.tag_ == "TO"]
        return None if to else []
    if token.tag_ in {"VBD", "VBZ", "VBP"}:
        return _being(first, token)
    at = first
    helpers = _helpers_of(at)
    # Of "was passed, amended and repealed" the first has the helper of all three.
    while not helpers and at.dep_ == "conj" and at.tag_ == token.tag_ and at.head.pos_ in VERBAL:
        at = at.head
        helpers = _helpers_of(at)
    if not helpers:
        return _helped_by_none(first, token)
    if any(h.tag_ == "TO" for h in helpers):
        return None
    if token.tag_ == "VB" and not any(h.tag_ == "MD" or h.lemma_ == "do" for h in helpers):
        return [] if _is_finite(token, helpers[0]) else None
    return [inherited(h) for h in helpers]


def _helped_by_none(first: Token, token: Token) -> list[Piece] | None:
    if token.tag_ == "VBN" and first.tag_ in {"VBD", "VBN"}:
        return _being(first, token)
    return [] if _is_finite(token, first) else None


def _being(first: Token, token: Token) -> list[Piece]:
    """The helper of "were missing and believed to be ill", where the first verb is none."""
    return [inherited(first)] if first.lemma_ == "be" and _is_held_of(token) else []


def _is_held_of(verb: Token) -> bool:
    """Of "were missing and believed to be ill" nobody believed: they were believed to be."""
    told = verb.tag_ in {"VBN", "VBD"} and any(
        c.dep_ == "xcomp" and c.left_edge.tag_ == "TO" for c in verb.rights
    )
    return told and verb.lemma_.lower() in _HELD


def _is_finite(token: Token, first: Token) -> bool:
    """Say whether a verb that was read as a bare form stands in the tense of the first: "sat but quit"."""
    if token.tag_ != "VB":
        return False
    past = first.tag_ == "VBD" and inflected(token.lower_, "VBD") == token.lower_
    return past or (first.tag_ == "VBP" and first.dep_ != "conj")


def _helpers_of(verb: Token) -> list[Token]:
    return [c for c in verb.children if c.dep_ in {"aux", "auxpass", "neg"} and c.i < verb.i]


def mark_of(token: Token) -> list[Token]:
    """The "while", "when" or "even though" that a clause begins with."""
    found: list[Token] = []
    for child in token.lefts:
        if child.dep_ == "mark" or (
            child.dep_ in {"advmod", "prep"} and child.tag_ in {"WRB", "IN"} and not found
        ):
            found += [t for t in child.subtree if not t.is_punct] if child.dep_ == "mark" else [child]
    return [t for t in found if t.i < token.i]


#: Behind these a gerund tells what was.
BEFOREHAND = frozenset({"after", "since", "despite", "before"})


def participle(kind: str, token: Token, main: Token, without: set[int], mark: str) -> list[Cut]:
    """A clause without a subject of its own, as a claim about the one of the main clause."""
    named = owner_pieces(main)
    if named is None:
        return []
    head, lead = _possessor(token, *named)
    # "has suffered after shutting its borders": that it shut them is past.
    past = past_of(main) or (kind == "gerund" and mark in BEFOREHAND)
    verbs = predicate_of(token, head, past=past, without=without)
    if verbs is None:
        return []
    return both(kind, token, span_of(token), [*lead, *verbs], mark)


def _possessor(token: Token, head: Token, lead: list[Piece]) -> tuple[Token, list[Piece]]:
    """Of "the North's economy suffered after shutting its borders" it is the North that shut them."""
    whose = next((c for c in head.lefts if c.dep_ == "poss" and c.ent_type_ in _ABLE), None)
    points = any(t.lower_ in {"its", "his", "her", "their"} for t in token.subtree)
    if whose is None or head.ent_type_ in _ABLE or head.lemma_.lower() in _ACTING or not points:
        return head, lead
    return whose, [piece for piece in named_again(whose) if piece.text not in {"'s", "’s", "'", "’"}]


_ABLE = frozenset({"PERSON", "ORG", "GPE", "NORP"})
#: They do things themselves, so "Elm's council, citing its rules," is about the council.
_ACTING = BODIES | ROLES | KIN


def past_of(verb: Token) -> bool:
    """Say whether the clause around a word speaks of the past."""
    tensed = tense_verb(verb)
    return is_past(tensed if tensed is not None else verb)


def predicate_of(
    token: Token, head: Token, *, past: bool, without: set[int], alone: bool = False
) -> list[Piece] | None:
    """The words of a participle clause as the predicate of a subject; None if it cannot be one."""
    if is_active(token):
        return None
    words = [t for t in token.subtree if t.i not in without]
    helpers = [c for c in token.children if c.dep_ in {"aux", "auxpass"} and c.i < token.i]
    if helpers:
        first = helpers[0]
        bare = first.lower_ in {"be", "have"} and first.tag_ in {"VBG", "VB"}
        if not bare and first.lower_ not in {"being", "having"}:
            return None
        swap = finite(first, head, past=past, alone=alone)
        return [swap if t.i == first.i else own(t) for t in words]
    if token.tag_ == "VBG":
        swap = finite(token, head, past=past, alone=alone)
        return [swap if t.i == token.i else own(t) for t in words]
    if token.tag_ in {"VBN", "VBD"} or token.pos_ in {"ADJ", "NOUN"}:
        past = past or (token.pos_ == "VERB" and any(t.ent_type_ == "DATE" for t in words))
        return [copula(token, head, past=past, alone=alone), *(own(t) for t in words)]
    return None


def said_of(noun: Token, edge: int, *, full: bool = False) -> tuple[Token, list[Piece]]:
    """Of what a clause behind a noun speaks: the noun, or who it is that is said to be that noun."""
    verb = noun.head
    if noun.dep_ == "attr" and verb.lemma_ == "be" and noun.i > verb.i:
        named = owner_pieces(verb)
        # "It was Moor who won": it is Moor who did.
        parted = named is not None and named[0].lower_ == "it" and noun.pos_ == "PROPN"
        parted = parted or (named is not None and _is_singled_out(noun, named[0]))
        if named is not None and named[0].dep_ != "expl" and not parted:
            return named
    if (
        noun.dep_ == "appos"
        and noun.head.i < noun.i
        and noun.head.pos_ in {"NOUN", "PROPN"}
        and after_comma(noun)
    ):
        return noun.head, [inherited(t) for t in short_phrase(noun.head) if t.i < noun.left_edge.i]
    words = [t for t in short_phrase(noun, full=full) if t.i < edge]
    in_turn = any(t.lower_ == "respectively" for t in noun.doc[edge : noun.sent.end])
    if words == [noun] or in_turn:
        words = _with_place(noun, words, edge)
    return noun, [inherited(t) for t in words]


def _is_singled_out(noun: Token, subject: Token) -> bool:
    """Say whether "it was the money that broke her" is about the money: no comma parts them."""
    told = next((c for c in noun.rights if c.dep_ == "relcl"), None)
    known = any(c.lower_ in {"the", "this", "that"} or c.dep_ == "poss" for c in noun.lefts)
    return subject.lower_ == "it" and known and told is not None and not after_comma(told)


def _with_place(noun: Token, words: list[Token], edge: int) -> list[Token]:
    """Of "shares in the firm, which have gained," not all shares have; lists told in turn need both."""
    if noun.pos_ == "PROPN" or noun.tag_ == "PRP":
        return words
    hung = [t for c in noun.rights if c.dep_ == "prep" for t in c.subtree if t.i < edge and not t.is_punct]
    return sorted({*words, *hung}, key=lambda token: token.i)


def after_comma(token: Token) -> bool:
    """Say whether a comma, a dash or a bracket sets a part off; a closing mark may come between."""
    at = token.left_edge.i - 1
    while at > 0 and token.doc[at].text in {"”", '"', "’"}:
        at -= 1
    return at >= 0 and token.doc[at].text in {",", "(", "–", "—", "-"}
