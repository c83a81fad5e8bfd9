"""What a sign-off is bound to. Whatever changes it turns the sign-off stale at once."""

from collections.abc import Iterable

from sqlmodel import Session

from claims import store, verdict
from claims.desk.trail import move, touch
from claims.digest import canonical, sha256
from claims.models import Article, Claim, ClaimVersion, Occurrence, SearchLog
from claims.policy import Policy
from claims.store.sources import EvidenceRow
from claims.verdict import EvidenceBasis, PlaceBasis
from claims.vocab import ClaimStatus


def digest(session: Session, claim: Claim, wording: ClaimVersion | None = None) -> str:
    """The digest of all that a verdict on this claim rests on, as it is now."""
    return sha256(basis(session, claim, wording).encode())


def basis(session: Session, claim: Claim, wording: ClaimVersion | None = None) -> str:
    """All that a verdict on this claim rests on, as it is now, as canonical JSON."""
    key = claim.id or 0
    return basis_of_rows(
        (wording or store.claims.current_version(session, claim)).text,
        store.claims.places_of(session, key),
        store.sources.evidence_of(session, key),
        store.sources.searches_of(session, key),
        store.rules.policy(session),
    )


def keep_basis(session: Session, claim: Claim) -> str:
    """Keep all that a verdict on this claim rests on, so that a later change can be shown; its digest."""
    content = basis(session, claim)
    digest = sha256(content.encode())
    store.verdicts.keep_basis(session, digest, content)
    return digest


def digest_of_rows(
    text: str,
    places: Iterable[tuple[Occurrence, str, Article]],
    evidence: Iterable[EvidenceRow],
    searches: Iterable[SearchLog],
    policy: Policy,
) -> str:
    """The same digest, of rows that were read already."""
    return sha256(basis_of_rows(text, places, evidence, searches, policy).encode())


def basis_of_rows(
    text: str,
    places: Iterable[tuple[Occurrence, str, Article]],
    evidence: Iterable[EvidenceRow],
    searches: Iterable[SearchLog],
    policy: Policy,
) -> str:
    """The same basis, of rows that were read already."""
    where = [
        PlaceBasis(text_sha256, place.start, place.end, _article(article), _parts(place))
        for place, text_sha256, article in places
    ]
    found = [
        EvidenceBasis(
            row.evidence.public_id,
            row.snapshot_sha256,
            row.evidence.exact,
            row.evidence.stance.value,
            row.source.public_id,
            _origin(row),
            _described(row),
        )
        for row in evidence
    ]
    searched = [search.public_id for search in searches]
    return canonical(verdict.basis(text, where, found, searched, policy))


def _parts(place: Occurrence) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end in place.parts)


def _article(article: Article) -> tuple[str, ...]:
    day = article.published_on.isoformat() if article.published_on else ""
    return (article.title, article.outlet, article.portal, article.canonical_url, day)


def _origin(row: EvidenceRow) -> str:
    """As before where a source has its matter from nobody else, so that old signatures hold.

    Where a person said that two are of one origin, that counts only on claims that have both.
    """
    root, group = row.origin
    return group if row.root is row.source and not row.joined else f"{root} {group}"


def _described(row: EvidenceRow) -> tuple[str, ...]:
    source = row.source
    day = source.published_on.isoformat() if source.published_on else ""
    told = (source.title, source.author, source.publisher, source.kind.value, source.url, day)
    more = (row.evidence.paraphrase, row.evidence.question, row.evidence.answer)
    directness = row.evidence.directness
    said = (*more, directness.value if directness else "")
    hidden = ("protected",) if source.protected else ()
    return (*told, row.evidence.locator, row.evidence.note, *(said if any(said) else ()), *hidden)


def settle_all(session: Session, claims: Iterable[Claim]) -> None:
    """Count a change of what these claims rest on, and let their sign-offs turn stale.

    Counted for each, so that a review under way at the same moment cannot sign what it did not see.
    """
    changed = list(claims)
    for claim in changed:
        touch(session, claim)
    session.flush()
    for claim in changed:
        settle(session, claim)


def settle(session: Session, claim: Claim) -> None:
    """Turn a verified claim stale if what was signed is no longer what stands there."""
    if claim.status is not ClaimStatus.VERIFIED:
        return
    signed = store.verdicts.newest(session, claim.id or 0)
    if signed and signed[0].evidence_digest != digest(session, claim):
        move(session, claim, ClaimStatus.STALE, None)


def settle_everything(session: Session) -> int:
    """Turn every verified claim stale, since what all were signed under changed; how many there were.

    Those in review are counted as changed, so that a review under way cannot sign what it did not see.
    """
    for claim in store.verdicts.in_review(session):
        touch(session, claim)
    session.flush()
    signed = store.verdicts.verified(session)
    for claim in signed:
        move(session, claim, ClaimStatus.STALE, None)
    return len(signed)
