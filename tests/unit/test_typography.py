"""A pasted quote is found under any typography, and under no other word, number, name or negation."""

import random
import time
import unicodedata

import pytest

from claims.anchor import locate, locate_all
from claims.anchor.typography import fold
from claims.errors import AmbiguousError, AnchorError

TEXT = """The council of Ferrow did not approve the bridge on 4 May 2019, its clerk Ada Lindqvist said.
The council of Marrow did not approve the bridge on 6 May 2019, its clerk Ada Lundqvist said.

“We can’t afford 12.5 million crowns — not this year, and not next,” Mayor Teo Ruiz-Vega told the
Harbour Gazette. The office’s figures show that 1,250 of 3,400 households filed a complaint; 18 % never
got an answer… The café owner Ines Müller says she never flew to Oslo. Traffic fell by 7.4 % in 2018, then
rose by 4.7 % in 2019.

No witness said that the well-known ferry Aurora hit the pier at 17:40. A witness said that the ferry
Auriga hit the pier at 17:04. The non-profit group Clear Water has 52 members and 25 boats. 시의회는
2019년 5월 4일 다리 건설을 승인하지 않았다고 밝혔다. 다리 건설비는 125억원이다. The committee rejected
the first plan. The committee rejected the final plan, too, and the difficult, official affair was over."""

SENTENCES = [
    sentence
    for paragraph in TEXT.split("\n\n")
    for sentence in paragraph.replace("\n", " ").replace("”", "”|").replace(". ", ".|").split("|")
    if len(sentence.split()) > 2
]

LIGATURES = (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ"))
QUOTES = {'"': "“”„″＂", "'": "’‘‛′＇", "“": '"„«', "”": '"‟»', "’": "'‘‛"}
DASHES = "–—-‑−"


def broken_line(words, rng):
    """As a page breaks it: at a space, or inside a word with a hyphen."""
    long = [n for n, word in enumerate(words) if word.isascii() and word.isalpha() and len(word) > 5]
    if long and rng.random() < 0.7:
        n = rng.choice(long)
        at = rng.randrange(2, len(words[n]) - 2)
        words[n] = words[n][:at] + rng.choice(["-\n", "-\n  ", "- \n", "\u00ad\n"]) + words[n][at:]
    return rng.choice([" ", "\n", " \n"]).join(words)


def ligatured(quote, rng):
    for letters, one in LIGATURES:
        quote = quote.replace(letters, one)
    return quote


def sprinkled(signs):
    def sprinkle(quote, rng):
        inside = [at for at in range(1, len(quote)) if quote[at - 1 : at + 1].isascii()]
        if signs == "\u00ad":  # where a word may be broken, and nowhere else
            inside = [at for at in inside if quote[at - 1 : at + 1].isalpha()]
        for at in sorted(rng.sample(inside, min(3, len(inside))), reverse=True):
            quote = quote[:at] + rng.choice(signs) + quote[at:]
        return quote

    return sprinkle


def swapped(kinds):
    def swap(quote, rng):
        return "".join(rng.choice(kinds.get(char, char)) for char in quote)

    return swap


HARMLESS = {
    "soft hyphens": sprinkled("\u00ad"),
    "zero-width signs": sprinkled("\u200b\u2060\ufeff\u200c"),
    "marks of direction": sprinkled("\u200e\u200f"),
    "quotation marks": swapped(QUOTES),
    "dashes": swapped({"—": DASHES, "-": "-‐‑"}),
    "long dashes": lambda quote, rng: quote.replace(" — ", rng.choice(["—", "--", " -- ", " – ", " – \n"])),
    "spaces": swapped({" ": ["\u00a0", "\u2009", "\u3000", "  ", "\t", " \r\n", "\n"]}),
    "lines of a page": lambda quote, rng: broken_line(quote.split(), rng),
    "ligatures": ligatured,
    "dots": lambda quote, rng: quote.replace("…", rng.choice(["...", " ...", ". . ."])),
    "apart": lambda quote, _: unicodedata.normalize("NFD", quote),
    "together": lambda quote, _: unicodedata.normalize("NFC", quote),
    "full width": lambda quote, _: "".join(
        chr(ord(char) + 0xFEE0) if "!" <= char <= "~" and char not in "\"'" else char for char in quote
    ),
    "per cent": lambda quote, _: quote.replace(" %", "%"),
    "around": lambda quote, _: f" \n{quote}\t ",
}

NAMES = [
    ("Ferrow", "Farrow"), ("Ada", "Ida"), ("Lindqvist", "Lundqvist"), ("Lundqvist", "Lindqvist"),
    ("Ruiz-Vega", "Ruiz-Vela"), ("Müller", "Muller"), ("Aurora", "Auriga"), ("Auriga", "Aurora"),
    ("Oslo", "Bergen"), ("Marrow", "Ferrow"),
]  # fmt: skip
NEGATIONS = [
    ("did not approve", "did approve"), ("can’t", "can"), ("never got", "got"), ("never flew", "flew"),
    ("No witness", "A witness"), ("A witness", "No witness"), ("non-profit", "profit"),
    ("승인하지 않았다고", "승인했다고"), ("not this year", "this year"), ("rejected", "never rejected"),
    ("rejected", "approved"),
]  # fmt: skip
WORDS = [
    ("council", "court"), ("bridge", "fridge"), ("clerk", "clark"), ("million", "billion"), ("fell", "rose"),
    ("households", "house holds"), ("crowns", "crown"), ("pier", "peer"), ("first", "last"),
    ("told", "sold"), ("complaint", "compliant"), ("다리", "도로"), ("members", "numbers"), ("hit", "bit"),
    ("owner", "own er"), ("official", "unofficial"), ("group", "groups"), ("said", "says"), ("café", "cafe"),
    ("final", "finale"),
]  # fmt: skip


def number_changed(quote, rng):
    at = [n for n, char in enumerate(quote) if char.isdigit()]
    if not at:
        return quote
    n = rng.choice(at)
    other = rng.choice([digit for digit in "0123456789" if digit != quote[n]])
    return rng.choice(
        [
            quote[:n] + other + quote[n + 1 :],
            quote[:n] + quote[n] + "0" + quote[n + 1 :],
            quote[:n] + quote[n + 1 :],
        ]
    )


def replaced(pairs):
    def replace(quote, rng):
        fitting = [(old, new) for old, new in pairs if old in quote]
        return quote.replace(*rng.choice(fitting)) if fitting else quote

    return replace


def word_left_out(quote, rng):
    words = quote.split()
    return " ".join(words[: len(words) // 2] + words[len(words) // 2 + 1 :]) if len(words) > 2 else quote


HARMFUL = {
    "number": number_changed,
    "name": replaced(NAMES),
    "negation": replaced(NEGATIONS),
    "word": replaced(WORDS),
    "word left out": word_left_out,
}


def a_sentence(rng):
    """A sentence of the text, or the words around its middle, and where they stand in it."""
    sentence = rng.choice(SENTENCES)
    words = sentence.split()
    first, last = sorted(rng.sample(range(len(words) + 1), 2))
    quote = " ".join(words[first:last]) if last - first > 3 else sentence
    return quote.strip()


def as_a_page(rng):
    """The text as it is, or in the typography of another page."""
    text = TEXT
    for name in rng.sample(sorted(HARMLESS), rng.randrange(3)):
        if name not in ("lines of a page", "around", "together"):
            text = HARMLESS[name](text, rng)
    return text


def plain(words):
    """Letters and digits only, for comparing what was found with what was sought."""
    plain_words = unicodedata.normalize("NFKC", words).replace("-", "").casefold()
    return "".join(char for char in plain_words if char.isalnum())


@pytest.mark.parametrize("hundred", range(10))
def test_a_quote_is_located_under_any_typography(hundred):
    for seed in range(hundred * 100, hundred * 100 + 100):
        rng = random.Random(seed)
        quote, text = a_sentence(rng), as_a_page(rng)
        for name in rng.sample(sorted(HARMLESS), rng.randrange(1, 4)):
            quote = HARMLESS[name](quote, rng)
        try:
            found = locate(quote, text)
        except AmbiguousError:
            assert len(locate_all(quote, text)) == plain(text).count(plain(quote)) > 1
        else:
            assert text[found.start : found.end] == found.exact
            assert plain(found.exact) == plain(quote)


@pytest.mark.parametrize("hundred", range(10))
def test_a_quote_that_says_something_else_is_located_nowhere(hundred):
    for seed in range(hundred * 100, hundred * 100 + 100):
        rng = random.Random(seed)
        quote, text = a_sentence(rng), as_a_page(rng)
        changed = HARMFUL[rng.choice(sorted(HARMFUL))](quote, rng)
        if changed == quote or " ".join(changed.split()) in " ".join(TEXT.split()):
            changed = quote.replace(" ", " really ", 1)
        for name in rng.sample(sorted(HARMLESS), rng.randrange(3)):
            changed = HARMLESS[name](changed, rng)
        with pytest.raises(AnchorError):
            locate(changed, text)


@pytest.mark.parametrize(
    ("quote", "text", "exact"),
    [
        ("harbour", "the har-\nbour", "har-\nbour"),
        ("har-\nbour", "the harbour", "harbour"),
        ("har-\r\n  bour", "the har\u00ad\nbour", "har\u00ad\nbour"),
        ("well-known", "a well-\nknown man", "well-\nknown"),
        ("well-\nknown", "a well-known man", "well-known"),
        ("COVID-19", "of COVID-\n19 and", "COVID-\n19"),
        ("1990-1995", "in 1990-\n1995.", "1990-\n1995"),
        ("Anglo-Saxon", "an Anglo-\nSaxon", "Anglo-\nSaxon"),
        ("officials", "of\ufb01cials of\ufb01cially", "of\ufb01cials"),
        ("wait… what", "wait . . . what", "wait . . . what"),
        ("it—all of it", "it -- all of it", "it -- all of it"),
        ("« Oui ! »", "Il dit : «\u202fOui\u00a0!\u202f»", "«\u202fOui\u00a0!\u202f»"),
        ("5 km of ㎞", "５㎞ and 5\u00a0km of km", "5\u00a0km of km"),
        ("한국은행", unicodedata.normalize("NFD", "이 한국은행"), unicodedata.normalize("NFD", "한국은행")),
        ("정치·경제", "정치ㆍ경제", "정치ㆍ경제"),
        ("東京都知事", "東京都\n知事は", "東京都\n知事"),
        ("ガス", "ｶﾞｽ", "ｶﾞｽ"),
        ("I ❤ it", "I ❤\ufe0f it", "I ❤\ufe0f it"),
        ("I ❤", "I ❤\ufe0f it", "I ❤\ufe0f"),
        ("crowns —", "12 crowns — not", "12 crowns —"[3:]),
    ],
)
def test_the_same_words_are_found_as_the_text_writes_them(quote, text, exact):
    assert locate(quote, text).exact == exact


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("he can", "he can’t come"),
        ("he can", "he can't"),
        ("he did", "he didn’t"),
        ("fatal", "a non-fatal crash"),
        ("president", "the ex-\npresident"),
        ("legal", "illegal"),
        ("виновен", "он невиновен"),
        ("5 degrees", "at -5 degrees"),
        ("5 degrees", "−5 degrees"),
        ("12", "12\u202f000"),
        ("000 people", "12\u202f000 people"),
        ("at 17", "at 17:40"),
        ("10", "10² and"),
        ("102", "10²"),
        ("12", "1½ and 1/2"),
        ("m2", "㎡"),
        ("bour", "har-\nbour"),
        ("resign", "re-sign"),
        ("ind", "\ufb01nd"),
        ("wait.", "wait… and"),
        ("👩", "👩🏽‍🚀"),
        ("rose 2-5", "rose 2 -5"),
        ("E", "É"),
    ],
)
def test_words_that_mean_something_else_in_the_text_are_refused(quote, text):
    with pytest.raises(AnchorError):
        locate(quote, text)


def test_all_places_of_a_quote_are_listed_in_reading_order():
    found = locate_all('the "old" pier', 'the “old” pier, the ‘old’ pier, the\n"old" pier')
    assert [(one.start, one.exact) for one in found] == [(0, "the “old” pier"), (32, 'the\n"old" pier')]


def test_a_long_text_is_folded_in_time():
    started = time.monotonic()
    assert locate("the end", "a – “b” \u00ad" * 100_000 + "the\nend").exact == "the\nend"
    locate_all("x", " " * 200_000 + "-" * 50_000 + "." * 50_000 + "\u00ad" * 50_000 + "\n" * 50_000 + "x")
    assert time.monotonic() - started < 90


def test_each_folded_sign_knows_what_it_stands_for():
    folded = fold("ﬁn — “x”…")
    assert folded.text == 'fin-"x"...'
    assert [(folded.starts[n], folded.ends[n]) for n in range(4)] == [(0, 1), (0, 1), (1, 2), (2, 5)]
    assert [folded.splits(at) for at in range(4)] == [False, True, False, False]
