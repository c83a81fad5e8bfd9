"""Small questions about a parsed English paragraph."""

from spacy.tokens import Doc, Span, Token

_PAIRS = {"“": "”", "«": "»", "(": ")", "[": "]"}
_QUOTES = frozenset('“"«')


def is_question(words: Span) -> bool:
    """Say whether a sentence or clause asks."""
    return words.text.rstrip(" \"'”’)]»").endswith(("?", "？", "؟"))


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


def quotation_of(token: Token) -> tuple[int, int] | None:
    """The quotation that a word stands in, as characters of its paragraph; None outside of any."""
    text = text_of(token.doc)
    inside = (pair for pair in quoted(token.doc) if text[pair[0]] in _QUOTES)
    return next((pair for pair in inside if pair[0] < token.idx < pair[1]), None)


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
