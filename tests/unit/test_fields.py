"""What people type: one check for every form."""

from contextlib import suppress
from datetime import date
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.desk.fields import LINE, PROSE, address, check_rev, day, line, prose
from claims.errors import ConflictError, InputError

UNSTORABLE = ["\0", "a\0b", "\ud800", "a\udfffb", "\udc00\ud800"]


def refused_field(call, *arguments, **named):
    with pytest.raises(InputError) as refused:
        call(*arguments, **named)
    return refused.value.field


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("  ", ""),
        (" a  b\n\tc ", "a b c"),
        ("한\u3000국", "한 국"),
        ("a\u200bb", "a\u200bb"),
        ("a\u0301", "a\u0301"),
    ],
)
def test_a_line_has_its_white_space_folded_and_nothing_else(typed, kept):
    assert line(typed, "title") == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("", ""), (" a \r\n\r\n b\rc\n", " a \n\n b\nc\n"), ("\ta", "\ta"), ("👩🏽‍🚀", "👩🏽‍🚀")],
)
def test_prose_gets_lf_line_ends_and_stays_as_it_came(typed, kept):
    assert prose(typed, "note") == kept


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=80))
def test_what_was_taken_is_taken_again_unchanged(typed):
    assert line(line(typed, "x"), "x") == line(typed, "x")
    assert prose(prose(typed, "x"), "x") == prose(typed, "x")
    assert "\r" not in line(typed, "x") + prose(typed, "x")


@pytest.mark.parametrize("check", [line, prose])
@pytest.mark.parametrize("typed", ["", " ", "\n\t", "\u00a0"])
def test_a_required_field_must_be_filled_in(check, typed):
    assert refused_field(check, typed, "title", required=True) == "title"
    assert check(typed, "title").strip() == ""


@pytest.mark.parametrize("check", [line, prose, address])
@pytest.mark.parametrize("typed", UNSTORABLE)
def test_nul_and_half_characters_are_refused(check, typed):
    assert refused_field(check, typed, "title") == "title"


@pytest.mark.parametrize(("check", "limit"), [(line, LINE), (prose, PROSE)])
def test_the_longest_field_is_counted_in_characters(check, limit):
    assert check("𝔸" * limit, "x") == "𝔸" * limit
    with pytest.raises(InputError, match=f"at most {limit:,} characters; this has {limit + 1:,}"):
        check("𝔸" * (limit + 1), "x")


def test_line_ends_count_once_and_folded_spaces_not_at_all():
    assert len(prose("a\r\n" * (PROSE // 2), "x")) == PROSE
    assert line(" " * (2 * LINE) + "a", "x") == "a"


def test_a_field_may_have_its_own_limit():
    assert line("en", "language", limit=2) == "en"
    assert refused_field(line, "eng", "language", limit=2) == "language"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", None),
        ("  ", None),
        ("2021-04-07", date(2021, 4, 7)),
        (" 2021-04-07\n", date(2021, 4, 7)),
        ("2024-02-29", date(2024, 2, 29)),
        ("0001-01-01", date.min),
        ("9999-12-31", date.max),
    ],
)
def test_a_day_is_written_as_year_month_and_day(typed, found):
    assert day(typed, "published_on") == found


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "2021-4-7",
            "2021-13-01",
            "2023-02-29",
            "7.4.2021",
            "2021. 4. 7.",
            "20210407",
            "2021-W14-3",
            "2021-097",
        ),
        *(
            "2021-04-07T10:00",
            "0000-01-01",
            "-2021-04-07",
            "２０２１-04-07",
            "2021–04–07",
            "yesterday",
            "2021-04",
            "\0",
        ),
    ],
)
def test_anything_else_is_no_day(typed):
    assert refused_field(day, typed, "published_on") == "published_on"


@given(st.dates())
def test_every_day_reads_back(value):
    assert day(value.isoformat(), "x") == value


@pytest.mark.parametrize(
    "typed",
    [
        "https://example.org",
        "http://example.org/a?b=c#d",
        "HTTPS://EXAMPLE.ORG/",
        "https://예시.example/기사",
        "http://127.0.0.1:8765/",
        "http://[::1]/",
    ],
)
def test_a_web_address_is_kept_as_typed(typed):
    assert address(f" {typed}\n", "url") == typed


def test_no_address_is_none():
    assert address("  ", "url") == ""


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)//http://example.org",
        "java\nscript:alert(1)",
        "\u0001javascript:alert(1)",
        "javascript://example.org/%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://example.org",
        "//example.org",
        "example.org",
        "http:example.org",
        "http://",
        "http:///path",
        "https",
        "http://[",
        "http://[::1",
        "http://exam℀ple.org",
        "https://" + "a" * 2_000,
    ],
)
def test_any_other_address_is_refused(typed):
    assert refused_field(address, typed, "url") == "url"


@given(
    st.text(max_size=30)
    | st.text(st.sampled_from("htps:/[]@.\\ %a\u2100"), max_size=20).map("http://".__add__)
)
def test_whatever_is_typed_as_an_address_is_a_web_address_none_or_refused(typed):
    kept = ""
    with suppress(InputError):
        kept = address(typed, "url")
    assert kept == "" or urlsplit(kept).scheme in ("http", "https")


@pytest.mark.parametrize("rev", [2, 4, 0, -1])
def test_a_change_of_an_older_page_is_refused_with_what_is_saved_now(rev):
    with pytest.raises(ConflictError, match="somebody else saved") as refused:
        check_rev(SimpleNamespace(rev=3), rev, {"title": "theirs"})
    assert refused.value.theirs == {"title": "theirs"}
    assert refused.value.rev == 3


def test_a_change_of_the_newest_page_passes():
    check_rev(SimpleNamespace(rev=3), 3)
