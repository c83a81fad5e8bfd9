"""How far reviewers agree, over which claims, and what was rated how.

What a person stands behind is the newest of: the verdict they wrote, the verdict they approved, on one
wording of a claim. Who asked for changes or rejected gave no rating of their own. An approval is given
with the rating in view, so these figures flatter. Who reviewed blind stands behind the rating they gave,
and where only such are asked for the figures do not flatter.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from sqlmodel import Session

from claims import agreement, store
from claims.agreement import Agreement
from claims.desk import blind
from claims.errors import NotFoundError
from claims.models import User
from claims.store.ratings import Judgement
from claims.vocab import ClaimKind, Rating

#: So many articles are drawn, those rated last first, and so many claims of two people are listed.
ARTICLES, LISTED = 20, 500
#: What each person stands behind for one wording of a claim, by their key.
Given = dict[int, Judgement]


@dataclass(frozen=True, slots=True)
class AgreementFilter:
    """Which claims count: of a kind, and rated last from one day to another (UTC); None for any.

    With `blind` only ratings that were given without another one in view.
    """

    kind: ClaimKind | None = None
    first: date | None = None
    last: date | None = None
    blind: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """How many claims two people both rated, and how many of them alike."""

    shared: int = 0
    alike: int = 0


@dataclass(frozen=True, slots=True)
class ArticleRatings:
    """How the claims of an article were rated, each by its newest verdict."""

    public_id: str
    title: str
    counts: Mapping[Rating, int]


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """All that the page of agreement shows. `pairs` has both orders of each pair, by their keys."""

    asked: AgreementFilter
    overall: Agreement
    by_rating: Sequence[tuple[Rating, Agreement]]
    by_kind: Sequence[tuple[ClaimKind, Agreement]]
    people: Sequence[User]
    pairs: Mapping[tuple[int, int], Pair]
    articles: Sequence[ArticleRatings]
    months: Sequence[tuple[str, Mapping[Rating, int]]]


@dataclass(frozen=True, slots=True)
class SharedClaim:
    """A claim that two people rated."""

    public_id: str
    number: int
    text: str
    ratings: tuple[Rating, Rating]


@dataclass(frozen=True, slots=True)
class PairPage:
    """The claims that two people both rated, those they differ on first."""

    asked: AgreementFilter
    people: tuple[User, User]
    claims: Sequence[SharedClaim]
    shared: int
    confusion: Mapping[tuple[Rating, Rating], int]


def open_agreement(session: Session, asked: AgreementFilter, who: User | None = None) -> AgreementPage:
    """All that the page of agreement shows to a person; the number of statements is fixed.

    Claims that they have still to rate for themselves are left out.
    """
    judged = _judged(session, asked, who)
    units = _units(judged, asked)
    ratings = [_ratings(given) for given in units.values()]
    return AgreementPage(
        asked,
        agreement.agreement(ratings),
        [(rating, agreement.agreement(agreement.about(ratings, rating))) for rating in Rating],
        list(_by_kind(units)),
        store.ratings.people(session, {person for given in units.values() for person in given}),
        _pairs(units.values()),
        _articles(session, units),
        _months(units.values()),
    )


def _judged(session: Session, asked: AgreementFilter, who: User | None) -> list[Judgement]:
    unseen = blind.hidden(session, who) if who else frozenset()
    return store.ratings.judgements(session, asked.kind, but=unseen, blind=asked.blind)


def open_pair(
    session: Session, one: str, other: str, asked: AgreementFilter, who: User | None = None
) -> PairPage:
    """The claims that two people both rated, less those that the looking person has still to rate.

    Raises:
        NotFoundError: if one of them is not there, or both are the same.
    """
    if one == other:
        raise NotFoundError("nobody is compared with themselves")
    people = (store.people.get(session, one), store.people.get(session, other))
    first, second = (user.id or 0 for user in people)
    units = _units(_judged(session, asked, who), asked)
    both = {
        wording: (given[first].rating, given[second].rating)
        for wording, given in units.items()
        if first in given and second in given
    }
    listed = sorted(both, key=lambda wording: (both[wording][0] is both[wording][1], -wording))[:LISTED]
    told = store.ratings.wordings(session, listed)
    claims = [SharedClaim(*told[wording], both[wording]) for wording in listed]
    return PairPage(asked, people, claims, len(both), agreement.confusion(list(both.values())))


def _units(judged: Iterable[Judgement], asked: AgreementFilter) -> dict[int, Given]:
    """What each person stands behind, by wording: of those that were rated last in the time asked for."""
    units: defaultdict[int, Given] = defaultdict(dict)
    for one in judged:  # oldest first, so that the newest of each person stays
        units[one.wording_id][one.person_id] = one
    return {wording: given for wording, given in units.items() if _within(given, asked)}


def _within(given: Given, asked: AgreementFilter) -> bool:
    day = max(one.at for one in given.values()).date()
    return (asked.first or day) <= day <= (asked.last or day)


def _ratings(given: Given) -> list[Rating]:
    return [one.rating for one in given.values()]


def _by_kind(units: Mapping[int, Given]) -> Iterable[tuple[ClaimKind, Agreement]]:
    of: defaultdict[str, list[list[Rating]]] = defaultdict(list)
    for given in units.values():
        for kind in next(iter(given.values())).kinds.split():
            of[kind].append(_ratings(given))
    yield from ((kind, agreement.agreement(of[kind.value])) for kind in ClaimKind if kind.value in of)


def _pairs(units: Iterable[Given]) -> dict[tuple[int, int], Pair]:
    shared: Counter[tuple[int, int]] = Counter()
    alike: Counter[tuple[int, int]] = Counter()
    for given in units:
        for one, other in combinations(sorted(given), 2):
            same = given[one].rating is given[other].rating
            for pair in ((one, other), (other, one)):
                shared[pair] += 1
                alike[pair] += same
    return {pair: Pair(count, alike[pair]) for pair, count in shared.items()}


def _articles(session: Session, units: Mapping[int, Given]) -> list[ArticleRatings]:
    newest: dict[str, Judgement] = {}
    for one in sorted((one for given in units.values() for one in given.values()), key=lambda one: one.at):
        newest.pop(one.claim_id, None)  # so that the order is that of the newest rating of each
        newest[one.claim_id] = one
    counts: dict[int, Counter[Rating]] = {}
    for one in reversed(newest.values()):
        counts.setdefault(one.article_id, Counter())[one.rating] += 1
    shown = list(counts.items())[:ARTICLES]
    told = store.ratings.articles(session, [key for key, _ in shown])
    return [ArticleRatings(*told[key], count) for key, count in shown]


def _months(units: Iterable[Given]) -> list[tuple[str, Mapping[Rating, int]]]:
    """How many ratings of each kind were given in each month, oldest first."""
    months: defaultdict[str, Counter[Rating]] = defaultdict(Counter)
    for given in units:
        for one in given.values():
            months[one.at.strftime("%Y-%m")][one.rating] += 1
    return sorted(months.items())
