"""Rows for tests; what a test does not name is filled in with something sensible.

Each takes a session that may write and leaves the commit to the test.
"""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING, Any

from claims import desk
from claims.digest import sha256
from claims.fetch import Fetched
from claims.models import (
    Article,
    Claim,
    ClaimDraft,
    ClaimSet,
    ClaimVersion,
    Contact,
    CoverageDraft,
    DateDraft,
    Evidence,
    FactDraft,
    HintDraft,
    LinkDraft,
    MentionDraft,
    OccurrenceDraft,
    QuantityDraft,
    Selection,
    Source,
    TraceDraft,
    User,
    Verdict,
    Worth,
)
from claims.store.engine import commit, writer
from claims.vocab import (
    AttributionForm,
    ClaimKind,
    ClaimStatus,
    ContactChannel,
    CoverageReason,
    FactKind,
    Hedge,
    LinkKind,
    QuantityKind,
    Rating,
    ReviewDecision,
    Role,
    SnapshotMethod,
    Stance,
    WordOrigin,
)

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy import Engine
    from sqlmodel import Session

_next = count(1)

STORY = """The lantern bridge reopened on Monday

By Mara Voss [mara.voss@tidewater.example]

The lantern bridge reopened on Monday after three years of work. It is the second longest bridge in the
county, and 4,000 people walked across it before noon.

The mayor said that the work cost 12 million crowns. The bridge is believed to be the oldest of its kind.
"""

SOURCE_TEXT = """County works report, page 4.

The lantern bridge was closed for three years. The work cost 14 million crowns. Some 4,000 people came on
the first day. The bridge — the county's second longest — was built in 1911. Café “Pier” stayed open."""


def a_person(session: Session, role: Role = Role.REVIEWER, **more: Any) -> User:
    """A person at the desk."""
    user = User(**{"name": f"Person {next(_next)}", "role": role, **more})
    session.add(user)
    session.flush()
    return user


def an_article(session: Session, text: str = "", who: User | None = None) -> Article:
    """An article that was taken in and waits to be split."""
    from claims.models import ArticleMeta

    own = text or STORY.replace("Monday", f"Monday, day {next(_next)},")
    return desk.take_in(session, desk.read_paste(own), ArticleMeta(), who)[0]


#: What a splitter would find in FERRY; the claims are numbered as listed.
FERRY = """The ferry sails again

The old ferry sailed on Tuesday and carried about 40 to 60 cars. Harbour master Ida Lind met Mayor Bo Ek.
She reported that the ferry, built in Oslo, had not leaked.

Will it last? How lovely!
"""


def ferry_at(words: str, nth: int = 0) -> tuple[int, int]:
    """Where these words stand in FERRY."""
    start = -1
    for _ in range(nth + 1):
        start = FERRY.index(words, start + 1)
    return start, start + len(words)


def ferry() -> desk.Proposals:
    """A splitting of FERRY that has one of everything that can be found."""
    sailed = ClaimDraft(
        "the old ferry carried about 40 to 60 cars on 6 April 2021",
        (OccurrenceDraft(*ferry_at("carried about 40 to 60 cars")),),
        made_by=("test.v1",),
        finer=(ClaimKind.NUMERICAL, ClaimKind.DATE),
        trace=(
            TraceDraft(0, 13, WordOrigin.INHERITED, ferry_at("The old ferry")),
            TraceDraft(14, 41, WordOrigin.STATED, ferry_at("carried about 40 to 60 cars")),
            TraceDraft(42, 57, WordOrigin.DATE, ferry_at("on Tuesday")),
        ),
        dates=(
            DateDraft(*ferry_at("Tuesday"), "Tuesday", "2021-04-06", "2021-04-06", rule="weekday.v1"),
            DateDraft(*ferry_at("again"), "again"),
        ),
        quantities=(
            QuantityDraft(
                *ferry_at("about 40 to 60 cars"),
                "about 40 to 60 cars",
                QuantityKind.RANGE,
                "40",
                "60",
                "cars",
                True,
            ),
        ),
        facts=(FactDraft("40 to 60 cars", FactKind.NUMBER, (ferry_at("40 to 60 cars"),)),),
        hints=(HintDraft("sums.v1", "A range is counted as one number.", (ferry_at("40 to 60"),)),),
    )
    said = ClaimDraft(
        "Ida Lind reported that the ferry had not leaked",
        (OccurrenceDraft(*ferry_at("She reported that the ferry, built in Oslo, had not leaked")),),
        made_by=("test.v1",),
        trace=(
            TraceDraft(0, 8, WordOrigin.NAME, ferry_at("She")),
            TraceDraft(9, 47, WordOrigin.STATED, ferry_at("reported that the ferry")),
        ),
        mentions=(
            MentionDraft(*ferry_at("She"), "She", ferry_at("Ida Lind"), "Harbour master Ida Lind"),
            MentionDraft(*ferry_at("it"), "it", None, "", (ferry_at("Ida Lind"), ferry_at("Mayor Bo Ek"))),
        ),
        links=(LinkDraft(LinkKind.ATTRIBUTES, 2),),
    )
    leaked = ClaimDraft(
        "the ferry had not leaked",
        (
            OccurrenceDraft(
                *ferry_at("the ferry, built in Oslo, had not leaked"),
                parts=(ferry_at("the ferry"), ferry_at("had not leaked")),
            ),
        ),
        claimant="Ida Lind",
        attribution=("Ida Lind", "the harbour office"),
        cue="reported",
        hedge=Hedge.REPORTED,
        form=AttributionForm.INDIRECT,
        negated=True,
        made_by=("test.v1",),
        trace=(TraceDraft(0, 24, WordOrigin.STATED, ferry_at("the ferry")),),
    )
    drafts = (sailed, said, leaked)
    coverage = (
        CoverageDraft(*ferry_at("The ferry sails again"), (), CoverageReason.FRAGMENT),
        CoverageDraft(*ferry_at("The old ferry sailed on Tuesday and carried about 40 to 60 cars."), (0,)),
        CoverageDraft(*ferry_at("Harbour master Ida Lind met Mayor Bo Ek."), (), CoverageReason.OPINION),
        CoverageDraft(*ferry_at("She reported that the ferry, built in Oslo, had not leaked."), (1, 2)),
        CoverageDraft(*ferry_at("Will it last?"), (), CoverageReason.QUESTION),
        CoverageDraft(*ferry_at("How lovely!"), (), CoverageReason.OPINION),
    )
    return desk.Proposals(tuple(desk.Proposal(draft, Worth(0.5, ())) for draft in drafts), coverage)


def a_split_article(session: Session) -> tuple[Article, list[Claim]]:
    """FERRY, split into its claims, which are accepted."""
    article = an_article(session, FERRY)
    desk.save_claims(session, article.id or 0, ferry())
    session.flush()
    claims = [claim for claim, _ in desk.open_article(session, article.public_id).claims]
    for claim in claims:
        claim.status = ClaimStatus.ACCEPTED
    return article, claims


def a_claim(
    session: Session,
    status: ClaimStatus = ClaimStatus.ACCEPTED,
    article: Article | None = None,
    words: str = "The mayor said that the work cost 12 million crowns.",
    **more: Any,
) -> Claim:
    """A claim marked by the desk itself in an article that holds its words."""
    article = article or an_article(session)
    marker = a_person(session)
    claim = desk.mark_claim(session, article.public_id, Selection(words), marker)
    version = session.get(ClaimVersion, _version_of(session, claim))
    assert version is not None
    claim.status = status
    for name, value in more.items():
        setattr(claim, name, value)
    session.add(claim)
    session.flush()
    return claim


def _version_of(session: Session, claim: Claim) -> int:
    from claims import store

    session.flush()
    return store.claims.current_version(session, claim).id or 0


def a_source(session: Session, who: User, text: str = "", **typed: str) -> Source:
    """A captured source; without a text of its own one that no other source has."""
    number = next(_next)
    text = text or f"{SOURCE_TEXT}\n\nCopy {number}."
    fields = {
        "title": f"County works report {number}",
        "author": "",
        "publisher": "County office",
        "kind": "government",
        "url": "",
        "language": "en",
        "published_on": "2021-04-01",
        "origin_group": "",
    }
    source, _ = desk.add_source(
        session, {**fields, **typed}, desk.read_paste(text), SnapshotMethod.PASTE, who
    )
    session.flush()
    return source


def an_evidence(
    session: Session,
    claim: Claim,
    who: User,
    quote: str = "The work cost 14 million crowns.",
    stance: Stance = Stance.REFUTES,
    source: Source | None = None,
) -> Evidence:
    """A passage tied to a claim."""
    session.flush()
    source = source or a_source(session, who)
    nothing = {"note": "", "locator": ""}
    found = desk.attach_evidence(
        session,
        claim.public_id,
        claim.rev,
        desk.FoundPassage(source.public_id, Selection(quote)),
        stance,
        nothing,
        who,
    )
    session.flush()
    return found


def a_verdict(session: Session, claim: Claim, who: User, rating: Rating = Rating.REFUTED) -> Verdict:
    """A verdict, drafted on the claim's evidence, which is made if there is none."""
    from claims import store

    if not store.sources.evidence_of(session, claim.id or 0):
        an_evidence(session, claim, who)
    signed = desk.draft_verdict(session, claim.public_id, claim.rev, rating, "The report says 14.", who)
    session.flush()
    return signed


def a_contact(session: Session, claim: Claim, who: User, **typed: str) -> Contact:
    """Somebody who was asked about a claim, and has not answered."""
    asked = {"party": "Harbour office", "question": "What did the work cost?", "asked_on": "2026-01-02"}
    made = desk.note_contact(
        session, claim.public_id, ContactChannel.EMAIL, {**asked, "deadline": "", **typed}, who
    )
    session.flush()
    return made


def sign(session: Session, claim: Claim, author: User, reviewer: User) -> None:
    """Let the author submit the verdict as it stands, and somebody else approve it."""
    from claims.desk import signing

    desk.submit_verdict(session, claim.public_id, claim.rev, author)
    session.flush()
    seen = signing.digest(session, claim)
    desk.review_verdict(session, claim.public_id, claim.rev, ReviewDecision.APPROVE, "", seen, reviewer)
    session.flush()


def a_verified_claim(session: Session, author: User, reviewer: User, **more: Any) -> Claim:
    """A claim that two people signed."""
    claim = a_claim(session, **more)
    a_verdict(session, claim, author)
    sign(session, claim, author, reviewer)
    return claim


def a_set(session: Session, who: User, *claims: Claim, title: str = "Piers") -> ClaimSet:
    """A claim set with these claims, in this order."""
    made = desk.create_set(session, {"title": title, "description": "", "licence": ""}, who)
    for claim in claims:
        session.flush()
        desk.add_to_set(session, made.public_id, made.rev, claim.public_id, who)
    session.flush()
    return made


def sign_in(app: Flask, role: Role = Role.REVIEWER, **more: Any) -> tuple[Any, User]:
    """A visitor who is signed in, and who they are."""
    from tests.visitor import Visitor

    engine: Engine = app.extensions["engine"]
    with writer(engine) as session:
        user = a_person(session, role, **more)
        token = desk.open_session(session, user)
        commit(session)
    visitor = Visitor(app)
    with visitor.client.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = token, True
    return visitor, user


def a_fetched(body: str, media_type: str = "text/plain", **more: Any) -> Fetched:
    """What a server gave, without a network."""
    data = body.encode()
    return Fetched(
        **{
            "asked": "http://tides.example/a",
            "url": "http://tides.example/a",
            "chain": (),
            "status": 200,
            "headers": (("Content-Type", media_type),),
            "media_type": media_type,
            "charset": "utf-8",
            "body": data,
            "sha256": sha256(data),
            "peer": "203.0.113.7",
            "fetched_at": datetime(2026, 1, 1, tzinfo=UTC),
            "warc": b"WARC",
            **more,
        }
    )
