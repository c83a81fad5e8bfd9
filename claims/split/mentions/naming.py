"""Where a name begins and ends, without its title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.split.mentions import words
from claims.split.mentions.kinds import fits_of_name, fits_of_noun, leaning
from claims.split.mentions.noun import MentionKind, Noun

if TYPE_CHECKING:
    from claims.split.parsed import Doc, Token

#: What the parser takes for an entity, and is no name.
NO_NAMES = frozenset({"CARDINAL", "ORDINAL", "QUANTITY", "PERCENT", "MONEY", "DATE", "TIME"})


def name_of(token: Token) -> tuple[int, int] | None:
    """Where the name that a noun heads begins and ends; None where it heads none."""
    if token.ent_type_ in NO_NAMES or (token.tag_ not in {"NNP", "NNPS"} and not token.ent_type_):
        return None
    if not token.text[0].isupper() and token.ent_type_ != "PERSON":
        return None
    doc, start = token.doc, token.i
    while start and doc[start - 1].head.i <= token.i and _goes_on(doc[start - 1], doc[start]):
        start -= 1
    return None if _is_common(token, start) else (start, _name_end(token))


def _goes_on(before: Token, token: Token) -> bool:
    if before.tag_ == "POS":  # the Workers' Party
        return token.lower_ in words.BODIES and token.text[0].isupper() and before.head.tag_ == "NNPS"
    if token.tag_ == "POS":
        return before.tag_ == "NNPS"
    if token.ent_iob_ == "I" and token.ent_type_ and before.ent_type_ == token.ent_type_:
        return before.lower_ not in words.DETERMINERS
    named = before.lower_ in words.WHERE and before.text[0].isupper() and token.text[0].isupper()
    return named or (before.tag_ in {"NNP", "NNPS"} and before.dep_ == "compound")


def _is_common(token: Token, start: int) -> bool:
    """Read "the President", "the Act" as nouns, not as names."""
    if start < token.i:
        return False
    word = token.lower_
    determined = any(c.lower_ in words.DETERMINERS or c.dep_ == "poss" for c in token.lefts)
    if word in words.ROLES or word in words.BODIES or word in words.PLACES or word in words.TITLES:
        return determined or token.ent_type_ == ""
    return determined and token.ent_type_ == "" and not (word.upper() == token.text and len(word) > 2)


def _name_end(token: Token) -> int:
    doc, end = token.doc, token.i + 1
    while (
        end < len(doc) and token.ent_type_ and doc[end].ent_iob_ == "I" and not _marks_owner(doc[end], token)
    ):
        end += 1
    while end < len(doc) and doc[end].lower_.strip(".") in words.SUFFIXES:
        end += 1
    while end > token.i + 1 and (doc[end - 1].tag_ == "POS" or doc[end - 1].is_punct):
        end -= 1
    return end


def _marks_owner(mark: Token, owner: Token) -> bool:
    return mark.tag_ == "POS" and mark.head.i == owner.i


def inner_name(token: Token) -> Noun | None:
    """The name that ends with a word inside a phrase of another noun: "the Kim government"."""
    start = token.i
    while start and token.doc[start].ent_iob_ == "I":
        start -= 1
    start += token.doc[start].lower_ in words.DETERMINERS
    goes_on = token.head.tag_ in {"NNP", "NNPS"} and token.head.i == token.i + 1
    cut = goes_on and token.ent_type_ != "PERSON"
    headed = start <= token.head.i < token.i  # Park Min-ho, of which Min is the head
    if start > token.i or cut or headed or _is_common(token, start):
        return None
    return name_at(token, start, token.i + 1, start, token.i)


def ends_name(token: Token) -> bool:
    """Say whether a word is the last of what the parser takes for a name."""
    following = token.i + 1
    if token.ent_type_ in NO_NAMES or following >= len(token.doc):
        return False
    after = token.doc[following]
    return after.ent_iob_ != "I" or after.ent_type_ != token.ent_type_


def is_within_name(token: Token) -> bool:
    """Say whether a noun is a part of a longer name, as the last of "Church of Scientology"."""
    if token.tag_ == "NNPS" and token.dep_ == "poss" and _goes_on(token.doc[token.i + 1], token.head):
        return True
    if token.ent_iob_ != "I" or token.ent_type_ in NO_NAMES or token.head.ent_type_ != token.ent_type_:
        return False
    doc, at = token.doc, token.i
    while doc[at].ent_iob_ == "I" and at:
        at -= 1
    whole = token.dep_ in {"pobj", "conj"} and token.ent_type_ != "PERSON"
    return whole and at <= token.head.i < token.i


def name_at(token: Token, start: int, end: int, first: int, last: int) -> Noun:
    """The mention by a name that stands at some tokens, in a phrase of others."""
    doc = token.doc
    while start < end - 1 and not doc[start].text[0].isalnum():
        start += 1
    core, title = _after_title(doc, start, end)
    spelled = _spelled(doc, core, end) or (token.lower_,)
    label = next((t.ent_type_ for t in doc[core:end] if t.ent_type_), "")
    fits, sure = fits_of_name(spelled, label, title, plural=token.tag_ == "NNPS")
    fits, sure = _told_to_be(token) or (fits, sure)
    return Noun(
        token,
        MentionKind.NAME,
        min(first, start),
        max(last, end - 1),
        (core, end),
        spelled,
        fits,
        label=label,
        determiner=determiner_of(token),
        sure=sure,
        lean=leaning(spelled, fits),
        title=title,
    )


def _told_to_be(token: Token) -> tuple[int, bool] | None:
    """Of "Moor West, a company," no "he" can be meant, whatever the parser takes it for."""
    beside = [c for c in token.rights if c.dep_ == "appos" and c.tag_ == "NN" and c.i > token.i + 1]
    for noun in beside:
        if noun.lemma_ in words.BODIES | words.PLACES and noun.lemma_ not in words.KIN:
            return fits_of_noun(noun.lemma_, noun.lower_, plural=False)
    return None


def _after_title(doc: Doc, start: int, end: int) -> tuple[int, str]:
    """Where a name begins after its titles and what else stands before a person, and its last title."""
    core, title = start, ""
    for at in range(start, end - 1):
        if (word := doc[at].lower_.strip(".")) in words.TITLES and not _is_place(doc[at], word):
            core, title = at + 1, word
        elif doc[at].ent_type_ == "PERSON" and doc[at].ent_iob_ == "B":
            core = at
    if not title and core:
        before = doc[core - 1].lower_.strip(".")
        title = before if before in words.TITLES and doc[core - 1].head.i < end else ""
    return core, title


def _is_place(token: Token, word: str) -> bool:
    """Say whether "Saint" begins the name of a town."""
    return word in {"saint", "st"} and token.ent_type_ in {"GPE", "LOC", "FAC"}


def _spelled(doc: Doc, start: int, end: int) -> tuple[str, ...]:
    spelled = [t.lower_ for t in doc[start:end] if t.tag_ != "POS" and not t.is_punct]
    while len(spelled) > 1 and spelled[-1].strip(".") in words.SUFFIXES:
        spelled.pop()
    return tuple(spelled)


def determiner_of(token: Token) -> str:
    """The article or the like before a noun, in lower case; "poss" for an owner, "" for none."""
    for child in token.lefts:
        if child.dep_ in {"det", "poss"}:
            return "poss" if child.dep_ == "poss" else child.lower_
    return ""
