"""Read ClaimReview: JSON-LD in a page, a graph, a list, or a feed of reviews such as Google's."""

import io
import re
from collections.abc import Iterator
from typing import Any

from claims.errors import InputError, TooLargeError
from claims.importing.texts import VALUE, JsonFile
from claims.importing.values import LeadDraft, LeadLink, Row, day, linked, prose, row_of, words

#: Under these names a node may hold others that are reviews.
_HOLDERS = ("@graph", "dataFeedElement", "itemListElement", "item", "mainEntity", "review", "hasPart")
#: Nodes may hold each other so deep.
_DEEP = 6


def read_claimreview(text: io.TextIOBase) -> Iterator[Row]:
    """The reviews of a page or of a JSON file, numbered in their order.

    Raises:
        InputError: if it is neither, or breaks off.
    """
    file = JsonFile(text)
    first = file.peek()
    values = _of_page(file.rest()) if first == "<" else _of_json(file)
    reviews = (review for value in values for review in _reviews(value, _DEEP))
    for number, review in enumerate(reviews, start=1):
        yield _row(number, review)


def _of_json(file: JsonFile) -> Iterator[Any]:
    if file.peek() == "[":
        yield from file.items()
    elif file.peek() == "{":
        yield from _of_object(file)
    else:
        raise InputError("this is neither JSON-LD nor a page that holds it")
    file.end()


def _of_object(file: JsonFile) -> Iterator[Any]:
    """The nodes of an object, without holding the lists that may be long; itself if it has none."""
    file.take("{")
    own: dict[str, Any] = {}
    while file.peek() != "}":
        name = file.value()
        if not isinstance(name, str):
            raise InputError("this is not JSON: a name is no text")
        file.take(":")
        if name in _HOLDERS and file.peek() == "[":
            yield from file.items()
        else:
            own[name] = file.value()
        if file.peek() != ",":
            break
        file.take(",")
    file.take("}")
    yield own


# A parser of HTML reads broken markup again and again; of a page only these elements are wanted.
_OPENS = re.compile(r"<script\b[^<>]{0,1000}>", re.IGNORECASE)
_CLOSES = re.compile(r"</script\b", re.IGNORECASE)


def _of_page(pieces: Iterator[str]) -> Iterator[Any]:
    for script in _scripts(_whole(pieces)):
        file = JsonFile(io.StringIO(script))
        value = file.value()
        file.end()
        yield from value if isinstance(value, list) else [value]


def _whole(pieces: Iterator[str]) -> str:
    page, size = [], 0
    for piece in pieces:
        size += len(piece)
        if size > VALUE:
            raise TooLargeError(f"a page may have at most {VALUE:,} characters")
        page.append(piece)
    return "".join(page)


def _scripts(page: str) -> Iterator[str]:
    """The JSON-LD of a page; one that has no end is none."""
    at = 0
    while (opens := _OPENS.search(page, at)) and (closes := _CLOSES.search(page, opens.end())):
        at = closes.end()
        if "application/ld+json" in opens[0].lower():
            yield page[opens.end() : closes.start()]


def _reviews(node: Any, deep: int) -> Iterator[dict[str, Any]]:
    if isinstance(node, list):
        for each in node:
            yield from _reviews(each, deep)
    if not isinstance(node, dict) or not deep:
        return
    if "ClaimReview" in _types(node):
        yield node
        return
    for name in _HOLDERS:
        if name in node:
            yield from _reviews(node[name], deep - 1)


def _types(node: dict[str, Any]) -> set[str]:
    kinds = node.get("@type", node.get("type"))
    named = kinds if isinstance(kinds, list) else [kinds]
    return {kind.rpartition("/")[2].rpartition(":")[2] for kind in named if isinstance(kind, str)}


def _row(number: int, review: dict[str, Any]) -> Row:
    try:
        return row_of(number, _draft(review))
    except InputError as error:
        return Row(number, why=str(error), breaks=True)


def _draft(review: dict[str, Any]) -> LeadDraft:
    rating, item, author = (_node(review.get(name)) for name in ("reviewRating", "itemReviewed", "author"))
    name = words(review.get("@id"), 2_000)
    appeared = _node(item.get("firstAppearance")) or _node(item.get("appearance"))
    return LeadDraft(
        text=_said(review.get("claimReviewed"), 10_000),
        foreign_id=name,
        is_global=":" in name and not name.startswith("_:"),
        language=_said(review.get("inLanguage"), 16),
        claimant=_said(item.get("author")),
        rating=_rating(rating),
        rater=_said(author),
        rater_url=_address(author),
        url=_said(review.get("url"), 2_000),
        published_on=day(_said(review.get("datePublished"))),
        appeared_at=_address(appeared) or _said(item.get("appearance"), 2_000, ("url", "@id")),
        appeared_on=day(_said(item.get("datePublished"))),
        explanation=prose(rating.get("ratingExplanation") or review.get("reviewBody")),
        links=linked(map(_link, _all(review.get("citation")))),
    )


def _rating(rating: dict[str, Any]) -> str:
    """The label; a number without one is told with its scale, and never becomes a label."""
    if label := _said(rating.get("alternateName")) or _said(rating.get("name")):
        return label
    value, best = (words(rating.get(name), 20) for name in ("ratingValue", "bestRating"))
    return f"{value} of {best}" if value and best else value


def _link(work: Any) -> LeadLink:
    if isinstance(work, str):
        return LeadLink(url=words(work, 2_000))
    node = _node(work)
    return LeadLink(
        url=_address(node),
        title=_said(node.get("name") or node.get("headline")),
        says=_said(node.get("text") or node.get("abstract"), 1_000),
    )


def _all(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _node(value: Any) -> dict[str, Any]:
    first = next(iter(_all(value)), None)
    return first if isinstance(first, dict) else {"name": first} if isinstance(first, str) else {}


def _said(value: Any, limit: int = 500, names: tuple[str, ...] = ("@value", "name", "url", "@id")) -> str:
    """A value in one line: a text, the first of a list, or the name of a node."""
    for each in _all(value):
        if isinstance(each, dict):
            found = next((each[name] for name in names if isinstance(each.get(name), str)), "")
            return words(found, limit)
        return words(each, limit)
    return ""


def _address(node: dict[str, Any]) -> str:
    return _said(node.get("url") or node.get("sameAs"), 2_000)
