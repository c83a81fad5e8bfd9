"""Cuts behind a noun: relative clauses, participles, appositions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.split.cutting.build import Cut
from claims.split.cutting.owners import (
    RELATIVE_TAGS,
    VERBAL,
    after_comma,
    both,
    leading,
    own_words,
    past_of,
    predicate_of,
    said_of,
    span_of,
)
from claims.split.cutting.phrases import (
    copula,
    short_phrase,
    subject_of,
    tense_verb,
)
from claims.split.cutting.pieces import Piece, inherited, made, own
from claims.split.cutting.wordings import members
from claims.split.repairs import is_broken
from claims.split.repairs.words import past_of as past_tense_of
from claims.vocab import WordOrigin

if TYPE_CHECKING:
    from claims.split.parsed import Token


def reduced(token: Token) -> list[Cut]:
    """Of "a bridge, built in 1931,": a bridge was built in 1931."""
    if token.pos_ not in VERBAL or any(c.tag_ == "TO" for c in token.lefts):
        return []
    if token.tag_ not in {"VBN", "VBG", "VBD"}:
        return []
    head, lead = said_of(token.head, token.left_edge.i)
    verbs = predicate_of(token, head, past=past_of(token.head), without=leading(token), alone=True)
    if verbs is None:
        return []
    span = span_of(token.head) if _stands_apart(token) else span_of(token)
    return both("reduced", token, span, [*lead, *verbs], "," if after_comma(token) else "")


def _stands_apart(verb: Token) -> bool:
    """Say whether a noun is there only for the clause behind it: "she won, the lead being three points"."""
    noun = verb.head
    first = any(c.dep_ == "dobj" and c.i < noun.i for c in noun.head.children)
    apart = noun.dep_ == "npadvmod" or (noun.dep_ == "dobj" and first)
    return verb.tag_ == "VBG" and apart and after_comma(noun) and noun.head.pos_ in VERBAL


def relative(token: Token) -> list[Cut]:
    """Of "a party, which has 3 members,": a party has 3 members."""
    told = _told_of(token)
    if is_broken(token) or told is None or _tells_why(token):
        return []
    noun, listed = told
    _, lead = said_of(noun, token.left_edge.i, full=listed or not after_comma(token))
    while lead and lead[-1].text == ",":
        lead = lead[:-1]
    pieces = _relative_pieces(token, lead)
    mark = "," if after_comma(token) else ""
    return both("relative", token, span_of(token), pieces, mark) if pieces else []


def told_of_noun(second: Token) -> list[Piece]:
    """Of "Moor, who won in May and whose term ends in June," the second clause, with whose term it is."""
    first, begins = second.head, second.doc[second.left_edge.i]
    if first.dep_ != "relcl" or begins.tag_ not in RELATIVE_TAGS - {"WRB"} or begins.i > second.i:
        return []
    _, lead = said_of(first.head, first.left_edge.i)
    while lead and lead[-1].text == ",":
        lead = lead[:-1]
    return _relative_pieces(second, lead) if lead else []


def _tells_why(verb: Token) -> bool:
    """Of "it rained, which is why he stayed" the clause is about the rain, not about a noun before it."""
    first = verb.doc[verb.left_edge.i]
    asked = any(c.tag_ == "WRB" for one in verb.rights if one.dep_ == "ccomp" for c in one.lefts)
    meant = verb.lemma_ == "mean" and any(c.dep_ == "ccomp" for c in verb.rights)
    return first.lower_ == "which" and ((verb.lemma_ == "be" and asked) or meant)


def _told_of(verb: Token) -> tuple[Token, bool] | None:
    """Of which noun of a list a clause behind it tells, and whether of all; None where it may be either."""
    noun = verb.head
    last = [c for c in noun.rights if c.dep_ == "conj" and c.i < verb.left_edge.i]
    if not last or not after_comma(verb):
        return noun, False
    first = next((c for c in verb.lefts if c.dep_ in {"aux", "auxpass"}), verb)
    if first.tag_ == "VBZ" or first.lower_ == "was":
        return last[-1], False
    return (noun, True) if first.tag_ == "VBP" or first.lower_ == "were" else None


def _relative_pieces(verb: Token, lead: list[Piece]) -> list[Piece]:
    """A relative clause with the noun it is about in place of its pronoun; empty where that reads badly."""
    words = list(verb.subtree)
    pronoun = _pronoun_of(verb)
    if pronoun is None:
        return _object_put_back(verb, words, None, lead)
    if pronoun.tag_ == "WRB":
        return [own(t) for t in words if t.i != pronoun.i] if subject_of(verb) is not None else []
    if pronoun.tag_ == "WP$" or pronoun.dep_ == "poss":
        return _replaced(words, pronoun, [*lead, _possessive(verb.head, lead)])
    if pronoun.dep_ == "pobj":
        return _with_preposition(verb, words, pronoun, lead)
    if pronoun.dep_ in {"nsubj", "nsubjpass"}:
        return _replaced(words, pronoun, lead)
    return _object_put_back(verb, words, pronoun, lead)


def _pronoun_of(verb: Token) -> Token | None:
    found = next((t for t in verb.subtree if t.tag_ in RELATIVE_TAGS and t.i < verb.i), None)
    that = (c for c in verb.lefts if c.lower_ == "that" and c.dep_ in {"nsubj", "nsubjpass", "dobj", "mark"})
    return found or next(that, None)


def _possessive(noun: Token, lead: list[Piece]) -> Piece:
    ending = "'" if lead and lead[-1].text.endswith("s") else "'s"
    return made(noun, ending, WordOrigin.INFLECTION)


def _with_preposition(verb: Token, words: list[Token], pronoun: Token, lead: list[Piece]) -> list[Piece]:
    """Of "a house in which he lived" and "a house that he lived in": he lived in a house."""
    if pronoun.i < verb.i < pronoun.head.i and subject_of(verb) is not None:
        behind = [[own(t), *(lead if t.i == pronoun.head.i else ())] for t in words if t.i != pronoun.i]
        return [piece for part in behind for piece in part]
    front = [t for t in words if t.i <= pronoun.i]
    if pronoun.head.head.i != verb.i or len(front) > 4 or subject_of(verb) is None:
        return _replaced(words, pronoun, lead)
    back = [own(t) for t in words if t.i > pronoun.i]
    return [*back, *(own(t) for t in front if t.i != pronoun.i), *lead]


def _replaced(words: list[Token], pronoun: Token, lead: list[Piece]) -> list[Piece]:
    found: list[Piece] = []
    for token in words:
        found += lead if token.i == pronoun.i else [own(token)]
    return found


def _object_put_back(
    verb: Token, words: list[Token], pronoun: Token | None, lead: list[Piece]
) -> list[Piece]:
    """Of "a book which he wrote in 1990": he wrote a book in 1990."""
    if subject_of(verb) is None or any(
        c.dep_ == "dobj" and c is not pronoun and c != pronoun for c in verb.rights
    ):
        return []
    stranded = next((t for t in reversed(words) if t.dep_ == "prep" and not list(t.children)), None)
    after = stranded or max([verb, *(c for c in verb.rights if c.dep_ == "prt")], key=lambda t: t.i)
    found: list[Piece] = []
    for token in words:
        if pronoun is None or token.i != pronoun.i:
            found.append(own(token))
        if token.i == after.i:
            found += lead
    return found


def apposition(token: Token) -> list[Cut]:
    """Of "Ann Lee, a nurse,": Ann Lee is a nurse."""
    head = token.head
    if not says_what(token, head):
        return []
    if (near := _nearer(token, head)).i != head.i:
        return [*_of_the_nearer(token, near), *_of_the_person(token, head)]
    head = _as_many(token, head)
    past = _is_over(token) or any(c.lower_ in _FORMERLY for c in token.lefts)
    several = _tells_of_all(token, head)
    before = [inherited(t) for t in short_phrase(head, full=several) if t.i < token.left_edge.i]
    while before and before[-1].text == ",":
        before.pop()
    if not before:
        return []
    mark = "," if after_comma(token) else ""
    if not mark and token.pos_ == "PROPN" and head.pos_ == "NOUN":
        pieces = [
            *(inherited(t) for t in short_phrase(token)),
            copula(token, token, past=past, alone=True),
            *before,
        ]
        return both("named", token, span_of(token), pieces, mark)[1:]
    be = copula(token, head, past=past, alone=not several)
    words = own_words(token, {c.i for c in token.lefts if c.lower_ in {"both", "all"}} if several else None)
    return both("apposition", token, span_of(token), [*before, be, *words], mark)


def _tells_of_all(token: Token, head: Token) -> bool:
    """Say whether "Elm and Tarn, both mill towns," tells what each of several is."""
    return token.tag_ in {"NNS", "NNPS"} and any(c.dep_ == "conj" for c in head.rights)


#: What somebody is "then" or "once" they were.
_FORMERLY = frozenset({"then", "once", "formerly", "previously"})


def stray(token: Token) -> list[Cut]:
    """Of "left the border with China, its biggest partner, to …" what the parser takes for an object."""
    doc, start = token.doc, token.left_edge.i
    before = doc[start - 2] if start >= 2 and doc[start - 1].text == "," else None
    first = any(c.dep_ == "dobj" and c.i < start for c in token.head.rights)
    whose = any(c.dep_ == "poss" for c in token.lefts)
    ends = token.i + 1 >= len(doc) or doc[token.i + 1].is_punct
    if before is None or before.pos_ != "PROPN" or not (first and whose and ends):
        return []
    span = frozenset(range(start, token.i + 1))
    words = [own(t) for t in doc[start : token.i + 1]]
    lead = [inherited(t) for t in short_phrase(before)]
    return both("apposition", token, span, [*lead, copula(token, before, past=False), *words], ",")


_PLACES = frozenset({"GPE", "LOC", "DATE", "CARDINAL", "TIME", "FAC"})
THINGS = frozenset(
    """body bureau organ unit agency company firm group party organization organisation institution
    committee council ministry department network newspaper city town country partner""".split()
)
#: Nouns that sum up the clause before them, not the noun.
_OF_CLAUSES = frozenset(
    """claim charge allegation move step decision accusation statement fact sign development result
    trend practice moment rise fall increase decrease drop gain loss win victory defeat triumph setback blow
    success failure record milestone""".split()
)
_GONE = frozenset({"die", "bear", "found", "reign", "pass"})


def says_what(token: Token, head: Token) -> bool:
    """Say whether an apposition tells what its noun is; a place behind a place and a date do not."""
    nouns = head.pos_ in {"NOUN", "PROPN", "PRON"} and token.pos_ in {"NOUN", "PROPN"}
    place = token.ent_type_ in _PLACES and head.ent_type_ in _PLACES
    other = place or token.ent_type_ in {"DATE", "CARDINAL"} or token.lemma_.lower() in _OF_CLAUSES
    return nouns and not other and not _is_listed(token, head) and not _is_elsewhere(token, head)


def _is_listed(token: Token, head: Token) -> bool:
    """Say whether "an inquiry, a list and a cap" is a list that the parser takes for an apposition."""
    some = all(any(c.lower_ in {"a", "an"} for c in noun.lefts) for noun in (token, head))
    counted = all(any(c.dep_ == "nummod" for c in noun.lefts) for noun in (token, head))
    wanted = head.dep_ in {"dobj", "pobj"} and head.pos_ == "NOUN"
    return counted or (some and (wanted or any(c.dep_ == "conj" for c in token.rights)))


def _is_elsewhere(token: Token, head: Token) -> bool:
    """Say whether what the parser takes for an apposition is none: a person of a place, half a bracket."""
    inside = [t.text for t in token.subtree]
    person = token.ent_type_ == "PERSON" and head.ent_type_ in _PLACES | {"PERSON"}
    # In a title "Arrested" is written as a name is.
    first = token.doc[token.left_edge.i].lower_
    done = first.endswith("ed") and len(first) > 4 and past_tense_of(first) == first
    return person or done or inside.count("(") != inside.count(")")


def _nearer(token: Token, head: Token) -> Token:
    """Of "Jo, a member of the Bureau, the top body,": it is the Bureau that is the top body, not Jo."""
    last = token.doc[max(0, token.left_edge.i - 2)]
    if head.ent_type_ != "PERSON" or token.lemma_.lower() not in THINGS or last.i <= head.i:
        return head
    return last if last.pos_ in {"NOUN", "PROPN"} else head


def _as_many(token: Token, head: Token) -> Token:
    """Of "families of the two men, a cook and a miner,": it is the two men who are a cook and a miner."""
    counts = _COUNTS.get(len(members(token)), frozenset())
    inside = (t for t in head.subtree if t.i < token.left_edge.i and t.dep_ == "pobj")
    return next((t for t in inside if any(c.lower_ in counts for c in t.lefts)), head)


#: How the number of two or more things is written.
_COUNTS = {2: frozenset({"two", "2", "both"}), 3: frozenset({"three", "3"}), 4: frozenset({"four", "4"})}


def _of_the_nearer(token: Token, near: Token) -> list[Cut]:
    joined = {t.i for c in token.rights if c.dep_ in {"cc", "conj"} for t in c.subtree}
    words = [piece for piece in own_words(token, joined) if piece.text != "," or piece.i < token.i]
    lead = [inherited(t) for t in short_phrase(near) if t.i < token.left_edge.i]
    pieces = [*lead, copula(token, near, past=False), *words]
    span = span_of(token)
    return both("apposition", token, frozenset(span), pieces, ",")


def _of_the_person(token: Token, person: Token) -> list[Cut]:
    """The rest of the list, "and secretary of the party", which is about the person again."""
    found: list[Cut] = []
    for other in (c for c in token.rights if c.dep_ == "conj" and c.lemma_.lower() not in THINGS):
        lead = [inherited(t) for t in short_phrase(person) if t.i < token.left_edge.i]
        pieces = [*lead, copula(other, person, past=False), *own_words(other)]
        found += both("apposition", other, span_of(other), pieces, ",")
    return found


def _is_over(token: Token) -> bool:
    """Say whether a clause tells of the past what an apposition says; the news tells what people are."""
    verb = tense_verb(token.head)
    if verb is None or not past_of(token.head):
        return False
    return verb.lemma_ in _GONE or (verb.lemma_ == "be" and verb.i > token.i)
