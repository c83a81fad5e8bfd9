"""What a foreign file says of a claim, as values; and the one way in which foreign words are taken."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from claims.digest import digest_of, sha256
from claims.errors import InputError

#: The longest wording of a claim, the longest line and the longest text beside it, in code points.
WORDING, LINE, PROSE = 2_000, 500, 20_000
#: So many links to evidence a lead keeps.
LINKS = 100

#: What PostgreSQL cannot hold, and what no encoding can write.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class LeadLink:
    """Something others rest their rating on; `says` is the quote or answer, `asked` the question to it."""

    url: str = ""
    title: str = ""
    says: str = ""
    asked: str = ""


@dataclass(frozen=True, slots=True)
class LeadDraft:
    """A claim as somebody else's file has it, with what they say of it. All but `text` may be "".

    `url` is where they published their check, `appeared_at` where the claim was made. Days are ISO 8601
    where they could be read, else as they came. `foreign_id` is the file's own name for the claim;
    where `is_global` it means the same claim in every file. `record` is our own line of JSON.
    """

    text: str
    foreign_id: str = ""
    is_global: bool = False
    language: str = ""
    claimant: str = ""
    kinds: tuple[str, ...] = ()
    rating: str = ""
    rater: str = ""
    rater_url: str = ""
    url: str = ""
    published_on: str = ""
    appeared_at: str = ""
    appeared_on: str = ""
    explanation: str = ""
    links: tuple[LeadLink, ...] = ()
    record: str = ""

    @property
    def known_by(self) -> str:
        """What it is recognised by when it comes again: a SHA-256."""
        if self.is_global:
            return digest_of(["id", self.foreign_id])
        return digest_of(["said", self.text, self.rater, self.url, self.foreign_id])

    @property
    def digest(self) -> str:
        """The SHA-256 of all that is said."""
        return sha256(self.record.encode()) if self.record else digest_of(self.plain())

    def plain(self) -> list[Any]:
        """All of it as JSON has it, without names; `of_plain` undoes it."""
        # dataclasses.asdict copies its way down, which takes longer than reading the claim did.
        return [getattr(self, name) for name in _FIELDS] + [
            [[link.url, link.title, link.says, link.asked] for link in self.links]
        ]

    @classmethod
    def of_plain(cls, plain: list[Any]) -> "LeadDraft":
        """The draft that was made plain."""
        *values, links = plain
        named = dict(zip(_FIELDS, values, strict=True))
        named["kinds"] = tuple(named["kinds"])
        return cls(**named, links=tuple(LeadLink(*link) for link in links))


_FIELDS = tuple(field.name for field in fields(LeadDraft) if field.name != "links")


@dataclass(frozen=True, slots=True)
class Row:
    """A row that was read, by its number from 1: the claim, or why it is left out.

    `breaks` says that the file as a whole cannot be trusted because of it.
    """

    number: int
    claim: LeadDraft | None = None
    why: str = ""
    breaks: bool = False


def words(value: Any, limit: int = LINE) -> str:
    """A foreign value as one line of text: white space folded, cut with "…" at the limit.

    Raises:
        InputError: if it holds NUL or half a character.
    """
    return _cut(" ".join(_plain(value).split()), limit)


def prose(value: Any, limit: int = PROSE) -> str:
    """A foreign value as text with LF line ends, cut with "…" at the limit."""
    return _cut(_plain(value).replace("\r\n", "\n").replace("\r", "\n").strip(), limit)


def _plain(value: Any) -> str:
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return ""
    text = str(value)
    if _UNSTORABLE.search(text):
        raise InputError("it holds NUL or half a character, which cannot be stored")
    return text


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


_DAY_FIRST = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})")


def day(value: Any) -> str:
    """A foreign day as ISO 8601 if it says one, day before month where both are numbers; else as it came."""
    text = words(value, 40)
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        pass
    try:
        found = _DAY_FIRST.fullmatch(text)
        return date(int(found[3]), int(found[2]), int(found[1])).isoformat() if found else text
    except ValueError:
        return text


def row_of(number: int, draft: LeadDraft) -> Row:
    """A row for a draft; one without a wording, or with too long a one, is left out."""
    if not any(sign.isalnum() for sign in draft.text):
        return Row(number, why="there is no claim in it")
    if len(draft.text) > WORDING:
        return Row(number, why=f"its claim has more than {WORDING:,} characters")
    return Row(number, draft)


def linked(links: Iterable[LeadLink]) -> tuple[LeadLink, ...]:
    """The first links that say anything, each once."""
    return tuple(dict.fromkeys(link for link in links if link != LeadLink()))[:LINKS]
