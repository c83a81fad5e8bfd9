"""What the desk goes by: the policy in force, and the rating scales that verdicts are given on."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session

from claims import policy as policies
from claims import scale as scales
from claims import store
from claims.desk import fields, signing
from claims.errors import InputError
from claims.models import PolicyVersion, RatingScale, User
from claims.policy import DEFAULT, Policy
from claims.scale import RatingCode, Scale
from claims.vocab import Role

#: The least and the most that a policy may ask for, by its numbers.
POLICY_BOUNDS: Mapping[str, tuple[int, int]] = {
    "approvals": (1, 9),
    "origins": (1, 9),
    "rationale": (1, 5_000),
    "searches": (0, 20),
}
#: What a policy asks for or does not.
POLICY_SWITCHES = ("checklist", "blind", "alone")
#: Who may be let go on without enough origins.
OVERRIDERS = (Role.REVIEWER, Role.EDITOR, Role.ADMIN)


@dataclass(frozen=True, slots=True)
class PolicyStep:
    """A version of the policy and what it changed, each as (name, was, is); `made` is None for the first."""

    policy: Policy
    made: PolicyVersion | None
    who: str
    changed: tuple[tuple[str, Any, Any], ...]


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """The policy in force, the scales it can choose from, and how it came to be, newest first.

    `signed` is how many claims are verified now: a new version turns them all stale.
    """

    policy: Policy
    scale: Scale
    scales: Sequence[Scale]
    signed: int
    steps: Sequence[PolicyStep]


@dataclass(frozen=True, slots=True)
class ScalesPage:
    """The scale in force, those that every desk has, and the newest version of each that the team made."""

    policy: Policy
    scale: Scale
    presets: Sequence[Scale]
    own: Sequence[Scale]


def policy_now(session: Session) -> Policy:
    """The policy in force."""
    return store.rules.policy(session)


def scale_of(session: Session, name: str, version: int) -> Scale:
    """A version of a rating scale.

    Raises:
        NotFoundError: if there is none.
    """
    return store.rules.scale(session, name, version)


def open_policy(session: Session) -> PolicyPage:
    """The policy in force and every version before it."""
    policy = store.rules.policy(session)
    return PolicyPage(
        policy,
        store.rules.scale(session, policy.scale, policy.scale_version),
        _offered(session, policy),
        store.verdicts.count_verified(session),
        _steps(session),
    )


def _offered(session: Session, policy: Policy) -> list[Scale]:
    """The scales that can be chosen; the one in force is among them, also where there is a newer version."""
    every = [*scales.presets().values(), *store.rules.own_scales(session)]
    in_force = store.rules.scale(session, policy.scale, policy.scale_version)
    return every if in_force in every else [*every, in_force]


def _steps(session: Session) -> list[PolicyStep]:
    before, steps = DEFAULT, [PolicyStep(DEFAULT, None, "", ())]
    for made, who in reversed(store.rules.policies_made(session)):
        policy = policies.policy_from(made.version, made.content)
        steps.append(PolicyStep(policy, made, who, _changes(before, policy)))
        before = policy
    return steps[::-1]


def _changes(before: Policy, after: Policy) -> tuple[tuple[str, Any, Any], ...]:
    was, now = policies.values_of(before), policies.values_of(after)
    return tuple((name, was[name], now[name]) for name in now if was[name] != now[name])


def change_policy(session: Session, seen: int, changed: Mapping[str, Any], note: str, who: User) -> Policy:
    """Ask for something else from now on; every claim that is verified turns stale.

    Args:
        session: the unit of work.
        seen: the version that the person changed.
        changed: values by the names of `Policy`; the others stay.
        note: why, for whoever reads the versions later; may be empty.
        who: the person.

    Raises:
        InputError: if a value is out of bounds, there is no such scale, or nothing changes.
        ConflictError: if somebody saved another version in between.
    """
    before = store.rules.policy(session)
    fields.check_version(before.version, seen)
    after = replace(before, version=before.version + 1, **changed)
    _check(session, after)
    said = fields.prose(note, "note", limit=2_000).strip()
    steps = _changes(before, after)
    if not steps:
        raise InputError("nothing would change", "note")
    content = policies.values_of(after)
    made = PolicyVersion(version=after.version, content=content, note=said, made_by_id=who.id or 0)
    session.add(made)
    session.flush()
    stale = signing.settle_everything(session)
    store.events.record(
        session,
        who,
        "changed",
        "policy",
        str(after.version),
        changed={name: [was, now] for name, was, now in steps},
        stale=stale,
    )
    return after


def _check(session: Session, policy: Policy) -> None:
    for name, (low, high) in POLICY_BOUNDS.items():
        if not low <= getattr(policy, name) <= high:
            raise InputError(f"from {low} to {high:,}", name)
    if policy.overriders not in OVERRIDERS:
        raise InputError("choose one of these", "overriders")
    if policy.alone and (policy.blind or policy.approvals > 1):
        raise InputError("who works alone can neither review blind nor have more than one approval", "alone")
    store.rules.scale(session, policy.scale, policy.scale_version)


# Scales


def open_scales(session: Session) -> ScalesPage:
    """Every rating scale that there is."""
    policy = store.rules.policy(session)
    return ScalesPage(
        policy,
        store.rules.scale(session, policy.scale, policy.scale_version),
        list(scales.presets().values()),
        store.rules.own_scales(session),
    )


def make_scale(session: Session, title: str, rows: Mapping[int, RatingCode], who: User) -> Scale:
    """Make a scale of the team's own; its name is made of its title.

    Args:
        session: the unit of work.
        title: how it is called.
        rows: its ratings in the order of their keys, by the numbers of the form's rows they stand in.
        who: the person.

    Raises:
        InputError: naming the first field that is wrong.
    """
    called = fields.line(title, "title", required=True, limit=60)
    name = re.sub(r"[^a-z0-9]+", "-", called.casefold()).strip("-")[:40] or "scale"
    taken = {*scales.presets(), *(scale.name for scale in store.rules.own_scales(session))}
    if name in taken:
        raise InputError("there is a scale of this name; edit that one, or call this otherwise", "title")
    return _keep(session, Scale(name, 1, called, ()), rows, who, "made")


def edit_scale(
    session: Session, name: str, seen: int, title: str, rows: Mapping[int, RatingCode], who: User
) -> Scale:
    """Make the next version of a scale of the team's own; verdicts of before keep theirs.

    Raises:
        NotFoundError: if the team has no such scale.
        InputError: naming the first field that is wrong.
        ConflictError: if somebody made another version in between.
    """
    newest = store.rules.newest_scale(session, name)
    fields.check_version(newest.version, seen)
    called = fields.line(title, "title", required=True, limit=60)
    after = replace(newest, version=newest.version + 1, title=called)
    return _keep(session, after, rows, who, "changed")


def _keep(session: Session, scale: Scale, rows: Mapping[int, RatingCode], who: User, verb: str) -> Scale:
    written = {number: replace(one, labels=_labels(one, number)) for number, one in rows.items()}
    scales.check_codes(written)
    made = replace(scale, codes=tuple(written.values()))
    content = scales.values_of(made)
    row = RatingScale(name=made.name, version=made.version, content=content, made_by_id=who.id or 0)
    session.add(row)
    store.events.record(session, who, verb, "scale", made.name, version=made.version)
    return made


def _labels(one: RatingCode, number: int) -> dict[str, str]:
    return {language: fields.line(words, f"{language}-{number}") for language, words in one.labels.items()}


def own_scale(session: Session, name: str) -> Scale:
    """The newest version of a scale that the team made.

    Raises:
        NotFoundError: if it made none of this name.
    """
    return store.rules.newest_scale(session, name)


def newest_scale(session: Session, name: str) -> Scale:
    """The newest version of a scale.

    Raises:
        NotFoundError: if there is none.
    """
    return scales.presets().get(name) or store.rules.newest_scale(session, name)
