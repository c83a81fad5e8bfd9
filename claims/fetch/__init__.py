"""Fetching a document from the public internet, guarded (ADR 15).

It stands beside the store: it speaks to the world, so it is no pure room, and only the desk opens it.
"""

from claims.fetch.guard import fetch
from claims.fetch.networks import is_public
from claims.fetch.pace import Pace
from claims.fetch.values import Connect, Connection, Fetched, FetchRules, Hop, Limits, Resolve

__all__ = [
    "Connect",
    "Connection",
    "FetchRules",
    "Fetched",
    "Hop",
    "Limits",
    "Pace",
    "Resolve",
    "fetch",
    "is_public",
]
