"""What a comma adds to a clause that is no clause itself: an age, a year, a comparison, who came along.

They are cuts beside those of `cutting`. A comparison leaves the whole clause as a claim too, since it means
nothing without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from claims.split.cutting.build import Cut
from claims.split.cutting.owners import past_of, span_of, with_links
from claims.split.cutting.phrases import copula, inflected, is_plural, short_phrase, subject_of
from claims.split.cutting.pieces import Piece, inherited, made, own
from claims.split.standins import EVENTS
from claims.vocab import WordOrigin

if TYPE_CHECKING:
    from claims.split.parsed import Span, Token

_OLDEST = 120
_NOMINAL = frozenset({"NOUN", "PROPN"})
#: Nouns that sum up a change of something.
_CHANGES = frozenset("drop rise fall increase decrease gain loss jump decline growth level record".split())
#: What somebody says that others then judge.
OPINIONS = frozenset("claim charge allegation accusation statement assertion figure version".split())
_ALONG = frozenset({"together", "along"})
_MEASURED = frozenset({"PERCENT", "MONEY", "QUANTITY", "CARDINAL"})


def additions(sentence: Span) -> list[Cut]:
    """The cuts of a sentence behind a comma that hold no verb, in reading order."""
    return [cut for token in sentence if _may_be_added(token) for rule in _RULES for cut in rule(token)]


#: One of these is what each rule looks for first.
_RELATIONS = frozenset({"appos", "prep", "npadvmod", "dep", "dobj", "nsubj"})
_LEADS = frozenset({"times", "by", "up", "down", "with"})


def _may_be_added(token: Token) -> bool:
    return token.dep_ in _RELATIONS or token.lower_ in _LEADS or token.lemma_.lower() in OPINIONS


def _aged(token: Token) -> Iterator[Cut]:
    """Of "Ada Moor, 61, left": Ada Moor is 61."""
    if token.dep_ != "appos":
        return
    name, doc = token.head, token.doc
    plain = token.text.isdigit() and int(token.text) < _OLDEST and not any(token.children)
    if name.pos_ != "PROPN" or not plain or not _follows_comma(token):
        return
    after = doc[token.i + 1].text if token.i + 1 < len(doc) else "."
    if token.i != name.i + 2 or after not in {",", ".", ";"}:
        return
    words = [*_again(name, before=token.i), copula(token, name, past=False, alone=True), own(token)]
    gone = {token.i - 1, token.i, *([token.i + 1] if after == "," else [])}
    yield Cut("aged", token, frozenset(gone), tuple(words))


def _timed(token: Token) -> Iterator[Cut]:
    """Of "the last strike, in 1976, lasted a week": the last strike was in 1976."""
    doc = token.doc
    if token.dep_ != "prep" or token.lower_ not in {"in", "on"} or not _follows_comma(token):
        return
    noun, end = doc[token.i - 2], token.right_edge.i
    dated = any(c.dep_ == "pobj" and c.ent_type_ == "DATE" for c in token.rights)
    if not dated or end + 1 >= len(doc) or doc[end + 1].text != "," or not _is_event(noun):
        return
    removed = span_of(token) | {token.i - 1, end + 1}
    past = copula(token, noun, past=past_of(noun))
    yield Cut("timed", token, removed, (*_again(noun, before=token.i), past, *_words(token)))


def _is_event(noun: Token) -> bool:
    lemma = noun.lemma_.lower()
    return noun.dep_ == "nsubj" and (lemma in EVENTS or (lemma.endswith("ing") and noun.tag_ == "NN"))


def _compared(token: Token) -> Iterator[Cut]:
    """Of "cost 18 crowns, three times what it had": 18 crowns are three times what it had."""
    if token.lower_ != "times" or not any(c.dep_ == "nummod" for c in token.lefts):
        return
    edge = token.doc[token.left_edge.i - 1] if token.left_edge.i else token
    amount = token.doc[edge.i - 1] if edge.i else token
    if edge.text != "," or amount.pos_ not in _NOMINAL or not any(c.dep_ == "nummod" for c in amount.lefts):
        return
    if any(c.lower_ in {"what", "as"} for c in token.subtree):
        removed = with_links(token.doc, span_of(token), token.sent)
        be = copula(token, amount, past=False)
        yield Cut("compared", token, removed, (*_again(amount, before=token.i), be, *_words(token)))


def _summed_up(token: Token) -> Iterator[Cut]:
    """Of "prices fell 8 percent, the steepest drop in years": 8 percent was the steepest drop in years."""
    if token.dep_ not in {"npadvmod", "dep", "appos", "dobj"} or token.lemma_.lower() not in _CHANGES:
        return
    clause = token.head
    superlative = any(c.tag_ == "JJS" for c in token.lefts)
    if not superlative or token.left_edge.i < 2 or token.doc[token.left_edge.i - 1].text != ",":
        return
    amount = next((c for c in clause.rights if _is_measured(c) and c.i < token.left_edge.i), None)
    if clause.pos_ != "VERB" or amount is None:
        return
    be = copula(token, amount, past=past_of(clause))
    lead = [inherited(t) for t in amount.subtree if t.i <= amount.i]
    yield Cut(
        "summed_up", token, with_links(token.doc, span_of(token), token.sent), (*lead, be, *_words(token))
    )


def _is_measured(token: Token) -> bool:
    return token.dep_ in {"npadvmod", "dobj"} and token.ent_type_ in _MEASURED


def _judged(token: Token) -> Iterator[Cut]:
    """Of "he says it fell, a claim that experts doubt": experts doubt the claim."""
    if token.lemma_.lower() not in OPINIONS:
        return
    told = next((c for c in token.rights if c.dep_ in {"relcl", "acl"} and subject_of(c) is not None), None)
    if told is None or not _follows_comma(token):
        return
    if not any(c.lower_ in {"a", "an"} for c in token.lefts) or any(c.dep_ == "dobj" for c in told.rights):
        return
    words = [own(t) for t in told.subtree if t.lower_ not in {"that", "which"}]
    again = [made(token, "the", WordOrigin.DETERMINER), inherited(token)]
    yield Cut("judged", told, with_links(token.doc, span_of(token), token.sent), (*words, *again))


def _by_far(token: Token) -> Iterator[Cut]:
    """Of "the border with China, by far its biggest partner,": China is by far its biggest partner."""
    if token.lower_ != "by":
        return
    doc, start = token.doc, token.i
    end = next((t.i for t in doc[start : token.sent.end] if t.text in {",", ".", ";"}), token.sent.end)
    known = doc.span(start, start + 2).text.lower() == "by far" and start >= 2
    if not known or doc[start - 1].text != "," or doc[start - 2].pos_ not in _NOMINAL:
        return
    words = doc[start:end]
    if not any(t.tag_ == "JJS" for t in words) or words[-1].pos_ not in _NOMINAL:
        return
    noun = doc[start - 2]
    lead = [inherited(t) for t in short_phrase(noun) if t.i < start - 1]
    removed = frozenset(range(start - 1, end + (end < len(doc) and doc[end].text == ",")))
    pieces = (*lead, copula(noun, noun, past=False), *map(own, words))
    yield Cut("apposition", words[-1], removed, pieces, ",")


def _named_too(token: Token) -> Iterator[Cut]:
    """Of "a passenger who fell, the nurse Ada Moor, said", where the parser sees two subjects."""
    if token.dep_ != "nsubj":
        return
    first = next((c for c in token.head.lefts if c.dep_ == "nsubj" and c.i < token.left_edge.i), None)
    end = token.right_edge.i + 1
    closed = end < len(token.doc) and token.doc[end - 1].text == ","
    if first is None or not _follows_comma(token) or not closed:
        return
    if first.pos_ != "NOUN" or any(c.dep_ == "cc" for c in first.children):
        return
    words = [own(t) for t in token.doc[token.left_edge.i : end - 1]]
    removed = frozenset(range(token.left_edge.i - 1, end))
    be = copula(token, first, past=False)
    yield Cut("apposition", token, removed, (*_again(first, before=token.left_edge.i), be, *words), ",")


def _second_way(token: Token) -> Iterator[Cut]:
    """Of "trade fell after the war, and from years of debt": trade fell from years of debt."""
    if token.tag_ != "IN" or token.dep_ != "prep" or token.doc[token.i - 1].lower_ != "and":
        return
    doc, verb, start = token.doc, token.sent.root, token.i
    joined = start - 2 > token.sent.start and doc[start - 1].lower_ == "and" and doc[start - 2].text == ","
    before = any(c.dep_ == "prep" and verb.i < c.i < start for c in verb.rights)
    subject = subject_of(verb)
    if not (joined and before) or subject is None:
        return
    words = [t for t in doc[start : token.sent.end] if t.i < token.sent.end - 1 or not t.is_punct]
    if any(t.dep_ in {"nsubj", "nsubjpass", "expl"} or t.text in {",", ";"} for t in words):
        return
    verbs = [inherited(t) for t in verb.lefts if t.dep_ in {"aux", "auxpass", "neg"}] + [inherited(verb)]
    lead = _again(subject, before=verb.i)
    removed = frozenset({start - 2, start - 1, *(t.i for t in words)})
    yield Cut("second_way", token, removed, (*lead, *verbs, *map(own, words)))


def _changed(token: Token) -> Iterator[Cut]:
    """Of "12 people came, up from 9 in May": 12 people came, and the whole for the comparison."""
    if token.lower_ not in {"up", "down"}:
        return
    since = next((c for c in token.rights if c.dep_ == "prep" and c.lower_ == "from"), None)
    if since is not None and _follows_comma(token):
        yield from _both("changed", token)


def _along(token: Token) -> Iterator[Cut]:
    """Of "Moor will speak, together with two clerks": two clerks will speak."""
    if token.lower_ != "with" or token.dep_ != "prep":
        return
    led = any(c.lower_ in _ALONG for c in token.lefts)
    others = next((c for c in token.rights if c.dep_ == "pobj"), None)
    clause = _clause(token)
    subject = subject_of(clause)
    if not led or others is None or subject is None or not _follows_comma(token):
        return
    gone = span_of(token) | span_of(subject) | {token.left_edge.i - 1}
    rest = [_agreeing(t, others) for t in clause.subtree if t.i not in gone and t.i > subject.i]
    pieces = (*map(own, short_phrase(others)), *rest)
    yield Cut("along", token, with_links(token.doc, span_of(token), token.sent), pieces)


def _agreeing(token: Token, noun: Token) -> Piece:
    """A word of a clause, or its verb as it stands behind a noun in the plural."""
    if token.tag_ != "VBZ" or not is_plural(noun):
        return own(token)
    if token.lemma_ == "be":
        return copula(token, noun, past=False)
    return made(token, inflected(token.lower_, "VBP"), WordOrigin.INFLECTION)


def _both(kind: str, token: Token) -> Iterator[Cut]:
    words = tuple(own(t) for t in _without_source(_clause(token)))
    yield Cut(kind, token, with_links(token.doc, span_of(token), token.sent), words)


def _without_source(clause: Token) -> Iterator[Token]:
    """The words of a clause but for "according to" somebody, and the "that" before it."""
    gone = {t.i for c in clause.children if c.lower_ == "according" for t in c.subtree}
    gone |= {c.i for c in clause.lefts if c.dep_ == "mark" and c.lower_ == "that"}
    return (t for t in clause.subtree if t.i not in gone)


def _clause(token: Token) -> Token:
    """The verb with a subject that a word hangs on."""
    at = token
    while at.head.i != at.i and (at.pos_ not in {"VERB", "AUX"} or subject_of(at) is None):
        at = at.head
    return at


def _follows_comma(token: Token) -> bool:
    return token.left_edge.i > token.sent.start and token.doc[token.left_edge.i - 1].text == ","


def _again(noun: Token, *, before: int) -> list[Piece]:
    return [inherited(t) for t in short_phrase(noun) if t.i < before]


def _words(token: Token) -> list[Piece]:
    return [own(t) for t in token.subtree]


_RULES = (_aged, _timed, _compared, _summed_up, _judged, _by_far, _named_too, _second_way, _changed, _along)
