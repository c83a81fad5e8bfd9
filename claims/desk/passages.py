"""Find the passage: what of all sources, or of one, may bear on a claim. Nothing here tells a stance."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from claims import anchor, evidence, folding, store
from claims.errors import InputError, NotFoundError
from claims.evidence.words import STOP
from claims.models import Bounds, Passage, Snapshot, Source
from claims.store.captures import COMMON
from claims.store.claims import QueueRow

#: Sentences of all sources that are shown at most, and those of the open one.
MOST, LIKELY = 12, 8
#: A claim's rarest words are asked for; of what holds them so many sentences are weighed.
_RAREST, _WEIGHED = 8, 400
#: More words of a claim or a query than this are not asked for.
_WORDS = 40
#: More places of a quote than this nobody chooses from.
_PLACES = 20


@dataclass(frozen=True, slots=True)
class Told:
    """A plain fact beside a passage: what words of the claim it lacks, and what it has in their place.

    `kind` is number, date, name, negation or uncovered.
    """

    kind: str
    claim: tuple[str, ...]
    passage: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Likely:
    """A sentence that may bear on a claim; `number` counts from 1 in its capture.

    `parts` are its words from end to end, each with whether it is one of those looked for.
    """

    source: Source
    number: int
    parts: tuple[tuple[str, bool], ...]
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """A source that is open beside a claim: one of its captures, and what of it may bear on the claim.

    `chosen` is the sentence that a person took, `page` where it stands, 0 where there are no pages.
    """

    source: Source
    snapshot: Snapshot
    captures: Sequence[Snapshot]
    likely: Sequence[Likely]
    sentences: int
    chosen: Passage | None
    page: int

    @property
    def words(self) -> str:
        """The words of the chosen sentence."""
        return self.snapshot.text[self.chosen.start : self.chosen.end] if self.chosen else ""


@dataclass(frozen=True, slots=True)
class Looking:
    """What is looked for: words, and the public ids of a source and its capture; `at` numbers a sentence."""

    words: str = ""
    source_id: str = ""
    capture_id: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True)
class FindPage:
    """The page for finding a passage: `hits` are of all sources, by the words or else by the claim."""

    row: QueueRow
    looking: Looking
    hits: Sequence[Likely]
    beside: Beside | None


@dataclass(frozen=True, slots=True)
class Nearby:
    """A place of a quote, or what comes near to it; `differences` pair the quote's words with those there.

    `before` and `after` are the words around it.
    """

    start: int
    end: int
    exact: str
    before: str
    after: str
    differences: tuple[tuple[str, str], ...] = ()


def open_find(session: Session, claim_id: str, looking: Looking) -> FindPage:
    """What may bear on a claim: sentences of all sources, and one source open beside it if asked for.

    Raises:
        NotFoundError: if there is no such claim, source or capture.
        GoneError: if the source was taken out, or merged into another.
    """
    row = store.queue.row(session, claim_id)
    found = _holding(session, row, looking.words)
    asked = looking.words or row.version.text
    ranked = evidence.rank_passages(asked, [one.text for one in found], title=row.article.title, most=MOST)
    hits = [
        _likely(row, found[hit.index].source, found[hit.index].passage, found[hit.index].text, hit.matched)
        for hit in ranked
    ]
    return FindPage(row, looking, hits, _beside(session, row, looking) if looking.source_id else None)


def _holding(session: Session, row: QueueRow, words: str) -> Sequence[store.captures.FoundPassage]:
    """Sentences that hold all words that a person typed; without any, those that hold the claim's rarest."""
    if words:
        phrases = folding.query_phrases(words)[:_WORDS]
        return store.captures.holding(session, phrases, every=True, limit=_WEIGHED)
    phrases = _telling(row.version.text)
    counts = store.captures.rarer(session, phrases)
    known = [(count, at) for at, count in enumerate(counts) if 0 < count < COMMON]
    rarest = [phrases[at] for _, at in sorted(known)[:_RAREST]]
    return store.captures.holding(session, rarest, every=False, limit=_WEIGHED)


def _telling(claim: str) -> list[list[str]]:
    """The words of a claim that say what it is about, each once."""
    phrases = {tuple(phrase): phrase for phrase in folding.query_phrases(claim.replace('"', " "))}
    return [phrase for key, phrase in phrases.items() if not STOP.issuperset(key)][:_WORDS]


def _beside(session: Session, row: QueueRow, looking: Looking) -> Beside:
    source = store.sources.get(session, looking.source_id)
    captures = store.captures.of_source(session, source.id or 0)
    wanted = [one for one in captures if looking.capture_id in ("", one.public_id)]
    if not wanted:
        raise NotFoundError("there is no such capture of this source")
    snapshot = wanted[0]
    passages = store.captures.passages_of(session, snapshot.id or 0)
    texts = [snapshot.text[one.start : one.end] for one in passages]
    ranked = evidence.rank_passages(row.version.text, texts, title=row.article.title, most=LIKELY)
    likely = [
        _likely(row, source, passages[hit.index], texts[hit.index], hit.matched)
        for hit in ranked
        if hit.matched
    ]
    chosen = next((one for one in passages if one.number == looking.at), None)
    page = bisect_right(snapshot.pages, chosen.start) if chosen else 0
    return Beside(source, snapshot, captures, likely, len(passages), chosen, page)


def _likely(row: QueueRow, source: Source, passage: Passage, text: str, matched: Sequence[Bounds]) -> Likely:
    told = evidence.hints(row.version.text, text, title=row.article.title)
    facts = tuple(_told(row.version.text, text, told))
    return Likely(source, passage.number, tuple(_parts(text, matched)), facts)


def _told(claim: str, passage: str, hints: evidence.Hints) -> list[Told]:
    differing = (
        ("number", hints.numbers.claim, hints.numbers.passage),
        ("date", hints.dates.claim, hints.dates.passage),
        ("name", hints.names.claim, hints.names.passage),
        ("negation", hints.negations.claim, hints.negations.passage),
        ("uncovered", hints.uncovered, ()),
    )
    return [
        Told(kind, _words(claim, mine), _words(passage, theirs))
        for kind, mine, theirs in differing
        if mine or theirs
    ]


def _words(text: str, spans: Sequence[Bounds]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(text[start:end].split()) for start, end in spans))


def _parts(text: str, matched: Sequence[Bounds]) -> list[tuple[str, bool]]:
    """A sentence from end to end, in pieces that are marked or not; overlapping marks are one."""
    parts, at = [], 0
    for start, end in sorted(matched):
        if end <= at:
            continue
        parts += [(text[at : max(at, start)], False), (text[max(at, start) : end], True)]
        at = end
    return [part for part in (*parts, (text[at:], False)) if part[0]]


def look_near(beside: Beside, quote: str) -> list[Nearby]:
    """The places of a quote in an open source; where it has none, what comes near and what differs.

    For a person to choose from: nothing is ever taken by itself.
    """
    text = beside.snapshot.text
    try:
        places = anchor.locate_all(quote, text)
    except InputError:
        return []
    if places:
        return [_nearby(text, at) for at in places[:_PLACES]]
    return [
        _nearby(text, one.at, tuple((found.quoted, found.there) for found in one.differences))
        for one in anchor.nearest(quote, text)
    ]


def _nearby(text: str, at: anchor.Anchor, differences: tuple[tuple[str, str], ...] = ()) -> Nearby:
    before, after = text[max(0, at.start - 80) : at.start], text[at.end : at.end + 80]
    return Nearby(at.start, at.end, at.exact, before, after, differences)
