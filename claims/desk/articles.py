"""Take an article in, and take it apart."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlmodel import Session

from claims import anchor, clean, ingest, split, store, triage
from claims.desk import facets, fields, found, signing
from claims.digest import sha256
from claims.errors import InputError
from claims.models import (
    Article,
    ArticleMeta,
    ArticleVersion,
    Claim,
    ClaimDraft,
    ClaimLink,
    ClaimVersion,
    CoverageDraft,
    Intake,
    Job,
    Occurrence,
    PersonalData,
    Reason,
    Segment,
    SegmentDraft,
    Sentence,
    SentenceMark,
    User,
    Verdict,
    Worth,
)
from claims.store.engine import write_new
from claims.store.sources import EvidenceRow
from claims.vocab import ArticleStatus, JobName

#: The longest text that is taken in, in code points.
MAX_TEXT = ingest.MAX_TEXT


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """All that the reader shows.

    `behind` is what stands behind its claims, as `store.verdicts.behind_in` gives it. `marks` are the
    sentences that somebody struck, with who did; `undecided` counts the places that a change of the text
    left to a person. `order` are the ids of all its claims by number where `claims` are only some of them.
    """

    article: Article
    version: ArticleVersion
    segments: Sequence[Segment]
    sentences: Sequence[Sentence]
    claims: Sequence[tuple[Claim, ClaimVersion]]
    places: Sequence[Occurrence]
    behind: Sequence[tuple[int, Verdict | None, EvidenceRow | None]]
    job: Job | None
    marks: Sequence[tuple[SentenceMark, str]] = ()
    undecided: int = 0
    order: Sequence[str] = ()

    @property
    def ids(self) -> Sequence[str]:
        """The ids of all its claims, by number."""
        return self.order or [claim.public_id for claim, _ in self.claims]

    @property
    def verdicts(self) -> Mapping[int, Verdict]:
        """The verdict that counts now for each claim that has one, by its key."""
        return {claim: verdict for claim, verdict, _ in self.behind if verdict}


@dataclass(frozen=True, slots=True)
class SplitPlan:
    """What the worker needs to split an article without holding the database.

    `published_on` is what "last week" is counted from, None where nobody knows; `version_seq` is
    which of the article's texts it is.
    """

    article_id: int
    text: str
    language: str
    segments: tuple[SegmentDraft, ...]
    published_on: date | None = None
    version_seq: int = 1


@dataclass(frozen=True, slots=True)
class Proposal:
    """A drafted claim, and how much it is worth checking."""

    draft: ClaimDraft
    worth: Worth


@dataclass(frozen=True, slots=True)
class Proposals:
    """An article's proposed claims in reading order, and what became of each of its sentences."""

    claims: tuple[Proposal, ...] = ()
    coverage: tuple[CoverageDraft, ...] = ()

    def only(self, kept: Sequence[int]) -> "Proposals":
        """The same with some of the claims, by index; what hung on the others falls away."""
        new = {at: number for number, at in enumerate(kept)}
        claims = tuple(self._renumbered(self.claims[at], new) for at in kept)
        coverage = tuple(
            replace(line, drafts=tuple(new[at] for at in line.drafts if at in new)) for line in self.coverage
        )
        return Proposals(claims, coverage)

    @staticmethod
    def _renumbered(proposal: Proposal, new: Mapping[int, int]) -> Proposal:
        links = tuple(replace(link, to=new[link.to]) for link in proposal.draft.links if link.to in new)
        return replace(proposal, draft=replace(proposal.draft, links=links))


def read_paste(text: str) -> Intake:
    """Read a pasted text. Needs no database, and may take long.

    Raises:
        InputError: if there is no text, too much of it, or it holds what cannot be stored.
    """
    return ingest.from_paste(text)


def read_upload(data: bytes, filename: str, charset: str) -> Intake:
    """Read a .txt or .html file; `charset` is what the sender says, tried only.

    Raises:
        InputError: if the file is no such thing, or holds no text.
    """
    return ingest.from_upload(data, filename, charset)


def take_in(session: Session, intake: Intake, typed: ArticleMeta, who: User | None) -> tuple[Article, bool]:
    """Take in an article that was read; `typed` holds what its reader typed, the rest is found.

    Returns:
        The article, readable at once, and whether it is new; splitting is asked for. The same
        bytes again give the article that is there.

    Raises:
        InputError: if nothing of it is an article.
    """
    raw_sha256 = sha256(intake.raw)
    if known := store.articles.with_raw(session, raw_sha256):
        return known, False
    segments = clean.clean(intake.text)
    if not clean.holds_an_article(segments):
        raise InputError("these are only a portal's lines; paste the article's own text too", "text")
    found = clean.find_meta(intake.text, segments, _merged(typed, intake.meta))
    article = _add_article(session, found)
    version = _add_version(session, article, intake, raw_sha256)
    store.articles.add_segments(session, version, segments)
    store.jobs.enqueue(session, JobName.READ_ARTICLE, _key(article))
    store.events.record(
        session, who, "took in", "article", article.public_id, raw_sha256=raw_sha256, title=found.title
    )
    return article, True


def _merged(typed: ArticleMeta, marked_up: ArticleMeta) -> ArticleMeta:
    """What a person typed comes before what the markup says."""
    return ArticleMeta(
        title=typed.title or marked_up.title,
        byline=typed.byline or marked_up.byline,
        outlet=typed.outlet or marked_up.outlet,
        portal=typed.portal or marked_up.portal,
        published_on=typed.published_on or marked_up.published_on,
        url=typed.url or marked_up.url,
        language=typed.language or marked_up.language,
    )


def _add_article(session: Session, meta: ArticleMeta) -> Article:
    article = Article(
        canonical_url=meta.url,
        title=meta.title,
        byline=meta.byline,
        outlet=meta.outlet,
        portal=meta.portal,
        language=meta.language,
        published_on=meta.published_on,
    )
    session.add(article)
    session.flush()
    return article


def _add_version(session: Session, article: Article, intake: Intake, raw_sha256: str) -> int:
    version = ArticleVersion(
        article_id=_key(article),
        raw=intake.raw,
        raw_sha256=raw_sha256,
        media_type=intake.media_type,
        text=intake.text,
        text_sha256=sha256(intake.text.encode()),
        extractor=intake.extractor,
    )
    session.add(version)
    session.flush()
    if version.id is None:
        raise RuntimeError("a flushed row has a key")
    return version.id


def _key(article: Article) -> int:
    if article.id is None:
        raise RuntimeError("a flushed row has a key")
    return article.id


def edit_article(session: Session, public_id: str, rev: int, typed: Mapping[str, str], who: User) -> Article:
    """Correct what is known about an article.

    Args:
        session: the unit of work.
        public_id: the article.
        rev: the revision the person saw.
        typed: title, byline, outlet, portal, published_on, canonical_url, language.
        who: the person.

    Raises:
        InputError: if a field does not hold.
        ConflictError: if somebody saved in between.
    """
    article = store.articles.get(session, public_id)
    was = article_fields(article)
    fields.check_rev(article, rev, was)
    article.title = fields.line(typed["title"], "title", required=True)
    article.byline = fields.line(typed["byline"], "byline")
    article.outlet = fields.line(typed["outlet"], "outlet")
    article.portal = fields.line(typed["portal"], "portal")
    article.language = fields.line(typed["language"], "language", limit=16)
    article.published_on = fields.day(typed["published_on"], "published_on")
    article.canonical_url = fields.address(typed["canonical_url"], "canonical_url")
    session.add(article)
    now_is = article_fields(article)
    changed = {name: [was[name], now_is[name]] for name in was if was[name] != now_is[name]}
    store.events.record(session, who, "edited", "article", public_id, changed=changed)
    if changed:
        session.flush()
        signing.settle_all(session, store.claims.signable_in(session, _key(article)))
    return article


def article_fields(article: Article) -> dict[str, str]:
    """What a person can correct about an article, as its form holds it."""
    return {
        "title": article.title,
        "byline": article.byline,
        "outlet": article.outlet,
        "portal": article.portal,
        "published_on": article.published_on.isoformat() if article.published_on else "",
        "canonical_url": article.canonical_url,
        "language": article.language,
    }


def open_article(session: Session, public_id: str) -> ArticlePage:
    """All that the reader shows, in eight statements whatever the size."""
    article, version, undecided = store.articles.with_text(session, public_id)
    version_id = version.id or 0
    claims = store.claims.of_article(session, _key(article))
    keys = {claim.id for claim, _ in claims}
    return ArticlePage(
        article,
        version,
        store.articles.segments(session, version_id),
        store.articles.sentences(session, version_id),
        claims,
        [place for place in store.claims.places_in(session, version_id) if place.claim_id in keys],
        store.verdicts.behind_in(session, _key(article)),
        store.jobs.of_subject(session, JobName.READ_ARTICLE, _key(article)),
        store.work.marks_in(session, version_id),
        undecided,
    )


def plan_split(session: Session, article_id: int) -> SplitPlan | None:
    """What is to be split; None if it was split before, so that doing it twice changes nothing."""
    article = store.articles.get_by_key(session, article_id)
    version = store.articles.newest_version(session, article)
    if article.status is not ArticleStatus.INGESTED and version.seq == article.version_seq:
        return None
    rows = store.articles.segments(session, version.id or 0)
    segments = tuple(map(_draft_again, rows))
    return SplitPlan(article_id, version.text, article.language, segments, article.published_on, version.seq)


def _draft_again(row: Segment) -> SegmentDraft:
    personal = tuple(PersonalData(**found) for found in row.personal)
    return SegmentDraft(row.start, row.end, row.kind, row.by, row.reason, personal)


def propose_claims(plan: SplitPlan, progress: Callable[[int, int], None]) -> Proposals:
    """Split a text and weigh each claim; needs no database.

    `progress` is told paragraphs done and in all.
    """
    splitting = split.read_article(
        plan.text, plan.segments, plan.language, plan.published_on, progress=progress
    )
    weighed = (Proposal(draft, triage.check_worthiness(draft)) for draft in splitting.drafts)
    return Proposals(tuple(weighed), splitting.coverage)


def save_claims(session: Session, article_id: int, proposals: Proposals) -> int:
    """Write proposed claims, once: a second time changes nothing. Returns how many were written."""
    article = store.articles.get_by_key(session, article_id)
    if article.status is not ArticleStatus.INGESTED:
        return 0
    return save_new_claims(session, article, store.articles.current_version(session, article), proposals)


def save_new_claims(session: Session, article: Article, version: ArticleVersion, proposals: Proposals) -> int:
    """Write proposed claims of a text, and what became of its sentences. Returns how many were written."""
    article_id = _key(article)
    # Somebody may have marked claims by hand while the text was being split.
    taken = store.claims.last_number(session, article_id)
    numbers = range(taken + 1, taken + 1 + len(proposals.claims))
    wordings = [_wording(article, proposal) for proposal in proposals.claims]
    write_new(session, [_claim(article_id, *pair) for pair in zip(numbers, wordings, strict=True)])
    keys = store.claims.keys_from(session, article_id, taken + 1)
    for key, wording in zip(keys, wordings, strict=True):
        wording.claim_id = key
    store.words.add(session, [(wording.claim_id, facets.words_of(wording)) for wording in wordings])
    write_new(session, wordings)
    pairs = list(zip(keys, proposals.claims, strict=True))
    write_new(session, [place for pair in pairs for place in _places(version, *pair)])
    write_new(session, [link for pair in pairs for link in _links(keys, *pair)])
    store.articles.add_sentences(session, version.id or 0, proposals.coverage, numbers)
    article.status = ArticleStatus.SEGMENTED
    store.events.record(session, None, "split", "article", article.public_id, claims=len(keys))
    return len(keys)


def _claim(article_id: int, number: int, wording: ClaimVersion) -> Claim:
    claim = Claim(article_id=article_id, number=number, check_worthiness=wording.check_worthiness)
    return facets.filled(claim, wording)


def _wording(article: Article, proposal: Proposal) -> ClaimVersion:
    """A proposed wording; its claim's key is known only once the claims are written."""
    draft = proposal.draft
    return ClaimVersion(
        claim_id=0,
        text=draft.text,
        language=article.language,
        kinds=[kind.value for kind in draft.kinds],
        claimant=draft.claimant,
        attribution=list(draft.attribution),
        cue=draft.cue,
        hedge=draft.hedge,
        check_worthiness=proposal.worth.score,
        reasons=[_kept(reason) for reason in proposal.worth.reasons],
        made_by=[*draft.made_by, triage.SCORER],
        **found.columns(draft),
    )


def _kept(reason: Reason) -> dict[str, Any]:
    return {"name": reason.name.value, "weight": reason.weight, "words": reason.words}


def _places(version: ArticleVersion, claim_id: int, proposal: Proposal) -> Iterator[Occurrence]:
    for nth, place in enumerate(proposal.draft.occurrences):
        yield occurrence_at(
            version,
            claim_id,
            place.start,
            place.end,
            role=place.role,
            parts=[list(part) for part in place.parts],
            is_first_known=not nth,
        )


def _links(keys: Sequence[int], claim_id: int, proposal: Proposal) -> Iterator[ClaimLink]:
    for link in proposal.draft.links:
        yield ClaimLink(from_claim_id=claim_id, to_claim_id=keys[link.to], kind=link.kind)


def occurrence_at(version: ArticleVersion, claim_id: int, start: int, end: int, **more: Any) -> Occurrence:
    """A claim's place in a text, in code points; the words are taken from the text itself."""
    at = anchor.anchor_at(version.text, start, end)
    return Occurrence(
        claim_id=claim_id,
        article_version_id=version.id or 0,
        start=at.start,
        end=at.end,
        exact=at.exact,
        prefix=at.prefix,
        suffix=at.suffix,
        **more,
    )


def occurrence_again(place: Occurrence, claim_id: int, who: User) -> Occurrence:
    """The same place in the same text, for another claim."""
    own = {"id", "claim_id", "was_id", "made_by_id", "undone_at", "undone_by_id", "is_first_known"}
    return Occurrence(**place.model_dump(exclude=own), claim_id=claim_id, made_by_id=who.id)


def list_articles(session: Session) -> Sequence[tuple[Article, int]]:
    """The newest articles, newest first, each with its number of claims."""
    return store.articles.newest(session)
