import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims import triage
from claims.models.analysis import SightDraft
from claims.models.drafts import ClaimDraft, OccurrenceDraft, Reason, Worth
from claims.split import read_article
from claims.triage import SCORER, check_worthiness, model, weighed, worth_by, worth_of
from claims.triage.reading import FULL_NAMES, read
from claims.triage.seen import COMPOUNDS, THINGS, signs_of
from claims.triage.seen import REASONS as OF_A_PARSE
from claims.triage.words import LENGTHS, RAISE, REASONS, SIGNS, SINK
from claims.vocab import ClaimKind, Hedge, WorthReason
from tests.trace import whole

PLAIN = "The pool has a roof"


def a_draft(text, **named):
    return ClaimDraft(text, (OccurrenceDraft(0, 1),), **named)


def seen(text, **named):
    return {reason.name.value: reason.words for reason in check_worthiness(a_draft(text, **named)).reasons}


def weights(text, **named):
    return {reason.name: reason.weight for reason in check_worthiness(a_draft(text, **named)).reasons}


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("the union lost 40 of its members", "number", "40"),
        ("the union lost 40 percent of its members", "number", "40, percent"),
        ("the plan costs $3.5 million", "number", "million, $, 3.5"),
        ("the pier is the largest in town", "superlative", "largest"),
        ("rents are higher than in Ost", "superlative", "higher than"),
        ("the 6th fair was held", "superlative", "6th"),
        ("the pier holds place No. 3", "number", "3"),
        ("it was never done", "superlative", "never"),
        ("it is the steepest street", "superlative", "steepest"),
        ("prices moved because demand did", "cause", "because"),
        ("the fog led to delays", "cause", "led to"),
        ("the swimmers met Ada Moor in town", "named_actor", "Ada Moor"),
        ("Ada Moor came late", "named_actor", "Ada Moor"),
        ("the mayor came late", "named_actor", "mayor"),
        ("the pool opened in May 1931", "date", "1931"),
        ("the pool opened on Monday", "date", "Monday"),
        ("it opened on 6 June", "date", "6, June"),
        ("the five-year lease is over", "number", "five-year"),
        ("the blast killed a swimmer", "consequence", "killed"),
        ("rents have soared", "consequence", "soared"),
        ("the tariff is old", "public_matter", "tariff"),
        ("it was “a fraud” to some", "quote", "“a fraud”"),
        ("the pier reportedly leaks", "hedge", "reportedly"),
        ("they signed the paper", "deed", "signed"),
        ("they painted it", "deed", "painted"),
        ("the town should pay", "opinion", "should"),
        ("a brilliant golden age", "opinion", "brilliant"),
        ("the pool will close", "prediction", "will"),
        ("수영장은 문을 닫을 것이다, 곧 할 것이다", "prediction", "할 것이다"),
        ("is the pool open?", "question", "?"),
        ("수영장은 열려 있습니까？", "question", "?"),
        ("let me tell you something", "small_talk", "me, tell, something"),
    ],
)
def test_each_reason_names_the_words_that_gave_it(text, name, words):
    assert seen(text)[name] == words


def test_every_reason_but_the_start_has_a_sign_and_every_sign_a_reason():
    assert set(REASONS.values()) == set(WorthReason) - {WorthReason.START}
    assert {sign for signs in SIGNS.values() for sign in signs} <= REASONS.keys()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("the pool opened in 1931", "number"),
        ("Covid-19 shut it", "number"),
        ("it opened on 6 June", "number"),
        ("it opened on June 6", "number"),
        ("the aide Min Yong-won", "deed"),
        ("the forest is of interest to the west", "superlative"),
        ("Moor came late", "named_actor"),
        ("The pool is open", "named_actor"),
        ("it opened on Monday in June", "named_actor"),
        ("He came. Then she left", "named_actor"),
        ("the town may march on", "date"),
        ("the 시장 and the שלום met", "named_actor"),
        ("the man has a strong-box", "prediction"),
        ("the greatness of the town", "superlative"),
        ("", "wording"),
    ],
)
def test_what_only_looks_like_a_reason_is_none(text, name):
    assert name not in seen(text)


def test_a_text_in_capitals_names_nobody():
    assert "named_actor" not in seen("THE POOL IS OPEN")


def test_who_says_it_and_how_surely_are_reasons():
    found = seen("the pool shut", claimant="Moor", cue="is believed to", hedge=Hedge.BELIEVED)
    assert (found["quote"], found["hedge"]) == ("Moor", "is believed to")


def test_a_long_quotation_is_told_by_its_marks():
    assert len(seen(f"“{'x ' * 60}”")["quote"]) < 10


def test_a_hedge_without_a_cue_is_told_by_its_name():
    assert seen("the pool shut", hedge=Hedge.ALLEGED)["hedge"] == "alleged"


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (ClaimKind.OPINION, WorthReason.OPINION),
        (ClaimKind.PREDICTION, WorthReason.PREDICTION),
        (ClaimKind.QUESTION, WorthReason.QUESTION),
    ],
)
def test_what_the_splitter_holds_to_be_no_fact_sinks(kind, why):
    plain = check_worthiness(a_draft(PLAIN))
    sunk = check_worthiness(a_draft(PLAIN, finer=(kind,)))
    assert sunk.score < plain.score
    assert next(reason for reason in sunk.reasons if reason.name is why).weight <= -1


@pytest.mark.parametrize(
    "worse",
    [
        "I think that the pool has a roof",
        "The pool should have a roof",
        "The pool will have a roof",
        "Does the pool have a roof?",
        "Let me talk to you about the pool",
    ],
)
def test_opinion_prediction_and_question_sink_below_the_same_as_a_fact(worse):
    assert worth_of(worse).score < worth_of(PLAIN).score


def test_a_number_in_a_record_comes_before_small_talk():
    high = worth_of("Under Ada Moor the party won 40 seats, the most since 1931.").score
    plain = worth_of("The pool was shut.").score
    low = worth_of("I think you will have a great day.").score
    assert high > 0.7 > plain > low
    assert low < 0.03


@pytest.mark.parametrize("half", ["parsed", "unparsed"])
def test_no_weight_of_a_sign_goes_against_its_reason(half):
    table = model.weights()["rules"] | model.weights()[half]
    known = {sign: weight for sign, weight in table.items() if sign != "start"}
    assert known.keys() <= REASONS.keys()
    assert all(weight > 0 for sign, weight in known.items() if REASONS[sign] in RAISE)
    assert all(weight < 0 for sign, weight in known.items() if REASONS[sign] in SINK)
    without_a_parse = {WorthReason.PLACE} if half == "unparsed" else set()
    assert set(WorthReason) - {WorthReason.START} - without_a_parse == {REASONS[sign] for sign in known}


def test_the_weights_are_small_and_can_be_read():
    text = model._WEIGHTS.read_text(encoding="utf-8")
    assert len(text) < 300_000
    assert json.loads(text) == model.weights()
    assert model.weights()["words"].keys() & {"voted", "^vot", "percent of"}


def test_reasons_come_with_the_start_first_then_from_the_strongest_down():
    found = worth_of("I think that 40 boats sank in 1931, the most ever.").reasons
    assert found[0].name is WorthReason.START
    assert [reason.weight for reason in found[1:]] == sorted(
        (reason.weight for reason in found[1:]), reverse=True
    )
    assert len({reason.name for reason in found}) == len(found)
    assert all(reason.weight for reason in found)


def test_the_scorer_has_a_label():
    assert SCORER == "worth.v3"


# What a parser saw


def parsed(text, **sights):
    return a_draft(
        text, seen=tuple(SightDraft(name.replace("_", " "), words) for name, words in sights.items())
    )


def parsed_reasons(text, **sights):
    return {why.name.value: why for why in check_worthiness(parsed(text, **sights)).reasons}


@pytest.mark.parametrize(
    ("text", "sights", "name", "words"),
    [
        ("the pier is in Norway", {"place": ("Norway",)}, "place", "Norway"),
        ("the German boats", {"people": ("German",)}, "place", "German"),
        ("it closed the bus lane", {"compound": ("bus lane",), "noun": ("bus", "lane")}, "term", "bus lane"),
        ("it closed the lane", {"noun": ("lane",)}, "term", "lane"),
        ("it shut the pier", {"happened": ("shut",), "past_tense": ("shut",)}, "deed", "shut"),
        ("it is bought by Arlo", {"organisation": ("Arlo",)}, "named_actor", "Arlo"),
        ("the boats number forty", {"figure": ("forty",)}, "number", "forty"),
        ("it is gonna close", {"going_to": ("gonna",)}, "prediction", "gonna"),
        ("it reckons so", {"thinks": ("reckons",)}, "opinion", "reckons"),
        ("close the pier", {"order": ("close",)}, "small_talk", "close"),
    ],
)
def test_what_a_parser_saw_is_told_with_its_words(text, sights, name, words):
    assert words in parsed_reasons(text, **sights)[name].words.split(", ")


def test_a_parse_that_shows_nothing_is_weighed_as_one_and_no_parse_as_none():
    empty = check_worthiness(a_draft(PLAIN, seen=()))
    assert empty.reasons[0].weight == model.start(parsed=True)
    assert check_worthiness(a_draft(PLAIN)).reasons[0].weight == model.start(parsed=False)


def test_a_sight_that_no_list_knows_changes_nothing():
    assert check_worthiness(parsed(PLAIN, hat=("roof",))) == check_worthiness(a_draft(PLAIN, seen=()))


def test_terms_are_guessed_only_where_no_parse_shows_them():
    guessed = "the city council closed the pier"
    assert "city council" in seen(guessed)["term"]
    assert "term" not in parsed_reasons(guessed)


def test_things_that_are_none_in_particular_are_not_counted():
    nouns = ("boat", "days", "Stories", "way", "pier")
    assert signs_of([SightDraft("noun", nouns)], "boat days Stories way pier") == {
        "1 or more things": ["boat", "pier"],
        "2 or more things": ["boat", "pier"],
    }
    assert signs_of([SightDraft("compound", ("life story", "bus day"))], "life story, bus day") == {}


@pytest.mark.parametrize(
    ("name", "words", "signs"),
    [
        ("pronoun", ("it",), set()),
        ("pronoun", ("it", "they"), {"pronouns"}),
        ("past tense", ("was",), {"past tense"}),
        ("past tense", ("was", "left"), {"past tense", "several past tenses"}),
        ("compound", ("bus lane",) * 3, set(COMPOUNDS.values())),
        ("noun", ("lane",) * 8, set(THINGS.values())),
        ("noun", ("lane",) * 7, set(THINGS.values()) - {THINGS[8]}),
    ],
)
def test_some_sights_are_signs_from_a_number_on(name, words, signs):
    assert signs_of([SightDraft(name, words)], "").keys() == signs


def test_only_words_that_stand_so_in_the_claim_are_told():
    found = signs_of([SightDraft("compound", ("bus lane", "tram lane"))], "the bus and tram lane")
    assert found[COMPOUNDS[2]] == ["tram lane"]
    many = [f"boat{number}" for number in range(9)]
    assert signs_of([SightDraft("noun", tuple(many))], " ".join(many))[THINGS[8]] == many[:3]
    assert signs_of([SightDraft("nobody as subject", ("",))], "thank you") == {"nobody as subject": []}


def test_how_words_hang_together_tells_no_words_of_its_own():
    assert signs_of([SightDraft("present", ("owns",))], "it owns a pier") == {"present": []}


def test_no_sign_of_a_parse_is_called_as_one_of_the_words():
    words = {sign for signs in SIGNS.values() for sign in signs}
    assert not OF_A_PARSE.keys() & (words | set(LENGTHS.values()))


def test_a_parse_tells_a_plan_from_a_report_of_it():
    told = "The council has closed the bus lane."
    plan = "The council is going to close the bus lane."
    worths = [
        check_worthiness(read_article(text, whole(text).segments, "en").drafts[0]) for text in (plan, told)
    ]
    assert worths[0].score < worths[1].score


# A reviewer's own weights


REASONED = worth_of("I think Ada Moor will sell 40 boats because the council lost the most money in 1931.")


def test_without_weights_a_claim_is_ordered_by_its_score():
    assert weighed(REASONED, {}) == REASONED.score
    assert weighed(REASONED, dict.fromkeys(WorthReason, 1.0)) == REASONED.score


@pytest.mark.parametrize("why", sorted({reason.name for reason in REASONED.reasons[1:]}))
def test_more_weight_on_a_reason_moves_a_claim_its_way_and_none_takes_it_out(why):
    adds = next(reason.weight for reason in REASONED.reasons if reason.name is why)
    values = [weighed(REASONED, {why: weight}) for weight in (0, 0.5, 1, 2)]
    assert values == sorted(values, reverse=adds < 0)
    assert len(set(values)) == 4
    without = worth_by(reason for reason in REASONED.reasons if reason.name is not why)
    assert values[0] == without.score


def test_a_weight_on_a_reason_that_a_claim_has_not_changes_nothing():
    worth = worth_of(PLAIN)
    assert weighed(worth, {WorthReason.HEDGE: 3.0}) == worth.score


def test_what_any_claim_starts_with_is_not_for_weighing():
    assert weighed(REASONED, {WorthReason.START: 9.0}) == REASONED.score


def test_no_weights_hide_a_claim_or_break():
    for weight in (0.0, 1e6):
        assert 0 <= weighed(REASONED, dict.fromkeys(WorthReason, weight)) <= 1


def test_a_stored_reason_is_weighed_as_one_just_found():
    stored = json.loads(json.dumps([[why.name, why.weight, why.words] for why in REASONED.reasons]))
    again = worth_by(Reason(WorthReason(name), weight, words) for name, weight, words in stored)
    assert again == REASONED
    assert weighed(again, {"number": 2.0}) == weighed(REASONED, {WorthReason.NUMBER: 2.0})


# Any text


@given(st.text(max_size=60), st.sampled_from(Hedge), st.text(max_size=5))
def test_any_text_has_a_score_that_is_what_its_reasons_add_up_to(text, hedge, claimant):
    draft = a_draft(text, hedge=hedge, claimant=claimant)
    worth = check_worthiness(draft)
    assert 0 < worth.score < 1
    assert worth == worth_by(worth.reasons) == check_worthiness(draft)
    assert worth.reasons[0].name is WorthReason.START


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "?",
        "다리가 1931년에 무너져 40명이 죽었다.",
        "👍🏽 🎉 !!!",
        "ﷺ ＦＵＬＬ １２３ ½ ² ①",
        "é́́ नमस्ते",
        "_" * 50,
        "x" * 100_000,
        "The pool shut in 1931. " * 4_400,
        "A B " * 25_000,
        "“" * 50_000,
        "\0\ud800",
    ],
)
def test_odd_and_long_texts_are_weighed_too(text):
    worth = worth_of(text)
    assert 0 < worth.score < 1
    assert all(len(reason.words) <= 304 for reason in worth.reasons)


def test_a_reading_tells_words_classes_and_signs():
    found = read("Ada Moor sold 40 boats, the 6th lot since 1931")
    assert found.terms == [
        "<start>", "<name>", "sold", "<number>", "boats", ",", "the", "<rank>", "lot", "since", "<year>"
    ]  # fmt: skip
    assert found.signs["name"] == ["Ada Moor"]
    assert found.length == 7


def test_worth_says_its_reasons_whatever_made_them():
    assert worth_by([]) == Worth(0.5, ())


# Guards


def test_the_words_told_of_the_wording_are_the_strongest_either_way_and_no_classes_or_marks():
    assert triage._strongest({"<name>": 9.0, "!": 8.0, "roof": 2.0, "pool": -3.0}) == ["pool", "roof"]
    assert triage._strongest({f"word{n}": float(n) for n in range(1, 10)})[-1] == "word2"


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("the union sold 40 boats and 40 nets", "number", "40"),
        ("in June 400 boats sank", "number", "400"),
        ("the town sold 19315 nets", "number", "19315"),
        ("The Pool is open", "named_actor", "Pool"),
    ],
)
def test_a_reason_tells_a_word_once_and_takes_it_for_what_it_is(text, name, words):
    assert seen(text)[name] == words


def test_a_long_name_is_cut_when_it_is_told():
    told = seen(f"the swimmers met A{'b' * 150}")["named_actor"]
    assert (len(told), told[-1]) == (100, "…")


def test_who_says_it_is_told_in_place_of_what_is_quoted():
    assert seen("it was “a fraud” to some", claimant="Moor")["quote"] == "Moor"


def test_a_score_has_four_places_however_heavy_its_reasons():
    sunk = worth_by([Reason(WorthReason.OPINION, -1.23)])
    assert round(sunk.score, 4) == sunk.score
    assert weighed(sunk, {WorthReason.OPINION: 1e6}) == 0.0


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("the zest of it", "superlative"),
        ("the red shed", "-ed"),
        ("of plan A there was talk", "acronym"),
        ("Is it? So it is, they say", "question"),
        ("the pool is open", "longer than 4"),
    ],
)
def test_what_is_too_short_or_stands_too_early_is_no_sign(text, sign):
    assert sign not in read(text).signs


@pytest.mark.parametrize(
    ("text", "sign", "words"),
    [
        ("not a single pool", "every", "not a single"),
        ("it is the NATO pool", "acronym", "NATO"),
        ("they ask “is it open?”", "question", "?"),
    ],
)
def test_a_sign_may_be_a_phrase_of_three_words_or_stand_before_a_last_mark(text, sign, words):
    assert words in read(text).signs[sign]


def test_a_text_is_longer_than_four_words_from_the_fifth_on():
    assert "longer than 4" in read("the pool is open today").signs


def test_i_is_no_name_and_a_curved_apostrophe_makes_no_other_word():
    assert read("then I left").names == []
    assert "won't" in read("it won’t open").terms


def test_only_words_of_five_letters_and_more_have_parts():
    assert list(model.parts_of("pool")) == ["pool"]
    assert list(model.parts_of("12345")) == ["12345"]
    assert "oted$" in model.parts_of("voted")


def test_a_short_text_counts_as_five_words_long():
    assert model.spread(read("pool")) == model.spread(read("the pool is open"))


def test_pairs_of_words_weigh_too_and_none_weighs_nothing():
    found = model.by_words(read("40 percent of qqqq"))
    assert "percent of" in found
    assert all(found.values())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Moor met Ek at the pool.", {}),
        ("Ada Moor met Ek at the pool.", {"full name": 1}),
        ("Ada Moor met Bo Ek at the pool.", {"full name": 2, "full names": 2}),
        ("Ada van Moor met Ek.", {}),  # a small letter ends a name
        ("Ada Lind Moor met Ek at the pool.", {"full name": 1, "full names": 1}),
        ("Ada Moor, Bo Ek, Ida Lind and Jo Strand met.", dict.fromkeys(FULL_NAMES.values(), 4)),
        ("The ADA MOOR BO EK IDA LIND met.", {"full name": 1, "full names": 1}),  # no more than three count
    ],
)
def test_full_names_count_by_their_words(text, names):
    signs = read(text).signs
    assert {sign: len(signs[sign]) for sign in FULL_NAMES.values() if sign in signs} == names


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("The bus company raised ticket prices.", ["bus company", "ticket prices"]),
        ("A harbour commission met.", ["harbour commission"]),
        ("The company raised the prices.", []),  # nothing stands before a noun that names it
        ("We never answer, however quickly banks write.", []),
        ("They sang together.", []),
    ],
)
def test_two_words_that_name_one_thing_are_a_term(text, terms):
    signs = read(text).signs
    assert signs.get("term", []) == terms
    assert ("terms" in signs) == (len(terms) > 1)
