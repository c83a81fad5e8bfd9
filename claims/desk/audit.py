"""Look whether the trail is as it was written."""

import json
import re
from collections.abc import Collection

from sqlmodel import Session

from claims import store
from claims.errors import InputError
from claims.store.chain import Trail

_HEAD = re.compile(r"[0-9a-f]{64}")


def check_trail(session: Session, heads: Collection[str] = ()) -> Trail:
    """Walk the whole trail, and name the first row that does not hold.

    The trail shows every change but one: a cut-off end, or an end written anew, is whole in itself.
    Only a head noted before shows those: each release holds one, and `heads` are those kept elsewhere.

    Args:
        session: one that reads.
        heads: hashes that `claimdesk audit head` gave or a manifest holds as `audit_head`.

    Raises:
        InputError: if a head is none.
    """
    for head in heads:
        if not _HEAD.fullmatch(head):
            raise InputError(f"“{head}” is no head of a trail: one has 64 digits, 0 to 9 and a to f", "head")
    return store.chain.walk(session, {*heads, *_released(session)})


def _released(session: Session) -> set[str]:
    """The heads that releases were made at; one of before they were noted has none."""
    manifests = map(json.loads, store.sets.manifests(session))
    return {head for manifest in manifests if (head := manifest.get("audit_head"))}


def trail_head(session: Session) -> str:
    """The hash of the newest event: whoever keeps it can tell later whether the end was cut off."""
    return store.events.head(session)
