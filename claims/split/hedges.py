"""How far a clause's own words keep from it: "may", "allegedly", "is presumed to"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.vocab import Hedge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

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
_MODALS = frozenset({"may", "might", "could"})


def hedge_of(verb: Token) -> tuple[str, Hedge]:
    """The first hedge that hangs on a clause's verb: its words, and what it is; "" and NONE without one."""
    return next(_hedges(verb), ("", Hedge.NONE))


def _hedges(verb: Token) -> Iterator[tuple[str, Hedge]]:
    if raised := _raised(verb):
        yield raised
    verbs = [verb, *(child for child in verb.children if child.dep_ == "xcomp")]
    for child in (child for one in verbs for child in one.children):
        if child.tag_ == "MD" and child.lower_ in _MODALS:
            yield child.text, Hedge.POSSIBLE
        elif child.dep_ in {"advmod", "acomp"} and child.lower_ in _ADVERBS:
            yield child.text, _ADVERBS[child.lower_]


def _raised(verb: Token) -> tuple[str, Hedge] | None:
    """Read "X was reported to …", "presumed to …" and "appears to …"; the cue ends with "to"."""
    inner = next((c for c in verb.rights if c.dep_ in {"xcomp", "ccomp"}), None)
    to = next((a for a in inner.lefts if a.lower_ == "to" and a.dep_ == "aux"), None) if inner else None
    if to is None or to.i < verb.i or verb.lemma_ not in _RAISING:
        return None
    if verb.tag_ != "VBN" and verb.lemma_ not in {"seem", "appear"}:
        return None
    helpers = [c.i for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    return verb.doc[min([verb.i, *helpers]) : to.i + 1].text, _RAISING[verb.lemma_]
