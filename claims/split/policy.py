"""Which of the possible cuts make claims: a clause that a reviewer can rate by itself, and no less.

The smaller parts are facts (`cutting.facts`). What is said of a thing without which one would not
know which thing is meant ("the bridge that fell") is left where it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from claims.split.additions import OPINIONS
from claims.split.cutting.asides import PICTURES
from claims.split.cutting.build import Cut, Share
from claims.split.cutting.clauses import first_participle
from claims.split.cutting.nouns import THINGS, says_what
from claims.split.cutting.phrases import is_plural
from claims.vocab import WordOrigin

if TYPE_CHECKING:
    from claims.split.parsed import Token

#: Clauses with these say something beside the main clause, which loses nothing without them.
_BESIDE = frozenset({"while", "although", "though", "even though", "whereas", "as", "but", "whilst"})
#: These tell when or why, so the main clause keeps them, and happened themselves.
_WITHIN = frozenset({"after", "since", "because", "when", "before", "as"})
_CONDITIONS = frozenset({"if", "unless", "whether", "until", "lest", "once"})
_HAPPENED_BEFORE = frozenset({"after", "despite", "since", "upon", "following", "besides"})
_NOT_SHARED = frozenset({"or", "nor", "than"})
#: Of "no one came and left" neither half holds alone.
_NOBODY = frozenset({"no", "none", "nobody", "nothing", "neither", "few", "hardly"})
_JOINING = frozenset(
    """and but so yet or also however meanwhile instead still moreover furthermore additionally
    therefore thus nevertheless nonetheless besides consequently in addition for example for
    instance of course on the other hand in contrast""".split()
)


def claim_cuts(cuts: Sequence[Cut]) -> list[Cut]:
    """The cuts that make claims of a sentence, in the order given."""
    return [cut for cut in cuts if (rule := _RULES.get(cut.kind)) is not None and rule(cut)]


def claim_lists(shares: Sequence[Share]) -> list[Share]:
    """The lists of which each makes a claim: "a nurse and the mayor of Ely", "a mill as well as a pier"."""
    if any(t.lower_ == "respectively" for share in shares[:1] for t in share.token.sent):
        return []
    return [share for share in shares if _says_what_somebody_is(share) or _is_added(share)]


def _says_what_somebody_is(share: Share) -> bool:
    return (
        share.kind in _WHAT_SOMEBODY_IS
        and share.mark == "and"
        and share.token.lemma_.lower() not in THINGS
        and not any(c.dep_ == "nummod" for c in share.token.lefts)
        and not _is_of_several(share.token)
    )


def _is_added(share: Share) -> bool:
    """Say whether "as well as" joins what somebody did something to: they did it to each."""
    told = share.token.head.tag_ in {"VBD", "VBZ", "VBP"}
    return share.kind == "share_object" and share.mark == "as" and told and len(share.members) == 2


def _is_of_several(noun: Token) -> bool:
    """Say whether a list tells of several things, and not of one what it is: "there are", "two cities, …"."""
    head = noun.head
    if noun.dep_ == "attr":
        return any(c.dep_ == "expl" for c in head.children)
    between = noun.doc[head.i : noun.left_edge.i]
    return (
        is_plural(head, alone=True) or not says_what(noun, head) or any(t.text in {":", ";"} for t in between)
    )


_WHAT_SOMEBODY_IS = frozenset({"share_appos", "share_attr"})


def _coordinated(cut: Cut) -> bool:
    first = cut.token.head
    conditional = any(
        mark.lower_ in _CONDITIONS
        for clause in first.children
        if clause.dep_ == "advcl"
        for mark in clause.lefts
    )
    says_nothing = _is_elided(cut) or _only_points(cut)
    return cut.mark not in _NOT_SHARED and not conditional and not _is_supposed(first) and not says_nothing


def _only_points(cut: Cut) -> bool:
    """Of "that is our mistake, and it is mine" the second half has no word of its own."""
    words = [cut.token.doc[p.i] for p in cut.pieces if p.text.isalnum()]
    return all(t.pos_ in {"PRON", "AUX", "PART"} or t.tag_ in {"PRP$", "DT"} for t in words)


def _is_open(cut: Cut) -> bool:
    """Of "the man who stole the car and burned it" the parser guesses who burned it."""
    first = cut.token.head
    added = first.left_edge.i and cut.token.doc[first.left_edge.i - 1].text == ","
    added = added or _is_apposed(first.head)
    return (
        not added
        and first.dep_ == "relcl"
        and cut.token.tag_ == "VBD"
        and cut.mark == "and"
        and _first_is_past(first)
    )


def _first_is_past(verb: Token) -> bool:
    return verb.tag_ == "VBD" and any(c.tag_ in {"WP", "WDT"} for c in verb.lefts)


def _is_elided(cut: Cut) -> bool:
    """Of "the fund lost money but the bank had not" the second half needs the first."""
    verb = cut.token
    if any(c.dep_ == "auxpass" for c in verb.lefts):
        return False
    helping = verb.lemma_ in {"have", "do", "be", "will", "can", "may", "must", "should", "would", "could"}
    return helping and not any(c.dep_ not in {"punct", "neg", "cc", "conj"} for c in verb.rights)


def _predicate(cut: Cut) -> bool:
    if not _coordinated(cut) or _is_open(cut) or cut.pieces[0].text.lower() in _NOBODY:
        return False
    first = cut.token.head
    if not _begins_with_verb(cut.token):
        return False
    # "attacked and killed a cyclist" shares its object: neither half holds alone.
    complements = [c for c in first.rights if c.dep_ not in {"cc", "conj", "punct"} and c.i < cut.token.i]
    # So does "closed and sold in March" its time; a clause that the second verb has is its own.
    shares = not any(child.dep_ in {"ccomp", "xcomp"} for child in cut.token.rights)
    together = not complements and shares and first.i + 1 == cut.token.left_edge.i - 1
    return not together and _is_set_off(cut)


def _is_set_off(cut: Cut) -> bool:
    """Of "a mill built in 1911 and closed in 1990" both tell which mill it is; behind a comma neither."""
    top = first_participle(cut.token)
    if top is None:
        return True
    comma = top.doc[top.left_edge.i - 1].text if top.left_edge.i else ""
    return comma in {",", "–", "—"} and not _is_result(top)


def _begins_with_verb(verb: Token) -> bool:
    """Say whether a predicate begins with its verb; "and from years of rain meant to" does not."""
    aside = {t.i for c in verb.lefts if c.dep_ == "parataxis" for t in c.subtree}
    before = [t for t in verb.doc[verb.left_edge.i : verb.i] if t.i not in aside]
    return all(t.is_punct or t.pos_ in {"ADV", "AUX", "PART"} or t.dep_ in {"cc", "neg"} for t in before)


def _is_supposed(verb: Token) -> bool:
    return any(mark.dep_ == "mark" and mark.lower_ in _CONDITIONS for mark in verb.lefts)


def _beside(cut: Cut) -> bool:
    if _together(cut):
        return True
    return cut.mark in _BESIDE and _has_comma(cut) and not _is_meanwhile(cut)


def _is_meanwhile(cut: Cut) -> bool:
    """Of "bats hide while they sleep, a study says" the clause tells when; the comma is not its own."""
    start = cut.token.left_edge.i
    before = cut.token.doc[start - 1] if start else cut.token
    return cut.mark == "while" and cut.token.head.i < start and before.text not in _PAUSES


def _within(cut: Cut) -> bool:
    # "When the bank fails" may never be; "when the bank failed" was.
    dated = any(t.tag_ == "WRB" for t in cut.token.lefts) and _behind_date(cut.token)
    happened = cut.mark not in {"when", "before", "as"} or cut.token.tag_ in {"VBD", "VBN"} or _together(cut)
    return cut.mark in _WITHIN and happened and not dated and not _beside(cut)


def _behind_date(verb: Token) -> bool:
    """Say whether a clause tells of the date before it, which it would lose: "in 2011, when Kim left"."""
    at = verb.left_edge.i - 2
    return at >= 0 and verb.doc[at + 1].text == "," and verb.doc[at].ent_type_ == "DATE"


def _together(cut: Cut) -> bool:
    """Of "the lake falls as towns ration water" both are told of the same time."""
    present = {"VBZ", "VBP"}
    return cut.mark == "as" and cut.token.tag_ in present and cut.token.head.tag_ in present


def _has_comma(cut: Cut) -> bool:
    doc = cut.token.doc
    edges = (cut.token.left_edge.i - 1, cut.token.right_edge.i + 1)
    return any(0 <= at < len(doc) and doc[at].text in _PAUSES for at in edges)


_PAUSES = frozenset({",", "–", "—", ";", "”"})


def _participle(cut: Cut) -> bool:
    before = cut.token.doc[max(0, cut.token.left_edge.i - 1)]
    # "stressed the need of growth and improving lives": a list, which the parser takes for a clause.
    joined = before.dep_ == "cc" or cut.token.left_edge.dep_ == "cc"
    return (
        _has_comma(cut)
        and not _is_shown(cut.token)
        and not joined
        and not _is_result(cut.token)
        and not cut.mark.startswith(("if", "unless", "until", "as if", "as though"))
    )


def _is_shown(verb: Token) -> bool:
    """Of "the photo shows a boy, Jo, feeding a bird" it is the boy who feeds it."""
    main = verb.head
    thing = any(c.dep_ == "dobj" and main.i < c.i < verb.i for c in main.rights)
    return verb.tag_ == "VBG" and main.lemma_ in _SHOWS and thing


_SHOWS = frozenset(
    "show see find watch depict film picture catch photograph hear feature spot notice".split()
)


def _is_result(verb: Token) -> bool:
    """Of "was hit by rain, leaving 300 homeless" it is not who was hit that left them so."""
    done = any(c.dep_ == "auxpass" for c in verb.head.lefts)
    return done and verb.tag_ == "VBG" and verb.lemma_.lower() in _RESULTS


_RESULTS = frozenset(
    """leave make force cause bring give raise prompt spark trigger kill injure wound destroy put take turn
    end create cut plunge render mean""".split()
)


def _added(cut: Cut) -> bool:
    return cut.mark == "," and not _bracketed(cut)


def _told_of_it(cut: Cut) -> bool:
    """Where a noun has no verb the sentence was not understood: what is added to it may be the verb."""
    head = cut.token.head
    alone = head.dep_ == "ROOT" and head.pos_ in {"NOUN", "PROPN"}
    if any(t.lower_ == "respectively" for t in cut.token.sent) and is_plural(head, alone=True):
        # "The two lakes, Ansel and Moro, were 11 and 17 percent full respectively" tells each of one.
        return False
    return _added(cut) and not alone and not _is_listed(cut)


def _is_listed(cut: Cut) -> bool:
    """Of "an inquiry, a list of leaks and a cap on tolls" the parser takes the list for an apposition."""
    things = (cut.token, cut.token.head)
    some = all(any(c.lower_ in {"a", "an"} for c in noun.lefts) for noun in things)
    later = [t for t in cut.token.subtree if t.dep_ == "conj" and t.head.i != cut.token.i]
    return some and any(c.lower_ in {"a", "an"} for t in later for c in t.lefts)


def _bracketed(cut: Cut) -> bool:
    """Say whether a part stands in brackets and is no more than a short form or a label."""
    at = cut.token.left_edge.i - 1
    inside = list(cut.token.subtree)
    dated = cut.token.tag_ == "VBN" and any(t.ent_type_ == "DATE" for t in inside)
    return at >= 0 and cut.token.doc[at].text == "(" and len(inside) < 4 and not dated


def _of_some(cut: Cut) -> bool:
    """Of "a photo released by the agency": there it is said of some photo, so it holds alone."""
    head = cut.token.head
    some = any(child.lower_ in {"a", "an"} for child in head.lefts) or head.pos_ == "PROPN"
    if head.lower_ in PICTURES or head.lemma_.lower() in OPINIONS:
        return False
    if _is_ruled_out(cut):
        return False
    long = cut.mark != "," and len(list(cut.token.subtree)) > 2
    return long and (some or _happened(cut))


def _is_ruled_out(cut: Cut) -> bool:
    """Of "it was not the storm that sank the ferry" the storm did not sink it."""
    noun = cut.token.head
    verb = noun.head
    it = any(c.lower_ == "it" and c.dep_ in {"nsubj", "expl"} for c in verb.lefts)
    return noun.dep_ == "attr" and it and any(c.dep_ == "neg" for c in verb.children)


def _tells_of_all(cut: Cut) -> bool:
    """Of "ate less after 9 p.m., which may explain it" no hour explains anything."""
    noun, first = cut.token.head, cut.token.doc[cut.token.left_edge.i]
    return first.lower_ == "which" and noun.ent_type_ in {"TIME", "DATE"}


def _told_of_somebody(cut: Cut) -> bool:
    if _tells_of_all(cut):
        return False
    # Of "the mine, where 12 died" nothing could say where, once it stands alone.
    placed = any(t.lower_ == "where" for t in cut.token.lefts)
    return (_added(cut) and not placed) or (_is_apposed(cut.token.head) and _of_some(cut))


def _of_some_other(cut: Cut) -> bool:
    return _of_some(cut) and not _is_apposed(cut.token.head)


def _is_apposed(noun: Token) -> bool:
    """Say whether a noun tells behind a comma what a name is: "Moor, a clerk who left in May,"."""
    told = noun.dep_ == "appos" and noun.head.pos_ == "PROPN" and noun.pos_ == "NOUN"
    return told and noun.doc[max(0, noun.left_edge.i - 1)].text == ","


def _happened(cut: Cut) -> bool:
    """Of "the engineers who found the leak": they found it."""
    subject = next((c for c in cut.token.lefts if c.dep_ == "nsubj"), None)
    known = any(child.lower_ == "the" for child in cut.token.head.lefts)
    if cut.token.dep_ == "acl":
        return (
            known
            and cut.token.head.pos_ == "NOUN"
            and cut.token.tag_ == "VBN"
            and any(t.ent_type_ == "DATE" for t in cut.token.subtree)
        )
    told = cut.token.tag_ == "VBD" or (cut.token.tag_ == "VBZ" and _tells_of_one(cut.token.head))
    return known and subject is not None and subject.tag_ in {"WP", "WDT"} and told


def _tells_of_one(noun: Token) -> bool:
    """Of "the lake that feeds Elm has shrunk": a known lake; "the lake that feeds Elm is dear" may be any."""
    verb = noun.head
    happened = verb.tag_ == "VBD" or (verb.tag_ == "VBN" and any(c.dep_ == "aux" for c in verb.lefts))
    return noun.tag_ == "NN" and noun.dep_ in {"nsubj", "nsubjpass"} and happened


def _title(cut: Cut) -> bool:
    # Of "beat league leaders Elm" one club is no leaders.
    return len(cut.removed or cut.pieces) > 1 and _names_a_role(cut) and cut.token.tag_ != "NNS"


def _names_a_role(cut: Cut) -> bool:
    """One small noun ("leader Ann Lee") says too little to rate."""
    words = [p for p in cut.pieces if p.origin is WordOrigin.STATED]
    return len(words) > 1


def _gerund(cut: Cut) -> bool:
    return cut.mark in _HAPPENED_BEFORE


def _opener(cut: Cut) -> bool:
    return cut.mark in _JOINING


def _says_by_itself(cut: Cut) -> bool:
    """Of "the rate will fall, the bank forecasts" no more than who forecasts would be left."""
    head = cut.token.head
    left = [c for c in head.rights if not c.is_punct]
    end = cut.token.right_edge.i
    comma = any(t.text == "," for t in cut.token.doc[end : end + 2])
    spoken = cut.token.dep_ == "ccomp" and cut.token.i < head.i and comma
    return not spoken or bool(left) or head.lemma_ == "be"


def _always(_: Cut) -> bool:
    return True


_RULES = {
    "clause": _coordinated,
    "joined": _always,
    "predicate": _predicate,
    "adverbial": _beside,
    "adverbial_also": _within,
    "participle": _participle,
    "reduced": _added,
    "reduced_also": _of_some,
    "relative": _told_of_somebody,
    "relative_also": _of_some_other,
    "apposition": _told_of_it,
    "title_also": _title,
    "gerund_also": _gerund,
    "beside": _says_by_itself,
    "opener": _opener,
    "pictured": _always,
    "including": _always,
    **dict.fromkeys(
        ("aged", "timed", "compared", "summed_up", "judged", "second_way", "changed", "along"), _always
    ),
}
