"""Who says what: each claim with who passes it on, and the saying of it as a claim of its own."""

import pytest

from claims.vocab import AttributionForm, LinkKind
from tests.trace import offences, read, whole


def held(text):
    """The drafts of a text by their words; they hold what must hold."""
    given = whole(text)
    found = read(given)
    assert offences(given, found) == []
    return {draft.text: draft for draft in found.drafts}


@pytest.mark.parametrize(
    ("text", "chain", "cue", "claim"),
    [
        (
            "The harbour froze for nine days, state radio reported Monday.",
            ("state radio",),
            "reported",
            "The harbour froze for nine days",
        ),
        (
            "The Valley Courier reported that the harbour froze for nine days.",
            ("Valley Courier",),
            "reported",
            "The harbour froze for nine days",
        ),
        (
            "Mayor Ada Moor, a former judge, said that the pool would close.",
            ("Mayor Ada Moor",),
            "said",
            "The pool would close",
        ),
        ("Moor said the pool would close.", ("Moor",), "said", "The pool would close"),
        (
            "The pool would close, said Moor, who took office in May.",
            ("Moor",),
            "said",
            "The pool would close",
        ),
        ("“The pool is closed,” Moor told the council.", ("Moor",), "told", "The pool is closed"),
        ("The pool is closed, warned the mayor.", ("mayor",), "warned", "The pool is closed"),
        (
            "According to the harbour office, the pier sank in March.",
            ("harbour office",),
            "According to",
            "The pier sank in March",
        ),
        (
            "The pier sank in March, according to the harbour office.",
            ("harbour office",),
            "according to",
            "The pier sank in March",
        ),
        ("It is believed that the pier sank in March.", (), "is believed", "The pier sank in March"),
        (
            "Moor said that the pier sank in March, reported the Valley Courier.",
            ("Moor", "Valley Courier"),
            "said, reported",
            "The pier sank in March",
        ),
        (
            "The minister said the tax would rise, the Valley Courier reported.",
            ("minister", "Valley Courier"),
            "said, reported",
            "The tax would rise",
        ),
        (
            "The pool opened in June, reported by the Valley Courier.",
            ("Valley Courier",),
            "reported",
            "The pool opened in June",
        ),
        ("The pier, the mayor said, is unsafe.", ("mayor",), "said", "The pier is unsafe"),
    ],
)
def test_who_says_it_is_taken_off_and_named(text, chain, cue, claim):
    found = held(text)[claim]
    assert (found.attribution, found.cue) == (chain, cue)
    assert found.claimant == (chain[0] if chain else "")


@pytest.mark.parametrize(
    ("text", "frame", "claims"),
    [
        (
            "Moor said that the pool was full.",
            "Moor said that the pool was full",
            ["The pool was full"],
        ),
        (
            "“The pool is closed,” Moor told the council.",
            "“The pool is closed,” Moor told the council",
            ["The pool is closed"],
        ),
        (
            "The mayor said prices fell and that the pool was closed.",
            "The mayor said prices fell and that the pool was closed",
            ["Prices fell", "The pool was closed"],
        ),
        (
            "A spokesman said the law “protects children” and “has cut accidents by 20 percent” here.",
            "A spokesman said the law “protects children” and “has cut accidents by 20 percent” here",
            ["The law “protects children”", "The law has cut accidents by 20 percent here"],
        ),
        (
            "The mayor said, “The pier closed in May, and the pool closed in June,” on Monday.",
            "The mayor said, “The pier closed in May, and the pool closed in June,” on Monday",
            ["The pier closed in May", "The pool closed in June"],
        ),
    ],
)
def test_the_saying_of_it_is_the_articles_own_claim_and_tells_of_what_is_said(text, frame, claims):
    found = held(text)
    order = list(found)
    assert found[frame].claimant == ""
    assert [order[link.to] for link in found[frame].links] == claims
    assert {link.kind for link in found[frame].links} == {LinkKind.ATTRIBUTES}
    assert all(found[claim].claimant and not found[claim].links for claim in claims)


@pytest.mark.parametrize(
    "text", ["It is believed that the pier sank in March.", "The clerk allegedly took 12 files."]
)
def test_where_nobody_is_named_there_is_no_saying_to_rate(text):
    [draft] = held(text).values()
    assert draft.attribution == ()
    assert draft.links == ()


def test_what_one_says_who_says_two_things_is_theirs_both_times():
    found = held("The ministry acknowledged that 14 wells were polluted but insisted that the water is safe.")
    assert found["14 wells were polluted"].attribution == ("ministry",)
    assert found["The water is safe"].attribution == ("ministry",)
    assert found["The water is safe"].cue == "insisted"


def test_two_sayings_of_one_are_each_linked_with_what_they_say():
    words = "The ministry acknowledged that 14 wells were polluted but insisted that the water is safe."
    found = held(words)
    order = list(found)
    linked = {order[link.to] for text in order for link in found[text].links}
    assert linked == {"14 wells were polluted", "The water is safe"}


def test_a_quotation_that_the_speaker_breaks_is_whole_in_its_parts():
    found = held("“The pool is old and cold,” Moor said, “and it is full.” The mayor left town.")
    assert found["The pool is old and cold"].claimant == "Moor"
    assert any(text.endswith(" is full") and one.claimant == "Moor" for text, one in found.items())
    assert found["The mayor left town"].claimant == ""


def test_who_is_named_behind_a_verb_in_its_plain_form_says_what_it_says():
    found = held("Glass frogs hide their cells, according to a study.")
    assert found["Glass frogs hide their cells"].claimant == "study"


def test_a_quotation_goes_on_in_the_next_sentence():
    found = held("“The plan is too small,” Moor said. “It leaves 300 people without work.”")
    assert found["The plan is too small"].claimant == "Moor"
    later = next(one for text, one in found.items() if text.endswith("leaves 300 people without work"))
    assert (later.claimant, later.cue, later.form) == ("Moor", "said", AttributionForm.DIRECT)


def test_who_says_it_may_stand_behind_several_sentences():
    found = held("“We closed the pool. We had no money. The town knew,” Moor said.")
    assert [one.claimant for text, one in found.items() if "Moor" not in text] == ["Moor"] * 3


def test_a_quotation_that_never_closes_is_still_whose_it_is():
    found = held("Moor said: “We paid the clerk and we left the town in May.")
    assert {text for text, one in found.items() if one.claimant == "Moor"} == {
        "We paid the clerk",
        "We left the town in May",
    }


def test_an_open_quotation_ends_where_the_next_paragraph_opens_none():
    found = held("“We closed the pool and we left,” Moor said. “We had no money.\n\nThe mayor left the town.")
    assert found["The mayor left the town"].claimant == ""
    assert found["We had no money"].claimant == "Moor"


def test_a_participle_behind_the_saying_is_the_speakers():
    found = held("Three people died, police said Monday, adding that the driver was drunk.")
    assert found["Three people died"].attribution == ("police",)
    assert (found["The driver was drunk"].attribution, found["The driver was drunk"].cue) == (
        ("police",),
        "adding",
    )


def test_what_is_conceded_in_a_report_is_said_by_who_concedes_it_not_by_who_reports_it():
    found = held(
        "Mayor Ada Moor closed the harbour for nine days, state radio reported Monday, "
        "while conceding that the port lost $4 million."
    )
    assert found["The port lost $4 million"].claimant == "Mayor Ada Moor"
    assert "conceding" in found["The port lost $4 million"].cue


def test_a_predicate_behind_what_is_admitted_is_the_speakers_and_the_articles():
    found = held(
        "The mayor admitted that the pier had missed its date, and presented a new plan for the coast."
    )
    assert not any(text.startswith("The pier presented") for text in found)
    assert found["The mayor presented a new plan for the coast"].claimant == ""


def test_who_reports_it_in_the_passive_is_the_claimant():
    found = held("Moor was said by neighbours to have left the town.")
    assert [one.claimant for one in found.values()] == ["neighbours"]


def test_what_is_quoted_inside_a_sentence_is_not_the_articles():
    words = "The mayor called the plan “a fraud that cost us millions and ruined the town”"
    assert list(held(f"{words}.")) == [words]


def test_what_an_article_adds_to_the_speaker_is_its_own():
    found = held(
        "Tom Reed, the president of the council, who took office in 2011, said the bridge was unsafe."
    )
    assert found["The bridge was unsafe"].claimant == "Tom Reed"
    assert found["Tom Reed is the president of the council"].claimant == ""
    assert found["Tom Reed took office in 2011"].claimant == ""


@pytest.mark.parametrize(
    "text",
    [
        "The firm denied that it had paid the clerk.",
        "The firm denied that it had paid the clerk and that the fund had lost money.",
        "The firm denied that the pool closed after the town paid the bill for it.",
        "Moor did not say that the pier was closed.",
        "Moor may say that the pier is closed.",
        "Moor asked whether the pier was closed.",
        "Moor said whether the pier was closed.",
        "Moor said what the pier had cost.",
        "Moor stressed the importance of the pier.",
        "Analysts expect prices to rise in spring.",
        "The mayor urged residents to save water.",
        "Moor opened the pier.",
        "Nobody has said that the pier is closed.",
        "No clerk claimed that the pier was closed.",
        "No group has claimed the theft.",
        "If Moor says that the pier is closed, she is wrong.",
        "Moor will say that the pier is closed.",
        "The clerk accused Moor of closing the pier.",
        "Moor's claim that the pier is closed angered the clerk.",
        "“According to whom was it closed” is the title of her book.",
    ],
)
def test_what_nobody_is_said_to_claim_stays_in_one_piece_and_has_no_claimant(text):
    [draft] = held(text).values()
    assert draft.attribution == ()


def test_a_wish_of_somebody_else_is_no_claim_of_theirs():
    found = held("Moor hopes the pier opens soon. The council called for more pools.")
    assert all(one.claimant == "" for one in found.values())


@pytest.mark.parametrize(
    "text",
    [
        "“Is the old pier safe?” Moor said.",
        "Moor asked: “Is the old pier safe?”",
    ],
)
def test_a_question_that_is_passed_on_is_no_claim(text):
    assert not any("safe" in words and one.claimant for words, one in held(text).items())
    assert "Moor said" not in held(text)


def test_a_question_inside_a_sentence_is_no_claim_of_its_own():
    found = held("Moor said why the pool is closed, and she asked “is the pier safe?” on Monday.")
    assert not any(text.endswith(("?", "?”")) or text.lower().startswith("is the") for text in found)


@pytest.mark.parametrize(
    "text",
    [
        "“The pool is safe, she said. The town closed it in May.",
        "“The pool is safe, said Ada Moor. The town closed it in May.",
        "“The pool is safe, the clerk told a meeting on Friday. The town closed it in May.",
        "Tom Reed blamed the board. “The pool is safe, he told a meeting. The town closed it in May.",
    ],
)
def test_a_quotation_that_never_closes_ends_at_its_speaker(text):
    drafts = held(text)
    assert drafts["The pool is safe"].claimant
    assert next(draft for words, draft in drafts.items() if words.startswith("The town")).claimant == ""


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        (
            "The firm must pay for the pool, a court in Elm ruled.",
            "The firm must pay for the pool",
            "court in Elm",
        ),
        (
            "A clerk was arrested, sources close to the firm said.",
            "A clerk was arrested",
            "sources close to the firm",
        ),
        (
            "A clerk at the pool (now shut) said the pier was closed.",
            "The pier was closed",
            "clerk at the pool",
        ),
        ("Elm Corp. sold a mill. The firm said the pier was closed.", "The pier was closed", "Elm Corp."),
        ("The mill closed and 40 men left, according to the union.", "The mill closed", "union"),
        ("The mill closed and 40 men left, according to the union.", "40 men left", "union"),
        ("Moor left, and she has 40 boats according to the clerk.", "She has 40 boats", "clerk"),
        ("Moor is said by clerks to be ill.", "Moor is said by clerks to be ill", "clerks"),
        (
            "Until then, she cautioned, every story comes from one clerk.",
            "Until then every story comes from one clerk",
            "she",
        ),
        ("Analysts expect that the toll will rise.", "The toll will rise", "Analysts"),
        ("“It is cold,” her brother, Ben Moor, told reporters.", "It is cold", "Ben Moor"),
        (
            "Moor said that the firm had sold a mill, bought a pier and hired 40 clerks.",
            "The firm bought a pier",
            "Moor",
        ),
        (
            "The lake fell to 34 percent, the lowest level in years, the board said.",
            "34 percent is the lowest level in years",
            "board",
        ),
    ],
)
def test_who_says_it_is_known_by_more_than_the_verb_of_saying(text, words, who):
    assert held(text)[words].claimant == who


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Moor left, and she has 40 boats according to the clerk.", "Moor left"),
        ("Moor said that the dam leaked and that 40 men left, according to the union.", "The dam leaked"),
    ],
)
def test_a_source_at_the_end_is_not_that_of_all_that_stands_before_it(text, words):
    draft = held(text).get(words)
    assert draft is None or not {"clerk", "union"} & {*draft.attribution}
