"""Fourth room: how much a claim is worth checking, by a linear model whose every reason can be told."""

from __future__ import annotations

import math
from operator import attrgetter
from typing import TYPE_CHECKING

from claims.models.drafts import Reason, Worth
from claims.triage import model
from claims.triage.reading import read
from claims.triage.seen import TOLD, signs_of
from claims.triage.words import REASONS
from claims.vocab import ClaimKind, Hedge, WorthReason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from claims.models.analysis import SightDraft
    from claims.models.drafts import ClaimDraft

#: Which signs and weights gave a score; a change of either is a new version.
SCORER = "worth.v3"

_LOOKED_AT = 8
#: Longer words and names are cut when they are told.
_LONG = 100
#: What a splitter knows of a claim that its words may not show.
_HELD = {
    ClaimKind.OPINION: "held to be an opinion",
    ClaimKind.PREDICTION: "held to be a prediction",
    ClaimKind.QUESTION: "held to be a question",
}


def check_worthiness(draft: ClaimDraft) -> Worth:
    """Score a draft from 0 (opinion, small talk) to 1 (check this first), with the reasons.

    A claimant, a hedge, the kinds that the splitter found and what it saw in its parse count as signs, too.
    Without a parse the words alone are weighed, by weights of their own.
    """
    known: dict[str, list[str]] = {}
    if draft.claimant:
        known["quote"] = [draft.claimant]
    if draft.hedge is not Hedge.NONE:
        known["hedge"] = [draft.cue or draft.hedge.value]
    known |= {sign: [] for kind, sign in _HELD.items() if kind in draft.finer}
    return worth_of(draft.text, known, draft.seen)


def worth_of(
    text: str, known: Mapping[str, list[str]] | None = None, seen: Sequence[SightDraft] | None = None
) -> Worth:
    """Score a text alone.

    Args:
        text: in any language.
        known: signs that somebody has seen in it, with their words.
        seen: what a parser sees in it; None where none has read it.

    Returns:
        The reasons, first what any claim starts with, then from what raises most to what lowers most.
        Their weights are log-odds, and the score is what these add up to.
    """
    reading = read(text)
    words = model.by_words(reading)
    signs = reading.signs | (signs_of(seen, text) if seen else {}) | dict(known or {})
    parsed = seen is not None
    found = {WorthReason.WORDING: ([math.fsum(words.values()) / model.spread(reading)], _strongest(words))}
    for sign, adds in model.by_signs(signs, parsed=parsed):
        weights, told = found.setdefault(REASONS[sign], ([], []))
        weights.append(adds)
        told += signs[sign][:TOLD]
    reasons = [Reason(why, round(sum(each), 3), _telling(told)) for why, (each, told) in found.items()]
    reasons.sort(key=attrgetter("weight"), reverse=True)
    start = Reason(WorthReason.START, model.start(parsed=parsed))
    return worth_by((start, *(reason for reason in reasons if reason.weight)))


def worth_by(reasons: Iterable[Reason]) -> Worth:
    """The worth that reasons add up to."""
    kept = tuple(reasons)
    return Worth(_chance(math.fsum(reason.weight for reason in kept)), kept)


def weighed(worth: Worth, weights: Mapping[str, float]) -> float:
    """Order a claim by a reviewer's own weights, from 0 to 1: the score if all of them are 1.

    Args:
        worth: as it was worked out once; it stays as it is.
        weights: for each reason's name how much it counts, from 0 (not at all) up; 1 where none is given.
            What any claim starts with always counts once.
    """
    counts = {**weights, WorthReason.START: 1.0}
    return _chance(math.fsum(reason.weight * counts.get(reason.name, 1.0) for reason in worth.reasons))


def _chance(log_odds: float) -> float:
    """To four places: beyond 50 they show no difference, and the exponential would run over in the end."""
    return round(1 / (1 + math.exp(-max(-50.0, min(50.0, log_odds)))), 4)


def _strongest(words: Mapping[str, float]) -> list[str]:
    """The words that add or take most; classes such as <name> are told by their own reasons."""
    by_weight = sorted(((-abs(weight), term) for term, weight in words.items()))
    return [term for _, term in by_weight[:_LOOKED_AT] if "<" not in term and term[0].isalpha()]


def _telling(words: Iterable[str]) -> str:
    """The first few of some words, those left out that stand in another ("than" in "higher than")."""
    told = list(dict.fromkeys(words))
    if phrases := [words for words in told if " " in words]:
        told = [
            one for one in told if not any(f" {one} " in f" {other} " for other in phrases if other != one)
        ]
    return ", ".join(one if len(one) <= _LONG else f"{one[: _LONG - 1]}…" for one in told[:TOLD])
