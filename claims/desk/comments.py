"""What a reviewer asks to be changed: on the claim, on words of the rationale, or on one evidence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from claims import store
from claims.desk import fields
from claims.errors import InputError, NotAllowedError
from claims.models import Claim, Evidence, Review, ReviewComment, Verdict
from claims.vocab import CommentTarget

#: So many a form has room for, and so long one may be.
MOST, LONGEST = 6, 5_000


@dataclass(frozen=True, slots=True)
class Remark:
    """One comment as it was typed; `row` is its number in the form, from 1.

    Attributes:
        row: which of the form's rows it is.
        text: what should change.
        words: those of the rationale that it is about, "" for none.
        nth: which of their places, from 1, if they stand there more than once; "" if not said.
        evidence: the number of the evidence that it is about, "" for none.
    """

    row: int
    text: str
    words: str = ""
    nth: str = ""
    evidence: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was typed into this row."""
        return not (self.text.strip() or self.words.strip() or self.evidence.strip())


def placed(
    session: Session, claim: Claim, signed: Verdict, remarks: Sequence[Remark], *, blind: bool = False
) -> list[ReviewComment]:
    """The comments, each with its place; empty rows are none. `review_id` is still to be set.

    Raises:
        InputError: if one says nothing, is about two things, or about words or an evidence that is not
            there, or about words that stand there more than once.
        NotAllowedError: if one is about words that a blind reviewer has not seen.
    """
    typed = [one for one in remarks if not one.empty]
    evidence = store.sources.rows_of(session, [claim.id or 0]) if typed else []
    return [_placed(one, signed, evidence, blind=blind) for one in typed]


def _placed(remark: Remark, signed: Verdict, evidence: Sequence[Evidence], *, blind: bool) -> ReviewComment:
    row = remark.row
    text = fields.prose(remark.text, f"remark-{row}", required=True, limit=LONGEST).strip()
    words = fields.line(remark.words, f"words-{row}")
    if words and remark.evidence:
        raise InputError("a comment is about words or about an evidence; make two of it", f"evidence-{row}")
    if words:
        if blind:
            raise NotAllowedError("the rationale is not shown to you before you have rated")
        start, end = _place(words, remark.nth, row, signed.rationale)
        exact = signed.rationale[start:end]
        return ReviewComment(
            review_id=0, about=CommentTarget.RATIONALE, start=start, end=end, exact=exact, text=text
        )
    if remark.evidence:
        found = next((one for one in evidence if str(one.number) == remark.evidence), None)
        if found is None:
            raise InputError("this claim has no evidence of that number", f"evidence-{row}")
        return ReviewComment(review_id=0, about=CommentTarget.EVIDENCE, evidence_id=found.id, text=text)
    return ReviewComment(review_id=0, about=CommentTarget.CLAIM, text=text)


def _place(words: str, nth: str, row: int, rationale: str) -> tuple[int, int]:
    """Where these words stand; white space counts as any other white space."""
    places = places_of(words, rationale)
    if not places:
        raise InputError("these words do not stand in the rationale", f"words-{row}")
    if nth and not (nth.isascii() and nth.isdigit() and 1 <= int(nth[:6]) <= len(places)):
        raise InputError(
            f"these words stand there {len(places)} times; choose 1 to {len(places)}", f"nth-{row}"
        )
    if len(places) > 1 and not nth:
        shown = "; ".join(
            f"{number}: “{_around(rationale, *at)}”" for number, at in enumerate(places[:9], start=1)
        )
        raise InputError(
            f"these words stand there {len(places)} times; say which of them: {shown}", f"nth-{row}"
        )
    return places[int(nth) - 1 if nth else 0]


def places_of(words: str, rationale: str) -> list[tuple[int, int]]:
    """Every place where these words stand in a rationale, in code points."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    return [found.span() for found in re.finditer(pattern, rationale)] if pattern else []


def _around(text: str, start: int, end: int) -> str:
    """A place with a few letters before and after it."""
    return " ".join(text[max(0, start - 20) : end + 20].split())


def keep(session: Session, review: Review, comments: Sequence[ReviewComment]) -> None:
    """Keep what a review asks for; it must be flushed."""
    for one in comments:
        one.review_id = review.id or 0
        session.add(one)
