"""Read AVeriTeC: a list of claims with a label, and questions whose answers name their sources."""

import io
from collections.abc import Iterator
from typing import Any

from claims.errors import InputError
from claims.importing.texts import JsonFile
from claims.importing.values import LeadDraft, LeadLink, Row, day, linked, prose, row_of, words
from claims.vocab import ClaimType

#: The labels of its scheme; a file with another one is none of its kind.
LABELS = ("Supported", "Refuted", "Not Enough Evidence", "Conflicting Evidence/Cherrypicking")
_KINDS = {
    "Event/Property Claim": ClaimType.EVENT_PROPERTY,
    "Numerical Claim": ClaimType.NUMERICAL,
    "Quote Verification": ClaimType.QUOTE,
    "Causal Claim": ClaimType.CAUSAL,
    "Position Statement": ClaimType.POSITION,
}


def read_averitec(text: io.TextIOBase) -> Iterator[Row]:
    """The claims of a file, in order.

    Raises:
        InputError: if the file is no list in JSON, or breaks off.

    Source:
        AVeriTeC (Schlichtkrull and others, 2023): README.
    """
    file = JsonFile(text)
    if file.peek() != "[":
        raise InputError("an AVeriTeC file is one list, which begins with “[”")
    for number, item in enumerate(file.items(), start=1):
        yield _row(number, item)
    file.end()


def _row(number: int, item: Any) -> Row:
    if not isinstance(item, dict):
        return Row(number, why="it is no claim", breaks=True)
    label = item.get("label")
    if label not in LABELS:
        return Row(number, why=f"its label is {str(label)[:60]!r}, which AVeriTeC does not have", breaks=True)
    try:
        return row_of(number, _draft(item))
    except InputError as error:
        return Row(number, why=str(error), breaks=True)


def _draft(item: dict[str, Any]) -> LeadDraft:
    kinds = item.get("claim_types")
    return LeadDraft(
        text=words(item.get("claim"), 10_000),
        claimant=words(item.get("speaker")),
        kinds=tuple(_KINDS[kind].value for kind in kinds if kind in _KINDS)
        if isinstance(kinds, list)
        else (),
        rating=words(item.get("label")),
        url=words(item.get("fact_checking_article"), 2_000),
        appeared_at=words(item.get("original_claim_url"), 2_000),
        appeared_on=day(item.get("claim_date")),
        explanation=prose(item.get("justification")),
        links=linked(_links(item.get("questions"))),
    )


def _links(questions: Any) -> Iterator[LeadLink]:
    for question in questions if isinstance(questions, list) else ():
        answers = question.get("answers") if isinstance(question, dict) else None
        for answer in answers if isinstance(answers, list) else ():
            if isinstance(answer, dict):
                yield _link(words(question.get("question")), answer)


def _link(asked: str, answer: dict[str, Any]) -> LeadLink:
    said = [words(answer.get(name), 1_000) for name in ("answer", "boolean_explanation")]
    return LeadLink(
        url=words(answer.get("source_url"), 2_000),
        says=": ".join(part for part in dict.fromkeys(said) if part),
        asked=asked,
    )
