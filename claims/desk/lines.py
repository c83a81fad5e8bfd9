"""The pencil: strike each line of an article that holds nothing to check."""

from sqlmodel import Session

from claims import store
from claims.desk import undo
from claims.desk.trail import move
from claims.errors import ConflictError
from claims.models import SentenceMark, User
from claims.vocab import ClaimStatus, DismissReason


def strike_line(session: Session, article_id: str, version_seq: int, start: int, who: User) -> int:
    """Say that there is nothing to check in a sentence; once struck it stays so.

    Claims that nobody has decided on and that stand in no other line are dismissed as trivial.

    Args:
        session: the unit of work.
        article_id: the article's public id.
        version_seq: the text the person saw.
        start: where the sentence begins in that text, in code points.
        who: the person.

    Returns:
        How many claims were dismissed.

    Raises:
        ConflictError: if the article has another text by now.
        NotFoundError: if no sentence begins there.
    """
    version_id = _version(session, article_id, version_seq)
    sentence = store.articles.sentence_at(session, version_id, start)
    if store.work.mark_at(session, version_id, start) is not None:
        return 0
    claims = store.claims.proposed_within(session, version_id, sentence.start, sentence.end)
    mark = SentenceMark(version_id=version_id, start=start, by_id=who.id or 0)
    with undo.undoable(session, who, "struck", *claims, about="a line") as steps:
        session.add(mark)
        session.flush()
        steps.append(undo.row_made(mark))
        store.events.record(session, who, "struck a line", "article", article_id, start=start)
        for claim in claims:
            claim.dismiss_reason = DismissReason.TRIVIAL
            move(session, claim, ClaimStatus.DISMISSED, who, reason=DismissReason.TRIVIAL.value)
    return len(claims)


def open_line(session: Session, article_id: str, version_seq: int, start: int, who: User) -> int:
    """Take the strike off a sentence again; claims that were dismissed with it stay dismissed.

    Returns:
        0: no claim is dismissed by it.

    Raises:
        ConflictError: if the article has another text by now.
    """
    version_id = _version(session, article_id, version_seq)
    mark = store.work.mark_at(session, version_id, start)
    if mark is None:
        return 0
    with undo.undoable(session, who, "opened", about="a line") as steps:
        undo.take_back(session, mark, who)
        steps.append(undo.row_taken_back(mark))
        store.events.record(session, who, "opened a line", "article", article_id, start=start)
    return 0


def _version(session: Session, article_id: str, version_seq: int) -> int:
    article = store.articles.get(session, article_id)
    if article.version_seq != version_seq:
        raise ConflictError("the article has another text by now; load the page again", final=True)
    return store.articles.current_version(session, article).id or 0
