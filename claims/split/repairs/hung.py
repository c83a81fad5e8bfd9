"""Words that the parser hung on the wrong one of two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.split.parsed import hang
from claims.split.repairs.words import (
    ADDED,
    FINITE,
    HELPERS,
    SAYING,
    SUBJECTS,
    VERBAL,
    as_verb,
    base_of,
    has_helper,
    has_subject,
    is_active,
    is_hyphen,
    is_past_form,
    mark_before,
)

if TYPE_CHECKING:
    from claims.split.parsed import Token

_ONE_AFTER = frozenset({"after", "before", "since", "until", "as"})
#: Nobody does these by themselves, so behind "was built and …" they are done to the same.
_DONE_TO = frozenset(
    """acquire adopt approve amend appoint arrest auction award ban build charge convict damage demolish
    deport destroy dismiss elect enact execute extradite fine hang imprison indict injure jail kill name
    nominate print publish ratify rebuild release remove rename repeal replace restore sell sentence
    shoot sign suspend translate veto wound""".split()
)


def _second_of_a_list(verb: Token) -> None:
    """Of "killed four, injured 12 and burned a mill" and "was born in Leeds, studied in Rome and works"."""
    if verb.tag_ not in {"VBN", "VBD"} or has_helper(verb) or mark_before(verb.left_edge) != ",":
        return
    if has_subject(verb) or not is_past_form(verb):
        return
    main = verb.head
    while main.pos_ not in VERBAL and main.head.i != main.i:
        main = main.head
    goes_on = any(c.dep_ == "conj" and c.tag_ in FINITE and not has_subject(c) for c in verb.rights)
    behind = [c for c in main.rights if c.dep_ == "conj" and c.i > verb.i and c.tag_ in {"VBD", "VBN"}]
    listed = (goes_on or bool(behind)) and main.i < verb.i and main.pos_ in VERBAL
    if not listed or (verb.dep_ == "acl" and not goes_on) or main.dep_ in {"relcl", "acl"}:
        return
    strayed = _is_done(main) or (verb.dep_ == "acl" and verb.head.pos_ == "PROPN")
    if not is_active(verb) and not (goes_on and strayed):
        return
    hang(verb, main, "conj")
    if is_active(verb) or not _is_done(main):
        as_verb(verb, "VBD")
    elif goes_on:
        as_verb(verb, "VBD" if base_of(verb.lower_) not in _DONE_TO else "VBN")


def _is_done(verb: Token) -> bool:
    return any(c.dep_ == "auxpass" for c in verb.lefts)


def _also_done(verb: Token) -> None:
    """Of "was founded by Moor and sold to a bank" both were done to the same."""
    first = verb.head
    if verb.tag_ != "VBD" or has_helper(verb) or has_subject(verb):
        return
    passive = _is_done(first) or (first.tag_ == "VBN" and first.dep_ in {"acl", "conj"})
    if first.tag_ != "VBN" or not passive or any(c.dep_ in {"dobj", "ccomp"} for c in verb.rights):
        return
    if verb.lemma_.lower() in _DONE_TO or any(c.dep_ == "agent" for c in verb.rights):
        verb.tag_ = "VBN"


def _after_addition(verb: Token) -> None:
    """Of "broke down after Norway, a member, walked out" it was Norway who did."""
    main = verb.head
    if verb.tag_ != "VBD" or has_subject(verb) or has_helper(verb) or mark_before(verb.left_edge) != ",":
        return
    if any(c.dep_ == "cc" for c in main.rights):
        return
    mark = next(
        (
            c
            for c in reversed(list(main.rights))
            if c.dep_ == "prep" and c.lower_ in _ONE_AFTER and c.i < verb.i
        ),
        None,
    )
    noun = next((c for c in mark.rights if c.dep_ == "pobj"), None) if mark is not None else None
    if mark is None or noun is None or not any(c.dep_ in ADDED for c in noun.rights):
        return
    if noun.right_edge.i < verb.left_edge.i - 2:
        return
    hang(verb, main, "advcl")
    hang(noun, verb, "nsubj")
    hang(mark, verb, "mark")
    mark.pos_ = "SCONJ"


def _person_of_place(name: Token) -> None:
    """Of "the mayor of Delmar, Piet Roos," it is the mayor who is Roos."""
    place = name.head
    if name.ent_type_ != "PERSON" or place.dep_ != "pobj" or place.pos_ != "PROPN":
        return
    noun = place.head.head
    one = noun.tag_ == "NN" and not any(c.lower_ in {"a", "an"} for c in noun.lefts)
    if one and place.head.lower_ == "of" and not any(c.dep_ == "conj" for c in name.rights):
        hang(name, noun)


def _second_with_a_name(noun: Token) -> None:
    """Of "the mayor, Piet Roos, and the clerk" two are named: the clerk is not what the mayor is."""
    name = noun.head
    if noun.pos_ != "NOUN" or name.dep_ != "appos" or name.pos_ != "PROPN":
        return
    first = name.head
    joint = next((c for c in name.rights if c.dep_ == "cc" and c.i < noun.i), None)
    known = any(c.dep_ in {"det", "poss"} and c.lower_ not in {"a", "an"} for c in noun.lefts)
    if first.pos_ != "NOUN" or joint is None or not known or mark_before(joint) != ",":
        return
    for one in (noun, joint, *(c for c in name.rights if c.is_punct)):
        hang(one, first)


def _who_of_place(verb: Token) -> None:
    """Of "a nurse from Leeds who won" it is the nurse who won."""
    place = verb.head
    who = next((c for c in verb.lefts if c.lower_ in {"who", "whom"} and c.dep_ in {*SUBJECTS, "dobj"}), None)
    if who is None or place.pos_ != "PROPN" or place.ent_type_ == "PERSON" or place.dep_ != "pobj":
        return
    noun = place.head.head
    if place.head.dep_ == "prep" and noun.pos_ == "NOUN":
        hang(verb, noun)


def _of_the_main_clause(verb: Token) -> None:
    """Of "Moor ended a strike that closed the school, taking a cut" it is Moor who takes it."""
    clause = verb.head
    noun = clause.head
    if verb.tag_ != "VBG" or clause.dep_ != "relcl" or mark_before(verb.left_edge) != ",":
        return
    if verb.lemma_.lower() not in _BY_PEOPLE or mark_before(clause.left_edge) == "," or has_subject(verb):
        return
    if noun.pos_ != "NOUN" or noun.tag_ != "NN" or any(c.lower_ == "who" for c in clause.lefts):
        return
    main = next((one for one in noun.ancestors if one.pos_ in VERBAL and has_subject(one)), None)
    if main is not None and main.i < noun.i and main.dep_ == "ROOT":
        hang(verb, main)


_BY_PEOPLE = frozenset(
    """accept accuse agree argue blame call cite claim criticise criticize demand hope insist pledge promise
    refuse reject say take tell thank urge vow vote warn""".split()
)


def _event_in_place(verb: Token) -> None:
    """Of "a strike in Elm, which lasted 44 days," it is the strike that lasted."""
    place, happened = verb.head, verb.lemma_.lower() in _HAPPENS
    which = any(c.lower_ in {"which", "that"} and c.dep_ in SUBJECTS for c in verb.lefts)
    if not (which and happened) or place.ent_type_ not in {"GPE", "LOC", "FAC"} or place.dep_ != "pobj":
        return
    event = place.head.head
    if place.head.dep_ == "prep" and event.pos_ == "NOUN":
        hang(verb, event)


_HAPPENS = frozenset("last kill injure wound begin start end happen occur erupt".split())


def _called(words: Token) -> None:
    """Of "Moor called the plan, her third, “a mess”" the mess is what Moor called it."""
    noun = words.head
    verb = noun.head
    inside = mark_before(words.left_edge) in _MARKS or words.doc[words.left_edge.i].text in _MARKS
    if inside and verb.lemma_ in _CALLS and noun.dep_ == "dobj" and noun.i < words.i:
        hang(words, verb, "oprd")


_CALLS = frozenset("call dub label term brand describe".split())


def _before_that(citing: Token) -> None:
    """Of "said, citing the mayor, that P" the citing is done by who says it."""
    verb = citing.head
    mark = next((c for c in verb.lefts if c.dep_ == "mark" and c.lower_ == "that"), None)
    if mark is not None and citing.i < mark.i and verb.dep_ == "ccomp" and verb.head.i < citing.i:
        hang(citing, verb.head)


def _that_of_said(verb: Token) -> None:
    """Of "said, citing the mayor, that P" P is what is said."""
    citing = verb.head
    mark = next((c for c in verb.lefts if c.dep_ == "mark" and c.lower_ == "that"), None)
    if mark is None or mark_before(mark) != "," or citing.tag_ != "VBG" or citing.dep_ != "advcl":
        return
    said = citing.head
    if said.i < citing.i and not any(c.dep_ == "ccomp" for c in said.children):
        hang(verb, said)


def _day_of_saying(preposition: Token) -> None:
    """Of "said on Monday it had lost money" Monday is when it was said."""
    verb = preposition.head
    said = verb.head
    if verb.dep_ != "ccomp" or preposition.i != said.i + 1 or said.pos_ != "VERB":
        return
    subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
    day = next((c for c in preposition.rights if c.dep_ == "pobj"), None)
    dated = day is not None and day.ent_type_ == "DATE"
    if dated and subject is not None and subject.left_edge.i == preposition.right_edge.i + 1:
        hang(preposition, said)


def _money(won: Token) -> None:
    """Of "a 2 trillion won order" nobody won: it is the money of Korea."""
    number = won.doc[won.i - 1] if not won.is_sent_start else won
    if won.lower_ != "won" or number.lower_ not in _LARGE or has_subject(won) or has_helper(won):
        return
    won.pos_, won.tag_, won.lemma_ = "NOUN", "NN", "won"
    if number.head is not won and won.dep_ == "conj" and number.i > won.head.i:
        _pay(won, number)


def _pay(won: Token, number: Token) -> None:
    """Put what the parser read as "won an order" together: an order of so much money, or the money."""
    what = next((c for c in won.rights if c.dep_ == "dobj" and c.left_edge.i == won.i + 1), won)
    verb, relation = number.head, number.dep_
    hang(won, verb, relation)
    hang(number, won, "nummod")
    if what is not won:
        hang(what, verb, relation)
        hang(won, what, "nmod")


_LARGE = frozenset({"thousand", "million", "billion", "trillion"})


def _name_with_hyphen(word: Token) -> None:
    """Of "her deputy, Han Su-jin," the parser takes the halves of the name for two people."""
    doc = word.doc
    parts = [word]
    while parts[-1].i + 2 < word.sent.end and is_hyphen(doc[parts[-1].i + 1]):
        parts += doc[parts[-1].i + 1 : parts[-1].i + 3]
    outside = [one for one in parts if one.head not in parts]
    last = parts[-1]
    if len(parts) < 3 or len(outside) < 2 or any(one.head is not word.head for one in outside):
        return
    if word.pos_ != "PROPN" or any(last.is_ancestor(one) for one in (word.head, *word.lefts)):
        return
    hang(last, word.head, word.dep_)
    last.pos_, last.tag_ = word.pos_, word.tag_
    for mark in parts[1::2]:
        mark.pos_, mark.tag_, mark.is_punct = "PUNCT", "HYPH", True
    for one in (*word.lefts, *(c for c in word.rights if c not in parts), *parts[:-1]):
        hang(one, last, "punct" if one in parts and not one.is_alpha else "compound" if one in parts else "")


def _behind_the_verb(noun: Token) -> None:
    """Of "Rovers beat City, their third win," the win is no word for who beat them."""
    subject = noun.head
    if subject.dep_ in SUBJECTS and subject.i < subject.head.i < noun.left_edge.i:
        hang(noun, subject.head, "npadvmod")


def _goes_on_behind_speaker(verb: Token) -> None:
    """Of "The rule cuts costs, the firm said, and may save jobs" it is the rule that may."""
    said = verb.head
    told = next((c for c in said.lefts if c.dep_ == "ccomp" and c.pos_ in VERBAL), None)
    joint = next((c for c in said.rights if c.dep_ == "cc" and said.i < c.i < verb.i), None)
    if told is None or joint is None or has_subject(verb) or not has_subject(told):
        return
    doc = verb.doc
    aside = doc[said.i + 1].text == "," and joint.i == said.i + 2 and said.right_edge.i > joint.i
    speaker = next((c for c in said.lefts if c.dep_ in SUBJECTS), None)
    before = mark_before(speaker.left_edge) if speaker is not None and told.i < speaker.i else ""
    spoken = any(t.text in _MARKS for t in doc[verb.sent.start : said.i])
    if aside and before == "," and not spoken:
        hang(joint, told)
        hang(verb, told)


def _second_speaker(said: Token) -> None:
    """Of "Moor said that the pier sank, and her clerk said that it burned" each says one thing."""
    first = said.head
    alike = has_subject(said) and said.lemma_ in SAYING and _tense(said) == "past"
    joint = next((c for c in first.rights if c.dep_ == "cc" and c.i < said.i), None)
    if not alike or joint is None or joint.lower_ != "and" or mark_before(joint) != ",":
        return
    if said.left_edge.i != joint.i + 1 or not any(c.dep_ == "ccomp" for c in said.rights):
        return
    above = next((one for one in first.ancestors if one.lemma_ in SAYING and has_subject(one)), None)
    if above is None or _tense(above) != "past" or above.i > first.i:
        return
    between = [first, *(one for one in first.ancestors if above.is_ancestor(one))]
    if all(one.dep_ in {"ccomp", "conj", "advcl"} for one in between):
        hang(joint, above)
        hang(said, above)


def _tense(verb: Token) -> str:
    """Whether a clause tells what was said, by its form; "" for any other."""
    finite = next((c for c in verb.lefts if c.dep_ in HELPERS), verb)
    return "past" if finite.tag_ in {"VBD", "VBZ", "VBP"} and verb.tag_ in {"VBD", "VBN"} else ""


def _who_says_it(name: Token) -> None:
    """Of "Moor of Harwick, who left, said that P" the parser takes the name for a clause."""
    said = name.head
    alone = said.tag_ in FINITE and not has_subject(said) and name.left_edge.i == name.sent.start
    behind = said.i - name.right_edge.i
    if name.pos_ == "PROPN" and alone and said.lemma_ in SAYING and 0 < behind <= 2:
        name.dep_ = "nsubj"


_MARKS = frozenset('"“”')

#: By the relation that a word has to the one it hangs on.
RULES = {
    "advcl": (_of_the_main_clause, _second_of_a_list, _after_addition, _before_that, _who_says_it),
    "acl": (_second_of_a_list,),
    "dobj": (_money,),
    "conj": (
        _money,
        _also_done,
        _after_addition,
        _second_with_a_name,
        _goes_on_behind_speaker,
        _second_speaker,
    ),
    "appos": (_called, _person_of_place, _name_with_hyphen, _behind_the_verb),
    "relcl": (_who_of_place, _event_in_place),
    "ccomp": (_that_of_said,),
    "prep": (_day_of_saying,),
}
