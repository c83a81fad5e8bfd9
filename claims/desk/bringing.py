"""Write imported claims: lists of them as articles, a line for each claim, with what others say of it."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlmodel import Session, SQLModel

from claims import anchor, store, triage
from claims.desk import facets
from claims.desk.staging import Prepared, Staged
from claims.digest import sha256
from claims.folding import fold
from claims.models import (
    Article,
    ArticleVersion,
    Claim,
    ClaimImport,
    ClaimVersion,
    ImportedItem,
    Lead,
    Occurrence,
    Segment,
    Sentence,
    User,
)
from claims.models.base import new_id
from claims.models.claims import queue_key
from claims.store.engine import write_new
from claims.vocab import ArticleStatus, OccurrenceRole, SegmentKind

#: So many claims stand in one list.
LIST = 200
#: The tag that an imported claim begins with, for the queue.
TAG = "imported"

#: What a lead keeps of a draft under the same name.
_SAID = (
    *("foreign_id", "rating", "rater", "rater_url", "url", "published_on", "claimant", "appeared_at"),
    *("appeared_on", "explanation"),
)


def write_claims(
    session: Session, into: ClaimImport, prepared: Prepared, who: User | None
) -> tuple[int, int]:
    """Write all claims of a file that are not here yet, and what is said of all of them.

    Returns:
        How many claims were made, and how many were known.
    """
    writing = _Writing(session, into, who)
    for batch in prepared.batches(LIST):
        writing.take(batch)
    writing.end()
    return writing.made, writing.known


class _Writing:
    """One file while it is written; a list is written as soon as it is full."""

    def __init__(self, session: Session, into: ClaimImport, who: User | None) -> None:
        self.session, self.into, self.who = session, into, who
        self.made = self.known = self.lists = 0
        self._new: list[Staged] = []
        self._maker = f"import.{into.kind.value}.v1"
        self._blank = _blank(self._maker)

    def take(self, batch: Sequence[Staged]) -> None:
        """Sort claims into those that are here and those that are not; write what is new of the first."""
        own = store.imports.own(self.session, [one.draft.foreign_id for one in batch if one.draft.record])
        known = store.imports.known(self.session, [one.known_by for one in batch])
        here: list[tuple[Staged, int]] = []
        said: list[tuple[Staged, int]] = []
        for one in batch:
            if one.draft.record and one.draft.foreign_id in own:
                here.append((one, own[one.draft.foreign_id]))
            elif before := known.get(one.known_by):
                here.append((one, before.claim_id))
                said += [(one, before.claim_id)] * (one.digest not in before.said)
            else:
                self._new.append(one)
        self.known += len(here)
        self._say(said)
        self._keep_lines(here)
        while len(self._new) >= LIST:
            self._list()

    def end(self) -> None:
        """Write the last list."""
        if self._new:
            self._list()

    def _list(self) -> None:
        """Make an article of the next claims: each is a line of it, and stands in it word for word."""
        new, self._new = self._new[:LIST], self._new[LIST:]
        self.lists += 1
        article, version, spans = self._article([one.draft.text for one in new])
        self._add(Claim, [self._claim(article, *each) for each in enumerate(new, start=1)])
        keys = store.claims.keys_from(self.session, article.id or 0, 1)
        pairs = list(zip(new, keys, strict=True))
        said = [(key, facets.words_in(one.draft.text, one.draft.claimant)) for one, key in pairs]
        store.words.add(self.session, said)
        self._add(ClaimVersion, [self._wording(*pair) for pair in pairs])
        self._places(version, keys, spans)
        self._say(pairs)
        self._keep_lines(pairs)
        self.made += len(new)

    def _article(self, texts: Sequence[str]) -> tuple[Article, ArticleVersion, list[tuple[int, int]]]:
        text = "\n\n".join(texts) + "\n"
        article = Article(title=self._title(), status=ArticleStatus.SEGMENTED)
        self.session.add(article)
        self.session.flush()
        raw = text.encode()
        version = ArticleVersion(
            article_id=article.id or 0,
            raw=raw,
            raw_sha256=sha256(raw),
            media_type="text/plain",
            text=text,
            text_sha256=sha256(raw),
            extractor=self._maker,
        )
        self.session.add(version)
        self.session.flush()
        whole = Segment(
            version_id=version.id or 0, start=0, end=len(text), kind=SegmentKind.BODY, by=self._maker
        )
        write_new(self.session, [whole])
        event = {"claims": len(texts), "claim_import": self.into.public_id}
        store.events.record(self.session, self.who, "imported", "article", article.public_id, **event)
        return article, version, _spans(texts)

    def _title(self) -> str:
        named = f"Imported: {self.into.file_name or self.into.kind.value}"
        return named if self.lists == 1 else f"{named}, list {self.lists}"

    def _claim(self, article: Article, number: int, one: Staged) -> dict[str, Any]:
        return {
            **self._blank[Claim],
            "public_id": new_id(),
            "article_id": article.id,
            "number": number,
            "check_worthiness": one.worth,
            "queue_key": queue_key(0, None, one.worth),
            "claimant_key": fold(one.draft.claimant),
            "kinds_key": facets.kinds_key(one.draft.kinds),
        }

    def _wording(self, one: Staged, key: int) -> dict[str, Any]:
        draft = one.draft
        return {
            **self._blank[ClaimVersion],
            "claim_id": key,
            "text": draft.text,
            "language": draft.language,
            "kinds": list(draft.kinds),
            "claimant": draft.claimant,
            "attribution": [draft.claimant] if draft.claimant else [],
            "check_worthiness": one.worth,
            "reasons": one.reasons,
        }

    def _places(self, version: ArticleVersion, keys: Sequence[int], spans: Sequence[tuple[int, int]]) -> None:
        blank = {**self._blank[Occurrence], "article_version_id": version.id}
        at = [asdict(anchor.anchor_at(version.text, *span)) for span in spans]
        self._add(
            Occurrence, [{**blank, **where, "claim_id": key} for where, key in zip(at, keys, strict=True)]
        )
        lines = [
            {"version_id": version.id, "start": start, "end": end, "claims": [number], "reason": None}
            for number, (start, end) in enumerate(spans, start=1)
        ]
        self._add(Sentence, lines)

    def _add(self, table: type[SQLModel], rows: Sequence[dict[str, Any]]) -> None:
        store.imports.add_rows(self.session, table, rows)

    def _say(self, pairs: Sequence[tuple[Staged, int]]) -> None:
        """Write what is said of claims."""
        rows = [
            {
                "public_id": new_id(),
                "claim_id": key,
                "import_id": self.into.id,
                "place": one.number,
                "known_by": one.known_by,
                "digest": one.digest,
                "links": [asdict(link) for link in one.draft.links],
                **{name: getattr(one.draft, name) for name in _SAID},
            }
            for one, key in pairs
        ]
        self._add(Lead, rows)

    def _keep_lines(self, pairs: Sequence[tuple[Staged, int]]) -> None:
        """Keep the lines of a release as they came; of other files there are none."""
        rows = [
            {
                "import_id": self.into.id,
                "position": one.number,
                "claim_id": key,
                "record": one.draft.record,
                "digest": sha256(one.draft.record.encode()),
            }
            for one, key in pairs
            if one.draft.record
        ]
        self._add(ImportedItem, rows)


def _spans(texts: Sequence[str]) -> list[tuple[int, int]]:
    spans, at = [], 0
    for text in texts:
        spans.append((at, at + len(text)))
        at += len(text) + 2
    return spans


def _blank(made_by: str) -> dict[type[SQLModel], dict[str, Any]]:
    """Rows of each table with all that is the same for every claim; making them one by one takes long."""
    nowhere: dict[str, Any] = {"start": 0, "end": 0, "exact": "", "prefix": "", "suffix": ""}
    nowhere |= {"claim_id": 0, "article_version_id": 0, "role": OccurrenceRole.ASSERTION}
    rows = (
        Claim(article_id=0, number=0, tags=[TAG]),
        ClaimVersion(claim_id=0, text="", made_by=[made_by, triage.SCORER]),
        Occurrence(**nowhere, is_first_known=True),
    )
    return {type(row): row.model_dump(exclude={"id"}) for row in rows}
