"""Claimdesk's library: take an article apart into claims, find quotes, put digests on what is signed.

    import claims

    article = claims.read_paste(open("story.txt").read())
    for draft in claims.split_article(article):
        print(draft.text, draft.occurrences)

Offsets are Unicode code points over `article.text`; each draft says where its words come from, and
which days, numbers and people it names. Nothing here needs a web server, a database
or the network.
"""

from datetime import date

from claims.anchor import Anchor, anchor_at, from_utf16, locate, resolve, to_utf16
from claims.clean import clean as find_segments
from claims.clean import find_meta
from claims.errors import ClaimsError
from claims.export import check_package, read_claims, write_claims
from claims.ingest import from_paste as read_paste
from claims.ingest import from_upload as read_upload
from claims.models.analysis import (
    AttributionDraft,
    CoverageDraft,
    DateDraft,
    FactDraft,
    HintDraft,
    LinkDraft,
    MentionDraft,
    QuantityDraft,
    TraceDraft,
)
from claims.models.drafts import (
    ArticleMeta,
    ClaimDraft,
    Intake,
    OccurrenceDraft,
    Reason,
    SegmentDraft,
    Splitting,
    Worth,
)
from claims.split import is_english, read_article
from claims.split import split as split_segments
from claims.triage import check_worthiness, weighed
from claims.verdict import evidence_digest


def split_article(article: str | Intake, published: date | str | None = None) -> list[ClaimDraft]:
    """Take an article apart into claims, in reading order.

    Args:
        article: its text, or what `read_paste` or `read_upload` made of it.
        published: the day it came out (a date, or as 2021-04-07), from which "last week" is counted;
            without it the day that the article itself gives, if any.

    Returns:
        Claims with their places in the text, in code points with LF line ends; the portal's lines
        give none. The same text and day give the same claims.

    Raises:
        InputError: if a text is empty, too long, or holds what cannot be stored.
        ValueError: if the day is no such date.
    """
    intake = read_paste(article) if isinstance(article, str) else article
    segments = find_segments(intake.text)
    meta = find_meta(intake.text, segments, intake.meta)
    given = date.fromisoformat(published) if isinstance(published, str) and published else published
    day = given if isinstance(given, date) else meta.published_on
    return list(read_article(intake.text, segments, meta.language, day).drafts)


__all__ = [
    "Anchor",
    "ArticleMeta",
    "AttributionDraft",
    "ClaimDraft",
    "ClaimsError",
    "CoverageDraft",
    "DateDraft",
    "FactDraft",
    "HintDraft",
    "Intake",
    "LinkDraft",
    "MentionDraft",
    "OccurrenceDraft",
    "QuantityDraft",
    "Reason",
    "SegmentDraft",
    "Splitting",
    "TraceDraft",
    "Worth",
    "anchor_at",
    "check_package",
    "check_worthiness",
    "evidence_digest",
    "find_meta",
    "find_segments",
    "from_utf16",
    "is_english",
    "locate",
    "read_article",
    "read_claims",
    "read_paste",
    "read_upload",
    "resolve",
    "split_article",
    "split_segments",
    "to_utf16",
    "weighed",
    "write_claims",
]
