"""A page's title: the heading that a reader sees, where the page's own names for itself bear it out.

`<title>` and og:title are written for search engines and end with the site's name; a heading alone may
be a menu's. Where both agree, the heading is the title.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

# What outlets put above a headline inside of its heading.
_KICKER = re.compile(
    r"kicker|overline|topline|dachzeile|roofline|overtitle|headline-?top|surtitre|eyebrow", re.IGNORECASE
)
_APART = re.compile(r"\s+[|│•·»›/\-–—]+\s+|\s*[|│»]\s*|\s+::\s+")
_WORD = re.compile(r"\w+")
_LOOKS = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "\xad": None, "\u200b": None}
)

#: A heading that is longer is a paragraph.
_LONGEST = 300
_MOST_HEADINGS = 60
# How much more a heading of the first order counts, and how much of it the names must share.
_LARGER, _HALF = 0.25, 0.5


def page_title(tree: Any, headline: str = "") -> str:
    """Find a page's title.

    Args:
        tree: the parsed page.
        headline: what its JSON-LD calls the article, "" if nothing.

    Returns:
        The title on one line, "" if the page has none.
    """
    site = next(_said(tree, "og:site_name"), "")
    own = _distinct([headline, *_said(tree, "og:title", "twitter:title")])
    names = _distinct([*own, _line(tree.findtext(".//title"))])
    first = [text for text in _headings(tree, "h1") if not _is_site(text, site, names)]
    second = [text for text in _headings(tree, "h2", "h3") if not _is_site(text, site, names)]
    found = _borne_out(first, second, names) or (first[0] if len(first) == 1 else "")
    return _without_section(found, own) or headline or _without_site(names, site)


def _said(tree: Any, *names: str) -> Iterator[str]:
    for name in names:
        for element in tree.iterfind(".//meta[@content]"):
            if name in {element.get("property"), element.get("name")}:
                yield _line(element.get("content"))


def _line(text: str | None) -> str:
    return " ".join((text or "").replace("\xad", "").replace("\u200b", "").split())


def _distinct(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, texts)))


def folded(text: str) -> str:
    """Give a text as its look-alikes have it too: small letters, plain quotes and dashes, no soft hyphens."""
    return text.translate(_LOOKS).casefold()


def _headings(tree: Any, *tags: str) -> list[str]:
    found = [
        _line(_heading_text(element))
        for _, element in zip(range(_MOST_HEADINGS), tree.iter(*tags), strict=False)
    ]
    return [text for text in _distinct(found) if len(text) <= _LONGEST]


def _heading_text(element: Any) -> str:
    """Give a heading's words, without what stands above the headline in it."""
    kickers = [part for part in element.iterdescendants() if _KICKER.search(str(part.get("class") or ""))]
    unseen = {id(inner) for part in kickers for inner in part.iter()}
    words = [] if id(element) in unseen else [element.text or ""]
    for part in element.iterdescendants():
        if isinstance(part.tag, str) and id(part) not in unseen and part.tag not in {"script", "style"}:
            words.append(part.text or "")
        if part.getparent() is not None and id(part.getparent()) not in unseen:
            words.append((" " if part.tag == "br" else "") + (part.tail or ""))
    whole = "".join(words)
    return whole if whole.strip() else element.text_content()


def _is_site(text: str, site: str, names: Sequence[str]) -> bool:
    """Whether a heading is the site's name: called so, or the smaller end of a title with another part."""
    plain = folded(text)
    if site and plain == folded(site):
        return True
    if any(plain == folded(name) for name in names):
        return False
    return any(_is_end(plain, [folded(part) for part in _APART.split(name) if part]) for name in names)


def _is_end(plain: str, parts: Sequence[str]) -> bool:
    """Whether a name's last part is this, or its first before one that is far longer."""
    rest = max((len(part) for part in parts if part != plain), default=0)
    if len(parts) < 2 or len(plain) > 0.6 * rest:
        return False
    return plain == parts[-1] or (plain == parts[0] and len(plain) < 0.3 * sum(map(len, parts)))


def _borne_out(first: Sequence[str], second: Sequence[str], names: Sequence[str]) -> str:
    """Give the heading that the names agree with most, of like ones the larger, then the earlier."""
    scored = [(_most(text, names), text) for text in first]
    scored = [(score + _LARGER, text) for score, text in scored if score >= _HALF]
    scored += [(score, text) for text in second if (score := _most(text, names)) >= 1]
    return max(scored, key=lambda pair: pair[0], default=(0.0, ""))[1]


def _most(text: str, names: Sequence[str]) -> float:
    return max((_agreement(text, name) for name in names), default=0.0)


def _without_section(found: str, names: Sequence[str]) -> str:
    """Take off what stands before one of the page's names in a heading: "Politics | "."""
    ends = (name for name in names if found.endswith(name) and len(name) >= 0.6 * len(found))
    return next(ends, found).strip().lstrip(":|-–—· ")


def _agreement(heading: str, name: str) -> float:
    """Say how much of both is the same: 1 and more where one holds the other whole."""
    one, two = folded(heading), folded(name)
    if one in two or two in one:
        return 1 + min(len(one), len(two)) / max(len(one), len(two))
    ours, theirs = set(_WORD.findall(one)), set(_WORD.findall(two))
    return 2 * len(ours & theirs) / max(1, len(ours) + len(theirs))


def _without_site(names: Sequence[str], site: str) -> str:
    """Give the first name without the site's: its longest part."""
    if not names:
        return ""
    parts = [part for part in _APART.split(names[0]) if part and folded(part) != folded(site)]
    return max(parts, key=len, default=names[0])
