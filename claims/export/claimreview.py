"""schema.org ClaimReview: one review a claim, a graph of all, a feed."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from claims.digest import canonical
from claims.export.frozen import (
    ALONE,
    Frozen,
    claims_of,
    file_name,
    is_alone,
    quote_of,
    source_of,
    web_address,
)


def to_claimreview(records: Iterable[str], about: dict[str, Any]) -> Iterator[str]:
    """A JSON-LD graph with one schema.org ClaimReview a claim.

    A rating without a number is given by its label alone. `url` stands only where the release
    knows a public address.

    Source:
        schema.org ClaimReview, Claim and Rating.
    """
    yield '{"@context":"https://schema.org","@graph":['
    for place, record in enumerate(records):
        yield ("," if place else "") + "\n" + canonical(_claim_review(json.loads(record), about))
    yield "\n]}\n"


def _claim_review(claim: dict[str, Any], about: dict[str, Any]) -> dict[str, Any]:
    review = {
        "@type": "ClaimReview",
        "@id": f"urn:claimdesk:claim:{claim['id']}",
        "claimReviewed": claim["text"],
        "datePublished": about["created_at"][:10],
        "inLanguage": claim["language"],
        "author": _author(claim, about),
        "reviewRating": _rating(claim),
        "itemReviewed": _item(claim),
        "citation": [_citation(found) for found in claim["evidence"]],
    }
    if about["public_url"]:
        review["url"] = f"{about['public_url'].rstrip('/')}/claims/{claim['id']}"
    return {key: value for key, value in review.items() if value}


def _author(claim: dict[str, Any], about: dict[str, Any]) -> dict[str, str]:
    if about["organisation"]:
        return {"@type": "Organization", "name": about["organisation"]}
    return {"@type": "Person", "name": claim["verdict_author"]}


def _rating(claim: dict[str, Any]) -> dict[str, Any]:
    rating: dict[str, Any] = {
        "@type": "Rating",
        "alternateName": claim["rating_label"],
        "ratingExplanation": claim["rationale"],
    }
    if claim["rating_number"] is not None:
        best, worst = claim.get("rating_best"), claim.get("rating_worst")
        rating |= {
            "ratingValue": claim["rating_number"],
            "bestRating": 5 if best is None else best,
            "worstRating": 1 if worst is None else worst,
        }
    return rating


def _item(claim: dict[str, Any]) -> dict[str, Any]:
    where = {
        "@type": "NewsArticle",
        "headline": claim["article_title"],
        "url": claim["article_url"],
        "datePublished": claim["article_published_on"],
        "publisher": claim["article_outlet"] and {"@type": "Organization", "name": claim["article_outlet"]},
    }
    item = {
        "@type": "Claim",
        "author": claim["claimant"] and {"@type": "Thing", "name": claim["claimant"]},
        "datePublished": claim["article_published_on"],
        "appearance": {key: value for key, value in where.items() if value},
    }
    return {key: value for key, value in item.items() if value}


def _citation(found: dict[str, Any]) -> dict[str, Any]:
    source = source_of(found)
    work = {
        "@type": "CreativeWork",
        "name": source.title,
        "author": source.author,
        "publisher": source.publisher,
        "url": source.url,
        "datePublished": source.published_on,
        "text": quote_of(found),
    }
    return {key: value for key, value in work.items() if value}


def to_claimreview2(records: Iterable[str], about: dict[str, Any]) -> Iterator[str]:
    """As `to_claimreview`, with every place of a claim in `appearance` and the page of each review.

    Source:
        schema.org ClaimReview, Claim and Rating; Google's rules for fact-check markup.
    """
    yield '{"@context":"https://schema.org","@graph":['
    for place, claim in enumerate(claims_of(records)):
        yield ("," if place else "") + "\n" + canonical(review_of(claim, about))
    yield "\n]}\n"


def to_feed(records: Iterable[str], about: dict[str, Any]) -> Iterator[str]:
    """A schema.org DataFeed with one ClaimReview an item, as aggregators read it."""
    head = canonical(
        {
            "@context": "https://schema.org",
            "@type": "DataFeed",
            "dateModified": about["created_at"],
            "name": about.get("set", {}).get("title", ""),
        }
    )
    yield head[:-1] + ',"dataFeedElement":['
    for place, claim in enumerate(claims_of(records)):
        item = {
            "@type": "DataFeedItem",
            "dateCreated": about["created_at"],
            "item": review_of(claim, about),
        }
        yield ("," if place else "") + "\n" + canonical(item)
    yield "\n]}\n"


def page_markup(claim: Frozen, about: dict[str, Any]) -> str:
    """The markup of one claim's own page, with its context; safe inside a script element."""
    whole = {"@context": "https://schema.org"} | review_of(claim, about)
    # "</script" and "<!--" would end the element early, whatever string they stand in.
    return json.dumps(whole, sort_keys=True, separators=(",", ":")).replace("<", "\\u003c")


def review_of(claim: Frozen, about: dict[str, Any]) -> dict[str, Any]:
    """One claim's ClaimReview, without a context."""
    review = {
        "@type": "ClaimReview",
        "@id": f"urn:claimdesk:claim:{claim['id']}",
        "url": page_address(claim, about),
        "claimReviewed": claim["text"],
        "datePublished": about["created_at"][:10],
        "inLanguage": claim["language"],
        "author": _author(claim, about),
        "reviewRating": _rating(claim),
        "itemReviewed": _item2(claim),
        "citation": [_citation2(found) for found in claim["evidence"]],
        "reviewBody": claim.get("conclusion", ""),
        "correction": claim.get("correction_note", ""),
        "publishingPrinciples": {"@type": "CreativeWork", "text": ALONE} if is_alone(claim) else "",
    }
    return {key: value for key, value in review.items() if value}


def page_address(claim: Frozen, about: dict[str, Any]) -> str:
    """Where the page of a claim is published; "" if the release knows no public address."""
    base = web_address(about["public_url"]).rstrip("/")
    return f"{base}/claims/{file_name(claim['id'])}.html" if base else ""


def _item2(claim: Frozen) -> dict[str, Any]:
    item = {
        "@type": "Claim",
        "@id": f"urn:claimdesk:claim:{claim['id']}:said",
        "author": claim["claimant"] and {"@type": "Thing", "name": claim["claimant"]},
        "datePublished": claim["article_published_on"],
        "appearance": _appearances(claim),
    }
    return {key: value for key, value in item.items() if value}


def _appearances(claim: Frozen) -> list[dict[str, Any]]:
    """The claim's own article with all that is known of it, then the other places it is made at."""
    others = dict.fromkeys(web_address(place["url"]) for place in claim["occurrences"])
    own = _article(claim)
    rest = [url for url in others if url and url != own.get("url")]
    return [own, *({"@type": "CreativeWork", "url": url} for url in rest)]


def _article(claim: Frozen) -> dict[str, Any]:
    outlet = claim["article_outlet"]
    article = {
        "@type": "NewsArticle",
        "headline": claim["article_title"],
        "url": web_address(claim["article_url"]),
        "datePublished": claim["article_published_on"],
        "publisher": outlet and {"@type": "Organization", "name": outlet},
    }
    return {key: value for key, value in article.items() if value}


def _citation2(found: Frozen) -> dict[str, Any]:
    source = source_of(found)
    work = {
        "@type": "CreativeWork",
        "name": source.title,
        "author": source.author and {"@type": "Thing", "name": source.author},
        "publisher": source.publisher and {"@type": "Organization", "name": source.publisher},
        "url": web_address(source.url),
        "datePublished": source.published_on,
        "text": quote_of(found),
        "abstract": found.get("paraphrase", ""),
    }
    return {key: value for key, value in work.items() if value}
