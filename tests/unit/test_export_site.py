"""The pages of a release: valid, without scripts, linked among themselves, saying what their markup says."""

import json
import re
from dataclasses import replace
from html import unescape
from pathlib import PurePosixPath

import feedparser
import pytest
from lxml import etree, html

from claims.digest import sha256
from claims.export import Correction, Edition, News, freeze
from claims.export.claimreview import review_of
from claims.export.frozen import file_name
from claims.export.site import pages
from claims.vocab import Rating
from tests.documents import naughty_strings
from tests.exporting import CLAIM, FOUND, LINES, OTHER, PLACE, REFUTED, about

FIRST, SECOND = "2021-06-04T10:00:00+00:00", "2021-07-04T10:00:00+00:00"
CORRECTED = "The pier <opened> & closed."
NEWS = News(
    (Edition("1.0.0", FIRST, 3, "a" * 64), Edition("2.0.0", SECOND, 2, "b" * 64)),
    (Correction("2.0.0", SECOND, "c1", CORRECTED, "Supported", "Refuted"),),
)
BLOCKS = {"p", "ul", "ol", "li", "h1", "h2", "nav", "main", "blockquote"}


def site(lines=LINES, news=NEWS, **more):
    return {path: "".join(parts) for path, parts in pages(lambda: iter(lines), about(lines, **more), news)}


@pytest.fixture(scope="module")
def made():
    return site()


def parsed(text):
    return html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))


def faults(text):
    """What is not valid in a page, by a strict reading of the few elements that our pages have."""
    if re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]", text):
        yield "a control character"
    if not text.startswith("<!DOCTYPE html>\n<html lang="):
        yield "no doctype"
    # Closed like XML but for the void elements: then an XML parser finds every unclosed or crossed tag.
    body = re.sub(r"<(meta|link)( [^>]*)>", r"<\1\2/>", text.removeprefix("<!DOCTYPE html>\n"))
    body = re.sub(r"(?s)<style>.*?</style>", "", body)
    body = re.sub(r'(?s)(<script type="application/ld\+json">).*?(</script>)', r"\1\2", body)
    try:
        root = etree.fromstring(body)
    except etree.XMLSyntaxError as error:
        yield str(error)
        return
    for element in root.iter():
        yield from misplaced(element)
    if len(root.findall(".//h1")) != 1 or len(root.findall(".//main")) != 1:
        yield "not one heading and one main"
    if not (root.findtext("head/title") or "").strip():
        yield "no title"


def misplaced(element):
    if element.tag == "p" and any(child.tag in BLOCKS for child in element.iterdescendants()):
        yield "a block in a paragraph"
    if element.tag in ("ul", "ol") and any(child.tag != "li" for child in element):
        yield "a list with something else in it"
    if element.tag == "a" and not element.get("href"):
        yield "a link that leads nowhere"


def test_there_is_a_page_for_each_claim_and_article(made):
    claims = {f"claims/{name}.html" for name in ("c1", "c2", "c3")}
    assert set(made) == {"index.html", "feed.xml", "articles/a1.html", "articles/a2.html"} | claims


def test_every_page_is_valid(made):
    for path, text in made.items():
        if path.endswith(".html"):
            assert list(faults(text)) == [], path
            assert not etree.HTML(text).getroottree().docinfo.doctype.replace("<!DOCTYPE html>", "")


def test_naughty_words_leave_every_page_valid_and_harmless():
    strings = [words for words in naughty_strings() if not re.search("[\ud800-\udfff]", words)]
    strings += [
        "</script><script>alert(1)</script>",
        "<!--",
        "]]>",
        "a\x00b\x0bc\x7f",
        '" onload="x',
        "\ufffe",
    ]
    lines = []
    for at, words in enumerate(strings):
        place = replace(PLACE, exact=words, prefix=words, suffix=words, url=words)
        found = replace(FOUND, exact=words, source_title=words, source_url=words, note=words)
        told = dict.fromkeys(
            ("text", "rationale", "claimant", "article_title", "article_url", "language"), words
        )
        claim = replace(
            CLAIM, id=f"n{at}", article_id=f"n{at}", occurrences=(place,), evidence=(found,), **told
        )
        lines.append(freeze(claim))
    for path, text in site(lines).items():
        if path == "feed.xml":
            continue
        assert list(faults(text)) == [], path
        page = parsed(text)
        scripts = page.xpath("//script")
        assert {script.get("type") for script in scripts} <= {"application/ld+json"}
        assert not page.xpath("//@*[starts-with(name(), 'on')]")
        assert not page.xpath("//img|//iframe|//object|//base|//form|//svg")
        for link in page.xpath("//a/@href"):
            assert re.match(r"(\.\./|claims/|articles/|index|feed|https?://)", link, re.IGNORECASE), link


def test_every_link_among_the_pages_leads_to_one_of_them_from_a_folder(made):
    for path, text in made.items():
        if not path.endswith(".html"):
            continue
        for link in parsed(text).xpath("//@href"):
            if "://" in link:
                continue
            parts = []
            for part in (PurePosixPath(path).parent / link).parts:
                parts = parts[:-1] if part == ".." else [*parts, part]
            assert "/".join(parts) in made, (path, link)


def test_nothing_runs_and_nothing_is_fetched(made):
    for path, text in made.items():
        if path.endswith(".html"):
            assert "default-src 'none'" in text
            page = parsed(text)
            assert not page.xpath(
                "//script[not(@type='application/ld+json')]|//@src|//link[@rel='stylesheet']"
            )
            assert "@media print" in text


@pytest.mark.parametrize("claim", [CLAIM, OTHER, REFUTED], ids=["supported", "no number", "refuted"])
def test_the_markup_of_a_page_says_what_the_page_shows(claim):
    told = about(organisation="Tidewater Checks", public_url="https://checks.example")
    text = site([freeze(claim)], organisation="Tidewater Checks", public_url="https://checks.example")
    page = parsed(text[f"claims/{claim.id}.html"])
    [markup] = page.xpath("//script/text()")
    review = json.loads(markup)
    assert review.pop("@context") == "https://schema.org"
    assert review == review_of(json.loads(freeze(claim)), told)
    assert review["url"].endswith(f"/claims/{claim.id}.html")
    shown = page.xpath("//main")[0].text_content()
    assert page.xpath("//h1")[0].text == review["claimReviewed"]
    for words in _strings({name: part for name, part in review.items() if name != "url"}):
        assert words in shown, words


def _strings(value):
    """Every word that the markup says to a reader; types and ids are for machines."""
    if isinstance(value, dict):
        for name, part in value.items():
            if not name.startswith("@") and name != "inLanguage":
                yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)
    elif isinstance(value, str):
        yield value


def test_an_article_shows_its_words_marked_in_their_order():
    early = replace(
        OTHER, occurrences=(replace(PLACE, start=1, end=4, exact="ier", prefix="P", suffix=" o"),)
    )
    page = parsed(site([freeze(CLAIM), freeze(early)])["articles/a1.html"])
    assert [mark.text for mark in page.xpath("//mark")] == ["ier", "the pier 🚢 opened on 4 May."]
    items = [item.text_content() for item in page.xpath("//ol/li")]
    assert "Pier o" in items[0]
    assert page.xpath("//ol/li//a/@href") == ["../claims/c2.html", "../claims/c1.html"]


def test_a_claim_without_a_place_is_named_on_its_article():
    page = parsed(site([freeze(replace(CLAIM, occurrences=()))])["articles/a1.html"])
    assert page.xpath("//ol/li/a/text()") == [CLAIM.text]


def test_every_rating_has_a_sign_beside_its_word():
    for rating in Rating:
        page = parsed(
            site([freeze(replace(CLAIM, rating=rating.value, rating_means=rating.value))])["claims/c1.html"]
        )
        assert page.xpath("//strong[@class='rating']/span/text()")


def test_the_feed_calls_a_claim_that_is_out_withdrawn_and_not_corrected():
    gone = Correction("2.0.0", SECOND, "c1", "It cost 12.", "Refuted", "", "Misquoted.")
    news = News((Edition("2.0.0", SECOND, 1, "b" * 64),), (gone,))
    feed = feedparser.parse(site(news=news)["feed.xml"].encode())
    assert [entry.title for entry in feed.entries] == ["Withdrawn: It cost 12.", "Version 2.0.0"]
    assert [entry.summary.partition(".")[0] for entry in feed.entries] == [
        "taken out; it was Refuted",
        "1 claim",
    ]


@pytest.mark.parametrize("public_url", ["", "https://checks.example/sets/pier/"])
def test_the_feed_is_read_by_a_reader_of_feeds(public_url):
    feed = feedparser.parse(site(public_url=public_url)["feed.xml"].encode())
    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.title == "The pier"
    titles = [unescape(entry.title) for entry in feed.entries]
    assert titles == [f"Corrected: {CORRECTED}", "Version 2.0.0", "Version 1.0.0"]
    assert feed.entries[0].summary == "Supported → Refuted"
    assert len({entry.id for entry in feed.entries}) == 3
    base = "https://checks.example/sets/pier/" if public_url else ""
    assert [entry.link for entry in feed.entries] == [
        f"{base}claims/c1.html",
        f"{base}index.html",
        f"{base}index.html",
    ]
    assert all(entry.updated_parsed for entry in feed.entries)


def test_a_feed_of_naughty_words_is_still_well_formed():
    for words in [*naughty_strings(), "a\x00b\x0b", "]]>", "\ufffe"]:
        words = re.sub("[\ud800-\udfff]", "", words)  # noqa: PLW2901
        news = News(NEWS.editions, (replace(NEWS.corrections[0], text=words, was=words),))
        text = site([], news, set={"id": "S", "title": words}, organisation=words)["feed.xml"]
        etree.fromstring(text.encode())


@pytest.mark.parametrize(
    ("public_id", "name"),
    [
        ("01ABC", "01ABC"),
        ("../up", sha256(b"../up")[:32]),
        ("", sha256(b"")[:32]),
        ("a" * 65, sha256(b"a" * 65)[:32]),
    ],
)
def test_a_file_has_a_name_that_is_safe_everywhere(public_id, name):
    assert file_name(public_id) == name
