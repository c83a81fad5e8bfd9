"""A desk with one of everything in it, and the address of every route on it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlmodel import select

from app.contexts import ScaleForm
from claims import desk, store
from claims.models import (
    ClaimImport,
    ClaimLink,
    CoverageDraft,
    FollowedPlace,
    ImportedItem,
    Job,
    Lead,
    OneTimeLink,
    QueueFilter,
    Recheck,
    SavedView,
)
from claims.scale import standard
from claims.store.engine import commit, writer
from claims.vocab import AnchorState, ClaimStatus, CoverageReason, LinkKind, Role
from tests import factories

if TYPE_CHECKING:
    from flask import Flask
    from sqlalchemy import Engine
    from sqlmodel import Session

    from claims.models import (
        Article,
        Claim,
        ClaimSet,
        Contact,
        Evidence,
        Occurrence,
        Release,
        Snapshot,
        Source,
        User,
        Verdict,
    )
    from claims.scale import Scale
    from tests.visitor import Visitor


@dataclass(frozen=True, slots=True)
class World:
    """The rows, as they were when they were made."""

    author: User
    reviewer: User
    article: Article
    job: Job
    proposed: Claim
    place: Occurrence
    researched: Claim
    verified: Claim
    source: Source
    other_source: Source
    evidence: Evidence
    verdict: Verdict
    set: ClaimSet
    release: Release
    invitation: OneTimeLink
    followed: FollowedPlace
    view: SavedView
    capture: Snapshot
    recheck: Recheck
    contact: Contact
    claim_import: ClaimImport
    scale: Scale


def a_world(engine: Engine) -> World:
    """Make one of everything: a proposed, a researched and a verified claim, the latter in a frozen set."""
    with writer(engine) as session:
        author, reviewer = factories.a_person(session), factories.a_person(session)
        editor = factories.a_person(session, Role.EDITOR)
        article = factories.an_article(session)
        more = {"article": article}
        proposed = factories.a_claim(session, ClaimStatus.PROPOSED, words="Mara Voss", **more)
        researched = factories.a_claim(session, words="4,000 people walked across it", **more)
        _look_over(session, article, proposed, researched)
        source = factories.a_source(session, author)
        evidence = factories.an_evidence(session, researched, author, source=source)
        verified = factories.a_verified_claim(session, author, reviewer, **more)
        typed = {"title": "Bridges", "description": "", "licence": "CC BY 4.0"}
        made = desk.create_set(session, typed, editor)
        desk.add_to_set(session, made.public_id, made.rev, verified.public_id, editor)
        session.flush()
        about = {"organisation": "", "public_url": ""}
        release = desk.freeze_set(session, made.public_id, made.rev, about, editor)
        session.flush()
        signed = desk.open_claim(session, verified.public_id).verdict
        assert signed is not None
        job = session.exec(select(Job).where(Job.subject_id == article.id)).one()
        world = World(
            author,
            reviewer,
            article,
            job,
            proposed,
            store.claims.places_of(session, proposed.id or 0)[0][0],
            researched,
            verified,
            source,
            factories.a_source(session, author),
            evidence,
            signed,
            made,
            release,
            _an_invitation(session, author),
            _a_followed_place(session, article, proposed),
            desk.keep_view(session, "Open", QueueFilter(), author),
            desk.open_source(session, source.public_id).snapshot,
            _a_recheck(session, source, author),
            factories.a_contact(session, researched, author),
            _a_table(session, editor, proposed),
            desk.make_scale(session, "Our own", dict(enumerate(standard().codes, start=1)), editor),
        )
        commit(session)
    return world


def _look_over(session: Session, article: Article, proposed: Claim, researched: Claim) -> None:
    """What a splitter writes beside claims: what became of a sentence, and a link."""
    version = store.articles.current_version(session, article)
    line = CoverageDraft(0, 18, reason=CoverageReason.FRAGMENT)
    store.articles.add_sentences(session, version.id or 0, [line], [])
    link = ClaimLink(from_claim_id=proposed.id or 0, to_claim_id=researched.id or 0, kind=LinkKind.ATTRIBUTES)
    session.add(link)


def _a_followed_place(session: Session, article: Article, claim: Claim) -> FollowedPlace:
    """A place that waits for a decision, as a change of the article's text leaves it."""
    version = store.articles.current_version(session, article)
    place = store.claims.places_of(session, claim.id or 0)[0][0]
    followed = FollowedPlace(
        occurrence_id=place.id or 0, version_id=version.id or 0, state=AnchorState.AMBIGUOUS
    )
    session.add(followed)
    session.flush()
    return followed


def _a_recheck(session: Session, source: Source, who: User) -> Recheck:
    """Somebody asked whether the quotes are still there; nobody has looked."""
    recheck = Recheck(source_id=source.id, asked_by_id=who.id or 0)
    session.add(recheck)
    session.flush()
    return recheck


def _a_table(session: Session, who: User, claim: Claim) -> ClaimImport:
    """A table of claims that waits for its columns to be mapped; and as if something had come in by it."""
    file = io.BytesIO(b"Claim,Verdict\r\nThe pier is new.,False\r\n")
    made = desk.begin_import(session, file, "claims.csv", who)
    of = {"claim_id": claim.id, "import_id": made.id}
    session.add(Lead(**of, place=2, known_by="a" * 64, digest="b" * 64, rating="Pants on fire"))
    session.add(ImportedItem(**of, position=1, record="{}", digest="c" * 64))
    return made


def _an_invitation(session: Session, who: User) -> OneTimeLink:
    desk.invite(session, Role.VIEWER, "for a test", who)
    session.flush()
    return session.exec(select(OneTimeLink)).one()


@dataclass(frozen=True, slots=True)
class Door:
    """One method of one route, with an address that exists."""

    endpoint: str
    method: str
    path: str


def doors(app: Flask, world: World) -> list[Door]:
    """Every route of the desk, as its URL map has it, with plausible ids put in."""
    ids = {
        "article_id": world.article.public_id,
        "claim_id": world.proposed.public_id,
        "evidence_id": world.evidence.public_id,
        "source_id": world.source.public_id,
        "set_id": world.set.public_id,
        "release_id": world.release.public_id,
        "job_id": world.job.public_id,
        "user_id": world.author.public_id,
        "second_id": world.reviewer.public_id,
        "link_id": world.invitation.public_id,
        "followed_id": world.followed.public_id,
        "step": "accept",
        "to": "struck",
        "said": "other",
        "other_id": world.other_source.public_id,
        "place": "queue",
        "kind": "jsonl",
        "filename": "app.css",
        "place_id": world.place.id,
        "view_id": world.view.public_id,
        "capture_id": world.capture.public_id,
        "contact_id": world.contact.public_id,
        "recheck_id": world.recheck.public_id,
        "import_id": world.claim_import.public_id,
        "name": world.scale.name,
        "version": world.scale.version,
        "token": "TOKEN",
    }
    adapter = app.url_map.bind("localhost")
    return [
        Door(
            rule.endpoint, method, adapter.build(rule.endpoint, {name: ids[name] for name in rule.arguments})
        )
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def at_door(engine: Engine, door: Door, editor: User) -> str:
    """The address of a door; where it takes a token, with a fresh one that holds."""
    if "TOKEN" not in door.path:
        return door.path
    with writer(engine) as session:
        if door.endpoint == "people.sign_in_by_link":
            token = desk.make_sign_in_link(session)
        else:
            token = desk.invite(session, Role.VIEWER, "", editor)
        commit(session)
    return door.path.replace("TOKEN", token)


def scale_form(scale: Scale) -> dict[str, str]:
    """What the form of a scale sends, as it stands."""
    rows = [(row.number, row.fields) for row in ScaleForm.of(scale, own=True).rows]
    typed = {f"{name}-{number}": value for number, fields in rows for name, value in fields.items()}
    return {"title": scale.title, **typed}


def csrf_token(visitor: Visitor) -> str:
    """A token that this browser may send."""
    return str(visitor.get("/sign-in").form("/sign-in")["csrf_token"])


def a_form(visitor: Visitor, **fields: Any) -> dict[str, Any]:
    """What every form sends, and these fields."""
    from claims.models.base import new_id

    return {"csrf_token": csrf_token(visitor), "op_id": new_id(), **fields}
