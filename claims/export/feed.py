"""An Atom feed of a set's releases, and of what they corrected."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from claims.export.frozen import file_name, web_address
from claims.export.html import clean, text


@dataclass(frozen=True, slots=True)
class Edition:
    """A release of the set, this one or one before it."""

    version: str
    at: str
    claims: int
    manifest_sha256: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A claim whose verdict is another than in the release before, or that was taken out (`now` is "").

    `why` is the reason that was given for taking it out, if there was one.
    """

    version: str
    at: str
    claim_id: str
    text: str
    was: str
    now: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """What the feed tells, oldest first."""

    editions: tuple[Edition, ...] = ()
    corrections: tuple[Correction, ...] = ()


def atom(about: dict[str, Any], news: News) -> Iterator[str]:
    """The feed, newest first; times are those of the releases.

    Source:
        RFC 4287.
    """
    made = about.get("set", {})
    urn = f"urn:claimdesk:set:{file_name(made.get('id', '') or 'set')}"
    base = web_address(about["public_url"]).rstrip("/")
    yield '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
    yield _line("id", urn) + _line("title", made.get("title", "") or "Claims")
    yield _line("updated", _time(about["created_at"]))
    author = about["organisation"] or about.get("created_by", "") or "Claimdesk"
    yield f"<author>{_line('name', author)}</author>\n"
    yield f'<link rel="alternate" href="{text(base + "/" if base else "")}index.html"/>\n'
    if base:
        yield f'<link rel="self" href="{text(base)}/feed.xml"/>\n'
    corrections = sorted(news.corrections, key=lambda one: one.at, reverse=True)
    for one in corrections:
        yield _correction(urn, base, one)
    for edition in reversed(news.editions):
        yield _edition(urn, base, edition)
    yield "</feed>\n"


def _correction(urn: str, base: str, one: Correction) -> str:
    what = f"{one.was} → {one.now}" if one.now else f"taken out; it was {one.was}"
    what = f"{what}. Why: {one.why}" if one.why else what
    name = file_name(one.claim_id)
    link = f"claims/{name}.html" if one.now or one.why else "index.html"
    return _entry(
        f"{urn}:{one.version}:correction:{name}",
        f"{'Corrected' if one.now else 'Withdrawn'}: {one.text}",
        one.at,
        f"{base + '/' if base else ''}{link}",
        what,
    )


def _edition(urn: str, base: str, edition: Edition) -> str:
    claims = "claim" if edition.claims == 1 else "claims"
    return _entry(
        f"{urn}:{edition.version}",
        f"Version {edition.version}",
        edition.at,
        f"{base + '/' if base else ''}index.html",
        f"{edition.claims} {claims}. SHA-256 of the manifest: {edition.manifest_sha256}",
    )


def _entry(urn: str, title: str, at: str, link: str, summary: str) -> str:
    return (
        "<entry>\n"
        + _line("id", urn)
        + _line("title", title)
        + _line("updated", _time(at))
        + f'<link href="{text(link)}"/>\n'
        + _line("summary", summary)
        + "</entry>\n"
    )


def _line(name: str, words: str) -> str:
    return f"<{name}>{text(' '.join(clean(words).split()))}</{name}>\n"


def _time(at: str) -> str:
    """A time as RFC 3339 has it; those of records are UTC with or without saying so."""
    return at if at.endswith("Z") or "+" in at[10:] else f"{at}Z"
