"""Who does what: each verb of a sentence with its subject and helping verbs, ready to stand alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claims.split.cutting.headlines import gone_on_about, is_done_to, is_told, left_out
from claims.split.cutting.meant import gap_of, is_asked, is_open, spoken_of, strands
from claims.split.cutting.owners import (
    RELATIVE_TAGS,
    VERBAL,
    owner,
    past_of,
    shared_helpers,
)
from claims.split.cutting.phrases import copula, finite, subject_of
from claims.split.cutting.pieces import Piece, as_inherited, made, own
from claims.split.cutting.wordings import Wording, phrase, picks_out
from claims.split.repairs.words import has_helper
from claims.vocab import WordOrigin

if TYPE_CHECKING:
    from claims.split.parsed import Span, Token

_HELPERS = frozenset({"aux", "auxpass", "neg"})
_ASIDE = frozenset(
    """also however additionally furthermore moreover thus therefore meanwhile instead then so
    finally besides consequently nevertheless overall""".split()
)


@dataclass(frozen=True, slots=True)
class Frame:
    """A verb that can stand alone: who, the verb with its helpers, and the verbs whose parts follow.

    `who` names it once for each member of a list, `whole` all of them at once; `put_back`
    is the noun that a relative clause speaks of where the verb has it as its
    object, and `skip` the words of a clause that stand for that noun.
    """

    verb: Token
    kind: str
    who: tuple[Wording, ...]
    whole: Wording
    verbs: tuple[Piece, ...]
    chain: tuple[Token, ...]
    past: bool
    put_back: Token | None = None
    skip: frozenset[int] = field(default=frozenset())


def frames_in(sentence: Span) -> Iterator[Frame]:
    """Every verb of a sentence that has or can be lent a subject."""
    if sentence[-1].text == "?":
        return
    for token in sentence:
        if token.pos_ in VERBAL and token.dep_ not in _HELPERS and not is_open(token):
            yield from frames_of(token)


def frames_of(verb: Token) -> list[Frame]:
    """A verb as it can stand alone; two where the verb it is joined to can be read in two ways."""
    subject = subject_of(verb)
    if subject is not None:
        return _own_subject(verb, subject)
    if verb.dep_ == "acl":
        return _reduced(verb)
    if verb.dep_ == "relcl":
        return []
    if verb.dep_ == "conj" and verb.head.pos_ in VERBAL:
        return _joined(verb)
    if verb.dep_ in {"advcl", "pcomp"} or (verb.dep_ == "xcomp" and verb.head.pos_ in VERBAL):
        return _lent(verb)
    return _telegraphic(verb) if verb.dep_ == "ROOT" and is_told(verb) else []


def _telegraphic(verb: Token) -> list[Frame]:
    """Of "The pair met there. Won a prize last year.": the pair won."""
    start = verb.sent.start
    if start == 0 or any(t.pos_ not in {"ADV", "CCONJ", "PUNCT"} for t in verb.doc[start : verb.i]):
        return []
    named = gone_on_about(verb)
    if named is None:
        return []
    lead = [copula(verb, named, past=True)] if is_done_to(verb) else []
    return [_chained(verb, "telegraphic", _borrowed(named), [*lead, *_group(verb)])]


#: After these a gerund tells what happened: not after "without", "accused of", "prevented from".
_HAPPENED = frozenset(
    {"after", "before", "by", "since", "while", "upon", "on", "in", "with", "when", "despite", "following"}
)
#: Whoever did these to do something did it: not who tried, planned or agreed to.
_BROUGHT_ABOUT = frozenset({"manage", "begin", "start", "continue", "go", "proceed", "help", "come", "get"})


def _own_subject(verb: Token, subject: Token) -> list[Frame]:
    if picks_out(verb):
        return []
    relative = subject.tag_ in RELATIVE_TAGS or (subject.lower_ == "that" and verb.dep_ == "relcl")
    if relative and verb.dep_ == "relcl":
        head = spoken_of(verb.head)
        who = _borrowed(head)
    elif any(c.tag_ == "WP$" for c in subject.children):
        who = _whose(verb, subject)
    else:
        who = tuple(phrase(subject))
        relative = False
    if not who or (verb.tag_ == "VB" and subject.lower_ in _OBJECTIVE):
        return []
    if verb.tag_ == "VBG" and verb.dep_ != "ROOT" and not _has_tense(verb):
        past = past_of(verb.head)
        lone = subject.lower_ in _OBJECTIVE or subject.tag_ == "PRP$"
        return [] if lone else _participle(verb, "own_ing", who, subject, past=past)
    if verb.tag_ == "VB" and verb.head.lemma_ in _CAUSING and verb.dep_ in _UNDER and not has_helper(verb):
        return [_chained(verb, "caused", who, [finite(verb, subject, past=past_of(verb.head))])]
    put_back = not relative and verb.dep_ == "relcl"
    if put_back and strands(verb):
        return []
    back, skip = gap_of(verb) if put_back else (None, frozenset())
    group = [*left_out(verb, subject), *_group(verb)]
    return [_chained(verb, "relative" if relative else "own", who, group, back=back, skip=skip)]


def _has_tense(verb: Token) -> bool:
    return any(c.dep_ in {"aux", "auxpass"} and c.tag_ in {"VBD", "VBZ", "VBP", "MD"} for c in verb.lefts)


#: Of "she helped the club win" the club won: not of whom she let or wants to.
_CAUSING = frozenset({"help", "make", "see", "watch", "hear"})
_UNDER = frozenset({"ccomp", "xcomp"})
_OBJECTIVE = frozenset({"him", "them", "me", "us"})


def _borrowed(head: Token) -> tuple[Wording, ...]:
    return tuple(Wording(w.head, tuple(as_inherited(w.pieces)), w.picks) for w in phrase(head))


def _whose(verb: Token, subject: Token) -> tuple[Wording, ...]:
    found = []
    for wording in _borrowed(verb.head):
        last = wording.pieces[-1].text
        ending = made(verb.head, "'" if last.endswith("s") else "'s", WordOrigin.INFLECTION)
        own_words = [own(t) for t in subject.subtree if t.tag_ != "WP$"]
        found.append(Wording(subject, (*wording.pieces, ending, *own_words)))
    return tuple(found)


def _group(verb: Token) -> list[Piece]:
    """A verb with its own helping verbs and the adverbs among them, in the order of a statement."""
    words = [t for c in verb.lefts if c.dep_ in _HELPERS or _adverb(c) for t in _with_degree(c)]
    return [own(t) for t in (*words, *_itself(verb))]


def _with_degree(word: Token) -> Sequence[Token]:
    """An adverb with how much of it: "almost certainly"."""
    return word.subtree if word.dep_ == "advmod" else [word]


def _itself(verb: Token) -> list[Token]:
    """A verb with what a hyphen joins to it: "co-founded"."""
    return [*(c for c in verb.lefts if c.dep_ == "compound" and c.i >= verb.i - 2), verb]


def _adverb(token: Token) -> bool:
    return (
        token.dep_ == "advmod"
        and token.pos_ == "ADV"
        and token.tag_ != "WRB"
        and token.lower_ not in _ASIDE
        and all(c.dep_ == "advmod" and c.pos_ == "ADV" and not c.children for c in token.children)
        and token.left_edge.i != token.sent.start
    )


def _joined(verb: Token) -> list[Frame]:
    """A coordinated verb, which shares its subject and often its helping verbs."""
    named = owner(verb)
    if named is None:
        return []
    first = verb.head
    while first.dep_ == "conj" and first.head.pos_ in VERBAL:
        first = first.head
    if first.dep_ == "xcomp" and first.head.pos_ in VERBAL:
        return _governed(first, verb)
    if (
        subject_of(first) is None
        and first.dep_ in {"advcl", "acl", "pcomp"}
        and verb.tag_ in {"VB", "VBG", "VBN"}
    ):
        return _like(first, verb)
    helpers = shared_helpers(verb.head, verb)
    if helpers is None:
        return []
    group = _group(verb)
    if helpers and group[0].text.lower() in {p.text.lower() for p in helpers}:
        helpers = []
    return [_chained(verb, "joined", _borrowed(named), [*helpers, *group])]


def _governed(first: Token, verb: Token) -> list[Frame]:
    """Of "continues to tour and record": continues to record."""
    found = []
    for frame in frames_of(first.head):
        if first in frame.chain:
            at = next(n for n, p in enumerate(frame.verbs) if p.i == first.i)
            lead = [*as_inherited(frame.verbs[:at]), own(verb)]
            found.append(_chained(verb, "governed", frame.who, lead, past=frame.past))
    return found


def _like(first: Token, verb: Token) -> list[Frame]:
    """A second participle or infinitive, worded as the first of them is."""
    found = []
    for frame in frames_of(first):
        lead = [p for p in frame.verbs if p.i != first.i or p.origin is not WordOrigin.STATED]
        if frame.verbs and frame.verbs[-1].i == first.i and frame.verbs[-1].origin is WordOrigin.INFLECTION:
            lead = [*lead[:-1], finite(verb, frame.who[0].head, past=frame.past)]
        else:
            lead = [*as_inherited(lead), own(verb)]
        found.append(_chained(verb, f"{frame.kind}_joined", frame.who, lead, past=frame.past))
    return found


def _reduced(verb: Token) -> list[Frame]:
    head = spoken_of(verb.head)
    who = _borrowed(head)
    past = past_of(verb.head) or _dated(verb)
    if any(c.tag_ == "TO" for c in verb.lefts):
        return []
    return _participle(verb, "reduced", who, head, past=past)


def _dated(verb: Token) -> bool:
    """Say whether a participle tells of one event: "a firm founded in 1992", "a man born in Oslo"."""
    if verb.tag_ != "VBN":
        return False
    return verb.lower_ == "born" or any(
        n.ent_type_ == "DATE" and n.dep_ == "pobj" and n.text[:1].isdigit()
        for c in verb.rights
        if c.lower_ in {"in", "on"}
        for n in c.rights
    )


def _lent(verb: Token) -> list[Frame]:
    """A participle or infinitive beside a main verb, said of that verb's subject."""
    main = _main(verb)
    named = owner(main) if main is not None else None
    if main is None or named is None:
        return []
    named = spoken_of(named)
    who = _borrowed(named)
    past = past_of(main) or verb.head.lower_ == "for" or _is_over(main, named)
    to = next((c for c in verb.lefts if c.tag_ == "TO"), None)
    if to is not None and main.lemma_ not in _BROUGHT_ABOUT:
        return []
    if to is not None:
        swap = finite(verb, named, past=past)
        return [_chained(verb, f"{verb.dep_}_to", who, [swap], past=past)]
    return _participle(verb, verb.dep_, who, named, past=past)


def _is_over(main: Token, subject: Token) -> bool:
    """Say whether a verb tells what is over without a past tense: "has gone", "seen on Monday"."""
    return any(c.lemma_ == "have" for c in main.lefts) or bool(left_out(main, subject))


def _main(verb: Token) -> Token | None:
    """The verb beside which a participle or infinitive tells what happened."""
    if verb.dep_ != "pcomp":
        return verb.head if verb.head.pos_ in VERBAL else None
    lead, main = verb.head, verb.head.head
    if any(c.dep_ == "neg" or c.lower_ == "no" for c in main.lefts):
        return None
    if lead.lower_ == "for" and main.lower_ in _FOR:
        return next((t for t in (main, *main.ancestors) if t.pos_ in VERBAL), None)
    return main if main.pos_ in VERBAL and lead.lower_ in _HAPPENED else None


#: Whoever is known, or was praised, for doing something did it; who was tried or blamed need not have.
_FOR = frozenset(
    """known noted famous renowned remembered recognized recognised celebrated acclaimed praised
    recognition acclaim fame popularity honored honoured awarded""".split()
)


def _participle(verb: Token, kind: str, who: tuple[Wording, ...], head: Token, *, past: bool) -> list[Frame]:
    helpers = [c for c in verb.lefts if c.dep_ in {"aux", "auxpass"}]
    adverbs = [own(c) for c in verb.lefts if _adverb(c)]
    if helpers:
        if helpers[0].lower_ not in {"being", "having"}:
            return []
        group = [finite(helpers[0], head, past=past), *(own(h) for h in helpers[1:]), *adverbs, own(verb)]
    elif verb.tag_ == "VBG":
        group = [*adverbs, finite(verb, head, past=past)]
    elif verb.tag_ in {"VBN", "VBD"}:
        group = [copula(verb, head, past=past), *adverbs, *map(own, _itself(verb))]
    else:
        return []
    return [_chained(verb, kind, who, group, past=past)]


def _chained(
    verb: Token,
    kind: str,
    who: tuple[Wording, ...],
    group: list[Piece],
    *,
    past: bool | None = None,
    back: Token | None = None,
    skip: frozenset[int] = frozenset(),
) -> Frame:
    """Follow a verb into the infinitive it governs: "managed to get", "is expected to win"."""
    chain = [verb]
    words = list(group)
    words += [own(c) for c in verb.rights if c.i == verb.i + 1 and _belongs(c)]
    for _ in range(3):
        inner = next((c for c in chain[-1].rights if c.dep_ == "xcomp" and c.pos_ in VERBAL), None)
        if inner is None or any(
            (c.dep_ in {"dobj", "attr", "acomp"} or is_asked(c)) and c.i < inner.i for c in chain[-1].rights
        ):
            break
        between = [c for c in chain[-1].rights if c.dep_ in {"acomp", "prt"} and c.i < inner.i]
        between = [c for c in between if c.i not in {piece.i for piece in words}]
        words += [own(t) for c in between for t in c.subtree]
        words += [own(c) for c in inner.lefts if c.dep_ in _HELPERS or _adverb(c)]
        words.append(own(inner))
        chain.append(inner)
    tense = past_of(verb) if past is None else past
    return Frame(verb, kind, who, _whole(who), tuple(words), tuple(chain), tense, back, skip)


def _belongs(after: Token) -> bool:
    """Say whether the word right behind a verb is as good as a part of it: "placed fourth", "set off"."""
    alone = all(c.dep_ == "prep" and c.i > after.i for c in after.children)
    return after.dep_ == "prt" or (after.dep_ == "advmod" and alone and after.lower_ not in _ASIDE)


def _whole(who: tuple[Wording, ...]) -> Wording:
    """All that a verb is said of, where `who` may name each member of a list by itself."""
    if len(who) == 1:
        return who[0]
    whole = phrase(who[0].head, spread=False)[0]
    lent = who[0].pieces[0].origin is WordOrigin.INHERITED
    return Wording(whole.head, tuple(as_inherited(whole.pieces)) if lent else whole.pieces)
