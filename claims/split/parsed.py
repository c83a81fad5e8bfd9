"""A parsed paragraph as plain objects, under the names that spaCy gives to the same things.

The rules look at a word's attributes over and over. spaCy makes a new string of each at every look
and searches a sentence for the words that hang on one; here all is looked up once and kept.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import spacy.tokens


class Token:
    """A word or a mark; only rules that repair a parse may change one, and hang it by `hang`."""

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "ent_iob_",
        "ent_type_",
        "head",
        "i",
        "idx",
        "is_alpha",
        "is_punct",
        "is_space",
        "kept",
        "left_edge",
        "lefts",
        "lemma_",
        "like_num",
        "lower_",
        "pos_",
        "right_edge",
        "rights",
        "sent",
        "tag_",
        "text",
        "whitespace_",
    )
    doc: Doc
    i: int
    idx: int
    text: str
    lower_: str
    lemma_: str
    whitespace_: str
    pos_: str
    tag_: str
    dep_: str
    ent_type_: str
    ent_iob_: str
    is_alpha: bool
    is_punct: bool
    is_space: bool
    like_num: bool
    head: Token
    lefts: tuple[Token, ...]
    rights: tuple[Token, ...]
    children: tuple[Token, ...]
    left_edge: Token
    right_edge: Token
    sent: Span
    #: Its subtree, once somebody asked for it.
    kept: tuple[Token, ...] | None

    def __init__(self, doc: Doc, word: spacy.tokens.Token | Token) -> None:
        self.doc = doc
        self.i, self.idx = word.i, word.idx
        self.text, self.lower_, self.lemma_ = word.text, word.lower_, word.lemma_
        self.whitespace_ = word.whitespace_
        self.pos_, self.tag_, self.dep_ = word.pos_, word.tag_, word.dep_
        self.ent_type_, self.ent_iob_ = word.ent_type_, word.ent_iob_
        self.is_alpha, self.is_punct, self.is_space = word.is_alpha, word.is_punct, word.is_space
        self.like_num = word.like_num

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def text_with_ws(self) -> str:
        """The word with the blank behind it."""
        return self.text + self.whitespace_

    @property
    def is_sent_start(self) -> bool:
        """Whether it is the first of its sentence."""
        return self.i == self.sent.start

    @property
    def subtree(self) -> tuple[Token, ...]:
        """The word and all that hangs on it, in order."""
        if self.kept is None:
            self.kept = _in_order(_below(self))
        return self.kept

    @property
    def ancestors(self) -> Iterator[Token]:
        """What it hangs on, and what that hangs on, up to the root."""
        at = self
        for _ in self.doc:
            if at.head is at:
                return
            at = at.head
            yield at

    def is_ancestor(self, other: Token) -> bool:
        """Say whether another word hangs below."""
        return any(one is self for one in other.ancestors)

    def nbor(self, by: int = 1) -> Token:
        """The word so many places on."""
        return self.doc[self.i + by]


def _in_order(words: Iterable[Token]) -> tuple[Token, ...]:
    """Words as they are read; what hangs on a word across others comes before its time."""
    found = tuple(words)
    crossed = any(after.i < one.i for one, after in pairwise(found))
    return tuple(sorted(found, key=lambda one: one.i)) if crossed else found


def _below(top: Token) -> Iterator[Token]:
    waiting: list[tuple[Token, bool]] = [(top, False)]
    while waiting:
        token, opened = waiting.pop()
        if opened or not token.children:
            yield token
            continue
        waiting += [(one, False) for one in reversed(token.rights)]
        waiting.append((token, True))
        waiting += [(one, False) for one in reversed(token.lefts)]


class Span(list[Token]):
    """Words next to each other, such as a sentence."""

    def __init__(self, doc: Doc, start: int, end: int) -> None:
        self.doc = doc
        self.start, self.end, _ = slice(start, end).indices(len(doc))
        super().__init__(doc[self.start : self.end])
        self.end = self.start + len(self)
        self._root: Token | None = None

    @property
    def text(self) -> str:
        """Its words without a blank behind the last."""
        return "".join([t.text + t.whitespace_ for t in self[:-1]]) + self[-1].text if self else ""

    @property
    def start_char(self) -> int:
        """Where it begins in the paragraph."""
        return self[0].idx

    @property
    def end_char(self) -> int:
        """Where it ends in the paragraph."""
        return self[-1].idx + len(self[-1].text)

    @property
    def root(self) -> Token:
        """The first of its words that hangs on none, or else below the fewest."""
        if self._root is None:
            roots = (one for one in self if one.head is one)
            self._root = next(roots, None) or self._highest()
        return self._root

    def _highest(self) -> Token:
        hung = [one for one in self if not self.start <= one.head.i < self.end]
        return min(hung, key=_depth, default=self[0])


def _depth(token: Token) -> int:
    """How many words a word hangs below; a mark that is alone comes behind every word."""
    if (token.is_punct or token.is_space) and not token.children:
        return len(token.doc) - 1
    return sum(1 for _ in token.ancestors)


class Doc(list[Token]):
    """A paragraph; `user_data` keeps what is found in it by those who need it again."""

    def __init__(self, words: Iterable[spacy.tokens.Token] | Iterable[Token], heads: Sequence[int]) -> None:
        super().__init__([Token(self, word) for word in words])
        self.user_data: dict[str, Any] = {}
        self.text = "".join([token.text + token.whitespace_ for token in self])
        for token, head in zip(self, heads, strict=True):
            token.head = self[head]
        self.sentences = _related(self, 0, len(self))
        #: Where sentences began as they were read; no repair reaches over one.
        self._parts = [sentence.start for sentence in self.sentences]

    @property
    def sents(self) -> Iterator[Span]:
        """Its sentences, in order."""
        return iter(self.sentences)

    @cached_property
    def ents(self) -> list[Span]:
        """The names and figures that the parser knows, in order."""
        firsts = [token.i for token in self if token.ent_iob_ == "B" and token.ent_type_]
        return [self.span(first, _end_of_name(self, first)) for first in firsts]

    def span(self, start: int, end: int) -> Span:
        """The words from a place up to another, which is not counted."""
        return Span(self, start, end)

    def char_span(self, start: int, end: int) -> Span:
        """The words of which some character lies between two places."""
        first = bisect_right(self, start, key=lambda token: token.idx + len(token.text))
        return Span(self, first, bisect_left(self, end, key=lambda token: token.idx))

    def part(self, one: Token, other: Token) -> tuple[int, int]:
        """The stretch of whole sentences, as they were read, in which two words stand."""
        first, last = sorted((one.i, other.i))
        starts = [*self._parts, len(self)]
        return starts[bisect_right(starts, first) - 1], starts[bisect_right(starts, last)]


def _end_of_name(doc: Doc, first: int) -> int:
    return next((at for at in range(first + 1, len(doc)) if doc[at].ent_iob_ != "I"), len(doc))


def plain(doc: spacy.tokens.Doc) -> Doc:
    """What spaCy found, as plain objects."""
    return Doc(doc, [token.head.i for token in doc])


def hang(token: Token, head: Token, dep: str = "") -> None:
    """Hang a word on another by a relation, or on itself: that makes it a root with its own sentence."""
    token.dep_ = dep or token.dep_
    if token.head is not head:
        token.head = head
        doc, (start, end) = token.doc, token.doc.part(token, head)
        inside = _related(doc, start, end)
        before, after = [s for s in doc.sents if s.end <= start], [s for s in doc.sents if s.start >= end]
        doc.sentences = [*before, *inside, *after]


def _related(doc: Doc, start: int, end: int) -> list[Span]:
    """Find what hangs where in whole sentences, and give these sentences as they are now."""
    for token in doc[start:end]:
        token.children, token.kept = (), None
    for token in doc[start:end]:
        if token.head is not token:
            token.head.children = (*token.head.children, token)
    for token in doc[start:end]:
        token.lefts = tuple([one for one in token.children if one.i < token.i])
        token.rights = token.children[len(token.lefts) :]
    starts = _set_edges(doc, start, end)
    found = [Span(doc, *bounds) for bounds in zip(starts, [*starts[1:], end], strict=True)]
    for sentence in found:
        for token in sentence:
            token.sent = sentence
    return found


def _set_edges(doc: Doc, start: int, end: int) -> list[int]:
    """Find the first and the last word below each, and where that of a root begins its sentence."""
    heads = [token.head.i - start for token in doc[start:end]]
    first, last = list(range(len(heads))), list(range(len(heads)))
    for _ in range(_TURNS):
        for i, head in (*enumerate(heads), *reversed([*enumerate(heads)])):
            first[head] = min(first[head], first[i])
            last[head] = max(last[head], last[i])
        starts = sorted({0, *(first[i] for i, head in enumerate(heads) if head == i)} if heads else ())
        if _are_within(heads, starts):
            break
    for token, left, right in zip(doc[start:end], first, last, strict=True):
        token.left_edge, token.right_edge = doc[start + left], doc[start + right]
    return [start + at for at in starts]


#: A word may stand far from what it hangs on, with others between that hang elsewhere.
_TURNS = 12


def _are_within(heads: Sequence[int], starts: Sequence[int]) -> bool:
    """Say whether every word hangs in its own sentence."""
    bounds = zip(starts, [*starts[1:], len(heads)], strict=True)
    return all(start <= head < end for start, end in bounds for head in heads[start:end])
