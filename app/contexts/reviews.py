"""The contexts of what reviewers say to a verdict, and of two verdicts side by side."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flask_babel import lazy_gettext as _l

from app.contexts.rated import scale_of, sheets
from claims import desk
from claims.desk import ClaimPage
from claims.models import Review, ReviewComment, User
from claims.scale import RatingCode, Scale
from claims.vocab import CommentTarget, ReviewDecision

_DID = {
    ReviewDecision.APPROVE: _l("Approved"),
    ReviewDecision.REQUEST_CHANGES: _l("Changes asked for"),
    ReviewDecision.REJECT: _l("Rejected"),
    ReviewDecision.DISAGREE: _l("Rated otherwise"),
}


def did(decision: ReviewDecision) -> str:
    """What a reviewer did, before "by" and their name."""
    return str(_DID[decision])


@dataclass(frozen=True, slots=True)
class Comment:
    """One thing that a reviewer asks for; `number` counts over all that were said to the verdict, from 1.

    `evidence` is the number of the evidence that it is about, 0 for none.
    """

    number: int
    row: ReviewComment
    reviewer: User
    evidence: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """A review with its comments; `rating` is what its reviewer gave blind, None for an open one."""

    review: Review
    reviewer: User
    comments: Sequence[Comment]
    rating: RatingCode | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a rationale, and the numbers of the comments on it; `ends` are those that end with it."""

    text: str
    on: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewContext:
    """reviews/: what was said to the verdict, and its rationale cut at what comments are about.

    `pieces` is empty where no comment is about words of it. `rows` are the numbers of the form's rows.
    """

    said: Sequence[Said]
    pieces: Sequence[Piece]
    rows: Sequence[int]

    @classmethod
    def of(cls, page: ClaimPage) -> "ReviewContext":
        """What the workbench shows of the reviews."""
        comments = _comments(page)
        said = [
            Said(
                review,
                reviewer,
                [one for one in comments if one.row.review_id == review.id],
                page.standing.given.get(review.id or 0),
            )
            for review, reviewer in page.reviews
        ]
        pieces = list(pieces_of(page.verdict.rationale, comments)) if page.verdict else []
        return cls(said, pieces, range(1, desk.MOST_REMARKS + 1))


def _comments(page: ClaimPage) -> list[Comment]:
    """Every comment on the verdict, numbered in the order of the reviews."""
    numbers = {row.evidence.id: row.evidence.number for row in page.evidence}
    rows = [
        (one, reviewer)
        for review, reviewer in page.reviews
        for one in page.standing.comments.get(review.id or 0, ())
    ]
    return [
        Comment(number, one, reviewer, numbers.get(one.evidence_id, 0))
        for number, (one, reviewer) in enumerate(rows, start=1)
    ]


def at_evidence(page: ClaimPage) -> Mapping[int, Sequence[Comment]]:
    """The comments on each evidence, by its key."""
    found: dict[int, list[Comment]] = {}
    for one in _comments(page):
        if one.row.evidence_id:
            found.setdefault(one.row.evidence_id, []).append(one)
    return found


def pieces_of(rationale: str, comments: Sequence[Comment]) -> Iterator[Piece]:
    """A rationale cut wherever a comment begins or ends, so that marks never nest; none without comments."""
    about = [one for one in comments if one.row.about is CommentTarget.RATIONALE]
    if not about:
        return
    cuts = {0, len(rationale)}
    cuts |= {at for one in about for at in (one.row.start or 0, one.row.end or 0)}
    for start, end in pairwise(sorted(cuts)):
        on = [one for one in about if (one.row.start or 0) <= start and end <= (one.row.end or 0)]
        ends = tuple(one.number for one in on if one.row.end == end)
        yield Piece(rationale[start:end], tuple(one.number for one in on), ends)


@dataclass(frozen=True, slots=True)
class CompareContext:
    """reviews/compare.html"""

    found: desk.ComparePage

    @property
    def scale(self) -> Scale:
        """The scale that both were given on."""
        return scale_of(self.found.first)

    @property
    def sheets(self) -> list[Scale]:
        """Its colours, if the page has to load them."""
        return sheets([self.scale])
