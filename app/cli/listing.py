"""A claim as a person reads it in a terminal. Offsets are code points of the article's text."""

from collections.abc import Iterable, Iterator

from claims.models import (
    Bounds,
    ClaimDraft,
    DateDraft,
    MentionDraft,
    OccurrenceDraft,
    QuantityDraft,
    TraceDraft,
)
from claims.vocab import Hedge, WordOrigin


def listed(draft: ClaimDraft, number: int, text: str) -> Iterator[str]:
    """The lines of one claim: its words, where it stands, and all that was found in it.

    Words that do not stand there so are in [brackets], with where they come from: `[Jo](12-14)`.
    """
    yield f"{number}. {_words(draft.text, draft.trace)}"
    for line in (*_about(draft), *_found(draft, text)):
        yield f"    {line}"


def _words(wording: str, trace: Iterable[TraceDraft]) -> str:
    said, at = list[str](), 0
    for part in sorted(trace, key=lambda part: part.start):
        if part.origin is not WordOrigin.STATED and part.start >= at:
            place = f"({_span(part.at)})" if part.at else ""
            said += [wording[at : part.start], f"[{wording[part.start : part.end]}]{place}"]
            at = part.end
    return "".join([*said, wording[at:]])


def _span(place: Bounds) -> str:
    return f"{place[0]}-{place[1]}"


def _about(draft: ClaimDraft) -> Iterator[str]:
    yield "at " + ", ".join(map(_place, draft.occurrences))
    if draft.attribution or draft.claimant:
        said = "said by " + ", passed on by ".join(draft.attribution or (draft.claimant,))
        yield said + (f" (“{draft.cue}”)" if draft.cue else "") + (f", {draft.form}" if draft.form else "")
    words = [draft.hedge] * (draft.hedge is not Hedge.NONE) + ["negated"] * draft.negated
    if described := [*words, *(draft.finer or draft.kinds)]:
        yield ", ".join(described)


def _place(place: OccurrenceDraft) -> str:
    return " + ".join(map(_span, place.parts or [(place.start, place.end)]))


def _found(draft: ClaimDraft, text: str) -> Iterator[str]:
    for date in draft.dates:
        yield f"date “{date.words}”: {_days(date)}"
    for quantity in draft.quantities:
        yield f"{quantity.kind} “{quantity.words}”: {_amount(quantity)}"
    for mention in draft.mentions:
        yield f"“{mention.words}”: {_meant(mention, text)}"
    for fact in draft.facts:
        yield f"fact, {fact.kind}: {fact.text}"
    for link in draft.links:
        yield f"{link.kind} claim {link.to + 1}"
    for hint in draft.hints:
        yield f"noticed by rule {hint.rule}: {hint.says}"


def _days(date: DateDraft) -> str:
    if not date.rule:
        return "cannot be told which day"
    both = date.first if date.first == date.last else f"{date.first or '…'} to {date.last or '…'}"
    return f"{'about ' * date.approximate}{both}, {date.precision} (rule {date.rule})"


def _amount(quantity: QuantityDraft) -> str:
    upper = f" to {quantity.upper}" if quantity.upper else ""
    number = f"{quantity.comparison}{quantity.value}{upper}"
    return f"{'about ' * quantity.approximate}{number} {quantity.unit}".rstrip()


def _meant(mention: MentionDraft, text: str) -> str:
    if mention.antecedent:
        return f"{mention.name or _cut(text, mention.antecedent)} ({_span(mention.antecedent)})"
    names = [f"{_cut(text, place)} ({_span(place)})" for place in mention.candidates]
    return "unclear" + (f": {' or '.join(names)}" if names else "")


def _cut(text: str, place: Bounds) -> str:
    return " ".join(text[place[0] : place[1]].split())
