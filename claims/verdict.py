"""Which moves a claim may make, who may sign a verdict, and what it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from claims.digest import digest_of
from claims.errors import InputError, MoveError, NotAllowedError
from claims.policy import DEFAULT, Policy, basis_of
from claims.vocab import MOVES, ClaimStatus, ReviewDecision

#: Statuses in which evidence may be added, changed or taken off.
OPEN_FOR_EVIDENCE = frozenset(
    {
        ClaimStatus.ACCEPTED,
        ClaimStatus.RESEARCHING,
        ClaimStatus.DRAFTED,
        ClaimStatus.VERIFIED,
        ClaimStatus.STALE,
    }
)
#: Statuses in which a claim may be merged with others, or split.
OPEN_FOR_MERGING = frozenset(was for was, to in MOVES if to is ClaimStatus.MERGED)


@dataclass(frozen=True, slots=True)
class PlaceBasis:
    """One occurrence as a sign-off sees it; offsets in code points.

    `article` is how the article is described to readers: its title, outlet, portal, address, date.
    `parts` are the stretches of the place that make the claim, empty where all of it does.
    """

    text_sha256: str
    start: int
    end: int
    article: tuple[str, ...]
    parts: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceBasis:
    """One evidence as a sign-off sees it.

    `described` is how it is described to readers: its source's title, author, publisher, kind,
    address and date, the locator and the note.
    """

    id: str
    snapshot_sha256: str
    exact: str
    stance: str
    source: str
    origin_group: str
    described: tuple[str, ...]


def check_move(was: ClaimStatus, to: ClaimStatus) -> None:
    """Let an allowed step pass.

    Raises:
        MoveError: if the workflow has no such step.
    """
    if (was, to) not in MOVES:
        raise MoveError(f"a claim that is {_plain(was)} cannot become {_plain(to)}")


def _plain(status: ClaimStatus) -> str:
    return status.value.replace("_", " ")


def check_open_for_evidence(status: ClaimStatus) -> None:
    """Let evidence be changed only while nobody is asked to sign on it.

    Raises:
        MoveError: if the claim is not yet accepted, is dismissed, or is in review.
    """
    if status not in OPEN_FOR_EVIDENCE:
        raise MoveError(f"evidence cannot be changed while the claim is {_plain(status)}")


def check_open_for_change(status: ClaimStatus) -> None:
    """Let a claim be put otherwise only while it is neither laid aside nor up for signing.

    Raises:
        MoveError: if the claim is dismissed, merged or in review.
    """
    if status is not ClaimStatus.PROPOSED and status not in OPEN_FOR_EVIDENCE:
        raise MoveError(f"a claim that is {_plain(status)} cannot be changed")


def check_open_for_splitting(status: ClaimStatus) -> None:
    """Let a claim be split only while nobody signed it or is asked to.

    Raises:
        MoveError: if it is in review, signed or laid aside.
    """
    if status not in OPEN_FOR_MERGING:
        raise MoveError(f"a claim that is {_plain(status)} cannot be split")


def check_open_for_merging(number: int, status: ClaimStatus, *, released: bool) -> None:
    """Let a claim be merged, or merged into, only while nobody signed it and none was told of it.

    Raises:
        MoveError: naming the claim, if it is in review, signed, released, merged or dismissed.
    """
    if status not in OPEN_FOR_MERGING:
        raise MoveError(f"claim {number} is {_plain(status)}: it cannot be merged")
    if released:
        raise MoveError(f"claim {number} was released: it cannot be merged")


def check_reviewer(
    reviewer_id: int,
    author_id: int,
    wording_author_id: int | None,
    *,
    overrode: bool = False,
    alone: bool = False,
) -> None:
    """Nobody signs alone: the reviewer wrote neither the verdict, nor its reason, nor the claim's wording.

    `overrode` is whether the reason to go on without enough origins that it has is the reviewer's.

    With `alone` they may, as the policy of a desk of one has it; every export says so.

    Raises:
        NotAllowedError: if they did.
    """
    if alone:
        return
    if reviewer_id == author_id:
        raise NotAllowedError("you wrote this verdict; a second person has to review it")
    if reviewer_id == wording_author_id:
        raise NotAllowedError("you wrote this claim's wording; another person has to review it")
    if overrode:
        raise NotAllowedError(
            "you said why fewer independent origins will do; another person has to review it"
        )


def check_review(decision: ReviewDecision, comment: str, seen: str, current: str, signed: str) -> None:
    """Let a review count only for what its reviewer saw; all but an approval say why.

    Args:
        decision: approve, request changes or reject.
        comment: may be empty only for an approval.
        seen: the digest on the page the reviewer decided from.
        current: the claim's digest now.
        signed: the digest the verdict was written on.

    Raises:
        InputError: if a reason is missing, or what is signed changed since.
    """
    if decision is not ReviewDecision.APPROVE and not comment.strip():
        raise InputError("say what should change, so that the author can act on it", "comment")
    if seen != current:
        raise InputError("the claim or its evidence changed since you read it; read it again", "comment")
    if decision is ReviewDecision.APPROVE and signed != current:
        raise InputError("the evidence changed since this verdict was written; ask for changes", "comment")


def status_after(decision: ReviewDecision) -> ClaimStatus:
    """Where a claim in review goes after a review; one approval is enough."""
    return ClaimStatus.VERIFIED if decision is ReviewDecision.APPROVE else ClaimStatus.RESEARCHING


def evidence_digest(
    text: str,
    places: Sequence[PlaceBasis],
    evidence: Sequence[EvidenceBasis],
    searches: Sequence[str],
    policy: Policy = DEFAULT,
) -> str:
    """The SHA-256 of `basis`, as 64 hex digits."""
    return digest_of(basis(text, places, evidence, searches, policy))


def basis(
    text: str,
    places: Sequence[PlaceBasis],
    evidence: Sequence[EvidenceBasis],
    searches: Sequence[str],
    policy: Policy = DEFAULT,
) -> dict[str, Any]:
    """All that a verdict rests on, as JSON values; its digest is what a sign-off is bound to.

    It changes if and only if the wording, a place, an evidence, what readers are told of its source
    or of the article, the searches (by public id), the rating scale or the policy changes; the order in
    which they are given does not matter.
    """
    by_policy = basis_of(policy)
    return {
        "text": text,
        "places": sorted(map(_place, places)),
        "evidence": sorted(
            [
                found.id,
                found.snapshot_sha256,
                found.exact,
                found.stance,
                found.source,
                found.origin_group,
                list(found.described),
            ]
            for found in evidence
        ),
        "searches": sorted(searches),
        "scale": [policy.scale, policy.scale_version],
        **({"policy": by_policy} if by_policy else {}),
    }


def _place(place: PlaceBasis) -> list[Any]:
    """A place as it is signed; without parts as before there were any, so that old signatures hold."""
    whole = [place.text_sha256, place.start, place.end, list(place.article)]
    return [*whole, [list(part) for part in place.parts]] if place.parts else whole
