"""Ingest: what is taken in, what is refused and with which words, and that no label garbles a text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.errors import InputError, TooLargeError
from claims.ingest import MAX_BYTES, MAX_TEXT, from_paste, from_upload
from claims.ingest.page import MAX_DEPTH, MAX_TAGS, nesting

KOREAN = "강변 나루가 다시 열렸다.\n시는 화요일에 이를 알렸다."
ENGLISH = "The ferry “opened” on Tuesday — the city’s first."
FRENCH = "Élodie a déjà été à l’hôtel où naît la forêt. Ça va, garçon ?"
JAPANESE = "渡し船が火曜日に開通しました。市によると三番目です。"
RUSSIAN = "Паром снова открылся во вторник, сообщил город."
CHINESE = "渡轮星期二重新开通，市政府说这是第三条。"

PROSE = "The ferry over the river opened again on Tuesday, and many people came to see it."


def a_page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def an_article(inner: str) -> bytes:
    return a_page(f"<article><p>{PROSE}</p>{inner}</article>")


# pasted


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("one\r\ntwo", "one\ntwo"),
        ("one\rtwo", "one\ntwo"),
        ("one\r\r\ntwo", "one\n\ntwo"),
        ("  e\u0301 \u1112\u1161\u11ab  ", "  e\u0301 \u1112\u1161\u11ab  "),
        ("a\tb\fc\x01", "a\tb\fc\x01"),
        ("\u2028a\x85b", "\u2028a\x85b"),
    ],
)
def test_a_paste_changes_in_its_line_ends_only(pasted, kept):
    taken = from_paste(pasted)
    assert taken.text == kept
    assert taken.raw == pasted.encode()
    assert (taken.media_type, taken.extractor) == ("text/plain", "paste.v1")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0")))
def test_a_paste_without_carriage_returns_comes_back_as_it_was(text):
    try:
        taken = from_paste(text)
    except InputError:
        assert not text.replace("\ufeff", "").strip()
    else:
        assert taken.text == text == taken.raw.decode()


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ("", "no text"),
        (" \r\n\t\u3000\f", "no text"),
        ("\ufeff", "no text"),
        ("a\0b", "NUL"),
        ("half an emoji \ud83d", "half of a character"),
        ("\udc00", "half of a character"),
    ],
)
def test_a_paste_that_is_no_text_is_refused_in_words_for_a_reviewer(pasted, said):
    with pytest.raises(InputError, match=said) as refused:
        from_paste(pasted)
    assert refused.value.field == "text"


def test_a_paste_of_the_longest_length_is_taken_and_one_more_is_too_large():
    assert len(from_paste("a" * MAX_TEXT).text) == MAX_TEXT
    with pytest.raises(TooLargeError, match=r"1,000,001 characters.*1,000,000"):
        from_paste("a" * (MAX_TEXT + 1))


def test_a_paste_is_measured_with_its_line_ends_already_short():
    assert len(from_paste("a" + "\r\n" * (MAX_TEXT - 1)).text) == MAX_TEXT


# which files


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"PK\x03\x04\x14\x00\x08",
        b"PK\x03\x04only ascii after it",
        b"%PDF-1.7 with words after it",
        b"MZ\x90\x00\x03\x00\x00\x00\x04",
        b"\x7fELF\x02\x01\x01\x00",
        b"words\0words\0words",
        b"hi\0there",
        bytes((7 * n * n + 3 * n) % 251 + 1 for n in range(400)),
    ],
    ids=["png", "zip", "zip without NUL", "pdf", "exe", "elf", "words with NUL", "like UTF-16", "noise"],
)
def test_a_binary_renamed_txt_is_refused_with_a_clear_message(data):
    with pytest.raises(InputError, match="not a text file") as refused:
        from_upload(data, "story.txt")
    assert refused.value.field == "file"


def test_a_korean_story_that_begins_with_mz_is_no_program():
    assert from_upload("MZ세대가 나루를 찾았다.".encode(), "a.txt").text.startswith("MZ세대")


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "txt", "a", "a.txt.exe", ""])
def test_another_kind_of_file_is_refused_by_its_name(name):
    with pytest.raises(InputError, match=r"only \.txt, \.html and \.htm"):
        from_upload(b"words", name)


@pytest.mark.parametrize("data", [b"", b" \r\n", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_file_is_refused(data):
    with pytest.raises(InputError) as refused:
        from_upload(data, "a.txt")
    assert refused.value.field == "file"


def test_a_file_over_the_limit_is_too_large_and_says_both_sizes():
    with pytest.raises(TooLargeError, match=r"5,242,881 bytes.*5,242,880"):
        from_upload(b"a" * (MAX_BYTES + 1), "a.txt")


def test_a_file_of_few_bytes_with_too_many_characters_is_too_large():
    with pytest.raises(TooLargeError, match="1,000,001 characters"):
        from_upload(b"a" * (MAX_TEXT + 1), "a.txt")


def test_a_text_file_keeps_its_bytes_and_gives_lf():
    taken = from_upload(b"one\r\ntwo", "A.TXT")
    assert (taken.raw, taken.text) == (b"one\r\ntwo", "one\ntwo")
    assert (taken.media_type, taken.extractor) == ("text/plain", "text.v1")


# whatever the encoding

ENCODED = [
    *(
        (KOREAN, name)
        for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp949")
    ),
    *((ENGLISH, name) for name in ("utf-8", "cp1252", "utf-16-le", "utf-16-be")),
    *((FRENCH, name) for name in ("utf-8", "cp1252", "utf-16-be")),
    *((JAPANESE, name) for name in ("utf-8", "cp932", "euc_jp", "utf-16-le")),
]
LABELS = ["", "utf-8", "latin-1", "euc-kr", "ascii", "utf-16", "windows-1251", "punycode", "no\0such"]


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize(("text", "name"), ENCODED)
def test_no_label_garbles_a_text(text, name, label):
    assert from_upload(text.encode(name), "a.txt", label).text == text


@pytest.mark.parametrize("text", ["한국", "나루 AP", "나루가 열렸다"])
@pytest.mark.parametrize("label", ["", "utf-8", "iso-8859-1"])
def test_a_few_syllables_of_euc_kr_are_enough(text, label):
    assert from_upload(text.encode("euc_kr"), "a.txt", label).text == text


@pytest.mark.parametrize("text", ["été", "café", "Noël à Séoul"])
def test_a_short_latin_1_text_is_french_and_not_korean(text):
    assert from_upload(text.encode("latin-1"), "a.txt", "euc-kr").text == text


@pytest.mark.parametrize(("text", "name"), [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (CHINESE, "gbk")])
def test_a_right_label_is_used_where_the_bytes_alone_leave_it_open(text, name):
    assert from_upload(text.encode(name), "a.txt", name).text == text


def test_a_korean_page_is_read_though_its_meta_tag_says_utf_8():
    korean = "강변 나루가 화요일에 다시 열렸다고 시가 밝혔다. 많은 시민이 배를 타러 왔다."
    data = f'<html><head><meta charset="utf-8"></head><body><p>{korean}</p></body></html>'.encode("cp949")
    assert from_upload(data, "a.html").text == korean + "\n"


def test_a_utf_8_page_is_read_though_its_labels_say_euc_kr():
    labels = '<?xml version="1.0" encoding="euc-kr"?>'
    data = labels.encode() + a_page(f"<p>강 {PROSE}</p>", '<meta charset="euc-kr">')
    assert from_upload(data, "a.html").text == f"강 {PROSE}\n"


def test_the_label_inside_a_page_is_used_where_the_bytes_leave_it_open():
    story = "Przeprawa promowa znów działa, ogłosił w środę rzecznik miasta. Ludzie się cieszą."
    data = f'<html><head><meta charset="windows-1250"></head><body><p>{story}</p></body></html>'
    assert from_upload(data.encode("cp1250"), "a.html").text == story + "\n"


@pytest.mark.parametrize("label", ["unicode_escape", "raw_unicode_escape", "utf-7", "rot13", "hex"])
def test_a_label_cannot_call_up_a_codec_that_is_no_encoding_of_texts(label):
    text = "Le café \\x41 est ouvert +AEE-."
    assert from_upload(text.encode("cp1252"), "a.txt", label).text == text


# pages

HEAD = """
<title>Ferry opens again | Han River Ledger</title><base href="https://wrong.example/">
<link rel="canonical" href="https://ledger.example/a/1">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
 "headline": "Ferry opens again", "author": {"@type": "Person", "name": "Jane Roe"},
 "datePublished": "2021-04-07T18:13:00+09:00", "inLanguage": "en-GB",
 "publisher": {"@type": "Organization", "name": "Han River Ledger"}}</script>"""
SECOND = "A second paragraph tells how many people it carries across the water each day."


def test_a_page_gives_title_and_paragraphs_with_blank_lines_between():
    taken = from_upload(a_page(f"<article><p>{PROSE}</p><p>{SECOND}</p></article>", HEAD), "a.HTM")
    assert taken.text == f"Ferry opens again\n\n{PROSE}\n\n{SECOND}\n"
    assert taken.media_type == "text/html"
    assert taken.extractor.startswith("trafilatura-2.")


def test_a_pages_markup_tells_who_wrote_it_where_and_when():
    meta = from_upload(a_page(f"<article><p>{PROSE}</p></article>", HEAD), "a.html").meta
    assert (meta.title, meta.byline, meta.outlet) == ("Ferry opens again", "Jane Roe", "Han River Ledger")
    assert (meta.published_on, meta.language) == (date(2021, 4, 7), "en")
    assert meta.url == "https://ledger.example/a/1"


def test_a_base_address_is_not_the_articles():
    data = a_page(f"<article><p>{PROSE}</p></article>", '<base href="https://wrong.example/">')
    assert from_upload(data, "a.html").meta.url == ""


def test_meta_tags_do_where_there_is_no_json_ld():
    head = (
        '<meta property="og:title" content="Ferry opens again"><meta name="author" content="Jane Roe">'
        '<meta property="og:site_name" content="Han River Ledger">'
        '<meta property="article:published_time" content="2021-04-07T09:13:00Z">'
    )
    meta = from_upload(a_page(f"<article><p>{PROSE}</p></article>", head), "a.html").meta
    assert (meta.title, meta.byline, meta.outlet) == ("Ferry opens again", "Jane Roe", "Han River Ledger")
    assert meta.published_on == date(2021, 4, 7)


def test_the_language_of_the_portal_is_not_the_articles():
    data = f'<html lang="ko"><head></head><body><p>{PROSE}</p></body></html>'.encode()
    assert from_upload(data, "a.html").meta.language == ""


def test_a_heading_that_repeats_the_title_stands_once():
    taken = from_upload(
        a_page(f"<article><h1>Ferry opens again</h1><p>{PROSE}</p></article>", HEAD), "a.html"
    )
    assert taken.text == f"Ferry opens again\n\n{PROSE}\n"


@pytest.mark.parametrize("start", ["<html>", "<!DOCTYPE HTML><html>", '\n<?xml version="1.0"?>\n<html>'])
def test_a_page_saved_as_txt_is_read_as_a_page(start):
    taken = from_upload(f"{start}<body><p>{PROSE}</p></body></html>".encode(), "a.txt")
    assert (taken.text, taken.media_type) == (PROSE + "\n", "text/html")


def test_a_text_that_speaks_of_html_stays_a_text():
    text = "The tag <html> begins a page, she said."
    assert from_upload(text.encode(), "a.txt").text == text


@pytest.mark.parametrize(
    "inner",
    [
        "<div>" * 20_000 + PROSE + "</div>" * 20_000,
        "<b>" * 20_000 + PROSE,
        "<div></b>" * 20_000,
        "<dd><li>" * 20_000 + PROSE,
        "<!-->" + "<div>" * 20_000 + PROSE,
        "<!--" + "<div>" * 20_000 + PROSE,
    ],
    ids=["closed", "unclosed", "stray ends", "optional ends", "odd comment", "no end"],
)
def test_a_page_nested_20000_deep_is_refused(inner):
    with pytest.raises(InputError, match="nested more than 500 levels") as refused:
        from_upload(an_article(inner), "a.html")
    assert refused.value.field == "file"


@pytest.mark.parametrize(
    ("source", "depth", "tags"),
    [
        ("", 0, 0),
        ("<p>a<p>b", 0, 2),
        ("<div><b></b></div>", 2, 4),
        ("<div></b>" * 600, 600, 1200),
        ("</div>" * 600 + "<div>", 1, 601),
        ("<DIV></div>" * 3, 1, 6),
        ("a < b", 0, 0),
        ("<!-- <div> --><script>'<div>'</script>", 0, 0),
    ],
)
def test_nesting_counts_elements_and_stray_ends_hide_none(source, depth, tags):
    assert nesting(source) == (depth, tags)


@pytest.mark.parametrize("tag", ["div", "span", "b", "section"])
def test_a_page_at_the_deepest_level_keeps_its_innermost_words_and_one_more_is_refused(tag):
    def nested(levels):
        deep = f"<{tag}>" * levels + f"<p>{SECOND}</p>" + f"</{tag}>" * levels
        return a_page(f"<p>{PROSE}</p>{deep}")

    assert SECOND in from_upload(nested(MAX_DEPTH), "a.html").text
    with pytest.raises(InputError, match="nested more than 500 levels"):
        from_upload(nested(MAX_DEPTH + 1), "a.html")


@pytest.mark.parametrize(
    "inner",
    [
        "".join(f"<p>Paragraph {n} of a long page without end tags." for n in range(600)),
        "<ul>" + "".join(f"<li>Item {n}<br>" for n in range(600)) + "</ul>",
        "<table>" + "<tr><td>one<td>two" * 600 + "</table>",
        "<svg>" + "<path d='M0 0'/>" * 600 + "</svg>",
        "<script>" + "'<div>' + " * 600 + "</script>",
        "<style>" + "<b>" * 600 + "</style>",
        "<!-- " + "<div>" * 600 + " -->",
        "<img src=x><hr><input>" * 600,
        "<div/>" * 600,
    ],
    ids=["p", "li br", "td", "svg", "script", "style", "comment", "void", "slashes"],
)
def test_what_needs_no_end_tag_is_not_nesting(inner):
    assert PROSE in from_upload(an_article(inner), "a.html").text


def test_unclosed_tags_scripts_and_pictures_leave_the_words_alone():
    inner = f"<svg><text>drawn</text></svg><script>alert(1)</script><p>{SECOND}<p>It ends <b>here, at last."
    text = from_upload(an_article(inner), "a.html").text
    assert text.startswith(f"{PROSE}\n\n{SECOND}")
    assert "alert" not in text
    assert "drawn" not in text


@pytest.mark.parametrize("inner", ["", "<nav><a href='/'>Home</a></nav>", "<p></p>", "<img src=x>"])
def test_a_page_without_an_article_asks_for_a_paste(inner):
    with pytest.raises(InputError, match="no article text found, paste the text instead") as refused:
        from_upload(a_page(inner), "a.html")
    assert refused.value.field == "file"


def test_a_page_with_too_many_tags_is_too_large():
    with pytest.raises(TooLargeError, match="tags"):
        from_upload(a_page("<p>x" * MAX_TAGS), "a.html")


@pytest.mark.parametrize(
    "json", ["[" * 50_000, "{", "[1, null]", '{"@type": "NewsArticle", "url": "javascript:1"}']
)
def test_broken_json_ld_costs_nothing_but_itself(json):
    data = a_page(f"<p>{PROSE}</p>", f'<script type="application/ld+json">{json}</script>')
    taken = from_upload(data, "a.html")
    assert (taken.text, taken.meta.url) == (PROSE + "\n", "")
