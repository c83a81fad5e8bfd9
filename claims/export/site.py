"""A release as pages: an index, one page a claim and an article, a feed. No script; opens from a folder."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from claims.export.claimreview import page_markup
from claims.export.feed import News, atom
from claims.export.frozen import (
    ALONE,
    Frozen,
    approvers,
    claims_of,
    file_name,
    is_alone,
    means_of,
    number_of,
    quote_of,
    source_of,
    web_address,
)
from claims.export.grouping import grouped
from claims.export.html import Html, el, joined, page
from claims.vocab import Rating

#: Signs beside the ratings, so that no colour is needed.
_SIGNS = {
    Rating.SUPPORTED: "✓",
    Rating.REFUTED: "✕",
    Rating.CONFLICTING: "◐",
    Rating.MISSING_CONTEXT: "!",
    Rating.NOT_ENOUGH_EVIDENCE: "?",
}


def pages(
    records: Callable[[], Iterable[str]], about: dict[str, Any], news: News
) -> Iterator[tuple[str, Iterator[str]]]:
    """The files of the site: a path each, and its text in portions, to be read before the next is asked for.

    Args:
        records: gives the frozen claims anew each time.
        about: the release's manifest.
        news: what the feed tells.
    """
    yield "index.html", _index(records, about)
    for claim in claims_of(records()):
        made = withdrawn_page if claim.get("withdrawn") else claim_page
        yield f"claims/{file_name(claim['id'])}.html", iter([made(claim, about)])
    for article_id, places in grouped(_by_article(_holding(records))):
        yield f"articles/{file_name(article_id)}.html", iter([article_page(list(places), about)])
    yield "feed.xml", atom(about, news)


def _index(records: Callable[[], Iterable[str]], about: dict[str, Any]) -> Iterator[str]:
    made = about.get("set", {})
    title = made.get("title", "") or "Claims"
    head, tail = page(title, "", "en", Html("\0"), feed="feed.xml").split("\0")
    yield head
    yield el("h1", title, dir="auto")
    if made.get("description"):
        yield el("p", made["description"], dir="auto")
    yield el("p", _told(about), _class="told")
    yield "<ol>\n"
    for claim in _holding(records):
        link = el("a", claim["text"], href=f"claims/{file_name(claim['id'])}.html")
        yield el("li", joined(link, " ", _badge(claim)), dir="auto") + "\n"
    yield "</ol>\n"
    if about.get("withdrawn"):
        yield from _withdrawn(records)
    yield el("h2", "Articles") + "<ul>\n"
    for article_id, titles in grouped((claim["article_id"], _title(claim)) for claim in _holding(records)):
        link = el("a", next(titles), href=f"articles/{file_name(article_id)}.html")
        yield el("li", link, dir="auto") + "\n"
    yield "</ul>\n" + tail


def _holding(records: Callable[[], Iterable[str]]) -> Iterator[Frozen]:
    return (claim for claim in claims_of(records()) if not claim.get("withdrawn"))


def _withdrawn(records: Callable[[], Iterable[str]]) -> Iterator[str]:
    """Nobody who was led here by a claim should find nothing said of it."""
    yield el("h2", "Withdrawn") + "<ul>\n"
    for claim in claims_of(records()):
        if claim.get("withdrawn"):
            link = el("a", claim["text"], href=f"claims/{file_name(claim['id'])}.html")
            yield el("li", joined(link, " ", _since(claim)), dir="auto") + "\n"
    yield "</ul>\n"


def _since(claim: Frozen) -> Html:
    told = claim["withdrawn"]
    said = f"Withdrawn {told['at'][:10]} in version {told['version']}: {told['reason']}"
    return el("span", said, dir="auto")


def withdrawn_page(claim: Frozen, _about: dict[str, Any]) -> str:
    """The page of a claim that holds no longer: that it was withdrawn, and why; no markup says otherwise."""
    body = joined(
        el("nav", el("a", "All claims", href="../index.html")),
        el("h1", claim["text"], dir="auto"),
        el("p", _since(claim)),
        el("p", f"It was rated “{claim['rating_label']}”, as of {claim['as_of']}."),
        el("p", joined("Claim ", el("code", claim["id"])), _class="told"),
    )
    return page(claim["text"], "../", claim["language"], body)


def _title(claim: Frozen) -> str:
    return claim["article_title"] or claim["article_url"] or "An article without a title"


def _told(about: dict[str, Any]) -> Html:
    made = about.get("set", {})
    parts = [f"Version {about.get('version', '')}", f"frozen {about['created_at'][:10]}"]
    parts += [word for word in (about["organisation"], made.get("licence", "")) if word]
    return joined(" · ".join(parts), " · ", el("a", "Releases and corrections", href="feed.xml"))


def _badge(claim: Frozen) -> Html:
    sign = el("span", _SIGNS[means_of(claim)], aria_hidden="true")
    return el("strong", joined(sign, " ", claim["rating_label"]), _class="rating")


def claim_page(claim: Frozen, about: dict[str, Any]) -> str:
    """The page of one claim with its ClaimReview, which says what the page shows and no more."""
    body = joined(
        el("nav", el("a", "All claims", href="../index.html")),
        el("h1", claim["text"], dir="auto"),
        el("p", joined(_badge(claim), f", as of {claim['as_of']}")),
        el("p", claim["rationale"], dir="auto", _class="prose") if claim["rationale"] else "",
        _beside(claim),
        _said(claim),
        _evidence(claim),
        _searches(claim),
        _signed(claim, about),
        el("p", joined("Claim ", el("code", claim["id"])), _class="told"),
    )
    return page(claim["text"], "../", claim["language"], body, markup=page_markup(claim, about))


def _beside(claim: Frozen) -> Html:
    """What a verdict says beside its rationale; a claim of before has nothing of it."""
    correction = [claim.get("correction", ""), claim.get("correction_note", "")]
    told = {
        "For readers": claim.get("conclusion", ""),
        "Correction": ": ".join(words for words in correction if words),
        "What to know": ", ".join(flag.replace("_", " ") for flag in claim.get("flags", ())),
        "How sure": claim.get("confidence", ""),
        "Why fewer independent origins will do": claim.get("override_reason", ""),
    }
    return joined(
        *(
            el("p", joined(el("strong", f"{name}:"), " ", words), dir="auto", _class="prose")
            for name, words in told.items()
            if words
        )
    )


def _said(claim: Frozen) -> Html:
    article = el("a", _title(claim), href=f"../articles/{file_name(claim['article_id'])}.html")
    where = [word for word in (claim["article_outlet"], claim["article_published_on"]) if word]
    told = joined(article, *(f", {word}" for word in where))
    first = web_address(claim["article_url"])
    others = dict.fromkeys(web_address(place["url"]) for place in claim["occurrences"])
    links = [_link(url) for url in dict.fromkeys([first, *others]) if url]
    return joined(
        el("h2", "Who says so, and where"),
        el("p", claim["claimant"], dir="auto") if claim["claimant"] else "",
        el("p", told, dir="auto"),
        el("ul", joined(*(el("li", link) for link in links))) if links else "",
    )


def _link(url: str) -> Html:
    return el("a", url, href=url, rel="noopener noreferrer nofollow") if web_address(url) else Html("")


def _evidence(claim: Frozen) -> Html:
    if not claim["evidence"]:
        return Html("")
    items = [el("li", _found(found, number_of(claim, found))) for found in claim["evidence"]]
    return joined(el("h2", "Evidence"), el("ul", joined(*items), _class="evidence"))


def _found(found: Frozen, number: str) -> Html:
    source = source_of(found)
    quote, said = quote_of(found), found.get("paraphrase", "")
    words = el("blockquote", quote, dir="auto") if quote else el("p", f"In our words: {said}", dir="auto")
    named = [source.title, source.author, source.publisher, source.published_on, found["locator"]]
    told = ", ".join(word for word in named if word)
    link = _link(source.url)
    return joined(
        el("p", " ".join(word for word in (number, found["stance"]) if word), _class="stance"),
        words,
        el("p", joined(told, " ", link), dir="auto", _class="told"),
        el("p", found["note"], dir="auto") if found["note"] else "",
    )


def _searches(claim: Frozen) -> Html:
    if not claim["searches"]:
        return Html("")
    items = [el("li", search, dir="auto") for search in claim["searches"]]
    return joined(el("h2", "What was searched"), el("ul", joined(*items)))


def _signed(claim: Frozen, about: dict[str, Any]) -> Html:
    names = [name for name in (claim["verdict_author"], *approvers(claim)) if name]
    by = f" for {about['organisation']}" if about["organisation"] else ""
    frozen = f"Signed by {', '.join(names)}{by}; published {about['created_at'][:10]}."
    alone = f" {ALONE}" if is_alone(claim) else ""
    return el("p", frozen + alone, dir="auto", _class="told")


def _by_article(claims: Iterable[Frozen]) -> Iterator[tuple[str, Any]]:
    for claim in claims:
        kept = (
            "id",
            "text",
            "rating",
            "rating_means",
            "rating_label",
            "article_title",
            "article_url",
            "article_outlet",
        )
        told = {name: claim.get(name, "") for name in (*kept, "article_published_on", "language")}
        own = [place for place in claim["occurrences"] if place["url"] == claim["article_url"]]
        yield claim["article_id"], told | {"occurrences": own}


def article_page(claims: list[Frozen], _about: dict[str, Any]) -> str:
    """The page of one article: the words that make each claim, marked, with those around them.

    A record has no more of an article than this, so no page shows more.
    """
    first = claims[0]
    told = [word for word in (first["article_outlet"], first["article_published_on"]) if word]
    places = [
        (place["start"], number, place, claim)
        for number, claim in enumerate(claims)
        for place in claim["occurrences"]
    ]
    unplaced = [claim for claim in claims if not claim["occurrences"]]
    items = [_marked(place, claim) for _, _, place, claim in sorted(places, key=lambda one: one[:2])]
    items += [el("li", _claim_link(claim), dir="auto") for claim in unplaced]
    body = joined(
        el("nav", el("a", "All claims", href="../index.html")),
        el("h1", _title(first), dir="auto"),
        el("p", joined(", ".join(told), " ", _link(first["article_url"])), _class="told"),
        el("p", "What it says, in its order; only the words around each claim are kept here.", _class="told"),
        el("ol", joined(*items), _class="article"),
    )
    return page(_title(first), "../", first["language"], body)


def _marked(place: Frozen, claim: Frozen) -> Html:
    words = joined("…", place["prefix"], el("mark", place["exact"]), place["suffix"], "…")
    return el("li", joined(el("p", words, _class="prose"), el("p", _claim_link(claim))), dir="auto")


def _claim_link(claim: Frozen) -> Html:
    link = el("a", claim["text"], href=f"../claims/{file_name(claim['id'])}.html")
    return joined(link, " ", _badge(claim))
