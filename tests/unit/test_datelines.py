"""Datelines are no part of what an article says, and nobody's name."""

import pytest

from claims.vocab import CoverageReason
from tests.trace import offences, read, whole


def found(text):
    given = whole(text)
    splitting = read(given)
    assert offences(given, splitting) == []
    return splitting


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("HARWICK —", " The river flooded its banks."),
        ("HARWICK -", " Mayor Ada Moor left."),
        ("PORT ELM, May 12 (Courier) -", " The bank cut its rate."),
        ("PORT ELM, Vale. (CN) --", " The bank cut its rate."),
        ("Elm (Valley Courier) –", " “I left,” said Ada Moor."),
    ],
)
def test_a_dateline_stands_on_the_map_and_in_no_claim(line, rest):
    text = line + rest
    splitting = found(text)
    place, *others = splitting.coverage
    assert (text[place.start : place.end], place.reason) == (line, CoverageReason.BYLINE)
    assert all(one.start > place.start for one in others)
    assert all("ELM" not in one.text and "HARWICK" not in one.text for one in splitting.drafts)
    assert all("Elm" not in one.claimant for one in splitting.drafts)


@pytest.mark.parametrize(
    "text",
    [
        "HARWICK — the old port — was flooded.",
        "Harwick — The old port was flooded.",
        "EU - The old port was flooded.",
        "HARWICK - THE OLD PORT WAS FLOODED.",
        "The port — Harwick — was flooded.",
        "HARWICK was flooded.",
    ],
)
def test_other_words_before_a_dash_are_no_dateline(text):
    assert all(one.reason is not CoverageReason.BYLINE for one in found(text).coverage)


def test_nobody_is_meant_by_a_place_or_an_agency_that_wrote_the_report():
    [_, left] = found("HARWICK (Courier) — The mayor resigned. He had lied.").drafts
    assert all("Courier" not in one.name for one in left.mentions)
    assert left.text == "The mayor had lied"


def test_the_label_of_a_picture_is_no_part_of_what_is_told_of_it():
    splitting = found("Photo: Ada Moor arrives at the court in Harwick on Monday.")
    assert [one.text for one in splitting.drafts] == ["Ada Moor arrives at the court in Harwick on Monday"]
    assert splitting.coverage[0].reason is CoverageReason.BYLINE


@pytest.mark.parametrize("line", ["[부산=한빛] 김민수 기자 =", "(부산=한빛)"])
def test_a_korean_dateline_is_in_no_claim(line):
    rest = "시장은 새 다리를 열었다."
    given = whole(f"{line} {rest}")
    splitting = read(given, "ko")
    assert offences(given, splitting) == []
    assert [one.text for one in splitting.drafts] == [rest]
    assert splitting.coverage[0].reason is CoverageReason.BYLINE
