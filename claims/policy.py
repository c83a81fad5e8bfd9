"""What a desk asks for before a verdict counts, as data.

A policy is never changed, it gets a next version.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from claims.scale import STANDARD
from claims.vocab import Role


@dataclass(frozen=True, slots=True)
class Policy:
    """A version of the policy; the defaults are that of a desk that has chosen none.

    Attributes:
        version: counts from 1.
        scale: the name of the rating scale.
        scale_version: which version of it.
        approvals: how many other people must approve a verdict, 1 or more.
        origins: how many independent origins its evidence must come from; a rating that says there is not
            enough evidence needs none.
        rationale: how many characters the rationale must have.
        checklist: whether the four questions must be answered.
        blind: whether reviewers rate for themselves before they see the verdict.
        searches: how many logged searches "not enough evidence" needs where there is no evidence.
        overriders: the least role that may go on without enough origins, with a reason.
        alone: whether the author may review their own verdict: a desk of one. Every export says so.
    """

    version: int = 1
    scale: str = STANDARD
    scale_version: int = 1
    approvals: int = 1
    origins: int = 1
    rationale: int = 1
    checklist: bool = False
    blind: bool = False
    searches: int = 1
    overriders: Role = Role.EDITOR
    alone: bool = False


DEFAULT = Policy()


def policy_from(version: int, values: Mapping[str, Any]) -> Policy:
    """A policy from the values that JSON keeps of it; what it does not name is as it is by default."""
    known = {each.name for each in fields(Policy)} - {"version"}
    kept = {name: value for name, value in values.items() if name in known}
    if "overriders" in kept:
        kept["overriders"] = Role(kept["overriders"])
    return Policy(version=version, **kept)


def values_of(policy: Policy) -> dict[str, Any]:
    """All that a policy asks for, as JSON values; the version is no part of it."""
    values = asdict(policy)
    del values["version"]
    return values | {"overriders": policy.overriders.value}


def basis_of(policy: Policy) -> dict[str, Any]:
    """What of a policy a sign-off is bound to beside the scale: whatever is not as it is by default.

    So a signature of a desk that never chose a policy stays what it was before there were any.
    """
    usual = values_of(DEFAULT)
    values = values_of(policy)
    scale = {"scale", "scale_version"}
    return {name: values[name] for name in values if name not in scale and values[name] != usual[name]}
