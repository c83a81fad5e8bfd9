"""Claims for the tests of the queue, and what a visitor sees of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert
from sqlmodel import col, select

from claims import desk, store
from claims.models import Claim, ClaimDraft, ClaimVersion, OccurrenceDraft, Worth
from claims.models.base import new_id
from claims.store.engine import writing
from tests import factories

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask

    from claims.models import Article
    from tests.visitor import Visitor


def split(app: Flask, *drafts: Any, worth: Sequence[float | Worth] = ()) -> tuple[Article, list[Claim]]:
    """An article with these claims, each a wording or a draft's fields."""
    fields = [{"text": draft} if isinstance(draft, str) else draft for draft in drafts]
    text = "\n\n".join(["A story", *(field["text"] for field in fields)])
    places = [text.index(field["text"], 7) for field in fields]
    with writing(app.extensions["engine"]) as session:
        article = factories.an_article(session, text)
        made = [
            ClaimDraft(field.pop("text"), (OccurrenceDraft(at, at + 3),), **field)
            for field, at in zip(fields, places, strict=True)
        ]
        scores = [one if isinstance(one, Worth) else Worth(one, ()) for one in worth or [0.5] * len(made)]
        proposals = tuple(desk.Proposal(draft, score) for draft, score in zip(made, scores, strict=True))
        desk.save_claims(session, article.id, desk.Proposals(proposals))
        session.flush()
        of_it = select(Claim).where(Claim.article_id == article.id).order_by(col(Claim.number))
        return article, list(session.exec(of_it))


def changed(app: Flask, claim: Claim, **fields: Any) -> None:
    """Change a claim behind everybody's back."""
    with writing(app.extensions["engine"]) as session:
        row = session.get_one(Claim, claim.id)
        for name, value in fields.items():
            setattr(row, name, value)


def listed(visitor: Visitor) -> list[str]:
    """The public ids of the claims in the list, in its order."""
    return [row.get("id").removeprefix("claim-") for row in visitor.page.xpath("//*[@data-claim]")]


def crowd(app: Flask, count: int) -> Article:
    """An article with so many proposed claims; its text holds none of their words, which is quicker."""
    with writing(app.extensions["engine"]) as session:
        article = factories.an_article(session)
        claim = Claim(article_id=article.id or 0, number=1).model_dump(exclude={"id"})
        rows = [claim | {"public_id": new_id(), "number": number} for number in range(1, count + 1)]
        session.connection().execute(insert(Claim), rows)
        keys = store.claims.keys_from(session, article.id or 0, 1)
        wording = ClaimVersion(claim_id=0, text="").model_dump(exclude={"id"})
        texts = [(key, f"The bridge number {key} cost {key} crowns.") for key in keys]
        wordings = [wording | {"claim_id": key, "text": text} for key, text in texts]
        session.connection().execute(insert(ClaimVersion), wordings)
        store.words.add(session, texts)
        return article
