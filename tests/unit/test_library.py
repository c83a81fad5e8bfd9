"""The library: `import claims` gives documented functions that need no web server."""

import inspect
import json
import re
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

import claims
from claims.vocab import OccurrenceRole, SegmentKind, WordOrigin

ROOT = Path(__file__).parents[2]
DEMO = (ROOT / "app" / "demo.txt").read_text(encoding="utf-8")
FUNCTIONS = [name for name in claims.__all__ if inspect.isfunction(getattr(claims, name))]


@pytest.fixture(scope="module")
def article():
    return claims.read_paste(DEMO)


@pytest.fixture(scope="module")
def drafts(article):
    return claims.split_article(article)


def test_importing_the_library_brings_no_web_and_no_database_of_its_own():
    code = "import json, sys, claims; print(json.dumps(sorted(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(json.loads(told.stdout))
    assert "claims.split" in loaded
    web = {"flask", "werkzeug", "waitress", "wtforms", "flask_login", "flask_wtf", "flask_babel"}
    assert not loaded & (web | {"app", "claims.store", "claims.desk", "claims.jobs", "alembic", "psycopg"})


def test_every_name_that_is_offered_is_there():
    assert claims.__all__ == sorted(claims.__all__)
    assert all(hasattr(claims, name) for name in claims.__all__)


@pytest.mark.parametrize("name", claims.__all__)
def test_everything_that_is_offered_says_what_it_is(name):
    # A dataclass without words of its own gets its signature for a docstring.
    told = inspect.getdoc(getattr(claims, name)) or ""
    assert len(told) > 20
    assert not told.startswith(f"{name}(")


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_is_typed(name):
    signature = inspect.signature(getattr(claims, name))
    assert signature.return_annotation is not inspect.Signature.empty
    assert all(part.annotation is not part.empty for part in signature.parameters.values())


def test_the_example_in_the_docstring_runs(tmp_path, monkeypatch, capsys):
    (tmp_path / "story.txt").write_text(DEMO, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    lines = re.findall(r"^    (.*)$", claims.__doc__ or "", re.MULTILINE)
    code = "\n".join(lines).replace('open("story.txt").read()', "text")
    exec(code, {"text": (tmp_path / "story.txt").read_text(encoding="utf-8")})
    assert len(capsys.readouterr().out.splitlines()) >= 20


def test_the_demo_article_gives_at_least_twenty_claims(drafts):
    assert len(drafts) >= 20
    assert len({draft.text for draft in drafts}) == len(drafts)


def test_every_claim_of_the_demo_stands_where_it_says(article, drafts):
    for draft in drafts:
        assert draft.occurrences
        for place in draft.occurrences:
            words = claims.anchor_at(article.text, place.start, place.end).exact
            assert words == article.text[place.start : place.end]
            assert words.strip() == words


def test_every_word_of_the_demos_claims_is_traced_and_stands_where_it_is_said_to(article, drafts):
    for draft in drafts:
        at = 0
        for part in draft.trace:
            assert not draft.text[at : part.start].strip()
            at = part.end
            if part.origin is WordOrigin.STATED:
                said, there = draft.text[part.start : at], article.text[part.at[0] : part.at[1]]
                # A claim begins with a capital wherever its words stand.
                assert said.split()[0].lower() == there.split()[0].lower()
                assert said.split()[1:] == there.split()[1:]
        assert not draft.text[at:].strip()


def test_the_title_of_the_demo_is_told_from_its_text(article, drafts):
    (title,) = [part for part in claims.find_segments(article.text) if part.kind is SegmentKind.TITLE]
    places = [place for draft in drafts for place in draft.occurrences]
    assert places[0].role is OccurrenceRole.HEADLINE
    for place in places:
        assert (place.role is OccurrenceRole.HEADLINE) == (title.start <= place.start < title.end)


def test_claims_come_in_reading_order(drafts):
    firsts = [draft.occurrences[0].start for draft in drafts]
    assert all(one <= other for one, other in pairwise(firsts))


def test_the_repeated_lead_of_the_demo_is_one_claim_with_two_places(article, drafts):
    lead = "Thousands of low-ranking party organizers met in Pyongyang this week"
    found = [draft for draft in drafts if draft.text.startswith(lead)]
    assert len(found) == 2  # that state media reported it, and what they reported
    for draft in found:
        assert [place.start for place in draft.occurrences] == [
            at.start() for at in re.finditer(lead, article.text)
        ]
        roles = [place.role for place in draft.occurrences]
        assert roles == [OccurrenceRole.ASSERTION, OccurrenceRole.REPEAT]


@pytest.mark.parametrize(
    "end", ["", ", as the port lost money", ", while conceding that the port lost money"]
)
@pytest.mark.parametrize("source", ["according to the valley radio", "the valley radio reported Monday"])
def test_who_is_named_after_a_claim_makes_another_claim_of_it_whatever_follows(end, source):
    said = "Ada Moor closed the harbour for nine days"
    drafts = claims.split_article(
        claims.read_paste(f"{said}, {source}.\n\nAda laughed.\n\n{said}, {source}{end}.")
    )
    [draft] = [draft for draft in drafts if draft.text == said]
    assert draft.claimant == "valley radio"
    assert len(draft.occurrences) == 2
    reported = [draft for draft in drafts if "radio" in draft.text]
    assert reported
    assert all(drafts.index(draft) in [link.to for link in one.links] for one in reported)


@pytest.mark.parametrize(
    "words",
    ["third such gathering since Kim Jong-un came to power in 2011", "promotion to the No. 3 position"],
)
def test_the_claims_that_a_checker_would_begin_with_are_found(drafts, words):
    assert [draft for draft in drafts if words in draft.text]


def test_the_portals_lines_give_no_claims(article, drafts):
    portal = [part for part in claims.find_segments(article.text) if part.kind is SegmentKind.BOILERPLATE]
    assert len(portal) >= 5
    for draft in drafts:
        for place in draft.occurrences:
            assert not [part for part in portal if place.start < part.end and place.end > part.start]


def test_the_same_text_gives_the_same_claims(drafts):
    assert claims.split_article(claims.read_paste(DEMO)) == drafts


def test_a_plain_text_is_taken_as_it_is(drafts):
    assert claims.split_article(DEMO) == drafts
    with pytest.raises(claims.ClaimsError, match="there is no text here"):
        claims.split_article(" ")


@pytest.mark.parametrize(
    ("text", "given", "day"),
    [
        ("The pier opened on Monday, after three long years.", None, None),
        ("The pier opened on Monday, after three long years.", date(2021, 4, 7), date(2021, 4, 7)),
        (DEMO, None, date(2021, 4, 7)),
        (DEMO, date(2020, 1, 2), date(2020, 1, 2)),
    ],
)
def test_last_week_is_counted_from_the_day_that_is_given_else_from_the_articles_own(
    monkeypatch, text, given, day
):
    seen = []

    def read(text, segments, language, published):
        seen.append(published)
        return claims.Splitting()

    monkeypatch.setattr(claims, "read_article", read)
    assert claims.split_article(text, given) == []
    assert seen == [day]


def test_every_claim_can_be_weighed(drafts):
    for draft in drafts:
        worth = claims.check_worthiness(draft)
        assert 0 <= worth.score <= 1
        assert worth.reasons
        assert claims.weighed(worth, {}) == worth.score


def test_a_day_may_be_given_as_it_is_written_and_a_wrong_one_is_refused():
    text = "The council met in the old town hall on Tuesday. The mayor opened the meeting."
    assert claims.split_article(text, "2021-04-07") == claims.split_article(text, date(2021, 4, 7))
    with pytest.raises(ValueError, match="Invalid isoformat"):
        claims.split_article(text, "7 April")
