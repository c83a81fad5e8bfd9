"""An article whose outlet changed it: its new text comes in, and each claim's place is followed into it.

People read the old text until the new one is split. Then a place stands where its sentence is the same,
waits to be confirmed where its sentence was changed a little, or waits to be decided.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from claims import anchor, clean, evidence, store
from claims.desk import undo
from claims.desk.articles import Proposals, SplitPlan, occurrence_at, save_claims, save_new_claims
from claims.desk.trail import touch
from claims.digest import sha256
from claims.errors import ConflictError, InputError, RetryableError
from claims.folding import fold
from claims.models import (
    Article,
    ArticleVersion,
    Bounds,
    Claim,
    FollowedPlace,
    Intake,
    Occurrence,
    Selection,
    Sentence,
    SentenceMark,
    User,
)
from claims.models.base import now
from claims.store.engine import write_new
from claims.vocab import AnchorState, ArticleStatus, JobName


@dataclass(frozen=True, slots=True)
class Question:
    """A place that was not simply kept, with the places in the new text that it may be.

    `offered` holds their bounds and, for reading, the lines they stand in.
    """

    followed: FollowedPlace
    was: Occurrence
    claim: Claim
    offered: tuple[tuple[Bounds, str], ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What the change of a text did to the places of its claims; `text` is the new one."""

    article: Article
    text: str
    kept: int
    questions: tuple[Question, ...]


def take_in_again(session: Session, public_id: str, intake: Intake, who: User) -> bool:
    """Take in the text of an article as its outlet has it now; splitting it is asked for.

    Returns:
        Whether it differs from the text that came in last.

    Raises:
        InputError: if nothing of it is an article.
    """
    article = store.articles.get(session, public_id)
    newest = store.articles.newest_version(session, article)
    text_sha256 = sha256(intake.text.encode())
    if text_sha256 == newest.text_sha256:
        return False
    segments = clean.clean(intake.text)
    if not clean.holds_an_article(segments):
        raise InputError("these are only a portal's lines; paste the article's own text too", "text")
    version = ArticleVersion(
        article_id=article.id or 0,
        seq=newest.seq + 1,
        raw=intake.raw,
        raw_sha256=sha256(intake.raw),
        media_type=intake.media_type,
        text=intake.text,
        text_sha256=text_sha256,
        extractor=intake.extractor,
    )
    session.add(version)
    session.flush()
    store.articles.add_segments(session, version.id or 0, segments)
    store.jobs.ask_again(session, JobName.READ_ARTICLE, article.id or 0)
    store.events.record(
        session, who, "took in again", "article", public_id, seq=version.seq, text_sha256=text_sha256
    )
    return True


def save_split(session: Session, plan: SplitPlan, proposals: Proposals) -> int:
    """Write what was found in a text, be it an article's first or a later one. Returns the claims written.

    Doing it twice changes nothing.

    Raises:
        RetryableError: if another text came in meanwhile; that one is to be split.
    """
    article = store.articles.get_by_key(session, plan.article_id)
    newest = store.articles.newest_version(session, article)
    if newest.seq != plan.version_seq:
        raise RetryableError("the article was changed again while it was being split")
    if newest.seq == article.version_seq:
        return save_claims(session, plan.article_id, proposals)
    added = _save_edition(session, article, newest, proposals)
    article.status = ArticleStatus.SEGMENTED
    return added


def _save_edition(session: Session, article: Article, new: ArticleVersion, proposals: Proposals) -> int:
    """Let an article have its new text: follow every place into it, and add the claims it newly makes."""
    old = store.articles.current_version(session, article)
    places = [*store.claims.places_in(session, old.id or 0), *_undecided_in(session, old)]
    found = _follow_all(session, places, new, [(line.start, line.end) for line in proposals.coverage])
    for place, followed in zip(places, found, strict=True):
        _write(session, place, followed, new)
    session.flush()
    taken = {fold(version.text) for _, version in store.claims.of_article(session, article.id or 0)}
    fresh = [at for at, one in enumerate(proposals.claims) if fold(one.draft.text) not in taken]
    article.version_seq = new.seq
    added = save_new_claims(session, article, new, proposals.only(fresh))
    _strike_again(session, old, new)
    states = [followed.state.value for followed in found]
    counts = {state: states.count(state) for state in sorted(set(states))}
    store.events.record(
        session, None, "followed into a new text", "article", article.public_id, seq=new.seq, **counts
    )
    return added


def _undecided_in(session: Session, version: ArticleVersion) -> list[Occurrence]:
    """Places of texts before this one that nobody has decided on: they are followed on."""
    rows = store.work.followed_in(session, version.id or 0)
    return [place for followed, place, _ in rows if followed.became_id is None and not followed.decided_at]


def _follow_all(
    session: Session, places: Sequence[Occurrence], new: ArticleVersion, there: Sequence[Bounds]
) -> list[anchor.Followed]:
    """What becomes of each place, from whichever text of the article it stands in."""
    before: dict[int, tuple[str, Sequence[Sentence]]] = {}
    found = []
    for place in places:
        key = place.article_version_id
        if key not in before:
            before[key] = store.articles.version(session, key).text, store.articles.sentences(session, key)
        text, sentences = before[key]
        found.append(
            anchor.follow((place.start, place.end), _around(place, sentences), text, there, new.text)
        )
    return found


def _around(place: Occurrence, sentences: Sequence[Sentence]) -> Bounds:
    """The sentences that a place stands in; itself where the text has none."""
    inside = [one for one in sentences if one.start < place.end and one.end > place.start]
    if not inside:
        return place.start, place.end
    return min(inside[0].start, place.start), max(inside[-1].end, place.end)


def _write(session: Session, place: Occurrence, followed: anchor.Followed, new: ArticleVersion) -> None:
    became = None
    if followed.state is AnchorState.ANCHORED and followed.at:
        became = _successor(session, place, new, followed.at)
    session.add(
        FollowedPlace(
            occurrence_id=place.id or 0,
            version_id=new.id or 0,
            state=followed.state,
            score=round(followed.score, 3),
            runner_up=round(followed.runner_up, 3),
            became_id=became.id if became else None,
        )
    )


def _successor(session: Session, place: Occurrence, new: ArticleVersion, at: Bounds) -> Occurrence:
    shift = at[0] - place.start
    same = at[1] - at[0] == place.end - place.start
    parts = [[start + shift, end + shift] for start, end in place.parts] if same else []
    became = occurrence_at(
        new, place.claim_id, *at, role=place.role, parts=parts, was_id=place.id, is_first_known=False
    )
    session.add(became)
    session.flush()
    return became


def _strike_again(session: Session, old: ArticleVersion, new: ArticleVersion) -> None:
    """A struck line stays struck where it stands once, and just so, in both texts."""
    sentences = store.articles.sentences(session, old.id or 0)
    by_start = {one.start: old.text[one.start : one.end] for one in sentences}
    there: dict[str, list[int]] = {}
    for one in store.articles.sentences(session, new.id or 0):
        there.setdefault(new.text[one.start : one.end], []).append(one.start)
    marks = []
    for mark, _name in store.work.marks_in(session, old.id or 0):
        starts = there.get(by_start.get(mark.start, ""), [])
        if len(starts) == 1 == list(by_start.values()).count(by_start[mark.start]):
            marks.append(SentenceMark(version_id=new.id or 0, start=starts[0], by_id=mark.by_id, at=mark.at))
    write_new(session, marks)


# Decisions


def open_changes(session: Session, public_id: str) -> Changes:
    """What the last change of an article's text did to its claims' places."""
    article = store.articles.get(session, public_id)
    new = store.articles.current_version(session, article)
    rows = store.work.followed_in(session, new.id or 0)
    waiting = [row for row in rows if row[0].state is not AnchorState.ANCHORED]
    questions = _questions(session, new, waiting) if waiting else ()
    return Changes(article, new.text, len(rows) - len(waiting), questions)


def _questions(
    session: Session, new: ArticleVersion, rows: Sequence[tuple[FollowedPlace, Occurrence, Claim]]
) -> tuple[Question, ...]:
    there = [(one.start, one.end) for one in store.articles.sentences(session, new.id or 0)]
    found = _follow_all(session, [place for _, place, _ in rows], new, there)
    return tuple(
        Question(followed, place, claim, tuple((at, _line(new.text, at)) for at in one.candidates))
        for (followed, place, claim), one in zip(rows, found, strict=True)
    )


def _line(text: str, at: Bounds) -> str:
    start = text.rfind("\n", 0, at[0]) + 1
    end = text.find("\n", at[1])
    line = text[max(start, at[0] - 200) : min(len(text) if end < 0 else end, at[1] + 200)]
    return " ".join(line.split())


def article_of_place(session: Session, followed_id: str) -> Article:
    """The article in which a place is to be decided on."""
    return store.articles.get_by_key(session, store.work.followed(session, followed_id)[2].article_id)


def place_claim(session: Session, followed_id: str, selection: Selection, who: User) -> Article:
    """Say where in the changed text a claim stands.

    Raises:
        AnchorError: if the text does not hold the words, at the place that was chosen.
        ConflictError: if somebody decided on it in between, or the text was changed again.
    """
    followed, place, claim, article, new = _undecided(session, followed_id)
    at = evidence.place(selection, new.text)
    with undo.undoable(session, who, "placed", about=f"claim {claim.number}") as steps:
        became = _successor(session, place, new, (at.start, at.end))
        became.made_by_id = who.id
        steps += [undo.row_made(became), undo.place_decided(followed)]
        _decide(session, followed, claim, who, became)
    return article


def let_go(session: Session, followed_id: str, who: User) -> Article:
    """Say that a claim's place is gone from the changed text; where it stood before stays known.

    Raises:
        ConflictError: if somebody decided on it in between, or the text was changed again.
    """
    followed, _place, claim, article, _new = _undecided(session, followed_id)
    with undo.undoable(session, who, "let go", about=f"a place of claim {claim.number}") as steps:
        steps.append(undo.place_decided(followed))
        _decide(session, followed, claim, who, None)
    return article


def _undecided(
    session: Session, followed_id: str
) -> tuple[FollowedPlace, Occurrence, Claim, Article, ArticleVersion]:
    followed, place, claim = store.work.followed(session, followed_id)
    article = store.articles.get_by_key(session, claim.article_id)
    new = store.articles.current_version(session, article)
    if followed.decided_at is not None or followed.version_id != new.id:
        told = "somebody decided on this place in between, or the text was changed again"
        raise ConflictError(told, final=True)
    return followed, place, claim, article, new


def _decide(
    session: Session, followed: FollowedPlace, claim: Claim, who: User, became: Occurrence | None
) -> None:
    followed.became_id = became.id if became else None
    followed.decided_by_id, followed.decided_at = who.id, now()
    session.add(followed)
    touch(session, claim)
    verb = "placed in the new text" if became else "let go from the new text"
    exact = became.exact if became else ""
    store.events.record(session, who, verb, "claim", claim.public_id, exact=exact, state=followed.state.value)
