"""A web page to its article: body by trafilatura, the rest from JSON-LD and meta tags.

The page's markup is read and dropped; nothing of it is ever shown.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any

from lxml import etree
from lxml.html import HTMLParser, document_fromstring
from trafilatura import bare_extraction
from trafilatura.settings import Document

from claims.errors import InputError, TooLargeError
from claims.ingest.body import drop_furniture, lead_of, readable, without_furniture, without_links
from claims.ingest.day import FAR, NEAR, declared_day, hunted_day, states_its_day, visible_day
from claims.ingest.title import folded, page_title
from claims.models.drafts import ArticleMeta

#: How many elements may stand inside each other; real pages have 20 to 60.
MAX_DEPTH = 500
#: How many tags a page may have; trafilatura takes a minute over a million. Long pages have 10,000.
MAX_TAGS = 100_000

# Elements that never hold others, or whose end tag may be left out: not closing them nests nothing.
_FLAT = frozenset(
    "area base br col embed frame hr img input keygen link meta param source track wbr "
    "p li dt dd option optgroup tr td th thead tbody tfoot colgroup rp rt html head body".split()
)
# Nothing here may backtrack: each part stops at the next "<", so the scan is linear.
_TAG = re.compile(r"<(/?)([a-z][^\s<>/]*+)([^<>]*+)", re.IGNORECASE)
_UNSEEN_PARTS = (("<!--", "-->"), ("<script", "</script"), ("<style", "</style"))

# Less than this many characters is a menu's leftover, not an article.
_LEAST = 20
# A headline stands again in one of so many first paragraphs, if it does.
_TOP = 3
# And less than this is no reason to prefer a second try to the first.
_LITTLE = 100
_BLOCKS = frozenset("p head item quote row code ab".split())
# html, body, and a paragraph or a table's own elements around the innermost text.
_PARSER_ADDS = 10
# What XML cannot hold, as it is or as a reference: one of these, and trafilatura finds no article.
_NO_XML = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
    r"|&#0*(?:[0-8]|1[124-9]|2\d|3[01]|x0*(?:[0-8bcef]|1[0-9a-f]|fff[ef])|6553[45])(?![\da-f]);?",
    re.IGNORECASE,
)
_WEB = re.compile(r"https?://\S+", re.IGNORECASE)
_JSON_TYPES = re.compile(r"Article|BlogPosting|Report$")


def read_page(source: str, url: str = "") -> tuple[str, ArticleMeta]:
    """Take the article out of a page.

    Args:
        source: the page's markup, decoded.
        url: where it was fetched from, "" if nobody knows.

    Returns:
        The text: the title if known, then the paragraphs, a blank line between; and what JSON-LD
        and meta tags say about it.

    Raises:
        InputError: field "file", if the page is nested deeper than `MAX_DEPTH` or holds no article.
        TooLargeError: field "file", if it has more than `MAX_TAGS` tags.
    """
    paragraphs, meta = read_parts(source, url)
    return "\n\n".join(filter(None, (meta.title, *paragraphs))) + "\n", meta


def read_parts(source: str, url: str = "") -> tuple[list[str], ArticleMeta]:
    """Take a page's paragraphs and what it says of itself; as `read_page`, without the title on top."""
    depth, tags = nesting(source)
    _refuse_deep(depth)
    _refuse_crowded(tags)
    tree = _tree(source)
    # Elements without an end tag can nest too (<dd><li><dd><li>), which only the tree shows.
    _refuse_deep(_tree_depth(tree) - _PARSER_ADDS)
    said = _said_in_json(tree)
    title = page_title(tree, said.title)
    shown = readable(tree)
    declared, head_says = declared_day(tree), states_its_day(tree)
    found, paragraphs = _article(tree, shown, title, url)
    if not found or _size(paragraphs) < _LEAST:
        raise _no_article()
    near = None if head_says else visible_day(shown, title, NEAR)
    day = declared or near or _day(found.date) or visible_day(shown, title, FAR) or hunted_day(source, url)
    paragraphs = _without_title(title, paragraphs) or paragraphs
    lead = lead_of(shown, title, paragraphs) if title else ""
    return [lead, *paragraphs] if lead else paragraphs, _meta(found, said, title, day)


def _article(tree: Any, shown: Any, title: str, url: str) -> tuple[Document | None, list[str]]:
    """Extract the article, once more without the page's furniture where that was taken for it."""
    found = _extract(tree, url)
    paragraphs = list(_paragraphs(found.body)) if found else []
    kept, again = without_furniture(shown, title, paragraphs)
    if again:
        bare = deepcopy(shown)
        drop_furniture(bare, title)
        second = _extract(bare, url)
        better = list(_paragraphs(second.body)) if second else []
        if _size(better) >= max(_LITTLE, _size(kept) / 2):
            kept = better
    kept = without_links(kept)
    return found, kept if _size(kept) >= _LEAST else paragraphs


def _size(paragraphs: list[str]) -> int:
    return sum(map(len, paragraphs))


def _no_article() -> InputError:
    return InputError("no article text found, paste the text instead", "file")


def _refuse_deep(depth: int) -> None:
    if depth > MAX_DEPTH:
        raise InputError(
            f"the page's markup is nested more than {MAX_DEPTH} levels deep, so it is not read; "
            "paste the article's text instead",
            "file",
        )


def _refuse_crowded(tags: int) -> None:
    if tags > MAX_TAGS:
        raise TooLargeError(
            f"the page has {tags:,} tags and the limit is {MAX_TAGS:,}; paste the article's text",
            "file",
        )


def nesting(source: str) -> tuple[int, int]:
    """Count how deep a page's elements are nested, at least, and its tags, in one linear pass.

    Only end tags that have a start tag count, each for its own name, so stray ones hide nothing.
    """
    open_tags: Counter[str] = Counter()
    depth = deepest = tags = 0
    for end, name, rest in _TAG.findall(_without_unseen(source)):
        tags += 1
        tag = name.lower()
        if tag in _FLAT or rest.endswith("/"):
            continue
        step = -1 if end else 1
        if open_tags[tag] + step >= 0:
            open_tags[tag] += step
            depth += step
            deepest = max(deepest, depth)
    return deepest, tags


def _without_unseen(source: str) -> str:
    """Drop comments, scripts and styles, whose contents look like tags but are none."""
    for start, end in _UNSEEN_PARTS:
        source = "".join(_outside(source, start, end))
    return source


def _outside(source: str, start: str, end: str) -> Iterator[str]:
    low, at = source.lower(), 0
    if len(low) != len(source):  # "İ" grows when lowered, and the places would slip.
        low = source
    while (begin := low.find(start, at)) >= 0:
        yield source[at:begin]
        stop = low.find(end, begin + len(start))
        if stop < 0:
            # An unclosed comment hides the rest only from us; the parser may still see it.
            at = begin + len(start)
            break
        at = stop + len(end)
    yield source[at:]


def _tree(source: str) -> Any:
    """Parse a page with its own labels and `<base>` taken off.

    libxml2 drops everything below 256 levels in silence unless `huge_tree` is set. The bytes are
    UTF-8 by now, and the parser is told so, whatever the page's labels say.
    """
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(_NO_XML.sub(" ", source).encode(), parser=parser)
    except etree.ParserError:
        raise _no_article() from None
    for base in list(tree.iter("base")):
        # trafilatura takes the base address for the article's own.
        base.drop_tree()
    return tree


def _tree_depth(tree: Any) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _extract(tree: Any, url: str) -> Document | None:
    found = bare_extraction(
        tree,
        url=url or None,
        include_comments=False,
        with_metadata=True,
        # No clock, and no hunting for dates in the prose.
        date_extraction_params={
            "original_date": True,
            "extensive_search": False,
            "max_date": "2200-01-01",
        },
    )
    return found if isinstance(found, Document) else None


def _paragraphs(body: Any) -> Iterator[str]:
    """Give each block of an extracted body as one paragraph; `<br>` becomes a line end."""
    words: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in _BLOCKS:
            yield from _finished(words)
            words = []
        words.append(_words_at(event, element))
    yield from _finished(words)


def _words_at(event: str, element: Any) -> str:
    if event == "start":
        return ("\n" if element.tag == "lb" else "") + (element.text or "")
    return (" " if element.tag == "cell" else "") + (element.tail or "")


def _finished(words: list[str]) -> Iterator[str]:
    lines = (" ".join(line.split()) for line in "".join(words).split("\n"))
    if text := "\n".join(line for line in lines if line):
        yield text


def _without_title(title: str, paragraphs: list[str]) -> list[str]:
    """Drop the headline where the body repeats it at its beginning, alone or before a line end."""
    said = folded(title)
    first = [
        text.partition("\n") if folded(text.partition("\n")[0]) == said else ("", "", text)
        for text in paragraphs[:_TOP]
    ]
    return [text for _, _, text in first if text] + paragraphs[_TOP:] if title else paragraphs


def _meta(found: Document, said: ArticleMeta, title: str, day: date | None) -> ArticleMeta:
    url = found.url or ""
    return replace(
        said,
        title=title or _one_line(found.title),
        byline=_names(found.author),
        outlet=_one_line(found.sitename),
        published_on=day,
        url=url if _WEB.fullmatch(url) else said.url,
    )


def _one_line(value: str | None) -> str:
    return " ".join((value or "").split())


def _names(author: str | None) -> str:
    """Join an author list of trafilatura, leaving out addresses."""
    names = (_one_line(name) for name in (author or "").split(";"))
    return ", ".join(name for name in names if name and "@" not in name and "/" not in name)


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def _said_in_json(tree: Any) -> ArticleMeta:
    """Read address and language from JSON-LD; trafilatura reads the rest of it.

    The `lang` of `<html>` is not asked: it is the portal's language, not the article's.
    """
    for thing in _json_things(tree):
        if _JSON_TYPES.search(str(thing.get("@type", ""))):
            language = str(thing.get("inLanguage") or "")[:2].lower()
            url = str(thing.get("url") or "")
            return ArticleMeta(
                title=_one_line(str(thing.get("headline") or "")),
                url=url if _WEB.fullmatch(url) else "",
                language=language if language.isascii() and language.isalpha() else "",
            )
    return ArticleMeta()


def _json_things(tree: Any) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if script.get("type", "").strip().lower() != "application/ld+json":
            continue
        try:
            value = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        things = value if isinstance(value, list) else [value]
        for thing in things:
            if isinstance(thing, dict):
                yield thing
                yield from (part for part in thing.get("@graph") or () if isinstance(part, dict))
