"""Where sources got it from: each chain of relays leads to one origin, however many links it has."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from claims.errors import InputError


def origin_keys(relayed_from: Mapping[str, str], groups: Mapping[str, str]) -> dict[str, str]:
    """Give each source its origin's key; sources with one key are one origin.

    Args:
        relayed_from: for a source the one it got it from; a source that is not in it is a root.
        groups: for every source its origin group, "" if none; sources of one group are one origin.

    Returns:
        For each source named in either a group of its origin, folded, that of a root with relays first;
        where no source of it has a group, the smallest id among its roots.

    Raises:
        InputError: if the relays go round in a circle.
    """
    chains = {source: chain_of(source, relayed_from) for source in sorted({*relayed_from, *groups})}
    chains |= {chain[-1]: chain[-1:] for chain in chains.values() if chain[-1] not in chains}
    parts = _joined(
        [
            *chains.values(),
            *([f"={_folded(groups[one])}", one] for one in chains if _folded(groups.get(one, ""))),
        ]
    )
    roots = [{chain[-1] for chain in chains.values() if len(chain) > least} for least in (1, 0)]
    return {source: _key(parts[source], roots, groups) for source in chains}


def chain_of(source: str, relayed_from: Mapping[str, str]) -> list[str]:
    """A source and those it got it from, one after the other; the last is the root.

    Raises:
        InputError: if the relays go round in a circle.
    """
    chain = [source]
    while (before := relayed_from.get(chain[-1])) is not None:
        if before in chain:
            raise InputError("a source cannot have it from itself, not even through others", "relayed_from")
        chain.append(before)
    return chain


def check_relay(source: str, before: str, relayed_from: Mapping[str, str]) -> None:
    """Refuse a relay that would close a circle.

    Raises:
        InputError: if `before` has it from `source`, or is it.
    """
    chain_of(source, {**relayed_from, source: before})


def independent(used: Iterable[str], relayed_from: Mapping[str, str], groups: Mapping[str, str]) -> int:
    """How many independent origins stand behind the sources of some evidence: "4 sources, 1 origin"."""
    used = set(used)
    keys = origin_keys(relayed_from, {**dict.fromkeys(used, ""), **groups})
    return len({keys[source] for source in used})


def _folded(group: str) -> str:
    return " ".join(group.split()).casefold()


def _joined(rows: Iterable[list[str]]) -> dict[str, frozenset[str]]:
    """For each name all that are joined with it, by whatever rows."""
    leader: dict[str, str] = {}

    def lead(one: str) -> str:
        while leader.setdefault(one, one) != one:
            leader[one] = one = leader[leader[one]]
        return one

    for row in rows:
        for one in row:
            leader[lead(one)] = lead(row[0])
    parts = defaultdict(set)
    for one in list(leader):
        parts[lead(one)].add(one)
    return {one: frozenset(part) for part in parts.values() for one in part}


def _key(part: frozenset[str], roots: Sequence[set[str]], groups: Mapping[str, str]) -> str:
    """The name of what is one origin: `roots` are those that others relay, then all."""
    named = [[_folded(groups.get(one, "")) for one in part & some] for some in (*roots, part)]
    return next((min(filter(None, names)) for names in named if any(names)), "") or min(part & roots[1])
