"""What readers of ClaimReview hold it to: required fields, addresses, numbers. Each fault is one sentence."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

#: What Google asks to be shorter than this; longer is allowed and cut by readers.
SHORT = 75
_SHORTENERS = frozenset("bit.ly t.co goo.gl tinyurl.com ow.ly is.gd buff.ly me2.do naver.me".split())


def faults_of(review: dict[str, Any]) -> list[str]:
    """What is wrong with one ClaimReview; nothing if it holds.

    Source:
        schema.org ClaimReview, Claim and Rating; Google's rules for fact-check markup.
    """
    return [*_required(review), *_address(review), *_rating(review), *_item(review), *_dates(review)]


def remarks_on(review: dict[str, Any]) -> list[str]:
    """What a reader may dislike about a review that holds."""
    long = len(review.get("claimReviewed", "")) >= SHORT
    no_address = not review.get("url")
    return [
        *([f"claimReviewed is longer than {SHORT} characters"] if long else []),
        *(["url is missing: the release knows no public address"] if no_address else []),
    ]


def _required(review: dict[str, Any]) -> Iterator[str]:
    if review.get("@type") != "ClaimReview":
        yield "@type is not ClaimReview"
    for name in ("claimReviewed", "reviewRating", "author", "itemReviewed"):
        if not review.get(name):
            yield f"{name} is missing"


def _address(review: dict[str, Any]) -> Iterator[str]:
    if "url" not in review:
        return
    parts = urlsplit(review["url"])
    if parts.scheme not in ("http", "https") or not parts.hostname:
        yield "url is not an address on the web"
    elif parts.hostname in _SHORTENERS:
        yield "url is that of a shortener"
    elif parts.fragment:
        yield "url points into a page, not to one"


def _rating(review: dict[str, Any]) -> Iterator[str]:
    rating = review.get("reviewRating") or {}
    if not rating.get("alternateName"):
        yield "reviewRating has no alternateName"
    numbers = [rating.get(name) for name in ("worstRating", "ratingValue", "bestRating")]
    if all(number is None for number in numbers):
        return
    whole = [number for number in numbers if isinstance(number, int) and not isinstance(number, bool)]
    if len(whole) < len(numbers):
        yield "ratingValue, bestRating and worstRating are not all whole numbers"
        return
    worst, value, best = whole
    if not (1 <= worst < best and worst <= value <= best):
        yield "ratingValue does not lie between a worstRating of 1 or more and a higher bestRating"


def _item(review: dict[str, Any]) -> Iterator[str]:
    item = review.get("itemReviewed") or {}
    if item.get("@type") != "Claim":
        yield "itemReviewed is not a Claim"
    label = (review.get("reviewRating") or {}).get("alternateName", "")
    if label and review.get("claimReviewed", "").casefold() == label.casefold():
        yield "claimReviewed is the rating"
    for place in item.get("appearance", []):
        if "url" in place and urlsplit(place["url"]).scheme.lower() not in ("http", "https"):
            yield "an appearance has an address that is not on the web"


def _dates(review: dict[str, Any]) -> Iterator[str]:
    item = review.get("itemReviewed") or {}
    for owner, told in (("", review), ("itemReviewed.", item)):
        if day := told.get("datePublished"):
            try:
                date.fromisoformat(day[:10])
            except ValueError:
                yield f"{owner}datePublished is no date"
