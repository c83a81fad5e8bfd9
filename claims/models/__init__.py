"""Values that rooms hand to each other (drafts), and the tables they end up in."""

from claims.models.articles import Article, ArticleVersion, Segment
from claims.models.claims import Claim, ClaimVersion, Occurrence
from claims.models.drafts import (
    ArticleMeta,
    ClaimDraft,
    Intake,
    OccurrenceDraft,
    PersonalData,
    Reason,
    SegmentDraft,
    Selection,
)
from claims.models.evidence import Evidence, SearchLog, Snapshot, Source
from claims.models.log import Event, Job, Operation
from claims.models.people import OneTimeLink, User, UserSession
from claims.models.records import ClaimRecord, EvidenceRecord, OccurrenceRecord, ReviewRecord
from claims.models.sets import ClaimSet, ClaimSetItem, Release, ReleaseItem
from claims.models.verdicts import Review, Verdict

__all__ = [
    "Article",
    "ArticleMeta",
    "ArticleVersion",
    "Claim",
    "ClaimDraft",
    "ClaimRecord",
    "ClaimSet",
    "ClaimSetItem",
    "ClaimVersion",
    "Event",
    "Evidence",
    "EvidenceRecord",
    "Intake",
    "Job",
    "Occurrence",
    "OccurrenceDraft",
    "OccurrenceRecord",
    "OneTimeLink",
    "Operation",
    "PersonalData",
    "Reason",
    "Release",
    "ReleaseItem",
    "Review",
    "ReviewRecord",
    "SearchLog",
    "Segment",
    "SegmentDraft",
    "Selection",
    "Snapshot",
    "Source",
    "User",
    "UserSession",
    "Verdict",
]
