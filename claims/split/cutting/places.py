"""Where a sentence may be cut: the rule for each way that words hang together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.split.cutting.asides import frame, included, joined, openers, pictured
from claims.split.cutting.build import Cut
from claims.split.cutting.clauses import adverbial, clausal, conjunct, gerund
from claims.split.cutting.details import adjunct, quality, title
from claims.split.cutting.nouns import apposition, reduced, relative, stray
from claims.split.cutting.owners import VERBAL

if TYPE_CHECKING:
    from claims.split.parsed import Span


_RULES = {
    "conj": conjunct,
    "advcl": adverbial,
    "acl": reduced,
    "relcl": relative,
    "appos": apposition,
    "dobj": stray,
    "ccomp": clausal,
    "parataxis": clausal,
    "pcomp": gerund,
}
_OF_DETAILS = {
    "prep": adjunct,
    "npadvmod": adjunct,
    "agent": adjunct,
    "amod": quality,
}


def cuts_in(sentence: Span, *, details: bool = True) -> list[Cut]:
    """Every place where a parsed sentence may be cut, in reading order; some exclude each other.

    Args:
        sentence: of a parsed paragraph.
        details: whether adjuncts and qualities are cut off too, which make facts and no claims.
    """
    found: list[Cut] = openers(sentence)
    rules = _RULES | _OF_DETAILS if details else _RULES
    for token in sentence:
        rule = rules.get(token.dep_)
        if rule is not None:
            found += rule(token)
        found += joined(token) if token.pos_ in VERBAL else []
        if token.dep_ == "prep":
            found += [*pictured(token), *included(token)]
        if details and token.dep_ == "ccomp":
            found += frame(token)
        if token.ent_type_ == "PERSON" and token.ent_iob_ == "B":
            found += title(token)
    return found
