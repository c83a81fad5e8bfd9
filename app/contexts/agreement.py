"""What the pages of agreement show; bars are measured here, in parts of a picture 100 wide."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from claims.desk import AgreementFilter, AgreementPage, PairPage
from claims.vocab import Rating

#: How wide a part of a bar has to be to hold the glyph of its rating.
_ROOM = 3.0


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar: where it begins and how wide it is, in hundredths of the picture."""

    rating: Rating
    count: int
    start: float
    width: float
    holds_glyph: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a picture and of the table behind it."""

    name: str
    total: int
    counts: Mapping[Rating, int]
    parts: Sequence[Part]
    article_id: str = ""


@dataclass(frozen=True, slots=True)
class AgreementContext:
    """agreement/index.html"""

    found: AgreementPage
    articles: Sequence[Bar]
    months: Sequence[Bar]

    @classmethod
    def of(cls, found: AgreementPage) -> "AgreementContext":
        """The page of these figures."""
        articles = [(one.title, one.counts, one.public_id) for one in found.articles]
        return cls(found, _bars(articles), _bars((month, counts, "") for month, counts in found.months))

    @property
    def query(self) -> dict[str, str]:
        """What is asked for, as an address says it."""
        return query_of(self.found.asked)


@dataclass(frozen=True, slots=True)
class PairContext:
    """agreement/pair.html"""

    found: PairPage

    @property
    def query(self) -> dict[str, str]:
        """What is asked for, as an address says it."""
        return query_of(self.found.asked)


def query_of(asked: AgreementFilter) -> dict[str, str]:
    """What is asked for, as an address says it."""
    blind = "yes" if asked.blind else ""
    said = {"kind": asked.kind, "first": asked.first, "last": asked.last, "blind": blind}
    return {name: str(value) for name, value in said.items() if value}


def _bars(rows: Iterable[tuple[str, Mapping[Rating, int], str]]) -> list[Bar]:
    """Bars on one scale: the longest is as wide as the picture."""
    told = list(rows)
    longest = max((sum(counts.values()) for _, counts, _ in told), default=1)
    return [
        Bar(name, sum(counts.values()), counts, list(_parts(counts, longest)), article)
        for name, counts, article in told
    ]


def _parts(counts: Mapping[Rating, int], longest: int) -> Iterable[Part]:
    start = 0.0
    for rating in Rating:
        if count := counts.get(rating, 0):
            width = 100 * count / longest
            yield Part(rating, count, round(start, 2), round(width, 2), width >= _ROOM)
            start += width
