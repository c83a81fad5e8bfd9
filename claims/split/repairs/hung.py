"""Words that the parser hung on the wrong one of two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.split.parsed import hang
from claims.split.repairs.words import (
    ADDED,
    FINITE,
    SUBJECTS,
    VERBAL,
    as_verb,
    base_of,
    has_helper,
    has_subject,
    is_active,
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


#: By the relation that a word has to the one it hangs on.
RULES = {
    "advcl": (_second_of_a_list, _after_addition, _before_that),
    "acl": (_second_of_a_list,),
    "conj": (_also_done, _after_addition, _second_with_a_name),
    "appos": (_person_of_place,),
    "relcl": (_who_of_place,),
    "ccomp": (_that_of_said,),
    "prep": (_day_of_saying,),
}
