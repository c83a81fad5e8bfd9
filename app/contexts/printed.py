"""The appendix of a printed article: each claim with what stands behind it, as a galley has it."""

from collections.abc import Iterator
from dataclasses import dataclass

from claims.desk import ArticlePage, EvidenceRow
from claims.models import Claim, ClaimVersion, Verdict
from claims.vocab import ClaimStatus

#: Whose verdict is told: two people signed it. Before, the second is not to see what the first one wrote.
_SIGNED = frozenset({ClaimStatus.VERIFIED, ClaimStatus.RELEASED})


@dataclass(frozen=True, slots=True)
class Printed:
    """One claim of the appendix; until two people signed it `verdict` is None, and no stance is told."""

    claim: Claim
    version: ClaimVersion
    verdict: Verdict | None
    passages: tuple[EvidenceRow, ...]


def printed_of(page: ArticlePage) -> Iterator[Printed]:
    """All claims of an article, by number."""
    verdicts = {claim: verdict for claim, verdict, _ in page.behind}
    passages: dict[int, list[EvidenceRow]] = {}
    for claim_id, _, row in page.behind:
        passages.setdefault(claim_id, []).extend([row] if row else [])
    for claim, version in page.claims:
        key = claim.id or 0
        signed = verdicts.get(key) if claim.status in _SIGNED else None
        yield Printed(claim, version, signed, tuple(passages.get(key, ())))
