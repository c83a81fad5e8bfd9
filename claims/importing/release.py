"""A claim of another desk's release as a lead: its verdict is theirs, its line is kept as it is."""

from typing import Any

from claims.digest import canonical
from claims.errors import InputError
from claims.importing.values import PROSE, LeadDraft, LeadLink, Row, day, linked, prose, words
from claims.vocab import ClaimType

_KINDS = frozenset(kind.value for kind in ClaimType)


def read_record(number: int, claim: dict[str, Any]) -> Row:
    """One line of a release that was read and held against its schema."""
    try:
        draft = _draft(claim)
    except InputError as error:
        return Row(number, why=str(error), breaks=True)
    # A release is taken whole or not at all: what another desk calls a claim is one.
    return Row(number, draft) if draft.text else Row(number, why="there is no claim in it", breaks=True)


def _draft(claim: dict[str, Any]) -> LeadDraft:
    return LeadDraft(
        text=words(claim["text"], PROSE),
        foreign_id=words(claim["id"]),
        is_global=True,
        language=words(claim["language"], 16),
        claimant=words(claim["claimant"]),
        kinds=tuple(kind for kind in claim["kinds"] if kind in _KINDS),
        rating=words(claim["rating_label"]),
        rater=words(claim["verdict_author"]),
        published_on=day(claim["as_of"]),
        appeared_at=words(claim["article_url"], 2_000),
        appeared_on=day(claim["article_published_on"]),
        explanation=prose(claim["rationale"]),
        links=linked(map(_link, claim["evidence"])),
        record=canonical(claim),
    )


def _link(found: dict[str, Any]) -> LeadLink:
    if found.get("protected"):
        return LeadLink(title="protected source", says=words(found["exact"] or found["paraphrase"], 1_000))
    return LeadLink(
        url=words(found["source_url"], 2_000),
        title=words(found["source_title"]),
        says=words(found["exact"] or found.get("paraphrase", ""), 1_000),
        asked=words(found.get("question", "")),
    )
