"""Other people's files as leads: their claims, and what they say of them. No verdict of ours is made."""

from claims.importing.averitec import read_averitec
from claims.importing.claimreview import read_claimreview
from claims.importing.kinds import kind_of
from claims.importing.release import read_record
from claims.importing.tables import Sample, check_mapping, draft_of, offer, read_table, sample_of
from claims.importing.texts import text_of
from claims.importing.values import LeadDraft, LeadLink, Row
from claims.importing.zips import is_zip, pages_of

__all__ = [
    "LeadDraft",
    "LeadLink",
    "Row",
    "Sample",
    "check_mapping",
    "draft_of",
    "is_zip",
    "kind_of",
    "offer",
    "pages_of",
    "read_averitec",
    "read_claimreview",
    "read_record",
    "read_table",
    "sample_of",
    "text_of",
]
