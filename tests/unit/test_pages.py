"""What is taken out of a page: its title, its day, its article with its lead, and nothing around them."""

from datetime import date

import pytest

from claims.ingest.body import lead_of, readable, without_links
from claims.ingest.day import FAR, declared_day, states_its_day, visible_day
from claims.ingest.page import _tree, read_page, read_parts
from claims.ingest.title import page_title
from tests.documents import PROSE, SECOND

TITLE = "Ferry over the river opens again"
THIRD = "The city says that the boat can take forty people and ten bicycles on each of its crossings."
FOURTH = "Tickets are sold on board, and children who are younger than six ride with their parents for free."
BODY = "".join(f"<p>{text}</p>" for text in (PROSE, SECOND, THIRD, FOURTH))


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def article(before: str = "", after: str = "", head: str = "") -> list[str]:
    """The paragraphs of a page with a headline and four paragraphs, and what is put around these."""
    return read_parts(page(f"<main><h1>{TITLE}</h1>{before}<article>{BODY}{after}</article></main>", head))[0]


# titles


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", f"<h1>{TITLE}</h1>"),
        (f"<title>{TITLE} | Han River Ledger</title>", f"<h1>{TITLE}</h1>"),
        (f"<title>{TITLE} | Han River Ledger</title>", f"<h1>Han River Ledger</h1><h2>{TITLE}</h2>"),
        (f"<title>Han River Ledger » Archive » {TITLE}</title>", "<h1>Han River Ledger</h1>"),
        (f"<title>{TITLE} - Han River Ledger</title>", ""),
        (f'<meta property="og:title" content="{TITLE}"><title>Ledger</title>', ""),
        (f'<meta property="og:title" content="{TITLE}">', f"<h1>Menu</h1><h1>{TITLE}</h1><h2>Latest</h2>"),
        (f'<meta property="og:title" content="{TITLE}">', f"<h1>Ferry over the river</h1><h2>{TITLE}</h2>"),
        (f'<meta property="og:title" content="{TITLE} today">', f"<h1>{TITLE}</h1>"),
        ('<meta property="og:title" content="Ferry opens: all you need">', f"<h1>{TITLE}</h1>"),
        (f'<meta property="og:title" content="{TITLE}">', f"<h1>City | {TITLE}</h1>"),
        ("<title>x</title>", f'<h1><span class="kicker">City life</span>{TITLE}</h1>'),
        ("", "<h1>Ferry over the ri\xadver <b>opens</b>\n again</h1>"),
        ('<meta property="og:site_name" content="Ledger">', f"<h1>Ledger</h1><h1>{TITLE}</h1>"),
    ],
)
def test_the_title_is_the_heading_that_the_pages_names_bear_out(head, body):
    assert page_title(_tree(page(body + BODY, head))) == TITLE


def test_what_the_page_calls_itself_in_json_is_its_title_where_no_heading_is():
    assert page_title(_tree(page(BODY, "<title>Ledger</title>")), TITLE) == TITLE


@pytest.mark.parametrize(
    "body", ["<p>x</p>", "<h1></h1><p>x</p>", "<h1>  </h1><h2></h2>", f"<h1>{'a' * 301}</h1>"]
)
def test_a_page_without_a_title_has_none(body):
    assert page_title(_tree(page(body))) == ""


# days

DAY = date(2021, 4, 7)


@pytest.mark.parametrize(
    "line",
    [
        "7. April 2021",
        "07.04.2021",
        "Stand: 7.4.2021, 18:13 Uhr",
        "April 7, 2021",
        "Published Apr. 7th, 2021 at noon",
        "7 avril 2021",
        "7 de abril de 2021",
        "2021-04-07T18:13",
        "7 kwietnia 2021",
        "2021년 4월 7일",
        "07/04/2021",
    ],
)
def test_the_day_in_a_short_line_after_the_headline_is_the_pages(line):
    tree = _tree(page(f"<p>1 May 2020</p><h1>{TITLE}</h1><p>{line}</p><p>3 May 2020</p>{BODY}"))
    assert visible_day(tree, TITLE, FAR) == DAY
    assert read_parts(page(f"<h1>{TITLE}</h1><div><span>{line}</span></div>{BODY}"))[1].published_on == DAY


@pytest.mark.parametrize(
    "line",
    [
        "Updated 7 April 2021",
        "Aktualisiert am 7.4.2021",
        "31.2.2021",
        "7 Foo 2021",
        "17.4.20",
        f"On 7 April 2021 {PROSE} {SECOND}",
    ],
)
def test_other_days_are_not_the_pages(line):
    assert visible_day(_tree(page(f"<h1>{TITLE}</h1><p>{line}</p>")), TITLE, FAR) is None


def test_a_day_far_below_the_headline_is_another_things():
    rows = "<p>A line.</p>" * FAR
    assert visible_day(_tree(page(f"<h1>{TITLE}</h1>{rows}<p>7 April 2021</p>")), TITLE, FAR) is None


def test_what_is_marked_up_as_published_comes_before_what_was_changed():
    times = (
        '<time itemprop="dateModified" datetime="2021-05-01">1 May</time>'
        '<time itemprop="datePublished" datetime="2021-04-07T18:13:00">then</time>'
    )
    assert declared_day(_tree(page(times))) == DAY
    two = times + '<time itemprop="datePublished" datetime="2020-01-01">another story</time>'
    assert declared_day(_tree(page(two))) is None


def test_a_day_in_the_head_is_not_overruled_by_one_in_a_line():
    head = '<meta property="article:published_time" content="2021-04-07T09:13:00Z">'
    source = page(f"<h1>{TITLE}</h1><p>3 March 2019</p>{BODY}", head)
    assert states_its_day(_tree(source))
    assert read_parts(source)[1].published_on == DAY


def test_the_day_in_an_address_is_used_where_the_page_has_none():
    assert read_parts(page(BODY), "https://ledger.example/2021/04/07/ferry")[1].published_on == DAY
    assert read_parts(page(BODY), "https://ledger.example/ferry")[1].published_on is None


def test_a_day_that_only_the_prose_tells_is_better_than_none():
    told = (
        f"<p>The boat was built by hand and first put on the water on 7 April 2021, in the rain. {SECOND}</p>"
    )
    assert read_parts(page(told + BODY))[1].published_on == DAY


LEAD = "After eleven years without a boat, people of both banks can visit each other within minutes."

# bodies


@pytest.mark.parametrize(
    "furniture",
    [
        '<div class="sharedaddy"><h3>Share with:</h3><ul><li>Mail it to a friend of yours</li></ul></div>',
        '<div class="relatedPosts"><p>The bridge is closed until the end of next month, too.</p></div>',
        '<p class="newsletter-promo">Our letter comes every morning with the news of the river.</p>',
        '<div id="author-bio"><p>Jane Roe writes about boats and bridges and lives by the river.</p></div>',
        '<div class="pum popmake"><p>Before you go, have a look at our shop by the river now.</p></div>',
        "<p>Read more: The bridge is closed</p>",
        "<p>Lesen Sie auch: Die Brücke ist gesperrt</p>",
        "<p>VEA TAMBIÉN: El puente está cerrado</p>",
        "<p>Follow us on every network that there is</p>",
        "<p>© 2021 Han River Ledger</p>",
    ],
)
def test_what_stands_around_an_article_is_left_out(furniture):
    assert article(after=furniture) == [PROSE, SECOND, THIRD, FOURTH]


@pytest.mark.parametrize(
    "name", ["with-sidebar", "content-sidebar-wrap", "widget-area-left", "has-related-posts"]
)
def test_a_wrapper_that_is_named_after_its_furniture_keeps_the_article(name):
    body = f'<div class="{name}"><h1>{TITLE}</h1>{BODY}<p class="newsletter-promo">{LEAD}</p></div>'
    source = page(f"{body}<footer>{'<p>Imprint of the ledger</p>' * 40}</footer>")
    assert read_parts(source)[0] == [PROSE, SECOND, THIRD, FOURTH]


def test_a_part_that_is_most_of_the_page_is_no_furniture():
    promo = f'<p class="promo">{LEAD}</p>'
    source = page(f'<div class="newsletter">{BODY}{promo}</div>')
    assert read_parts(source)[0] == [PROSE, SECOND, THIRD, FOURTH]


@pytest.mark.parametrize(
    "text",
    [
        "Read more books, said the teacher, and you will know more about the river and all of its boats.",
        "Watch the boat from the tower.",
        "Related to the harbour master by marriage, she knew each of the captains by name.",
        f"Read more: {PROSE} {SECOND} {THIRD}",
    ],
)
def test_a_sentence_that_begins_like_a_link_stays(text):
    assert without_links([text]) == [text]


@pytest.mark.parametrize(
    "lead",
    [
        f'<p class="lead">{LEAD}</p>',
        f'<div class="article-teaser"><p>{LEAD}</p></div>',
        f'<h2 class="article__excerpt">{LEAD}</h2>',
        f'<header><div class="intro-text">{LEAD}</div></header>',
    ],
)
def test_the_lead_above_a_body_is_part_of_the_article(lead):
    tree = readable(_tree(page(f"<h1>{TITLE}</h1>{lead}<article>{BODY}</article>")))
    assert lead_of(tree, TITLE, [PROSE, SECOND]) == LEAD
    assert lead_of(tree, TITLE, [LEAD, PROSE]) == ""


@pytest.mark.parametrize(
    "other",
    [
        f'<p class="author-intro newsletter">{LEAD}</p>',
        f"<p>{LEAD}</p>",
        '<p class="lead">Short.</p>',
        f'<p class="lead">{LEAD * 12}</p>',
        f'<div class="teaser"><p>{LEAD}</p><p>{LEAD}</p></div>',
    ],
)
def test_other_texts_above_a_body_are_no_lead(other):
    tree = readable(_tree(page(f"<h1>{TITLE}</h1>{other}<article>{BODY}</article>")))
    assert lead_of(tree, TITLE, [PROSE, SECOND]) in {"", LEAD if "teaser" in other else ""}


def test_a_teaser_below_the_body_is_no_lead():
    tree = readable(_tree(page(f'<h1>{TITLE}</h1><article>{BODY}</article><p class="teaser">{LEAD}</p>')))
    assert lead_of(tree, TITLE, [PROSE, SECOND]) == ""


def test_the_headline_stands_once_on_top_of_the_text():
    text, meta = read_page(page(f"<article><h1>{TITLE}</h1><p>City</p><h2>{TITLE}</h2>{BODY}</article>"))
    assert meta.title == TITLE
    assert text.startswith(TITLE + "\n\n")
    assert text.count(TITLE) == 1


@pytest.mark.parametrize("control", ["\x1b", "\x01", "&#27;", "&#x1B;", "\ufffe"])
def test_a_control_character_does_not_cost_the_article(control):
    assert read_parts(page(f"<h1>{TITLE}</h1><p>Red{control} boats.</p>{BODY}"))[0][-1] == FOURTH
