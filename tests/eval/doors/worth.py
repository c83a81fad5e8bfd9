"""What is worth checking, for the sets that score it: by the words of a sentence and its parse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claims.split.sentences import paragraphs, parse
from claims.split.sights import sights_of_text
from claims.triage import weighed, worth_of

if TYPE_CHECKING:
    from claims.models.analysis import SightDraft
    from claims.models.drafts import Worth

Row = dict[str, Any]

#: ClaimBuster's label is given from this score on: the lower end of where F1 is flat on the dev part, since
#: a claim that is missed costs a checker more than a sentence read in vain.
WORTH_CHECKING = 0.3

#: PoliClaim asks what can be verified at all, whether it is worth it or not. Its labels were used for nothing
#: but these round numbers, chosen by hand as a reviewer would: who and what is named counts for more than how
#: it is put, a plan can be verified as well as a deed, and what is striking no better than what is not.
VERIFIABLE = {
    "named_actor": 2.0,
    "term": 2.0,
    "deed": 0.5,
    "wording": 0.5,
    "small_talk": 0.5,
    "place": 0.0,
    "prediction": 0.0,
    "superlative": 0.0,
}
CAN_BE_VERIFIED = 0.16


def seen_in(text: str) -> tuple[SightDraft, ...]:
    """What the splitter's parser sees in a text."""
    parsed = parse(text, paragraphs(text, 0, len(text)))
    return sights_of_text([doc for _, doc in parsed])


def _worth(row: Row) -> Worth:
    return worth_of(row["text"], seen=seen_in(row["text"]))


def _claimbuster(row: Row) -> Row:
    score = _worth(row).score
    return {"score": score, "label": int(score >= WORTH_CHECKING)}


def _policlaim(row: Row) -> Row:
    score = weighed(_worth(row), VERIFIABLE)
    return {"score": score, "label": int(score >= CAN_BE_VERIFIED)}


def _debates(row: Row) -> Row:
    return {"score": _worth(row).score}


SETS = {
    "checkworthiness_claimbuster": _claimbuster,
    "claim_detection_policlaim": _policlaim,
    "checkworthiness_debates": _debates,
}
