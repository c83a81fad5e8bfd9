"""Why a parsed English sentence yields no claim: it asks, wishes, judges, or says nothing at all.

Everything here would rather keep a sentence than lose one: where it is open, there is no reason.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claims.split.kinds import EVALUATION
from claims.split.syntax import is_loud, quoted, text_of
from claims.vocab import CoverageReason

if TYPE_CHECKING:
    from collections.abc import Callable

    from claims.split.parsed import Span, Token

    Test = tuple[CoverageReason, Callable[[Span], bool]]

#: The end of Latin Extended-B.
_LAST_LATIN = "\u024f"
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_QUOTES = '“«"'
_ASKS = re.compile(r"[?？؟][\s\"'”’)\]»]*$")
_BYLINE = re.compile(
    r"^\W*(?:(?:report(?:ed|ing)|written|writing|edit(?:ed|ing)|photo(?:graph)?s?|photography|"
    r"translat(?:ed|ion)|additional reporting|images?|graphics?|video|illustrations?) by\b|"
    r"(?:photo|image|video) ?(?:credit|courtesy)?:|by (?=\S))",
    re.IGNORECASE,
)
#: "[YONHAP]", "(AP Photo/Ada Moor)": who a picture is from.
_CREDIT = re.compile(r"^\W*[\[(](?:[A-Z][A-Z &./-]+|[^\])]*\b(?:[Pp]hotos?|[Ii]mages?)\b[^\])]*)[\])]\W*$")
#: After "By": "By Monday" and "By the river" name nobody.
_NOT_BY = re.compile(
    r"^\W*by (?:\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|"
    r"august|september|october|november|december)",
    re.IGNORECASE,
)
_LONGEST_BYLINE = 14
_LINKS = frozenset("and of for in the at de van von with".split())

_LETS = re.compile(r"^\W*let(?:['’]s| us)\b(?! know)", re.IGNORECASE)
_GOOD_WISHES = re.compile(
    r"^\W*(?:god (?:bless|save)\b|long live\b|rest in peace\b|happy (?:birthday|new year)\b|"
    r"merry christmas\b|congratulations\b|good luck\b|if only\b|would that\b|thank you\b|best wishes\b)",
    re.IGNORECASE,
)
_WISHES = frozenset({"hope", "wish", "pray"})
_FEELS = frozenset("think believe feel guess suppose reckon find consider doubt love hate".split())
_SELF = frozenset({"i", "we"})
_JUDGES = frozenset(EVALUATION.split("|")) | set("disaster triumph tragedy farce fiasco joy delight".split())
_LONGEST_JUDGEMENT = 14
_SURELY = frozenset(
    "probably likely surely certainly undoubtedly inevitably eventually doubtless perhaps maybe".split()
)
#: What stands for a verb in a title without one.
_DEAD = frozenset("dead injured hurt wounded missing jailed killed arrested ahead closed open".split())


def reason_for_none(sentence: Span, *, title: bool = False) -> CoverageReason | None:
    """Say why a sentence should yield no claim; None where it may yield one.

    Args:
        sentence: a sentence of a parsed paragraph.
        title: whether it stands in the title, where a verb of any form is enough.
    """
    tests = _ALWAYS + (_TITLE if title else _TEXT)
    return next((reason for reason, test in tests if test(sentence)), None)


def _is_empty(sentence: Span) -> bool:
    return not any(map(str.isalpha, sentence.text))


def _is_foreign(sentence: Span) -> bool:
    """Say whether most letters are none of the Latin script."""
    if sentence.text.isascii():
        return False
    letters = _letters(sentence)
    return 2 * sum(char > _LAST_LATIN for char in letters) > len(letters)


_ANNOUNCES = re.compile(
    r"^\W*(?:why|how|what|where|who)\b|^\W*here(?:['’]s| is| are)\b|[:–—-] (?:what|how|why|who|where)\b",
    re.IGNORECASE,
)


def _announces(sentence: Span) -> bool:
    """Say whether a title only tells what the article is about: "Why the mill closed"."""
    return _ANNOUNCES.search(sentence.text) is not None and not _is_told(sentence)


def _has_no_verb(sentence: Span) -> bool:
    """Say whether a title has no verb of any form, nor a word that stands for one."""
    return not is_loud(sentence) and not any(map(_is_as_good_as_verb, sentence))


def _is_as_good_as_verb(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX"} or token.lower_ in _DEAD


def _says_nothing(sentence: Span) -> bool:
    """Say whether no verb has a subject; where the parser may only have missed it, one has."""
    if any(map(_is_assertion, sentence)):
        return False
    stops = sentence.text.rstrip(" \"'”’)]»").endswith((".", "!", "…"))
    # In capitals the parser takes each word for a name.
    if stops and is_loud(sentence):
        return False
    # "Moor left in June": the tagger takes "left" for a participle, or even for an adjective.
    first = sentence[0]
    named = first.pos_ in _NOUNS or first.pos_ == "DET"
    taken = named and any(
        t.tag_ in {"VBN", "VBD"} or (t.tag_ == "JJ" and t.lower_ == "left") for t in sentence
    )
    told = (sentence.root.tag_ in {"VBD", "VBZ"} or taken) and any(token.pos_ in _NOUNS for token in sentence)
    return not (stops and told)


def _is_assertion(token: Token) -> bool:
    """Say whether a word is a verb in a tense, by itself or through a helper, with a subject."""
    if token.pos_ not in {"VERB", "AUX"} or _subject_of(token) is None:
        return False
    helpers = [child for child in token.children if child.dep_ in {"aux", "auxpass"}]
    # The tagger often takes a past tense for a participle ("the bridge opened in 1931").
    taken = token.tag_ == "VBN" and not helpers
    # And the present of several for an infinitive ("Experts at the institute see no rain").
    taken = taken or (token.tag_ == "VB" and not helpers and _are_several(_subject_of(token)))
    return taken or any(verb.tag_ in _FINITE for verb in (token, *helpers))


def _are_several(subject: Token | None) -> bool:
    return subject is not None and subject.tag_ in {"NNS", "NNPS"} and subject.i < subject.head.i


def _subject_of(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ in _SUBJECTS), None)


def _judges(sentence: Span) -> bool:
    return not _is_attested(sentence) and (_is_own_view(sentence.root) or _is_bare_judgement(sentence))


def _is_attested(sentence: Span) -> bool:
    """Say whether anybody is quoted or anything counted."""
    counted = any(token.like_num or token.text in _QUOTES for token in sentence)
    return counted or _is_in_quotation(sentence)


def _letters(sentence: Span) -> list[str]:
    return [char for char in sentence.text if char.isalpha()]


def _is_byline(sentence: Span) -> bool:
    """Say whether a line only names who wrote or pictured something."""
    if _CREDIT.match(sentence.text):
        return True
    words = [token for token in sentence if not token.is_space]
    if len(words) > _LONGEST_BYLINE or not _BYLINE.match(sentence.text) or _NOT_BY.match(sentence.text):
        return False
    names = words[1:] if words[0].lower_ == "by" else words[2:]
    names = [token for token in names if token.lower_ not in _LINKS and any(map(str.isalpha, token.text))]
    return bool(names) and all(token.text[0].isupper() or "@" in token.text for token in names)


def _asks(sentence: Span) -> bool:
    """Say whether a sentence is a question; one that somebody is told to ask is not."""
    return _ASKS.search(sentence.text) is not None and not _is_told(sentence)


def _is_told(sentence: Span) -> bool:
    """Say whether a sentence's verb stands before a quotation that ends it: Moor asked, “Who did it?”."""
    opening = [first for first, last in _quotations(sentence) if sentence.end_char - 2 <= last + 1]
    before = [token for token in sentence if opening and token.idx < opening[0]]
    return any(_is_assertion(token) for token in before)


def _quotations(sentence: Span) -> list[tuple[int, int]]:
    """The quotations of the paragraph that begin in a sentence."""
    pairs = [pair for pair in quoted(sentence.doc) if text_of(sentence.doc)[pair[0]] in _QUOTES]
    return [pair for pair in pairs if sentence.start_char <= pair[0] < sentence.end_char]


def _is_in_quotation(sentence: Span) -> bool:
    """Say whether somebody says the whole sentence."""
    start, end = sentence.start_char, sentence.end_char
    return any(opening <= start and end <= closing + 2 for opening, closing in quoted(sentence.doc))


def _wishes(sentence: Span) -> bool:
    if _LETS.match(sentence.text) or _GOOD_WISHES.match(sentence.text) or _is_may(sentence):
        return True
    root = sentence.root
    return root.lemma_.lower() in _WISHES and _is_self(root) and not _quotations(sentence)


def _is_may(sentence: Span) -> bool:
    """Say whether a sentence begins as "May he rest in peace" does; "May elections" and "May 5" do not."""
    words = [token for token in sentence if token.text[0].isalnum()]
    if len(words) < 3 or words[0].lower_ != "may" or words[0].tag_ != "MD":
        return False
    verb = words[0].head
    return verb.tag_ == "VB" and verb.i > words[0].i and _subject_of(verb) is not None


def _is_self(verb: Token) -> bool:
    subject = _subject_of(verb)
    return subject is not None and subject.lower_ in _SELF


def _is_own_view(root: Token) -> bool:
    """Say whether the writer says what they themselves think."""
    return root.lemma_.lower() in _FEELS and root.tag_ in {"VBP", "VB"} and _is_self(root)


def _is_bare_judgement(sentence: Span) -> bool:
    """Say whether a short sentence only judges: "The film is brilliant"."""
    root = sentence.root
    if root.lemma_ != "be" or len(sentence) > _LONGEST_JUDGEMENT:
        return False
    if sum(_is_assertion(token) for token in sentence) > 1:
        return False
    said_of_it = [child for child in root.children if child.dep_ in {"acomp", "attr"}]
    words = [word for head in said_of_it for word in (head, *head.lefts)]
    return any(word.lower_ in _JUDGES for word in words)


def _is_bare_forecast(sentence: Span) -> bool:
    """Say whether the writer foretells: "History will probably judge him"; a plan has a day or a source."""
    root = sentence.root
    will = any(
        child.lower_ in {"will", "'ll", "’ll", "wo"} and child.dep_ == "aux" for child in root.children
    )
    surely = any(child.lower_ in _SURELY for child in root.children)
    others = any(_is_assertion(token) and token.i != root.i for token in sentence)
    dated = any(token.ent_type_ in {"DATE", "TIME"} for token in sentence)
    return will and surely and not others and not dated and not _is_attested(sentence)


_ALWAYS: tuple[Test, ...] = ((CoverageReason.FRAGMENT, _is_empty), (CoverageReason.OTHER_SCRIPT, _is_foreign))
_TITLE: tuple[Test, ...] = (
    (CoverageReason.QUESTION, _asks),
    (CoverageReason.FRAGMENT, _announces),
    (CoverageReason.FRAGMENT, _has_no_verb),
)
#: The first that fits is the reason.
_TEXT: tuple[Test, ...] = (
    (CoverageReason.BYLINE, _is_byline),
    (CoverageReason.QUESTION, _asks),
    (CoverageReason.WISH, _wishes),
    (CoverageReason.FRAGMENT, _says_nothing),
    (CoverageReason.OPINION, _judges),
    (CoverageReason.PREDICTION, _is_bare_forecast),
)
