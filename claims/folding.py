"""Words as a search compares them. Only the index is folded; a stored text stays as it is."""

import unicodedata
from collections.abc import Iterator

import regex

#: Written without spaces between words, or as Hangul with endings on them.
_SCRIPTS = r"[\p{Hangul}\p{Han}\p{Hiragana}\p{Katakana}]"
_RUN = regex.compile(rf"(?V1){_SCRIPTS}+|[[\p{{L}}\p{{M}}\p{{N}}]--{_SCRIPTS}]+")
_CJK = regex.compile(_SCRIPTS)


def fold(text: str) -> str:
    """A text without capitals, accents and width: "Ｃafé" becomes "cafe"."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return unicodedata.normalize("NFC", bare)


def index_words(text: str) -> str:
    """The words of a text for an index, in order, with spaces between.

    A Korean, Chinese or Japanese run becomes its overlapping pairs ("노동당": 노동 동당), so that a
    word inside a compound is found.
    """
    return " ".join(word for run in _runs(text) for word in run)


def query_phrases(query: str) -> list[list[str]]:
    """What a query asks for: each inner list is words that must stand in a row, all lists must stand.

    Words between quotation marks are one phrase. The last word of each phrase may go on
    ("bridg" finds "bridges"), which is for whoever asks the index to say.
    """
    found = []
    for at, part in enumerate(query.translate({ord("“"): '"', ord("”"): '"'}).split('"')):
        runs = list(_runs(part))
        found += [[word for run in runs for word in run]] if at % 2 else runs
    return [phrase for phrase in found if phrase]


def _runs(text: str) -> Iterator[list[str]]:
    for found in _RUN.finditer(fold(text)):
        run = found[0]
        paired = len(run) > 2 and _CJK.match(run)
        yield [run[at : at + 2] for at in range(len(run) - 1)] if paired else [run]
