"""Where "it" or "they" may be several things: said, not guessed, however likely one of them is.

Last of what settles pronouns: it takes back a name where something else that the word can mean
stands as near, and gives one where a single noun in reach can be meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from claims.split.mentions import Mention, MentionKind
from claims.split.mentions.grammar import clause_of
from claims.split.mentions.nouns import role_of
from claims.split.mentions.words import IT, MINDFUL, PERSON, TELLING, THEY
from claims.split.persons import PEOPLE, People
from claims.split.syntax import quotation_of
from claims.split.topics import LONGEST, called_as, can_be_meant, is_a_speaker, is_idle, is_made

if TYPE_CHECKING:
    from claims.models.analysis import Bounds
    from claims.split.parsed import Token
    from claims.split.sentences import Paragraph

_ASKS = {
    **dict.fromkeys(("it", "its"), IT),
    **dict.fromkeys(("they", "them", "their", "theirs"), THEY),
}
_CORE = frozenset({"subject", "object"})
#: They stand for what another word of their clause stands for, or for no thing.
#: What only a body of people has.
_OF_A_BODY = frozenset(
    """share stock profit revenue staff employee worker board headquarters chairman chairwoman chief spokesman
    spokeswoman spokesperson executive member leader leadership minister president customer budget""".split()
)
_NO_OTHER = frozenset({"attr", "appos", "compound", "npadvmod", "oprd", "nmod", "amod"})
_COUNTS = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"})
_PLACES = frozenset({"GPE", "LOC", "ORG", "NORP"})
#: What only people do, and those who act together.
_PERSONAL = (MINDFUL - {"find", "see", "hold", "reveal", "propose", "state"}) | frozenset(
    """sue seek vote protest demand plan blame accuse praise criticise criticize resign apologise
    apologize""".split()
)


@dataclass(frozen=True, slots=True)
class Rival:
    """Somebody or something that a pronoun can mean, by the mention of it that tells most.

    `role` is "subject" or "object" only where its clause is a main one, or one over the pronoun's.
    `as_subject` counts how often it is what such a clause is about.
    """

    mention: Mention
    head: Token
    paragraph: Paragraph
    role: str
    as_subject: int = 0

    @property
    def place(self) -> Bounds:
        """Where it is named."""
        return self.mention.antecedent or (self.mention.start, self.mention.end)

    @property
    def is_open(self) -> bool:
        """Whether it is a pronoun that is left open itself."""
        return self.mention.kind is MentionKind.PRONOUN and bool(self.mention.candidates)

    @property
    def is_body(self) -> bool:
        """Whether it is a body of people, which is "it" and may be "they"."""
        both = IT | THEY
        return self.head.pos_ != "PRON" and self.mention.fits & both == both and not _is_plural(self.head)


def with_rivals(mentions: Sequence[Mention], paragraphs: Sequence[Paragraph]) -> list[Mention]:
    """Leave open what several can be meant by, and settle what only one can.

    Args:
        mentions: of the article, in reading order.
        paragraphs: its paragraphs.

    Returns:
        The same mentions; an "it" or "they" in whose reach several agree with it, and none of them is
        what the text goes on about, has those as candidates, nearest first, and no name.
    """
    judge = _Judge(paragraphs, People.of(mentions, paragraphs))
    return [judge.judged(mention) for mention in mentions]


class _Judge:
    """Goes through an article's mentions in reading order, and keeps those that it has passed."""

    def __init__(self, paragraphs: Sequence[Paragraph], people: People) -> None:
        self.paragraphs = paragraphs
        self.people = people
        self.passed: dict[int, list[Mention]] = defaultdict(list)

    def judged(self, mention: Mention) -> Mention:
        token = self.paragraphs[mention.at[0]].doc[mention.at[1]]
        if mention.kind is MentionKind.PRONOUN and token.lower_ in _ASKS:
            mention = self._settled(mention, token)
        self.passed[mention.at[0]].append(mention)
        return mention

    def _settled(self, mention: Mention, token: Token) -> Mention:
        if len(token.sent) > LONGEST or _is_of_its_clause(token):
            return mention
        if is_idle(token, token.head):
            return replace(mention, antecedent=None, name="", candidates=())
        near = self._in_reach(mention, token)
        if not near:
            return mention
        chosen = _chosen(token, _as_said(token, near))
        told = chosen is not None and not chosen.is_open and _says_of_itself(token, chosen)
        if chosen is None or chosen.is_open or (self._is_other(mention, chosen) and not told):
            return _left_open(mention, [rival for rival in near if _can_do(token, rival)] or near)
        return called_as(mention, chosen.mention, chosen.paragraph)

    def _is_other(self, mention: Mention, chosen: Rival) -> bool:
        """Say whether the ranker means another than the one chosen; then nobody knows."""
        return bool(mention.name) and mention.cluster != chosen.mention.cluster and not _same(mention, chosen)

    def _in_reach(self, mention: Mention, token: Token) -> list[Rival]:
        """What the word can mean in its sentence and the one before, nearest first, each once."""
        found: dict[int, list[Rival]] = defaultdict(list)
        for paragraph, other in self._before(mention, token):
            head = paragraph.doc[other.at[1]]
            if self._can_be(mention, token, other, head):
                found[other.cluster].append(Rival(other, head, paragraph, _part(head, token)))
        return [_as_one(alike) for alike in found.values()]

    def _before(self, mention: Mention, token: Token) -> Iterator[tuple[Paragraph, Mention]]:
        """The mentions of its sentence and of the one before, which may end the paragraph before."""
        here, start = mention.at[0], token.sent.start
        paragraph = self.paragraphs[here]
        first = token.doc[start - 1].sent.start_char if start else 0
        since = paragraph.start + first
        for other in takewhile(lambda one: one.start >= since, reversed(self.passed[here])):
            if other.start < mention.start:
                yield paragraph, other
        if start == 0 and here > 0 and self.paragraphs[here - 1].kind is paragraph.kind:
            before = self.paragraphs[here - 1]
            since = before.start + before.doc[-1].sent.start_char if len(before.doc) else 0
            yield from ((before, one) for one in reversed(self.passed[here - 1]) if one.start >= since)

    def _can_be(self, mention: Mention, token: Token, other: Mention, head: Token) -> bool:
        asks = _ASKS[token.lower_]
        if other.kind is MentionKind.PRONOUN:
            return _ASKS.get(head.lower_) == asks and bool(other.name or other.candidates)
        if other.phrase[0] <= mention.start < other.phrase[1] or _shares_clause(token, head):
            return False
        if head.dep_ in _NO_OTHER or not can_be_meant(head) or _is_amount(head):
            return False
        if any(_ASKS.get(child.lower_) == asks for child in head.lefts):
            # "The bank raised its rate": the rate is the bank's, and what goes on is about the bank.
            return False
        return self._is_one(other, head) if asks == IT else _is_several(other, head)

    def _is_one(self, other: Mention, head: Token) -> bool:
        person = head.ent_type_ == "PERSON" or head.lemma_.lower() in PEOPLE
        person = person or (other.cluster in self.people.known and head.ent_type_ not in _PLACES)
        person = person or is_a_speaker(head)
        return bool(other.fits & IT) and not person and not _is_plural(head)


def _as_one(alike: Sequence[Rival]) -> Rival:
    """Mentions of one thing, nearest first, as the one of them that tells most of it."""
    times = sum(rival.role == "subject" for rival in alike)
    best = min(alike, key=lambda rival: _RANKS.get(rival.role, 2))
    return replace(best, as_subject=times)


_RANKS = {"subject": 0, "object": 1}


def _shares_clause(token: Token, head: Token) -> bool:
    """Say whether two words are members of one clause, as in "Kim met him"."""
    if head.doc is not token.doc or head.sent.start != token.sent.start or token.dep_ == "poss":
        return False
    return clause_of(head) >= 0 and clause_of(head) == clause_of(token)


def _is_amount(head: Token) -> bool:
    """Say whether a noun is so much money or time, of which no text goes on."""
    counts = (word.lower_ for child in head.lefts for word in child.subtree)
    return head.ent_type_ in _COUNTS or not _LARGE.isdisjoint(counts)


_LARGE = frozenset({"million", "billion", "trillion"})


def _is_plural(head: Token) -> bool:
    return head.tag_ in {"NNS", "NNPS"} or any(c.dep_ == "conj" for c in head.rights)


def _is_several(other: Mention, head: Token) -> bool:
    """Say whether a noun can be "they": things, people, or a body of people."""
    return bool(other.fits & THEY) and (_is_plural(head) or bool(other.fits & IT))


def _same(mention: Mention, chosen: Rival) -> bool:
    words = chosen.mention.name or chosen.head.text
    return words.lower().endswith(mention.name.lower()) or mention.antecedent == chosen.place


def _left_open(mention: Mention, near: Sequence[Rival]) -> Mention:
    places: list[Bounds] = []
    for rival in near:
        places += rival.mention.candidates if rival.is_open else [rival.place]
    places += [mention.antecedent] if mention.antecedent is not None else []
    return replace(
        mention, antecedent=None, name="", candidates=tuple(dict.fromkeys((*places, *mention.candidates)))
    )


# Which one


def _as_said(token: Token, near: Sequence[Rival]) -> list[Rival]:
    """Those that a quotation names itself, where the word stands in one: nothing is put in from outside."""
    if quotation_of(token) is None:
        return list(near)
    return [rival for rival in near if quotation_of(rival.head) is not None]


def _is_of_its_clause(token: Token) -> bool:
    """Say whether "its" is of the noun that its clause tells of: "every house that lost its roof"."""
    clause = next((t for t in token.ancestors if t.pos_ in {"VERB", "AUX"}), None)
    if clause is None or clause.dep_ != "relcl" or token.tag_ != "PRP$":
        return False
    return any(c.tag_ in {"WDT", "WP"} and c.dep_ in {"nsubj", "nsubjpass"} for c in clause.lefts)


def _chosen(token: Token, near: Sequence[Rival]) -> Rival | None:
    """The only one that can be meant, or the one that the text goes on about; None if it is open."""
    if not _is_about(token):
        own = _beside(token, near)
        alone = len(own) == 1 and own[0].role == "subject" and own[0].head.pos_ == "PRON"
        return own[0] if alone else None
    near = [rival for rival in near if _can_do(token, rival)] or near
    own = _beside(token, near)
    if _is_active(token) and any(rival.role == "subject" for rival in own):
        near = own
    core = [rival for rival in near if rival.role in _CORE and not _is_aside(token, rival)]
    core = _told_again(token, core) or core
    if len(core) != 1 or not _may(token, core[0]):
        return None
    only, others = core[0], [rival for rival in near if rival is not core[0]]
    if only.role == "object":
        return only if not others and _is_definite(only.head) else None
    return None if any(_is_as_good(token, only, other) for other in others) else only


def _says_of_itself(token: Token, chosen: Rival) -> bool:
    """Say whether "the firm said it had sold a mill" is about what the firm did itself."""
    said = token.head.head
    spoken = token.dep_ == "nsubj" and token.head.dep_ == "ccomp" and said.lemma_ in TELLING
    return spoken and chosen.head.head is said and chosen.head.dep_ == "nsubj" and _is_active(token)


def _beside(token: Token, near: Sequence[Rival]) -> list[Rival]:
    """Those that its own sentence names."""
    return [one for one in near if one.head.doc is token.doc and one.head.sent.start == token.sent.start]


def _told_again(token: Token, core: Sequence[Rival]) -> list[Rival]:
    """The one that clauses in reach are about more than once, where none is about another."""
    about = [rival for rival in core if rival.as_subject]
    return about if _is_active(token) and len(about) == 1 and about[0].as_subject > 1 else []


def _is_about(token: Token) -> bool:
    """Say whether a word is what its clause is about, or tells whose that is: "half of it", "its shares"."""
    if token.dep_ == "nsubj" and token.head.pos_ in {"ADJ", "NOUN", "ADV"}:
        # "Found it empty": the parser takes an object with what it was found to be for a clause.
        return any(c.pos_ == "AUX" for c in token.head.children)
    of = token.dep_ == "pobj" and token.head.lower_ == "of" and role_of(token.head.head) == "subject"
    return of or role_of(token) in {"subject", "possessive"}


def _can_do(token: Token, rival: Rival) -> bool:
    """Say whether a thing can do what a verb says, or have what a noun names: things do not sue."""
    asked = {"nsubj": _PERSONAL, "poss": _OF_A_BODY}.get(token.dep_, frozenset())
    if token.head.lemma_ not in asked:
        return True
    noun = rival.head.lemma_.lower()
    if noun in _NO_DOERS and rival.head.pos_ == "NOUN":
        return False
    if _is_plural(rival.head):
        return noun in PEOPLE or bool(rival.head.ent_type_) or noun.endswith(("or", "ist", "ian", "ee"))
    return bool(rival.mention.fits & (THEY | PERSON)) or rival.head.ent_type_ in _PLACES


#: They end as words for people do, and are none.
_NO_DOERS = frozenset(
    """river pier water border matter order tower corner power number paper letter winter summer weather
    center chapter computer counter danger dinner factor figure fever floor flower harbor harbour layer
    mirror motor murder offer quarter sector shelter silver sugar theater transfer barrier chamber cover
    register trigger error door answer finger laser monitor reactor tractor trailer""".split()
)


def _may(token: Token, rival: Rival) -> bool:
    """Say whether a verb lets the one that is left be meant: people are not built, and things say nothing."""
    person = rival.is_body or rival.head.lemma_.lower() in PEOPLE
    return _can_do(token, rival) and not (person and is_made(token)) and not _is_spelled_out(token, rival)


def _is_spelled_out(token: Token, rival: Rival) -> bool:
    """Say whether a noun only announces the clause a word stands in: "the claim was that it leaked"."""
    verbs = [one for one in token.ancestors if one.dep_ == "ccomp" and one.head.lemma_ == "be"]
    return any(verb.head.i == rival.head.head.i for verb in verbs)


def _is_active(token: Token) -> bool:
    """Say whether a clause tells what somebody does: "the firm said it would close".

    What is said to be so, or done to, may be anything: "the firm said it was too small".
    """
    verb = token.head
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    return token.dep_ == "poss" or (verb.lemma_ != "be" and not passive)


def _is_definite(head: Token) -> bool:
    known = {"the", "this", "that", "these", "those"}
    named = head.pos_ == "PROPN" and not any(c.dep_ == "det" for c in head.lefts)
    return named or any(c.lower_ in known or c.dep_ == "poss" for c in head.lefts)


_OF_THE_MAIN = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "conj", "xcomp", "ccomp"})


def _part(head: Token, token: Token) -> str:
    """A noun's part in its sentence: its role, if its clause is a main one or stands over the word's."""
    role, verb = role_of(head), head
    while verb.dep_ in _OF_THE_MAIN:
        verb = verb.head
        if verb.doc is token.doc and verb.is_ancestor(token):
            return role
    return role if role not in _CORE or verb.dep_ == "ROOT" else "aside"


def _is_aside(token: Token, rival: Rival) -> bool:
    """Say whether an object is part of what its verb says: "lost power", of which no text goes on."""
    bare = rival.head.tag_ == "NN" and not any(True for _ in rival.head.children)
    return rival.role == "object" and bare and _is_active(token)


def _is_as_good(token: Token, only: Rival, other: Rival) -> bool:
    """Say whether one that stands aside may be meant as well as the one that a clause is about.

    It may if it is in the plural and the other is a body of people, or if a place or a thing is said
    to be so or done to, and the other is such a body.
    """
    start, end = only.mention.phrase
    if not only.is_body or (other.paragraph is only.paragraph and start <= other.mention.start < end):
        return False
    if _ASKS[token.lower_] == THEY:
        return _is_plural(other.head)
    return not _is_active(token) and _is_definite(other.head) and not other.mention.fits & THEY
