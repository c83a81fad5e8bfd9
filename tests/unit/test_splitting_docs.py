"""The examples of docs/splitting.md are what the splitter does."""

import re
from datetime import date
from pathlib import Path

import pytest

from claims.split.checks import RULES, find_hints
from claims.vocab import CoverageReason
from tests.trace import offences, read, whole

DOC = (Path(__file__).parents[2] / "docs" / "splitting.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```example\n(.*?)^```$", DOC, re.MULTILINE | re.DOTALL)
PUBLISHED = date(2021, 4, 7)
_MARK = re.compile(r"^(?:→ |× |  \w+: )", re.MULTILINE)


def told(example):
    """An example's article, its claims each with the lines under it, and its sentences without claims."""
    at = _MARK.search(example).start()
    claims, none = [], []
    for line in example[at:].splitlines():
        if line.startswith("→ "):
            claims.append((line[2:], []))
        elif line.startswith("× "):
            none.append(line[2:])
        else:
            claims[-1][1].append(line.strip())
    return example[:at].strip(), claims, none


def known(draft, drafts, hints):
    """Everything that an example may tell of a claim, as it tells it."""
    yield f"who: {', '.join(draft.attribution)}"
    yield f"cue: {draft.cue}"
    yield f"hedge: {draft.hedge}"
    yield f"kinds: {', '.join(draft.finer)}"
    yield f"says: {' / '.join(drafts[link.to].text for link in draft.links)}"
    for one in draft.dates:
        yield f"date: {one.words} = " + (one.first if one.first == one.last else f"{one.first} to {one.last}")
    for one in draft.quantities:
        value = f"{one.value} to {one.upper}" if one.upper else one.value
        marks = ("about" if one.approximate else "", one.comparison, value, one.unit)
        yield f"number: {one.words} = {' '.join(filter(None, marks))}"
    for one in hints:
        yield f"hint: {one.rule}"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.splitlines()[0][:50])
def test_an_example_is_what_the_splitter_does(example):
    text, claims, none = told(example)
    given = whole(text, PUBLISHED)
    found = read(given)
    assert offences(given, found) == []
    assert [draft.text for draft in found.drafts] == [claim for claim, _ in claims]
    assert [f"{one.reason}: {text[one.start : one.end]}" for one in found.coverage if one.reason] == none
    hints = find_hints(text, found.drafts, PUBLISHED)
    for number, (draft, (_, lines)) in enumerate(zip(found.drafts, claims, strict=True)):
        assert set(lines) <= set(known(draft, found.drafts, hints.get(number, ())))


def test_where_nothing_is_told_of_who_says_it_nobody_does():
    for example in EXAMPLES:
        text, claims, _ = told(example)
        for draft, (_, lines) in zip(read(whole(text, PUBLISHED)).drafts, claims, strict=True):
            assert bool(draft.attribution) is any(line.startswith("who: ") for line in lines)


def test_every_rule_and_reason_is_told_of():
    reasons = set(CoverageReason) - {CoverageReason.QUOTE_ONLY, CoverageReason.PORTAL_LINE}
    assert {rule.name for rule in RULES} <= set(re.findall(r"\w+", DOC))
    assert reasons <= set(re.findall(r"× (\w+):", DOC))


def test_there_is_an_example_of_everything_that_can_be_told():
    assert len(EXAMPLES) > 30
    assert set(re.findall(r"^  (\w+): ", DOC, re.MULTILINE)) == {
        *("who", "cue", "hedge", "says", "date", "number", "kinds", "hint"),
    }
