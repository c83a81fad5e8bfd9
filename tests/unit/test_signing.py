"""What a sign-off is bound to: old signatures hold whatever a row can hold since."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from claims.desk import signing
from claims.models import Article, Evidence, Occurrence, SearchLog, Source
from claims.policy import DEFAULT, Policy
from claims.store.sources import EvidenceRow
from claims.vocab import Directness, OccurrenceRole, SearchResult, SourceKind, Stance

AT = datetime(2021, 5, 1, tzinfo=UTC)
#: Made with the rows of before captures, chains, paraphrases, questions and protected sources were known.
BEFORE = "a7db60d6cb42249d1298e42ea62771c5a56ac48d4a26976e5a99c2a0834b883c"


def rows():
    report = Source(
        id=1,
        public_id="S1",
        title="Works report",
        author="P. Lot",
        publisher="Works office",
        kind=SourceKind.GOVERNMENT,
        url="https://works.example/r",
        published_on=date(2021, 4, 1),
        origin_group="A wire",
    )
    log = Source(id=2, public_id="S2", title="Log")
    about = {"claim_id": 1, "snapshot_id": 1, "prefix": "", "suffix": ""}
    refutes = Evidence(
        id=1,
        public_id="E1",
        source_id=1,
        start=0,
        end=9,
        exact="14 million",
        stance=Stance.REFUTES,
        note="Seen.",
        locator="p. 4",
        **about,
    )
    context = Evidence(
        id=2, public_id="E2", source_id=2, start=3, end=9, exact="closed", stance=Stance.CONTEXT, **about
    )
    return [
        EvidenceRow(refutes, report, "a" * 64, AT, "N1", report),
        EvidenceRow(context, log, "b" * 64, AT, "N2", log),
    ]


def digest(found, policy=DEFAULT):
    article = Article(id=1, public_id="A1", title="Bridge", outlet="Daily", raw_sha256="r")
    role = next(iter(OccurrenceRole))
    at = {"start": 2, "end": 8, "exact": "bridge", "prefix": "", "suffix": "", "role": role}
    place = Occurrence(claim_id=1, article_version_id=1, **at)
    search = SearchLog(public_id="L1", claim_id=1, query="q", place="p", result=SearchResult.NOTHING)
    return signing.digest_of_rows(
        "The work cost 12 million.", [(place, "c" * 64, article)], found, [search], policy
    )


def test_a_signature_of_before_holds():
    assert digest(rows()) == BEFORE


def test_what_no_sign_off_rests_on_leaves_it_as_it_was():
    found = rows()
    found[0].evidence.was_id, found[0].source.language = 77, "fr"
    handed = [replace(found[0], handed_on=("C1", 3)), found[1]]
    assert digest(handed) == BEFORE


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("paraphrase", "It was dear."),
        ("directness", Directness.PRIMARY),
        ("question", "What did it cost?"),
        ("answer", "14 million"),
    ],
)
def test_what_was_said_of_a_passage_is_signed(field, value):
    found = rows()
    setattr(found[0].evidence, field, value)
    assert digest(found) != BEFORE


def test_where_a_source_has_it_from_is_signed():
    one, two = rows()
    chained = digest([one, replace(two, root=one.source)])
    joined = digest([replace(one, joined="S1"), replace(two, joined="S1")])
    one.source.protected = True
    assert len({BEFORE, chained, joined, digest([one, two])}) == 4


def test_another_scale_or_policy_is_another_signature():
    others = [Policy(scale="averitec-4"), Policy(scale_version=2), Policy(approvals=2), Policy(alone=True)]
    assert len({digest(rows(), policy) for policy in (DEFAULT, *others)}) == 5


def test_the_number_of_a_policy_alone_changes_no_signature():
    assert digest(rows(), Policy(version=7)) == BEFORE
