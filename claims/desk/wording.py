"""A person puts a claim into other words: a new wording is written, the old one stays."""

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session

from claims import store
from claims.desk import facets
from claims.desk.trail import touch
from claims.models import Claim, ClaimVersion, User

#: The longest wording, in code points.
LIMIT = 2_000


def reword(session: Session, claim: Claim, old: ClaimVersion, text: str, why: str, who: User) -> ClaimVersion:
    """Write the next wording of a claim, and say so in its trail."""
    own = {"id", "seq", "text", "trace", "facts", "made_by", "created_by_id", "created_at", "reason"}
    new = ClaimVersion(
        **old.model_dump(exclude=own),
        seq=old.seq + 1,
        text=text,
        facts=still_in(old.facts, text),
        made_by=by_a_person(old.made_by),
        created_by_id=who.id,
        reason=why,
    )
    session.add(new)
    claim.version_seq = new.seq
    facets.take_over(session, claim, new)
    touch(session, claim)
    store.events.record(session, who, "reworded", "claim", claim.public_id, was=old.text, now=text)
    return new


def by_a_person(made_by: list[str]) -> list[str]:
    """The makers of a wording that a person changed."""
    return [*made_by, *(["person"] if "person" not in made_by else [])]


def still_in(facts: Iterable[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """The facts whose words still stand in a row in the new wording.

    Words in between would do for "in 2013 and 2017", but also for a "not" that somebody put in.
    """
    words = f" {_words(text)} "
    return [fact for fact in facts if f" {_words(fact['text'])} " in words]


def _words(text: str) -> str:
    return " ".join(word.strip(".,;:!?") for word in text.casefold().split())
