"""What a person chooses for themselves: looks, keys, and what counts in their own queue."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from sqlmodel import Session

from claims import store
from claims.desk import fields as typed_fields
from claims.errors import InputError
from claims.models import User
from claims.vocab import WorthReason

#: How much a reason can count in one's own queue; 1 is as it is for everybody.
COUNTS = (0.0, 0.5, 1.0, 2.0, 4.0)
#: The reasons that can be weighed: all but what any claim starts with.
WEIGHED = tuple(why for why in WorthReason if why is not WorthReason.START)
#: The closed choices, the first of each as it is unless somebody chooses.
CHOICES: dict[str, tuple[str, ...]] = {
    "theme": ("system", "light", "dark"),
    "density": ("comfortable", "compact"),
    "motion": ("system", "reduced"),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """A person's settings.

    `keys` maps actions to the keys they chose for them, `weights` the reasons of a check-worthiness
    to how much each counts in their own queue (1 as it is, 0 not at all).
    """

    theme: str = "system"
    density: str = "comfortable"
    motion: str = "system"
    keys_on: bool = True
    keys: Mapping[str, str] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)


def settings_of(user: User) -> Settings:
    """What a person chose; what they did not choose is as it is for everybody."""
    known = {each.name for each in fields(Settings)}
    return Settings(**{name: value for name, value in user.settings.items() if name in known})


def edit_settings(session: Session, rev: int, changed: Mapping[str, Any], who: User) -> User:
    """Change some of one's own settings; the others stay.

    Args:
        session: the unit of work.
        rev: the revision of the person that the form was made from.
        changed: values by the names of `Settings`; keys are checked by who offers them.
        who: the person.

    Raises:
        InputError: if a value is none of the choices.
        ConflictError: if they saved in another window in between.
    """
    user = store.people.get(session, who.public_id)
    typed_fields.check_rev(user, rev)
    for name, choices in CHOICES.items():
        if changed.get(name, choices[0]) not in choices:
            raise InputError("choose one of these", name)
    for name, count in changed.get("weights", {}).items():
        if name not in WEIGHED or count not in COUNTS:
            raise InputError("choose one of these", name)
    after = {**asdict(settings_of(user)), **changed}
    own = asdict(Settings())
    user.settings = {name: value for name, value in after.items() if value != own[name]}
    session.add(user)
    store.events.record(session, who, "changed settings of", "user", user.public_id)
    return user
