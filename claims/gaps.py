"""What a verdict still lacks before it can be saved, and before others can be asked to review it."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from claims.errors import InputError
from claims.policy import Policy
from claims.vocab import CheckQuestion, Rating

#: Numbers of evidence as a rationale cites them: [2], or [2, 5]. Four digits are a year.
_CITED = re.compile(r"\[[0-9]{1,3}(?:, ?[0-9]{1,3})*\]")
_NUMBER = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing: what, the field of the form it concerns, and where on the page it is.

    `place` is the id of the part of the workbench in which it can be mended, "" where that is the field.
    """

    says: str
    field: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a verdict says, as far as a policy asks for it; `answered` are the questions of the checklist."""

    means: Rating
    rationale: str
    answered: Collection[CheckQuestion] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """What a claim's verdict would stand on.

    Attributes:
        evidence: how many passages are tied to the claim.
        searches: how many searches were noted.
        origins: from how many independent origins the evidence comes.
        lost: the evidences whose quote was not found, each its number and public id.
        unsure: how many places of the claim wait for a person after its article was changed.
        overridden: whether somebody who may gave a reason to go on without enough origins.
        fresh: whether the verdict was written on what stands there now.
        reviewed: whether somebody has reviewed the verdict.
    """

    evidence: int
    searches: int
    origins: int = 0
    lost: Collection[tuple[int, str]] = ()
    unsure: int = 0
    overridden: bool = False
    fresh: bool = True
    reviewed: bool = False


def check_draft(draft: Draft, standing: Standing, policy: Policy) -> None:
    """Let a verdict be saved if it says what the policy asks for, and something stands behind it.

    Raises:
        InputError: naming the first that is missing.
    """
    for gap in _draft_gaps(draft, standing, policy):
        raise InputError(gap.says, gap.field, gap.place)


def gaps(draft: Draft | None, standing: Standing, policy: Policy) -> tuple[Gap, ...]:
    """All that is missing before a verdict can be reviewed; none where others can be asked.

    Args:
        draft: the newest verdict, None if there is none.
        standing: what it would stand on now.
        policy: the one in force.
    """
    return tuple(_gaps(draft, standing, policy))


def _gaps(draft: Draft | None, standing: Standing, policy: Policy) -> Iterator[Gap]:
    if draft is None:
        yield Gap("write a verdict first", "rationale")
    else:
        if not standing.fresh:
            yield Gap("what this verdict rests on changed since it was written; write it anew", "rationale")
        elif standing.reviewed:
            yield Gap("this verdict was reviewed already; write it anew", "rationale")
        yield from _draft_gaps(draft, standing, policy)
        if draft.means is not Rating.NOT_ENOUGH_EVIDENCE and standing.evidence:
            yield from _origin_gaps(standing, policy)
    for number, public_id in standing.lost:
        yield Gap(f"the quote of evidence {number} was not found", "", f"evidence-{public_id}")
    if standing.unsure:
        places = "one place" if standing.unsure == 1 else f"{standing.unsure} places"
        yield Gap(f"the article changed, and {places} of this claim must be looked at", "", "places")


def _draft_gaps(draft: Draft, standing: Standing, policy: Policy) -> Iterator[Gap]:
    length = len(draft.rationale.strip())
    if not length:
        yield Gap("a verdict needs a rationale: say why, so that others can follow", "rationale")
    elif length < policy.rationale:
        yield Gap(f"the rationale needs {policy.rationale:,} characters; this has {length:,}", "rationale")
    if policy.checklist:
        yield from _unanswered(draft)
    if standing.evidence:
        return
    if draft.means is not Rating.NOT_ENOUGH_EVIDENCE:
        yield Gap("a verdict needs at least one evidence", "rating", "board")
    elif standing.searches < policy.searches:
        yield Gap(_too_few_searches(standing.searches, policy.searches), "rating", "searches-title")


def _unanswered(draft: Draft) -> Iterator[Gap]:
    for number, question in enumerate(CheckQuestion, start=1):
        if question not in draft.answered:
            yield Gap(f"question {number} of the checklist needs an answer", f"check-{question.value}")


def _too_few_searches(tried: int, needed: int) -> str:
    searches = "one search that was" if needed == 1 else f"{needed} searches that were"
    return f"“not enough evidence” needs at least {searches} tried; there {_are(tried)}"


def _are(many: int) -> str:
    return {0: "are none", 1: "is one"}.get(many, f"are {many}")


def _origin_gaps(standing: Standing, policy: Policy) -> Iterator[Gap]:
    if standing.origins < policy.origins and not standing.overridden:
        has = "one independent origin" if standing.origins == 1 else f"{standing.origins} independent origins"
        yield Gap(
            f"the evidence has {has}, and {policy.origins} are needed; "
            f"or an {policy.overriders.value} says why it will do",
            "override_reason",
            "board",
        )


# What a rationale cites


@dataclass(frozen=True, slots=True)
class Words:
    """Some words of a rationale; `cites` is the number of the evidence that they cite, if they do."""

    text: str
    cites: int | None = None


def words_of(rationale: str) -> tuple[Words, ...]:
    """A rationale cut at what it cites; put together again it is the same."""
    return tuple(_words_of(rationale))


def _words_of(rationale: str) -> Iterator[Words]:
    end = 0
    for cited in _CITED.finditer(rationale):
        for number in _NUMBER.finditer(rationale, *cited.span()):
            yield Words(rationale[end : number.start()])  # at least its bracket
            yield Words(number.group(), int(number.group()))
            end = number.end()
    if rationale[end:]:
        yield Words(rationale[end:])


def citations(rationale: str, board: Mapping[int, str]) -> dict[str, str]:
    """What a rationale cites: each number as text, and the public id of that evidence.

    Args:
        rationale: cites evidence as [2] or [2, 5].
        board: the evidence that is there, public ids by number.

    Raises:
        InputError: naming the first number that no evidence has.
    """
    numbers = [words.cites for words in words_of(rationale) if words.cites is not None]
    for number in numbers:
        if number not in board:
            raise InputError(f"there is no evidence [{number}] on the board", "rationale")
    return {str(number): board[number] for number in numbers}
