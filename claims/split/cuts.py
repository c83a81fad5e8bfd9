"""Where an English sentence may be cut: one small rule for each way clauses hang together."""

from dataclasses import dataclass

from spacy.tokens import Span, Token

from claims.split.attribution import content_of, hedges_of, is_saying, passes_on
from claims.split.syntax import (
    Part,
    ancestors_up_to,
    is_assertion,
    is_finite,
    is_quoted,
    noun_phrase,
    quoted,
    subject_of,
    trimmed,
)

#: A claim of fewer words is a fragment.
FEWEST_WORDS = 3

#: Clauses with these say something beside the main clause; a comma before them lets it stand alone.
_BESIDE = frozenset({"while", "although", "though", "whereas", "as"})
#: These belong to what the main clause says, and say something of their own as well.
_WITHIN = frozenset({"after", "since", "because", "when"})
_CONDITIONS = frozenset({"if", "unless", "whether", "until", "lest", "once"})
#: Of "no one came and left" neither half holds alone.
_NOT_SHARED = frozenset({"no", "none", "nobody", "nothing", "neither", "few", "each", "some", "hardly"})


@dataclass(frozen=True, slots=True)
class Cut:
    """A part that is a claim of its own.

    `start` and `end`, in tokens, are what the clause around it loses, unless it `stays` there too.
    """

    part: Part
    start: int
    end: int
    stays: bool = False


def reads(words: Span, subject: Span | None) -> bool:
    """Say whether a stretch of words can be a claim: a verb, and three words."""
    real = [token for token in words if any(char.isalnum() for char in token.text)]
    number = len(real) + (len(subject) if subject else 0)
    verb = any(token.pos_ in {"VERB", "AUX"} for token in real)
    return verb and number >= FEWEST_WORDS


def cuts_of(part: Part) -> list[Cut]:
    """The parts of a part, largest first; none lies inside another."""
    quotes = quoted(part.doc)
    found: list[Cut] = []
    tokens = sorted(
        (t for t in part.doc[part.start : part.end] if t.dep_ in _RULES and t.i != part.verb.i),
        key=lambda t: (t.left_edge.i - t.right_edge.i, t.i),
    )
    for token in tokens:
        if any(cut.part.holds(token) for cut in found):
            continue
        cut = _RULES[token.dep_](part, token)
        if cut is not None and _reads_alone(cut.part) and not _breaks(part, cut, quotes):
            found.append(cut)
    return found


def _reads_alone(part: Part) -> bool:
    start, end = trimmed(part.doc, part.start, part.end)
    return reads(part.doc[start:end], part.subject)


def _breaks(part: Part, cut: Cut, quotes: list[tuple[int, int]]) -> bool:
    """Say whether a cut falls inside a quotation; right after its opening mark is no inside."""
    first = part.doc[cut.start]
    begins = any(opening == first.idx - 1 for opening, _ in quotes)
    return is_quoted(first, quotes) and not begins


def _coordinated(part: Part, verb: Token) -> Cut | None:
    """Of "A did B and did C" the second, with the subject both share, or with its own."""
    start, end = _within(part, verb)
    if not _is_beside(part.verb, verb) or not is_finite(verb) or _is_conditional(part.verb):
        return None
    joint = _joint(part, verb, start)
    if joint is None or (subject_of(verb) is None and not _follows(verb, start)):
        return None
    if subject_of(verb) is not None:
        return Cut(Part(verb, start, end, None, part.said), joint, end)
    if part.said and passes_on(verb):
        # "X said that A is so but added that B is so": it is X who adds, not A.
        return Cut(Part(verb, start, end, None, part.said), joint, end)
    if part.said and part.doc[joint - 1].text == ",":
        # "X said that A failed, and presented B" may be about X or A: the words stand without either.
        return Cut(Part(verb, start, end, None, ()), joint, end)
    shared = _shared_subject(part)
    return Cut(Part(verb, start, end, shared, part.said), joint, end) if shared else None


def _is_beside(first: Token, second: Token) -> bool:
    """Say whether two verbs are coordinated; in "urged us to save and called" it is not "save"."""
    above = second.head
    while above.dep_ == "xcomp" and not is_finite(above):
        above = above.head
    return above.i == first.i


def _joint(part: Part, verb: Token, start: int) -> int | None:
    """Where "and", a semicolon or a comma of a list joins a clause to the one before it."""
    at = start - 1
    while at > part.start and part.doc[at].text in {"“", '"', "‘"}:
        at -= 1
    before = part.doc[at]
    if at <= part.start or before.lower_ in {"or", "nor"}:
        return None
    if before.dep_ == "cc" or before.text == ";":
        return at
    listed = any(child.dep_ in {"cc", "conj"} for child in verb.rights)
    return at if before.text == "," and (listed or subject_of(verb) is not None) else None


def _follows(verb: Token, start: int) -> bool:
    """Say whether a predicate begins with its verb; "and from years of rain meant to" does not."""
    before = verb.doc[start : verb.i]
    return all(t.is_punct or t.pos_ in {"ADV", "AUX", "PART"} or t.dep_ == "cc" for t in before)


def _shared_subject(part: Part) -> Span | None:
    own = subject_of(part.verb)
    if own is None:
        return part.subject
    phrase = noun_phrase(own)
    unfit = own.dep_ == "expl" or own.tag_.startswith("W") or phrase[0].lower_ in _NOT_SHARED
    broken = any(phrase.text.count(mark) % 2 for mark in '"') or (
        phrase.text.count("“") != phrase.text.count("”")
    )
    return None if unfit or broken or not part.holds(own) else phrase


def _is_conditional(verb: Token) -> bool:
    marks = (m.lower_ for c in verb.children if c.dep_ == "advcl" for m in c.lefts)
    return not _CONDITIONS.isdisjoint(marks)


def _adverbial(part: Part, verb: Token) -> Cut | None:
    """Of "…, while B did C", "since B did C", "…, warning that B", "…, presumed to be C" the second."""
    above = {token.dep_ for token in ancestors_up_to(verb, part.verb)}
    if above & {"ccomp", "relcl", "acl", "pcomp", "advcl"}:
        return None
    if is_assertion(verb):
        return _marked(part, verb)
    start, end = _within(part, verb)
    comma = _comma_before(part, start)
    shared = _shared_subject(part)
    if comma is None or shared is None:
        return None
    presumed = verb.tag_ == "VBN" and bool(hedges_of(verb)) and start == verb.i
    inner = Part(verb, start, end, shared, part.said)
    return Cut(inner, comma, end) if presumed or passes_on(verb) else None


def _marked(part: Part, verb: Token) -> Cut | None:
    start, end = _within(part, verb)
    first = part.doc[start]
    word = first.lower_
    fronted = end < part.verb.i
    comma = start if fronted and part.doc[end].text == "," else _comma_before(part, start)
    inner = Part(verb, start + 1, end, None, part.said)
    if word in _BESIDE and comma is not None:
        return Cut(inner, comma, end)
    # "When the bank fails" may never be; "when the bank failed" was.
    happened = word != "when" or verb.tag_ in {"VBD", "VBN"}
    return Cut(inner, start, end, stays=True) if word in _WITHIN and happened else None


def _relative(part: Part, verb: Token) -> Cut | None:
    """As in "a party, which has 3 members"; without the comma it says which party, and stays."""
    start, end = _within(part, verb)
    pronoun = any(t.tag_ in {"WDT", "WP", "WP$", "WRB"} for t in part.doc[start : verb.i])
    return _with_head(part, verb, start, end) if pronoun and is_finite(verb) else None


def _reduced(part: Part, verb: Token) -> Cut | None:
    """As in "a bridge, built in 1931": a participle that says something of the noun before it."""
    start, end = _within(part, verb)
    fits = verb.tag_ == "VBN" and start == verb.i and end - start >= FEWEST_WORDS
    return _with_head(part, verb, start, end) if fits else None


def _with_head(part: Part, verb: Token, start: int, end: int) -> Cut | None:
    head, comma = verb.head, _comma_before(part, start)
    if comma is None or not part.start <= head.left_edge.i <= head.i < comma:
        return None
    return Cut(Part(verb, head.left_edge.i, end, None, part.said), comma, end)


def _comma_before(part: Part, start: int) -> int | None:
    """Where the comma before a word stands; a closing quotation mark may come between."""
    at = start - 1
    while at > part.start and part.doc[at].text in {"”", '"', "’"}:
        at -= 1
    return at if at > part.start and part.doc[at].text == "," else None


def _further(part: Part, verb: Token) -> Cut | None:
    """Of ""P," X said, "and Q"" the Q, where the parser hangs both on "said"."""
    start, end = _within(part, verb)
    first = content_of(part.verb) if is_saying(part.verb) else None
    further = verb.head.i == part.verb.i and is_assertion(verb) and first is not None and first.i < verb.i
    return Cut(Part(verb, start, end, None, part.said), start, end) if further else None


def _within(part: Part, verb: Token) -> tuple[int, int]:
    return max(part.start, verb.left_edge.i), min(part.end, verb.right_edge.i + 1)


_RULES = {
    "conj": _coordinated,
    "advcl": _adverbial,
    "relcl": _relative,
    "acl": _reduced,
    "ccomp": _further,
}
