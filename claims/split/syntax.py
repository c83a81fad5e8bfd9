"""Small questions about a parsed English sentence, and the part of it that is looked at."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from claims.vocab import Hedge

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_NP_ENDS = frozenset({",", "(", "[", "–", "—", ":", ";"})
_PAIRS = {"“": "”", "«": "»", "(": ")", "[": "]"}


@dataclass(frozen=True, slots=True)
class Said:
    """One word on who stands behind a claim; `speaker` is "" where the article does not say."""

    speaker: str
    cue: str
    hedge: Hedge = Hedge.NONE


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a sentence around one verb: `verb.doc[start:end]`, in tokens.

    `subject` is the one it shares with the verb before; `said` lists who says it, nearest first.
    """

    verb: Token
    start: int
    end: int
    subject: Span | None = None
    said: tuple[Said, ...] = ()

    @property
    def doc(self) -> Doc:
        """The paragraph the part stands in."""
        return self.verb.doc

    def holds(self, token: Token) -> bool:
        """Say whether a token lies in this part."""
        return self.start <= token.i < self.end


def subject_of(verb: Token) -> Token | None:
    """A verb's own subject, if it has one."""
    return next((child for child in verb.children if child.dep_ in SUBJECTS), None)


def auxiliaries(verb: Token) -> list[Token]:
    """Its helping verbs and "to", in order."""
    return [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]


def is_finite(verb: Token) -> bool:
    """Say whether a verb stands in a tense, by itself or through a helping verb."""
    if verb.pos_ not in {"VERB", "AUX"}:
        return False
    helpers = auxiliaries(verb)
    if verb.tag_ in _FINITE or any(helper.tag_ in _FINITE for helper in helpers):
        return True
    # The tagger often takes a past tense for a participle ("the bridge opened in 1931").
    return verb.tag_ == "VBN" and not helpers and any(c.dep_ == "nsubj" for c in verb.lefts)


def is_question(words: Span) -> bool:
    """Say whether a sentence or clause asks."""
    return words.text.rstrip(" \"'”’)]»").endswith(("?", "？", "؟"))


def is_assertion(token: Token) -> bool:
    """Say whether a word is a finite verb with a subject of its own."""
    return is_finite(token) and subject_of(token) is not None


def is_negated(verb: Token) -> bool:
    """Say whether a verb has its "not" or "never"."""
    return any(child.dep_ == "neg" for child in verb.children)


def noun_phrase(head: Token) -> Span:
    """A noun with its words, without what a comma or a bracket adds to it."""
    start, end = head.left_edge.i, head.right_edge.i + 1
    if not any(child.dep_ == "conj" for child in head.children):
        ends = (t.i for t in head.doc[head.i + 1 : end] if t.text in _NP_ENDS)
        end = next(ends, end)
    return head.doc[start:end]


def name_of(phrase: Span) -> str:
    """A speaker's words without the article and the possessive mark at the edges."""
    start = phrase.start + (len(phrase) > 1 and phrase[0].lower_ in {"the", "a", "an"})
    words = phrase.doc[start : phrase.end].text
    return " ".join(words.strip(' ,“”"').removesuffix("'s").removesuffix("’s").split())


def quoted(doc: Doc) -> list[tuple[int, int]]:
    """The quotations and brackets of a paragraph, as characters: `(opening mark, closing mark)`.

    An opening mark that meets another before it closes is a slip and is left out; one that is
    open at the end of the paragraph goes on to there, as a quote over several paragraphs does.
    """
    # Kept with the paragraph: each of its clauses asks.
    if "quoted" not in doc.user_data:
        doc.user_data["quoted"] = _pairs(doc.text)
    found: list[tuple[int, int]] = doc.user_data["quoted"]
    return found


def _pairs(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    opened: dict[str, int] = {}
    for at, char in enumerate(text):
        if char in _PAIRS:
            opened[_PAIRS[char]] = at
        elif char == '"' and char not in opened:
            opened[char] = at
        elif char in opened:
            found.append((opened.pop(char), at))
    if "”" in opened:
        found.append((opened["”"], len(text)))
    return sorted(found)


def is_quoted(token: Token, quotes: list[tuple[int, int]]) -> bool:
    """Say whether a token stands inside one of the quotations, not at its marks."""
    return any(opening < token.idx < closing for opening, closing in quotes)


def trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Take loose punctuation, conjunctions and "that" off the edges of a stretch of tokens."""
    while start < end and _is_loose(doc[start], before=True):
        start += 1
    while start < end and _is_loose(doc[end - 1], before=False):
        end -= 1
    return start, end


def _is_loose(token: Token, *, before: bool) -> bool:
    if token.is_space or token.text in {",", ";", ":", "–", "—", "-", "."}:
        return True
    if not before:
        return token.dep_ == "cc" and token.pos_ == "CCONJ"
    return token.dep_ in {"cc", "mark"} and token.lower_ in {"and", "but", "yet", "that", "so"}


def ancestors_up_to(token: Token, top: Token) -> Iterator[Token]:
    """The words between a token and one above it; empty if it hangs there directly."""
    at = token.head
    while at.i not in (top.i, at.head.i):
        yield at
        at = at.head
