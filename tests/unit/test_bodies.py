"""Which body "the company" is, whom a noun brings in, and of whom it tells more."""

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


def test_who_says_so_is_called_as_he_is_in_what_he_says():
    texts = [draft.text for draft in drafts("A mechanic, Jon Vik, said that he had seen cracks.")]
    assert texts == [
        "Jon Vik said that he had seen cracks",
        "Jon Vik is a mechanic",
        "Jon Vik had seen cracks",
    ]


def test_what_a_firm_says_that_it_did_it_did_itself():
    texts = [draft.text for draft in drafts("Aguasen, which the city owns, said it had sold 140 boats.")]
    assert "Aguasen had sold 140 boats" in texts


def test_the_company_is_the_one_that_the_article_goes_on_about():
    found = drafts(
        "Rowe Motors Group gained. " + "Elm Lines Group sold a ship. " * 8 + "The company has 14 ships."
    )
    assert found[-1].text in {"Elm Lines Group has 14 ships", "The Elm Lines Group has 14 ships"}


def test_the_ages_of_several_are_not_put_in_with_their_names():
    found = drafts("Ada Aas, 34, and Eva Holt, 22, fell when the pier sank as they were leaving.")
    assert not any(", 34, and" in draft.text for draft in found)


def test_a_part_of_some_is_a_part_of_them_all():
    texts = [draft.text for draft in drafts("Some victims lost money. Only 11 of them have sued.")]
    assert texts == ["Some victims lost money", "Only 11 of the victims have sued"]


def test_a_noun_that_tells_more_of_the_only_one_just_named_is_called_by_the_name():
    found = drafts("Samuel Okoro scored twice. The Nigerian striker, who left in May, had been ill.")
    assert [draft.text for draft in found] == [
        "Samuel Okoro scored twice",
        "Samuel Okoro had been ill",
        "Samuel Okoro left in May",
    ]


def test_such_a_noun_stays_where_two_were_named():
    found = drafts("Samuel Okoro met Ben Holt. The Nigerian striker was tired.")
    assert found[-1].text == "The Nigerian striker was tired"


def test_a_plain_noun_is_not_taken_for_the_one_just_named():
    found = drafts("Samuel Okoro scored twice. The striker of Elm was tired.")
    assert found[-1].text == "The striker of Elm was tired"
