"""How far a clause's own words keep from it: "may", "allegedly", "is presumed to"; or deny it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.vocab import Hedge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claims.split.parsed import Token

_RAISING = {
    **dict.fromkeys(("report", "say", "know", "understand"), Hedge.REPORTED),
    **dict.fromkeys(("believe", "think", "consider", "hold"), Hedge.BELIEVED),
    **dict.fromkeys(("presume", "assume", "expect", "suppose", "suspect"), Hedge.PRESUMED),
    **dict.fromkeys(("allege", "claim", "rumor", "rumour", "accuse"), Hedge.ALLEGED),
    **dict.fromkeys(("seem", "appear", "estimate"), Hedge.POSSIBLE),
}
_ADVERBS = {
    "reportedly": Hedge.REPORTED,
    "presumably": Hedge.PRESUMED,
    "allegedly": Hedge.ALLEGED,
    "purportedly": Hedge.ALLEGED,
    **dict.fromkeys(("apparently", "likely", "maybe", "perhaps", "possibly", "probably"), Hedge.POSSIBLE),
}
#: "Presumed dead", "feared lost": a state that is not known.
_TAKEN_FOR = {
    **{verb: hedge for verb, hedge in _RAISING.items() if hedge is not Hedge.REPORTED},
    "fear": Hedge.POSSIBLE,
}
_SUSPECTED_OF = {"accuse": Hedge.ALLEGED, "suspect": Hedge.PRESUMED}
_NOBODY = frozenset({"nobody", "none", "nothing", "neither", "nowhere"})
_MODALS = frozenset({"may", "might", "could"})


def hedge_of(verb: Token) -> tuple[str, Hedge]:
    """The first hedge that hangs on a clause's verb: its words, and what it is; "" and NONE without one."""
    return next(_hedges(verb), ("", Hedge.NONE))


def _hedges(verb: Token) -> Iterator[tuple[str, Hedge]]:
    if raised := _raised(verb) or _taken_for(verb):
        yield raised
    verbs = [verb, *(child for child in verb.children if child.dep_ == "xcomp")]
    for child in (child for one in verbs for child in one.children):
        if child.tag_ == "MD" and child.lower_ in _MODALS and not _tells_of_failure(child):
            yield child.text, Hedge.POSSIBLE
        elif child.dep_ in {"advmod", "acomp"} and child.lower_ in _ADVERBS and not _is_compared(child):
            yield child.text, _ADVERBS[child.lower_]


def _tells_of_failure(modal: Token) -> bool:
    """Say whether "could not be reached" tells what failed, which is no doubt of it."""
    return modal.lower_ == "could" and any(c.dep_ == "neg" for c in modal.head.children)


def _is_compared(word: Token) -> bool:
    """Say whether "27 percent less likely" compares how likely things are, which is no doubt of them."""
    by = [c.lower_ for c in word.lefts]
    known = any(t.like_num for c in word.lefts for t in c.subtree)
    return word.lower_ == "likely" and (known or "equally" in by or "twice" in by)


def _taken_for(verb: Token) -> tuple[str, Hedge] | None:
    """Read "is presumed dead" and "is accused of theft"; who does so actively is named."""
    lemma = verb.lemma_.lower()
    helpers = [c.i for c in verb.children if c.dep_ in {"aux", "auxpass"} and c.i < verb.i]
    if verb.tag_ != "VBN" or not (helpers or verb.dep_ in {"acl", "advcl"}):
        return None
    after = verb.doc[verb.i + 1 : verb.i + 2]
    of = lemma in _SUSPECTED_OF and any(t.lower_ == "of" for t in after)
    state = lemma in _TAKEN_FOR and any(_is_state(c) for c in verb.rights)
    if not (of or state):
        return None
    last = verb.i + 2 if of else verb.i + 1
    return verb.doc.span(min([verb.i, *helpers]), last).text, (_SUSPECTED_OF if of else _TAKEN_FOR)[lemma]


def _is_state(token: Token) -> bool:
    alone = not any(c.tag_ == "TO" for c in token.lefts)
    return token.dep_ in {"oprd", "acomp", "xcomp", "ccomp"} and token.tag_ in {"JJ", "VBN"} and alone


def is_denied(verb: Token) -> bool:
    """Say whether a clause says that something is not so: "not", "no longer", "nobody", "no water"."""
    return any(
        c.dep_ == "neg"
        or (c.dep_ in {"nsubj", "nsubjpass", "dobj", "attr", "preconj"} and _is_none(c))
        or (c.dep_ == "advmod" and any(t.lower_ == "no" for t in c.children))
        for c in verb.children
    )


def _is_none(noun: Token) -> bool:
    if noun.lower_ in _NOBODY:
        return True
    return any(c.lower_ in {"no", "neither"} and c.dep_ in {"det", "preconj"} for c in noun.lefts)


def _raised(verb: Token) -> tuple[str, Hedge] | None:
    """Read "X was reported to …", "presumed to …" and "appears to …"; the cue ends with "to"."""
    inner = next((c for c in verb.rights if c.dep_ in {"xcomp", "ccomp"}), None)
    to = next((a for a in inner.lefts if a.lower_ == "to" and a.dep_ == "aux"), None) if inner else None
    if to is None or to.i < verb.i or verb.lemma_ not in _RAISING:
        return None
    if verb.tag_ != "VBN" and verb.lemma_ not in {"seem", "appear"}:
        return None
    helpers = [c.i for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    return verb.doc.span(min([verb.i, *helpers]), to.i + 1).text, _RAISING[verb.lemma_]
