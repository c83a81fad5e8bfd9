"""Small questions about a parsed English paragraph."""

import re

from claims.split.parsed import Doc, Span, Token

_PAIRS = {"“": "”", "«": "»", "(": ")", "[": "]"}
_QUOTES = frozenset('“"«')


def is_question(words: Span) -> bool:
    """Say whether a sentence or clause asks."""
    return words.text.rstrip(" \"'”’)]»").endswith(("?", "？", "؟"))


def is_loud(sentence: Span) -> bool:
    """Say whether a sentence is written in capitals."""
    return sum(token.is_alpha for token in sentence) > 2 and sentence.text.isupper()


def text_of(doc: Doc) -> str:
    """A paragraph's text; the parser builds it anew each time it is asked."""
    if "text" not in doc.user_data:
        doc.user_data["text"] = doc.text
    found: str = doc.user_data["text"]
    return found


def quoted(doc: Doc) -> list[tuple[int, int]]:
    """The quotations and brackets of a paragraph, as characters: `(opening mark, closing mark)`.

    An opening mark that meets another before it closes is a slip and is left out; one that is
    open at the end of the paragraph goes on to there, as a quote over several paragraphs does.
    """
    # Kept with the paragraph: each of its clauses asks.
    if "quoted" not in doc.user_data:
        doc.user_data["quoted"] = _pairs(text_of(doc))
    found: list[tuple[int, int]] = doc.user_data["quoted"]
    return found


def quotations(doc: Doc) -> list[tuple[int, int]]:
    """The quotations of a paragraph without its brackets, as characters."""
    pairs = quoted(doc)
    return [pair for pair in pairs if text_of(doc)[pair[0]] in _QUOTES] if pairs else pairs


def quotation_of(token: Token) -> tuple[int, int] | None:
    """The quotation that a word stands in, as characters of its paragraph; None outside of any."""
    return next((pair for pair in quotations(token.doc) if pair[0] < token.idx < pair[1]), None)


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
        found.append((opened["”"], end_of_open(text, opened["”"])))
    return sorted(found)


def end_of_open(text: str, opening: int) -> int:
    """Where a quotation ends that is never closed: at the comma before its speaker, else with the text.

    "“The pool is safe, she said." is a slip of the marks in which it is plain who goes on.
    """
    stop = _STOP.search(text, opening)
    end = stop.start() if stop else len(text)
    spoken = _SPOKEN.search(text, opening, end)
    return spoken.start() if spoken else len(text)


_STOP = re.compile(r"[.!?](?=\s+[A-Z“])")
_VERBS = "said|says|told|tells|added|adds|asked|warned|wrote|noted|replied|explained|insisted|argued|claimed"
_NAMED = r"(?:he|she|they|(?:the|a|an|his|her|their|one)\s[\w’'-]+|[A-Z][\w’'.-]+)(?:\s[\w’'.-]+){0,4}?\s"
_SPOKEN = re.compile(rf",\s(?=(?:{_NAMED})?(?:{_VERBS})\b)")
