"""A few lines of HTML without a template engine: every string is escaped unless it is `Html` already."""

import re
from html import escape

#: What no page and no feed may hold: control characters, and what is no character.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

STYLE = """
:root{color-scheme:light dark;background:Canvas;color:CanvasText}
body{font:1.05rem/1.55 Georgia,"Noto Serif",serif;max-width:42rem;margin:2rem auto;padding:0 1rem;
overflow-wrap:anywhere}
h1{font-size:1.5rem;line-height:1.3}h2{font-size:1.1rem;margin-top:2rem}
li{margin:.5rem 0}blockquote{margin:.3rem 0;padding-left:1rem;border-left:3px solid}
.prose,blockquote{white-space:pre-wrap}
.told,.stance{font-family:system-ui,sans-serif;font-size:.9rem}
mark{background:#ffe08a;color:#1a1a1a;padding:0 .1em}
.rating{font-family:system-ui,sans-serif}
@media print{body{margin:0;max-width:none;font-size:11pt}nav{display:none}
a[href^="http"]::after{content:" (" attr(href) ")"}li,blockquote{break-inside:avoid}
mark{background:none;text-decoration:underline}}
"""

#: Nothing runs and nothing is fetched, also when the page is opened from a folder.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


def clean(words: str) -> str:
    """Words with a replacement character for what cannot stand in a page or feed."""
    return _UNPRINTABLE.sub("\ufffd", words)


def text(words: str) -> Html:
    """Words as markup shows them."""
    return words if isinstance(words, Html) else Html(escape(clean(words)))


def joined(*parts: str) -> Html:
    """Words and markup one after the other."""
    return Html("".join(map(text, parts)))


def el(name: str, content: str, **attributes: str) -> Html:
    """An element; `_class` is its class, and `aria_hidden` the attribute aria-hidden."""
    told = "".join(
        f' {key.strip("_").replace("_", "-")}="{text(value)}"' for key, value in attributes.items() if value
    )
    return Html(f"<{name}{told}>{text(content)}</{name}>")


def page(title: str, root: str, language: str, body: Html, *, feed: str = "", markup: str = "") -> str:
    """A whole page.

    Args:
        title: of the page.
        root: the way from its folder to that of the index.
        language: a BCP 47 tag; English if it is none.
        body: what it shows.
        feed: the address of its feed, if it has one.
        markup: JSON-LD that says what it shows, escaped already.
    """
    tag = language if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language) else "en"
    alternate = f'<link rel="alternate" type="application/atom+xml" href="{text(root + feed)}">\n'
    data = f'<script type="application/ld+json">{markup}</script>\n'
    heading = " ".join(title.split())[:200] or "Claim"
    return (
        f'<!DOCTYPE html>\n<html lang="{tag}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{text(heading)}</title>\n"
        f"{alternate if feed else ''}<style>{STYLE}</style>\n{data if markup else ''}"
        f"</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )
