"""What the lines around a story say about it: title, byline, outlet, portal, day, language."""

import functools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import regex
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from claims.clean.rules import BY, HANGUL_NAMES, LATIN_NAMES, REPORTER
from claims.clean.scripts import main_script
from claims.clean.stamps import days_in
from claims.models.drafts import ArticleMeta, SegmentDraft
from claims.vocab import SegmentKind

#: What a portal calls itself, in its furniture or as a site's name.
PORTAL_PHRASES = (
    ("Daum", regex.compile(r"다음 ?뉴스|\bDaum\b|\bKakao Corp|^Kakao$", regex.IGNORECASE)),
    (
        "Naver",
        regex.compile(r"네이버 ?뉴스|\bNAVER (?:News|Corp)|^(?:네이버|Naver)$", regex.IGNORECASE),
    ),
    ("Nate", regex.compile(r"네이트 ?뉴스|^Nate(?: News)?$", regex.IGNORECASE)),
    ("MSN", regex.compile(r"\bMSN\b|\bMicrosoft (?:Start|News)\b", regex.IGNORECASE)),
    ("Yahoo", regex.compile(r"\bYahoo!? ?(?:News|Finance|Sports)?\b", regex.IGNORECASE)),
    ("Google News", regex.compile(r"\bGoogle News\b|구글 ?뉴스", regex.IGNORECASE)),
)
#: Hosts whose pages carry other outlets' stories; a host below one of them counts too.
PORTAL_HOSTS = (
    *(("Daum", "v.daum.net"), ("Daum", "news.daum.net"), ("Daum", "daum.net")),
    *(("Naver", "naver.com"), ("Nate", "nate.com"), ("MSN", "msn.com")),
    *(("Yahoo", "yahoo.com"), ("Yahoo", "yahoo.co.jp"), ("Google News", "news.google.com")),
)
# Outlets' own pages name portals here: "follow us on Naver News".
_NOT_THE_PORTAL = ("share buttons", "subscribe prompt", "related articles", "read more")
# Only a day, or a day beside a name or a few words, is when the story came out.
_LONGEST_DATED = 80

_OWNER = regex.compile(
    r"(?:copyrights?\s*(?:©|ⓒ|\(c\))?|©|ⓒ|저작권자\s*(?:©|ⓒ|\(c\))?)[\s:<]*(?:by )?"
    r"(?:\d{4}(?: ?[-–] ?\d{4})?,? )?(?:by )?"
    r"(?P<name>[^.,|<>()\[\]\n]{2,60}?)\s*"
    r"(?:,? (?:inc|ltd|llc|corp|co|gmbh|plc)\b.*|[.,|<>()\[\]]|all rights|무단|$)",
    regex.IGNORECASE,
)
_YEAR_AFTER = regex.compile(r"[\s,]+\d{4}\Z")
_BY_LATIN = regex.compile(rf"^{BY}:? (?P<name>{LATIN_NAMES}|\p{{Lu}}[\p{{L}}'’\-]+)")
# "Jane Roe, Staff Writer" has the shape of two names.
_ROLE = regex.compile(
    r",[^,]*\b(?:writer|reporter|correspondent|editor|columnist|contributor|staff|news|bureau)\b.*$",
    regex.IGNORECASE,
)
_HANGUL_REPORTER = regex.compile(rf"(?P<name>{HANGUL_NAMES}) ?{REPORTER}")
_NAME_AND_MORE = regex.compile(rf"^(?P<name>{HANGUL_NAMES}|{LATIN_NAMES}) ?[\d|,·<(\[A-Za-z]")

# Scripts that one language of the news writes.
_SCRIPT_LANGUAGES = {
    "Hangul": "ko",
    "Greek": "el",
    "Hebrew": "he",
    "Thai": "th",
    "Devanagari": "hi",
}
_LANGUAGES = (
    *("en", "fr", "de", "es", "it", "pt", "nl", "sv", "da", "no", "fi", "pl", "cs", "ro", "hu"),
    *("tr", "id", "vi", "ru", "uk", "bg", "sr", "ar", "fa", "ur", "ja", "zh"),
)
# Fewer characters tell no language of the Latin script from its neighbours.
_LEAST_WORDS = 20
#: How far (in log odds) English may lie behind the likeliest language of a few words.
_NEARLY = 3.0
_LANGUAGE_SAMPLE = 5_000


def find_meta(
    text: str,
    segments: Sequence[SegmentDraft],
    known: ArticleMeta = ArticleMeta(),  # noqa: B008  a frozen value is safe to share
) -> ArticleMeta:
    """Fill in what the markup did not say, from title, byline and furniture.

    The story's prose is asked for nothing but its language: a date in it is not when it came out.

    Args:
        text: the article's text.
        segments: the segments of that text, from `clean`.
        known: what is known already, from markup or a reviewer. It is kept, but for an outlet that
            is a portal's name, which becomes the portal.
    """
    known = _without_portal_as_outlet(known)
    return replace(
        known,
        title=known.title or _title(text, segments),
        byline=known.byline or _byline(text, segments),
        outlet=known.outlet or _outlet(text, segments),
        portal=known.portal or _portal(text, segments, known.url),
        published_on=known.published_on or _published_on(text, segments),
        language=known.language or _language(text, segments),
    )


def _without_portal_as_outlet(known: ArticleMeta) -> ArticleMeta:
    portal = _portal_named(known.outlet)
    if not portal or len(known.outlet) > 2 * len(portal) + 5:
        return known
    return replace(known, outlet="", portal=known.portal or portal)


def _words(text: str, segments: Sequence[SegmentDraft], kind: SegmentKind) -> Iterator[str]:
    return (text[part.start : part.end].strip() for part in segments if part.kind is kind)


def _title(text: str, segments: Sequence[SegmentDraft]) -> str:
    return next(_words(text, segments, SegmentKind.TITLE), "")


def _byline(text: str, segments: Sequence[SegmentDraft]) -> str:
    """Find the writer's name: "By" first, then a reporter, then the name beside the date."""
    lines = list(_words(text, segments, SegmentKind.BYLINE))
    for pattern in (_BY_LATIN, _HANGUL_REPORTER, _NAME_AND_MORE):
        for line in lines:
            if found := pattern.search(line):
                return _in_small_letters(_ROLE.sub("", found["name"]).strip())
    return ""


def _in_small_letters(name: str) -> str:
    """Write "SARAH KIM AND KIM DAE-JUNG" as "Sarah Kim and Kim Dae-jung"; other names stay."""
    if not name.isupper():
        return name
    return " ".join("and" if word == "AND" else word.capitalize() for word in name.split(" "))


def _outlet(text: str, segments: Sequence[SegmentDraft]) -> str:
    """Find who holds the copyright, leaving out the portal itself."""
    for line in _words(text, segments, SegmentKind.BOILERPLATE):
        found = _OWNER.search(line)
        name = _YEAR_AFTER.sub("", found["name"].strip()) if found else ""
        if name and not name.isdigit() and not _portal_named(name):
            return name
    return ""


def _portal(text: str, segments: Sequence[SegmentDraft], url: str) -> str:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:  # a page's markup may say anything: "http://[x"
        host = ""
    for name, ending in PORTAL_HOSTS:
        if host == ending or host.endswith(f".{ending}"):
            return name
    speaking = [part for part in segments if not part.by.endswith(_NOT_THE_PORTAL)]
    named = map(_portal_named, _words(text, speaking, SegmentKind.BOILERPLATE))
    return next((name for name in named if name), "")


def _portal_named(words: str) -> str:
    return next((name for name, pattern in PORTAL_PHRASES if pattern.search(words)), "")


def _published_on(text: str, segments: Sequence[SegmentDraft]) -> date | None:
    own = [part for part in segments if not part.by.endswith(_NOT_THE_PORTAL)]
    for kind in (SegmentKind.BYLINE, SegmentKind.BOILERPLATE):
        for line in _words(text, own, kind):
            if kind is SegmentKind.BYLINE or len(line) <= _LONGEST_DATED:
                for day in days_in(line):
                    return day
    return None


def _language(text: str, segments: Sequence[SegmentDraft]) -> str:
    """Give the language of the prose as ISO 639-1; of a few words only whether they can be English."""
    prose = "\n".join(_words(text, segments, SegmentKind.BODY))[:_LANGUAGE_SAMPLE]
    script = main_script([prose], 0.5)
    if script in _SCRIPT_LANGUAGES:
        return _SCRIPT_LANGUAGES[script]
    if not script:
        return ""
    if len(prose) < _LEAST_WORDS:
        ranked = _identifier().rank(prose)
        return "en" if dict(ranked)["en"] > ranked[0][1] - _NEARLY else ""
    return str(_identifier().classify(prose)[0])


@functools.cache
def _identifier() -> Any:
    """Load the model once; it is only read, so sharing it between threads is safe."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(_LANGUAGES)
    return identifier
