"""What is worth checking, for the sets that score it: by the words of a sentence alone."""

from __future__ import annotations

from typing import Any

from claims.triage import weighed, worth_of

Row = dict[str, Any]

#: ClaimBuster's label is given from this score on: the lower end of where F1 is flat on the dev part, since
#: a claim that is missed costs a checker more than a sentence read in vain.
WORTH_CHECKING = 0.28

#: PoliClaim asks what can be verified at all, whether it is worth it or not. Its labels were used for nothing
#: but these round numbers, chosen by hand as a reviewer would: a plan can be verified, so that it need not
#: sink, and who and how much count for more than how striking it is or how it is put.
VERIFIABLE = {
    "prediction": 0.0,
    "named_actor": 2.0,
    "number": 1.5,
    "public_matter": 1.5,
    "consequence": 1.5,
    "superlative": 0.5,
    "wording": 0.8,
}
CAN_BE_VERIFIED = 0.17


def _claimbuster(row: Row) -> Row:
    score = worth_of(row["text"]).score
    return {"score": score, "label": int(score >= WORTH_CHECKING)}


def _policlaim(row: Row) -> Row:
    score = weighed(worth_of(row["text"]), VERIFIABLE)
    return {"score": score, "label": int(score >= CAN_BE_VERIFIED)}


def _debates(row: Row) -> Row:
    return {"score": worth_of(row["text"]).score}


SETS = {
    "checkworthiness_claimbuster": _claimbuster,
    "claim_detection_policlaim": _policlaim,
    "checkworthiness_debates": _debates,
}
