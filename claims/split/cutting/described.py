"""Every fact that a noun of a sentence may be worded as: what it is called, is like, and has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from claims.split.cutting.candidates import Candidate, definite
from claims.split.cutting.frames import Frame
from claims.split.cutting.owners import past_of
from claims.split.cutting.phrases import copula, is_plural, subject_of
from claims.split.cutting.pieces import Piece, as_inherited, inherited, made, own
from claims.split.cutting.shorter import names_in, whole_name
from claims.split.cutting.wordings import is_named_by, members, phrase
from claims.vocab import WordOrigin

if TYPE_CHECKING:
    from claims.split.parsed import Span, Token

_NOUNS = frozenset({"NOUN", "PROPN"})
_ORIGINS = frozenset({"NORP", "GPE"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
#: Adjectives that only point or count, and say nothing of the noun by themselves.
_POINTING = frozenset(
    """other same such many few several various own next last first second third further more most
    certain different numerous former latter current only main entire whole new""".split()
)


def of_nouns(sentence: Span) -> Iterator[Candidate]:
    """Every candidate of the nouns of a sentence, in order."""
    for token in sentence:
        if token.pos_ in _NOUNS:
            yield from _apposed(token)
            yield from _qualities(token)
            yield from _possessed(token)
            yield from _aged(token)
    for name, words in names_in(sentence):
        yield from _classed(name, words)


def of_places(sentence: Span) -> Iterator[Candidate]:
    """Of "in Ipswich, Queensland, Australia": Ipswich is in Queensland, Queensland is in Australia."""
    doc = sentence.doc
    at = sentence.start
    while at < sentence.end - 2:
        if doc[at].lower_ == "in" and doc[at + 1].pos_ == "PROPN":
            chain = _places_from(doc.span(at + 1, sentence.end))
            for inner, outer in pairwise(chain):
                be = made(doc[at], "is", WordOrigin.COPULA)
                words = (*as_inherited(map(own, inner)), be, inherited(doc[at]), *map(own, outer))
                marks = (
                    f"entity:{inner.root.ent_type_}",
                    f"outer:{outer.root.ent_type_}",
                    f"length:{len(chain)}",
                )
                yield Candidate(outer.start, "is in", words, outer.root, "place", marks)
        at += 1


def _places_from(words: Span) -> list[Span]:
    """The names behind "in" that a comma parts, if the parser knows one of them as a place."""
    found = []
    start = 0
    for at in range(min(len(words), 14) + 1):
        if at == len(words) or words[at].pos_ != "PROPN":
            if at == start or words[start].ent_type_ in _NO_PLACES:
                break
            found.append(words.doc.span(words.start + start, words.start + at))
            if at == len(words) or words[at].text != ",":
                break
            start = at + 1
    after = next((t.lower_ for t in words[start : start + 3] if t.pos_ != "PROPN"), "")
    if len(found) > 1 and after in {"and", "or", "&"}:
        return []
    return found if any(t.ent_type_ in _PLACES for name in found for t in name) else []


_NO_PLACES = frozenset({"DATE", "TIME", "WORK_OF_ART"})


def _apposed(token: Token) -> Iterator[Candidate]:
    if token.dep_ != "appos" or token.head.pos_ not in _NOUNS or is_named_by(token.head, token):
        return
    head = token.head
    places = {"GPE", "LOC", "FAC"}
    if token.ent_type_ in {"DATE", "CARDINAL"} or (token.ent_type_ in places and head.ent_type_ in places):
        return
    if {token.pos_, head.pos_} == {"PROPN"} and (token.ent_type_ in places or head.ent_type_ in places):
        return
    be = copula(token, head, past=past_of(head))
    comma = token.doc[token.left_edge.i - 1].text if token.left_edge.i else ""
    marks = (
        f"apposed:{token.pos_}",
        f"to:{head.pos_}",
        f"entity:{token.ent_type_}",
        f"of:{head.ent_type_}",
        f"comma:{comma if comma in {',', '('} else ''}",
    )
    who = definite(phrase(head, spread=False)[0].pieces)
    who = [p for p in who if p.i < token.left_edge.i]
    for full, length in ((False, "short"), (True, "full")):
        for spread, manner in ((True, "each"), (False, "all")):
            for said in phrase(token, full=full, spread=spread):
                words = (*who, be, *said.pieces)
                yield Candidate(token.i, f"is {length} {manner}", words, token, "apposition", marks)
    if token.pos_ == "PROPN" and head.pos_ == "NOUN":
        name = as_inherited(phrase(token, spread=False)[0].pieces)
        yield Candidate(token.i, "turned", (*name, be, *who), token, "apposition", marks)


def _aged(name: Token) -> Iterator[Candidate]:
    """Of "Phil Smith, 25, fell": Phil Smith is 25."""
    doc, at = name.doc, name.i
    after = doc[at + 1 : at + 4]
    if name.pos_ != "PROPN" or len(after) < 3 or after[0].text != "," or after[2].text not in {",", "."}:
        return
    if after[1].text.isdigit() and len(after[1].text) < 4:
        words = (
            *as_inherited(phrase(name, spread=False)[0].pieces),
            copula(name, name, past=False),
            own(after[1]),
        )
        kept = tuple(p for p in words if p.i <= at or p.i == after[1].i)
        yield Candidate(after[1].i, "is", kept, after[1], "age", (f"entity:{name.ent_type_}",))


def _classed(name: Token, words: set[int]) -> Iterator[Candidate]:
    """What a name is called beside it: of "the film Boy" that Boy is the film, or a film."""
    doc = name.doc
    noun = doc[max(words)]
    be = made(noun, "was" if past_of(name) else "is", WordOrigin.COPULA)
    said = [own(doc[i]) for i in sorted(words) if not doc[i].is_punct]
    lead = doc[said[0].i]
    kind = "title" if noun.pos_ == "PROPN" else "class"
    marks = (
        f"word:{noun.lower_}",
        f"words:{min(4, len(words))}",
        f"entity:{name.ent_type_}",
        f"lead:{lead.dep_}",
    )
    for member in members(name):
        who = as_inherited(own(t) for t in whole_name(member))
        yield Candidate(noun.i, "is", (*who, be, *said), noun, kind, marks)
        one = said[1:] if lead.dep_ in {"det", "poss"} else said
        if noun.tag_ == "NNS" and one:
            one = [*one[:-1], made(noun, noun.lemma_, WordOrigin.INFLECTION)]
        if one:
            article = made(noun, "a", WordOrigin.DETERMINER)
            yield Candidate(noun.i, "is a", (*who, be, article, *one), noun, kind, marks)


def _qualities(noun: Token) -> Iterator[Candidate]:
    if noun.dep_ in {"attr", "appos", "compound"} or (noun.dep_ == "conj" and noun.head.dep_ == "attr"):
        return
    for child in noun.lefts:
        if child.dep_ != "amod" or child.lower_ in _POINTING or child.tag_ in {"JJS", "JJR"}:
            continue
        for adjective in members(child):
            yield from _quality(noun, adjective)


def _quality(noun: Token, adjective: Token) -> Iterator[Candidate]:
    mods = {t.i for c in noun.lefts if c.dep_ == "amod" for t in c.subtree}
    named = definite(phrase(noun, spread=False)[0].pieces)
    who = [p for p in named if p.i not in mods and p.i <= noun.i]
    be = copula(adjective, noun, past=past_of(noun))
    marks = (
        f"role:{noun.dep_}",
        f"tag:{adjective.tag_}",
        f"entity:{adjective.ent_type_}",
        f"quality:{adjective.lower_}",
        f"determined:{next((c.dep_ for c in noun.lefts if c.dep_ in {'det', 'poss'}), '')}",
    )
    before = [t for c in adjective.lefts if c.dep_ not in {"conj", "cc"} for t in c.subtree]
    aged = _in_years(before, adjective)
    said = aged or [own(t) for t in (*before, adjective)]
    kind = "age" if aged else "quality"
    yield Candidate(adjective.i, "is", (*who, be, *said), adjective, kind, marks)


def _in_years(before: Sequence[Token], adjective: Token) -> list[Piece]:
    """Of "a 21-year-old man": 21 years old; empty of anything else."""
    words = [t for t in before if t.text != "-"]
    if adjective.lower_ != "old" or len(words) < 2 or words[-1].lower_ not in _TIMES:
        return []
    *number, time = words
    one = number[-1].lower_ in {"one", "1"}
    many = own(time) if one else made(time, f"{time.lower_}s", WordOrigin.INFLECTION)
    return [*map(own, number), many, own(adjective)]


_TIMES = frozenset({"year", "month", "week", "day"})


def _possessed(noun: Token) -> Iterator[Candidate]:
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    if owner is None:
        return
    who = _owner_words(owner)
    if not who:
        return
    past = past_of(noun)
    verb = made(
        owner,
        "had"
        if past
        else ("have" if is_plural(owner) or owner.lower_ in {"their", "our", "my", "your"} else "has"),
        WordOrigin.COPULA,
    )
    what = [p for p in phrase(noun)[0].pieces if p.i > owner.right_edge.i]
    article = (
        [] if noun.tag_ in {"NNS", "NNPS"} or is_plural(noun) else [made(owner, "a", WordOrigin.DETERMINER)]
    )
    marks = (f"role:{noun.dep_}", f"noun:{noun.lemma_.lower()}", f"owner:{owner.pos_}")
    yield Candidate(owner.i, "has", (*who, verb, *article, *what), owner, "possession", marks)


_OWNERS = {"his": "he", "her": "she", "their": "they", "its": "it", "my": "I", "our": "we", "your": "you"}


def _owner_words(owner: Token) -> list[Piece]:
    if owner.pos_ == "PRON":
        if (ahead := _meant_ahead(owner)) is not None:
            return as_inherited(phrase(ahead, spread=False)[0].pieces)
        word = _OWNERS.get(owner.lower_)
        return [made(owner, word, WordOrigin.INFLECTION)] if word else []
    return [
        p for p in as_inherited(phrase(owner, spread=False)[0].pieces) if p.text not in {"'s", "’s", "'", "’"}
    ]


def _meant_ahead(owner: Token) -> Token | None:
    """Of "Beside his career, Sam Lee paints" the name that comes behind "his"."""
    subject = subject_of(owner.sent.root)
    if owner.lower_ not in {"his", "her"} or subject is None or subject.ent_type_ != "PERSON":
        return None
    before = owner.doc[owner.sent.start : owner.i]
    alone = not any(t.pos_ in {"PROPN", "PRON"} for t in before)
    return subject if alone and owner.i < subject.left_edge.i else None


def of_predicate(frame: Frame) -> Iterator[Candidate]:
    """What "is a French engraver and printmaker" says: French, an engraver, a printmaker."""
    verb = frame.chain[-1]
    noun = next((c for c in verb.rights if c.dep_ == "attr" and c.pos_ in _NOUNS), None)
    if noun is None or verb.lemma_ not in {"be", "become", "remain"}:
        return
    for member in members(noun):
        yield from _origins(frame, member)


def _origins(frame: Frame, member: Token) -> Iterator[Candidate]:
    for child in member.lefts:
        if child.dep_ not in {"amod", "nmod", "compound"} or _ends_a_name(child):
            continue
        origin = child.ent_type_ in _ORIGINS
        if child.dep_ != "amod" and (not origin or child.ent_type_ != "NORP"):
            continue
        for adjective in members(child):
            said = _named_origin(adjective)
            marks = (
                f"origin:{origin}",
                f"tag:{adjective.tag_}",
                f"quality:{adjective.lower_}",
                f"dep:{child.dep_}",
            )
            words = (*frame.who[0].pieces, *frame.verbs, *said)
            yield Candidate(adjective.i, "is", words, adjective, "origin", marks)


def _ends_a_name(word: Token) -> bool:
    """Say whether a word only ends the name of an origin that begins with another word of the noun."""
    within = word.ent_type_ in _ORIGINS and word.ent_iob_ == "I"
    return within and not any(c.i == word.i - 1 for c in word.lefts)


def _named_origin(adjective: Token) -> list[Piece]:
    words = [t for t in adjective.lefts if t.dep_ in {"compound", "advmod", "amod", "nmod"}]
    before = adjective.doc[adjective.i - 1]
    if not words and adjective.ent_iob_ == "I" and before.ent_type_ == adjective.ent_type_:
        words = [before]
    return [own(t) for t in (*words, adjective)]
