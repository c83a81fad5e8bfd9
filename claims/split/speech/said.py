"""One attribution while its paragraph is read, in tokens; and its hedge, its form, its draft."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from claims.models.analysis import AttributionDraft
from claims.split.speech import words
from claims.split.speech.quotes import Quote, quotes_of
from claims.split.speech.tree import Stretch, characters, is_negated, is_passive, tidied
from claims.vocab import AttributionForm, Hedge

if TYPE_CHECKING:
    from claims.split.parsed import Doc, Token
    from claims.split.sentences import Paragraph
    from claims.split.speech.profile import Profile


@dataclass(frozen=True, slots=True)
class Said:
    """Who says what in one paragraph: stretches of tokens, `head` the word that is the cue."""

    head: int
    cue: tuple[Stretch, ...]
    source: tuple[Stretch, ...]
    content: tuple[Stretch, ...]
    spoken: bool = False

    def joined(self, more: Stretch) -> Said:
        """The same with one more stretch said."""
        return replace(self, content=(*self.content, more))


@dataclass(frozen=True, slots=True)
class Page:
    """A paragraph being read: its words, its quotations and how attributions are drawn."""

    doc: Doc
    start: int
    quotes: tuple[Quote, ...]
    profile: Profile
    #: For each token the number of its quotation, -1 outside.
    inside: tuple[int, ...]
    #: Before each token, how many words there are, and how many of them in quotations.
    words: tuple[int, ...]
    quoted: tuple[int, ...]

    def quote_at(self, at: int) -> Quote | None:
        """The quotation that a token lies in."""
        number = self.inside[at]
        return self.quotes[number] if number >= 0 else None

    def whole(self, stretch: Stretch) -> Stretch:
        """Let what is said reach to the end of a quotation it begins, where the parser stopped short."""
        first, last = stretch
        quote = self.quote_at(last - 1) if first < last else None
        if quote is not None and first <= quote.first + 1 and quote.closed:
            return min(first, quote.first) if first == quote.first + 1 else first, max(last, quote.last)
        return stretch


def page_of(paragraph: Paragraph, profile: Profile, *, continued: bool) -> Page:
    """Open a paragraph; `continued` says that the next one begins with an opening mark."""
    doc = paragraph.doc
    quotes = tuple(quotes_of(doc, continued=continued))
    inside = [-1] * len(doc)
    for number, quote in enumerate(quotes):
        inside[quote.first : quote.last] = [number] * (quote.last - quote.first)
    words_here = [not token.is_punct and not token.is_space for token in doc]
    quoted = [word and at >= 0 for word, at in zip(words_here, inside, strict=True)]
    counts = (tuple(accumulate(flags, initial=0)) for flags in (words_here, quoted))
    return Page(doc, paragraph.start, quotes, profile, tuple(inside), *counts)


def draft_of(page: Page, said: Said) -> AttributionDraft | None:
    """The finished attribution, None if nothing is said in it."""
    content = tidied(page.doc, sorted(said.content))
    cue = tidied(page.doc, sorted(said.cue)) or said.cue
    if not content:
        return None
    head = page.doc[said.head]
    return AttributionDraft(
        source=characters(page.doc, tidied(page.doc, sorted(said.source)), page.start),
        cue=characters(page.doc, cue, page.start),
        content=characters(page.doc, content, page.start),
        form=_form(page, content),
        hedge=hedge_of(head),
        negated=is_negated(head) or head.lemma_.lower() in words.DENYING,
    )


def _form(page: Page, content: tuple[Stretch, ...]) -> AttributionForm:
    """Direct if every word said stands in marks, mixed if some do; indirect inside somebody's quotation."""
    outer = page.quote_at(content[0][0])
    if outer is not None and outer.first < content[0][0] and content[-1][1] < outer.last:
        return AttributionForm.INDIRECT
    said = sum(page.words[last] - page.words[first] for first, last in content)
    quoted = sum(page.quoted[last] - page.quoted[first] for first, last in content)
    if quoted == said:
        return AttributionForm.DIRECT
    return AttributionForm.MIXED if quoted else AttributionForm.INDIRECT


def hedge_of(cue: Token) -> Hedge:
    """How far a cue keeps from what it passes on."""
    lemma = cue.lemma_.lower()
    if cue.lower_ == "according" or (lemma in {"say", "tell"} and is_passive(cue)):
        return Hedge.REPORTED
    if lemma in words.PLAIN_WHEN_ACTIVE:
        return Hedge.NONE
    return words.ADVERBS.get(cue.lower_, words.HEDGES.get(lemma, Hedge.NONE))
