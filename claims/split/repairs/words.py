"""Small questions about a verb that may have been read wrong, and what a repair does to it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from claims.split.parsed import hang

if TYPE_CHECKING:
    from claims.split.parsed import Span, Token

VERBAL = frozenset({"VERB", "AUX"})
NOUNS = frozenset({"NOUN", "PROPN"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
HELPERS = frozenset({"aux", "auxpass"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
ADDED = frozenset({"acl", "appos", "relcl"})
SAYING = frozenset("say tell warn add argue claim announce report insist deny admit note suggest".split())
#: Their participle keeps an object: "given two years", "named mayor", "fined £300".
_OF_TWO_OBJECTS = frozenset(
    """give award grant offer pay name call elect deny send show tell teach ask charge fine appoint hand
    allow cost lend owe promise refuse serve assign bring make dub consider find term label style title
    crown declare vote rename nickname locate situate base""".split()
)


def is_active(verb: Token) -> bool:
    """Say whether a participle can only be a past tense: without a helper, and with an object of its own."""
    return (
        verb.tag_ in {"VBN", "VBD"}
        and not has_helper(verb)
        and verb.lemma_.lower() not in _OF_TWO_OBJECTS
        and is_past_form(verb)
        and any(c.dep_ == "dobj" for c in verb.rights)
    )


def is_broken(verb: Token) -> bool:
    """Say whether a clause is read across another: with two finite helpers, or with a noun joined to it."""
    helpers = [c for c in verb.lefts if c.dep_ in HELPERS and c.tag_ in FINITE]
    nouns = [c for c in verb.rights if c.dep_ == "conj" and c.pos_ in NOUNS and not has_subject(c)]
    joined = any(c.lower_ in {"the", "a", "an"} for noun in nouns for c in noun.lefts)
    things = [c for c in verb.rights if c.dep_ == "dobj"]
    crossed = len(things) > 1 and verb.dep_ == "relcl" and verb.lemma_.lower() not in _OF_TWO_OBJECTS
    return len(helpers) > 1 or crossed or (joined and verb.pos_ == "VERB")


def has_subject(word: Token) -> bool:
    """Say whether a word has a subject, as a clause does."""
    return any(c.dep_ in SUBJECTS for c in word.children)


def has_helper(verb: Token) -> bool:
    """Say whether a helping verb hangs on a verb."""
    return any(c.dep_ in HELPERS for c in verb.children)


def is_past_form(verb: Token) -> bool:
    """Say whether a participle looks like its past tense: "opened" does, "shown" does not."""
    return past_of(verb.lower_) == verb.lower_


@cache
def past_of(word: str) -> str:
    """The past tense of a verb in any form; "" of what is none."""
    from lemminflect import getInflection, getLemma

    lemma = (getLemma(word, upos="VERB") or (word,))[0]
    return str((getInflection(lemma, tag="VBD") or ("",))[0])


@cache
def base_of(word: str) -> str:
    """The plain form of a verb in any form."""
    from lemminflect import getLemma

    return str((getLemma(word, upos="VERB") or (word,))[0])


@cache
def is_only_past(word: str) -> bool:
    """Say whether a word can be nothing but the past tense of a verb: "wept", not "felt" nor "saw"."""
    from lemminflect import getAllLemmas

    return past_of(word) == word and base_of(word) != word and set(getAllLemmas(word)) == {"VERB"}


def mark_before(token: Token) -> str:
    """The word or mark right before a token of its sentence."""
    return "" if token.is_sent_start else token.doc[token.i - 1].text


def is_hyphen(mark: Token) -> bool:
    """Say whether a mark joins the words beside it into one: "brother-in-law", not "1950 - 53"."""
    doc, at = mark.doc, mark.i
    joined = 0 < at < len(doc) - 1 and not mark.whitespace_ and not doc[at - 1].whitespace_
    return joined and mark.text in {"-", "‑"} and doc[at - 1].is_alpha and doc[at + 1].is_alpha


def ends(sentence: Span) -> bool:
    """Say whether a sentence ends as one, and not as a heading does."""
    return sentence.text.rstrip(" \"'”’)]").endswith((".", "!"))


def as_verb(token: Token, tag: str) -> None:
    """Read a word as a verb of a form (its Penn tag)."""
    if token.pos_ != "VERB":
        token.lemma_ = base_of(token.lower_)
    token.pos_, token.tag_ = "VERB", tag


def make_root(verb: Token, subject: Token) -> None:
    """Let a verb that hangs on its own subject be the main verb, with what follows the subject."""
    after = [c for c in subject.children if c.i > verb.i]
    root = verb.doc[verb.sent.root.i]
    hang(verb, verb, "ROOT")
    hang(root, verb)
    subject.dep_ = "nsubj"
    for other in after:
        hang(other, verb)
