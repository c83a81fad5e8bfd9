"""What each page gets: one frozen dataclass a page."""

from app.contexts.agreement import AgreementContext, PairContext
from app.contexts.board import ClaimWorkbench, ContactEdit, EvidenceEdit, FindContext
from app.contexts.found import FoundContext, found_of
from app.contexts.history import HistoryContext, ThenContext
from app.contexts.lines import next_open
from app.contexts.origins import Provenance, SourceOrigins
from app.contexts.pages import (
    ArticleEdit,
    ArticleList,
    ChangesContext,
    ConflictContext,
    ErrorContext,
    JoinContext,
    KeyRow,
    NewArticle,
    NewEdition,
    PeopleContext,
    ProfileContext,
    Resend,
    SetEdit,
    SetList,
    SettingsContext,
    SignInContext,
)
from app.contexts.reader import ReaderContext, reader_of, with_details
from app.contexts.reviews import CompareContext, ReviewContext
from app.contexts.rules import PolicyContext, ScaleForm, ScalesContext
from app.contexts.sets import DiffContext, GatherContext, PreviewContext, SetContext, WithdrawalContext
from app.contexts.shape import FactChips, MergeContext, NewClaimContext, PlacesContext, SplitContext
from app.contexts.sources import (
    DriftContext,
    JobContext,
    NewSource,
    RecaptureContext,
    RecheckContext,
    SourceContext,
    SourceEdit,
    SourceList,
)
from app.contexts.triage import (
    DuplicateContext,
    HomeContext,
    NewerContext,
    QueueContext,
    ResultsContext,
    RowAnswer,
)

__all__ = [
    "AgreementContext",
    "ArticleEdit",
    "ArticleList",
    "ChangesContext",
    "ClaimWorkbench",
    "CompareContext",
    "ConflictContext",
    "ContactEdit",
    "DiffContext",
    "DriftContext",
    "DuplicateContext",
    "ErrorContext",
    "EvidenceEdit",
    "FactChips",
    "FindContext",
    "FoundContext",
    "GatherContext",
    "HistoryContext",
    "HomeContext",
    "JobContext",
    "JoinContext",
    "KeyRow",
    "MergeContext",
    "NewArticle",
    "NewClaimContext",
    "NewEdition",
    "NewSource",
    "NewerContext",
    "PairContext",
    "PeopleContext",
    "PlacesContext",
    "PolicyContext",
    "PreviewContext",
    "ProfileContext",
    "Provenance",
    "QueueContext",
    "ReaderContext",
    "RecaptureContext",
    "RecheckContext",
    "Resend",
    "ResultsContext",
    "ReviewContext",
    "RowAnswer",
    "ScaleForm",
    "ScalesContext",
    "SetContext",
    "SetEdit",
    "SetList",
    "SettingsContext",
    "SignInContext",
    "SourceContext",
    "SourceEdit",
    "SourceList",
    "SourceOrigins",
    "SplitContext",
    "ThenContext",
    "WithdrawalContext",
    "found_of",
    "next_open",
    "reader_of",
    "with_details",
]
