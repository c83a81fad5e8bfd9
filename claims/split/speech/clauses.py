"""What a verb says in a clause: "X said that P", "P, X said", "A, as X put it, did B"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.split.speech import words
from claims.split.speech.tree import (
    Found,
    Stretch,
    child_of,
    helpers,
    is_finite,
    is_negated,
    is_passive,
    lemma_of,
    stretch_of,
    subject_of,
    without,
    word_before,
)

if TYPE_CHECKING:
    from claims.split.parsed import Doc, Token

_ASKING = frozenset({"WDT", "WP", "WP$", "WRB"})
#: How many words may name who is told: "told a meeting of farmers that".
_ADDRESSEE = 12
_BEING = frozenset({"be", "feel", "seem", "become", "remain"})


def takes_clause(verb: Token) -> bool:
    """Say whether a clause beside this verb is said, thought or shown by somebody."""
    return lemma_of(verb) in words.CLAUSAL


def is_clause(token: Token) -> bool:
    """Say whether a word heads a clause that can be so or not, or a question."""
    if token.pos_ not in {"VERB", "AUX"} and child_of(token, "cop", "aux") is None:
        return any(c.dep_ == "mark" and c.lower_ in {"that", "whether", "if"} for c in token.lefts)
    asks = any(t.tag_ in _ASKING for t in token.lefts) or token.left_edge.tag_ in _ASKING
    marked = any(c.dep_ == "mark" and c.lower_ in {"that", "whether", "if"} for c in token.lefts)
    there = child_of(token, "expl") is not None
    return marked or asks or (is_finite(token) and (there or subject_of(token) is not None)) or _short(token)


def _short(token: Token) -> bool:
    """A past tense that the tagger takes for a participle ("the bridge opened in 1931")."""
    return token.tag_ == "VBN" and not helpers(token) and any(c.dep_ == "nsubj" for c in token.lefts)


def clause(verb: Token) -> Found | None:
    """Read "X said that P", "P, X said", "P, said X", "X asked whether P" and "it is believed that P"."""
    head = _said_clause(verb) if takes_clause(verb) and not _is_idiom(verb) else None
    return _found(verb, head) if head is not None else None


def gloss(verb: Token) -> Found | None:
    """Read "I mean P", "which means P"."""
    head = _said_clause(verb) if lemma_of(verb) == "mean" else None
    return _found(verb, head) if head is not None else None


def minded_clause(verb: Token) -> Found | None:
    """Read "X is sure that P"."""
    mind = mind_of(verb)
    return _behind_mind(verb, mind) if mind is not None and subject_of(verb) is not None else None


def plain_clause(verb: Token) -> Found | None:
    """Read "it is clear that P", which nobody in particular holds."""
    mind = child_of(verb, "acomp") if verb.lemma_ in _BEING else None
    return _behind_mind(verb, mind) if mind is not None and mind.lower_ in words.PLAIN_TO_ALL else None


def _behind_mind(verb: Token, mind: Token) -> Found | None:
    children = (child for holder in (mind, verb) for child in holder.rights)
    head = next((c for c in children if c.i > mind.i and _belongs(c)), None)
    return ([stretch_of(head)], (mind.i,)) if head is not None else None


def mind_of(verb: Token) -> Token | None:
    """The adjective of holding or fearing that somebody is said to be."""
    subject = subject_of(verb)
    mind = child_of(verb, "acomp") if verb.lemma_ in _BEING else None
    if mind is None or mind.lower_ not in words.MINDED or (subject is not None and subject.lower_ == "it"):
        return None
    return mind


def _belongs(child: Token) -> bool:
    return child.dep_ in {"ccomp", "xcomp", "csubj"} and is_clause(child)


def _found(verb: Token, clause: Token) -> Found:
    start, end = stretch_of(clause)
    end = min(end, _goes_on(clause, verb))
    if start < verb.i < end:
        first, last = _own(verb)
        return without((start, end), [(first, last)]), ()
    return [(start, end)], ()


def _is_idiom(verb: Token) -> bool:
    """Say whether "that said," stands for "even so"."""
    after = verb.doc[verb.i + 1].text if verb.i + 1 < len(verb.doc) else ""
    return verb.lower_ == "said" and word_before(verb).lower() == "that" and after == ","


def _said_clause(verb: Token) -> Token | None:
    """The verb of the clause behind a verb, else of the one before it: "P, X said"."""
    behind = next((c for c in verb.rights if c.dep_ == "ccomp" and is_clause(c)), None) or _asked(verb)
    if behind is not None or lemma_of(verb) not in words.TAILS:
        return behind
    clauses = (c for c in verb.lefts if c.dep_ == "ccomp" and is_clause(c))
    return next((c for c in clauses if not _is_parted(c, verb)), None)


def _is_parted(clause: Token, verb: Token) -> bool:
    """Say whether a semicolon ends a clause before the one with the verb: that says no more of it."""
    between = verb.doc[clause.right_edge.i : verb.i]
    return any(t.text == ";" for t in between)


def _asked(verb: Token) -> Token | None:
    """The question behind "has not said when", which the parser takes for a time or a place."""
    if lemma_of(verb) not in words.SPEECH or child_of(verb, "dobj") is not None:
        return None
    clauses = (c for c in verb.rights if c.dep_ == "advcl" and c.left_edge.tag_ == "WRB")
    return next((c for c in clauses if c.left_edge.i == verb.i + 1 and is_negated(verb)), None)


def _goes_on(clause: Token, verb: Token) -> int:
    """Where the speaker goes on with a cue of their own, which the parser hangs on what is said.

    "X said it was so, adding that Q" and "X said it was so and warned Y to leave".
    """
    for child in clause.rights:
        adds = child.dep_ == "advcl" and child.tag_ == "VBG" and lemma_of(child) in words.GOING_ON
        again = child.dep_ == "conj" and child.tag_ == verb.tag_ and lemma_of(child) in words.SPEECH
        if child.i > verb.i and _is_aside(child):
            return child.left_edge.i
        if child.i > verb.i and subject_of(child) is None and (adds or (again and not helpers(child))):
            return child.left_edge.i - (again and word_before(child.left_edge).lower() in {"and", "but"})
    return clause.right_edge.i + 1


def _is_aside(child: Token) -> bool:
    """Say whether a clause is the narrator's own remark: ", although he had left"."""
    marked = child.dep_ == "advcl" and any(c.lower_ in {"although", "though"} for c in child.lefts)
    return marked and word_before(child.left_edge) == ","


def _own(verb: Token) -> Stretch:
    """A verb and the words of its own beside it: its subject, its helpers, when and where."""
    near = [c for c in verb.children if c.dep_ not in {"ccomp", "punct", "parataxis"}]
    return min([verb.i, *(c.left_edge.i for c in near)]), max([verb.i, *(c.right_edge.i for c in near)]) + 1


def put_in(verb: Token) -> Found | None:
    """Read "A, X said, did B" and "P, as X put it"."""
    host = verb.head
    if lemma_of(verb) not in words.PUT_IN or host.i == verb.i or subject_of(verb) is None:
        return None
    if child_of(verb, "ccomp") is not None:
        return None
    if _is_between_commas(verb):
        return without(stretch_of(host), [_own_of(verb)]), ()
    if is_passive(verb) or not (verb.dep_ == "parataxis" or _is_as_clause(verb)):
        return None
    return without(stretch_of(host), [stretch_of(verb)]), ()


def _is_between_commas(verb: Token) -> bool:
    """Say whether "A, X said, did B" is read as a clause of its own with A."""
    first, last = _own_of(verb)
    after = verb.doc[last].text if last < len(verb.doc) else ""
    plain = verb.dep_ == "advcl" and not any(c.dep_ == "mark" for c in verb.lefts)
    around = word_before(verb.doc[first]) == "," and after == ","
    return plain and around and lemma_of(verb) in words.SPEECH


def _own_of(verb: Token) -> Stretch:
    """A verb with no more than its subject before it."""
    subject = subject_of(verb)
    return (verb.i if subject is None or subject.i > verb.i else subject.left_edge.i), verb.i + 1


def _is_as_clause(verb: Token) -> bool:
    """Say whether a verb says what the clause above it holds: "as X told us", not "as X leaves town"."""
    marked = verb.dep_ == "advcl" and any(c.lower_ == "as" for c in verb.lefts)
    whole = child_of(verb, "dobj", "xcomp") is None or lemma_of(verb) in {"put", "tell"}
    return marked and whole


def tail(verb: Token) -> Found | None:
    """Read "P, reported X", "P, reported by X" and the slip "P, reported to X" at a sentence's end."""
    sentence = verb.sent
    if lemma_of(verb) not in {"report", "say", "write"} or verb.i <= sentence.start or verb.lefts:
        return None
    named = next(iter(verb.rights), None)
    ends = all(t.is_punct or t.is_space for t in verb.doc[verb.right_edge.i + 1 : sentence.end])
    if named is None or named.left_edge.i != verb.i + 1 or not ends or word_before(verb) != ",":
        return None
    by = named.lower_ in {"by", "to", "in"} and child_of(named, "pobj") is not None
    return ([(sentence.start, verb.i)], ()) if by or named.dep_ in {"dobj", "nsubj"} else None


def on_the_surface(verb: Token) -> Found | None:
    """Read "X said … P" and "P, X said" by the order of the words, where the parser saw no clause."""
    if (
        lemma_of(verb) not in words.PLAINLY_SAID
        or _is_idiom(verb)
        or is_passive(verb)
        or subject_of(verb) is None
    ):
        return None
    sentence = verb.sent
    behind = _that_behind(verb, sentence.end)
    if _asserts(verb.doc, behind, sentence.end) and not _has_object(verb):
        return [(behind, sentence.end)], ()
    return _before_the_comma(verb, sentence.start) if _is_last(verb, sentence.end) else None


def _that_behind(verb: Token, end: int) -> int:
    """Where what is said begins: at its "that", else right behind the verb."""
    near = verb.doc[verb.i + 1 : min(end, verb.i + _ADDRESSEE)]
    return next((t.i for t in near if t.lower_ == "that"), verb.i + 1)


def _asserts(doc: Doc, start: int, end: int) -> bool:
    return any(is_finite(t) for t in doc[start:end] if t.pos_ in {"VERB", "AUX"})


def _has_object(verb: Token) -> bool:
    """Say whether the verb says a thing, not a clause: "said nothing when she left"."""
    thing = child_of(verb, "dobj")
    clause = child_of(verb, "advcl", "xcomp")
    if thing is None:
        return clause is not None
    return thing.pos_ == "PRON" or lemma_of(verb) != "say"


def _is_last(verb: Token, end: int) -> bool:
    return all(
        t.is_punct or t.is_space or t.ent_type_ in {"DATE", "TIME"} for t in verb.doc[verb.i + 1 : end]
    )


def _before_the_comma(verb: Token, start: int) -> Found | None:
    subject = subject_of(verb)
    comma = subject.left_edge.i - 1 if subject is not None and subject.i < verb.i else -1
    if comma <= start or verb.doc[comma].text != ",":
        return None
    return [(start, comma)], ()
