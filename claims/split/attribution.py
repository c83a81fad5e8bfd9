"""Who is said to claim it: "KCNA reported", "according to X", "is presumed to", "may"."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from claims.split.syntax import (
    Part,
    Said,
    auxiliaries,
    is_finite,
    is_negated,
    is_quoted,
    name_of,
    noun_phrase,
    quoted,
    subject_of,
)
from claims.vocab import Hedge

#: Verbs whose "that" clause is a claim of their subject. To deny or to doubt is none of them.
SAYING = frozenset(
    """acknowledge add admit allege announce argue assert assume believe claim comment conclude
    concede confirm contend declare disclose emphasize emphasise estimate explain expect find
    forecast hint indicate insist maintain mention note observe pledge point predict presume
    promise reiterate remark report reveal say show state stress suggest suspect tell testify
    think tweet vow warn write""".split()
)
#: How far each of these keeps from what it passes on.
HEDGES = {
    **dict.fromkeys(("report", "say", "tell", "know"), Hedge.REPORTED),
    **dict.fromkeys(("believe", "think", "consider"), Hedge.BELIEVED),
    **dict.fromkeys(("presume", "assume", "expect", "suppose", "suspect"), Hedge.PRESUMED),
    **dict.fromkeys(("allege", "claim", "rumor", "rumour", "accuse"), Hedge.ALLEGED),
    **dict.fromkeys(("seem", "appear", "estimate"), Hedge.POSSIBLE),
}
_ADVERBS = {
    "reportedly": Hedge.REPORTED,
    "presumably": Hedge.PRESUMED,
    "allegedly": Hedge.ALLEGED,
    "purportedly": Hedge.ALLEGED,
    **dict.fromkeys(("apparently", "likely", "maybe", "perhaps", "possibly", "probably"), Hedge.POSSIBLE),
}
_POSSIBLE = frozenset({"may", "might", "could"})
#: "She said so" keeps no distance of its own; "it was said that" does.
_PLAIN_WHEN_ACTIVE = frozenset({"say", "tell", "know"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what in one sentence.

    `chain` names them, nearest to the claim first; `cue` holds the words that say so, as they
    stand; `content` is the claim with both taken off where it stands as a clause by itself, else
    the whole sentence.
    """

    chain: tuple[str, ...]
    cue: str
    hedge: Hedge
    content: Span

    @property
    def claimant(self) -> str:
        """The one who says it, "" if the sentence names nobody."""
        return self.chain[0] if self.chain else ""


def attribution_of(sentence: Span) -> Attribution:
    """Find who is said to claim what a parsed English sentence says."""
    part = whole(sentence)
    while inner := peel(part):
        part = inner
    chain, cue, hedge = told((*hedges_of(part.verb), *part.said))
    return Attribution(chain, cue, hedge, part.doc[part.start : part.end])


def told(said: tuple[Said, ...]) -> tuple[tuple[str, ...], str, Hedge]:
    """Join what is known of a claim's way, nearest first: its chain, its cues, its hedge."""
    chain = dict.fromkeys(one.speaker for one in said if one.speaker)
    cues = dict.fromkeys(one.cue for one in said if one.cue)
    hedge = next((one.hedge for one in said if one.hedge is not Hedge.NONE), Hedge.NONE)
    return tuple(chain), ", ".join(cues), hedge


def whole(sentence: Span) -> Part:
    """A sentence as one part, without its "according to X"."""
    return without_source(Part(sentence.root, sentence.start, sentence.end))


def without_source(part: Part) -> Part:
    """A part whose "according to X" is taken off its beginning or end, and kept as who says it."""
    quotes = quoted(part.doc)
    for token in part.doc[part.start : part.end]:
        if token.lower_ == "according" and not is_quoted(token, quotes):
            return _without_source(part, token)
    return part


def _without_source(part: Part, according: Token) -> Part:
    source = next((t for t in part.doc[according.i : part.end] if t.dep_ == "pobj"), None)
    if source is None or source.head.lower_ != "to":
        return part
    said = Said(name_of(noun_phrase(source)), part.doc[according.i : source.head.i + 1].text)
    part = replace(part, said=(replace(said, hedge=Hedge.REPORTED), *part.said))
    first, last = according.i, source.right_edge.i + 1
    if all(t.is_punct for t in part.doc[last : part.end]):
        return replace(part, end=first)
    if all(t.is_punct for t in part.doc[part.start : first]):
        return replace(part, start=last)
    return part


def peel(part: Part) -> Part | None:
    """Take the outermost "X said" off a part.

    Returns:
        The part that is said, with X put in front of its `said`; None if nobody says it.
    """
    rules: tuple[Callable[[Part], Part | None], ...] = (_tail, _said, _put_in)
    return next((inner for rule in rules if (inner := rule(part))), None)


def _said(part: Part) -> Part | None:
    """Read "X said that P", "P, X said", "P, said X" and "it is believed that P"."""
    verb = part.verb
    content = content_of(verb)
    if content is None or not is_saying(verb) or not part.holds(content):
        return None
    if outer := _outer_said(part, content):
        return outer
    start, end = content.left_edge.i, content.right_edge.i + 1
    if start < verb.i < end:
        start, end = part.start, part.end
    said = Said(_speaker(part, content), _cue(verb), _hedge_of_saying(verb))
    return Part(content, max(start, part.start), min(end, part.end), None, (said, *part.said))


def content_of(verb: Token) -> Token | None:
    """The verb of the clause that is another verb's object, if the clause can be so or not."""
    return next((c for c in verb.children if c.dep_ == "ccomp" and _is_content(c)), None)


def _outer_said(part: Part, passed: Token) -> Part | None:
    """Read "X said P, Y reported", which the parser takes for "X said that Y reported P"."""
    content = content_of(passed) if is_saying(passed) else None
    if content is None or not part.verb.i < content.i < passed.i:
        return None
    near = Said(_speaker(part, content), _cue(part.verb), _hedge_of_saying(part.verb))
    far_part = replace(part, verb=passed)
    far = Said(_speaker(far_part, content), _cue(passed), _hedge_of_saying(passed))
    end = min(content.right_edge.i + 1, passed.i)
    return Part(content, content.left_edge.i, end, None, (near, far, *part.said))


def passes_on(verb: Token) -> bool:
    """Say whether a verb passes on a clause that can be so or not."""
    return is_saying(verb) and content_of(verb) is not None


def is_saying(verb: Token) -> bool:
    """Say whether a verb passes a claim on; "did not say", "may say" and "to say" do not."""
    helpers = {helper.tag_ for helper in auxiliaries(verb)}
    return verb.lemma_.lower() in SAYING and not is_negated(verb) and not helpers & {"MD", "TO"}


def _is_content(verb: Token) -> bool:
    """A clause that can be so or not: a finite verb with a subject, not "whether" or "what"."""
    first = next((t for t in verb.subtree if not t.is_punct), verb)
    asks = first.tag_.startswith("W") or first.lower_ in {"whether", "if"}
    return is_finite(verb) and subject_of(verb) is not None and not asks


def _speaker(part: Part, content: Token) -> str:
    verb = part.verb
    if by := next((c for c in verb.children if c.dep_ == "agent"), None):
        return _object_of(by)
    if any(helper.dep_ == "auxpass" for helper in auxiliaries(verb)):
        return ""
    named = subject_of(verb) or _inverted(verb, content)
    if named is not None:
        return name_of(noun_phrase(named))
    return name_of(part.subject) if part.subject is not None else ""


def _inverted(verb: Token, content: Token) -> Token | None:
    """The X of "P, said X", which the parser often takes for an object."""
    if content.i > verb.i:
        return None
    return next((c for c in verb.rights if c.dep_ in {"dobj", "nsubj"}), None)


def _object_of(preposition: Token) -> str:
    named = next((c for c in preposition.children if c.dep_ == "pobj"), None)
    return name_of(noun_phrase(named)) if named is not None else ""


def _cue(verb: Token) -> str:
    passive = [helper for helper in auxiliaries(verb) if helper.dep_ == "auxpass"]
    return verb.doc[min([verb.i, *(h.i for h in passive)]) : verb.i + 1].text


def _hedge_of_saying(verb: Token) -> Hedge:
    passive = any(helper.dep_ == "auxpass" for helper in auxiliaries(verb))
    if verb.lemma_ in _PLAIN_WHEN_ACTIVE and not passive:
        return Hedge.NONE
    return HEDGES.get(verb.lemma_, Hedge.NONE)


def _put_in(part: Part) -> Part | None:
    """Read "A, X said, did B": the words stay together, X is known."""
    for child in part.verb.children:
        speaker = subject_of(child)
        if child.dep_ == "parataxis" and is_saying(child) and speaker and part.holds(child):
            said = Said(name_of(noun_phrase(speaker)), _cue(child), _hedge_of_saying(child))
            if said not in part.said:
                return replace(part, said=(said, *part.said))
    return None


def _tail(part: Part) -> Part | None:
    """Read "P, reported X", "P, reported by X" and its slip "P, reported to X" at a sentence's end."""
    for verb in part.doc[part.verb.i + 1 : part.end]:
        comma = part.doc[verb.i - 1].text in {",", "”", '"'}
        ends = all(t.is_punct for t in part.doc[verb.right_edge.i + 1 : part.end])
        speaker = _named_after(verb) if comma and ends and verb.lemma_ == "report" else ""
        if speaker:
            said = Said(speaker, verb.text, Hedge.REPORTED)
            return replace(part, end=verb.i, said=(said, *part.said))
    return None


def _named_after(verb: Token) -> str:
    following = next(verb.rights, None)
    if following is None or following.left_edge.i != verb.i + 1 or next(verb.lefts, None):
        return ""
    if following.lower_ in {"by", "to", "in"}:
        return _object_of(following)
    return name_of(noun_phrase(following)) if following.dep_ in {"dobj", "nsubj"} else ""


def hedges_of(verb: Token) -> tuple[Said, ...]:
    """The hedges that hang on a clause's own verb, in order: "may", "allegedly", "is said to"."""
    found = [_raised(verb)] if _raised(verb) else []
    verbs = [verb, *(c for c in verb.children if c.dep_ == "xcomp")]
    for child in (c for one in verbs for c in one.children):
        if child.tag_ == "MD" and child.lower_ in _POSSIBLE:
            found.append(Said("", child.text, Hedge.POSSIBLE))
        elif child.dep_ in {"advmod", "acomp"} and child.lower_ in _ADVERBS:
            found.append(Said("", child.text, _ADVERBS[child.lower_]))
    return tuple(one for one in found if one)


def _raised(verb: Token) -> Said | None:
    """Read "X was reported to …", "presumed to …" and "appears to …"; the cue ends with "to"."""
    inner = next((c for c in verb.rights if c.dep_ in {"xcomp", "ccomp"}), None)
    to = next((a for a in auxiliaries(inner) if a.lower_ == "to"), None) if inner else None
    if to is None or to.i < verb.i or verb.lemma_ not in HEDGES:
        return None
    hedge = HEDGES[verb.lemma_]
    if verb.tag_ != "VBN" and verb.lemma_ not in {"seem", "appear"}:
        return None
    by = next((c for c in verb.children if c.dep_ == "agent"), None)
    first = min([verb.i, *(a.i for a in auxiliaries(verb))])
    return Said(_object_of(by) if by else "", verb.doc[first : to.i + 1].text, hedge)
