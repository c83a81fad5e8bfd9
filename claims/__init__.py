"""Claimdesk's library: take an article apart into claims, find quotes, put digests on what is signed.

    import claims

    article = claims.read_paste(open("story.txt").read())
    for draft in claims.split_article(article):
        print(draft.text, draft.occurrences)

Offsets are Unicode code points over `article.text`. Nothing here needs a web server, a database
or the network.
"""

from claims.anchor import Anchor, anchor_at, from_utf16, locate, resolve, to_utf16
from claims.clean import clean as find_segments
from claims.clean import find_meta
from claims.errors import ClaimsError
from claims.ingest import from_paste as read_paste
from claims.ingest import from_upload as read_upload
from claims.models.drafts import ArticleMeta, ClaimDraft, Intake, OccurrenceDraft, Reason, SegmentDraft
from claims.split import split as split_segments
from claims.triage import check_worthiness
from claims.verdict import evidence_digest


def split_article(article: Intake) -> list[ClaimDraft]:
    """Take an article apart into claims, in reading order.

    Args:
        article: from `read_paste` or `read_upload`.

    Returns:
        Claims with their places in `article.text`, in code points; the portal's lines give none.
        The same text gives the same claims.
    """
    segments = find_segments(article.text)
    meta = find_meta(article.text, segments, article.meta)
    return split_segments(article.text, segments, meta.language)


__all__ = [
    "Anchor",
    "ArticleMeta",
    "ClaimDraft",
    "ClaimsError",
    "Intake",
    "OccurrenceDraft",
    "Reason",
    "SegmentDraft",
    "anchor_at",
    "check_worthiness",
    "evidence_digest",
    "find_meta",
    "find_segments",
    "from_utf16",
    "locate",
    "read_paste",
    "read_upload",
    "resolve",
    "split_article",
    "split_segments",
    "to_utf16",
]
