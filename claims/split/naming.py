"""Names for the words that stand for them, and days for the words that point at them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from claims.models.analysis import Bounds, DateDraft
from claims.split.callings import calls_somebody
from claims.split.cutting.pieces import Piece
from claims.split.dates import YEAR_BEFORE, in_words
from claims.split.mentions import Mention, MentionKind
from claims.split.mentions.words import BODIES, PLACES
from claims.split.sentences import Paragraph
from claims.split.standins import StandIn
from claims.split.syntax import quotation_of, quotations
from claims.vocab import DatePrecision, WordOrigin

if TYPE_CHECKING:
    from claims.split.parsed import Doc, Token

_POSSESSIVES = frozenset({"his", "her", "its", "their"})
_ARTICLES = frozenset({"the", "a", "an"})
_NO_NAMES = frozenset({"NOUN", "ADJ", "NUM", "VERB", "DET"})
_SOME = frozenset({"some", "several", "many", "few"})
_SELF = frozenset({"himself", "herself", "itself", "themselves", "who", "which", "that", "whom", "whose"})
_TOWNS = PLACES - {"country", "nation", "state", "republic", "kingdom"}
_RELATIVE = frozenset({"month", "year", "weekday", "relative"})


_AGED = re.compile(r", \d{1,3}\b")


class Names:
    """Who is meant by the words of one paragraph."""

    def __init__(
        self,
        text: str,
        paragraph: Paragraph,
        mentions: Iterable[Mention],
        stand_ins: Mapping[int, StandIn] | None = None,
    ) -> None:
        self.text = text
        self.start = paragraph.start
        self.doc = paragraph.doc
        self.by_head = {mention.at[1]: mention for mention in mentions}
        self.stand_ins = stand_ins or {}

    def put_in(self, pieces: Sequence[Piece]) -> list[Piece]:
        """Put names in place of the pronouns and short names of a proposition.

        Nobody is named twice: after a name, "he" reads by itself. Words inside quotation marks stay.
        """
        found: list[Piece] = []
        named: set[int] = set()
        inside = self._in_marks(pieces)
        for piece in pieces:
            quoted = piece.i in inside
            if piece.i in self.stand_ins and piece.origin in _TAKEN and not quoted:
                found += self._stood_for(piece)
                continue
            mention = self.known(piece.i)
            if (
                mention is None
                or quoted
                or piece.chars is not None
                or not (self._is_short(piece, mention, named) or self._is_new(mention, pieces, named))
            ):
                found.append(piece)
                named |= {mention.cluster} if mention is not None and self._names(mention) else set()
                continue
            named.add(mention.cluster)
            if mention.kind is MentionKind.NOMINAL:
                found = self._without_article(found, mention)
            if self._is_new(mention, pieces, ()) or self._is_calling(mention):
                found = self._without_noun(found, mention)
            name = self._name(piece, mention)
            doubled = found and found[-1].text.lower() in _ARTICLES and name[0].text == "the"
            found += name[1:] if doubled else name
        return found

    def _in_marks(self, pieces: Sequence[Piece]) -> frozenset[int]:
        """The words that are read as quoted: those between marks, and those whose marks are elsewhere.

        A proposition that is nothing but what somebody says is taken out of the marks.
        """
        found: set[int] = set()
        quoted = False
        for piece in pieces:
            quoted = _after(piece, quoted=quoted)
            if quoted:
                found.add(piece.i)
        if not quotations(self.doc):
            return frozenset(found)
        said = {p.i for p in pieces if p.text.isalnum() and quotation_of(self.doc[p.i]) is not None}
        own = {p.i for p in pieces if p.origin is WordOrigin.STATED and p.text.isalnum()}
        return frozenset(found if own <= said else found | said)

    def _stood_for(self, piece: Piece) -> list[Piece]:
        """The noun for which "one" stands, or the one that "each" leaves out, behind it."""
        made = self.stand_ins[piece.i]
        lent = piece.origin is WordOrigin.INHERITED
        words = [
            replace(self._at(piece, text, *place, origin), lent=lent) for text, origin, place in made.words
        ]
        return [piece, *words] if made.keeps else words

    def known(self, token: int) -> Mention | None:
        """Who is meant by a token."""
        return self.by_head.get(token)

    def _names(self, mention: Mention) -> bool:
        """Say whether a mention that stays as it is tells who is meant; a pronoun does not."""
        return mention.kind is not MentionKind.PRONOUN

    def _is_short(self, piece: Piece, mention: Mention, named: set[int]) -> bool:
        if mention.antecedent is None or mention.cluster in named or not mention.name:
            return False
        if _AGED.search(mention.name):
            # "Ada Moor, 34, and Ben Holt, 22, fell": the ages are no part of who they are.
            return False
        word = piece.text.lower()
        if mention.kind is MentionKind.PRONOUN:
            return word not in _SELF and word not in {"i", "we", "you", "me", "us", "my", "our", "your"}
        if mention.kind is MentionKind.NOMINAL:
            return self.is_bare(mention) or self._is_calling(mention)
        return self._is_surname(piece, mention)

    def _is_new(self, mention: Mention, pieces: Sequence[Piece], named: Collection[int]) -> bool:
        """Say whether a noun brings in who is named right behind it: "a nurse, Ada Moor,", who is told of."""
        token = self.doc[mention.at[1]]
        first = (mention.antecedent or (0, 0))[0] - self.start
        name = next((c for c in token.rights if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
        if mention.kind is not MentionKind.NOMINAL or name is None or token.tag_ != "NN":
            return False
        some = any(c.lower_ in {"a", "an"} for c in token.lefts)
        behind = token.idx < first <= name.idx and not any(c.dep_ == "conj" for c in name.rights)
        told = mention.cluster not in named and not any(piece.i == name.i for piece in pieces)
        return some and behind and told

    def _is_calling(self, mention: Mention) -> bool:
        """Say whether a noun tells more of somebody who has just been named: "the Nigerian striker"."""
        return mention.kind is MentionKind.NOMINAL and calls_somebody(self.doc[mention.at[1]])

    def _without_noun(self, found: list[Piece], mention: Mention) -> list[Piece]:
        """What was put before the noun goes with it: "a fourth defendant" is who is named."""
        kept = list(found)
        while kept and mention.start <= self.start + self.doc[kept[-1].i].idx < mention.end:
            kept.pop()
        return kept

    def is_bare(self, mention: Mention) -> bool:
        """Say whether a noun is no more than "the party": an article, the noun, and nothing about it."""
        inside = self._tokens(mention.start, mention.end)
        plain = len(inside) == 2 and inside[0].lower_ in {"the", "this", "that"}
        # "The city" far from a name may be another one.
        if plain and inside[1].lower_ in _TOWNS and (mention.antecedent or (0, 0))[0] < self.start:
            return False
        return plain and mention.phrase == (mention.start, mention.end) and mention.name[:1].isupper()

    @cached_property
    def _starts(self) -> list[int]:
        return [token.idx for token in self.doc]

    def _tokens(self, start: int, end: int) -> list[Token]:
        """The tokens that begin in a stretch of the article."""
        first, last = (bisect_left(self._starts, at - self.start) for at in (start, end))
        return list(self.doc[first:last])

    def _is_surname(self, piece: Piece, mention: Mention) -> bool:
        """A person's one-word name that the article gives in full elsewhere."""
        token = self.doc[piece.i]
        alone = mention.end - mention.start == len(token.text) and token.pos_ == "PROPN"
        *_, last = mention.name.lower().split()
        named = piece.text in mention.name.split() and last not in BODIES | PLACES
        return alone and token.ent_type_ in {"PERSON", ""} and named

    def _without_article(self, found: list[Piece], mention: Mention) -> list[Piece]:
        if any(word.lower() in BODIES for word in mention.name.split()):
            return found
        if found and mention.start <= self.start + self.doc[found[-1].i].idx < mention.end:
            return found[:-1]
        return found

    def _name(self, piece: Piece, mention: Mention) -> list[Piece]:
        """The name's words, with the article before them if they have one."""
        token = self.doc[piece.i]
        first, last = mention.antecedent or (0, 0)
        article, _, rest = mention.name.partition(" ")
        if article.lower() in _POSSESSIVES and rest:
            owner = self._owner(piece, first)
            return [*owner, self._at(piece, rest, last - len(rest), last)] if owner else [piece]
        found: list[Piece] = []
        name = self._cased(mention)
        counted = token.dep_ == "pobj" and token.head.lower_ == "of" and article.lower() in _SOME
        if (article.lower() in _ARTICLES or counted) and rest:
            # "A party cell … It has": the party cell. "Some victims … 11 of them": of the victims.
            origin = WordOrigin.NAME if article.lower() == "the" else WordOrigin.DETERMINER
            found.append(self._at(piece, "the", first, first + len(article), origin))
            first, name = last - len(rest), rest
        elif self.text[max(0, first - 4) : first].lower() == "the ":
            found.append(self._at(piece, "the", first - 4, first - 1))
        found.append(self._at(piece, " ".join(name.split()), first, last))
        if _is_possessive(token):
            ending = (
                ""
                if self.doc[piece.i : piece.i + 2][-1].text in {"'s", "’s"}
                else "’"
                if name.endswith("s")
                else "’s"
            )
            own = replace(piece, text=ending, origin=WordOrigin.INFLECTION, chars=_at(token))
            found += [own] if ending else []
        lent = piece.origin is WordOrigin.INHERITED
        return [replace(one, lent=lent) for one in found]

    def _cased(self, mention: Mention) -> str:
        """A noun that is put in, small where only the beginning of its sentence makes it a capital."""
        first = (mention.antecedent or (0, 0))[0] - self.start
        at = bisect_left(self._starts, first)
        token = self.doc[at] if at < len(self._starts) and self._starts[at] == first else None
        moved = token is not None and token.is_sent_start and token.pos_ in _NO_NAMES
        return (
            mention.name[:1].lower() + mention.name[1:]
            if moved and token and token.text.istitle()
            else mention.name
        )

    def _owner(self, piece: Piece, start: int) -> list[Piece]:
        """Whose it is where a noun that is put in begins with "its" or "her"; empty if nobody knows."""
        owner = next(
            (one for one in self.by_head.values() if one.start == start and one.end - start < 6), None
        )
        if owner is None or not owner.name or owner.name.partition(" ")[0].lower() in _POSSESSIVES:
            return []
        return self._name(replace(piece, i=owner.at[1]), owner)

    def _at(
        self, piece: Piece, text: str, start: int, end: int, origin: WordOrigin = WordOrigin.NAME
    ) -> Piece:
        return replace(piece, text=text, origin=origin, chars=(start - self.start, end - self.start))


def _is_possessive(token: Token) -> bool:
    return token.lower_ in _POSSESSIVES and token.dep_ == "poss"


def _at(token: Token) -> Bounds:
    return token.idx, token.idx + len(token.text)


def _after(piece: Piece, *, quoted: bool) -> bool:
    if piece.text in {"“", "«"}:
        return True
    if piece.text in {"”", "»"}:
        return False
    return not quoted if piece.text == '"' else quoted


def with_days(doc: Doc, start: int, pieces: Sequence[Piece], dates: Mapping[int, DateDraft]) -> list[Piece]:
    """Put the day, or the year, behind words that need the day of publication to be read.

    Args:
        doc: the paragraph.
        start: where it begins in the article.
        pieces: a proposition's.
        dates: the dates of the article that need it, by the offset of their last character's end.
    """
    found: list[Piece] = []
    inside = False
    for piece in pieces:
        inside = _after(piece, quoted=inside)
        found.append(piece)
        if inside:
            continue
        if piece.chars is not None or piece.origin not in _TAKEN:
            continue
        token = doc[piece.i]
        date = dates.get(start + token.idx + len(token))
        if date is not None and _is_open(token):
            words = _added(date)
            place = (date.start - start, date.end - start)
            found += [replace(piece, text=words, origin=WordOrigin.DATE, chars=place)] if words else []
    return found


def _is_open(token: Token) -> bool:
    """Say whether a day may be put behind a word: not in "Fox News Sunday", not in "Monday's debate"."""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    part = after is not None and (
        after.text in {"'s", "’s"} or (token.head.i == after.i and token.dep_ != "npadvmod")
    )
    named = any(c.dep_ == "compound" and c.pos_ == "PROPN" and c.ent_type_ != "DATE" for c in token.lefts)
    return token.ent_type_ in {"", "DATE", "TIME"} and not part and not named


#: A day, a month or a year with nothing said around it ("later in 2012" is no such thing).
_PLAIN_DATE = re.compile(r"(?:\d{1,2} )?(?:[A-Z][a-z]+ )?\d{4}")
#: "Some 5,000 years ago" names no year.
_EARLIEST = 1700
_TAKEN = frozenset({WordOrigin.STATED, WordOrigin.INHERITED})


def open_dates(dates: Iterable[DateDraft]) -> dict[int, DateDraft]:
    """The dates whose words alone do not tell them, by where they end."""
    return {date.end: date for date in dates if _added(date)}


#: "The month before" is told from what the text goes on about; publication may be another month.
_ELSEWHERE = re.compile(r"\b(?:previous|preceding|following)\b", re.IGNORECASE)
#: The day that is known there is the one beside: "before Christmas" is not Christmas Eve.
_SHORT_OF = re.compile(r"(?:before|prior to|earlier than|after|later than)\b", re.IGNORECASE)
#: How a part of a day begins, which the words say themselves.
_PART = re.compile(r"^(?:(?:on|in) )?(?:the (?:morning|afternoon|evening|night) of )?")


def _added(date: DateDraft) -> str:
    known = _one_end(date) if not _SHORT_OF.match(date.words) else ""
    if not date.rule or not known or date.rule == YEAR_BEFORE or _ELSEWHERE.search(date.words):
        return ""
    year = known[:4]
    if year in date.words or date.approximate or not year.isdigit() or int(year) < _EARLIEST:
        return ""
    if date.precision in {DatePrecision.DAY, DatePrecision.MONTH} and _names_month(date.words):
        return year
    if date.precision in {DatePrecision.DAY, DatePrecision.MONTH, DatePrecision.YEAR}:
        words = _PART.sub("", in_words(replace(date, first=known, last=known)))
        return f"({words})" if _PLAIN_DATE.fullmatch(words) else ""
    return ""


def _one_end(date: DateDraft) -> str:
    """The day or month that is told: of "by Friday" the only end; "" of a longer time."""
    return date.first if date.first == date.last or not date.last else "" if date.first else date.last


_MONTHS = frozenset("jan feb mar apr may jun jul aug sep sept oct nov dec".split())


def _names_month(words: str) -> bool:
    """Say whether words name a month and point nowhere: "1 October", not "last October"."""
    low = words.lower().replace(".", "").split()
    pointing = not _POINTING.isdisjoint(low)
    return not pointing and any(word[:3] in _MONTHS or word in _MONTHS for word in low if word.isalpha())


_POINTING = frozenset({"last", "this", "next", "ago", "later", "earlier", "month", "that"})
