"""The files of fact-checking research: AVeriTeC, FEVER and SciFact, with the fields their scorers read."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from claims.digest import canonical
from claims.export.claimreview import page_address
from claims.export.frozen import Frozen, claims_of, means_of, quote_of, source_of
from claims.export.grouping import grouped
from claims.vocab import ClaimType, Rating, ReviewDecision, Stance

AVERITEC_LABELS = {
    Rating.SUPPORTED: "Supported",
    Rating.REFUTED: "Refuted",
    Rating.CONFLICTING: "Conflicting Evidence/Cherrypicking",
    Rating.MISSING_CONTEXT: "Conflicting Evidence/Cherrypicking",
    Rating.NOT_ENOUGH_EVIDENCE: "Not Enough Evidence",
}
_AVERITEC_TYPES = {
    ClaimType.EVENT_PROPERTY: "Event/Property Claim",
    ClaimType.NUMERICAL: "Numerical Claim",
    ClaimType.QUOTE: "Quote Verification",
    ClaimType.CAUSAL: "Causal Claim",
    ClaimType.POSITION: "Position Statement",
}
FEVER_LABELS = {Rating.SUPPORTED: "SUPPORTS", Rating.REFUTED: "REFUTES"}
NOT_ENOUGH = "NOT ENOUGH INFO"
_SIDES = {Stance.SUPPORTS: "SUPPORT", Stance.REFUTES: "CONTRADICT"}
STANCE_FOR = {Rating.SUPPORTED: Stance.SUPPORTS, Rating.REFUTED: Stance.REFUTES}


def to_averitec(records: Iterable[str], about: dict[str, Any]) -> Iterator[str]:
    """One JSON array; an evidence is a question with one answer, its question empty if nobody asked one.

    Source:
        AVeriTeC (Schlichtkrull and others, 2023): README and scorer.
    """
    yield "["
    for place, claim in enumerate(claims_of(records)):
        yield ("," if place else "") + "\n" + canonical(_averitec(claim, about))
    yield "\n]\n"


def _averitec(claim: Frozen, about: dict[str, Any]) -> dict[str, Any]:
    asked_again = any(review["decision"] == ReviewDecision.REQUEST_CHANGES for review in claim["reviews"])
    return {
        "claim": claim["text"],
        "required_reannotation": asked_again,
        "label": AVERITEC_LABELS[means_of(claim)],
        "justification": claim["rationale"],
        "claim_date": _day_first(claim["article_published_on"]),
        "speaker": claim["claimant"] or None,
        "original_claim_url": claim["article_url"] or None,
        "fact_checking_article": page_address(claim, about) or None,
        "reporting_source": claim["article_outlet"] or None,
        "location_ISO_code": None,
        "claim_types": [_AVERITEC_TYPES[ClaimType(kind)] for kind in claim["kinds"] if kind in _TYPES],
        "fact_checking_strategies": ["Written Evidence"] if claim["evidence"] else [],
        "questions": [_question(found) for found in claim["evidence"]],
    }


_TYPES = frozenset(kind.value for kind in ClaimType)


def _day_first(day: str) -> str | None:
    try:
        return date.fromisoformat(day).strftime("%d-%m-%Y")
    except ValueError:
        return None


def _question(found: Frozen) -> dict[str, Any]:
    return {"question": found.get("question", ""), "answers": [_answer(found)]}


def _answer(found: Frozen) -> dict[str, Any]:
    words = quote_of(found) or found.get("paraphrase", "")
    said = found.get("answer", "")
    answer = {
        "answer": said or words,
        "answer_type": _answer_type(found),
        "source_url": source_of(found).url,
        "source_medium": medium_of(found),
    }
    return answer | ({"boolean_explanation": words} if answer["answer_type"] == "Boolean" else {})


def _answer_type(found: Frozen) -> str:
    said = found.get("answer", "").strip().rstrip(".").casefold()
    if said in ("yes", "no"):
        return "Boolean"
    return "Abstractive" if said or not quote_of(found) else "Extractive"


def medium_of(found: Frozen) -> str:
    """What a source was read as, in the words of AVeriTeC; "" where nobody knows."""
    kind = found.get("medium", "")
    if kind == "application/pdf":
        return "PDF"
    return "Web text" if kind in ("text/html", "application/xhtml+xml", "application/warc") else ""


def to_fever(records: Iterable[str], _about: dict[str, Any]) -> Iterator[str]:
    """One claim a line; a page is a capture by its SHA-256, its sentences counted from 0.

    Every evidence for the rating is a set of its own. `claimdesk_id` is the claim's id.

    Source:
        FEVER (Thorne and others, 2018) and its scorer.
    """
    for number, claim in enumerate(claims_of(records), start=1):
        yield canonical(_fever(number, claim)) + "\n"


def _fever(number: int, claim: Frozen) -> dict[str, Any]:
    rating = means_of(claim)
    label = FEVER_LABELS.get(rating, NOT_ENOUGH)
    return {
        "id": number,
        "verifiable": "VERIFIABLE" if label != NOT_ENOUGH else "NOT VERIFIABLE",
        "label": label,
        "claim": claim["text"],
        "evidence": _fever_sets(number, claim, STANCE_FOR.get(rating)),
        "claimdesk_id": claim["id"],
    }


def _fever_sets(number: int, claim: Frozen, stance: Stance | None) -> list[list[list[Any]]]:
    if stance is None:
        return [[[number, None, None, None]]]
    return [
        [[number, place, found["snapshot_sha256"], sentence - 1] for sentence, _ in found["sentences"]]
        for place, found in enumerate(claim["evidence"], start=1)
        if found["stance"] == stance and found.get("sentences")
    ]


def to_scifact_claims(records: Iterable[str], _about: dict[str, Any]) -> Iterator[str]:
    """One claim a line, its id the place in the release from 1; documents are those of the corpus file.

    Source:
        SciFact (Wadden and others, 2020): its data format and reader.
    """
    for number, claim in enumerate(claims_of(records), start=1):
        evidence = _scifact_evidence(claim)
        cited = dict.fromkeys(document_of(found) for found in claim["evidence"] if found.get("sentences"))
        yield (
            canonical(
                {"id": number, "claim": claim["text"], "evidence": evidence, "cited_doc_ids": list(cited)}
            )
            + "\n"
        )


def _scifact_evidence(claim: Frozen) -> dict[str, list[dict[str, Any]]]:
    rationales: dict[str, list[dict[str, Any]]] = {}
    for found in claim["evidence"]:
        if found["stance"] in _SIDES and found.get("sentences"):
            numbers = [number - 1 for number, _ in found["sentences"]]
            rationale = {"label": _SIDES[Stance(found["stance"])], "sentences": numbers}
            rationales.setdefault(str(document_of(found)), []).append(rationale)
    return {
        document: told for document, told in rationales.items() if len({each["label"] for each in told}) == 1
    }


def document_of(found: Frozen) -> int:
    """A number for a capture that every program can hold: the first 52 bits of its SHA-256."""
    return int(found["snapshot_sha256"][:13], 16)


def to_scifact_corpus(records: Iterable[str], _about: dict[str, Any]) -> Iterator[str]:
    """One capture a line: its sentences by their numbers, "" for those that no evidence touches."""
    for document, rows in grouped(_cited(claims_of(records))):
        sentences: dict[int, str] = {}
        title = ""
        for named, number, words in rows:
            title = title or named
            sentences.setdefault(number, words)
        abstract = [sentences.get(number, "") for number in range(1, max(sentences) + 1)]
        yield (
            canonical({"doc_id": int(document), "title": title, "abstract": abstract, "structured": False})
            + "\n"
        )


def _cited(claims: Iterable[Frozen]) -> Iterator[tuple[str, Any]]:
    for claim in claims:
        for found in claim["evidence"]:
            for number, words in found.get("sentences", ()):
                yield f"{document_of(found):016d}", (source_of(found).title, number, words)
