"""The contexts of the library's pages, and of what the worker does for it."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from claims import desk
from claims.desk import JobPage, LibraryCounts, LibraryFilter, LibraryRow, RecheckPage, SourcePage
from claims.models import Bounds, Claim, ClaimSet, Event, Evidence, Job, Passage, Recheck, Snapshot, Source
from claims.models.base import now
from claims.vocab import JobName, Stance

#: A use of a passage: the evidence, and the claim that it belongs to.
Use = tuple[Evidence, Claim]


@dataclass(frozen=True, slots=True)
class SourceList:
    """sources/index.html: a page of the library; `following` is the id after which it goes on."""

    rows: Sequence[LibraryRow]
    following: str
    counts: LibraryCounts
    asked: LibraryFilter

    def address(self, **more: str) -> str:
        """The address of this list, with more asked for."""
        asked = self.asked
        own = {
            "q": asked.words,
            "kind": asked.kind,
            "origin": asked.origin,
            "language": asked.language,
            "use": asked.use,
            "drifted": "yes" if asked.drifted else "",
        }
        asked_for: dict[str, Any] = {name: value for name, value in (own | more).items() if value}
        return url_for("sources.index", **asked_for)

    @property
    def narrowed(self) -> bool:
        """Whether more is asked for than words."""
        asked = self.asked
        return bool(asked.kind or asked.origin or asked.language or asked.use or asked.drifted)

    @staticmethod
    def pairs(words: Sequence[str]) -> list[tuple[str, str]]:
        """Words that say themselves, as a choice takes them."""
        return [(word, word) for word in words]


@dataclass(frozen=True, slots=True)
class NewSource:
    """sources/new.html; `claim` is the public id of the claim it is for, "" for none."""

    claim: str
    fields: Mapping[str, str]
    may_fetch: bool


@dataclass(frozen=True, slots=True)
class SourceEdit:
    """sources/edit.html"""

    source: Source
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RecaptureContext:
    """sources/capture.html"""

    source: Source
    may_fetch: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a captured text with the same uses; `page` is the number of a page that begins here.

    `first` lists the uses that begin here.
    """

    text: str
    uses: tuple[Use, ...] = ()
    first: tuple[Use, ...] = ()
    page: int = 0


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A sentence of a captured text by its number; 0 for what stands between sentences."""

    number: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class SourceContext:
    """sources/show.html; `unseen` are the claims, by key, that the person has still to rate."""

    source: SourcePage
    duplicates: Sequence[Source]
    history: Sequence[tuple[Event, str]]
    recheck: Recheck | None
    may_fetch: bool
    unseen: Collection[int] = ()

    def stance_of(self, found: Evidence, claim: Claim) -> Stance | None:
        """What a passage does to a claim, unless the person is to rate it for themselves."""
        return None if claim.id in self.unseen else found.stance

    @property
    def lines(self) -> list[SourceLine]:
        """The captured text as it is, sentence by sentence."""
        here = [use for use in self.source.uses if use[0].snapshot_id == self.source.snapshot.id]
        return list(_lines(self.source.snapshot, self.source.sentences, here))

    @property
    def drifted(self) -> bool:
        """Whether captures of it differ."""
        return len({one.text_sha256 for one in self.source.captures}) > 1

    def before(self, capture: Snapshot) -> Snapshot | None:
        """The capture before this one, if its text is another."""
        older = [one for one in self.source.captures if (one.id or 0) < (capture.id or 0)]
        return older[0] if older and older[0].text_sha256 != capture.text_sha256 else None

    def capture_of(self, found: Evidence) -> Snapshot | None:
        """The capture that a passage was taken from, if another one is open."""
        if found.snapshot_id == self.source.snapshot.id:
            return None
        return next((one for one in self.source.captures if one.id == found.snapshot_id), None)

    def page_of(self, found: Evidence) -> int:
        """The page that a passage begins on; 0 where there are no pages, or another capture is open."""
        same = found.snapshot_id == self.source.snapshot.id and found.exact
        return bisect_right(self.source.snapshot.pages, found.start) if same else 0


def _lines(snapshot: Snapshot, sentences: Sequence[Passage], uses: Sequence[Use]) -> Iterator[SourceLine]:
    spans = list(_tiles(len(snapshot.text), sentences))
    starts = [start for _number, (start, _end) in spans]
    used: dict[int, list[Use]] = defaultdict(list)
    for use in uses:
        if use[0].exact:
            for at in range(bisect_right(starts, use[0].start) - 1, bisect_left(starts, use[0].end)):
                used[at].append(use)
    pages = {start: number for number, start in enumerate(snapshot.pages, 1)}
    for at, (number, bounds) in enumerate(spans):
        yield SourceLine(number, tuple(_pieces(snapshot, bounds, used[at], pages)))


def _tiles(length: int, sentences: Sequence[Passage]) -> Iterator[tuple[int, Bounds]]:
    """The sentences and what stands between them: all of the text, in order."""
    at = 0
    for sentence in sentences:
        if at < sentence.start:
            yield 0, (at, sentence.start)
        yield sentence.number, (sentence.start, sentence.end)
        at = sentence.end
    if at < length:
        yield 0, (at, length)


def _pieces(
    snapshot: Snapshot, bounds: Bounds, uses: Sequence[Use], pages: Mapping[int, int]
) -> Iterator[Piece]:
    start, end = bounds
    cuts = {start, end}
    cuts.update(at for found, _claim in uses for at in (found.start, found.end) if start < at < end)
    low, high = bisect_left(snapshot.pages, start), bisect_left(snapshot.pages, end)
    cuts.update(snapshot.pages[low:high])
    ordered = sorted(cuts)
    for left, right in pairwise(ordered):
        over = tuple(use for use in uses if use[0].start <= left and right <= use[0].end)
        first = tuple(use for use in over if use[0].start == left)
        yield Piece(snapshot.text[left:right], over, first, pages.get(left, 0))


@dataclass(frozen=True, slots=True)
class DriftContext:
    """sources/drift.html: two captures of a source, and what came and went between them."""

    drift: desk.Drift

    @property
    def parts(self) -> list[tuple[str, str, str]]:
        """Kind, old and new words of each stretch; of a long one that is the same, its two ends."""
        found: list[tuple[str, str, str]] = []
        for change in self.drift.changes:
            old, new = self.drift.old.text[slice(*change.old)], self.drift.new.text[slice(*change.new)]
            found.append((change.kind, _shortened(old) if change.kind == "same" else old, new))
        return found


#: So much of what is the same is shown on each side of a change, in code points.
_AROUND = 300


def _shortened(text: str) -> str:
    if len(text) <= 3 * _AROUND:
        return text
    return f"{text[:_AROUND]}\n[…]\n{text[-_AROUND:]}"


@dataclass(frozen=True, slots=True)
class RecheckContext:
    """sources/recheck.html"""

    recheck: RecheckPage
    may_fetch: bool


@dataclass(frozen=True, slots=True)
class JobContext:
    """jobs/show.html and jobs/_progress.html"""

    about: JobPage
    #: The page that it is on; "" is what most jobs are asked for on, of an article the reader.
    on: str = ""

    @property
    def shown(self) -> str:
        """What of its page is loaded anew once an article is split, by its `#id`; "" for nothing."""
        done = self.job.state == "done" and self.job.name == JobName.READ_ARTICLE
        return {"": "#story", "changes": "#main"}.get(self.on, "") if done else ""

    @property
    def job(self) -> Job:
        """The job."""
        return self.about.job

    @property
    def waits_for_its_turn(self) -> bool:
        """Whether it was put off, so as not to ask a server too often."""
        return self.job.state == "waiting" and self.job.run_at > now()

    @property
    def title(self) -> str:
        """What is being done."""
        titles: dict[JobName, str] = {
            JobName.READ_ARTICLE: _("Splitting an article into claims"),
            JobName.INDEX_SOURCE: _("Cutting a source into sentences"),
            JobName.FETCH_SOURCE: _("Capturing a web address"),
            JobName.CHECK_QUOTES: _("Looking whether the quotes are still there"),
            JobName.IMPORT_CLAIMS: _("Importing claims"),
            JobName.PACK_RELEASE: _("Putting a package together"),
            JobName.FREEZE_SET: _("Freezing a set"),
        }
        return titles[self.job.name]

    @property
    def back_to(self) -> str:
        """Where to go on; before a fetch is done, where it was asked for."""
        about = self.about
        for row, endpoint, name in (
            (about.article, "editions.changes" if self.on == "changes" else "articles.show", "article_id"),
            (about.recheck, "sources.recheck", "recheck_id"),
            (about.claim_import, "imports.show", "import_id"),
        ):
            if row:
                named: dict[str, Any] = {name: row.public_id}
                return url_for(endpoint, **named)
        if about.claim_set:
            return self._of_set(about.claim_set)
        if about.claim and about.source:
            claim_id, source = about.claim.public_id, about.source.public_id
            return url_for("evidence.new", claim_id=claim_id, source=source)
        if about.claim:
            return url_for("verdicts.show", claim_id=about.claim.public_id)
        if about.source:
            return url_for("sources.show", source_id=about.source.public_id)
        return url_for("sources.index")

    def _of_set(self, of: ClaimSet) -> str:
        if self.about.release and self.job.state == "done":
            return url_for("exports.package", release_id=self.about.release.public_id)
        return url_for("exports.show", set_id=of.public_id)

    @property
    def back_text(self) -> str:
        """What is there."""
        about = self.about
        if about.release and self.job.state == "done":
            return str(_("Download the package"))
        for row, words in (
            (about.article, _("To the article")),
            (about.recheck, _("To the quotes")),
            (about.claim_import, _("To the import")),
            (about.claim_set, _("To the set")),
            (about.claim, _("To the claim")),
            (about.source, _("To the source")),
        ):
            if row:
                return str(words)
        return str(_("To the library"))

    @property
    def ends_page(self) -> bool:
        """Whether the page it is on says something else now: a set that was frozen, or was not after all."""
        return self.job.name is JobName.FREEZE_SET and self.job.state in ("done", "failed")

    @property
    def paste_to(self) -> str:
        """Where its text can be pasted instead."""
        if self.about.request and self.about.request.source_id and self.about.source:
            return url_for("sources.again", source_id=self.about.source.public_id)
        claim = self.about.claim.public_id if self.about.claim else None
        return url_for("sources.new", claim=claim, _anchor="paste")
