"""Make a claim of words that stand in an article."""

from dataclasses import dataclass

from sqlmodel import Session

from claims import store
from claims.desk import facets, fields, undo, wording
from claims.desk.articles import occurrence_at
from claims.desk.shape import places
from claims.models import Article, Bounds, Claim, ClaimVersion, Selection, User
from claims.vocab import ClaimStatus, OccurrenceRole


@dataclass(frozen=True, slots=True)
class NewClaimPage:
    """An article, and where the sentence begins that a claim is to be made of, and its words.

    `seq` is the version of the article's text.
    """

    article: Article
    seq: int
    sentence: int | None
    words: str


def open_new_claim(session: Session, article_id: str, start: int | None) -> NewClaimPage:
    """The sentence that begins at this code point of the text of now; none is asked for by None."""
    article = store.articles.get(session, article_id)
    version = store.articles.current_version(session, article)
    if start is None:
        return NewClaimPage(article, version.seq, None, "")
    first, last = _sentence(session, article, start)
    return NewClaimPage(article, version.seq, start, version.text[first:last].strip())


def _sentence(session: Session, article: Article, start: int) -> Bounds:
    version = store.articles.current_version(session, article)
    found = store.shape.sentence_at(session, version.id or 0, start)
    return found.start, found.end


def mark_claim(
    session: Session,
    article_id: str,
    selection: Selection,
    who: User,
    *,
    text: str = "",
    seq: int | None = None,
    sentence: int | None = None,
) -> Claim:
    """Make a claim of words a reviewer marked or typed from an article.

    Args:
        session: the unit of work.
        article_id: the article's public id.
        selection: the words as they stand there.
        who: the person.
        text: how the claim reads by itself; the marked words if empty.
        seq: the version of the article's text the person saw, if the form says so.
        sentence: where the sentence begins in which typed words are looked for first.

    Raises:
        NotFoundError: if no sentence begins there.
        InputError: if nothing is marked, or as `places.find` does.
        AnchorError: if the article does not hold the words.
        AmbiguousError: if typed words stand there more than once.
        ConflictError: if the article's text is another by now.
    """
    article = store.articles.get(session, article_id)
    near = [] if sentence is None else [_sentence(session, article, sentence)]
    version, at = places.find(session, article, selection, seq, near)
    reads = fields.line(text, "text", limit=wording.LIMIT).strip() or " ".join(at.exact.split())
    number = store.claims.last_number(session, article.id or 0) + 1
    claim = Claim(article_id=article.id or 0, number=number, status=ClaimStatus.ACCEPTED)
    session.add(claim)
    session.flush()
    worded = ClaimVersion(
        claim_id=claim.id or 0,
        text=reads,
        language=article.language,
        made_by=["person"],
        created_by_id=who.id,
        reason="marked by hand",
    )
    session.add(worded)
    facets.take_over(session, claim, worded)
    more = {"role": OccurrenceRole.ASSERTION, "made_by_id": who.id}
    session.add(occurrence_at(version, claim.id or 0, at.start, at.end, **more))
    store.events.record(session, who, "marked", "claim", claim.public_id, exact=at.exact)
    session.flush()
    with undo.undoable(session, who, "marked", about=f"claim {number}") as steps:
        steps += [undo.claim_made(claim), undo.as_left(session, claim)]
    return claim
