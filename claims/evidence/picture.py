"""The picture of where a claim's evidence comes from: boxes in layers, left to right, as plain numbers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

#: More boxes than this nobody reads; the rest of a layer is one box with a number.
MOST = 40
#: A box, and the room between two, in the picture's own units.
WIDTH, HEIGHT, ACROSS, DOWN = 168, 44, 64, 16

Kind = Literal["origin", "relay", "article", "claim"]


@dataclass(frozen=True, slots=True)
class Node:
    """What a box stands for. Origins and relays are told by the links; articles and claims come last."""

    id: str
    label: str
    kind: Kind = "relay"


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the picture; one that stands for several has their ids in `members` and no label."""

    id: str
    label: str
    kind: Kind
    layer: int
    x: int
    y: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A link from the right side of one box to the left side of another."""

    start: str
    end: str
    x1: int
    y1: int
    x2: int
    y2: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Boxes in reading order, layer by layer, and the lines between them."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def layout(nodes: Sequence[Node], links: Iterable[tuple[str, str]], most: int = MOST) -> Picture:
    """Lay out where a claim's evidence comes from: origins, relays, article, claim.

    Args:
        nodes: each once; at least one.
        links: from whom to whom it went, by ids; those with an unknown id are left out. They may not go
            round in a circle (`origins.chain_of` refuses that).
        most: how many boxes at most, at least 4.

    Returns:
        The same picture whatever order nodes and links come in.
    """
    known = {node.id: node for node in sorted(nodes, key=lambda node: (node.label.casefold(), node.id))}
    links = sorted({(one, other) for one, other in links if one in known and other in known and one != other})
    layers = _grouped(_layers(known, links, most - 3), most)
    boxes = _placed(layers, known, links)
    return _drawn(boxes, links)


def _layers(known: Mapping[str, Node], links: Sequence[tuple[str, str]], deepest: int) -> list[list[str]]:
    """Each node right of all that lead to it; articles and claims right of everything else."""
    depth = dict.fromkeys(known, 0)
    for _ in range(min(len(known), deepest)):  # one round more than the longest chain changes nothing
        for one, other in links:
            depth[other] = max(depth[other], min(depth[one] + 1, deepest))
    sources = [depth[one] for one, node in known.items() if node.kind in ("origin", "relay")]
    behind = max(sources, default=-1) + 1
    for one, node in known.items():
        depth[one] = behind if node.kind == "article" else behind + 1 if node.kind == "claim" else depth[one]
    layers: dict[int, list[str]] = defaultdict(list)
    for one in known:
        layers[depth[one]].append(one)
    return [layers[n] for n in sorted(layers)]


def _grouped(layers: list[list[str]], most: int) -> list[list[tuple[str, ...]]]:
    """The boxes of each layer, longest layers first cut so that there are not too many."""
    room = [len(layer) for layer in layers]
    while sum(room) > most and max(room) > 1:
        room[room.index(max(room))] -= 1
    return [
        [(one,) for one in layer]
        if len(layer) <= kept
        else [*((one,) for one in layer[: kept - 1]), tuple(layer[kept - 1 :])]
        for layer, kept in zip(layers, room, strict=True)
    ]


def _placed(
    layers: Sequence[Sequence[tuple[str, ...]]], known: Mapping[str, Node], links: Sequence[tuple[str, str]]
) -> list[Box]:
    """Boxes with their places: each layer in the order of what leads to it, and in the middle."""
    leading: dict[str, list[str]] = defaultdict(list)
    for one, other in links:
        leading[other].append(one)
    targets = {one for _, one in links}
    row: dict[str, float] = {}
    boxes: list[Box] = []
    tallest = max(map(len, layers), default=1)
    for n, layer in enumerate(layers):
        ordered = sorted(layer, key=lambda members: (_middle(members, leading, row), len(members) > 1))
        top = (tallest - len(layer)) * (HEIGHT + DOWN) // 2
        for at, members in enumerate(ordered):
            row.update((one, at + (tallest - len(layer)) / 2) for one in members)
            box = _box(members, n, known, targets)
            boxes.append(replace(box, x=n * (WIDTH + ACROSS), y=top + at * (HEIGHT + DOWN)))
    return boxes


def _middle(members: Sequence[str], leading: Mapping[str, Sequence[str]], row: Mapping[str, float]) -> float:
    rows = [row[before] for one in members for before in leading.get(one, ()) if before in row]
    return sum(rows) / len(rows) if rows else float(len(row))


def _box(members: tuple[str, ...], layer: int, known: Mapping[str, Node], targets: set[str]) -> Box:
    first = known[members[0]]
    kind = first.kind
    if kind in ("origin", "relay"):
        kind = "relay" if any(one in targets for one in members) else "origin"
    single = len(members) == 1
    return Box(first.id, first.label if single else "", kind, layer, 0, 0, () if single else members)


def _drawn(boxes: Sequence[Box], links: Sequence[tuple[str, str]]) -> Picture:
    of = {one: box for box in boxes for one in (box.members or (box.id,))}
    pairs = sorted({(of[one].id, of[other].id) for one, other in links if of[one] is not of[other]})
    by_id = {box.id: box for box in boxes}
    lines = tuple(
        Line(
            one,
            other,
            by_id[one].x + WIDTH,
            by_id[one].y + HEIGHT // 2,
            by_id[other].x,
            by_id[other].y + HEIGHT // 2,
        )
        for one, other in pairs
        if by_id[one].layer < by_id[other].layer
    )
    width = max((box.x for box in boxes), default=0) + WIDTH
    return Picture(width, max((box.y for box in boxes), default=0) + HEIGHT, tuple(boxes), lines)
