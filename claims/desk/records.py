"""Put together what leaves the desk about one claim."""

import re
from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from claims import store
from claims.desk.reviews_told import reviews_told
from claims.errors import MoveError
from claims.models import (
    Article,
    Claim,
    ClaimRecord,
    ClaimVersion,
    Evidence,
    EvidenceRecord,
    Occurrence,
    OccurrenceRecord,
    SearchLog,
    Segment,
    Snapshot,
    Verdict,
)
from claims.store.sources import EvidenceRow


def record_of(session: Session, claim: Claim, wording: ClaimVersion) -> ClaimRecord:
    """All that a release keeps of a verified claim. Personal data of the article stays out.

    Raises:
        MoveError: if the claim has no verdict.
    """
    key = claim.id or 0
    article = store.articles.get_by_key(session, claim.article_id)
    newest = store.verdicts.newest(session, key)
    if newest is None:
        raise MoveError("a claim without a verdict cannot be frozen")
    signed, author = newest
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
        occurrences=_places(session, article, key),
        evidence=tuple(_evidence(session, row) for row in store.sources.evidence_of(session, key)),
        searches=tuple(map(_search, store.sources.searches_of(session, key))),
        scale=signed.scale,
        scale_version=signed.scale_version,
        rating=signed.code,
        rating_label=signed.label,
        rating_number=_number(session, signed),
        rationale=signed.rationale,
        as_of=signed.as_of.isoformat(),
        verdict_id=signed.public_id,
        verdict_author=author.name,
        verdict_author_id=author.public_id,
        verdict_at=signed.created_at.isoformat(),
        evidence_digest=signed.evidence_digest,
        reviews=reviews_told(session, signed, wording),
        finer=tuple(wording.finer),
        form=wording.form.value if wording.form else "",
        negated=wording.negated,
        trace=tuple(wording.trace),
        dates=tuple(wording.dates),
        quantities=tuple(wording.quantities),
        mentions=tuple(wording.mentions),
        facts=tuple(wording.facts),
    )


def _number(session: Session, signed: Verdict) -> int | None:
    return store.rules.scale(session, signed.scale, signed.scale_version).code(signed.code).number


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _places(session: Session, article: Article, claim_id: int) -> tuple[OccurrenceRecord, ...]:
    version = store.articles.current_version(session, article)
    personal = _personal_spans(store.articles.segments(session, version.id or 0))
    return tuple(
        _place(place, text_sha256, article.canonical_url, personal)
        for place, text_sha256, article in store.claims.places_of(session, claim_id)
    )


def _personal_spans(segments: Sequence[Segment]) -> list[tuple[int, int]]:
    return [(found["start"], found["end"]) for part in segments for found in part.personal]


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


def _evidence(session: Session, row: EvidenceRow) -> EvidenceRecord:
    """An evidence whole; what nobody may be told of a protected source is left out when it is frozen."""
    found, source = row.evidence, row.source
    snapshot = store.captures.by_key(session, found.snapshot_id)
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
        medium=snapshot.media_type,
        protected=source.protected,
        sentences=_sentences(session, found, snapshot),
    )


def _sentences(session: Session, found: Evidence, snapshot: Snapshot) -> tuple[tuple[int, str], ...]:
    """The sentences that a passage touches, less what personal data its ends may hold."""
    if not found.exact:
        return ()
    touched = store.captures.passages_within(session, snapshot.id or 0, found.start, found.end)
    return tuple((each.number, _ADDRESS.sub("…", snapshot.text[each.start : each.end])) for each in touched)


def _search(search: SearchLog) -> str:
    return f"{search.query} — {search.place}: {search.result.value}"
