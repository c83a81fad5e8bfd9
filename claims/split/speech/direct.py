"""Direct speech: each quotation that is said in full, and the verb beside it that says who speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.split.speech import words
from claims.split.speech.quotes import Quote, is_spoken
from claims.split.speech.said import Page, Said
from claims.split.speech.sources import name_words, who_says
from claims.split.speech.tree import MARKS, Stretch, climb, is_finite, subject_of

if TYPE_CHECKING:
    from claims.split.parsed import Token

#: How far from its quotation a cue may stand, in words.
_FAR = 60
_NEAR = 10
_STOPS = frozenset({".", "!", "?"})
_PART_OF_A_NAME = frozenset({"relcl", "acl"})
_PAUSES = frozenset({",", "—", "–", "--", "?", "!", "…", "..."})


def spoken(page: Page) -> tuple[list[Said], list[Quote]]:
    """The attributions of a paragraph's quotations, and the quotations that nobody is named for."""
    found: dict[int, Said] = {}
    loose: list[Quote] = []
    for quote in page.quotes:
        if not is_spoken(page.doc, quote) and not _resumes(page, quote, found):
            continue
        verb = _cue(page, quote, set(found))
        at = verb.i if verb is not None else _carried_on(page, quote, found)
        if at is not None and at in found:
            if page.profile.join_quotes:
                found[at] = found[at].joined((quote.first, quote.last))
        elif verb is not None:
            found[verb.i] = _said(page, quote, verb)
        else:
            loose.append(quote)
    return list(found.values()), loose


def _resumes(page: Page, quote: Quote, found: dict[int, Said]) -> bool:
    """Say whether a quotation goes on with its sentence behind the cue: "“A,” X said, “did B.”"."""
    if not found:
        return False
    last = next(reversed(found.values()))
    end = last.content[-1][1]
    between = page.doc[max(end, last.head + 1) : quote.first]
    if not between or last.head < end - 1 or len(between) > _FAR:
        return False
    if between[-1].text in _STOPS:
        return _first(page, quote).text[:1].isupper() and quote.last - quote.first > _NEAR
    return between[-1].lower_ in {",", "but", "and"} and not any(t.text in _STOPS for t in between)


def _cue(page: Page, quote: Quote, used: set[int]) -> Token | None:
    before, after = _before(page, quote), _after(page, quote)
    introduced = _introducing(page, quote, before)
    if introduced is not None and introduced.i not in used:
        return introduced
    return _following(page, quote, after) or introduced


def _before(page: Page, quote: Quote) -> Stretch:
    """The narrator's words from the last stop or quotation up to this one."""
    first = quote.first
    while first > 0 and quote.first - first < _FAR:
        token = page.doc[first - 1]
        if page.inside[token.i] >= 0 and _is_whole(page, token.i):
            break
        if token.text in _STOPS and page.inside[token.i] < 0:
            break
        first -= 1
    return first, quote.first


def _after(page: Page, quote: Quote) -> Stretch:
    last = quote.last
    while last < len(page.doc) and last - quote.last < _FAR:
        token = page.doc[last]
        if (page.inside[last] >= 0 and _is_whole(page, last)) or token.text in _STOPS:
            break
        last += 1
    return quote.last, last


def _is_whole(page: Page, at: int) -> bool:
    quote = page.quote_at(at)
    return quote is not None and quote.last - quote.first > 5


def _introducing(page: Page, quote: Quote, gap: Stretch) -> Token | None:
    """The verb of "X said, “P”" and "X told Y: “P”"."""
    verbs = [t for t in page.doc[slice(*gap)] if _speaks(t) and page.inside[t.i] < 0]
    if not verbs:
        return None
    verb, end = verbs[-1], page.doc[quote.first - 1]
    away = quote.first - verb.i - 1
    if end.text == ":" or away == 0 or (end.text in {",", "that"} and not _takes_clause(verb, quote)):
        beside = away <= 1 or end.text == ":" or verb.lemma_ not in words.WEAK_SPEECH
        return verb if beside and away <= _FAR else None
    if away <= _NEAR and any(
        climbed.i == verb.i for climbed, _ in zip(climb(_first(page, quote)), range(6), strict=False)
    ):
        return verb
    return None


def _first(page: Page, quote: Quote) -> Token:
    return page.doc[min(quote.first + 1, quote.last - 1)]


def _takes_clause(verb: Token, quote: Quote) -> bool:
    """Say whether a clause of the narrator's own is what the verb says: "said he was ill, “P”"."""
    return any(c.dep_ == "ccomp" and verb.i < c.i < quote.first and is_finite(c) for c in verb.rights)


def _following(page: Page, quote: Quote, gap: Stretch) -> Token | None:
    """The verb of "“P,” X said" and "“P,” said X"."""
    first, last = gap
    inside = page.doc[quote.last - 2 if quote.closed and quote.last > 1 else quote.last - 1]
    paused = inside.text in _PAUSES or (first < last and page.doc[first].text in _PAUSES)
    for token in page.doc[first:last]:
        if page.inside[token.i] < 0 and _speaks(token) and not _embedded(token, gap):
            weak = token.lemma_ in words.WEAK_SPEECH or not paused
            far = token.i - first > (_NEAR if weak else _FAR)
            return None if far or (weak and not _beside(token, gap)) else token
    return None


def _beside(verb: Token, gap: Stretch) -> bool:
    """Say whether little but a name stands between a quotation and a verb: "“P.” X continued:"."""
    own = [t for t in verb.doc[gap[0] : verb.i] if t.pos_ in {"VERB", "AUX", "SCONJ"}]
    objects = [
        c for c in verb.rights if c.dep_ in {"ccomp", "xcomp", "dobj"} and c.i < gap[1] and c.pos_ != "PROPN"
    ]
    return not own and not objects


def _embedded(token: Token, gap: Stretch) -> bool:
    """Say whether a verb only belongs to a name in the gap: "X, who says he is ill, replied"."""
    for _ in range(4):
        if token.dep_ in _PART_OF_A_NAME and gap[0] <= token.head.i < token.i:
            return True
        token = token.head
    return False


def _speaks(token: Token) -> bool:
    return token.lemma_.lower() in words.SPEECH and token.pos_ in {"VERB", "AUX"}


def _said(page: Page, quote: Quote, verb: Token) -> Said:
    source = who_says(verb, antecedents=page.profile.antecedents) or _named_beside(page, quote, verb)
    content = (quote.first, quote.last)
    if verb.i > quote.last:
        content = (_beginning(page, quote, verb), quote.last)
    return Said(verb.i, ((verb.i, verb.i + 1),), (source,) if source else (), (content,), spoken=True)


def _beginning(page: Page, quote: Quote, verb: Token) -> int:
    """Where "The plan “is dead,” he said" begins: before the quotation, if its sentence does."""
    first, _ = _before(page, quote)
    words_before = [t for t in page.doc[first : quote.first] if not t.is_punct and not t.is_space]
    if not words_before or any(_speaks(t) and not is_clause_inside(t, verb) for t in words_before):
        return quote.first
    return words_before[0].i


def is_clause_inside(token: Token, verb: Token) -> bool:
    """Say whether a word hangs on another, a few steps up."""
    return any(above.i == verb.i for above, _ in zip(climb(token), range(6), strict=False))


def _named_beside(page: Page, quote: Quote, verb: Token) -> Stretch | None:
    """The name between a quotation and its verb, or behind it, where the parser saw no subject."""
    doc = page.doc
    if verb.i > quote.last:
        between = [t for t in doc[quote.last : verb.i] if t.pos_ in {"PROPN", "NOUN", "PRON"}]
        if between:
            return name_words(between[-1], apart_from=verb)
    behind = doc[verb.i + 1] if verb.i + 1 < len(doc) else None
    if behind is not None and behind.text not in MARKS and behind.pos_ in {"PROPN", "NOUN", "PRON", "DET"}:
        head = behind
        while head.head.i > head.i and head.head.i - verb.i < _NEAR and page.inside[head.head.i] < 0:
            head = head.head
        if head.pos_ in {"PROPN", "NOUN", "PRON"}:
            return name_words(head, apart_from=verb)
    return None


def _carried_on(page: Page, quote: Quote, found: dict[int, Said]) -> int | None:
    """The cue whose speaker goes on: "“P,” X said. “Q.”"; nothing else may stand between."""
    if not found:
        return None
    at, last = next(reversed(found.items()))
    end = max(last.content[-1][1], last.cue[-1][1])
    if quote.first - end > _FAR:
        return None
    between = page.doc[end : quote.first]
    stops = sum(t.text in _STOPS for t in between)
    verbs = sum(is_finite(t) and subject_of(t) is not None for t in between if t.pos_ in {"VERB", "AUX"})
    return at if stops <= 1 and (verbs == 0 or (stops == 1 and between[-1].text in _STOPS)) else None
