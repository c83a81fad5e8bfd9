"""Taking articles in, correcting what is known about them, reading them with their claims marked."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import pytest
from sqlmodel import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from claims import anchor, desk, store
from claims.models import (
    Article,
    ArticleVersion,
    Claim,
    ClaimDraft,
    ClaimVersion,
    CoverageDraft,
    Event,
    Job,
    Occurrence,
    OccurrenceDraft,
    Segment,
    Snapshot,
    Worth,
)
from claims.store.engine import reading, writing
from claims.vocab import ClaimStatus, CoverageReason, JobState, Rating, Role, SegmentKind
from tests import factories
from tests.counting import statements

BOTH_WAYS = pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])

STORY = """The lighthouse at Gull Point shines again

한바다 2021. 4. 7. 18:40

글자크기 설정

The lighthouse at Gull Point shines again 👩🏽‍🚀 after two dark winters. It is the tallest tower there, with
214 steps, they say.

Repairs cost 3 million crowns, which is twice what the council had planned. “It was worth it,” he said.

BY BADA HAN [bada.han@tidewater.example]

Copyright © 물때일보. 무단전재 및 재배포를 금지합니다.

다음뉴스에서 더 많은 기사를 만나보세요.
"""
KOREAN = "등대가 다시 켜졌다\n\n갈매기곶의 등대가 두 해 만에 다시 불을 밝혔다고 군청이 수요일에 밝혔다.\n"
FRENCH = "Le phare brille à nouveau\n\nLe phare de la pointe a été rallumé après deux années de nuit.\n"
PAGE = """<!doctype html><html lang="ko"><head><title>x</title>
<meta property="og:site_name" content="Tidewater Ledger"><meta name="author" content="Mara Voss">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",
"headline":"The mill wheel turns again","datePublished":"2021-04-07T09:00:00+09:00","inLanguage":"en",
"author":{"@type":"Person","name":"Mara Voss"},"url":"https://ledger.example/mill"}</script></head><body>
<nav><a href="/">Home</a></nav><article><h1>The mill wheel turns again</h1>
<p>The mill wheel at Low Ford turned on Tuesday for the first time in ninety years, and the village came.</p>
<p>The society that owns it spent 40,000 crowns on new paddles, its treasurer told the Ledger.</p>
</article></body></html>"""


def go_on(visitor, *, htmx):
    """Follow a good answer to the page it leads to, as a browser would."""
    if htmx:
        assert (visitor.status, visitor.answer.data) == (204, b"")
        visitor.get(visitor.answer.headers["HX-Redirect"])
    assert visitor.status == 200, visitor.text
    return visitor


def take_in(visitor, *, htmx=False, **typed):
    return go_on(visitor.get("/articles/new").submit("/articles", htmx=htmx, **typed), htmx=htmx)


def a_file(data, name, media_type="text/plain"):
    return (BytesIO(data), name, media_type)


def how_many(engine, *tables):
    with reading(engine) as session:
        return [session.exec(select(func.count()).select_from(table)).one() for table in tables]


def the_only(engine, table):
    with reading(engine) as session:
        return session.exec(select(table)).one()


def an_article(app, text=STORY):
    with writing(app.extensions["engine"]) as session:
        return factories.an_article(session, text)


def split_into(app, article, *spans):
    """Write claims as the worker does; each is one or more (start, end) of the article's text."""
    with writing(app.extensions["engine"]) as session:
        text = desk.open_article(session, article.public_id).version.text
        desk.save_claims(
            session, article.id, desk.Proposals(tuple(proposal(text, places) for places in spans))
        )


def proposal(text, places):
    start, end = places[0]
    draft = ClaimDraft(text[start:end], tuple(OccurrenceDraft(*place) for place in places), made_by=("test",))
    return desk.Proposal(draft, Worth(0.5, ()))


def span(text, words, nth=0):
    start = [match.start() for match in re.finditer(re.escape(words), text)][nth]
    return start, start + len(words)


# taking in


@BOTH_WAYS
def test_a_pasted_article_can_be_read_at_once_and_its_split_is_asked_for(engine, visitor, htmx):
    take_in(visitor, htmx=htmx, text=STORY)
    article, job = the_only(engine, Article), the_only(engine, Job)
    assert visitor.path == f"/articles/{article.public_id}"
    assert "It is the tallest tower there, with 214 steps, they say." in visitor.text
    assert (job.state, job.subject_id) == (JobState.WAITING, article.id)
    assert the_only(engine, ArticleVersion).text == STORY


def test_what_the_lines_around_a_story_say_is_found_and_stands_in_the_form_to_correct_it(engine, visitor):
    take_in(visitor, text=STORY)
    assert "Bada Han · 물때일보 via Daum · 2021-04-07" in visitor.text
    fields = visitor.get(f"{visitor.path}/edit").form("/edit")
    known = {name: value for name, value in fields.items() if name not in ("csrf_token", "op_id", "rev")}
    was = {name: known.pop(name) for name in list(known) if name.startswith("was-")}
    assert {name.removeprefix("was-"): value for name, value in was.items()} == known
    assert known == {
        "title": "The lighthouse at Gull Point shines again",
        "byline": "Bada Han",
        "outlet": "물때일보",
        "portal": "Daum",
        "published_on": "2021-04-07",
        "canonical_url": "",
        "language": "en",
    }


@BOTH_WAYS
def test_a_text_file_is_taken_in(engine, visitor, htmx):
    take_in(visitor, htmx=htmx, file=a_file(STORY.replace("\n", "\r\n").encode(), "story.txt"))
    version = the_only(engine, ArticleVersion)
    assert (version.text, version.raw) == (STORY, STORY.replace("\n", "\r\n").encode())


@BOTH_WAYS
def test_a_page_is_taken_in_with_what_its_markup_says_and_none_of_its_markup(engine, visitor, htmx):
    take_in(visitor, htmx=htmx, file=a_file(PAGE.encode(), "mill.html", "text/html"))
    article = the_only(engine, Article)
    assert (article.title, article.byline, article.outlet) == (
        "The mill wheel turns again",
        "Mara Voss",
        "Tidewater Ledger",
    )
    assert (str(article.published_on), article.language) == ("2021-04-07", "en")
    assert article.canonical_url == "https://ledger.example/mill"
    assert "spent 40,000 crowns on new paddles" in visitor.text
    assert "<" not in the_only(engine, ArticleVersion).text


def test_a_page_whose_own_address_is_broken_is_taken_in_without_fuss(engine, visitor):
    take_in(visitor, file=a_file(PAGE.replace("https://ledger", "http://[ledger").encode(), "mill.html"))
    assert the_only(engine, Article).title == "The mill wheel turns again"


@pytest.mark.parametrize("brought", ["pasted", "uploaded"])
def test_an_address_typed_with_an_article_is_kept(engine, visitor, brought):
    matter = {"text": STORY} if brought == "pasted" else {"file": a_file(PAGE.encode(), "mill.html")}
    take_in(visitor, url="https://tidewater.example/light?a=1", **matter)
    assert the_only(engine, Article).canonical_url == "https://tidewater.example/light?a=1"


@BOTH_WAYS
@pytest.mark.parametrize("brought", ["pasted", "uploaded"])
def test_the_same_article_twice_is_one_article(engine, visitor, htmx, brought):
    for _ in range(2):
        matter = {"text": STORY} if brought == "pasted" else {"file": a_file(STORY.encode(), "story.txt")}
        take_in(visitor, htmx=htmx, **matter)
        first = visitor.path
    assert how_many(engine, Article, ArticleVersion, Job) == [1, 1, 1]
    assert first == f"/articles/{the_only(engine, Article).public_id}"


def test_an_article_that_differs_in_one_letter_is_another_article(engine, visitor):
    take_in(visitor, text=STORY)
    take_in(visitor, text=STORY.replace("214", "215"))
    assert how_many(engine, Article) == [2]


MISLABELLED = [
    (KOREAN.encode("euc-kr"), "utf-8", "등대가 다시 켜졌다"),
    (KOREAN.encode("cp949") + b" ", "iso-8859-1", "갈매기곶의 등대가"),
    (KOREAN.encode("utf-16"), "iso-8859-1", "등대가 다시 켜졌다"),
    (STORY.encode("utf-16-le"), "utf-8", "214 steps, they say."),
    (KOREAN.encode("utf-8-sig"), "euc-kr", "등대가 다시 켜졌다"),
    (FRENCH.encode("latin-1"), "utf-8", "été rallumé après deux années"),
    (FRENCH.encode("latin-1") + b" ", "euc-kr", "été rallumé après deux années"),
    (FRENCH.encode("utf-8"), "latin-1", "été rallumé après deux années"),
    (FRENCH.encode("utf-8") + b" ", "no-such-charset", "été rallumé après deux années"),
]


def test_a_file_with_a_wrong_label_is_read_as_what_it_is(engine, visitor):
    for count, (data, label, words) in enumerate(MISLABELLED, start=1):
        take_in(visitor, file=a_file(data, "story.txt", f"text/plain; charset={label}"))
        with reading(engine) as session:
            text = desk.open_article(session, visitor.path.rpartition("/")[2]).version.text
        assert words in text, (label, text)
        assert words in visitor.text
        assert how_many(engine, Article) == [count]


# what cannot be taken in

ONLY_PORTAL = (
    "글자크기 설정\n\n한바다 2021. 4. 7. 18:40\n\nCopyright © 물때일보. 무단전재 및 재배포를 금지합니다.\n"
)


BAD_PASTES = [
    ("", "there is no text here; paste the article's text"),
    (" \r\n\t\n\ufeff", "there is no text here"),
    (ONLY_PORTAL, "these are only a portal's lines; paste the article's own text too"),
    (f"A title\n\nSome\0words. {STORY}", "the text holds NUL characters"),
]


@BOTH_WAYS
def test_a_paste_without_an_article_is_refused_and_the_form_kept(engine, visitor, htmx):
    tables = (Article, ArticleVersion, Segment, Job, Event)
    before = how_many(engine, *tables)
    for text, problem in BAD_PASTES:
        visitor.get("/articles/new")
        visitor.submit("/articles", htmx=htmx, text=text, url="https://tidewater.example/a")
        assert (visitor.status, text) == (422, text)
        field = visitor.page.get_element_by_id("text")
        assert field.get("aria-invalid") == "true"
        assert problem in visitor.page.get_element_by_id(field.get("aria-describedby")).text_content()
        fields = visitor.form("/articles")
        assert fields["url"] == "https://tidewater.example/a"
        assert fields["text"].split() == text.replace("\0", "\ufffd").split()
    assert how_many(engine, *tables) == before


@BOTH_WAYS
def test_a_paste_of_ten_megabytes_is_refused_and_comes_back_whole(engine, visitor, htmx):
    text = "A light of ten. " * 655_360
    visitor.get("/articles/new").submit("/articles", htmx=htmx, text=text)
    assert visitor.status == 422
    answer = visitor.answer.get_data(as_text=True)
    assert "this has 10,485,760 characters and the limit is 1,000,000" in answer
    assert text in answer
    assert how_many(engine, Article) == [0]


@BOTH_WAYS
def test_a_request_larger_than_the_desk_reads_is_refused_in_words(app, engine, visitor, htmx):
    app.config["MAX_CONTENT_LENGTH"] = 2_000
    visitor.get("/articles/new").submit("/articles", htmx=htmx, text=STORY * 3)
    assert visitor.status == 413
    assert "more than the desk takes in one go. Nothing was saved." in visitor.text


def a_png():
    return b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20


BAD_FILES = [
    (a_png(), "story.txt", "this is not a text file, whatever its name says"),
    (b"%PDF-1.7\n" + a_png(), "story.html", "this is not a text file"),
    (bytes(range(128, 256)) * 30, "story.txt", "this is not a text file"),
    (b"", "story.txt", "the file is empty"),
    (STORY.encode(), "story.docx", "only .txt, .html and .htm files can be read"),
    (ONLY_PORTAL.encode(), "story.txt", "these are only a portal's lines"),
    (b"<html><body><nav>Home</nav></body></html>", "story.html", "no article text found"),
    (
        b"<html><body>" + b"<div>" * 20_000 + b"deep" + b"</div>" * 20_000,
        "story.html",
        "nested more than 500 levels deep",
    ),
]


@BOTH_WAYS
def test_a_file_without_an_article_is_refused_and_what_was_typed_kept(engine, visitor, htmx):
    typed = {"text": "", "url": "https://tidewater.example/a"}
    before = how_many(engine, Article, Job, Event)
    for data, name, problem in BAD_FILES:
        visitor.get("/articles/new").submit("/articles", htmx=htmx, file=a_file(data, name), **typed)
        assert (visitor.status, problem) == (422, problem)
        assert problem in " ".join(visitor.page.find_class("problem")[0].text_content().split())
        kept = visitor.form("/articles")
        assert (kept["text"].removeprefix("\n"), kept["url"]) == (typed["text"], typed["url"])
    assert how_many(engine, Article, Job, Event) == before


@BOTH_WAYS
def test_a_file_of_more_than_five_mebibytes_is_refused_and_what_was_typed_kept(engine, visitor, htmx):
    fields = visitor.get("/articles/new").form("/articles") | {"url": "https://tidewater.example/a"}
    # Encoded here, since the test client leaves the temporary file open that it would use.
    file = FileStorage(BytesIO(b"a" * (5 * 1024 * 1024 + 1)), "story.txt")
    boundary, body = encode_multipart({**fields, "file": file})
    visitor.answer = visitor.client.post(
        "/articles",
        data=body,
        content_type=f"multipart/form-data; boundary={boundary}",
        headers={"HX-Request": "true"} if htmx else {},
    )
    assert visitor.status == 422
    assert "this has 5,242,881 bytes and the limit is 5,242,880" in visitor.text
    assert visitor.form("/articles")["url"] == "https://tidewater.example/a"
    assert how_many(engine, Article) == [0]


@BOTH_WAYS
def test_the_day_of_publication_can_be_typed_with_the_text_and_is_kept_where_it_is_none(
    engine, visitor, htmx
):
    visitor.get("/articles/new").submit("/articles", htmx=htmx, text=STORY, published_on="6 April")
    assert visitor.status == 422
    assert visitor.page.get_element_by_id("published_on").get("aria-invalid") == "true"
    kept = visitor.form("/articles")
    assert (kept["published_on"], kept["text"].removeprefix("\n")) == ("6 April", STORY)
    take_in(visitor, htmx=htmx, text=STORY, published_on="2021-04-06")
    assert the_only(engine, Article).published_on == date(2021, 4, 6)


@BOTH_WAYS
def test_an_article_with_a_bad_address_is_refused_and_its_text_kept(engine, visitor, htmx):
    for address in ("ftp://x.example", "tidewater.example", "http://", "http://[x", "javascript:1"):
        visitor.get("/articles/new").submit("/articles", htmx=htmx, text=STORY, url=address)
        assert (visitor.status, address) == (422, address)
        assert visitor.page.get_element_by_id("url").get("aria-invalid") == "true"
        kept = visitor.form("/articles")
        assert (kept["url"], kept["text"].removeprefix("\n")) == (address, STORY)
    assert how_many(engine, Article) == [0]


# correcting


@BOTH_WAYS
def test_everything_known_about_an_article_can_be_corrected(app, engine, visitor, htmx):
    article = an_article(app)
    typed = {
        "title": "A  better\ttitle",
        "byline": "B. Han",
        "outlet": "Tidewater <Ledger>",
        "portal": "",
        "published_on": "2021-04-08",
        "canonical_url": "https://tidewater.example/a",
        "language": "ko",
    }
    visitor.get(f"/articles/{article.public_id}/edit").submit("/edit", htmx=htmx, **typed)
    go_on(visitor, htmx=htmx)
    assert visitor.path == f"/articles/{article.public_id}"
    assert "B. Han · Tidewater <Ledger> · 2021-04-08" in visitor.text
    saved = the_only(engine, Article)
    assert desk.article_fields(saved) == {**typed, "title": "A better title"}
    assert saved.rev == article.rev + 1
    with reading(engine) as session:
        event = session.exec(select(Event).where(Event.verb == "edited")).one()
    assert event.payload["changed"]["byline"] == ["Bada Han", "B. Han"]


BAD_FIELDS = [
    ("title", "", "this must be filled in"),
    ("title", " \t ", "this must be filled in"),
    ("title", "x" * 501, "at most 500 characters; this has 501"),
    ("byline", "x" * 501, "at most 500 characters"),
    ("outlet", "a\0b", "this holds characters that cannot be stored"),
    ("language", "x" * 17, "at most 16 characters"),
    ("published_on", "7 April", "a date looks like 2021-04-07"),
    ("published_on", "2021-02-30", "a date looks like 2021-04-07"),
    ("canonical_url", "ftp://x.example", "an address begins with http:// or https://"),
    ("canonical_url", "http://[x", "this is not a web address"),
    ("canonical_url", "https://x.example/" + "x" * 2000, "at most 2,000 characters"),
]


@BOTH_WAYS
def test_a_field_that_does_not_hold_is_refused_and_the_form_kept(app, engine, visitor, htmx):
    article = an_article(app)
    for field, typed, problem in BAD_FIELDS:
        fields = {**desk.article_fields(article), "title": "Typed", "byline": "Typed too", field: typed}
        visitor.get(f"/articles/{article.public_id}/edit").submit("/edit", htmx=htmx, **fields)
        assert (visitor.status, field) == (422, field)
        refused = visitor.page.get_element_by_id(field)
        assert problem in visitor.page.get_element_by_id(refused.get("aria-describedby")).text_content()
        kept = visitor.form("/edit")
        assert {name: kept[name] for name in fields} == fields | {field: typed.replace("\0", "\ufffd")}
    assert the_only(engine, Article).rev == article.rev
    assert desk.article_fields(the_only(engine, Article)) == desk.article_fields(article)


@BOTH_WAYS
def test_a_form_that_lacks_a_field_empties_it_only_if_it_may_be_empty(app, engine, visitor, htmx):
    article = an_article(app)
    form = visitor.get(f"/articles/{article.public_id}/edit").form("/edit")
    bare = {name: form[name] for name in ("csrf_token", "op_id", "rev")}
    visitor.post(f"/articles/{article.public_id}/edit", htmx=htmx, **bare)
    assert visitor.status == 422
    assert the_only(engine, Article).title == article.title


@BOTH_WAYS
def test_a_form_without_a_true_revision_is_refused(app, engine, visitor, htmx):
    article = an_article(app)
    for rev in ("", "x", "-1", "1.0", "9999999999", "١"):
        visitor.get(f"/articles/{article.public_id}/edit").submit("/edit", htmx=htmx, title="Other", rev=rev)
        assert (visitor.status, rev) == (422, rev)
    assert the_only(engine, Article).title == article.title


@BOTH_WAYS
def test_of_two_people_who_correct_at_once_the_second_sees_both_and_can_still_save(
    app, engine, visitor, htmx
):
    article = an_article(app)
    other, _ = factories.sign_in(app)
    for person in (visitor, other):
        person.get(f"/articles/{article.public_id}/edit")
    go_on(other.submit("/edit", htmx=htmx, title="Their title"), htmx=htmx)
    visitor.submit("/edit", htmx=htmx, title="My title", byline="Me")

    assert visitor.status == 409
    assert the_only(engine, Article).title == "Their title"
    shown = visitor.page.get_element_by_id("conflict")
    assert shown.get("role") == "alert"
    texts = {area.get("id"): area.text.removeprefix("\n") for area in shown.iter("textarea")}
    assert texts == {
        "base-title": "The lighthouse at Gull Point shines again",
        "theirs-title": "Their title",
        "yours-title": "My title",
        "base-byline": "Bada Han",
        "theirs-byline": "Bada Han",
        "yours-byline": "Me",
    }
    if htmx:
        assert visitor.answer.headers["HX-Retarget"] == "#notices"
        assert visitor.answer.headers["HX-Reselect"] == "#conflict"

    go_on(visitor.submit("/edit", htmx=htmx), htmx=htmx)
    saved = the_only(engine, Article)
    assert (saved.title, saved.byline, saved.outlet) == ("My title", "Me", "물때일보")
    with reading(engine) as session:
        events = session.exec(select(Event).where(Event.verb == "edited").order_by(Event.seq)).all()
    assert [event.payload["changed"]["title"] for event in events] == [
        ["The lighthouse at Gull Point shines again", "Their title"],
        ["Their title", "My title"],
    ]


@BOTH_WAYS
def test_what_i_left_alone_stays_as_somebody_else_saved_it(app, engine, visitor, htmx):
    article = an_article(app)
    other, _ = factories.sign_in(app)
    for person in (visitor, other):
        person.get(f"/articles/{article.public_id}/edit")
    go_on(other.submit("/edit", htmx=htmx, title="Their title", outlet=""), htmx=htmx)
    visitor.submit("/edit", htmx=htmx, byline="")
    texts = {area.get("id"): area.text.removeprefix("\n") for area in visitor.page.iter("textarea")}
    assert texts == {
        "base-title": "The lighthouse at Gull Point shines again",
        "theirs-title": "Their title",
        "base-byline": "Bada Han",
        "theirs-byline": "Bada Han",
        "yours-byline": "",
        "base-outlet": "물때일보",
        "theirs-outlet": "",
    }
    assert visitor.text.count("You left it alone, so this stays.") == 2
    typed = visitor.form("/edit")
    assert (typed["was-title"], typed["title"], typed["byline"]) == ("Their title", "Their title", "")
    go_on(visitor.submit("/edit", htmx=htmx), htmx=htmx)
    saved = the_only(engine, Article)
    assert (saved.title, saved.byline, saved.outlet) == ("Their title", "", "")


def test_mine_can_be_changed_once_more_on_the_page_that_shows_both(app, engine, visitor):
    article = an_article(app)
    visitor.get(f"/articles/{article.public_id}/edit")
    factories.sign_in(app)[0].get(visitor.path).submit("/edit", title="Their title")
    visitor.submit("/edit", title="My title").submit("/edit", title="Ours")
    assert the_only(engine, Article).title == "Ours"


# requests that no form sends


def address_of(rule):
    """An address that fits a rule and leads to nothing."""
    path = re.sub(r"<any\(([^,)]*)[^>]*>", r"\1", rule.rule)
    path = re.sub(r"<int:[^>]*>", "999999", path)
    return re.sub(r"<[^>]*>", "01NOTHINGHASTHISIDATALL000", path)


def rules(app, *, method):
    return [rule for rule in app.url_map.iter_rules() if method in rule.methods and rule.endpoint != "static"]


#: Something right for each field of each form, so that only the address is wrong.
GOOD_FIELDS = {
    "s": "1",
    "start": "0",
    "version": "1",
    "rev": "1",
    "quote": "words",
    "reason": "opinion",
    "rating": "supported",
    "rationale": "so",
    "decision": "approve",
    "stance": "supports",
    "result": "nothing",
    "query": "q",
    "place": "p",
    "title": "T",
    "kind": "outlet",
    "text": "Words",
    "claim": "x",
    "source": "x",
    "fact": "x",
    "parts": "2",
    "channel": "email",
    "outcome": "first",
    "to": "1",
    "note": "so",
}
#: What an id in an address is called.
IDS = {"article_id", "claim_id", "evidence_id", "source_id", "set_id", "release_id", "job_id", "user_id"}


def test_an_unknown_id_is_not_found_on_any_page(app):
    visitor, _ = factories.sign_in(app, Role.ADMIN)
    addresses = [address_of(rule) for rule in rules(app, method="GET") if rule.arguments & IDS]
    assert len(addresses) >= 10
    found = {address: visitor.get(address).status for address in addresses}
    assert set(found.values()) == {404}, found


@BOTH_WAYS
def test_an_unknown_id_is_not_found_by_any_form(app, engine, htmx):
    visitor, _ = factories.sign_in(app, Role.ADMIN)
    addresses = [address_of(rule) for rule in rules(app, method="POST") if rule.arguments & IDS]
    assert len(addresses) >= 18
    found, before = {}, how_many(engine, Event)
    for address in addresses:
        form = visitor.get("/articles/new").form("/articles")
        found[address] = visitor.post(address, htmx=htmx, **{**form, **GOOD_FIELDS}).status
    assert set(found.values()) == {404}, found
    assert how_many(engine, Event) == before


def test_an_address_that_only_takes_forms_says_so_to_all_else(app):
    visitor, _ = factories.sign_in(app, Role.ADMIN)
    pages = {rule.rule for rule in rules(app, method="GET")}
    only_posts = [rule for rule in rules(app, method="POST") if rule.rule not in pages]
    assert len(only_posts) >= 18
    for rule in only_posts:
        visitor.get(address_of(rule))
        assert (visitor.status, rule.rule) == (405, rule.rule)
        assert "POST" in visitor.answer.headers["Allow"], rule.rule
        assert "This address does not take that kind of request." in visitor.text


def test_a_page_takes_no_form(app, visitor):
    visitor.post(f"/articles/{an_article(app).public_id}", **visitor.get("/articles/new").form("/articles"))
    assert visitor.status == 405


@BOTH_WAYS
def test_no_form_is_taken_without_its_token(app, engine, htmx):
    visitor, _ = factories.sign_in(app, Role.ADMIN)
    form = visitor.get("/articles/new").form("/articles") | GOOD_FIELDS | {"text": STORY}
    del form["csrf_token"]
    before = how_many(engine, Article, Event)
    for token in ({}, {"csrf_token": ""}, {"csrf_token": "made-up"}):
        for rule in rules(app, method="POST"):
            visitor.post(address_of(rule), htmx=htmx, **form, **token)
            assert (visitor.status, rule.rule) == (400, rule.rule)
        assert "This form was not complete" in visitor.text
    assert how_many(engine, Article, Event) == before


@BOTH_WAYS
def test_a_viewer_reads_but_neither_brings_in_nor_corrects_nor_marks(app, engine, htmx):
    article = an_article(app)
    visitor, _ = factories.sign_in(app, Role.VIEWER)
    token = visitor.get(f"/articles/{article.public_id}").form("/sign-out")
    assert "It is the tallest tower there" in visitor.text
    assert [form.get("action") for form in visitor.page.forms] == ["/sign-out"]
    before = how_many(engine, Article, Claim, Event)
    path = f"/articles/{article.public_id}"
    for address in ("/articles", f"{path}/edit", f"{path}/claims"):
        fields = {**token, **GOOD_FIELDS, "quote": "214 steps", "text": STORY + "more", "op_id": "o" * 20}
        assert visitor.post(address, htmx=htmx, **fields).status == 403
    assert visitor.get("/articles/new").status == 403
    assert how_many(engine, Article, Claim, Event) == before


# reading


def test_portal_lines_are_folded_away_but_kept_and_nothing_else_is(app, visitor):
    visitor.get(f"/articles/{an_article(app).public_id}")
    folds = visitor.page.find_class("portal")
    assert [fold.tag for fold in folds] == ["details", "details"]
    assert [fold.find("summary").text for fold in folds] == ["1 portal line", "2 portal lines"]
    assert all("open" not in fold.attrib for fold in folds)
    folded = {block.text_content() for fold in folds for block in fold.find_class("block")}
    lines = {line for line in STORY.split("\n\n") if line}
    assert folded == {line.strip() for line in lines if line.startswith(("글자", "Copyright", "다음"))}
    assert {block.text_content() for block in visitor.page.find_class("block")} == set(map(str.strip, lines))


def test_the_address_in_a_byline_is_flagged_as_personal_data(app, engine, visitor):
    visitor.get(f"/articles/{an_article(app).public_id}")
    (flag,) = visitor.page.find_class("personal")
    assert flag.text_content() == "bada.han@tidewater.example"
    assert flag.get("title") == "personal data"
    assert "1 personal detail" in visitor.text
    with reading(engine) as session:
        part = session.exec(select(Segment).where(Segment.kind == SegmentKind.BYLINE)).all()[-1]
    assert [STORY[found["start"] : found["end"]] for found in part.personal] == ["bada.han@tidewater.example"]


def test_a_story_without_portal_lines_or_addresses_folds_and_flags_nothing(app, visitor):
    visitor.get(f"/articles/{an_article(app, FRENCH).public_id}")
    assert not visitor.page.find_class("portal")
    assert not visitor.page.find_class("personal")
    assert "personal detail" not in visitor.text


def pieces_of(block):
    """What stands in a block, in order: (words, the claims over them), and (None, claim) for each number."""
    if block.text:
        yield block.text, frozenset()
    for node in block:
        if "ref" in node.classes:
            yield None, node
        else:
            yield node.text_content(), frozenset(map(int, node.get("data-claims", "").split()))
        if node.tail:
            yield node.tail, frozenset()


TANGLED = """A title with 👩🏽‍🚀 in it

One two three four five six seven eight nine ten.
Eleven one two three, said nobody@tidewater.example of it. 하나 둘 e\u0301t\u0301 셋 넷 다섯.

BY BADA HAN [bada.han@tidewater.example]

All <b>markup</b> &amp; quotes " ' stay. One two three again.

Copyright © 물때일보. 무단전재 및 재배포를 금지합니다.
"""


def tangled_spans():
    """Nested, overlapping, equal, adjoining, repeated, over an address, over two lines."""
    words = [
        *("two three", "One two three four five", "four five six", "four five six", "six seven"),
        *("eight nine ten.", "said nobody@tidewater.example of it", "둘 e\u0301t\u0301 셋"),
        *("nine ten.\nEleven", "title with 👩🏽‍🚀 in", "<b>markup</b> &amp; quotes \" '"),
        *("다섯.\n\nBY BADA", "Copyright"),
    ]
    spans = [[span(TANGLED, each)] for each in words]
    return [*spans, [span(TANGLED, "One two three", nth) for nth in (0, 1)]]


def test_marks_never_nest_and_lie_over_exactly_the_words_of_their_claims(app, engine, visitor):
    article = an_article(app, TANGLED)
    split_into(app, article, *tangled_spans())
    visitor.get(f"/articles/{article.public_id}")
    marks = list(visitor.page.iter("mark"))
    assert len(marks) > 15
    assert not any(mark.xpath(".//mark") for mark in marks)
    with reading(engine) as session:
        segments = session.exec(select(Segment).order_by(Segment.start)).all()
        places = session.exec(
            select(Claim.number, Occurrence.start, Occurrence.end).join(
                Occurrence, Occurrence.claim_id == Claim.id
            )
        ).all()
    blocks = visitor.page.find_class("block")
    assert len(blocks) == len(segments)
    ends_seen = []
    for block, part in zip(blocks, segments, strict=True):
        at = part.start
        assert int(block.get("data-utf16")) == anchor.to_utf16(TANGLED, part.start)
        for words, found in pieces_of(block):
            if words is None:
                ends_seen.append((int(found.get("data-ref")), at))
                continue
            for char in words:
                assert char == TANGLED[at]
                assert found == {number for number, start, end in places if start <= at < end}, at
                at += 1
        assert TANGLED[at : part.end].strip("\n") == ""
    shown_ends = {(number, end) for number, _, end in places}
    assert shown_ends <= set(ends_seen)
    # One that goes on below has its number at the end of each line it stands in.
    assert len(ends_seen) == len(places) + 2


BLANKS = "\n\n  A title\n\n\n\nSome words.  \n \n\tAnd more.\n\n\n"


@pytest.mark.parametrize(
    "text", [STORY, KOREAN, TANGLED, BLANKS], ids=["story", "Korean", "tangled", "blanks"]
)
def test_the_text_on_the_page_is_the_stored_text(app, engine, visitor, text):
    article = an_article(app, text)
    split_into(app, article, [(2, 7)], [(5, 20)])
    visitor.get(f"/articles/{article.public_id}")
    blocks = visitor.page.find_class("block")
    shown = ["".join(words for words, _ in pieces_of(block) if words is not None) for block in blocks]
    with reading(engine) as session:
        segments = session.exec(select(Segment).order_by(Segment.start)).all()
    assert shown == [text[part.start : part.end].rstrip("\n") for part in segments]
    assert "".join(shown).replace("\n", "") == text.replace("\n", "")


def test_each_number_in_the_text_says_and_opens_its_claim(app, visitor):
    article = an_article(app)
    marked = ("two dark winters", "214 steps", "3 million")
    split_into(app, article, *([span(STORY, words)] for words in marked))
    with writing(app.extensions["engine"]) as session:
        claims = session.exec(select(Claim).order_by(Claim.number)).all()
        claims[1].status = ClaimStatus.DISMISSED
        author, reviewer = factories.a_person(session), factories.a_person(session)
        claims[2].status = ClaimStatus.ACCEPTED
        factories.a_verdict(session, claims[2], author, Rating.SUPPORTED)
        factories.sign(session, claims[2], author, reviewer)
    visitor.get(f"/articles/{article.public_id}")
    refs = visitor.page.find_class("ref")
    assert [(ref.text_content(), ref.get("aria-label")) for ref in refs] == [
        ("1○", "Claim 1, Proposed"),
        ("2–", "Claim 2, Dismissed"),
        ("3✓", "Claim 3, Supported"),
    ]
    for ref, claim in zip(refs, claims, strict=True):
        assert ref.get("href") == f"/articles/{article.public_id}?claim={claim.public_id}#panel"
        visitor.get(ref.get("href"))
        assert visitor.page.get_element_by_id("panel-title").text == f"Claim {claim.number} of 3"
        (active,) = visitor.page.find_class("active")
        assert active.text == marked[claim.number - 1]
    assert visitor.page.xpath("//a[@rel='prev']")
    assert not visitor.page.xpath("//a[@rel='next']")


def test_what_stands_beside_the_text_has_an_address_of_its_own(app, visitor):
    article = an_article(app, STORY)
    split_into(app, article, [span(STORY, "214 steps")])
    with reading(app.extensions["engine"]) as session:
        claim_id = session.exec(select(Claim.public_id)).one()
    visitor.get(f"/articles/{article.public_id}?claim={claim_id}")
    whole = visitor.page.get_element_by_id("panel").text_content().split()
    assert "Claim" in whole
    visitor.get(f"/articles/{article.public_id}/panel?claim={claim_id}")
    assert visitor.page.get("id") == "panel"
    assert visitor.page.text_content().split() == whole
    assert visitor.get(f"/articles/{article.public_id}/panel?mode=lines").status == 404
    assert visitor.get(f"/articles/{article.public_id}/panel?mode=line&s=9").status == 404


def test_the_claim_of_another_article_does_not_open_here(app, visitor):
    one, other = an_article(app), an_article(app, TANGLED)
    split_into(app, other, [span(TANGLED, "two three")])
    with reading(app.extensions["engine"]) as session:
        claim = session.exec(select(Claim)).one()
    visitor.get(f"/articles/{one.public_id}?claim={claim.public_id}")
    assert visitor.page.get_element_by_id("panel-title").text == "Claims"


@pytest.mark.parametrize("opened", [False, True])
def test_the_reader_costs_the_same_few_statements_whatever_its_size(app, visitor, opened):
    counts = []
    for claims in (1, 200):
        text = f"A title of {claims}\n\n" + "".join(f"Boat {n} is {n} feet long.\n\n" for n in range(claims))
        article = an_article(app, text)
        split_into(app, article, *([span(text, f"Boat {n} is {n} feet long.")] for n in range(claims)))
        with reading(app.extensions["engine"]) as session:
            first = session.exec(select(Claim.public_id).where(Claim.article_id == article.id)).first()
        with statements(app) as said:
            visitor.get(f"/articles/{article.public_id}" + (f"?claim={first}" if opened else ""))
        assert len(visitor.page.find_class("ref")) == claims
        counts.append(len(said))
    assert counts[0] == counts[1] <= 12, said


# marking by hand


def utf16(text, words, nth=0):
    start, end = span(text, words, nth)
    return {"quote": words, "start": anchor.to_utf16(text, start), "end": anchor.to_utf16(text, end)}


@BOTH_WAYS
@pytest.mark.parametrize("words", ["after two dark winters", "👩🏽‍🚀"])
def test_words_marked_behind_an_emoji_become_a_claim_of_just_these_words(app, engine, visitor, htmx, words):
    article = an_article(app)
    visitor.get(f"/articles/{article.public_id}").submit("/claims", htmx=htmx, **utf16(STORY, words))
    go_on(visitor, htmx=htmx)
    place = the_only(engine, Occurrence)
    assert (place.start, place.end, place.exact) == (*span(STORY, words), words)
    claim, wording = the_only(engine, Claim), the_only(engine, ClaimVersion)
    assert (claim.status, claim.number, wording.text) == (ClaimStatus.ACCEPTED, 1, words)
    assert visitor.path == f"/articles/{article.public_id}?claim={claim.public_id}"
    assert [mark.text_content() for mark in visitor.page.iter("mark")] == [words]


@BOTH_WAYS
def test_typed_words_become_a_claim_of_the_words_as_the_text_has_them(app, engine, visitor, htmx):
    article = an_article(app)
    typed = {
        "with 214 steps": "with\n214 steps",
        "  twice   what\nthe council ": "twice what the council",
        '"It was worth it,"': "“It was worth it,”",
    }
    for quote in typed:
        visitor.get(f"/articles/{article.public_id}").submit("/claims", htmx=htmx, quote=quote)
        go_on(visitor, htmx=htmx)
    with reading(engine) as session:
        places = session.exec(select(Occurrence).order_by(Occurrence.id)).all()
    assert [(place.start, place.end) for place in places] == [span(STORY, words) for words in typed.values()]
    assert [place.exact for place in places] == list(typed.values())


@BOTH_WAYS
def test_a_second_marked_claim_gets_the_next_number(app, engine, visitor, htmx):
    article = an_article(app)
    for words in ("214 steps", "3 million crowns"):
        visitor.get(f"/articles/{article.public_id}").submit("/claims", htmx=htmx, quote=words)
    with reading(engine) as session:
        assert sorted(session.exec(select(Claim.number))) == [1, 2]


BEHIND = utf16(STORY, "after two dark winters")


BAD_WORDS = [
    (BEHIND | {"quote": "after two dark summers"}, "the text has other words at this place"),
    (BEHIND | {"start": BEHIND["start"] - 3, "end": BEHIND["end"] - 3}, "the text has other words"),
    (utf16(STORY, "👩🏽‍🚀") | {"start": utf16(STORY, "👩🏽‍🚀")["start"] + 1}, "inside a character"),
    (utf16(STORY, "👩🏽"), "inside a character"),
    (BEHIND | {"end": 99_999}, "outside the text"),
    (BEHIND | {"end": BEHIND["start"]}, "outside the text"),
    (BEHIND | {"start": "7x"}, "this form is incomplete"),
    ({"quote": "no such words"}, "these words are not in the text"),
    ({"quote": "shines again"}, "these words stand in the text 2 times"),
    ({"quote": "  "}, "the quote is empty"),
    ({"quote": "x" * 2_001}, "a quote may have at most 2,000 characters"),
]


@BOTH_WAYS
def test_words_that_cannot_be_marked_are_refused_and_stay_in_the_form(app, engine, visitor, htmx):
    article = an_article(app)
    for typed, problem in BAD_WORDS:
        visitor.get(f"/articles/{article.public_id}").submit("/claims", htmx=htmx, **typed)
        assert (visitor.status, problem) == (422, problem)
        form = visitor.page.xpath("//details[@class='mark-claim']")[0]
        assert "open" in form.attrib
        assert problem in " ".join(node.text_content() for node in form.find_class("problem"))
        assert form.xpath(".//textarea")[0].text.removeprefix("\n") == typed["quote"]
        assert "It is the tallest tower there" in visitor.text
    assert how_many(engine, Claim, Occurrence) == [0, 0]


# on paper


def printed(visitor, article):
    page = visitor.get(f"/articles/{article.public_id}").page
    return [" ".join(one.text_content().split()) for one in page.xpath("//section[@class='printed']/ol/li")]


def test_the_appendix_has_each_claim_with_what_stands_behind_it(app, visitor):
    with writing(app.extensions["engine"]) as session:
        article = factories.an_article(session)
        author, reviewer = factories.a_person(session), factories.a_person(session)
        signed = factories.a_verified_claim(session, author, reviewer, article=article)
        drafted = factories.a_claim(session, article=article, words="4,000 people walked across it")
        factories.a_verdict(session, drafted, author)
        factories.a_claim(session, ClaimStatus.PROPOSED, article=article, words="Mara Voss")
        sha = session.exec(select(Snapshot.text_sha256).order_by(Snapshot.id)).first()
    first, second, third = printed(visitor, article)
    assert first.startswith(
        "1 ✕ Refuted The mayor said that the work cost 12 million crowns. The report says 14."
    )
    for told in (
        "The work cost 14 million crowns.",
        "County office",
        "refutes",
        "captured 20",
        f"SHA-256 {sha}",
    ):
        assert told in first, told
    # A second person is not to read what the first one thinks before both have signed.
    assert second.startswith("2 ○ Drafted 4,000 people walked across it The work cost")
    assert "The report says 14." not in second
    assert "refutes" not in second
    assert third == "3 ○ Proposed Mara Voss"
    assert signed.number == 1


# a very long one


def test_an_article_of_100000_words_is_read_and_struck_and_marked_to_its_end(app, engine, visitor):
    lines = [f"On day {n} the old ferry carried {n} cars over the sound again." for n in range(8_400)]
    text = "The log of the ferry\n\n" + "\n\n".join(" ".join(lines[at : at + 6]) for at in range(0, 8_400, 6))
    assert len(text.split()) > 100_000
    visitor.get("/articles/new").submit("/articles", text=text)
    assert visitor.status == 200
    article_id = visitor.path.rpartition("/")[2]
    with writing(app.extensions["engine"]) as session:
        version = session.exec(select(ArticleVersion)).one()
        spans = [found.span() for found in re.finditer(r"On day[^.]*\.", version.text)]
        cover = [CoverageDraft(*place, reason=CoverageReason.FRAGMENT) for place in spans]
        store.articles.add_sentences(session, version.id, cover, [])
    with statements(app) as said:
        visitor.get(f"/articles/{article_id}?mode=line&s=8400")
    assert len(said) <= 12
    assert "Line 8400 of 8400" in visitor.text
    assert "".join(stored_text(visitor)) == version.text.replace("\n", "")
    visitor.submit("/lines/struck")
    assert "Line 8400: nothing to check. 8399 lines left." in visitor.text
    visitor.submit(f"/articles/{article_id}/claims", quote=lines[-1])
    assert "Claim 1 marked." in visitor.text
    with reading(engine) as session:
        assert session.exec(select(Occurrence.exact)).one() == lines[-1]


def stored_text(visitor):
    """The words of the story as they stand on the page, without what the page adds to them."""
    added = "ancestor::a[contains(@class, 'ref') or contains(@class, 'dot')]"
    for block in visitor.page.xpath("//*[@id='text']//p[@data-utf16]"):
        yield from block.xpath(f".//text()[not({added})]")
