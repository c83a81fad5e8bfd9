"""From words of the article to a claim draft: its line, its places, and what is found in them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from claims.models.analysis import Bounds, DateDraft, FactDraft, MentionDraft, QuantityDraft, TraceDraft
from claims.models.drafts import ClaimDraft, OccurrenceDraft, SegmentDraft
from claims.split.hedges import hedge_of, is_denied
from claims.split.kinds import kinds_of, kinds_of_claim
from claims.split.sentences import paragraphs, tidy
from claims.split.sights import sights_of
from claims.split.speakers import speaker_of
from claims.vocab import FactKind, Hedge, OccurrenceRole, SegmentKind, WordOrigin

if TYPE_CHECKING:
    from claims.split.cutting.pieces import Piece
    from claims.split.naming import Names
    from claims.split.parsed import Doc
    from claims.split.reading import Reading
    from claims.split.whose import Said, Saying

#: Called with (paragraphs done, paragraphs in all).
Progress = Callable[[int, int], None]

#: Segments in which an article claims something.
SPOKEN = frozenset({SegmentKind.TITLE, SegmentKind.BODY, SegmentKind.CAPTION})
_WORD = re.compile(r"\S+")


def spoken(text: str, segments: Sequence[SegmentDraft]) -> list[tuple[SegmentKind, Bounds]]:
    """The paragraphs in which an article claims something, in order, each with its segment's kind."""
    return [
        (segment.kind, bounds)
        for segment in segments
        if segment.kind in SPOKEN
        for bounds in paragraphs(text, segment.start, segment.end)
    ]


def draft_of(text: str, start: int, end: int, *, title: bool = False, made_by: tuple[str, ...]) -> ClaimDraft:
    """A draft with the article's own words, line breaks folded to a space."""
    words: list[str] = []
    trace: list[TraceDraft] = []
    at = 0
    for found in _WORD.finditer(text, start, end):
        trace.append(TraceDraft(at, at + len(found[0]), WordOrigin.STATED, found.span()))
        words.append(found[0])
        at += len(found[0]) + 1
    line_of = " ".join(words)
    role = OccurrenceRole.HEADLINE if title else OccurrenceRole.ASSERTION
    kinds = kinds_of(line_of, said=False)
    place = OccurrenceDraft(start, end, role)
    return ClaimDraft(line_of, (place,), kinds=kinds, made_by=made_by, trace=tuple(trace))


def claim_draft(
    article: Reading,
    said: Said,
    pieces: Sequence[Piece],
    names: Names,
    facts: tuple[FactDraft, ...],
    *,
    title: bool,
) -> ClaimDraft:
    """A proposition as a claim draft.

    Args:
        article: what was found in the article.
        said: the proposition with the sayings around it, nearest first.
        pieces: its words as they are to be read, names put in.
        names: who is meant in its paragraph.
        facts: its smallest parts; without any it is its own only fact.
        title: whether it stands in the title.
    """
    from claims.split.cutting.pieces import line

    head = said.proposition.head
    text, trace = line(head.doc, pieces, names.start, article.text)
    parts = places_of(article.text, names.start, head.doc, pieces)
    chain = tuple(dict.fromkeys(who for one in said.sayings if (who := speaker_of(one, names))))
    cue, hedge = _hedge(said, names)
    role = OccurrenceRole.HEADLINE if title else OccurrenceRole.ASSERTION
    place = OccurrenceDraft(parts[0][0], parts[-1][1], role, parts if len(parts) > 1 else ())
    form = said.sayings[0].draft.form if said.sayings else None
    dates, quantities = _within(article.dates, parts), _within(article.quantities, parts)
    kinds, finer = kinds_of_claim(
        text, quantities=quantities, dates=dates, said=bool(chain), form=form, head=head
    )
    return ClaimDraft(
        text,
        (place,),
        claimant=chain[0] if chain else "",
        attribution=chain,
        cue=cue,
        hedge=hedge,
        kinds=kinds,
        made_by=article.made_by,
        finer=finer,
        form=form,
        negated=is_denied(head),
        trace=trace,
        dates=dates,
        quantities=quantities,
        mentions=_within(article.mentions, parts),
        facts=facts or (FactDraft(text, FactKind.WHAT, parts, trace),),
        seen=sights_of(head, pieces),
    )


def places_of(text: str, start: int, doc: Doc, pieces: Sequence[Piece]) -> tuple[Bounds, ...]:
    """The stretches of the article that a claim stands in; marks alone do not part them."""
    own = [p for p in pieces if p.origin in _IN_PLACE and not p.lent] or list(pieces)
    tokens = [doc[i] for i in {p.i for p in own}]
    spans = sorted((start + token.idx, start + token.idx + len(token)) for token in tokens)
    found: list[Bounds] = []
    for first, last in spans:
        if found and not any(map(str.isalnum, text[found[-1][1] : first])):
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return tuple(bounds for one in found if (bounds := tidy(text, *one)) is not None) or (found[0],)


#: What stands in the claim's own place, though a rule may have made another word of it.
_IN_PLACE = frozenset({WordOrigin.STATED, WordOrigin.NAME, WordOrigin.INFLECTION})


def _hedge(said: Said, names: Names) -> tuple[str, Hedge]:
    own_cue, own_hedge = hedge_of(said.proposition.head)
    cues = [own_cue] if own_cue else []
    cues += [cue for one in said.sayings if (cue := cue_of(one, names))]
    hedges = [own_hedge, *(one.draft.hedge for one in said.sayings)]
    hedge = next((one for one in hedges if one is not Hedge.NONE), Hedge.NONE)
    return ", ".join(dict.fromkeys(cues)), hedge


def cue_of(saying: Saying, names: Names) -> str:
    """The words that say so, as they stand in the paragraph."""
    return " ".join(names.doc[i].text for i in sorted(saying.cue))


_Placed = TypeVar("_Placed", DateDraft, QuantityDraft, MentionDraft)


def _within(found: Sequence[_Placed], parts: Sequence[Bounds]) -> tuple[_Placed, ...]:
    kept: list[_Placed] = []
    for start, end in parts:
        at = bisect_left(found, start, key=lambda one: one.start)
        while at < len(found) and found[at].start < end:
            one = _without_dot(found[at], end)
            kept += [one] if one.end <= end else []
            at += 1
    return tuple(kept)


def _without_dot(one: _Placed, end: int) -> _Placed:
    """The dot of "5 p.m." may be the sentence's as well, which a claim does without."""
    dotted = one.end == end + 1 and one.words.endswith(".")
    return replace(one, end=end, words=one.words[:-1]) if dotted else one
