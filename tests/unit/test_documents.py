"""What a source's document gives: text, pages, what it says of itself; and its kind must be right."""

from bisect import bisect_right
from datetime import UTC, date, datetime

import pytest

from claims.errors import InputError, TooLargeError
from claims.ingest import MAX_BYTES, MAX_SOURCE_BYTES, from_file
from claims.ingest.kinds import MEDIA_TYPES, Kind
from tests.documents import PROSE, SECOND, a_docx, a_page, a_pdf, a_wacz, a_warc, a_zip, an_article, words

ADDRESS = "https://ledger.example/a/1"
OTHER = "https://ledger.example/b/2"


# which kind

MADE = {
    "a.txt": (PROSE.encode(), Kind.TEXT),
    "a.html": (an_article(PROSE), Kind.PAGE),
    "a.HTM": (an_article(PROSE), Kind.PAGE),
    "a.pdf": (a_pdf([PROSE]), Kind.PDF),
    "a.docx": (a_docx(words(PROSE)), Kind.DOCX),
    "a.warc": (a_warc((ADDRESS, "text/html", an_article(PROSE)), gzip=False), Kind.WARC),
    "a.warc.gz": (a_warc((ADDRESS, "text/html", an_article(PROSE))), Kind.WARC),
    "a.wacz": (a_wacz(a_warc((ADDRESS, "text/html", an_article(PROSE)))), Kind.WACZ),
}


@pytest.mark.parametrize("named", [True, False], ids=["named", "nameless"])
@pytest.mark.parametrize("name", MADE)
def test_each_kind_is_read_by_its_bytes_with_its_name_or_without(name, named):
    data, kind = MADE[name]
    taken = from_file(data, name if named else "")
    assert taken.text.strip() == PROSE
    assert (taken.raw, taken.media_type) == (data, MEDIA_TYPES[kind])


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.pdf", "a.docx", "a.warc", "a.warc.gz", "a.wacz"])
@pytest.mark.parametrize("other", ["a.txt", "a.pdf", "a.docx", "a.warc.gz", "a.wacz"])
def test_a_file_that_is_not_what_its_name_says_is_refused(name, other):
    data, kind = MADE[other]
    if kind is MADE.get(name, MADE["a.warc.gz"])[1] or {name, other} <= {"a.txt", "a.html"}:
        return
    with pytest.raises(InputError, match=r"name says|not a text file|no Word document|no web archive") as no:
        from_file(data, name)
    assert no.value.field == "file"


@pytest.mark.parametrize("name", ["a.doc", "a.exe", "docx", "a.zip", "a"])
def test_a_name_that_promises_nothing_readable_is_refused_with_what_is(name):
    with pytest.raises(InputError, match=r"only \.txt, .*\.wacz"):
        from_file(PROSE.encode(), name)


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n", b"\x7fELF\x02", b"\x1f\x8bgzip of nothing", b"Rar!\x1a"]
)
@pytest.mark.parametrize("name", ["", "a.txt", "a.pdf", "a.docx"])
def test_pictures_and_programs_are_none_of_the_kinds(data, name):
    with pytest.raises(InputError, match="this is not a"):
        from_file(data, name)


def test_a_zip_file_of_other_things_is_to_be_unpacked_first():
    with pytest.raises(InputError, match="unpack it first"):
        from_file(a_zip({"a.txt": PROSE}))


@pytest.mark.parametrize("name", ["", "a.pdf", "a.docx", "a.warc"])
def test_an_empty_source_is_refused(name):
    with pytest.raises(InputError, match="empty"):
        from_file(b" \n", name)


def test_a_source_may_be_larger_than_an_article_unless_it_is_a_page_or_text():
    with pytest.raises(TooLargeError, match="5,242,881 bytes"):
        from_file(b"a" * (MAX_BYTES + 1), "a.txt")
    with pytest.raises(TooLargeError, match="20,971,521 bytes"):
        from_file(b"%PDF-" + b"a" * (MAX_SOURCE_BYTES - 4), "a.pdf")
    assert from_file(a_pdf([PROSE]) + b"\n" * MAX_BYTES, "a.pdf").text.strip() == PROSE


# Word documents


def test_a_word_documents_paragraphs_tables_and_breaks_keep_their_order():
    rows = "".join(
        f"<w:tr><w:tc>{words(one)}</w:tc><w:tc>{words(two, 'more')}</w:tc></w:tr>"
        for one, two in [("Year", "Riders"), ("2020", "1,200")]
    )
    broken = "<w:p><w:r><w:t>One</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>three</w:t></w:r></w:p>"
    taken = from_file(a_docx(words("First", " ") + f"<w:tbl>{rows}</w:tbl>" + broken), "a.docx")
    assert taken.text == "First\n\nYear\tRiders more\n\n2020\t1,200 more\n\nOne\ntwo\tthree\n"
    assert taken.extractor == "docx.v1"


def test_what_a_word_document_deleted_or_shows_twice_stands_once_or_not():
    compatible = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    body = (
        "<w:p><w:r><w:t>Kept</w:t></w:r><w:del><w:r><w:delText> gone</w:delText></w:r></w:del></w:p>"
        f'<w:p><mc:AlternateContent xmlns:mc="{compatible}"><mc:Choice>{words("boxed")}</mc:Choice>'
        f"<mc:Fallback>{words('boxed')}</mc:Fallback></mc:AlternateContent><w:r><w:t>after</w:t></w:r></w:p>"
    )
    assert from_file(a_docx(body), "a.docx").text == "Kept\n\nboxed\n\nafter\n"


def test_a_word_documents_properties_tell_who_wrote_it_and_when():
    core = (
        "<dc:title>Ferry  opens</dc:title><dc:creator>Jane Roe</dc:creator><dc:language>en-GB</dc:language>"
        "<dcterms:created>2021-04-07T09:13:00Z</dcterms:created>"
    )
    meta = from_file(a_docx(words(PROSE), core), "a.docx").meta
    assert (meta.title, meta.byline, meta.language) == ("Ferry opens", "Jane Roe", "en")
    assert meta.published_on == date(2021, 4, 7)


@pytest.mark.parametrize(
    "core", ["<dc:title>", "<dcterms:created>soon</dcterms:created>", "<dc:language>한국"]
)
def test_broken_properties_cost_nothing_but_themselves(core):
    assert from_file(a_docx(words(PROSE), core), "a.docx").text == PROSE + "\n"


# PDFs


def test_a_pdf_says_where_each_of_its_pages_starts():
    taken = from_file(a_pdf(["One page.", "", "Third page (of four).", ""]), "a.pdf")
    assert taken.text == "One page.\n\nThird page (of four).\n"
    assert taken.pages == (0, 11, 11, len(taken.text))
    assert taken.extractor.startswith("pypdf-")
    at = taken.text.index("Third")
    assert bisect_right(taken.pages, at) == 3


def test_a_pdf_says_who_wrote_it_and_when():
    info = "/Title (Ferry  opens) /Author (Jane Roe) /CreationDate (D:20210407181300+09'00')"
    meta = from_file(a_pdf([PROSE], info), "a.pdf").meta
    assert (meta.title, meta.byline, meta.language) == ("Ferry opens", "Jane Roe", "en")
    assert meta.published_on == date(2021, 4, 7)


@pytest.mark.parametrize("info", ["/Title 7 0 R", "/CreationDate (soon)", "/Title << >>", "/Author [1 2]"])
def test_a_pdf_that_says_nonsense_of_itself_is_read_all_the_same(info):
    assert from_file(a_pdf([PROSE], info), "a.pdf").text == PROSE + "\n"


def test_a_pdf_without_text_says_that_its_pages_are_pictures():
    with pytest.raises(InputError, match="pictures"):
        from_file(a_pdf(["", ""]), "a.pdf")


# web archives


def test_a_web_archive_gives_its_first_page_and_says_where_it_stood_and_when():
    taken = from_file(
        a_warc(
            ("https://ledger.example/robots.txt", "text/plain", b"User-agent: *"),
            (ADDRESS, "text/html; charset=utf-8", an_article(PROSE)),
            (OTHER, "text/html", an_article(SECOND)),
            ("https://ledger.example/a.css", "text/css", b"p {}"),
        ),
        "a.warc.gz",
    )
    assert taken.text == PROSE + "\n"
    assert (taken.url, taken.captured_at) == (ADDRESS, datetime(2021, 4, 7, 9, 13, tzinfo=UTC))
    assert taken.others == ("https://ledger.example/robots.txt", OTHER)
    assert taken.headers == (("Content-Type", "text/html; charset=utf-8"),)
    assert taken.extractor.startswith("warcio-")
    assert "trafilatura-" in taken.extractor


def test_a_list_of_pages_says_which_page_of_an_archive_is_meant():
    warc = a_warc((ADDRESS, "text/html", an_article(PROSE)), (OTHER, "text/html", an_article(SECOND)))
    taken = from_file(a_wacz(warc, [OTHER, ADDRESS]), "a.wacz")
    assert (taken.url, taken.text, taken.others) == (OTHER, SECOND + "\n", (ADDRESS,))


@pytest.mark.parametrize(
    "listed", ["", "{", "[1]\n{}", '{"url": 7}', '{"url": "https://elsewhere.example/"}']
)
def test_a_list_of_pages_that_names_none_of_them_leaves_the_first(listed):
    warc = a_warc((ADDRESS, "text/html", an_article(PROSE)))
    assert from_file(a_wacz(warc, more={"pages/pages.jsonl": listed}), "a.wacz").url == ADDRESS


@pytest.mark.parametrize(
    ("kind", "data"), [("application/pdf", a_pdf([PROSE])), ("text/plain; charset=x", PROSE.encode())]
)
def test_an_archive_of_a_pdf_or_a_text_is_read_as_one(kind, data):
    taken = from_file(a_warc((ADDRESS, kind, data)), "a.warc.gz")
    assert taken.text.strip() == PROSE
    assert bool(taken.pages) == ("pdf" in kind)


def test_a_packed_answer_is_unpacked():
    import gzip

    warc = a_warc((ADDRESS, "text/html", gzip.compress(an_article(PROSE))), packing="gzip")
    assert from_file(warc, "a.warc.gz").text == PROSE + "\n"


@pytest.mark.parametrize("status", ["404 Not Found", "301 Moved", "500 Broken"])
def test_an_archive_of_errors_has_no_page(status):
    warc = a_warc((ADDRESS, "text/html", an_article(PROSE)), status=status)
    with pytest.raises(InputError, match="no page, PDF or text"):
        from_file(warc, "a.warc.gz")


def test_the_address_that_was_fetched_stands_in_for_one_that_the_page_does_not_give():
    assert from_file(an_article(PROSE), url=ADDRESS).meta.url == ADDRESS
    canonical = f'<link rel="canonical" href="{OTHER}">'
    assert from_file(a_page(f"<p>{PROSE}</p>", canonical), url=ADDRESS).meta.url == OTHER
