"""What is a page's article and what stands around it: furniture goes before the extractor, leads come back.

trafilatura takes the article out; these rules know what it does not: names that content systems give to share
bars, related links and newsletter boxes, lines that only lead elsewhere, and the lead above a body.
"""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

from lxml import etree

# Names of parts that are no article on any page. Whole words of a class or an id.
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:"
    r"breadcrumbs?|sharedaddy|share-?bar|share-?buttons?|social-?share|sd-(?:block|title|sharing)|addtoany|shariff|"
    r"jp-relatedposts|related-?(?:posts?|articles?|content|links?|stories|news|box)|yarpp|"
    r"newsletter(?:-?(?:promo|box|signup|form|teaser))?|author-?(?:bio|box|info|desc|card)|saboxplugin|about-author|"
    r"pum|popmake|popup|modal|cookie(?:s|-?(?:notice|banner|consent))?|borlabscookie|"
    r"comments?(?:-?(?:area|list|form|section))?|respond|disqus|next-?(?:story|post)s?|prev-?next|post-?navigation|"
    r"tag-?(?:list|cloud)|post-?tags|entry-?tags|tags-noticias|widget-area|rating|likes-widget|"
    r"subscribe|subscription-?form|promo|advert(?:isement)?|recommended|recommendations|read-?more|also-?read|"
    r"most-?read|meistgelesen|trending|skip-?link|nav(?:igation|breadcrumbs)?"
    r")(?:$|[\s_-])|(?:^|\s)sidebar(?:$|[\s_-])"
)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PARTS = frozenset("div section aside ul ol p nav h2 h3 h4 span table footer".split())
_UNSEEN = frozenset({"script", "style", "noscript", "template"})
# A part with more of the page's words than this is no furniture, whatever it is called.
_MOST = 0.6
# A page with more such parts is made to take long.
_MOST_PARTS = 500
# So much of what was extracted says that the extractor took furniture for the article.
_MUCH = 0.3
_RUN_TOGETHER = 300

# Lines that lead elsewhere: they begin so, go on for a word or two, and have a colon.
_LEADS_ELSEWHERE = re.compile(
    r"(?:read (?:more|also|next)|see also|also read|related|more (?:on this|stories|from)|recommended|watch"
    r"|share (?:this|on)|lesen sie (?:auch|hier|dazu|mehr)|lies auch|mehr (?:zum thema|themen|dazu|lesen)"
    r"|auch interessant|siehe auch|weiterlesen|zum weiterlesen|weitere (?:informationen|artikel|infos|themen)"
    r"|passend dazu|teilen(?: mit)?|bewerten|kategorien?|vea (?:también|ademas|además)|lea (?:también|además)"
    r"|leer (?:más|también)|mir[ae]|te puede interesar|ver también|lire (?:aussi|la suite|également)"
    r"|à lire(?: aussi)?|voir aussi|leggi anche|leia (?:também|mais)|veja também"
    r"|czytaj (?:też|także|również|więcej)|zobacz (?:też|także|również)|lees ook)\b[^\n:]{0,25}:",
    re.IGNORECASE,
)
# Lines that call for something, and what stands under every page.
_CALLS = re.compile(
    r"(?:follow (?:us|me|the|him|her|@)|subscribe|sign up|click here|get the (?:latest|day's|app)"
    r"|download (?:the|our)|explore further$|you (?:may|might) also like|comments?$|advertisement$|anzeige$"
    r"|copyright\b|©|all rights reserved|(?:last )?updated(?: at|:)|\S+@\S+\.\w+$"
    r"|(?:https?://)?(?:www\.)?(?:twitter|facebook|instagram)\.com/\S+$|folgen sie (?:uns|mir)|abonnieren sie"
    r"|newsletter (?:abonnieren|bestellen)|jetzt (?:abonnieren|anmelden)|suscríb[ea]te|síguenos|abonnez-vous"
    r"|suivez-nous|iscriviti|seguici|assine|siga-nos)",
    re.IGNORECASE,
)
_LONGEST_LINK = 200

_LEAD = re.compile(
    r"(?:^|[\s_-])(?:lead|teaser|intro|introduction|excerpt|summary|standfirst|chapo|chapeau|vorspann|sapo|deck|dek|"
    r"subtitle|subheadline|sub-?head|bajada|entradilla|anrei(?:ss|ß)er|abstract|lede|sommaire)s?"
    r"(?:text|_text|-text)?(?:$|[\s_-])"
)
_HOLDING = ("p", "div", "section", "ul", "time", "figure")
_SHORTEST_LEAD, _LONGEST_LEAD = 50, 900
_FEW = 60


def readable(tree: Any) -> Any:
    """Copy a page without what no reader sees, for the functions below."""
    copy = deepcopy(tree)
    etree.strip_elements(copy, *_UNSEEN, with_tail=False)
    return copy


def without_furniture(tree: Any, title: str, paragraphs: Sequence[str]) -> tuple[list[str], bool]:
    """Leave out the paragraphs that stand in parts of the page whose names say that they are no article.

    Args:
        tree: the page, as `readable` made it.
        title: its headline; what holds that is no furniture.
        paragraphs: what was extracted of it.

    Returns:
        The rest; and whether such parts made up much of what was extracted or everything ran
        together, so that they had better go before anything is extracted (`drop_furniture`).
    """
    squeezed = [_squeezed(text) for text in paragraphs]
    dropped: set[int] = set()
    for part in _furniture(tree, title):
        words = _squeezed("".join(part.itertext()))
        dropped |= {at for at, text in enumerate(squeezed) if _stands_in(text, words)}
    gone = sum(len(squeezed[at]) for at in dropped)
    again = gone > _MUCH * sum(map(len, squeezed)) or _runs_together(paragraphs)
    return [text for at, text in enumerate(paragraphs) if at not in dropped], again


def _runs_together(paragraphs: Sequence[str]) -> bool:
    return len(paragraphs) == 1 and len(paragraphs[0]) > _RUN_TOGETHER


def drop_furniture(tree: Any, title: str) -> None:
    """Take out of a readable page, in place, the parts whose names say that they are no article."""
    for part in list(_furniture(tree, title)):
        part.drop_tree()


def _furniture(tree: Any, title: str) -> Iterator[Any]:
    most = _MOST * len("".join(tree.itertext()))
    walk = etree.iterwalk(tree, events=("start",))
    found = 0
    for _, element in walk:
        if found == _MOST_PARTS:
            return
        if element.tag in _PARTS and _FURNITURE.search(_names(element)) and not _holds(element, title, most):
            found += 1
            yield element
            walk.skip_subtree()


def _holds(part: Any, title: str, most: float) -> bool:
    """Whether a part holds the headline or most of the page: "with-sidebar" is a name for those, too."""
    if any(_line(heading) == title for heading in part.iter("h1", "h2", "h3")):
        return True
    return len("".join(part.itertext())) > most


def _stands_in(text: str, words: str) -> bool:
    # A short line may stand in any long text by chance.
    return text in words and (len(text) >= _FEW / 3 or len(text) > len(words) / 20)


def _names(element: Any) -> str:
    said = f"{element.get('class') or ''} {element.get('id') or ''}"
    return _HUMP.sub("-", said).lower() if said != " " else ""


def without_links(paragraphs: Sequence[str]) -> list[str]:
    """Leave out the paragraphs that only lead to other pages, or say where to follow and subscribe."""
    return [text for text in paragraphs if not _is_link(text)]


def _is_link(text: str) -> bool:
    return len(text) <= _LONGEST_LINK and bool(_LEADS_ELSEWHERE.match(text) or _CALLS.match(text))


def lead_of(tree: Any, title: str, paragraphs: Sequence[str]) -> str:
    """Give the lead between a page's headline and its body, "" if there is none or the body has it."""
    known = _squeezed(" ".join(paragraphs))
    leads = _between(tree, title, _squeezed(paragraphs[0])[:_FEW])
    return next((text for text in leads if _squeezed(text)[:_FEW] not in known), "")


def _between(tree: Any, title: str, body: str) -> list[str]:
    """Give the texts called a lead after the headline, if the body's beginning follows them."""
    leads: list[str] = []
    begun = False
    for element in tree.iter("h1", "h2", "h3", "p", "div", "section", "header"):
        if not begun:
            begun = element.tag in {"h1", "h2", "h3"} and title in _line(element)
        elif _beginning(element).startswith(body):
            return leads
        elif _is_lead(element) and _SHORTEST_LEAD <= len(text := _line(element)) <= _LONGEST_LEAD:
            leads.append(text)
    return []


def _line(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _beginning(element: Any) -> str:
    begun = ""
    for text in element.itertext():
        begun += _squeezed(text)
        if len(begun) >= _FEW:
            break
    return begun


def _is_lead(element: Any) -> bool:
    names = f"{_names(element)} {_names(element.getparent())}"
    whole = element.tag == "p" or all(part is element for part in element.iter(*_HOLDING))
    return whole and bool(_LEAD.search(names)) and not _FURNITURE.search(names)


def _squeezed(text: str) -> str:
    return "".join(text.split())
