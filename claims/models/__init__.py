"""Values that rooms hand to each other (drafts), and the tables they end up in."""

from claims.models.analysis import (
    AttributionDraft,
    Bounds,
    CoverageDraft,
    DateDraft,
    FactDraft,
    HintDraft,
    LinkDraft,
    MentionDraft,
    QuantityDraft,
    TraceDraft,
)
from claims.models.articles import Article, ArticleVersion, Segment, Sentence
from claims.models.claims import Claim, ClaimLink, ClaimVersion, Occurrence
from claims.models.drafts import (
    ArticleMeta,
    ClaimDraft,
    Intake,
    OccurrenceDraft,
    PersonalData,
    Reason,
    SegmentDraft,
    Selection,
    Splitting,
    Worth,
)
from claims.models.evidence import Evidence, SearchLog, Snapshot, Source
from claims.models.log import Event, Job, Operation
from claims.models.people import OneTimeLink, User, UserSession
from claims.models.queue import QueueFilter
from claims.models.records import ClaimRecord, EvidenceRecord, OccurrenceRecord, ReviewRecord
from claims.models.sets import ClaimSet, ClaimSetItem, Release, ReleaseItem
from claims.models.verdicts import Review, Verdict
from claims.models.work import Act, FactTick, FollowedPlace, Presence, SavedView, SentenceMark

__all__ = [
    "Act",
    "Article",
    "ArticleMeta",
    "ArticleVersion",
    "AttributionDraft",
    "Bounds",
    "Claim",
    "ClaimDraft",
    "ClaimLink",
    "ClaimRecord",
    "ClaimSet",
    "ClaimSetItem",
    "ClaimVersion",
    "CoverageDraft",
    "DateDraft",
    "Event",
    "Evidence",
    "EvidenceRecord",
    "FactDraft",
    "FactTick",
    "FollowedPlace",
    "HintDraft",
    "Intake",
    "Job",
    "LinkDraft",
    "MentionDraft",
    "Occurrence",
    "OccurrenceDraft",
    "OccurrenceRecord",
    "OneTimeLink",
    "Operation",
    "PersonalData",
    "Presence",
    "QuantityDraft",
    "QueueFilter",
    "Reason",
    "Release",
    "ReleaseItem",
    "Review",
    "ReviewRecord",
    "SavedView",
    "SearchLog",
    "Segment",
    "SegmentDraft",
    "Selection",
    "Sentence",
    "SentenceMark",
    "Snapshot",
    "Source",
    "Splitting",
    "TraceDraft",
    "User",
    "UserSession",
    "Verdict",
    "Worth",
]
