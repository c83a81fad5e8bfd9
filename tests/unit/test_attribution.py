import pytest

from claims.split import sentences
from claims.split.attribution import attribution_of
from claims.vocab import Hedge


def read(text):
    [(_, doc)] = sentences.parse(text, [(0, len(text))])
    [sentence] = sentences.sentences(doc)
    return attribution_of(sentence)


@pytest.mark.parametrize(
    ("text", "chain", "cue", "content"),
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
            "the harbour froze for nine days",
        ),
        (
            "Mayor Ada Moor, a former judge, said that the pool would close.",
            ("Mayor Ada Moor",),
            "said",
            "the pool would close",
        ),
        ("Moor said the pool would close.", ("Moor",), "said", "the pool would close"),
        (
            "The pool would close, said Moor, who took office in May.",
            ("Moor",),
            "said",
            "The pool would close",
        ),
        (
            "“The pool is closed,” Moor told the council.",
            ("Moor",),
            "told",
            "The pool is closed",
        ),
        ("The pool is closed, warned the mayor.", ("mayor",), "warned", "The pool is closed"),
        (
            "The minister said the tax would rise 3 percent, the daily Morning Post reported.",
            ("minister", "daily Morning Post"),
            "said, reported",
            "the tax would rise 3 percent",
        ),
        (
            "According to the harbour office, the pier sank in March.",
            ("harbour office",),
            "According to",
            "the pier sank in March",
        ),
        (
            "The pier sank in March, according to the harbour office.",
            ("harbour office",),
            "according to",
            "The pier sank in March",
        ),
        (
            "It is believed that the pier sank in March.",
            (),
            "is believed",
            "the pier sank in March",
        ),
        (
            "Moor said that the pier sank in March, reported the Valley Courier.",
            ("Moor", "Valley Courier"),
            "said, reported",
            "the pier sank in March",
        ),
        (
            "The minister said the tax would rise, the Valley Courier reported.",
            ("minister", "Valley Courier"),
            "said, reported",
            "the tax would rise",
        ),
        (
            "The pool opened in June, reported by the Valley Courier.",
            ("Valley Courier",),
            "reported",
            "The pool opened in June",
        ),
    ],
)
def test_who_says_it_is_taken_off_and_named(text, chain, cue, content):
    found = read(text)
    assert (found.chain, found.cue) == (chain, cue)
    assert found.claimant == (chain[0] if chain else "")
    assert found.content.text.strip(" ,.“”").removeprefix("that ") == content


def test_words_between_which_the_speaker_stands_are_kept_together():
    found = read("The pier, the mayor said, is unsafe.")
    assert found.chain == ("mayor",)
    assert found.content.text == "The pier, the mayor said, is unsafe."


@pytest.mark.parametrize(
    ("text", "cue", "hedge"),
    [
        ("Moor was reported to have left the town.", "was reported to", Hedge.REPORTED),
        ("Moor is believed to be in the capital.", "is believed to", Hedge.BELIEVED),
        ("Moor is presumed to be in the capital.", "is presumed to", Hedge.PRESUMED),
        ("The clerk allegedly took 12 files.", "allegedly", Hedge.ALLEGED),
        ("The clerk reportedly took 12 files.", "reportedly", Hedge.REPORTED),
        ("The clerk may have taken 12 files.", "may", Hedge.POSSIBLE),
        ("The pier might be closed.", "might", Hedge.POSSIBLE),
        ("The pier could close next week.", "could", Hedge.POSSIBLE),
        ("Moor appears to be ill.", "appears to", Hedge.POSSIBLE),
        ("The pier opened in May.", "", Hedge.NONE),
        ("Moor said that the pier opened in May.", "said", Hedge.NONE),
        ("It was said that the pier opened early.", "was said", Hedge.REPORTED),
        ("The clerk claimed that the pier was closed.", "claimed", Hedge.ALLEGED),
    ],
)
def test_how_far_the_article_keeps_from_it_is_seen(text, cue, hedge):
    found = read(text)
    assert (found.cue, found.hedge) == (cue, hedge)


def test_the_hedge_nearest_to_the_claim_counts():
    found = read("The Valley Courier reported that Moor is believed to be ill.")
    assert found.hedge is Hedge.BELIEVED
    assert found.cue == "is believed to, reported"
    assert found.chain == ("Valley Courier",)


def test_who_reports_it_in_the_passive_is_the_claimant():
    assert read("Moor was said by neighbours to have left the town.").claimant == "neighbours"


@pytest.mark.parametrize(
    "text",
    [
        "The firm denied that it had paid the clerk.",
        "Moor did not say that the pier was closed.",
        "Moor may say that the pier is closed.",
        "Moor asked whether the pier was closed.",
        "Moor said whether the pier was closed.",
        "Moor said what the pier had cost.",
        "Moor stressed the importance of the pier.",
        "Analysts expect prices to rise in spring.",
        "Moor opened the pier.",
        "“According to whom was it closed” is the title of her book.",
    ],
)
def test_what_nobody_is_said_to_claim_has_no_claimant(text):
    assert read(text).chain == ()
