"""From a stretch of the article to a claim draft, and from many drafts to one for each claim."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Span

from claims.models.drafts import ClaimDraft, OccurrenceDraft, SegmentDraft
from claims.split.attribution import told
from claims.split.clauses import Clause
from claims.split.kinds import kinds_of
from claims.split.sentences import Bounds, paragraphs, tidy
from claims.split.syntax import quoted
from claims.vocab import OccurrenceRole, SegmentKind

#: Called with (paragraphs done, paragraphs in all).
Progress = Callable[[int, int], None]

#: Segments in which an article claims something.
_SPOKEN = frozenset({SegmentKind.TITLE, SegmentKind.BODY, SegmentKind.CAPTION})

_MARKS = re.compile(r"[“”„«»\"‘’'`]")
_LAST_MARKS = " .,;:!…–—-"
#: The same words with "he" may be about somebody else.
_POINTS_BACK = re.compile(r"(?:he|she|it|they|this|that|these|those|we|i|you|there)\b", re.IGNORECASE)


def spoken(text: str, segments: Sequence[SegmentDraft]) -> list[tuple[SegmentKind, Bounds]]:
    """The paragraphs in which an article claims something, in order, each with its segment's kind."""
    return [
        (segment.kind, bounds)
        for segment in segments
        if segment.kind in _SPOKEN
        for bounds in paragraphs(text, segment.start, segment.end)
    ]


def folded(words: str) -> str:
    """Words as two claims are compared: without case, quotation marks and white space between."""
    return " ".join(_MARKS.sub("", words).casefold().split()).strip(_LAST_MARKS)


def draft_of(text: str, start: int, end: int, *, title: bool = False, made_by: tuple[str, ...]) -> ClaimDraft:
    """A draft with the article's own words, line breaks folded to a space."""
    words = " ".join(text[start:end].split())
    role = OccurrenceRole.HEADLINE if title else OccurrenceRole.ASSERTION
    kinds = kinds_of(words, said=False)
    return ClaimDraft(words, (OccurrenceDraft(start, end, role),), kinds=kinds, made_by=made_by)


def clause_draft(
    text: str, clause: Clause, sentence: Span, at: int, *, title: bool, made_by: tuple[str, ...]
) -> ClaimDraft | None:
    """A clause as a draft, or None if none of its words is left inside its sentence.

    Args:
        text: the article.
        clause: a clause of a parsed paragraph.
        sentence: the sentence it stands in.
        at: where the paragraph begins in `text`, in code points.
        title: whether it stands in the title.
        made_by: component labels.
    """
    first, last = _with_marks(clause, sentence)
    bounds = tidy(text, at + first, at + last)
    if bounds is None:
        return None
    draft = draft_of(text, *bounds, title=title, made_by=made_by)
    chain, cue, hedge = told(clause.said)
    shared = clause.subject
    ahead = text[at + shared.start_char : at + shared.end_char].split() if shared else []
    words = " ".join([*ahead, draft.text])
    return replace(
        draft,
        text=words,
        claimant=chain[0] if chain else "",
        attribution=chain,
        cue=cue,
        hedge=hedge,
        kinds=kinds_of(words, said=bool(chain)),
    )


def _with_marks(clause: Clause, sentence: Span) -> Bounds:
    """Widen a clause over the end of a quotation in it; take marks off that hold all of it.

    They stay where a subject is put in front: the law “has cut accidents”.
    """
    words = clause.words
    start, end = words.start_char, words.end_char
    text = words.doc.text
    for opening, closing in quoted(words.doc):
        ahead = clause.subject is not None and start == opening
        if (start < opening or ahead) and opening < end <= closing < sentence.end_char:
            end = closing + 1 if not text[end:closing].strip(_LAST_MARKS) else end
        elif opening == start and end <= closing + 1 and not ahead:
            start, end = opening + 1, min(end, closing)
        elif opening < start and end == closing + 1:
            end = closing
        elif opening < start < closing < end and not text[opening + 1 : start].strip():
            start = opening
    return start, _without_stop(words, end)


def _without_stop(words: Span, end: int) -> int:
    """Take a full stop or a comma off the end; the dot of "U.S." is part of its word."""
    for token in reversed(list(words)):
        if token.idx < end and token.text not in {".", ",", ";", ":"} and not token.is_space:
            return end
        end = min(end, token.idx)
    return end


def merged(drafts: Iterable[ClaimDraft], segments: Sequence[SegmentDraft]) -> list[ClaimDraft]:
    """Make one draft of each claim, in reading order of its first place.

    Drafts with the same words are one, with all their places: the first an assertion, later ones
    repeats, those in the title its headline. Who says it is taken from the first that knows.
    Words that begin with a pronoun are never taken for the same claim.
    """
    claims: dict[str, list[ClaimDraft]] = {}
    ordered = sorted(drafts, key=lambda draft: _place(draft.occurrences[0]))
    for number, draft in enumerate(ordered):
        key = folded(draft.text)
        same = not _POINTS_BACK.match(key) or _is_known(claims.get(key, []), draft)
        claims.setdefault(key if same else f"{key} {number}", []).append(draft)
    titles = [part for part in segments if part.kind is SegmentKind.TITLE]
    return [_joined(group, titles) for group in claims.values()]


def _place(occurrence: OccurrenceDraft) -> Bounds:
    return occurrence.start, -occurrence.end


def _is_known(group: list[ClaimDraft], draft: ClaimDraft) -> bool:
    return any(draft.occurrences == other.occurrences for other in group)


def _joined(group: list[ClaimDraft], titles: list[SegmentDraft]) -> ClaimDraft:
    first = next((draft for draft in group if draft.attribution or draft.cue), group[0])
    places = {(one.start, one.end): one for draft in group for one in draft.occurrences}
    return replace(
        group[0],
        occurrences=_roles(sorted(places), titles),
        claimant=first.claimant,
        attribution=first.attribution,
        cue=first.cue,
        hedge=first.hedge,
        made_by=tuple(dict.fromkeys(label for draft in group for label in draft.made_by)),
    )


def _roles(places: list[Bounds], titles: list[SegmentDraft]) -> tuple[OccurrenceDraft, ...]:
    found: list[OccurrenceDraft] = []
    role = OccurrenceRole.ASSERTION
    for start, end in places:
        if any(title.start <= start < title.end for title in titles):
            found.append(OccurrenceDraft(start, end, OccurrenceRole.HEADLINE))
        else:
            found.append(OccurrenceDraft(start, end, role))
            role = OccurrenceRole.REPEAT
    return tuple(found)
