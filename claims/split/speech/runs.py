"""Who speaks from paragraph to paragraph: the last speaker, quotations that run on or wait for a name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claims.models.analysis import AttributionDraft, Bounds
from claims.split.speech import words
from claims.split.speech.direct import spoken
from claims.split.speech.headlines import headline_attributions
from claims.split.speech.labels import labelled
from claims.split.speech.nouns import noun_attributions
from claims.split.speech.said import Page, Said, draft_of
from claims.split.speech.sources import name_words, who_says
from claims.split.speech.tree import Stretch, characters, lemma_of, subject_of
from claims.split.speech.verbs import verb_attributions
from claims.vocab import AttributionForm

if TYPE_CHECKING:
    from claims.split.speech.profile import Profile
    from claims.split.speech.quotes import Quote

#: The source and the cue of "X said:", as places of the article.
Announcement = tuple[tuple[Bounds, ...], tuple[Bounds, ...]]

_ANNOUNCING = 25
_PEOPLE = frozenset({"PERSON", "ORG", "NORP", "GPE"})
_SELVES = frozenset({"i", "we", "you", "me", "us", "my", "our", "your", "it", "this", "that"})
_PERSONS = frozenset({"he", "she", "they", "i", "we", "who"})


class Voices:
    """Hears an article's paragraphs one after the other, and remembers who spoke last."""

    def __init__(self, profile: Profile) -> None:
        self.drafts: list[AttributionDraft] = []
        self._profile = profile
        self._speaker: tuple[Bounds, ...] = ()
        self._speaking: int | None = None
        self._open = self._near = False
        self._announced: Announcement | None = None
        self._waiting: list[tuple[Bounds, ...]] = []

    def hear(self, page: Page) -> None:
        """Take in the next paragraph."""
        before = len(self.drafts)
        found, loose = spoken(page)
        if self._profile.runs:
            loose = self._go_on(page, self._announce(page, loose))
        found += labelled(page, {said.head for said in found})
        signed = {said.content[0] for said in found if said.spoken}
        loose = [quote for quote in loose if (quote.first, quote.last) not in signed]
        self._add(page, found)
        if self._profile.runs:
            self._assign(page, loose)
            self._settle(spoke=bool(loose) or len(self.drafts) > before)
        self._add(page, _indirect(page, found, loose))
        self._open = bool(page.quotes) and not page.quotes[-1].closed
        self._announced = announcement(page)

    def finish(self) -> list[AttributionDraft]:
        """The attributions of all paragraphs, in reading order of their cues."""
        self._settle(spoke=False)
        return sorted(self.drafts, key=lambda draft: (draft.cue or draft.content)[0])

    def _add(self, page: Page, found: list[Said]) -> None:
        for said in found:
            draft = draft_of(page, said)
            if draft is None:
                continue
            self.drafts.append(draft)
            if said.spoken and draft.source:
                self._hears(draft.source)

    def _hears(self, source: tuple[Bounds, ...]) -> None:
        """Note that the last draft is somebody speaking, and that what waited for a name is theirs."""
        self._speaker, self._speaking, self._near = source, len(self.drafts) - 1, True
        for content in self._waiting:
            self.drafts.append(AttributionDraft(source, (), content, AttributionForm.DIRECT))
        self._waiting.clear()

    def _announce(self, page: Page, loose: list[Quote]) -> list[Quote]:
        """Give a paragraph's first quotation to the "X said:" that ends the paragraph before."""
        if self._announced is None or not (loose and loose[0].first == 0):
            return loose
        source, cue = self._announced
        self.drafts.append(AttributionDraft(source, cue, _place(page, loose[0]), AttributionForm.DIRECT))
        self._hears(source)
        return loose[1:]

    def _go_on(self, page: Page, loose: list[Quote]) -> list[Quote]:
        """Give the first quotation to the one that the last paragraph left open."""
        if not (self._open and loose and loose[0].first == 0) or self._speaking is None or self._waiting:
            return loose
        last = self.drafts[self._speaking]
        self.drafts[self._speaking] = replace(last, content=(*last.content, *_place(page, loose[0])))
        return loose[1:]

    def _assign(self, page: Page, loose: list[Quote]) -> None:
        """Give each quotation that is left to the one named before it, else to who has just spoken.

        One that runs on to the next paragraph waits for it: the name may stand there.
        """
        for quote in loose:
            named = _named_before(page, quote)
            source = characters(page.doc, [named] if named else [], page.start)
            if not source and self._near and quote.closed:
                source = self._speaker
            if source:
                self.drafts.append(AttributionDraft(source, (), _place(page, quote), AttributionForm.DIRECT))
                self._hears(source)
            else:
                self._waiting.append(_place(page, quote))

    def _settle(self, *, spoke: bool) -> None:
        """Where the run of quotations is over, give those that wait to the last speaker."""
        self._near = spoke
        if not spoke and self._speaker and self._waiting:
            self._hears(self._speaker)
            self._near = False


def _place(page: Page, quote: Quote) -> tuple[Bounds, ...]:
    return characters(page.doc, [(quote.first, quote.last)], page.start)


def _indirect(page: Page, spoken_of: list[Said], loose: list[Quote]) -> list[Said]:
    """The attributions of a paragraph beside those of its quotations and labels."""
    used = {said.head for said in spoken_of}
    taken = [stretch for said in spoken_of if said.spoken for stretch in said.content]
    taken += [(quote.first, quote.last) for quote in loose]
    lines = list(headline_attributions(page)) if page.profile.labels else []
    read = [
        said for said in (*verb_attributions(page), *noun_attributions(page)) if not _in_line(lines, said)
    ]
    return lines + [said for said in read if _is_new(page, said, used, taken)]


def _in_line(lines: list[Said], said: Said) -> bool:
    """Say whether a cue stands in a headline that has been read already."""
    parts = (part for line in lines for part in (*line.source, *line.cue, *line.content))
    return any(first <= said.head < last for first, last in parts)


def _is_new(page: Page, said: Said, used: set[int], taken: list[Stretch]) -> bool:
    """Say whether an indirect attribution is none of the quotations' own, and worth having in one."""
    if said.head in used and any(
        one[0] < other[1] and other[0] < one[1] for one in said.content for other in taken
    ):
        return False
    if not any(first <= said.head < last for first, last in taken):
        return True
    return page.profile.inside_quotes and (not page.profile.objects or _is_another(page, said))


def _is_another(page: Page, said: Said) -> bool:
    """Say whether somebody else than the speaker and the one spoken to says it."""
    return bool(said.source) and page.doc[said.source[0][0]].lower_ not in _SELVES


def announcement(page: Page) -> Announcement | None:
    """The source and the cue of a paragraph that ends in "X said:"."""
    if not page.doc or page.doc[-1].text != ":":
        return None
    for token in reversed(page.doc[-_ANNOUNCING:]):
        if token.pos_ == "VERB" and lemma_of(token) in words.SPEECH:
            source = who_says(token, antecedents=page.profile.antecedents)
            places = characters(page.doc, [source] if source else [], page.start)
            return places, characters(page.doc, [(token.i, token.i + 1)], page.start)
    return None


def _named_before(page: Page, quote: Quote) -> Stretch | None:
    """The person that the sentence before a quotation is about."""
    if quote.first == 0:
        return None
    subject = subject_of(page.doc[quote.first - 1].sent.root)
    if subject is None or page.inside[subject.i] >= 0:
        return None
    known = subject.ent_type_ in _PEOPLE or subject.lower_ in _PERSONS
    return name_words(subject) if known else None
