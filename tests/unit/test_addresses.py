"""Web addresses: read one way, and recognised when they name the same document."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.addresses import (
    ArchiveLink,
    archive_link,
    archive_links,
    canonical_url,
    follow_link,
    read_address,
)
from claims.errors import InputError


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("http://news.example", "http://news.example/"),
        ("  http://news.example/\n", "http://news.example/"),
        ("HTTP://NEWS.Example/A", "http://news.example/A"),
        ("http://news.example.:80/a", "http://news.example/a"),
        ("https://news.example:443?x", "https://news.example/?x"),
        ("https://news.example:80/", "https://news.example:80/"),
        ("http://news.example:/", "http://news.example/"),
        ("http://news.example:00080/", "http://news.example/"),
        ("http://news.example/a#b?c", "http://news.example/a"),
        ("http://news.example/#!/a", "http://news.example/"),
        ("http://news.example/a?b?c/../d", "http://news.example/a?b?c/../d"),
        ("http://news.example/a/./b/../c", "http://news.example/a/c"),
        ("http://news.example/../../a/..", "http://news.example/"),
        ("http://news.example/a/.", "http://news.example/a/"),
        ("http://news.example//a//b", "http://news.example//a//b"),
        ("http://news.example/a b/ü?ü=조", "http://news.example/a%20b/%C3%BC?%C3%BC=%EC%A1%B0"),
        ("http://news.example/%C3%BC%2F%zz", "http://news.example/%C3%BC%2F%zz"),
        ("http://news.example/\u202ea", "http://news.example/%E2%80%AEa"),
        ('http://news.example/"<>\\^`{}', "http://news.example/%22%3C%3E%5C%5E%60%7B%7D"),
        ("http://news.example/a@b:c", "http://news.example/a@b:c"),
        ("http://조선.example/", "http://xn--6i4bt7k.example/"),
        ("http://BÜCHER.example/", "http://xn--bcher-kva.example/"),
        ("http://bu\u0308cher.example/", "http://xn--bcher-kva.example/"),
        ("http://straße.example/", "http://xn--strae-oqa.example/"),
        ("http://ｎｅｗｓ．example/", "http://news.example/"),
        ("http://news。example｡/", "http://news.example/"),
        ("http://☃.example/", "http://xn--n3h.example/"),
        ("http://a_b.example/", "http://a_b.example/"),
        ("http://[2001:DB8:0::1]:8080/", "http://[2001:db8::1]:8080/"),
        ("http://[2001:db8::1]/", "http://[2001:db8::1]/"),
    ],
)
def test_an_address_is_put_together_from_its_parts(url, plain):
    assert str(read_address(url)) == plain
    assert str(read_address(plain)) == plain


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://news.example/", "not a web address"),
        ("news.example", "not a web address"),
        ("http://me:word@news.example/", "name or password"),
        ("http://news.example\\@other.example/", "name or password"),
        ("http://news.example/\ta", "cannot be seen"),
        ("http://news.example:0/", "port"),
        ("http://news.example:99999/", "port"),
        ("http://[fe80::1%25eth0]/", "network card"),
        ("http://news..example/", "host"),
        ("http://news.example/" + "a" * 5_000, "4,096"),
    ],
)
def test_a_refusal_says_what_is_wrong(url, why):
    with pytest.raises(InputError, match=why):
        read_address(url)


def test_a_refused_address_names_its_field():
    with pytest.raises(InputError) as refused:
        read_address("ftp://news.example/")
    assert refused.value.field == "url"


@given(st.text(max_size=80) | st.text(max_size=80).map("http://a.example/{}".format))
def test_reading_an_address_again_changes_nothing(url):
    try:
        plain = str(read_address(url))
        canonical = canonical_url(url)
    except InputError:
        return
    assert plain.isascii()
    assert plain.isprintable()
    assert str(read_address(plain)) == plain
    assert canonical_url(canonical) == canonical == canonical_url(plain)


@pytest.mark.parametrize(
    ("link", "there"),
    [
        ("", "https://news.example/a/b?c"),
        ("#x", "https://news.example/a/b?c"),
        ("d", "https://news.example/a/d"),
        ("?d", "https://news.example/a/b?d"),
        ("/d", "https://news.example/d"),
        ("..", "https://news.example/"),
        ("//other.example", "https://other.example/"),
        ("http://other.example/d", "http://other.example/d"),
        ("d:e", None),
        ("./d:e", "https://news.example/a/d:e"),
    ],
)
def test_a_link_is_followed_from_its_page(link, there):
    base = read_address("https://news.example/a/b?c#d")
    if there is None:
        with pytest.raises(InputError):
            follow_link(base, link)
    else:
        assert str(follow_link(base, link)) == there


@pytest.mark.parametrize(
    "url",
    [
        "http://news.example/story?id=7&page=2",
        "HTTP://News.Example:80/story?id=7&page=2#top",
        "http://news.example./story?id=7&page=2",
        "http://news.example/a/../story?id=7&page=2",
        "http://news.example/stor%79?id=%37&page=2",
        "http://news.example/story?utm_source=a&id=7&utm_medium=b&page=2&utm_campaign=c",
        "http://news.example/story?UTM_Source=a&id=7&page=2",
        "http://news.example/story?utm%5Fsource=a&id=7&page=2",
        "http://news.example/story?fbclid=a&id=7&gclid=b&page=2&msclkid=c&dclid=d&yclid=e",
        "http://news.example/story?id=7&page=2&mc_cid=1&mc_eid=2&igshid=3&_hsenc=4&_hsmi=5&mkt_tok=6",
        "http://news.example/story?&id=7&&page=2&",
        "http://news.example/story?id=7&page=2&srsltid=8&_ga=1.2&_gl=1&twclid=3&ttclid=4&gbraid=1&wbraid=1",
    ],
)
def test_one_document_has_one_address(url):
    assert canonical_url(url) == "http://news.example/story?id=7&page=2"


@pytest.mark.parametrize(
    "url",
    [
        "http://news.example/story?page=2&id=7",
        "http://news.example/Story?id=7&page=2",
        "http://news.example/story/?id=7&page=2",
        "http://www.news.example/story?id=7&page=2",
        "https://news.example/story?id=7&page=2",
        "http://news.example:8080/story?id=7&page=2",
        "http://news.example/story?id=7&page=2&utm=1",
        "http://news.example/story?id=7&page=2&ref=1",
        "http://news.example/story?id=7&page=2&myutm_source=1",
        "http://news.example/story%2F?id=7&page=2",
    ],
)
def test_another_document_keeps_another_address(url):
    assert canonical_url(url) != "http://news.example/story?id=7&page=2"


def test_a_question_that_only_tracked_is_dropped_whole():
    assert canonical_url("https://news.example/a?utm_source=b#c") == "https://news.example/a"
    assert canonical_url("https://news.example/a%2fb%7e?") == "https://news.example/a%2Fb~"


# Archives

NOON = datetime(2021, 4, 7, 12, 34, 56, tzinfo=UTC)


@pytest.mark.parametrize(
    ("url", "archive", "taken_at", "original"),
    [
        (
            "https://web.archive.org/web/20210407123456/http://a.example/b?c=d",
            "web.archive.org",
            NOON,
            "http://a.example/b?c=d",
        ),
        (
            "http://web.archive.org/web/20210407123456id_/https://a.example/",
            "web.archive.org",
            NOON,
            "https://a.example/",
        ),
        (
            "https://web.archive.org/web/20210407123456if_/https:/a.example/",
            "web.archive.org",
            NOON,
            "https://a.example/",
        ),
        (
            "https://web.archive.org/web/20210407123456/a.example",
            "web.archive.org",
            NOON,
            "http://a.example/",
        ),
        ("https://web.archive.org/web/2021/http://a.example/", "web.archive.org", None, "http://a.example/"),
        (
            "https://web.archive.org/web/20211399999999/http://a.example/",
            "web.archive.org",
            None,
            "http://a.example/",
        ),
        (
            "https://archive.org/web/20210407123456/http://a.example/",
            "web.archive.org",
            NOON,
            "http://a.example/",
        ),
        ("https://web.archive.org/web/20210407123456/mailto:b", "web.archive.org", NOON, ""),
        (
            "https://archive.today/20210407123456/http://a.example/b",
            "archive.today",
            NOON,
            "http://a.example/b",
        ),
        (
            "https://archive.ph/2021.04.07-123456/https://a.example/b",
            "archive.today",
            NOON,
            "https://a.example/b",
        ),
        ("https://archive.is/o/aB3dE/https://a.example/b", "archive.today", None, "https://a.example/b"),
        ("https://archive.li/aB3dE", "archive.today", None, ""),
        ("https://archive.fo/aB3dE/image", "archive.today", None, ""),
        ("https://archive.md/wip/aB3dE", "archive.today", None, ""),
        ("https://archive.vn/aB3d", "archive.today", None, ""),
        ("https://perma.cc/AB12-CD34", "perma.cc", None, ""),
        ("https://perma.cc/ab12-cd34?type=image", "perma.cc", None, ""),
    ],
)
def test_a_link_into_an_archive_says_what_it_shows(url, archive, taken_at, original):
    found = archive_link(url)
    assert found
    assert (found.archive, found.taken_at, found.original) == (archive, taken_at, original)
    assert found.url == str(read_address(url))


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/web/20210407123456/http://b.example/",
        "https://web.archive.org/",
        "https://web.archive.org/web/2021*/http://a.example/",
        "https://web.archive.org/web/*/http://a.example/",
        "https://web.archive.org/save/http://a.example/",
        "https://web.archive.org.a.example/web/20210407123456/http://b.example/",
        "https://archive.org/details/a",
        "https://archive.today/",
        "https://archive.today/submit/?url=http://a.example",
        "https://archive.ph/newest/http://a.example/",
        "https://notarchive.ph/aB3dE",
        "https://perma.cc/about",
        "https://perma.cc/",
        "http://user@perma.cc/AB12-CD34",
        "not an address",
        "",
    ],
)
def test_other_links_are_not_taken_for_an_archive(url):
    assert archive_link(url) is None


def test_the_archive_links_in_a_text_are_each_found_once():
    text = """Kept at https://perma.cc/AB12-CD34, and again (https://perma.cc/AB12-CD34).
    <https://archive.ph/aB3dE> https://a.example/ "http://web.archive.org/web/2021/a.example"."""
    assert archive_links(text) == [
        ArchiveLink("perma.cc", "https://perma.cc/AB12-CD34"),
        ArchiveLink("archive.today", "https://archive.ph/aB3dE"),
        ArchiveLink(
            "web.archive.org", "http://web.archive.org/web/2021/a.example", None, "http://a.example/"
        ),
    ]
    assert archive_links("") == []
