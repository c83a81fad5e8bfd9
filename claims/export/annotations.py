"""W3C Web Annotations: the places of claims in the articles that make them."""

from collections.abc import Iterable, Iterator
from typing import Any

from claims.digest import canonical
from claims.export.frozen import Frozen, claims_of
from claims.export.grouping import grouped

#: How much of the words around a quote goes out.
CONTEXT = 32


def to_annotations(records: Iterable[str], about: dict[str, Any]) -> Iterator[str]:
    """A JSON array with one AnnotationCollection an article text, its annotations on one page.

    Positions are code points of the text whose SHA-256 the collection names.

    Source:
        W3C Web Annotation Data Model, 4.2.4, 4.2.5 and 5.
    """
    yield "["
    before = "\n"
    for key, places in grouped(_places(claims_of(records))):
        yield before
        yield from _collection(key, places, about)
        before = ",\n"
    yield "\n]\n"


def _places(claims: Iterable[Frozen]) -> Iterator[tuple[str, Any]]:
    for claim in claims:
        for number, place in enumerate(claim["occurrences"], start=1):
            own = place["url"] == claim["article_url"]
            label = claim["article_title"] if own else ""
            yield f"{place['text_sha256']} {place['url']}", (label, _annotation(claim, place, number))


def _collection(key: str, places: Iterable[Any], about: dict[str, Any]) -> Iterator[str]:
    text_sha256, _, url = key.partition(" ")
    urn = f"urn:claimdesk:text:{text_sha256}"
    items = iter(places)
    label, first = next(items)
    head = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": urn,
        "type": "AnnotationCollection",
        "label": label or url,
        "created": about["created_at"],
    }
    page = canonical({"id": f"{urn}:page", "type": "AnnotationPage", "partOf": urn, "startIndex": 0})
    yield canonical(head)[:-1] + ',"first":' + page[:-1] + ',"items":['
    yield "\n" + canonical(first)
    for _, item in items:
        yield ",\n" + canonical(item)
    yield "\n]}}"


def _annotation(claim: Frozen, place: Frozen, number: int) -> dict[str, Any]:
    return {
        "id": f"urn:claimdesk:claim:{claim['id']}:place:{number}",
        "type": "Annotation",
        "motivation": "assessing",
        "body": [
            {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": claim["text"]},
            {
                "type": "TextualBody",
                "purpose": "classifying",
                "format": "text/plain",
                "value": claim["rating_label"],
            },
        ],
        "target": {
            "source": place["url"] or f"urn:claimdesk:text:{place['text_sha256']}",
            "selector": [
                {"type": "TextPositionSelector", "start": place["start"], "end": place["end"]},
                _quote(place),
            ],
        },
    }


def _quote(place: Frozen) -> dict[str, Any]:
    return {
        "type": "TextQuoteSelector",
        "exact": place["exact"],
        "prefix": place["prefix"][-CONTEXT:],
        "suffix": place["suffix"][:CONTEXT],
    }
