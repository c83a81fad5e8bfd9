"""Put together what leaves the desk about claims."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from claims import store
from claims.desk import signing
from claims.desk.reviews_told import Told, told_of
from claims.models import (
    Claim,
    ClaimRecord,
    ClaimVersion,
    EvidenceRecord,
    Occurrence,
    OccurrenceRecord,
    SearchLog,
    User,
    Verdict,
)
from claims.policy import DEFAULT, values_of
from claims.store.behind import Behind, Place
from claims.store.sources import EvidenceRow
from claims.vocab import ClaimStatus, CorrectionClass

#: So many claims are read at a time.
CHUNK = 250


@dataclass(frozen=True, slots=True)
class Stand:
    """A claim as it stands now: its rows, the verdict that counts, and the digest of what that rests on."""

    claim: Claim
    version: ClaimVersion
    verdict: Verdict | None
    digest: str

    @property
    def signed(self) -> bool:
        """Whether a second person signed what stands there now."""
        fits = self.verdict is not None and self.verdict.evidence_digest == self.digest
        return fits and self.claim.status is ClaimStatus.VERIFIED


def stands_of(session: Session, keys: Collection[int]) -> Iterator[tuple[Stand, ClaimRecord | None]]:
    """These claims in this order, each with all that a release keeps of it; None without a verdict.

    Personal data of the articles stays out. Fourteen statements for each `CHUNK` of claims.
    """
    waiting = list(keys)
    for first in range(0, len(waiting), CHUNK):
        chunk = waiting[first : first + CHUNK]
        found = store.behind.behind(session, chunk)
        told = told_of(session, [review for given in found.reviews.values() for review, _ in given])
        yield from (_stand(found, told, key) for key in chunk)


def _stand(found: Behind, told: Told, key: int) -> tuple[Stand, ClaimRecord | None]:
    claim, version, _ = found.claims[key]
    signed = found.verdicts.get(key)
    digest = signing.digest_of_rows(
        version.text,
        found.places.get(key, ()),
        found.evidence.get(key, ()),
        found.searches.get(key, ()),
        found.policy,
    )
    stand = Stand(claim, version, signed[0] if signed else None, digest)
    return stand, _record(found, told, key, *signed) if signed else None


def _record(found: Behind, told: Told, key: int, signed: Verdict, author: User) -> ClaimRecord:
    claim, wording, article = found.claims[key]
    personal = found.personal.get(claim.article_id, ())
    scale, policy = found.scale_of(signed), found.policies.get(signed.policy_version, DEFAULT)
    rated, (worst, best) = scale.code(signed.code), scale.bounds or (None, None)
    return ClaimRecord(
        id=claim.public_id,
        text=wording.text,
        language=wording.language,
        claimant=wording.claimant,
        attribution=tuple(wording.attribution),
        hedge=wording.hedge.value,
        kinds=tuple(wording.kinds),
        made_by=tuple(wording.made_by),
        article_id=article.public_id,
        article_title=article.title,
        article_outlet=article.outlet,
        article_portal=article.portal,
        article_url=article.canonical_url,
        article_published_on=_day(article.published_on),
        occurrences=tuple(_occurrence(place, personal) for place in found.places.get(key, ())),
        evidence=tuple(_evidence(found, row) for row in found.evidence.get(key, ())),
        searches=tuple(map(_search, found.searches.get(key, ()))),
        scale=signed.scale,
        scale_version=signed.scale_version,
        rating=signed.code,
        rating_label=signed.label,
        rating_number=rated.number,
        rationale=signed.rationale,
        as_of=signed.as_of.isoformat(),
        verdict_id=signed.public_id,
        verdict_author=author.name,
        verdict_author_id=author.public_id,
        verdict_at=signed.created_at.isoformat(),
        evidence_digest=signed.evidence_digest,
        reviews=told.reviews(signed, wording, found.reviews.get(signed.id or 0, ())),
        finer=tuple(wording.finer),
        form=wording.form.value if wording.form else "",
        negated=wording.negated,
        trace=tuple(wording.trace),
        dates=tuple(wording.dates),
        quantities=tuple(wording.quantities),
        mentions=tuple(wording.mentions),
        facts=tuple(wording.facts),
        rating_means=signed.means.value,
        rating_worst=worst,
        rating_best=best,
        confidence=signed.confidence.value if signed.confidence else "",
        flags=tuple(signed.flags),
        conclusion=signed.conclusion,
        checklist=signed.checklist,
        citations=signed.citations,
        override_reason=signed.override_reason,
        correction="" if signed.correction is CorrectionClass.NONE else signed.correction.value,
        correction_note=signed.correction_note,
        policy={"version": policy.version, **values_of(policy)},
    )


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _occurrence(found: Place, personal: Sequence[tuple[int, int]]) -> OccurrenceRecord:
    place, text_sha256, article = found
    return _place(place, text_sha256, article.canonical_url, personal)


def _place(
    place: Occurrence, text_sha256: str, url: str, personal: Sequence[tuple[int, int]]
) -> OccurrenceRecord:
    """An occurrence whose context ends where somebody's e-mail address begins."""
    first, last = place.start - len(place.prefix), place.end + len(place.suffix)
    low = max([first, *(end for _, end in personal if first < end <= place.start)])
    high = min([last, *(start for start, _ in personal if place.end <= start < last)])
    return OccurrenceRecord(
        url=url,
        start=place.start,
        end=place.end,
        exact=place.exact,
        prefix=place.prefix[low - first :],
        suffix=place.suffix[: high - place.end],
        role=place.role.value,
        text_sha256=text_sha256,
        parts=tuple((start, end) for start, end in place.parts),
    )


#: An e-mail address, or as much of one as fits into the words around a quote.
_ADDRESS = re.compile(r"\S*@\S*")


def _evidence(behind: Behind, row: EvidenceRow) -> EvidenceRecord:
    """An evidence whole; what nobody may be told of a protected source is left out when it is frozen."""
    found, source = row.evidence, row.source
    return EvidenceRecord(
        id=found.public_id,
        stance=found.stance.value,
        exact=found.exact,
        prefix=_ADDRESS.split(found.prefix)[-1],
        suffix=_ADDRESS.split(found.suffix)[0],
        start=found.start,
        end=found.end,
        locator=found.locator,
        note=found.note,
        source_id=source.public_id,
        source_title=source.title,
        source_author=source.author,
        source_publisher=source.publisher,
        source_url=source.url,
        source_published_on=_day(source.published_on),
        origin_group=source.origin_group,
        snapshot_sha256=row.snapshot_sha256,
        captured_at=row.captured_at.isoformat(),
        paraphrase=found.paraphrase,
        question=found.question,
        answer=found.answer,
        directness=found.directness.value if found.directness else "",
        medium=behind.media[found.snapshot_id],
        protected=source.protected,
        sentences=_sentences(behind.passages.get(found.id or 0, ())),
    )


def _sentences(touched: Sequence[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    """The sentences that a passage touches, less what personal data its ends may hold."""
    return tuple((number, _ADDRESS.sub("…", words)) for number, words in touched)


def _search(search: SearchLog) -> str:
    return f"{search.query} — {search.place}: {search.result.value}"
