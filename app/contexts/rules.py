"""The contexts of the pages on which a desk says what it goes by: its policy and its scales."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString, gettext, ngettext
from flask_babel import lazy_gettext as _l

from app.contexts.labels import label
from claims import desk
from claims.policy import Policy
from claims.scale import MOST, RatingCode, Scale
from claims.vocab import Rating, RatingPattern, Role

#: What a policy asks for, by the names of its fields, as its form and its history call it.
NAMES: Mapping[str, LazyString] = {
    "scale": _l("Rating scale"),
    "scale_version": _l("Version of the scale"),
    "approvals": _l("Approvals by other people"),
    "origins": _l("Independent origins of the evidence"),
    "rationale": _l("Characters of the rationale"),
    "checklist": _l("The four questions must be answered"),
    "blind": _l("Reviewers rate for themselves before they see the verdict"),
    "searches": _l("Searches tried, where there is no evidence"),
    "overriders": _l("Who may go on without enough origins, saying why"),
    "alone": _l("The author may review their own verdict"),
}


def asks(policy: Policy, scale: Scale) -> list[str]:
    """What a policy asks for, a sentence each."""
    told = [
        gettext(
            "Ratings are those of “%(title)s”, version %(number)s.", title=scale.title, number=scale.version
        ),
        ngettext("%(num)s other person approves.", "%(num)s other people approve.", policy.approvals),
        ngettext(
            "The evidence comes from %(num)s independent origin.",
            "The evidence comes from %(num)s independent origins.",
            policy.origins,
        ),
        gettext("Without enough origins: %(role)s, with a reason.", role=label(policy.overriders)),
        ngettext(
            "“Not enough evidence” without evidence needs %(num)s search.",
            "“Not enough evidence” without evidence needs %(num)s searches.",
            policy.searches,
        ),
    ]
    if policy.rationale > 1:
        told.append(gettext("The rationale has %(num)s characters or more.", num=policy.rationale))
    more = {
        gettext("The four questions are answered."): policy.checklist,
        gettext("Reviewers rate blind before they see the verdict."): policy.blind,
        gettext("The author may review their own verdict; every export says so."): policy.alone,
    }
    return told + [said for said, holds in more.items() if holds]


def in_words(value: Any) -> str:
    """A policy's value as its history tells it."""
    if isinstance(value, bool):
        return str(gettext("yes") if value else gettext("no"))
    return label(Role(value)) if isinstance(value, str) and value in list(Role) else str(value)


@dataclass(frozen=True, slots=True)
class PolicyContext:
    """policy/show.html; `bounds` are the least and the most of its numbers, `choices` the scales."""

    page: desk.PolicyPage
    bounds: Mapping[str, tuple[int, int]]
    switches: Sequence[str]
    overriders: Sequence[Role]
    choices: Sequence[tuple[str, str]]

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the form, each of which shows what is wrong with it."""
        return ("scale", "overriders", "note", *self.bounds, *self.switches)

    @classmethod
    def of(cls, page: desk.PolicyPage) -> "PolicyContext":
        """The policy in force as a form."""
        choices = [(f"{one.name} {one.version}", f"{one.title}, {one.version}") for one in page.scales]
        return cls(page, desk.POLICY_BOUNDS, desk.POLICY_SWITCHES, desk.OVERRIDERS, choices)


@dataclass(frozen=True, slots=True)
class ScalesContext:
    """scales/index.html"""

    page: desk.ScalesPage
    sheets: Sequence[Scale]


@dataclass(frozen=True, slots=True)
class ScaleRow:
    """A row of a scale's form: its fields by name, as typed."""

    number: int
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ScaleForm:
    """scales/edit.html; `scale` is what the rows begin with, `own` whether it gets a next version."""

    scale: Scale
    own: bool
    rows: Sequence[ScaleRow]
    patterns: Sequence[RatingPattern]
    meanings: Sequence[Rating]

    @classmethod
    def of(cls, scale: Scale, *, own: bool) -> "ScaleForm":
        """A scale as a form; the rows that it does not need are empty."""
        given: list[RatingCode | None] = [*scale.codes, *[None] * (MOST - len(scale.codes))]
        rows = [ScaleRow(number, _fields(number, one)) for number, one in enumerate(given, start=1)]
        return cls(scale, own, rows, tuple(RatingPattern), tuple(Rating))


def _fields(number: int, one: RatingCode | None) -> dict[str, str]:
    if one is None:
        empty = dict.fromkeys(("code", "en", "ko", "glyph", "number"), "")
        colours = {"light": "#5c5c5c", "light_tint": "#f1f1ec", "dark": "#a8a8a8", "dark_tint": "#26282b"}
        return {**empty, **colours, "key": str(number), "pattern": "solid", "means": "supported"}
    return {
        "key": str(number),
        "code": one.code,
        "en": one.label("en"),
        "ko": one.label("ko"),
        "glyph": one.glyph,
        "pattern": one.pattern.value,
        "light": one.colours.light,
        "light_tint": one.colours.light_tint,
        "dark": one.colours.dark,
        "dark_tint": one.colours.dark_tint,
        "number": "" if one.number is None else str(one.number),
        "means": one.means.value,
    }
