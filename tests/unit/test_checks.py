import re
import time
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.models.drafts import ClaimDraft, OccurrenceDraft
from claims.split.checks import RULES, find_hints
from claims.split.dates import find_dates
from claims.split.quantities import find_quantities
from claims.vocab import Hedge, OccurrenceRole
from tests.trace import read, whole

#: A Friday.
PUBLISHED = date(2021, 4, 9)


def drafts_of(text, *, published=PUBLISHED):
    """One draft for each sentence, up to a full stop before a space or the end of a line."""
    found = []
    for match in re.finditer(r"\S.*?(?:[.?!]”?(?=\s|$)|$)", text, re.MULTILINE):
        start, end = match.span()
        found.append(
            ClaimDraft(
                " ".join(match[0].split()).rstrip("."),
                (OccurrenceDraft(start, end),),
                dates=tuple(find_dates(text, published, start, end)),
                quantities=tuple(find_quantities(text, start, end)),
            )
        )
    return found


def hints_in(text, *, published=PUBLISHED):
    return find_hints(text, drafts_of(text, published=published), published)


def rules_in(text, *, published=PUBLISHED):
    return sorted({hint.rule for hints in hints_in(text, published=published).values() for hint in hints})


@pytest.mark.parametrize(
    "words",
    [
        "The council met on Tuesday, 7 April 2021 in Harwick.",
        "The council met on Tuesday, April 7, 2021.",
        "The council met on Tuesday (April 7th, 2021).",
        "The council met on Tuesday, 2021-04-07.",
        "The council met on Tuesday, April 7.",
        "The council met on Tuesday morning, April 7.",
        "The council met on Tuesday in Harwick on 7 April 2021.",
        "7 April 2021 was a Tuesday.",
        "The pier opened on April 7, 2021, a Tuesday.",
        "The pier opened on April 7, 2021 (Tuesday).",
    ],
)
def test_a_weekday_that_does_not_fall_on_its_date_gives_a_hint(words):
    (hint,) = hints_in(words)[0]
    assert hint.rule == "weekday_and_date"
    assert hint.says == (
        "7 April 2021 falls on a Wednesday; the article says Tuesday (the nearest Tuesday is 6 April 2021)."
    )
    assert any(words[start:end] == "Tuesday" for start, end in hint.at)


@pytest.mark.parametrize(
    "words",
    [
        "The council met on Wednesday, 7 April 2021 in Harwick.",
        "The council met on Tuesday and Wednesday, April 6 and 7.",
        "The council met from Tuesday to Friday, April 6-9, 2021.",
        "The council said Tuesday that on 7 April 2021 the pier opens.",
        "The council said Tuesday in Harwick on 7 April 2021 the pier opens.",
        "The council meets on Tuesday. On April 7, 2021 it met.",
        # No year is named, and far from publication it may be any year.
        "The pier opened on Tuesday, October 7.",
        # In 2020, which the article names, it was a Tuesday.
        "The pier closed in 2020. It opened on Tuesday, April 7.",
        # Half of the world kept another calendar then.
        "The pier opened on Tuesday, 7 April 1909.",
        "The pier opened on Tuesday, 31 June 2021.",
        "The tue, april 7, 2021 file was lost.",
    ],
)
def test_a_weekday_that_may_fit_its_date_gives_none(words):
    assert rules_in(words) == []


def test_a_date_without_a_year_is_not_checked_without_the_day_of_publication():
    assert rules_in("The council met on Tuesday, April 7.", published=None) == []


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        ("The council met today (Tuesday).", ["weekday_of_today"]),
        ("The council met yesterday, Monday, in Harwick.", ["weekday_of_today"]),
        ("The council met today (Friday).", []),
        ("The council met today (Thursday).", []),
        ("“The council met today (Tuesday),” Moor said.", []),
    ],
)
def test_today_is_the_weekday_of_publication_give_or_take_one(words, rules):
    assert rules_in(words) == rules


@pytest.mark.parametrize(
    "words",
    [
        "It was the third congress since 2011, after those of 2012, 2013 and 2017.",
        "It was the fifth congress since 2011, after those of 2013 and 2017.",
        "It was the 3rd congress since Moor came in 2011. Previous congresses were in 2012, 2013 and 2017.",
        "It is the third congress since 2011 and follows those of 2012, 2013 and 2017.",
    ],
)
def test_an_ordinal_that_the_listed_years_contradict_gives_a_hint(words):
    hints = hints_in(words)
    assert [hint.rule for hint in hints[0]] == ["ordinal_and_years"]
    assert "2013 and 2017 before it, which would make this the" in hints[0][0].says
    assert 1 not in hints


@pytest.mark.parametrize(
    "words",
    [
        "It was the third congress since 2011, after those of 2013 and 2017.",
        "It was the third congress since 2011, after those of 2011, 2013 and 2017.",
        "It was the third congress since 2011, after those of 2013, 2017 and 2021.",
        "It was the fifth congress since 2011, most recently after those of 2013 and 2017.",
        "It was the fifth congress since 2011. It came after elections in 2013 and 2017.",
        "It was the third congress since 2011, after those of 2001, 2009 and 2017.",
        "It was the fourth congress since 2011, after two in 2013 and 2017.",
    ],
)
def test_an_ordinal_that_can_be_counted_gives_none(words):
    assert rules_in(words) == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("Sales rose 20 percent from 50 to 65.", "From 50 to 65 is an increase of 30 percent"),
        (
            "Sales rose from $50 in 2019 to $65, or 20 percent.",
            "From $50 to $65 is an increase of 30 percent",
        ),
        ("Sales fell from 50 to 40 tons (30 percent).", ""),
        ("Sales fell 30 percent from 50 tons to 40 tons.", "is a decrease of 20 percent"),
        ("Sales rose 20 percent from 50 tons to 40 tons.", "is a decrease of 20 percent"),
        ("Sales rose by 40 percent, from 50 to 65 tons.", "From 50 to 65 tons is an increase of 30 percent"),
        ("Sales rose by 30 percent, from 50 to 65 tons.", ""),
        ("Sales rose 30 percent from 50 to 65.", ""),
        ("Sales rose 31 percent from 50 to 65.", ""),
        ("Sales rose 20 percent from about 50 to 65.", ""),
        ("Sales rose more than 20 percent from 50 to 65.", ""),
        ("Sales rose 20 percentage points from 50 to 65.", ""),
        ("Sales rose 20 percent from 5 million tons to 6.1 million tons.", ""),
        ("Sales rose 20 percent from 2010 to 2015.", ""),
        ("Sales were 20 percent from 50 to 65.", ""),
    ],
)
def test_a_percentage_of_change_is_reckoned_again(words, says):
    found = [hint for hints in hints_in(words).values() for hint in hints]
    assert [hint.rule for hint in found] == (["change_in_percent"] if says else [])
    assert all(says in hint.says for hint in found)


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        ("12 of 40, or 40 percent, agreed.", ["share_in_percent"]),
        ("12 of the 40 members (40 percent) agreed.", ["share_in_percent"]),
        ("12 out of 40 (40 percent) agreed.", ["share_in_percent"]),
        ("Of 40 members, 12, or 40 percent, agreed.", ["share_in_percent"]),
        ("Of the 40 members, only 12 (40 percent) agreed.", ["share_in_percent"]),
        ("Of 40 members, 12, or 30 percent, agreed.", []),
        ("It has 40 members, 12, or 40 percent, in Harwick.", []),
        ("A third, or 40 percent, agreed.", ["share_in_percent"]),
        ("12 of 40, or 30 percent, agreed.", []),
        ("13 of 40, or 32 percent, agreed.", []),
        ("A third, or 33 percent, agreed.", []),
        ("12 of 40, or 40 percent more, agreed.", []),
        ("About 12 of 40, or 40 percent, agreed.", []),
        ("12 of 40 agreed and 40 percent stayed away.", []),
    ],
)
def test_a_share_is_reckoned_again(words, rules):
    assert rules_in(words) == rules


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        ("40% of voters backed it, 35% opposed it and 30% abstained.", ["parts_of_whole"]),
        (
            "50 percent live in Asia, 30 percent in Africa and the remaining 10 percent here.",
            ["parts_of_whole"],
        ),
        ("40% of voters backed it, 35% opposed it and 25% abstained.", []),
        ("40% of voters backed it, 35% opposed it and 26% abstained.", []),
        ("60% of women backed it and 55% of men backed it.", []),
        ("69% of women backed it; 45% of men opposed it.", []),
        ("69% of women backed it, while 45% across all of the islands opposed it.", []),
        ("60% have a car, 70% have a phone and 80% have a bed.", []),
        ("50 percent live in Asia, 30 percent in Africa and the remaining 20 percent here.", []),
    ],
)
def test_the_parts_of_one_whole_come_to_all_of_it(words, rules):
    assert rules_in(words) == rules


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        ("Jo Moor, born in 1970, aged 34, is mayor.", ["age_and_birth"]),
        ("The 34-year-old, born in 1970, is mayor.", ["age_and_birth"]),
        ("Jo Moor, 34, was born in 1970.", ["age_and_birth"]),
        ("Jo Moor, 50, was born in 1970.", []),
        ("Jo Moor was born in 1970. She is 34.", ["age_and_birth"]),
        ("Jo Moor was born in 1970. She is 51.", []),
        ("Jo Moor was born in 1970 and was aged 19 in 1996.", ["age_at_death"]),
        ("Jo Moor was born in 1970 and was aged 26 in 1996.", []),
        ("Jo Moor died on Monday aged 60. She was born in 1973.", ["age_at_death"]),
        ("Jo Moor died on Monday aged 48. She was born in 1973.", []),
        ("Jo Moor died on Monday aged 60. The plan of 2033 was hers. She was born in 1973.", []),
        ("Jo Moor was born in Harwick on 5 May 1970 and is now 34.", ["age_and_birth"]),
        ("Jo Moor, born in 1970, aged 50, is mayor.", []),
        ("Jo Moor, born in 1970, aged 51, is mayor.", []),
        ("Jo Moor, born in 1970, left home aged 16.", []),
        ("In 2004 the 34-year-old, born in 1970, became mayor.", []),
        ("Jo Moor, born in 1940, died in 2011 aged 81.", ["age_at_death"]),
        ("Jo Moor (1940-2011) died at home aged 81.", ["age_at_death"]),
        ("Jo Moor, born in 1940, died in 2011 aged 71.", []),
        ("Jo Moor, born in 1940, died on 5 May 2011 at the age of 70.", []),
        ("Jo Moor, born in 1940, whose father died in 2011 aged 95, is mayor.", []),
    ],
)
def test_an_age_fits_the_year_of_birth(words, rules):
    assert rules_in(words) == rules


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        ("The mill was founded in 1990, 25 years ago.", ["years_ago"]),
        ("Twenty-five years ago, in 1990, the mill opened.", ["years_ago"]),
        ("The mill was founded in 1990, 31 years ago.", []),
        ("The mill was founded in 1989, 30 years ago.", []),
        ("The mill was founded in 1989, 29 years ago.", ["years_ago"]),
        ("The mill was founded in 1990, more than 25 years ago.", []),
        ("Moor has been mayor since 2011 and for 12 years.", ["duration_and_years"]),
        ("Moor has been mayor for 14 years, since 2011.", ["duration_and_years"]),
        ("Moor was mayor for 12 years, from 2011 to 2019.", ["duration_and_years"]),
        ("Moor was mayor from 2011 to 2019 for twelve years.", ["duration_and_years"]),
        ("Moor has been mayor since 2011, for ten years.", []),
        ("Moor was mayor for eight years, from 2011 to 2019.", []),
        ("Moor was mayor for nine years, from 2011 to 2019.", []),
        ("Moor was mayor since 2001 and for 12 years until 2013.", []),
    ],
)
def test_a_length_of_time_fits_the_years_beside_it(words, rules):
    assert rules_in(words) == rules


def test_nothing_that_is_counted_from_today_is_checked_without_the_day_of_publication():
    words = "Founded in 1990, 25 years ago, it met today (Tuesday). It met since 2011 for 12 years."
    assert rules_in(words, published=None) == []
    assert rules_in("Jo Moor, born in 1970, aged 34, is mayor.", published=None) == []


@pytest.mark.parametrize(
    ("words", "marks"),
    [
        ("Moor said “the pier is old and left.", [10]),
        ("Moor said “the pier and “the mill” are old.", [10]),
        ('Moor said "yes" and then "no to all.', [25]),
        ("“The pier is old.\n\nThe mill “closed” in May.", [0]),
        ("Moor said “the pier is old” and left.", []),
        ("“The pier is old.\n\n“The mill is too,” Moor said.", []),
        ("“The pier is old.\n\nThe mill is too,” Moor said.", []),
        ("“The pier is “not old”,” Moor said.", []),
        ("“The pier is old,“ Moor said.", []),
        ('The 6" pipe and the pier broke.', []),
        ("The mill’s „old pier“ broke.", []),
    ],
)
def test_a_quotation_that_never_closes_gives_a_hint_at_its_mark(words, marks):
    found = {hint.at[0][0] for hints in hints_in(words).values() for hint in hints}
    assert sorted(found) == marks


def test_only_the_claims_of_its_sentence_hear_of_an_open_quotation():
    hints = hints_in("The pier opened. Moor said “the mill is old. It closed.")
    assert list(hints) == [1]
    assert hints[1][0].says == "The quotation that begins with “the mill is old. … never closes."


TEN = "10,000 people took part in the parade."
LEFT = " The mayor left. "


@pytest.mark.parametrize(
    "other",
    [
        "12,000 people took part in the parade.",
        "In the parade 12,000 people took part.",
        "More than 12,000 people took part in the parade.",
    ],
)
def test_a_number_that_is_told_twice_differently_gives_both_claims_a_hint(other):
    hints = hints_in(TEN + LEFT + other)
    assert [hint.rule for hints in hints.values() for hint in hints] == ["told_differently"] * 2
    assert hints[0][0].says == f"Claim 3 says 12,000 where this one says 10,000: “{other[:-1]}”."
    assert hints[2][0].says == f"Claim 1 says 10,000 where this one says 12,000: “{TEN[:-1]}”."
    assert [(TEN + LEFT + other)[slice(*at)] for at in hints[0][0].at] == ["10,000", "12,000"]


@pytest.mark.parametrize(
    "other",
    [
        "More than 9,000 people took part in the parade.",
        "About 11,000 people took part in the parade.",
        "10,023 people took part in the parade.",
        "12,000 women took part in the parade.",
        "Another 12,000 people took part in the parade.",
        "12,000 people took part in the parade in Harwick.",
        "12,000 people took part in the parade in 2019.",
        "12,000 people will take part in the parade.",
        "12,000 people saw the parade.",
        "It was the second parade in which 12,000 people took part.",
        "12,000 people did not take part in the parade.",
        "They said 12,000 people took part in the parade.",
    ],
)
def test_numbers_that_may_both_be_so_give_none(other):
    assert "told_differently" not in rules_in(TEN + LEFT + other)


def test_a_headline_may_leave_names_out_and_tell_of_the_past_in_the_present():
    text = "Mill fire kills 14\n\nA fire in the mill of Harwick killed 12 on Monday."
    title, body = drafts_of(text)
    headline = replace(title, occurrences=(replace(title.occurrences[0], role=OccurrenceRole.HEADLINE),))
    assert [hint.rule for hint in find_hints(text, [headline, body], PUBLISHED)[0]] == ["told_differently"]
    assert find_hints(text, [title, body], PUBLISHED) == {}


def test_two_people_who_disagree_are_no_slip_of_the_article():
    text = TEN + LEFT + "12,000 people took part in the parade."
    first, between, second = drafts_of(text)
    police, hosts = replace(first, claimant="police"), replace(second, claimant="the hosts")
    assert find_hints(text, [police, between, hosts], PUBLISHED) == {}
    assert list(find_hints(text, [police, between, second], PUBLISHED)) == [0, 2]
    assert find_hints(text, [replace(first, hedge=Hedge.ALLEGED), between, second], PUBLISHED) == {}


def test_a_claim_and_its_contrary_hear_of_each_other():
    hints = hints_in(
        "Jo Moor was at the opening of the pier." + LEFT + "Jo Moor was not at the opening of the pier."
    )
    assert [hint.says for hint in hints[0]] == [
        "Claim 3 says the contrary: “Jo Moor was not at the opening of the pier”."
    ]
    assert [hint.rule for hint in hints[2]] == ["told_differently"]


def test_a_claim_that_is_read_and_its_contrary_hear_of_each_other():
    words = "The mill in Harwick was sold. It rained. The mill in Harwick was not sold."
    given = whole(words, PUBLISHED)
    assert [hint.rule for draft in read(given).drafts for hint in draft.hints] == ["told_differently"] * 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mayor Ada Moor opened the longest pier.", "The longest pier was opened by mayor Ada Moor."),
        ("The council approved the plan for 12 piers.", "The council passed the plan for twelve piers."),
        ("The council of Harwick dismissed the clerk.", "The council of Harwick fired the clerk."),
        ("The council met in Harwick on 6 April 2021.", "On Tuesday the council met again in Harwick."),
        ("The council closed the old mill in Harwick.", "The council closed the old mill in rainy Harwick."),
    ],
)
def test_a_claim_in_other_words_says_which_one_it_resembles(one, other):
    again = "again" in other
    hints = hints_in(one + LEFT + other)
    assert [hint.rule for hints in hints.values() for hint in hints] == [] if again else ["repeated"] * 2
    assert again or hints[2][0].says == f"Claim 1 says almost the same: “{one[:-1]}”."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The council approved the plan for the pier.", "The council approved the budget for the pier."),
        ("Ada Moor sued Jo Hill over the pier.", "Jo Hill sued Ada Moor over the pier."),
        ("Ada Moor opened the longest pier.", "Jo Moor opened the longest pier."),
        ("The council met in Harwick on Monday.", "The council met in Harwick on Tuesday."),
        ("The council has 12 members in Harwick.", "The council had 12 members in Harwick."),
        ("It closed the old mill in Harwick.", "It closed the old mill in Harwick."),
        ("The mill closed.", "The mill closed."),
    ],
)
def test_claims_that_may_differ_do_not_resemble_each_other(one, other):
    assert "repeated" not in rules_in(one + LEFT + other)


def test_where_two_numbers_differ_the_claims_speak_of_two_things():
    one, other = (
        "In the parade 15% marched and 24% sang songs.",
        "In the parade 16% marched and 26% sang songs.",
    )
    assert rules_in(one + LEFT + other) == []
    assert rules_in(one + LEFT + other.replace("16", "15")) == ["told_differently"]


def test_claims_of_one_sentence_are_never_compared():
    text = "The party won 40 seats in the senate, the party won 12 seats in the senate."
    whole = drafts_of(text)[0]
    numbers = whole.quantities
    halves = [
        replace(whole, text=text[:36], occurrences=(OccurrenceDraft(0, 36),), quantities=numbers[:1]),
        replace(whole, text=text[38:-1], occurrences=(OccurrenceDraft(38, 74),), quantities=numbers[1:]),
    ]
    assert find_hints(text, halves, PUBLISHED) == {}


def test_hints_come_in_the_order_of_the_rules_and_every_rule_says_what_it_does():
    words = "Born in 1970, aged 34, Moor met on Tuesday, 7 April 2021 “the third."
    names = [hint.rule for hint in hints_in(words)[0]]
    assert names == ["weekday_and_date", "age_and_birth", "open_quotation"]
    listed = [rule.name for rule in RULES]
    assert sorted(names, key=listed.index) == names
    assert len(set(listed)) == len(listed)
    assert all(rule.sentence.endswith(".") for rule in RULES)


def test_a_claim_hears_only_of_what_stands_in_its_own_parts():
    text = "The council met on Tuesday, 7 April 2021 and approved the plan."
    parts = ((0, 11), (45, 62))
    drafts = [
        *drafts_of(text),
        ClaimDraft("The council approved the plan", (OccurrenceDraft(0, 62, parts=parts),)),
    ]
    assert list(find_hints(text, drafts, PUBLISHED)) == [0]


WORDS = st.sampled_from(
    [
        *"Moor council people took part 12 40 10,000 50 65 percent from to of or rose born in 1970".split(),
        *"2011 aged 34 years ago since for third after those Tuesday, April 7 2021 today (Tuesday)".split(),
        *'“ ” . not 12% née ½ "'.split(),
        "\ud800",
        ".\n\n",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=60).map(" ".join), st.sampled_from([None, PUBLISHED, date.min, date.max]))
def test_no_text_is_too_strange_and_every_stretch_lies_in_it(text, published):
    drafts = drafts_of(text)
    hints = find_hints(text, drafts, published)
    assert hints == find_hints(text, drafts, published)
    assert set(hints) <= set(range(len(drafts)))
    for hint in (hint for found in hints.values() for hint in found):
        assert hint.at == tuple(sorted(hint.at))
        assert all(0 <= start < end <= len(text) for start, end in hint.at)


def test_a_long_text_takes_no_time_that_grows_with_its_pairs():
    sentence = "The mayor of Harwick said {} people took part in the parade."
    text = " ".join(sentence.format(number * 7) for number in range(100, 1100))
    drafts = drafts_of(text)
    before = time.process_time()  # a busy machine gives it less of the clock
    find_hints(text, drafts, PUBLISHED)
    assert time.process_time() - before < 2
