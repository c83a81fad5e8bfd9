"""An article cut at the bounds of its claims, so that marks never nest."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from flask import url_for
from sqlmodel import Session

from app.contexts.found import Word, words_of
from app.contexts.labels import label, status_glyph
from app.contexts.lines import Coverage, Line, coverage_of, lines_of, next_open
from app.contexts.printed import Printed, printed_of
from app.contexts.rated import marked, rated, scale_of, sheets
from app.contexts.shape import FactChips
from claims import desk
from claims.desk import ArticlePage
from claims.models import Article, Bounds, Claim, ClaimVersion, Job, Occurrence, Segment, Verdict
from claims.scale import Scale
from claims.vocab import ClaimStatus, Rating, SegmentKind


@dataclass(frozen=True, slots=True)
class Ref:
    """A claim as the text points to it."""

    id: str
    number: int
    status: ClaimStatus
    verdict: Verdict | None = None

    @property
    def rating(self) -> Rating | None:
        """What its verdict means on the standard scale."""
        return self.verdict.means if self.verdict else None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same claims; `ends` are the claims whose place ends with it.

    A place that goes on in the next block ends in both, so that each shows its number. `here` is
    whether it lies in the stretch that the address points to, `first` whether that begins with it.
    `line` is the number of the sentence it belongs to, 0 for what stands between sentences.
    """

    text: str
    claims: tuple[Ref, ...] = ()
    ends: tuple[Ref, ...] = ()
    personal: str = ""
    here: bool = False
    first: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pieces in a row that belong to one sentence, or to none."""

    line: Line | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One segment as it is shown; `utf16` is where it begins in the text, for a browser."""

    number: int
    kind: SegmentKind
    reason: str
    by: str
    utf16: int
    pieces: tuple[Piece, ...]
    stretches: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Blocks in a row that are all shown, or all folded away; `opened` if the address points there."""

    folded: bool
    blocks: tuple[Block, ...]
    opened: bool = False


@dataclass(frozen=True, slots=True)
class ReaderContext:
    """articles/show.html and the partials in it; `line` is the one at hand while lines are struck.

    `words` and `chips` are those of the open claim: where its words come from, and its facts.

    `uncovered` are the sentences in which neither a rule nor a person found a claim, portal lines too.
    `ids` are those of its claims. `runs` are the text, and `printed` is what paper has behind it; both
    are empty where only what stands beside them is shown. `verdict` is the newest one on the open claim.
    """

    article: Article
    text: str
    job: Job | None
    ids: Sequence[str]
    active: tuple[Claim, ClaimVersion] | None
    places: tuple[str, ...]
    previous: str
    next: str
    personal: int
    portal_lines: int
    lines: tuple[Line, ...]
    uncovered: tuple[Line, ...]
    coverage: Coverage
    line: Line | None = None
    striking: bool = False
    undecided: int = 0
    words: tuple[Word, ...] = ()
    chips: FactChips | None = None
    runs: tuple[Run, ...] = ()
    printed: tuple[Printed, ...] = ()
    verdict: Verdict | None = None

    @property
    def sheets(self) -> list[Scale]:
        """The scales whose colours the page has to load."""
        return sheets(scale_of(one.verdict) for one in self.printed if one.verdict)

    @property
    def line_before(self) -> Line | None:
        """The line above the one at hand."""
        return self.lines[self.line.number - 2] if self.line and self.line.number > 1 else None

    @property
    def line_after(self) -> Line | None:
        """The line below the one at hand."""
        below = self.line.number if self.line else 0
        return self.lines[below] if below < len(self.lines) else None


def reader_of(
    page: ArticlePage, active_id: str = "", here: Bounds | None = None, number: int | None = None
) -> ReaderContext:
    """Shape an article for the reader, with one claim open beside it if its public id is given.

    Args:
        page: the article.
        active_id: the claim that is open, by its public id; "" for none.
        here: a stretch of the text to be pointed out.
        number: the line at hand while lines are struck, 0 for the first that is open; None while reading.

    Time grows with the length of the text and the number of places.
    """
    context = beside_of(page, active_id, number)
    blocks = list(_blocks(page, here, context.lines))
    return replace(context, runs=tuple(_runs(blocks)), printed=tuple(printed_of(page)))


def beside_of(page: ArticlePage, active_id: str = "", number: int | None = None) -> ReaderContext:
    """The same without the text and what paper has behind it: all that stands beside them."""
    every = lines_of(page)
    lines = tuple(line for line in every if line.number)
    ids = page.ids
    at = ids.index(active_id) if active_id in ids else -1
    active = next((one for one in page.claims if one[0].public_id == active_id), None)
    return ReaderContext(
        article=page.article,
        text=page.version.text,
        job=page.job,
        ids=ids,
        active=active,
        places=_words_of(page.places, active),
        previous=ids[at - 1] if at > 0 else "",
        next=ids[at + 1] if 0 <= at < len(ids) - 1 else "",
        personal=sum(len(part.personal) for part in page.segments),
        portal_lines=sum(part.kind is SegmentKind.BOILERPLATE for part in page.segments),
        lines=lines,
        uncovered=tuple(line for line in every if not line.claims),
        coverage=coverage_of(lines, (claim for claim, _ in page.claims)),
        line=_at_hand(lines, number),
        striking=number is not None,
        undecided=page.undecided,
        verdict=next((row for key, row, _ in page.behind if active and key == active[0].id), None),
    )


def stretch_of(page: ArticlePage, line: Line) -> Stretch | None:
    """One line as it stands in the text."""
    parts = [part for part in page.segments if part.start < line.end and line.start < part.end]
    bounds = (parts[0].start, parts[-1].end) if parts else (0, 0)
    places = [place for place in page.places if place.start < bounds[1] and bounds[0] < place.end]
    around = replace(page, segments=parts, places=places)
    stretches = (one for block in _blocks(around, None, [line]) for one in block.stretches)
    return next((one for one in stretches if one.line == line), None)


def with_details(session: Session, page: ReaderContext) -> ReaderContext:
    """The same with what is shown of the open claim alone, which lists leave in the database."""
    if page.active is None:
        return page
    claim, version = page.active
    trace = desk.trace_of(session, version)
    back = url_for("articles.show", article_id=page.article.public_id, claim=claim.public_id)
    chips = FactChips.of(session, claim, version, back)
    return replace(page, words=tuple(words_of(version.text, trace, page.text)), chips=chips)


def _at_hand(lines: Sequence[Line], number: int | None) -> Line | None:
    if number is None or not lines:
        return None
    return lines[number - 1] if 0 < number <= len(lines) else next_open(lines, 0) or lines[0]


def ref_of(claim: Claim, verdicts: Mapping[int, Verdict]) -> Ref:
    """A claim as the text points to it; its verdict counts only once two people signed it."""
    signed = claim.status is ClaimStatus.VERIFIED
    return Ref(claim.public_id, claim.number, claim.status, verdicts.get(claim.id or 0) if signed else None)


def mark_class(ref: Ref) -> str:
    """The classes of a claim's mark: its rating once signed, else whether it was dismissed."""
    if ref.verdict:
        return marked(ref.verdict)
    return "m m-dismissed" if ref.status is ClaimStatus.DISMISSED else "m"


def ref_glyph(ref: Ref) -> str:
    """The sign after a claim's number in the text."""
    return rated(ref.verdict).glyph if ref.verdict else status_glyph(ref.status)


def ref_label(ref: Ref, language: str) -> str:
    """What a claim's number in the text says: its rating once signed, else its status."""
    return rated(ref.verdict).label(language) if ref.verdict else label(ref.status)


def _words_of(places: Sequence[Occurrence], active: tuple[Claim, ClaimVersion] | None) -> tuple[str, ...]:
    return tuple(place.exact for place in places if active and place.claim_id == active[0].id)


def _runs(blocks: Iterable[Block]) -> Iterator[Run]:
    for folded, run in groupby(blocks, lambda block: block.kind is SegmentKind.BOILERPLATE):
        found = tuple(run)
        yield Run(folded, found, any(piece.here for block in found for piece in block.pieces))


def _blocks(page: ArticlePage, here: Bounds | None, lines: Sequence[Line]) -> Iterator[Block]:
    text, utf16, verdicts = page.version.text, 0, page.verdicts
    refs = {claim.id: ref_of(claim, verdicts) for claim, _ in page.claims}
    coming, inside = deque(sorted(page.places, key=lambda place: place.start)), list[Occurrence]()
    below = deque(lines)
    for number, part in enumerate(page.segments, start=1):
        while coming and coming[0].start < part.end:
            inside.append(coming.popleft())
        own = list(_taken(below, part.end))
        pieces = tuple(_pieces(text, part, inside, refs, here or (0, 0), own))
        inside = [place for place in inside if place.end > part.end]
        yield Block(number, part.kind, part.reason, part.by, utf16, pieces, tuple(_stretches(pieces, own)))
        utf16 += len(text[part.start : part.end].encode("utf-16-le", "surrogatepass")) // 2


def _taken(below: deque[Line], end: int) -> Iterator[Line]:
    """The lines that begin before a place, taken from the front."""
    while below and below[0].start < end:
        yield below.popleft()


def _stretches(pieces: Iterable[Piece], lines: Iterable[Line]) -> Iterator[Stretch]:
    by_number = {line.number: line for line in lines}
    for number, run in groupby(pieces, lambda piece: piece.line):
        yield Stretch(by_number.get(number), tuple(run))


def _pieces(
    text: str,
    part: Segment,
    places: Sequence[Occurrence],
    refs: dict[int | None, Ref],
    here: Bounds,
    lines: Sequence[Line],
) -> Iterator[Piece]:
    """Sweep over a segment from bound to bound; `places` are all that touch it, by their start."""
    last = part.start + len(text[part.start : part.end].rstrip("\n"))
    personal = {found["start"]: (found["end"], found["kind"]) for found in part.personal}
    bounds = {part.start, last, *here}
    bounds |= {at for line in lines for at in (line.start, line.end)}
    bounds |= {at for place in places for at in _bounds_of(place)}
    bounds |= {at for start, (end, _) in personal.items() for at in (start, end)}
    cuts = sorted(at for at in bounds if part.start <= at <= last)
    coming, covering, until, kind = deque(places), list[Occurrence](), part.start, ""
    below, line = deque(lines), (0, 0)
    for start, end in pairwise(cuts):
        while coming and coming[0].start <= start:
            covering.append(coming.popleft())
        while below and below[0].start <= start:
            line = (below[0].number, below.popleft().end)
        until, kind = personal.get(start, (until, kind))
        yield Piece(
            text[start:end],
            tuple(refs[place.claim_id] for place in covering if _says(place, start)),
            tuple(refs[place.claim_id] for place in covering if min(place.end, last) == end),
            kind if start < until else "",
            here[0] <= start < here[1],
            here[0] == start < here[1],
            line[0] if start < line[1] else 0,
        )
        covering = [place for place in covering if place.end > end]


def _bounds_of(place: Occurrence) -> Iterator[int]:
    yield from (place.start, place.end)
    for part in place.parts:
        yield from part


def _says(place: Occurrence, at: int) -> bool:
    """Whether the words from `at` on are those that make the claim, and not others between them."""
    return not place.parts or any(start <= at < end for start, end in place.parts)
