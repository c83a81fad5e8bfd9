"""A source about a harbour, and the claim's page beside which it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.vocab import ClaimStatus
from tests import factories
from tests.looks import written

if TYPE_CHECKING:
    from flask import Flask

    from claims.models import Claim, Source, User
    from tests.visitor import Visitor

TEXT = """Harbour log 🚢, page 12.

The pilot wrote: “The tide   was
four metres — the highest since 1911.” Café Nord stayed dry.

Nobody drowned. The ferry ran late. The ferry ran late.
"""
FIELDS = {
    "title": "Harbour log",
    "author": "P. Lot",
    "publisher": "Harbour office",
    "kind": "government",
    "url": "https://harbour.example/log?page=12",
    "language": "en",
    "published_on": "2021-04-01",
    "origin_group": "Pilot's diary",
    "protected": "",
    "interest_note": "",
}


def a_claim(app: Flask, status: ClaimStatus = ClaimStatus.ACCEPTED) -> Claim:
    return written(app, lambda session: factories.a_claim(session, status))


def a_source(app: Flask, me: User, text: str = TEXT, **typed: str) -> Source:
    return written(app, lambda session: factories.a_source(session, me, text, **typed))


def workbench(visitor: Visitor, claim: Claim, source: Source | None = None) -> Visitor:
    """Open a claim; with a source, the page on which it is read beside the claim."""
    visitor.get(f"/claims/{claim.public_id}")
    if source is not None:
        address = visitor.page.xpath("//a[@id='add-evidence']/@href")[0]
        visitor.get(f"{address}?source={source.public_id}")
    return visitor
