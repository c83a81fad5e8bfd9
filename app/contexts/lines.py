"""The lines of an article: its sentences as a person strikes them one by one."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from claims.desk import ArticlePage
from claims.models import Claim, ClaimVersion, Sentence
from claims.vocab import ClaimStatus, CoverageReason, LineState, SegmentKind

#: What stands in these is never a line to check.
_NOT_LINES = frozenset({SegmentKind.BOILERPLATE, SegmentKind.BYLINE})
_NOT_A_LINE = frozenset({CoverageReason.PORTAL_LINE, CoverageReason.BYLINE})
#: A claim and its wording.
Stated = tuple[Claim, ClaimVersion]
_OPEN = frozenset({LineState.OPEN, LineState.WAITING})


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence: `number` from 1 in reading order, `reason` why no rule found a claim in it.

    Portal lines and bylines are on the map, but nobody has to check them: their number is 0.

    `claims` are those of which a place lies in it or reaches into it, dismissed ones too.
    """

    number: int
    start: int
    end: int
    words: str
    state: LineState
    reason: CoverageReason | None
    claims: tuple[Stated, ...]
    struck_by: str = ""

    @property
    def at(self) -> str:
        """Its stretch as the reader's address takes it."""
        return f"{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far an article is: lines decided of all, and how many claims have each status."""

    decided: int
    total: int
    statuses: tuple[tuple[ClaimStatus, int], ...]


def lines_of(page: ArticlePage) -> tuple[Line, ...]:
    """All sentences of an article in reading order."""
    starts = [sentence.start for sentence in page.sentences]
    inside: list[dict[int, None]] = [{} for _ in starts]  # a dict keeps the order and each claim once
    for place in page.places:
        for at in range(max(0, bisect_left(starts, place.start + 1) - 1), bisect_left(starts, place.end)):
            if page.sentences[at].end > place.start:
                inside[at][place.claim_id] = None
    claims = {claim.id: (claim, version) for claim, version in page.claims}
    struck = {mark.start: name for mark, name in page.marks}
    counted = _is_counted(page)
    numbers = accumulate(map(counted, page.sentences))
    return tuple(
        _line(
            number * counted(sentence),
            sentence,
            page.version.text,
            tuple(claims[key] for key in keys),
            struck,
        )
        for number, sentence, keys in zip(numbers, page.sentences, inside, strict=True)
    )


def _line(
    number: int, sentence: Sentence, text: str, claims: tuple[Stated, ...], struck: Mapping[int, str]
) -> Line:
    return Line(
        number=number,
        start=sentence.start,
        end=sentence.end,
        words=" ".join(text[sentence.start : sentence.end].split()),
        state=_state((claim for claim, _ in claims), struck=sentence.start in struck),
        reason=sentence.reason,
        claims=claims,
        struck_by=struck.get(sentence.start, ""),
    )


def coverage_of(lines: Sequence[Line], claims: Iterable[Claim]) -> Coverage:
    """Count what was decided."""
    counts: dict[ClaimStatus, int] = {}
    for claim in claims:
        counts[claim.status] = counts.get(claim.status, 0) + 1
    in_order = tuple((status, counts[status]) for status in ClaimStatus if status in counts)
    return Coverage(sum(line.state not in _OPEN for line in lines), len(lines), in_order)


def next_open(lines: Sequence[Line], after: int) -> Line | None:
    """The first line behind that number that nobody has decided on, else the first before it."""
    waiting = [line for line in lines if line.state in _OPEN]
    return next((line for line in waiting if line.number > after), waiting[0] if waiting else None)


def _state(claims: Iterable[Claim], *, struck: bool) -> LineState:
    if struck:
        return LineState.STRUCK
    statuses = {claim.status for claim in claims}
    if ClaimStatus.PROPOSED in statuses:
        return LineState.WAITING
    return LineState.DECIDED if statuses else LineState.OPEN


def _is_counted(page: ArticlePage) -> Callable[[Sentence], bool]:
    hidden = [(part.start, part.end) for part in page.segments if part.kind in _NOT_LINES]
    starts = [start for start, _ in hidden]

    def counted(sentence: Sentence) -> bool:
        at = bisect_left(starts, sentence.start + 1) - 1
        return sentence.reason not in _NOT_A_LINE and (at < 0 or sentence.start >= hidden[at][1])

    return counted
