"""What a parse shows of a claim beside its words: who does what, when, to which things, by their names.

Nothing is judged here; what a sight says of a claim is for others to know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.models.analysis import SightDraft
from claims.vocab import WordOrigin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claims.split.cutting.pieces import Piece
    from claims.split.parsed import Doc, Token

Seen = tuple[str, str]

#: What the parser calls names and figures, and the sight that each is.
_NAMED = {
    "PERSON": "person",
    "ORG": "organisation",
    "LAW": "law",
    **dict.fromkeys(("GPE", "LOC", "FAC"), "place"),
    "NORP": "people",
    **dict.fromkeys(("MONEY", "PERCENT", "CARDINAL", "QUANTITY"), "figure"),
}
_MODALS = {
    **dict.fromkeys(("will", "'ll", "’ll", "wo", "shall"), "will do"),
    **dict.fromkeys(("would", "'d", "’d"), "would do"),
    **dict.fromkeys(("should", "must", "ought"), "should do"),
}
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_THINKS = frozenset(
    "think believe feel hope know guess suppose want wish mean like love need try understand see".split()
)
_HELPERS = frozenset({"aux", "auxpass"})
_VERBS = frozenset({"VERB", "AUX"})
_BE = frozenset({"is", "are", "was", "were"})
_PAST = frozenset({"was", "were", "had"})


def sights_of(head: Token, pieces: Sequence[Piece]) -> tuple[SightDraft, ...]:
    """What the parse shows of a claim that hangs on a word; names that stand in for others show nothing."""
    doc = head.doc
    words = (doc[piece.i] for piece in pieces if piece.text == doc[piece.i].text)
    return _put_together(words, tuple(_of_head(head)) or tuple(_of_made(head, pieces)))


def sights_of_text(docs: Sequence[Doc]) -> tuple[SightDraft, ...]:
    """What the parse shows of paragraphs that nobody takes apart."""
    words = (word for doc in docs for word in doc)
    return _put_together(words, (seen for doc in docs for each in doc.sents for seen in _of_head(each.root)))


def _put_together(words: Iterable[Token], of_heads: Iterable[Seen]) -> tuple[SightDraft, ...]:
    """Each sight once, by its name, with the words that show it in order, repeats included."""
    found: dict[str, list[str]] = {}
    for word in words:
        for name, told in _each(word.doc)[word.i]:
            found.setdefault(name, []).append(told)
    for name, told in of_heads:
        found.setdefault(name, []).append(told)
    return tuple(SightDraft(name, tuple(found[name])) for name in sorted(found))


def _each(doc: Doc) -> list[tuple[Seen, ...]]:
    """The sights of each word, kept with the paragraph: each of its claims asks."""
    if "sights" not in doc.user_data:
        doc.user_data["sights"] = [tuple(_of_word(word)) for word in doc]
    found: list[tuple[Seen, ...]] = doc.user_data["sights"]
    return found


def _of_word(word: Token) -> Iterator[Seen]:
    if word.pos_ in {"NOUN", "PROPN"}:
        yield "noun", word.text
        if word.dep_ == "compound":
            yield "compound", f"{word.text} {word.head.text}"
    elif word.pos_ == "PRON":
        yield "pronoun", word.text
    if word.tag_ == "VBD" or (word.tag_ == "VBN" and _has(word, "have")):
        yield "past tense", word.text
    if word.dep_ == "auxpass":
        yield "passive", f"{word.text} {word.head.text}"
    if word.dep_ == "agent":
        yield "by", word.text
    if word.ent_iob_ == "B" and word.ent_type_ in _NAMED:
        yield _NAMED[word.ent_type_], _name_from(word)


def _has(verb: Token, helper: str) -> bool:
    return any(one.lemma_ == helper for one in verb.children if one.dep_ in _HELPERS)


def _name_from(first: Token) -> str:
    last = first.i + 1
    while last < len(first.doc) and first.doc[last].ent_iob_ == "I":
        last += 1
    return first.doc.span(first.i, last).text


def _of_head(head: Token) -> Iterator[Seen]:
    """The tense of the main verb, and who its subject is; none where it cannot be told."""
    subject = _subject(head)
    if head.pos_ not in _VERBS or (subject is None and head.head is not head):
        return
    tense, told = _tense(head, subject)
    yield tense, told
    who = _who(subject)
    if who:
        yield f"{who} as subject", subject.text if subject is not None else ""
    if tense == "happened" and who in {"I", "we"}:
        yield f"{who} did", head.text
    if head.lemma_.lower() in _THINKS:
        yield "thinks", head.text
    elif head.lemma_.lower() == "be":
        yield "is something", head.text


def _of_made(head: Token, pieces: Sequence[Piece]) -> Iterator[Seen]:
    """The tense of a claim whose verb a rule made: "the pier (was) built in May", "Moor (is) the mayor"."""
    for piece in pieces:
        made = piece.origin is WordOrigin.COPULA
        if made or (piece.origin is WordOrigin.INFLECTION and piece.i == head.i):
            past = piece.text in _PAST or not (made or piece.text.endswith("s"))
            yield from (
                [("happened", piece.text), ("past tense", piece.text)] if past else [("present", piece.text)]
            )
            if made and head.tag_ == "VBN":
                yield "passive", f"{piece.text} {head.text}"
            elif made and piece.text in _BE:
                yield "is something", piece.text
            return


def _subject(head: Token) -> Token | None:
    """The subject of a verb, be it shared with the verb before or what a relative clause hangs on."""
    at = head
    for _ in head.doc:
        own = next((one for one in at.children if one.dep_ in _SUBJECTS), None)
        if at.dep_ == "relcl" and (own is None or own.tag_ in {"WDT", "WP"}):
            return at.head
        if own is not None or at.dep_ != "conj" or at.head.pos_ not in _VERBS:
            return own
        at = at.head
    return None


def _who(subject: Token | None) -> str:
    if subject is None:
        return "nobody"
    if subject.lower_ in {"i", "we"}:
        return "I" if subject.lower_ == "i" else "we"
    if subject.pos_ == "PROPN" or subject.ent_type_ in {"PERSON", "ORG", "GPE", "NORP"}:
        return "name"
    return {"NNS": "plural noun", "NN": "noun"}.get(subject.tag_, "")


def _tense(verb: Token, subject: Token | None) -> Seen:
    """The name of a verb's tense, with the word that shows it; a verb without one takes that before it."""
    helpers = [one for one in verb.children if one.dep_ in _HELPERS]
    if not helpers and verb.dep_ == "conj" and verb.tag_ == verb.head.tag_ and verb.head.pos_ in _VERBS:
        return _tense(verb.head, subject)
    modal = next((one for one in helpers if one.tag_ == "MD"), None)
    if modal is not None:
        return _MODALS.get(modal.lower_, "can do"), modal.text
    return _plain_tense(verb, helpers, subject), verb.text


def _plain_tense(verb: Token, helpers: Sequence[Token], subject: Token | None) -> str:
    if verb.tag_ == "VBD" or any(one.tag_ == "VBD" or one.lemma_ == "have" for one in helpers):
        return "happened"
    if verb.tag_ == "VBG" and any(one.lemma_ == "be" for one in helpers):
        plans = verb.lower_ == "going" and any(one.dep_ == "xcomp" for one in verb.children)
        return "going to" if plans else "is going on"
    if any(one.tag_ in {"VBZ", "VBP"} for one in (verb, *helpers)):
        return "present"
    return "order" if verb.tag_ == "VB" and not helpers and subject is None else "without a tense"
