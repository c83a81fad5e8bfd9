"""What the queue can be asked for, as an address says it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from claims.errors import NotFoundError
from claims.folding import fold
from claims.vocab import OPEN_STATUSES, ClaimKind, ClaimStatus, Due, Hedge, StatusGroup

#: What stands for people who have no id of their own in an address.
ME, NOBODY = "me", "nobody"
#: The longest words that are looked for, in code points.
LONGEST = 200

_ID = re.compile(r"[0-9A-Z]{26}")
_SHARE = re.compile(r"0(\.[0-9]{1,2})?|1(\.0{1,2})?")


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which claims a list holds. A field that is not asked for is None, "" for words and ids.

    `assignee` is "me", "nobody" or a public id, `article` and `set` are public ids; `worth` is the least
    check-worthiness, 0 to 1; `dated` and `counted` say whether there is a date and a number.
    """

    status: ClaimStatus | StatusGroup = ClaimStatus.PROPOSED
    assignee: str = ""
    article: str = ""
    kind: ClaimKind | None = None
    claimant: str = ""
    hedge: Hedge | None = None
    dated: bool | None = None
    counted: bool | None = None
    worth: float | None = None
    due: Due | None = None
    set: str = ""
    tag: str = ""
    q: str = ""

    @classmethod
    def of(cls, typed: Mapping[str, str]) -> "QueueFilter":
        """Read an address; names that are no filter are left alone, and so are empty values.

        Raises:
            NotFoundError: if a value means nothing.
        """
        asked = {name: value for name, value in typed.items() if name in _READ}
        kept = {name: value for name, value in asked.items() if value or name == "status"}
        return cls(**{name: _READ[name](value) for name, value in kept.items()})

    def as_query(self) -> dict[str, str]:
        """The names and values of the address, the status always, of the rest what is asked for."""
        return {"status": self.status.value} | {name: self._said(name) for name in self.chosen()}

    def as_text(self) -> str:
        """The address after the question mark."""
        return urlencode(self.as_query())

    def chosen(self) -> tuple[str, ...]:
        """The names of what is asked for beside the status, in a fixed order."""
        named = (field.name for field in fields(self) if field.name != "status")
        return tuple(name for name in named if getattr(self, name) not in (None, ""))

    def without(self, name: str) -> "QueueFilter":
        """The same, not asking for this."""
        return replace(self, **{name: getattr(QueueFilter(), name)})

    def lists(self, status: ClaimStatus) -> bool:
        """Whether a claim of this status is in the list, whatever else the filter asks for."""
        if self.status is StatusGroup.OPEN:
            return status in OPEN_STATUSES
        return self.status in (StatusGroup.ALL, status)

    def with_status(self, status: ClaimStatus | StatusGroup) -> "QueueFilter":
        """The same with another status."""
        return replace(self, status=status)

    def _said(self, name: str) -> str:
        value = getattr(self, name)
        if isinstance(value, bool):
            return "yes" if value else "no"
        return f"{value:g}" if isinstance(value, float) else str(value)


def _nothing() -> NotFoundError:
    return NotFoundError("there is no such list")


def _one_of(*kinds: type[StrEnum]) -> Callable[[str], StrEnum]:
    def read(value: str) -> StrEnum:
        for kind in kinds:
            if value in [member.value for member in kind]:
                return kind(value)
        raise _nothing()

    return read


def _id(value: str) -> str:
    if not _ID.fullmatch(value):
        raise _nothing()
    return value


def _person(value: str) -> str:
    return value if value in (ME, NOBODY) else _id(value)


def _yes(value: str) -> bool:
    if value not in ("yes", "no"):
        raise _nothing()
    return value == "yes"


def _share(value: str) -> float:
    if not _SHARE.fullmatch(value):
        raise _nothing()
    return float(value)


def _text(value: str) -> str:
    """Words to look for; what cannot stand in a database is in no claim."""
    if len(value) > LONGEST or "\0" in value or any("\ud800" <= char <= "\udfff" for char in value):
        raise _nothing()
    return value


def _folding(value: str) -> str:
    """Words of which something is left when they are compared."""
    if not fold(_text(value)).split():
        raise _nothing()
    return value


_READ: dict[str, Callable[[str], Any]] = {
    "status": _one_of(ClaimStatus, StatusGroup),
    "assignee": _person,
    "article": _id,
    "kind": _one_of(ClaimKind),
    "claimant": _folding,
    "hedge": _one_of(Hedge),
    "dated": _yes,
    "counted": _yes,
    "worth": _share,
    "due": _one_of(Due),
    "set": _id,
    "tag": _folding,
    "q": _text,
}
