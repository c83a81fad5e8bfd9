"""The contexts of a claim's board, and of the pages on which evidence is found and described."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from app.contexts.found import FoundContext, found_of
from app.contexts.history import Sentence, folded
from app.contexts.rated import rationale_of, scale_of, sheets
from app.contexts.reviews import Comment, ReviewContext, at_evidence
from app.contexts.shape import FactChips
from claims import desk
from claims.desk import ClaimPage, EvidenceRow, Lineage
from claims.errors import GoneError
from claims.models import Article, Claim, Contact, User
from claims.models.base import now
from claims.scale import Scale
from claims.vocab import CheckQuestion, ClaimStatus, Stance

#: The board's columns, in the order in which keys move a card; what bears on nothing is folded away.
COLUMNS = (Stance.SUPPORTS, Stance.REFUTES, Stance.MIXED, Stance.CONTEXT)
_ORDER = (*COLUMNS, Stance.IRRELEVANT)


@dataclass(frozen=True, slots=True)
class Card:
    """board/_card.html; `before` and `after` are the stances beside its own, None at the ends.

    `newer` says that its source is younger than the article, `own` that the article's publisher
    published it too.
    """

    row: EvidenceRow
    before: Stance | None
    after: Stance | None
    newer: bool
    own: bool

    @classmethod
    def of(cls, row: EvidenceRow, article: Article) -> "Card":
        """One evidence beside the article its claim is from."""
        at = _ORDER.index(row.evidence.stance)
        day, told = row.source.published_on, article.published_on
        outlet, publisher = article.outlet.strip().casefold(), row.source.publisher.strip().casefold()
        return cls(
            row,
            _ORDER[at - 1] if at else None,
            _ORDER[at + 1] if at + 1 < len(_ORDER) else None,
            bool(day and told and day > told),
            bool(outlet) and outlet == publisher,
        )


@dataclass(frozen=True, slots=True)
class Board:
    """board/_board.html: the cards by stance; `moved` is the public id of the one just moved.

    Where the person is to rate for themselves, all cards stand in `neutral`, and none tells its stance.
    `comments` are what reviewers ask for at each evidence, by its key.
    """

    columns: tuple[tuple[Stance, tuple[Card, ...]], ...]
    aside: tuple[Card, ...]
    sources: int
    origins: int
    moved: str = ""
    neutral: tuple[Card, ...] | None = None
    comments: Mapping[int, Sequence[Comment]] = field(default_factory=dict)

    @classmethod
    def of(cls, page: ClaimPage, moved: str = "") -> "Board":
        """The evidence of a claim, each column in the order it was added."""
        cards = [Card.of(row, page.article) for row in page.evidence]
        told = not (page.standing.hidden and page.claim.status is ClaimStatus.IN_REVIEW)
        by_stance = {
            stance: tuple(card for card in cards if card.row.evidence.stance is stance) for stance in _ORDER
        }
        return cls(
            tuple((stance, by_stance[stance]) for stance in COLUMNS) if told else (),
            by_stance[Stance.IRRELEVANT] if told else (),
            len({row.source.id for row in page.evidence}),
            page.origins,
            moved,
            None if told else tuple(cards),
            at_evidence(page),
        )

    @property
    def own_only(self) -> bool:
        """Whether nobody but the article's own publisher stands behind what bears on the claim."""
        cards = [*(card for _, column in self.columns for card in column), *(self.neutral or ())]
        return bool(cards) and all(card.own for card in cards)


@dataclass(frozen=True, slots=True)
class ClaimWorkbench:
    """verdicts/show.html; `merged_into` is where the claim went in the end, if it was merged.

    `overdue` are those who were asked and did not answer in time, by the public ids of their contacts.
    """

    claim: ClaimPage
    found: FoundContext
    chips: FactChips
    lineage: Lineage
    board: Board
    review: ReviewContext
    merged_into: Claim | None = None
    overdue: frozenset[str] = frozenset()

    @property
    def rationale(self) -> list[tuple[desk.Words, str]]:
        """The rationale of the newest verdict, cut at what it cites."""
        signed = self.claim.verdict
        return rationale_of(signed, self.claim.board.values()) if signed else []

    @property
    def sheets(self) -> list[Scale]:
        """The scales whose colours the page has to load."""
        given = [scale_of(self.claim.verdict)] if self.claim.verdict else []
        return sheets([self.claim.scale, *given])

    @property
    def today(self) -> str:
        """The day that a verdict is of unless its author says otherwise; UTC."""
        return now().date().isoformat()

    @property
    def may_be_overridden(self) -> bool:
        """Whether a reason to go on without enough origins would let the verdict be reviewed as it stands."""
        asked_for = self.claim.claim.status in (ClaimStatus.DRAFTED, ClaimStatus.STALE)
        return asked_for and any(gap.field == "override_reason" for gap in self.claim.gaps)

    @property
    def draft_fields(self) -> tuple[str, ...]:
        """The fields of the verdict's form that show what is wrong with them."""
        checks = (f"check-{question.value}" for question in CheckQuestion)
        told = ("rating", "rationale", "conclusion", "confidence", "as_of", "override_reason")
        return (*told, "correction", "correction_note", *checks)

    @property
    def trail(self) -> list[tuple[datetime, Sentence, list[tuple[str, int]]]]:
        """The newest steps of its history: when, what as a sentence, and which other claims it names."""
        return folded(self.claim)

    @classmethod
    def of(cls, session: Session, claim_id: str, who: User, moved: str = "") -> "ClaimWorkbench":
        """Open a claim for a person; `moved` is the public id of an evidence just moved on its board."""
        page = desk.open_claim(session, claim_id, who)
        return cls(
            page,
            found_of(page),
            FactChips.of(session, page.claim, page.version, f"/claims/{claim_id}"),
            desk.lineage_in(page.claim, page.links),
            Board.of(page, moved),
            ReviewContext.of(page),
            desk.merged_into(session, page.claim),
            frozenset(one.public_id for one, _ in page.contacts if desk.is_overdue(one, now().date())),
        )


@dataclass(frozen=True, slots=True)
class FindContext:
    """board/find.html; `gone` says why the source that was asked for is not here, `instead` where it went.

    `nearby` are places in the open source for a quote that was not taken as it is.
    """

    find: desk.FindPage
    nearby: Sequence[desk.Nearby] = ()
    gone: str = ""
    instead: str = ""

    @classmethod
    def of(cls, session: Session, claim_id: str, asked: Mapping[str, str], *, look: bool) -> "FindContext":
        """Open the page for what its address or its form asks.

        With `look` the form's quote was not found as it is: what comes near to it is looked for.
        """
        gone = instead = ""
        source = asked.get("source", "")
        try:
            page = desk.open_find(session, claim_id, _asked(asked, source))
        except GoneError as error:
            gone, instead = str(error), error.instead
            source = instead.removeprefix("/sources/") if instead.startswith("/sources/") else ""
            page = desk.open_find(session, claim_id, _asked({**asked, "capture": ""}, source))
        nearby = desk.look_near(page.beside, asked.get("quote", "")) if look and page.beside else ()
        return cls(page, nearby, gone, instead)


def _asked(asked: Mapping[str, str], source: str) -> desk.Looking:
    number = asked.get("at") or asked.get("passage") or ""
    at = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
    return desk.Looking(asked.get("q", ""), source, asked.get("capture", ""), at)


@dataclass(frozen=True, slots=True)
class EvidenceEdit:
    """board/edit.html; `tells_stance` is False where the person is to rate the claim for themselves."""

    row: EvidenceRow
    claim: Claim
    fields: Mapping[str, str]
    tells_stance: bool = True


@dataclass(frozen=True, slots=True)
class ContactEdit:
    """contacts/edit.html"""

    contact: Contact
    claim: Claim
    fields: Mapping[str, str]
