"""Sentences split in simpler ones as three corpora do it: HSplit, DeSSE, WikiSplit.

Each has a profile of its own. The product's own claims are not made here: see `claims.split.policy`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims.split.cutting import choose
from claims.split.cutting.build import Cut, Proposition, Share, propositions
from claims.split.cutting.features import Place
from claims.split.cutting.joints import plainly
from claims.split.cutting.lists import shares_in
from claims.split.cutting.pieces import line
from claims.split.cutting.places import cuts_in
from claims.split.cutting.seams import seams_in, stands_alone
from claims.split.sentences import parse

if TYPE_CHECKING:
    from claims.split.parsed import Span


@dataclass(frozen=True, slots=True)
class Cuttable:
    """A sentence and where it may be cut."""

    span: Span
    cuts: list[Cut]
    shares: list[Share]


def read(text: str, *, strict: bool = False) -> list[Cuttable]:
    """The sentences of a text that is one paragraph; `strict` leaves out seams that cut off no clause."""
    doc = next(iter(parse(text, [(0, len(text))])))[1]
    return [
        _cuttable(sentence, strict=strict) if len(sentence) > 1 else Cuttable(sentence, [], [])
        for sentence in doc.sents
    ]


def _cuttable(sentence: Span, *, strict: bool) -> Cuttable:
    cuts = cuts_in(sentence)
    seams = [seam for seam in seams_in(sentence, cuts) if not strict or stands_alone(seam)]
    return Cuttable(sentence, [*cuts, *seams], shares_in(sentence))


def said(sentence: Span, places: Sequence[Place], *, plain: bool = False) -> list[str]:
    """What a sentence says when it is cut there."""
    cuts = [place for place in places if isinstance(place, Cut)]
    shares = [place for place in places if isinstance(place, Share)]
    return wordings(sentence, propositions(sentence, cuts, shares), plain=plain)


def wordings(sentence: Span, claims: Sequence[Proposition], *, plain: bool = False) -> list[str]:
    """Claims as they are written, or `plain`: without what joins them. A sentence without any says itself."""
    doc = sentence.doc
    pieces = [plainly(doc, claim.pieces) if plain else claim.pieces for claim in claims]
    return [line(doc, each)[0] for each in pieces] or [sentence.text]


def claims_by(text: Sequence[Cuttable], model: Mapping[str, float], *, plain: bool = False) -> list[str]:
    """What a text says when a model picks the cuts."""
    picked = [(s.span, *choose.chosen_by(s.span, s.cuts, s.shares, model)) for s in text]
    return [claim for span, cuts, shares in picked for claim in said(span, [*cuts, *shares], plain=plain)]


#: Which cuts each set's annotators make is in the weights of that name.
PROFILES = ("hsplit", "desse", "wikisplit")
#: Profiles whose claims leave out the words that join them to each other.
PLAIN = frozenset({"desse"})
#: Profiles whose annotators write whole clauses only: "a song which rose to the top" is none.
STRICT = frozenset({"hsplit"})


def _predictor(profile: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    def predict(row: dict[str, Any]) -> dict[str, Any]:
        model = choose.weights_of(profile)
        text = read(row["text"], strict=profile in STRICT)
        return {"claims": claims_by(text, model, plain=profile in PLAIN)}

    return predict


SETS = {f"claim_split_{profile}": _predictor(profile) for profile in PROFILES}
