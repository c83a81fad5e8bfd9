"""Where sources have it from: chains of relays, texts that are nearly one text, and the picture of it all."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from sqlmodel import Session

from claims import evidence, store
from claims.desk import fields, signing
from claims.errors import InputError
from claims.evidence.picture import DOWN, HEIGHT
from claims.models import OriginAnswer, Source, User
from claims.models.base import now
from claims.store.claims import QueueRow
from claims.store.library import LibraryFilter
from claims.store.sources import EvidenceRow

#: How much of the shorter of two texts must stand in the other for them to be proposed as of one origin.
ALIKE = 0.5
#: Captures that share fewer marks are not looked at (one mark in eight is kept), and more proposals
#: nobody reads.
_SHARED, _PROPOSED = 3, 5
#: Sources that a search for "has it from" lists at most.
_FOUND = 20


@dataclass(frozen=True, slots=True)
class AlikeSource:
    """A source with nearly the text of another.

    `share` is how much of the shorter stands in the other, 0 to 1; `shared` the longest stretch of both.
    """

    source: Source
    share: float
    shared: str
    words: int


@dataclass(frozen=True, slots=True)
class OriginsPage:
    """Where a source has it from, and what people said.

    `chain` leads from the one it has it from to the root; `takers` have it from this one; `found` are
    those that a search names.
    """

    source: Source
    chain: Sequence[Source]
    takers: Sequence[Source]
    answers: Sequence[tuple[OriginAnswer, Source]]
    alike: Sequence[AlikeSource]
    words: str
    found: Sequence[Source]


def open_origins(session: Session, source_id: str, words: str = "") -> OriginsPage:
    """Where a source has it from; `words` search the library for the one to name.

    Raises:
        GoneError: if it was taken out, or merged into another.
    """
    source = store.sources.get(session, source_id)
    key = source.id or 0
    answers = store.origins.answers_of(session, key)
    chain = _chain(session, source)[1:]
    told = {source.id, *(other.id for _, other in answers), *(one.id for one in chain)}
    told |= {one.id for one in store.sources.taken_from(session, key)}
    found: Sequence[Source] = ()
    if words.strip():
        asked = LibraryFilter(words=" ".join(words[:200].split()[:10]))
        rows = store.library.page(session, asked, None, _FOUND + 1)
        found = [row.source for row in rows if row.source.id != key][:_FOUND]
    return OriginsPage(
        source,
        chain,
        store.sources.taken_from(session, key),
        answers,
        list(_alike(session, source, told)),
        words,
        found,
    )


def _chain(session: Session, source: Source) -> list[Source]:
    return _line(source, store.sources.lineage(session, [source.id or 0]))


def _line(source: Source, known: Mapping[int, Source]) -> list[Source]:
    """A source and those it has it from, one after the other; `known` is their lineage by key."""
    line = [source]
    while (above := known.get(line[-1].relayed_from_id or 0)) is not None and above not in line:
        line.append(above)
    return line


def _alike(session: Session, source: Source, told: set[int | None]) -> Iterator[AlikeSource]:
    """The sources whose newest text is nearly this one's, those that were told of left out."""
    snapshot = store.sources.newest_snapshot(session, source)
    marks = evidence.shingles(snapshot.text)
    for other, owner, _ in store.captures.sharing_marks(session, snapshot.id or 0, _SHARED, _PROPOSED * 2):
        share = evidence.alike(marks, evidence.shingles(other.text))
        if owner.id in told or share < ALIKE:
            continue
        told.add(owner.id)
        passage = evidence.shared_passage(snapshot.text, other.text)
        words = snapshot.text[slice(*passage.a)] if passage else ""
        yield AlikeSource(owner, share, words, passage.words if passage else 0)


def set_relay(session: Session, source_id: str, rev: int, from_id: str, who: User) -> Source:
    """Say which source one has its matter from; "" says that it has it from none.

    Raises:
        InputError: if it would have it from itself, be it through others.
        ConflictError: if somebody saved in between.
        GoneError: if either was taken out, or merged into another.
    """
    source = store.sources.get(session, source_id)
    fields.check_rev(source, rev)
    before = store.sources.get(session, from_id) if from_id else None
    if before is not None and source.id in {one.id for one in _chain(session, before)}:
        raise InputError("a source cannot have it from itself, not even through others", "from")
    was = store.sources.by_key(session, source.relayed_from_id) if source.relayed_from_id else None
    if (was and was.id) == (before and before.id):
        return source
    touched = {claim.id: claim for claim in store.origins.claims_touched(session, source.id or 0)}
    source.relayed_from_id = before.id if before else None
    session.add(source)
    store.events.record(
        session,
        who,
        "said where it has it from",
        "source",
        source_id,
        was=was.public_id if was else "",
        now=before.public_id if before else "",
    )
    session.flush()
    touched |= {claim.id: claim for claim in store.origins.claims_touched(session, source.id or 0)}
    signing.settle_all(session, touched.values())
    return source


def answer_origin(session: Session, source_id: str, other_id: str, who: User, *, same: bool) -> OriginAnswer:
    """Say of two sources that they are of one origin, or that they are not; the newest answer counts.

    Raises:
        InputError: if both are the same one.
        GoneError: if either was taken out, or merged into another.
    """
    source, other = store.sources.get(session, source_id), store.sources.get(session, other_id)
    if source.id == other.id:
        raise InputError("a source is of one origin with itself", "other")
    low, high = sorted((source.id or 0, other.id or 0))
    said = store.origins.answer(session, low, high)
    if said is not None and said.same is same:
        return said
    touched = {claim.id: claim for claim in store.origins.claims_touched(session, low)}
    said = said or OriginAnswer(source_id=low, other_id=high, same=same, by_id=who.id or 0)
    said.same, said.by_id, said.at = same, who.id or 0, now()
    session.add(said)
    verb = "said of one origin with another" if same else "said not of one origin with another"
    store.events.record(session, who, verb, "source", source_id, other=other_id)
    session.flush()
    touched |= {claim.id: claim for claim in store.origins.claims_touched(session, low)}
    signing.settle_all(session, touched.values())
    return said


# The picture


@dataclass(frozen=True, slots=True)
class ProvenancePage:
    """Where a claim's evidence comes from, as a picture and as a list.

    `chains` pair each source in use with those it has it from, the nearest first; `origins` counts.
    """

    row: QueueRow
    chains: Sequence[tuple[EvidenceRow, Sequence[Source]]]
    origins: int
    picture: evidence.Picture


def open_provenance(session: Session, claim_id: str) -> ProvenancePage:
    """Draw where the evidence of a claim comes from: origins, relays, article, claim."""
    row = store.queue.row(session, claim_id)
    rows = store.sources.evidence_of(session, row.claim.id or 0)
    used = {one.source.id: one for one in rows}
    known = store.sources.lineage(session, [one.source.id or 0 for one in rows])
    chains = [(one, _line(one.source, known)[1:]) for one in used.values()]
    nodes, links = _drawn(row, chains)
    picture = _article_apart(evidence.layout(nodes, links))
    return ProvenancePage(row, chains, evidence.count_origins(one.origin for one in rows), picture)


def _article_apart(picture: evidence.Picture) -> evidence.Picture:
    """The same with the article in a row of its own below, so that no line of a source crosses it."""
    y = picture.height + DOWN
    apart = {box.id for box in picture.boxes if box.kind == "article"}
    boxes = [replace(box, y=y) if box.id in apart else box for box in picture.boxes]
    lines = [replace(line, y1=y + HEIGHT // 2) if line.start in apart else line for line in picture.lines]
    return replace(picture, height=y + HEIGHT, boxes=tuple(boxes), lines=tuple(lines))


def _drawn(
    row: QueueRow, chains: Iterable[tuple[EvidenceRow, Sequence[Source]]]
) -> tuple[list[evidence.Node], list[tuple[str, str]]]:
    """What stands in the picture: each source once, what names or joins origins before them."""
    claim, article = row.claim.public_id, row.article.public_id
    nodes = {
        article: evidence.Node(article, row.article.title, "article"),
        claim: evidence.Node(claim, row.version.text, "claim"),
    }
    links = [(article, claim)]
    for found, above in chains:
        line = [*reversed(above), found.source]
        nodes |= {one.public_id: evidence.Node(one.public_id, one.title) for one in line}
        links += [(one.public_id, other.public_id) for one, other in pairwise(line)]
        links.append((found.source.public_id, claim))
        root = line[0]
        if group := root.origin_group.strip():
            nodes[f"group {group.casefold()}"] = evidence.Node(f"group {group.casefold()}", group)
            links.append((f"group {group.casefold()}", root.public_id))
        if found.joined:
            nodes[f"joined {found.joined}"] = evidence.Node(f"joined {found.joined}", "")
            links.append((f"joined {found.joined}", root.public_id))
    return list(nodes.values()), links
