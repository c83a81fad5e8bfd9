import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.split.dates import find_dates
from claims.split.kinds import kinds_of, kinds_of_claim
from claims.split.quantities import find_quantities
from claims.split.sentences import model
from claims.vocab import AttributionForm, ClaimKind, ClaimType


def kinds_in(words, **more):
    return kinds_of_claim(words, quantities=find_quantities(words), dates=find_dates(words), **more)


def finer(words, **more):
    return " ".join(kinds_in(words, **more)[1])


def with_head(words):
    head = next(token for token in model()(words) if token.head.i == token.i)
    return finer(words, head=head)


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("The council has 12 members", "numerical"),
        ("More than 10,000 people voted", "numerical event"),
        ("The pier opened in 1931", "date event"),
        ("Moor came third in the race", "ordinal event"),
        ("The first minister resigned", "event"),
        ("The post is the No. 3 rank of the party", "ordinal"),
        ("Harwick has the largest pier of the coast", "comparison"),
        ("Moor visited the forest in the west", "event"),
        ("The second-largest party won 40 seats", "numerical ordinal comparison event"),
        ("More people voted than last year", "comparison date event"),
        ("Moor is a member of the council", "role"),
        ("Moor was elected secretary of the party", "role"),
        ("Moor serves as deputy mayor", "role"),
        ("Moor sits on the city's finance committee", "role"),
        ("The school has 11 teachers, down from 19", "numerical comparison"),
        ("Moor was met by the mayor", "event"),
        ("Moor is the president's brother", "event"),
        ("The dam failed because the gates were old", "cause"),
        ("The mayor should resign", "position"),
        ("The mayor supports the plan", "position"),
        ("The mayor vows to rebuild the pier", "position"),
        ("The council called for a vote", "position"),
        ("The council called the mayor", "event"),
        ("A cell is defined as a group of five", "numerical definition"),
        ("The law defines a heatwave as a warm spell", "definition"),
        ("The cell is the lowest-level unit of the party", "definition"),
        ("The council is comprised of farmers", "definition"),
        ("The council consists of farmers", "definition"),
        ("I think the plan is bad", "opinion"),
        ("Arguably the mayor won", "opinion"),
        ("The film is brilliant", "opinion"),
        ("The mayor opened a brilliant new pier", "event"),
        ("Prices will rise", "prediction"),
        ("Prices are expected to rise", "prediction"),
        ("Prices, which fell by half, are expected to rise", "numerical event"),
        ("The mayor read the will", "event"),
        ("A hearing is due to be held", "event"),
        ("The match was off due to rain", "cause"),
        ("Nobody got any money back", "event"),
        ("The clerk backed the plan", "position"),
        ("Who opened the pier?", "question"),
        ("Let us build the pier", "wish"),
        ("Let us know what you saw", "event"),
        ("May he rest in peace", "wish"),
        ("May 5 was a holiday", "date event"),
        ("We hope the pier opens", "wish"),
        ("The pier is green", "event"),
    ],
)
def test_a_claim_is_of_the_kinds_its_words_show(words, kinds):
    assert set(finer(words).split()) == set(kinds.split())


@pytest.mark.parametrize(
    ("words", "types"),
    [
        ("The council has 12 members", [ClaimType.NUMERICAL]),
        ("Harwick has the largest pier of the coast", [ClaimType.NUMERICAL]),
        ("Moor came third in the race", [ClaimType.NUMERICAL]),
        ("Moor is a member of the council", [ClaimType.EVENT_PROPERTY]),
        ("The council is comprised of 12 farmers", [ClaimType.NUMERICAL, ClaimType.EVENT_PROPERTY]),
        ("The pier opened in 1931", [ClaimType.EVENT_PROPERTY]),
        ("12 mills closed because of the flood", [ClaimType.NUMERICAL, ClaimType.CAUSAL]),
        ("Prices will rise 5 percent", [ClaimType.NUMERICAL]),
        ("Prices will rise", []),
        ("I think the plan is bad", []),
        ("Who opened the pier?", []),
    ],
)
def test_the_finer_kinds_belong_to_averitecs_and_what_cannot_be_checked_to_none(words, types):
    assert list(kinds_in(words)[0]) == types


def test_what_somebody_says_is_a_quote_and_no_opinion_of_the_article():
    assert finer("The plan is terrible", said=True) == "quote event"
    assert finer("“The plan is terrible”") == "quote event"
    assert finer("The plan is terrible", form=AttributionForm.INDIRECT) == "quote event"
    assert finer("The plan is terrible") == "opinion"


def test_the_head_tells_an_event_from_a_property_and_the_past_from_the_future():
    assert with_head("12 members left the council") == "numerical event"
    assert with_head("The council has 12 members") == "numerical"
    assert with_head("The dam failed because the gates were old") == "cause event"
    assert with_head("Prices rose and will rise again") == "event"
    assert with_head("Prices will rise again") == "prediction"


@pytest.mark.parametrize(
    ("words", "said", "types"),
    [
        ("The council has 12 members", False, [ClaimType.NUMERICAL]),
        ("The pier opened in 1931", False, [ClaimType.EVENT_PROPERTY]),
        ("The pier opened", True, [ClaimType.QUOTE]),
        (
            "The “old” dam should go because it broke",
            False,
            [ClaimType.QUOTE, ClaimType.CAUSAL, ClaimType.POSITION],
        ),
    ],
)
def test_the_short_question_for_averitecs_kinds_answers_as_before(words, said, types):
    assert list(kinds_of(words, said=said)) == types


@given(st.text(max_size=200), st.booleans())
def test_no_words_are_too_strange_and_every_kind_comes_once_and_in_order(words, said):
    types, kinds = kinds_in(words, said=said)
    assert list(kinds) == [kind for kind in ClaimKind if kind in kinds]
    assert len(set(types)) == len(types)
    assert kinds


@pytest.mark.parametrize(
    "words",
    [
        "Bo is the tallest clerk",
        "That was the worst year",
        "Bo is the most careful clerk",
        "Bo lost the least money",
        "Bo is taller than Ada",
        "Bo ate as much soup as Ada",
        "Sales fell compared with May",
        "Sales are up from May",
        "Bo paid twice what Ada paid",
        "Bo paid three times what Ada paid",
        "Judges outnumber clerks",
        "Sales exceed those of May",
        "Sales surpass those of May",
        "Bo overtakes Ada",
        "Bo iſ the talleſt clerk",
    ],
)
def test_every_way_to_compare_is_seen_whatever_sign_it_has(words):
    assert ClaimKind.COMPARISON in kinds_of_claim(words)[1]
    assert ClaimKind.COMPARISON in kinds_of_claim(words.upper())[1]


@pytest.mark.parametrize(
    "word",
    """should ought·to supports opposes vowed urged called·for pledged rejected demanded favours backed
    endorsed advocated condemned criticized criticised denounced approved welcomed refused threatened promised
    was·against is·in·favour·of is·opposed·to must ſupportſ""".split(),
)
def test_every_way_to_take_a_side_is_seen_whatever_sign_it_has(word):
    words = f"The mayor {word.replace('·', ' ')} the plan"
    assert ClaimKind.POSITION in kinds_of_claim(words)[1]
    assert ClaimKind.POSITION in kinds_of_claim(words.upper())[1]
