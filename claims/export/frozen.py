"""A frozen claim: how it is written, how it is read, and what no file may say of its sources."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import is_dataclass
from typing import Any, NamedTuple

from claims.digest import canonical, sha256
from claims.models import ClaimRecord
from claims.vocab import Rating

#: A claim as its line of canonical JSON has it.
Frozen = dict[str, Any]

#: What stands where a source may not be named.
PROTECTED = "protected source"

#: What a protected evidence loses before it is frozen: whatever tells whose words these are, or where.
_HIDDEN = (
    "source_title",
    "source_author",
    "source_publisher",
    "source_url",
    "source_published_on",
    "origin_group",
    "locator",
    "prefix",
    "suffix",
)
_TOLD = ("note", "paraphrase", "question", "answer")
#: What a verdict says in words.
_WRITTEN = ("rationale", "conclusion", "override_reason", "correction_note")

#: What every file says of a claim whose author may have reviewed it.
ALONE = "Signed under a policy that lets authors review their own verdicts."


class Named(NamedTuple):
    """A source as a file may give it; all empty but the title if it is protected."""

    title: str
    author: str = ""
    publisher: str = ""
    url: str = ""
    published_on: str = ""


def freeze(record: ClaimRecord) -> str:
    """Write a claim as the one line of canonical JSON that a release keeps.

    A protected source is not named in it: its description is left out, and its names are struck
    from what reviewers wrote. The words of the article stay as they are.
    """
    return canonical(_unnamed(_plain(record)))


def _plain(record: Any) -> Frozen:
    """A record as a value that JSON can be written of; nothing is copied, as `asdict` would."""
    return {name: _value(getattr(record, name)) for name in record.__slots__}


def _value(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_value(one) for one in value]
    return _plain(value) if is_dataclass(value) else value


def _unnamed(claim: Frozen) -> Frozen:
    names = {
        name
        for found in claim["evidence"]
        if found["protected"]
        for name in (found["source_title"], found["source_author"], found["source_publisher"])
        if len(name.strip()) > 2 and name != PROTECTED
    }
    if not any(found["protected"] for found in claim["evidence"]):
        return claim
    strike = _striker(names)
    return claim | {
        "evidence": [_hidden(found, strike) for found in claim["evidence"]],
        **{name: strike(claim[name]) for name in _WRITTEN},
        "checklist": {question: strike(answer) for question, answer in claim["checklist"].items()},
        "searches": [strike(search) for search in claim["searches"]],
        "reviews": [_struck(review, strike) for review in claim["reviews"]],
    }


def _struck(review: Frozen, strike: Any) -> Frozen:
    """A review without the names, wherever somebody wrote them."""
    comments = [_words_struck(one, strike) for one in review["comments"]]
    decided = review["adjudication"]
    noted = _words_struck(decided, strike) if decided else decided
    return review | {"comment": strike(review["comment"]), "comments": comments, "adjudication": noted}


def _words_struck(told: Frozen, strike: Any) -> Frozen:
    return {name: strike(value) if isinstance(value, str) else value for name, value in told.items()}


def without_names(words: str, names: Iterable[str]) -> str:
    """Words that somebody wrote, with the names of protected sources struck from them."""
    told: str = _striker({name for name in names if len(name.strip()) > 2 and name != PROTECTED})(words)
    return told


def _striker(names: Iterable[str]) -> Any:
    if not (longest_first := sorted(names, key=lambda name: (-len(name), name))):
        return lambda words: words
    pattern = re.compile("|".join(re.escape(name.strip()) for name in longest_first), re.IGNORECASE)
    return lambda words: pattern.sub(f"[{PROTECTED}]", words)


def _hidden(found: Frozen, strike: Any) -> Frozen:
    struck = found | {name: strike(found[name]) for name in _TOLD}
    if not found["protected"]:
        return struck
    struck["exact"] = strike(found["exact"])
    return struck | dict.fromkeys(_HIDDEN, "") | {"sentences": ()}


def claims_of(records: Iterable[str]) -> Iterator[Frozen]:
    """Frozen lines as values, one at a time."""
    return map(json.loads, records)


def approvers(claim: Frozen) -> list[str]:
    """Who approved the verdict; it is told of whom that the verdict or the claim was their own."""
    approved = [review for review in claim["reviews"] if review["decision"] == "approve"]
    return [
        f"{review['reviewer']} (alone: no second person)" if review.get("alone") else review["reviewer"]
        for review in approved
    ]


def source_of(found: Frozen) -> Named:
    """The source of an evidence as a file may give it."""
    if found.get("protected"):
        return Named(PROTECTED)
    return Named(
        found["source_title"],
        found["source_author"],
        found["source_publisher"],
        found["source_url"],
        found["source_published_on"],
    )


def means_of(claim: Frozen) -> Rating:
    """What a rating means on the scale `standard-5`; in a claim of before there were others it is one."""
    return Rating(claim.get("rating_means") or claim["rating"])


def is_alone(claim: Frozen) -> bool:
    """Whether the author of its verdict was let review it."""
    return bool(claim.get("policy", {}).get("alone"))


def number_of(claim: Frozen, found: Frozen) -> str:
    """The number by which the rationale cites an evidence, as "[2]"; "" if it does not."""
    for number, public_id in claim.get("citations", {}).items():
        if public_id == found["id"]:
            return f"[{number}]"
    return ""


def quote_of(found: Frozen) -> str:
    """The words of the source; "" for a paraphrase, which is nobody's quote."""
    return "" if found.get("paraphrase") else str(found["exact"])


def web_address(url: str) -> str:
    """An address if it is one that a page may link to, else ""."""
    return url if re.match(r"https?://[^\s/]", url, re.IGNORECASE) else ""


def file_name(public_id: str) -> str:
    """A name for a file about the thing with this id, safe on every system."""
    if re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z_-]{0,63}", public_id):
        return public_id
    return sha256(public_id.encode())[:32]
