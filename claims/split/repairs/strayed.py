"""Clauses, scores and openers that the parser hung on the nearest word, where grammar tells another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.split.parsed import hang
from claims.split.repairs.words import (
    FINITE,
    HELPERS,
    NOUNS,
    SAYING,
    SUBJECTS,
    VERBAL,
    as_verb,
    has_helper,
    has_subject,
    is_past_form,
    mark_before,
)

if TYPE_CHECKING:
    from claims.split.parsed import Token

_PLURAL = frozenset({"NNS", "NNPS"})
#: Of "a series of reports, written by Moor," the reports are as good as the series.
_SETS = frozenset("series group number pair set list collection couple lot string range handful team".split())
_LEADING = frozenset("outside inside near opposite beyond alongside amid despite besides unlike".split())


# Of which noun a clause tells


def _which_agrees(verb: Token) -> None:
    """Of "shares in the firm, which have gained," it is the shares that have."""
    noun = verb.head
    which = next((c for c in verb.lefts if c.lower_ == "which" and c.dep_ in SUBJECTS), None)
    holder = _holder(noun)
    if which is None or holder is None or mark_before(verb.left_edge) != ",":
        return
    number = _number_of(verb)
    alone = not any(t.dep_ == "conj" for t in noun.doc[noun.head.i : verb.left_edge.i])
    several = noun.tag_ in _PLURAL
    of_many = number == "many" and alone and not several and holder.tag_ in _PLURAL
    of_one = number == "one" and alone and several and holder.tag_ == "NN"
    # "The mills in Elm and Tarn, which cost a fortune": towns do not.
    placed = not alone and noun.pos_ == "PROPN" and holder.tag_ in _PLURAL and number != "one"
    placed = placed and noun.head.lower_ in {"in", "at", "on", "near"}
    if of_many or of_one or placed:
        hang(verb, holder)


def _holder(noun: Token) -> Token | None:
    """The noun that another hangs on by a preposition."""
    preposition = noun.head
    above = preposition.head
    plain = noun.dep_ == "pobj" and preposition.dep_ == "prep" and above.pos_ in NOUNS
    return above if plain and above.i < noun.i else None


def _number_of(verb: Token) -> str:
    """Whether a clause is about one or about many, by its first verb; "" where that tells nothing."""
    first = next((c for c in verb.lefts if c.dep_ in HELPERS), verb)
    if first.tag_ == "VBZ" or first.lower_ == "was":
        return "one"
    return "many" if first.tag_ == "VBP" or first.lower_ == "were" else ""


def _done_to_all_of_it(verb: Token) -> None:
    """Of "a study of nine towns, led by Moor," it is the study that she led."""
    noun = verb.head
    holder = _holder(noun)
    if verb.tag_ != "VBN" or holder is None or mark_before(verb.left_edge) != "," or noun.head.lower_ != "of":
        return
    new = any(c.lower_ in {"a", "an"} for c in holder.lefts) and holder.lemma_.lower() not in _SETS
    by = any(c.dep_ == "agent" for c in verb.rights)
    if new and by and noun.tag_ in _PLURAL and holder.tag_ == "NN":
        hang(verb, holder)


def _added_behind(noun: Token) -> None:
    """Of "live with the flu, a disease that can kill," the disease is the flu, and nothing of the verb."""
    start = noun.left_edge.i
    told = any(c.dep_ == "relcl" for c in noun.rights)
    if (
        not told
        or start < 2
        or mark_before(noun.doc[start]) != ","
        or noun.doc[start].lower_ not in {"a", "an"}
    ):
        return
    before = noun.doc[start - 2]
    ends = noun.right_edge.i + 1 >= noun.sent.end or noun.doc[noun.right_edge.i + 1].text in {",", "."}
    thing = before.tag_ in {"NN", "NNP"} and before.dep_ in {"pobj", "dobj"} and noun.head.is_ancestor(before)
    if noun.tag_ == "NN" and thing and ends and noun.lemma_.lower() not in _SUMS and before.lemma_ != "%":
        hang(noun, before, "appos")


#: They sum up what has been said, not the last word of it.
_SUMS = frozenset(
    """drop rise fall increase decrease gain loss jump decline growth level record move step decision claim
    charge allegation sign result trend practice moment win victory defeat setback blow figure sum amount
    number total rate change shift verdict feat first process task job""".split()
)


# What is joined to what


def _that_and_that(verb: Token) -> None:
    """Of "said the men seemed to be ill and that it was late" two things are said."""
    mark = next((c for c in verb.lefts if c.dep_ == "mark" and c.lower_ == "that"), None)
    joint = verb.doc[mark.i - 1] if mark is not None and not mark.is_sent_start else None
    first = verb.head
    clausal = any(c.dep_ == "csubj" for c in verb.lefts)
    if mark is not None and not clausal and not has_subject(verb):
        _half(verb, mark)
    if mark is None or joint is None or joint.dep_ != "cc" or not (clausal or has_subject(verb)):
        return
    said = next((one for one in (first, *first.ancestors) if one.dep_ == "ccomp"), None)
    if first.dep_ != "xcomp" or said is None or not has_subject(said) or said.head.i > said.i:
        return
    hang(verb, said)
    hang(joint, said)


def _half(verb: Token, mark: Token) -> None:
    """Of "that it was late and that almost half feared it" the parser takes the half for a measure."""
    noun = next((c for c in verb.lefts if c.dep_ == "npadvmod" and mark.i < c.i == verb.i - 1), None)
    if noun is not None and verb.tag_ in FINITE:
        noun.dep_ = "nsubj"


def _adding(verb: Token) -> None:
    """Of "Moor said the case was open, adding that P" it is Moor who adds it, not the case."""
    told = verb.head
    said = told.head
    adds = verb.tag_ == "VBG" and verb.lemma_ in SAYING and any(c.dep_ == "ccomp" for c in verb.rights)
    inside = told.dep_ == "ccomp" and said.lemma_ in SAYING and said.i < told.i < verb.i
    own = has_subject(said) and not has_subject(verb)
    if adds and inside and own and mark_before(verb.left_edge) == ",":
        hang(verb, said)


def _and_called(verb: Token) -> None:
    """Of "the union said it was the first, and called for a ban" it is the union that called."""
    first = verb.head
    said = first.head
    joint = next((c for c in first.rights if c.dep_ == "cc" and c.i < verb.i), None)
    it = any(c.lower_ == "it" and c.dep_ in {"nsubj", "expl"} for c in first.lefts)
    if not it or joint is None or first.dep_ != "ccomp" or first.lemma_ != "be" or said.i > first.i:
        return
    alike = verb.tag_ == said.tag_ == "VBD" and not has_subject(verb) and not has_helper(verb)
    if alike and mark_before(joint) == "," and said.lemma_ in SAYING and has_subject(said):
        hang(verb, said)
        hang(joint, said)


def _of_the_clause_before(verb: Token) -> None:
    """Of "thanked Moor, who left in May and have a boat" the plain verb is no second "thanked"."""
    first = verb.head
    if verb.tag_ not in {"VB", "VBP"} or has_helper(verb) or has_subject(verb):
        return
    between = verb.doc[first.i : verb.i]
    told = next((t for t in reversed(between) if t.dep_ == "relcl" and _has_pronoun(t)), None)
    joint = verb.doc[verb.left_edge.i - 1]
    plain = first.pos_ in NOUNS or first.tag_ == "VBD"
    if told is None or joint.dep_ != "cc" or not plain or any(t.tag_ in {"TO", "MD"} for t in between):
        return
    if told.tag_ == "VBD" and first.i < told.i:
        verb.tag_ = "VBP"
        hang(verb, told)
        hang(joint, told)


def _has_pronoun(verb: Token) -> bool:
    return any(c.lower_ in {"who", "which"} and c.dep_ in SUBJECTS for c in verb.lefts)


def _beat(word: Token) -> None:
    """Of "after profit beat expectations" the middle word is the verb, though it looks like a noun."""
    noun = word.head
    before = next((c for c in word.lefts if c.dep_ == "compound" and c.i == word.i - 1), None)
    after = noun.head
    if word.lower_ != "beat" or before is None or noun.i != word.i + 1 or noun.tag_ != "NNS":
        return
    if noun.dep_ != "pobj" or after.lower_ not in {"after", "as", "since"}:
        return
    as_verb(word, "VBD")
    hang(word, after.head, "advcl")
    hang(after, word, "mark")
    hang(before, word, "nsubj")
    for child in [c for c in word.lefts if c.i < before.i and c is not after]:
        hang(child, before)
    for child in [c for c in noun.rights if c.dep_ == "acl"]:
        hang(child, word, "advcl")
    hang(noun, word, "dobj")


def _opens(noun: Token) -> None:
    """Of "Outside court, her daughter said" no court says it: the first word is no adjective."""
    verb, first = noun.head, noun.doc[noun.left_edge.i]
    if first.lower_ not in _LEADING or first.head is not noun or not first.is_sent_start:
        return
    who = next(
        (c for c in (*noun.rights, *verb.lefts) if c.i > noun.i and c.dep_ in {"appos", *SUBJECTS}), None
    )
    if who is None or mark_before(who.left_edge) != ",":
        return
    for stray in [c for c in noun.rights if c.i > who.i]:
        hang(stray, who)
    hang(who, verb, "nsubj")
    first.pos_, first.tag_ = "ADP", "IN"
    hang(first, verb, "prep")
    hang(noun, first, "pobj")


def _leads_beyond(clause: Token) -> None:
    """Of "If confirmed, she said, it would be a crime" the condition is what she says, too."""
    said = clause.head
    host = said.head
    subject = next((c for c in said.lefts if c.dep_ in SUBJECTS), None)
    if said.dep_ != "parataxis" or said.lemma_ not in SAYING or subject is None or host.i < said.i:
        return
    if clause.is_punct or clause.i > subject.left_edge.i or mark_before(subject.left_edge) != ",":
        return
    if clause.left_edge.i == said.sent.start and clause.dep_ in {"advcl", "prep", "advmod", "npadvmod"}:
        hang(clause, host)


def _reported_in_turn(reported: Token) -> None:
    """Of "He said P, the station reported" the station reports all of it."""
    said = reported.head
    told = next((c for c in reported.lefts if c.dep_ == "ccomp" and c.pos_ in VERBAL), None)
    subject = next((c for c in reported.lefts if c.dep_ in SUBJECTS), None)
    if told is None or subject is None or said.dep_ != "ROOT" or {said.lemma_, reported.lemma_} - SAYING:
        return
    ends = all(t.is_punct for t in reported.doc[reported.i + 1 : reported.sent.end])
    if not (said.i < told.i < subject.i and mark_before(subject.left_edge) == "," and ends):
        return
    if has_helper(reported) or reported.tag_ not in FINITE:
        return
    last = [c for c in said.rights if c.i > reported.i]
    hang(told, said)
    hang(reported, reported, "ROOT")
    hang(said, reported, "ccomp")
    for mark in last:
        hang(mark, reported)


def _did(word: Token) -> None:
    """Of "the gate stuck halfway, papers show" the middle word is what the gate did, not how it is."""
    subject = any(c.dep_ == "nsubj" for c in word.lefts)
    if word.tag_ == "JJ" and subject and not has_helper(word) and is_past_form(word):
        as_verb(word, "VBD")


def _than_what(than: Token) -> None:
    """Of "spent more on the hall, which is old, than on roads" it is "more" than that, not the clause."""
    clause = next((t for t in (than.head, *than.head.ancestors) if t.dep_ == "relcl"), None)
    if than.lower_ != "than" or clause is None or mark_before(than) != ",":
        return
    doc, start = than.doc, clause.left_edge.i
    if any(t.tag_ in _COMPARATIVE for t in doc[start : than.i]):
        return
    more = next((t for t in reversed(doc[than.sent.start : start]) if t.tag_ in _COMPARATIVE), None)
    if more is not None:
        hang(doc[than.i - 1], clause)
        hang(than, more)


_COMPARATIVE = frozenset({"JJR", "RBR"})

# Scores


def _score(second: Token) -> None:
    """Of "beat Elm Rovers 3-2" the score belongs to the verb, not to the name."""
    doc, at = second.doc, second.i
    if at < 3 or not second.text.isdigit() or not _is_score(second):
        return
    mark, first, before = doc[at - 1], doc[at - 2], doc[at - 3]
    if before.pos_ not in NOUNS and before.pos_ not in VERBAL:
        return
    if before.dep_ == "npadvmod":
        _as_object(before)
    verb = next((one for one in (before, *before.ancestors) if one.pos_ in VERBAL), before)
    hang(first, verb, "npadvmod")
    hang(mark, first, "punct")
    hang(second, first, "nummod")
    for token in (first, mark, second):
        token.ent_type_, token.ent_iob_ = "", "O"


def _is_score(second: Token) -> bool:
    """Say whether a number is the second of two that a dash joins; "the Ford 17-4 Roadster" is a model."""
    mark, first = second.doc[second.i - 1], second.doc[second.i - 2]
    if second.i + 1 < len(second.doc) and second.doc[second.i + 1].pos_ in NOUNS:
        return False
    close = not first.whitespace_ and not mark.whitespace_
    small = first.text.isdigit() and len(first.text) <= 3 >= len(second.text)
    return close and small and mark.text in {"-", "–"} and second.doc[second.i - 3].text not in {"$", "("}


def _as_object(name: Token) -> None:
    """Of "beat league leaders Elm" Elm is who was beaten, and the leaders its title."""
    title = name.doc[name.left_edge.i - 1] if name.left_edge.i else name
    if title.dep_ != "dobj" or title.pos_ not in NOUNS:
        return
    hang(name, title.head, "dobj")
    for child in title.children:
        if child.dep_ in {"det", "poss"} or child.i > title.i:
            hang(child, name)
    hang(title, name, "compound")


#: By the relation that a word has to the one it hangs on.
RULES = {
    "relcl": (_which_agrees,),
    "acl": (_done_to_all_of_it,),
    "conj": (_that_and_that, _and_called, _of_the_clause_before, _score),
    "nsubj": (_opens,),
    "advcl": (_leads_beyond, _adding),
    "ccomp": (_did, _reported_in_turn),
    "compound": (_beat,),
    "npadvmod": (_score, _added_behind),
    **dict.fromkeys(("nummod", "pobj", "appos", "dobj", "attr", "dep"), (_score,)),
    "prep": (_score, _than_what),
}
