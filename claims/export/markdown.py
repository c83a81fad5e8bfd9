"""A release as one Markdown text, for reading and for pasting."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from claims.export.frozen import (
    ALONE,
    Frozen,
    approvers,
    claims_of,
    is_alone,
    number_of,
    quote_of,
    source_of,
    web_address,
)


def to_markdown(records: Iterable[str], about: dict[str, Any]) -> Iterator[str]:
    """A heading a claim, its verdict, its evidence. Every word of the record is escaped, so nothing of
    it is taken for markup.
    """
    made = about.get("set", {})
    yield f"# {plain(made.get('title', ''))}\n\n"
    if made.get("description"):
        yield plain(made["description"]) + "\n\n"
    told = [
        about.get("version", ""),
        about["created_at"][:10],
        about["organisation"],
        made.get("licence", ""),
    ]
    yield " · ".join(plain(word) for word in told if word) + "\n"
    began = False
    for claim in claims_of(records):
        if not claim.get("withdrawn"):
            yield "".join(_claim(claim))
            continue
        yield ("" if began else "\n# Withdrawn\n") + _withdrawn(claim)
        began = True


def _withdrawn(claim: Frozen) -> str:
    told = claim["withdrawn"]
    since = f"Withdrawn {plain(told['at'][:10])} in version {plain(told['version'])}; it was rated"
    why = plain(told["reason"])
    return (
        f"\n## {plain(claim['text'])}\n\n{since} “{plain(claim['rating_label'])}”: {why}\n\n"
        f"Claim `{re.sub('[^0-9A-Za-z_-]', '', claim['id'])}`\n"
    )


#: All ASCII punctuation may be escaped in Markdown; what cannot be markup anywhere reads better bare.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~=&:@$^\"\'])")


def plain(words: str) -> str:
    """Words on one line that Markdown shows as they are."""
    return _MARKUP.sub(r"\\\1", " ".join(words.split()))


def _claim(claim: Frozen) -> Iterator[str]:
    yield f"\n## {plain(claim['text'])}\n\n"
    yield f"**{plain(claim['rating_label'])}**, as of {plain(claim['as_of'])}\n\n"
    if claim["rationale"]:
        yield plain(claim["rationale"]) + "\n\n"
    yield from _beside(claim)
    said = [claim["claimant"], claim["article_title"], claim["article_outlet"], claim["article_published_on"]]
    if told := ", ".join(plain(word) for word in said if word):
        yield f"Said by: {told}\n\n"
    for found in claim["evidence"]:
        yield _evidence(found, number_of(claim, found))
    for search in claim["searches"]:
        yield f"- searched: {plain(search)}\n"
    signed = ", ".join(map(plain, (claim["verdict_author"], *approvers(claim))))
    alone = f" {ALONE}" if is_alone(claim) else ""
    yield f"\nSigned by {signed}.{alone} Claim `{re.sub('[^0-9A-Za-z_-]', '', claim['id'])}`\n"


def _beside(claim: Frozen) -> Iterator[str]:
    """What a verdict says beside its rationale; a claim of before has nothing of it."""
    told = {
        "For readers": claim.get("conclusion", ""),
        "Correction": claim.get("correction_note", "") or claim.get("correction", ""),
        "What to know": ", ".join(flag.replace("_", " ") for flag in claim.get("flags", ())),
        "How sure": claim.get("confidence", ""),
        "Why fewer independent origins will do": claim.get("override_reason", ""),
    }
    if claim.get("correction") and claim.get("correction_note"):
        told["Correction"] = f"{claim['correction']}: {claim['correction_note']}"
    for name, words in told.items():
        if words:
            yield f"{name}: {plain(words)}\n\n"


def _evidence(found: Frozen, number: str) -> str:
    source = source_of(found)
    quote, said = quote_of(found), found.get("paraphrase", "")
    words = f"“{plain(quote)}”" if quote else f"in our words: {plain(said)}"
    named = [source.title, source.author, source.publisher, source.published_on, found["locator"]]
    told = ", ".join(plain(word) for word in named if word)
    link = f" <{_link(source.url)}>" if web_address(source.url) else ""
    cited = f"{plain(number)} " if number else ""
    return f"- {cited}{plain(found['stance'])}: {words} — {told}{link}\n"


def _link(url: str) -> str:
    """An address that cannot end its angle brackets early."""
    return re.sub(
        r"[\s<>\\\x00-\x1f]", lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), url
    )
