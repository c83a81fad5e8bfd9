"""How far the articles of a set were read: sentences decided, of all."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from claims import store
from claims.store.coverage import ArticleLines


@dataclass(frozen=True, slots=True)
class ArticleCoverage:
    """How many sentences of an article were decided on, of all that can be checked."""

    article_id: str
    title: str
    decided: int
    total: int

    @property
    def told(self) -> dict[str, Any]:
        """As a manifest has it."""
        return {
            "article": self.article_id,
            "title": self.title,
            "decided": self.decided,
            "sentences": self.total,
        }


@dataclass(frozen=True, slots=True)
class SetCoverage:
    """The coverage of each article of a set, the least covered first."""

    articles: Sequence[ArticleCoverage]

    @property
    def decided(self) -> int:
        """Sentences decided on, in all articles."""
        return sum(one.decided for one in self.articles)

    @property
    def total(self) -> int:
        """Sentences of all articles."""
        return sum(one.total for one in self.articles)

    @property
    def told(self) -> dict[str, Any]:
        """As a manifest has it."""
        articles = [one.told for one in self.articles]
        return {"decided": self.decided, "sentences": self.total, "articles": articles}


def coverage_of_set(session: Session, set_id: int) -> SetCoverage:
    """How far the articles of a set were read, in five statements however many they are.

    It counts as the reader of an article does: a sentence is decided on if somebody struck it, or if it
    makes claims of which none is still only proposed.
    """
    found = [
        _coverage(article, list(_counted(article)))
        for article in store.coverage.lines_of_set(session, set_id)
    ]
    return SetCoverage(sorted(found, key=lambda one: one.decided / one.total if one.total else 1.0))


def _coverage(article: ArticleLines, sentences: Sequence[tuple[int, int]]) -> ArticleCoverage:
    proposed = _touched(sentences, (place[:2] for place in article.places if place[2]))
    claimed = _touched(sentences, (place[:2] for place in article.places))
    decided = sum(
        start in article.struck or (at in claimed and at not in proposed)
        for at, (start, _) in enumerate(sentences)
    )
    return ArticleCoverage(article.public_id, article.title, decided, len(sentences))


def _counted(article: ArticleLines) -> Iterable[tuple[int, int]]:
    """The sentences that no portal line and no byline hides."""
    starts = [start for start, _ in article.hidden]
    for start, end in article.sentences:
        at = bisect_left(starts, start + 1) - 1
        if at < 0 or start >= article.hidden[at][1]:
            yield start, end


def _touched(sentences: Sequence[tuple[int, int]], places: Iterable[tuple[int, int]]) -> set[int]:
    """Which sentences a place lies in or reaches into, by their number."""
    starts = [start for start, _ in sentences]
    found = set[int]()
    for start, end in places:
        for at in range(max(0, bisect_left(starts, start + 1) - 1), bisect_left(starts, end)):
            if sentences[at][1] > start:
                found.add(at)
    return found
