"""What a fact may be worded as: whole where the words need each other, and never more than was said."""

import pytest

from claims.split import sentences
from claims.split.cutting.facts import candidates_in
from claims.split.cutting.mend import mended
from claims.split.cutting.pieces import line, own
from tests.eval.descriptions import Descriptions


def read(words):
    return mended(next(iter(sentences.parse(words, [(0, len(words))])))[1])


def possible(words):
    doc = read(words)
    return [line(doc, fact.pieces)[0] for sentence in doc.sents for fact in candidates_in(sentence)]


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        ("The 58-year-old has been in hospital since May.", "The 58-year-old has been in hospital"),
        ("A 21-year-old man left the court.", "The man was 21 years old"),
        ("A one-year-old girl slept.", "The girl was one year old"),
        ("Prime Minister Ann Lee will open the bridge.", "Ann Lee is Prime Minister"),
        ("Mara Quist is a South Korean painter.", "Mara Quist is South Korean"),
        ("They live in the old Syrian city of Aleppo.", "Aleppo is an old Syrian city"),
        ("She was the first woman to win the cup.", "She was the first woman to win the cup"),
        ("Sheds are where the crew keeps its tools.", "Sheds are where the crew keeps its tools"),
        ("We will know by May whether the dam holds.", "We will know by May whether the dam holds"),
        ("She moved to London as a refugee fleeing the war.", "She fled the war"),
        ("He moved back to Leeds in May.", "He moved back in May"),
        ("The two were almost certainly linked to the fire.", "The two were almost certainly linked"),
        ("It is held by a local sniper, Craig Hale, who set it.", "Craig Hale set it"),
        ("She helped the club win the cup.", "The club won the cup"),
        ("Beside his career, Sam Lee wrote books.", "Sam Lee had a career"),
        ("They called on Moor to step down.", "They called on Moor to step down"),
        ("The clerk said those responsible would pay.", "Those responsible would pay"),
        ("Neither the mill nor the school would pay.", "Neither the mill nor the school would pay"),
        ("Residents, and not tourists, paid the fee.", "Residents, and not tourists paid the fee"),
        ("One in six harbours had a leak.", "One in six harbours had a leak"),
        ("One in six had a leak.", "One in six had a leak"),
        ("The board found no proof that he lied.", "The board found no proof that he lied"),
        ("The council warned drivers who park there.", "The council warned drivers who park there"),
        ("The fire killed two divers, who live in Leeds.", "Two divers live in Leeds"),
        ("The fire killed people who worked there.", "People worked there"),
        ("He appeared in series such as Alpha and Omega.", "Alpha is a series"),
    ],
)
def test_words_that_need_each_other_stand_together(words, fact):
    assert fact in possible(words)


@pytest.mark.parametrize(
    ("words", "without"),
    [
        ("They called on Moor to step down.", "They called to step down"),
        ("Neither the mill nor the school would pay.", "The school would pay"),
        ("Residents, and not tourists, paid the fee.", "Not tourists paid the fee"),
        ("One in six had a leak.", "One had a leak"),
        ("The board found no proof that anyone lied.", "Anyone lied"),
        ("Moor denied that the gate was open.", "The gate was open"),
        ("The scans were left unread for a year.", "The scans were left for a year"),
        ("They wrote to an office that nobody was responsible for.", "Nobody was an office responsible"),
        ("She moved to the town she was born in.", "She was born the town"),
        ("The council warned drivers who ignore signs.", "Drivers who ignore signs ignore signs"),
        ("The council warned drivers who park on the quay.", "The council warned drivers"),
        ("In addition to his studies, Taylor was an author.", "Taylor was to his studies"),
        ("In addition to his studies, Taylor was an author.", "Addition was to his studies"),
        ("Hundreds of people crossed the bridge.", "Hundreds were of people"),
        ("They live in the old city of Leeds.", "The old city is of Leeds"),
        ("She acts in Hindi, Tamil and Telugu films.", "Hindi is in Tamil"),
        ("Parades may show how far the plan reaches.", "The plan reaches how far"),
        ("He has gone on to run a bakery.", "He runs a bakery"),
        ("He is a New Zealand filmmaker.", "He is New Zealand"),
        ("Mr. Sam Hill met the crew.", "Sam Hill was Mr."),
    ],
)
def test_words_that_say_nothing_alone_are_no_fact(words, without):
    assert without not in possible(words)


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        ("Two men killed in a crash.", "Two men were killed"),
        ("Passengers seen jumping overboard.", "Passengers were seen jumping"),
        ("The couple met in Leeds. Won a prize last year.", "The couple won a prize"),
        ("The couple met in Leeds. Fell in love. Returned to the pier.", "The couple returned to the pier"),
        ("The couple met in Leeds. Says the town is dull.", "The couple says the town is dull"),
    ],
)
def test_what_a_headline_leaves_out_is_put_in(words, fact):
    assert fact in possible(words)


@pytest.mark.parametrize(
    ("words", "without"),
    [
        ("The boat sank in the harbour.", "The boat was sunk"),
        ("Two men killed a bear.", "Two men were killed"),
        ("The couple met in Leeds. Returned to the pier.", "The couple was returned"),
        ("The couple met in Leeds. Wait for the train.", "The couple wait"),
    ],
)
def test_a_headline_is_not_read_as_a_passive_where_it_need_not_be(words, without):
    assert not [fact for fact in possible(words) if fact.startswith(without)]


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        ("She co-founded the firm in 2006.", "She co-founded the firm in 2006"),
        ("The club have re-signed the striker on a new contract.", "The club have re-signed the striker"),
        ("Hugo IV died at the age of 50.", "Hugo IV died at the age of 50"),
        ("Darrin Bey is a former football wide receiver who ran for Leeds.", "Darrin Bey ran for Leeds"),
    ],
)
def test_what_the_parser_took_apart_is_joined(words, fact):
    assert fact in possible(words)


def described(words):
    doc = read(words)
    found = Descriptions(doc)
    return [line(doc, tuple(found.put_in([own(t) for t in s[:-1]])))[0] for s in doc.sents]


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("Ann Miller won the race. The young champion thanked her coach.", "Ann Miller thanked her coach"),
        (
            "Ann Miller won the race. The 58-year-old has left the hospital.",
            "Ann Miller has left the hospital",
        ),
        ("Ann Miller and Tom Hale met in Leeds. The pair left.", "Ann Miller and Tom Hale left"),
    ],
)
def test_a_description_stands_for_the_only_one_named(words, last):
    assert described(words)[-1] == last


@pytest.mark.parametrize(
    "words",
    [
        "Ann Miller won the race. Tom Hale lost it. The champion wept.",
        "Ann Miller won the race. A champion wept.",
        "Ann Miller won the race. Her coach wept.",
        "Ann Miller won the race. The pair left.",
        "Ann Miller won the race. The champion Tom Hale wept.",
        "Ann Miller won the race. The crowd wept.",
    ],
)
def test_a_description_that_may_be_another_stays(words):
    assert described(words)[-1] == words.rpartition(". ")[2].removesuffix(".")
