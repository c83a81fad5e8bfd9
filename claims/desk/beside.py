"""What stands beside the text of an article, read without all of its claims."""

from dataclasses import dataclass, replace

from sqlmodel import Session

from claims import store
from claims.desk.articles import ArticlePage
from claims.models import Act, SentenceMark


@dataclass(frozen=True, slots=True)
class Touched:
    """The only thing of an article that an act changed: a claim, or the line that begins at `start`."""

    article_id: str
    claim_id: str = ""
    start: int | None = None


def open_claim_beside(session: Session, public_id: str, claim_id: str) -> ArticlePage:
    """An article with this one of its claims, that one's places, and the ids of all; five statements.

    Without the claim if it is none of the article's.
    """
    article, version, undecided = store.articles.with_text(session, public_id)
    key = article.id or 0
    ids = tuple(store.claims.ids_of_article(session, key))
    claims = store.claims.one_of_article(session, key, claim_id)
    places = [
        place for claim, _ in claims for place in store.claims.places_of_one(session, version.id or 0, claim)
    ]
    return ArticlePage(article, version, (), (), claims, places, (), None, (), undecided, ids)


def open_lines(session: Session, public_id: str) -> ArticlePage:
    """An article with its sentences and without its claims; `with_claims_at` adds those of one sentence."""
    article, version, undecided = store.articles.with_text(session, public_id)
    key = version.id or 0
    segments = store.articles.segments(session, key)
    sentences = store.articles.sentences(session, key)
    marks = store.work.marks_in(session, key)
    return ArticlePage(article, version, segments, sentences, (), (), (), None, marks, undecided)


def with_claims_at(session: Session, page: ArticlePage, start: int, end: int) -> ArticlePage:
    """The same with the claims of which a place lies in this stretch of the text or reaches into it."""
    found = store.claims.places_within(session, page.version.id or 0, start, end)
    keys = {place.claim_id for place in found}
    claims = store.claims.some_of_article(session, page.article.id or 0, sorted(keys)) if keys else ()
    shown = {claim.id for claim, _ in claims}
    return replace(page, claims=claims, places=[place for place in found if place.claim_id in shown])


def touched_by(session: Session, act: Act) -> Touched | None:
    """What a page that shows it has to put anew after an act or its undoing; None if that may be more."""
    others = [step for step in act.steps if step["do"] != "fields"]
    if len(act.steps) == 1 and not others:
        claim = store.claims.get_by_key(session, act.steps[0]["claim"])
        return Touched(store.articles.get_by_key(session, claim.article_id).public_id, claim.public_id)
    if len(others) == 1 and others[0].get("table") == SentenceMark.__name__:
        mark = session.get_one(SentenceMark, others[0]["key"])
        version = store.articles.version(session, mark.version_id)
        article = store.articles.get_by_key(session, version.article_id)
        return Touched(article.public_id, start=mark.start) if version.seq == article.version_seq else None
    return None
