"""Which body "the company" is, and whom a noun brings in."""

from tests.trace import read, whole


def drafts(words):
    return read(whole(words)).drafts


def test_the_company_stays_where_another_was_named_in_passing():
    found = drafts(
        "Elm Stores Group raised its forecast.\n\nThe chains Porro Group and Lenz Group opened shops.\n\n"
        "Its finance chief will leave, the company said."
    )
    assert "the company" in found[-1].text or found[-1].attribution == ("company",)
    assert not any("Porro Group said" in draft.text for draft in found)


def test_the_only_body_that_a_noun_can_call_is_named():
    found = drafts("The trial was held at Elm Crown Court. The court heard that the mill had burned.")
    assert "The Elm Crown Court heard that the mill had burned" in [draft.text for draft in found]


def test_the_council_stays_where_a_towns_own_and_another_are_named():
    found = drafts(
        "Harbury's council voted. Moor works for Wexcombe District Council. The council meets in May."
    )
    last = next(draft for draft in found if "meets in May" in draft.text)
    assert last.text == "The council meets in May"
    assert len(next(one for one in last.mentions if one.words == "The council").candidates) > 1


def test_who_is_brought_in_by_a_noun_and_a_name_is_called_by_the_name():
    texts = [draft.text for draft in drafts("A fourth defendant, Lorna Beech, was cleared of all charges.")]
    assert texts == ["Lorna Beech was cleared of all charges", "Lorna Beech is a fourth defendant"]


def test_a_part_of_some_is_a_part_of_them_all():
    texts = [draft.text for draft in drafts("Some victims lost money. Only 11 of them have sued.")]
    assert texts == ["Some victims lost money", "Only 11 of the victims have sued"]
