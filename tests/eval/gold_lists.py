"""The claims that a careful reader lists by hand, and how many of them the splitter finds.

`gold/README.md` says what each field of a listed claim asks for.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import claims
from claims.vocab import LinkKind
from tests.eval.table import Figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from claims import ClaimDraft

ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parent / "gold"
#: The project's own texts, by the name of their list.
TEXTS = {
    "demo": ROOT / "app" / "demo.txt",
    "reservoir": FOLDER / "reservoir.txt",
    "ferry": FOLDER / "ferry.txt",
}
SAMPLE = "sample"

STRAIGHT = str.maketrans("‘’“”", "''\"\"")


@dataclass(frozen=True, slots=True)
class Listed:
    """A claim of a list."""

    words: list[str]
    text: str = ""
    without: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    claimant: str | None = None
    hedge: str | None = None
    kinds: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    may: bool = False

    def fits(self, text: str) -> bool:
        """Whether a draft's text says this claim, and no more than it should."""
        return all(stands(words, text) for words in self.words) and not any(
            stands(words, text) for words in self.without
        )


def measure(name: str, text: Path, *, show: bool = False) -> list[Figure]:
    """The figures of one list, over the claims that the library finds in its text."""
    listed, drafts = read(name), claims.split_article(claims.read_paste(text.read_text(encoding="utf-8")))
    if show:
        print("\n".join([f"{name}:", *shown(listed, drafts), ""]))
    return figures(name, listed, drafts)


def shown(listed: Sequence[Listed], drafts: Sequence[ClaimDraft]) -> Iterator[str]:
    """What to look at: claims without a draft, what is wrong with those found, drafts that are not listed."""
    found = match(listed, drafts)
    for place, claim in enumerate(listed):
        said = claim.text or f"{' … '.join(claim.words)}, without {' … '.join(claim.without) or 'nothing'}"
        if place not in found and not claim.may:
            yield f"  no draft  {said}"
        elif place in found:
            draft = drafts[found[place]]
            wrong = [
                name for name, (asked, right, _) in FIELDS.items() if asked(claim) and not right(claim, draft)
            ]
            if wrong:
                yield f"  {', '.join(wrong)}  {draft.text} [{draft.claimant}]"
    for place, draft in enumerate(drafts):
        if place not in found.values() and not only_attributes(draft):
            yield f"  not listed  {draft.text}"


def read(name: str) -> list[Listed]:
    """The claims of a list, in reading order."""
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [Listed(**json.loads(line)) for line in lines]


def figures(name: str, listed: Sequence[Listed], drafts: Sequence[ClaimDraft]) -> list[Figure]:
    """Recall, extra drafts, and for each field how often it is right where a found claim asks for it."""
    found = match(listed, drafts)
    extra = [place not in found.values() for place in range(len(drafts)) if counts(drafts, place, found)]
    wanted = [place in found for place, claim in enumerate(listed) if not claim.may]
    pairs = [(claim, drafts[found[place]]) for place, claim in enumerate(listed) if place in found]
    made = [
        Figure.of(name, "recall", wanted, "listed claims have a draft"),
        Figure.of(name, "extra", extra, "drafts are none of the list", low_is_good=True),
    ]
    for field_name, (is_asked, is_right, about) in FIELDS.items():
        asked = [is_right(claim, draft) for claim, draft in pairs if is_asked(claim)]
        made.append(Figure.of(name, field_name, asked, about))
    return made


def counts(drafts: Sequence[ClaimDraft], place: int, found: dict[int, int]) -> bool:
    """Whether a draft can be one too many: one that only says who said another is not."""
    return place in found.values() or not only_attributes(drafts[place])


def only_attributes(draft: ClaimDraft) -> bool:
    """Whether a draft is there to say who said another one."""
    return any(link.kind is LinkKind.ATTRIBUTES for link in draft.links)


def match(listed: Sequence[Listed], drafts: Sequence[ClaimDraft]) -> dict[int, int]:
    """Give as many listed claims as can be a draft of their own: claim to draft, by index.

    A claim that must be there goes before one that may, a draft that says the claim itself before
    one that says who said it, a shorter one before a longer.
    """
    order = sorted(
        range(len(drafts)), key=lambda place: (only_attributes(drafts[place]), len(drafts[place].text))
    )
    fitting = [[place for place in order if claim.fits(drafts[place].text)] for claim in listed]
    taken: dict[int, int] = {}

    def find(claim: int, seen: set[int]) -> bool:
        for draft in fitting[claim]:
            if draft in seen:
                continue
            seen.add(draft)
            if draft not in taken or find(taken[draft], seen):
                taken[draft] = claim
                return True
        return False

    for claim in sorted(range(len(listed)), key=lambda place: listed[place].may):
        find(claim, set())
    return {claim: draft for draft, claim in taken.items()}


def stands(words: str, text: str) -> bool:
    """Whether words stand in a text as whole words; of alternatives (`a|b`) one is enough."""
    there = plain(text)
    return any(re.search(rf"(?<!\w){re.escape(plain(one))}(?!\w)", there) for one in words.split("|"))


def plain(text: str) -> str:
    """A text without its capitals and its curly quotes."""
    return text.translate(STRAIGHT).casefold()


# What is right


def names_claimant(claim: Listed, draft: ClaimDraft) -> bool:
    return stands(claim.claimant, draft.claimant) if claim.claimant else draft.claimant == ""


def reads_alone(claim: Listed, draft: ClaimDraft) -> bool:
    return all(stands(name, draft.text) for name in claim.names)


def has_kinds(claim: Listed, draft: ClaimDraft) -> bool:
    return set(claim.kinds) <= {*draft.kinds, *draft.finer}


def has_dates(claim: Listed, draft: ClaimDraft) -> bool:
    there = {(date.first, date.last) for date in draft.dates}
    return {(first, last or first) for first, _, last in (day.partition("/") for day in claim.dates)} <= there


def has_numbers(claim: Listed, draft: ClaimDraft) -> bool:
    there = {(_number(found.value), _number(found.upper)) for found in draft.quantities}
    return {tuple(map(_number, number.partition("/")[::2])) for number in claim.numbers} <= there


def _number(written: str) -> Decimal | None:
    return Decimal(written) if written else None


FIELDS: dict[str, tuple[Callable[[Listed], bool], Callable[[Listed, ClaimDraft], bool], str]] = {
    "alone": (lambda claim: bool(claim.names), reads_alone, "claims found name what they are about"),
    "claimant": (lambda claim: claim.claimant is not None, names_claimant, "name who says them"),
    "hedge": (lambda claim: bool(claim.hedge), lambda claim, draft: draft.hedge == claim.hedge, "are hedged"),
    "kinds": (lambda claim: bool(claim.kinds), has_kinds, "are of their kinds"),
    "dates": (lambda claim: bool(claim.dates), has_dates, "have their dates"),
    "numbers": (lambda claim: bool(claim.numbers), has_numbers, "have their numbers"),
}
