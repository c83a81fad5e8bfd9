"""Main verbs that the parser took for something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.split.parsed import hang
from claims.split.repairs.words import (
    ADDED,
    FINITE,
    NOUNS,
    SUBJECTS,
    VERBAL,
    as_verb,
    ends,
    has_helper,
    has_subject,
    is_active,
    is_only_past,
    is_past_form,
    make_root,
    mark_before,
    past_of,
)

if TYPE_CHECKING:
    from claims.split.parsed import Token

#: Past tenses that look like nouns or like the plain verb.
_UNCHANGED = frozenset("bid burst cut hit quit shut split".split())
_SOME = frozenset("many most some all both few several half none each two three four five".split())
#: Nouns in the plural that end a sentence as the verb of who says it: "…, the bank forecasts".
_SAYS = frozenset({"forecasts", "reports", "estimates", "claims", "predicts", "says", "shows"})


def _from_participle(root: Token) -> None:
    """Of "The film, directed by Moor, opened in May" the last participle is the main verb."""
    if root.pos_ not in NOUNS or not ends(root.sent) or _leads_on(root):
        return
    verbs = [c for c in root.rights if c.dep_ in {"acl", "conj"} and c.tag_ in {"VBN", "VBD"}]
    verb = verbs[-1] if verbs else None
    if verb is None or has_helper(verb) or has_subject(verb) or not is_past_form(verb):
        return
    own = [c for c in root.rights if c.dep_ in ADDED and c.i < verb.i]
    set_off = mark_before(verb.left_edge) == ","
    if bool(own) != set_off or any(c.dep_ == "cc" and c.i < verb.i for c in root.rights):
        return
    done_to = any(c.dep_ == "agent" for c in verb.rights)
    if done_to or (not own and not (is_active(verb) or _runs_on(verb) or _changes(verb))):
        return
    as_verb(verb, "VBD")
    make_root(verb, root)


def _runs_on(verb: Token) -> bool:
    """Say whether a participle is said of a name, or ends with what has no place behind a noun alone."""
    return verb.head.pos_ == "PROPN" and any(c.dep_ in {"prt", "advmod", "prep"} for c in verb.rights)


def _changes(verb: Token) -> bool:
    """Say whether something rose or fell by so much: "The margin widened by 60 points"."""
    told = verb.lemma_.lower() in _CHANGING and verb.left_edge.i == verb.head.i + 1
    return told and any(t.like_num for c in verb.rights if c.dep_ == "prep" for t in c.subtree)


_CHANGING = frozenset(
    """widen narrow rise fall grow climb drop slip increase decrease shrink expand improve decline jump surge
    edge soar plunge double halve ease weaken strengthen""".split()
)


def _leads_on(root: Token) -> bool:
    """Say whether a colon parts a heading or a list from what follows."""
    return any(t.text == ":" for t in root.sent) or any(
        c.pos_ in VERBAL and c.tag_ in FINITE and c.dep_ in {"conj", "parataxis", "ccomp"}
        for c in root.children
    )


def _from_second_subject(root: Token) -> None:
    """Of "Ruiz, elected in 2019, and his wife left" both left; no noun is joined to a verb."""
    if root.pos_ not in NOUNS or not ends(root.sent):
        return
    verb = next((c for c in root.rights if c.dep_ == "conj" and c.tag_ in FINITE), None)
    subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None) if verb is not None else None
    joint = next((c for c in root.rights if c.dep_ == "cc" and verb is not None and c.i < verb.i), None)
    if verb is None or subject is None or joint is None or joint.i + 1 != subject.left_edge.i:
        return
    if not any(c.dep_ in ADDED for c in root.rights) or joint.lower_ != "and":
        return
    relation = subject.dep_
    make_root(verb, root)
    root.dep_ = relation
    hang(subject, root, "conj")


def _from_noun(root: Token) -> None:
    """Of "Turin bid for the games" and "The rules, which …, ban straws" the verb that looks like a noun."""
    if root.pos_ not in NOUNS or not ends(root.sent) or any(t.text == ":" for t in root.sent):
        return
    if any(c.pos_ in VERBAL and c.dep_ not in {"acl", "relcl"} for c in root.children):
        return
    if root.lower_ in _UNCHANGED and any(c.dep_ == "nsubj" for c in root.lefts):
        as_verb(root, "VBD")
    elif root.lower_ in _UNCHANGED:
        _named_before(root)
    elif root.tag_ == "NN" and is_only_past(root.lower_):
        _by_name(root)
    elif root.tag_ == "NNS" and root.i > root.sent.start + 1:
        _angered(root)
    last = next((c for c in reversed(list(root.rights)) if c.dep_ == "appos"), None)
    if last is not None and last.pos_ in NOUNS and mark_before(last.left_edge) == ",":
        _behind_addition(root, last)


def _named_before(root: Token) -> None:
    kinds = {"PROPN", "NOUN"} if root.lower_ in _NO_NOUNS else {"PROPN"}
    before = [c for c in root.lefts if c.dep_ in {"compound", "nmod"} and c.pos_ in kinds]
    others = [c for c in root.lefts if c not in before]
    if not before or before[-1].i != root.i - 1 or (others and root.lower_ not in _NO_NOUNS):
        return
    as_verb(root, "VBD")
    for one in (*others, *before[:-1]):
        hang(one, before[-1])
    before[-1].dep_ = "nsubj"


_NO_NOUNS = frozenset({"burst", "quit", "shut"})


def _by_name(root: Token) -> None:
    """Of "Sand wept" the verb, which no noun looks like; the parser takes the name for its adjective."""
    name = root.doc[root.i - 1] if not root.is_sent_start else root
    if name.head is not root or not name.text.istitle() or name.left_edge.i != name.sent.start:
        return
    as_verb(root, "VBD")
    name.dep_, name.pos_, name.tag_ = "nsubj", "PROPN", "NNP"


def _angered(root: Token) -> None:
    """Of "This angered parents": "this" is of no plural, so it is who did it."""
    this = next((c for c in root.lefts if c.lower_ in {"this", "that"} and c.dep_ == "det"), None)
    verb = root.doc[root.i - 1]
    if this is None or verb.head.i != root.i or verb.i != this.i + 1 or not verb.lower_.endswith("ed"):
        return
    as_verb(verb, "VBD")
    make_root(verb, root)
    root.dep_ = "dobj"
    hang(this, verb, "nsubj")
    this.pos_ = "PRON"


def _behind_addition(root: Token, last: Token) -> None:
    """A verb behind what is added to a plural subject, taken for one more addition."""
    if root.tag_ not in {"NNS", "NNPS"} or not any(c.dep_ in ADDED and c.i < last.i for c in root.rights):
        return
    if last.lower_ in _UNCHANGED and last.left_edge.i == last.i:
        as_verb(last, "VBD")
        make_root(last, root)
        return
    first = last.doc[last.left_edge.i]
    plain = first.dep_ == "compound" and first.head.i == last.i and first.tag_ in {"NN", "VB", "VBP"}
    if plain and last.tag_ == "NNS" and past_of(first.lower_) not in {"", first.lower_ + "ed"}:
        as_verb(first, "VBP")
        make_root(first, root)
        hang(last, first, "dobj")


def _from_adjective(root: Token) -> None:
    """Of "The glass burst" and "The road is closed" the adjective is a verb."""
    for word in (root, *(c for c in root.rights if c.dep_ == "conj")):
        if word.pos_ != "ADJ":
            continue
        if any(c.dep_ == "auxpass" for c in word.lefts):
            as_verb(word, "VBN")
        elif any(c.dep_ == "nsubj" for c in word.lefts) and not has_helper(word) and _is_past_adjective(word):
            as_verb(word, "VBD")


def _is_past_adjective(word: Token) -> bool:
    return word.lower_ in _UNCHANGED | {"left"} or (word.lower_.endswith("ed") and is_past_form(word))


def _without_helper(root: Token) -> None:
    """A verb with a subject and no helper is no participle."""
    taken = root.tag_ == "VBN" and not has_helper(root) and is_past_form(root)
    if taken and any(c.dep_ == "nsubj" for c in root.lefts):
        root.tag_ = "VBD"


def _plain_form(root: Token) -> None:
    """A verb in its plain form that has a subject and no helper stands in the present."""
    if root.tag_ == "VB" and root.pos_ == "VERB" and not has_helper(root):
        subject = next((c for c in root.lefts if c.dep_ == "nsubj"), None)
        if subject is not None and subject.tag_ in {"NNS", "NNPS"}:
            root.tag_ = "VBP"


def _behind_its_addition(root: Token) -> None:
    """Of "The group, believed to be small, crossed the border" the group crossed it."""
    subject = next((c for c in root.lefts if c.dep_ in SUBJECTS), None)
    if subject is None or root.tag_ not in {"VBN", "VBD"} or has_helper(root):
        return
    second = next((c for c in root.rights if c.dep_ == "conj" and c.pos_ == "VERB"), None)
    if second is None or has_subject(second) or mark_before(second.left_edge) != ",":
        return
    if root.left_edge.i != subject.left_edge.i or root.doc[root.i - 1].text != ",":
        return
    if subject.right_edge.i > root.i or any(c.dep_ == "cc" for c in root.rights):
        return
    hang(subject, second)
    as_verb(root, "VBN")
    make_root(second, root)
    subject.dep_ = "nsubj"
    hang(root, subject, "acl")


def _many_of_whom(root: Token) -> None:
    """Of "The camp held 300 men, many of whom died" the main verb is the first."""
    first = next((c for c in root.lefts if c.dep_ == "ccomp" and c.pos_ in VERBAL), None)
    subject = next((c for c in root.lefts if c.dep_ in SUBJECTS and c.lower_ in _SOME), None)
    if first is None or subject is None:
        return
    whom = any(t.lower_ in {"whom", "which"} and t.i == subject.i + 2 for t in subject.subtree)
    comma = subject.left_edge.i - 1
    noun = root.doc[comma - 1]
    if not whom or root.doc[comma].text != "," or noun.pos_ not in NOUNS or not first.is_ancestor(noun):
        return
    rest = [c for c in root.children if c.i < comma or (c.is_punct and c.i > root.right_edge.i - 1)]
    hang(first, first, "ROOT")
    hang(root, noun, "relcl")
    for one in rest:
        if one.i != first.i:
            hang(one, first)


def _forecasts(root: Token) -> None:
    """Of "The rate will fall, the bank forecasts" who forecasts it, which looks like a noun."""
    last = next((t for t in reversed(list(root.sent)) if not t.is_punct), root)
    subject = last.doc[last.i - 1]
    if (
        last.lower_ not in _SAYS
        or last.tag_ != "NNS"
        or subject.head.i != last.i
        or subject.pos_ not in NOUNS
    ):
        return
    told = next((c for c in last.lefts if c.dep_ == "ccomp" and c.pos_ in VERBAL), None)
    if told is not None:
        root = told
    elif last.dep_ != "appos" or last.head.i > root.i or mark_before(last.left_edge) != ",":
        return
    if root.pos_ not in VERBAL:
        return
    rest = [c for c in last.lefts if root.i < c.i < subject.i and not c.is_punct]
    ends_with = [c for c in root.rights if c.i > last.i]
    as_verb(last, "VBZ")
    hang(last, last, "ROOT")
    hang(root, last, "ccomp")
    subject.dep_ = "nsubj"
    for one in rest:
        hang(one, subject)
    for one in ends_with:
        hang(one, last)


#: Each looks at the root of a sentence as it then is; the order counts.
RULES = (
    _from_adjective,
    _from_second_subject,
    _from_participle,
    _from_noun,
    _behind_its_addition,
    _many_of_whom,
    _forecasts,
    _without_helper,
    _plain_form,
)
