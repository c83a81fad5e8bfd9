"""Whom an open pronoun means by where it stands: the one its paragraph names, or what a clause goes on about.

The trained ranker (`mentions`) leaves a pronoun open where nobody known is likely enough, and knows
names better than nouns. What it leaves is settled here only where the text goes on about one thing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from claims.split.cutting.phrases import short_phrase, subject_of
from claims.split.mentions import Mention, MentionKind
from claims.split.mentions.words import BODIES, RAISING
from claims.split.persons import HE_OR_SHE, PEOPLE, People, only_person
from claims.split.syntax import quotation_of, text_of

if TYPE_CHECKING:
    from claims.split.parsed import Token
    from claims.split.sentences import Paragraph

_OF_A_THING = frozenset({"it", "its"})
_OF_SEVERAL = frozenset({"they", "their"})
_VERBAL = frozenset({"VERB", "AUX"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
#: They name no thing that a text could go on about.
_NO_TOPIC = frozenset(
    """nobody nothing none no-one everyone everybody everything someone somebody something anyone anybody
    anything much many most half part lot number rest majority one each all both some few day week month
    year time today tomorrow yesterday tonight""".split()
)
_NO_DETERMINERS = frozenset({"no", "every", "each", "any", "either", "neither", "another", "what", "which"})
#: Clauses of one sentence that go on about the subject of the clause they hang on.
_GOES_ON = frozenset({"advcl", "ccomp", "conj"})
#: Of "heard that it sank" it is not the one who heard.
_NOTICING = frozenset("hear learn see find read show discover notice watch ask wonder know".split())
#: Persons are not made, things are.
_MAKING = frozenset("make build write publish print paint install cause produce design erect fill".split())
#: A longer sentence is left as it is: a list without full stops must not cost seconds.
LONGEST = 300
#: So far back, in code points, the ranker's noun may stand for which a pronoun does.
_NEAR = 600


def with_topics(mentions: Sequence[Mention], paragraphs: Sequence[Paragraph]) -> list[Mention]:
    """Settle pronouns that were left open.

    Args:
        mentions: of the article, in reading order.
        paragraphs: its paragraphs.

    Returns:
        The same mentions; a pronoun that is settled has the cluster, the place and the words of the
        name or of the noun phrase that it means.
    """
    people = People.of(mentions, paragraphs)
    here: dict[int, list[Mention]] = defaultdict(list)
    nouns: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        settled = mention
        if mention.kind is MentionKind.PRONOUN and not mention.name:
            settled = _settled(mention, paragraphs[mention.at[0]], here[mention.at[0]], people)
            settled = settled if settled.name else _by_noun(settled, paragraphs, nouns, people)
        if mention.kind is MentionKind.NOMINAL:
            nouns[mention.cluster].append(mention)
        here[mention.at[0]].append(settled)
    return [mention for number in sorted(here) for mention in here[number]]


def _settled(mention: Mention, paragraph: Paragraph, before: Sequence[Mention], people: People) -> Mention:
    token = paragraph.doc[mention.at[1]]
    if len(token.sent) > LONGEST:
        return mention
    if token.lower_ in HE_OR_SHE:
        person = only_person(token, mention, paragraph, before, people)
        return mention if person is None else called_as(mention, person, paragraph)
    if token.lower_ in _OF_A_THING | _OF_SEVERAL:
        return _topic(token, mention, paragraph, before, people) or mention
    return mention


def _by_noun(
    mention: Mention,
    paragraphs: Sequence[Paragraph],
    nouns: Mapping[int, Sequence[Mention]],
    people: People,
) -> Mention:
    """The nearest noun that the ranker takes for the same; one of its own sentence may be another."""
    paragraph = paragraphs[mention.at[0]]
    token = paragraph.doc[mention.at[1]]
    if mention.candidates or token.dep_ not in {*_SUBJECTS, "poss"} or is_idle(token, token.head):
        return mention
    here = paragraph.start + token.sent.start_char
    for noun in reversed(nouns.get(mention.cluster, ())):
        head = paragraphs[noun.at[0]].doc[noun.at[1]]
        if mention.start - _NEAR < noun.start < here:
            fits = token.lower_ in HE_OR_SHE or _agrees(head, token, noun, people)
            return called_as(mention, noun, paragraphs[noun.at[0]]) if fits else mention
    return mention


def called_as(mention: Mention, other: Mention, paragraph: Paragraph) -> Mention:
    """A mention with the name of another, or in its words."""
    if other.name and other.antecedent is not None:
        return _meaning(mention, *other.antecedent, other.name, other.cluster)
    words = text_of(paragraph.doc)[other.start - paragraph.start : other.end - paragraph.start]
    return _meaning(mention, other.start, other.end, words, other.cluster)


def _meaning(mention: Mention, start: int, end: int, words: str, cluster: int) -> Mention:
    return replace(mention, cluster=cluster, antecedent=(start, end), name=words, candidates=())


# It and they


def _topic(
    token: Token,
    mention: Mention,
    paragraph: Paragraph,
    before: Sequence[Mention],
    people: People,
) -> Mention | None:
    """What the clause goes on about: the subject of the clause that it hangs on, or of the one before."""
    subject = _center(token)
    if subject is None:
        return None
    known = next((one for one in before if one.at[1] == subject.i), None)
    if subject.pos_ == "PRON":
        alike = _number(subject) == _number(token)
        if not alike or known is None or not known.name or known.antecedent is None:
            return None
        return _meaning(mention, *known.antecedent, known.name, known.cluster)
    open_to_others = mention.candidates and not _among(mention, known, subject, paragraph)
    if open_to_others or not _agrees(subject, token, known, people):
        return None
    return _as_called(mention, subject, known, paragraph)


def _center(token: Token) -> Token | None:
    clause = _clause(token)
    if clause is None or is_idle(token, clause):
        return None
    own = subject_of(clause)
    if own is None or not any(t.i == token.i for t in own.subtree):
        return None
    above = _subject_above(clause, token)
    if above is None and (clause.dep_ == "ROOT" or _stands_before(clause)):
        return _clause_before(clause, token) or _sentence_before(token)
    return above


def _stands_before(clause: Token) -> bool:
    """Say whether a clause is the "A fell" of "A fell; it had risen"."""
    return clause.dep_ in {"ccomp", "parataxis"} and clause.i < clause.head.i


def _subject_above(clause: Token, token: Token) -> Token | None:
    """The subject of the nearest clause above that has one before a word."""
    at = clause
    while at.dep_ in _GOES_ON:
        if at.dep_ == "ccomp" and at.head.lemma_ in _NOTICING:
            return None
        above = _verb_above(at)
        if above is None:
            return None
        at, subject = above, subject_of(above)
        if subject is not None and subject.i < token.i and subject.dep_ in _SUBJECTS:
            return subject
    return None


def _verb_above(verb: Token) -> Token | None:
    """The verb that a clause hangs on, if only through a noun: "to the lowest level since it was filled"."""
    at = verb.head
    while at.pos_ not in _VERBAL:
        if at.head.i == at.i or verb.dep_ != "advcl":
            return None
        at = at.head
    return at


def is_idle(token: Token, verb: Token) -> bool:
    """Say whether "it" only stands for a clause to come, or for nothing: "it took until May to".

    Of "it is the third such meeting" the meeting is told elsewhere (`standins`).
    """
    if token.lower_ != "it" or verb.lemma_ not in _LINKING:
        return False
    said = next((c for c in verb.rights if c.dep_ in {"acomp", "attr", "oprd"}), None)
    clause = any(c.dep_ in {"ccomp", "xcomp", "csubj"} for c in verb.rights)
    such = said is not None and any(c.lower_ == "such" for c in said.lefts)
    such = such or (said is not None and _is_first_since(said))
    return verb.lemma_ == "take" or clause or such or (said is not None and said.lower_ in RAISING)


_LINKING = frozenset({"be", "become", "remain", "seem", "appear", "prove", "take"})


def _is_first_since(noun: Token) -> bool:
    """Of "it will be the first strike since 2015" no thing before is a strike: what is told of is."""
    ranked = any(
        c.tag_ == "JJS" or c.lower_ in {"first", "second", "third", "last", "only"} for c in noun.lefts
    )
    return ranked and any(c.lower_ == "since" for c in (*noun.rights, *noun.head.rights))


def _clause(token: Token) -> Token | None:
    at = token
    while at.head.i != at.i:
        at = at.head
        if at.pos_ in _VERBAL and subject_of(at) is not None:
            return at
    return None


def _clause_before(verb: Token, token: Token) -> Token | None:
    """The subject of "A fell" in "A fell; it had risen"."""
    clauses = [c for c in verb.lefts if c.dep_ in {"ccomp", "parataxis"} and c.right_edge.i < token.i]
    subject = subject_of(clauses[-1]) if clauses else None
    return subject if subject is not None and subject.dep_ in _SUBJECTS else None


def _sentence_before(token: Token) -> Token | None:
    """The subject of the sentence before, of what is said in it where the word stands in what is said."""
    if token.sent.start == 0:
        return None
    verb = token.doc[token.sent.start - 1].sent.root
    bounds = quotation_of(token)
    if bounds is not None and not bounds[0] < verb.idx < bounds[1]:
        said = [c for c in verb.children if c.dep_ == "ccomp" and quotation_of(c) is not None]
        verb = said[0] if said else verb
    if (quotation_of(verb) is None) != (bounds is None) or verb.pos_ not in _VERBAL:
        return None
    if any(c.dep_ == "conj" and subject_of(c) is not None for c in verb.children):
        return None
    subject = subject_of(verb)
    return subject if subject is not None and subject.dep_ in _SUBJECTS else None


def _number(token: Token) -> str:
    return "several" if token.lower_ in {"they", "their", "these", "those"} else token.lower_[:2]


def _agrees(subject: Token, token: Token, known: Mention | None, people: People) -> bool:
    """Say whether a noun can be "it", or "they"."""
    if not can_be_meant(subject):
        return False
    several = subject.tag_ in {"NNS", "NNPS"} or any(c.dep_ == "conj" for c in subject.rights)
    person = subject.ent_type_ == "PERSON" or subject.lemma_.lower() in PEOPLE
    person = person or (known is not None and known.cluster in people.known) or is_a_speaker(subject)
    if token.lower_ in _OF_A_THING:
        return not several and not person
    return several and not (person and is_made(token))


def is_a_speaker(noun: Token) -> bool:
    """Say whether a noun must be somebody, though no list knows it: "the stallholder told her"."""
    says = noun.dep_ == "nsubj" and noun.head.lemma_ in {"say", "tell", "add", "warn", "ask"}
    alone = noun.tag_ == "NN" and noun.lemma_.lower() not in BODIES
    return says and alone and noun.lemma_.lower().endswith(("er", "or", "ist", "ian", "man", "woman"))


def can_be_meant(noun: Token) -> bool:
    """Say whether a noun names something that a text could go on about."""
    if noun.pos_ not in {"NOUN", "PROPN"} or noun.lemma_.lower() in _NO_TOPIC:
        return False
    return not any(c.lower_ in _NO_DETERMINERS for c in noun.lefts) and noun.ent_type_ not in {"DATE", "TIME"}


def is_made(token: Token) -> bool:
    """Say whether a pronoun is something that was built or written."""
    return token.dep_ == "nsubjpass" and token.head.lemma_ in _MAKING


def _among(mention: Mention, known: Mention | None, subject: Token, paragraph: Paragraph) -> bool:
    """Say whether what the text goes on about is one that the ranker held possible."""
    places = {(known.start, known.end), known.antecedent} if known is not None else set()
    at = paragraph.start + subject.idx
    held = any(start <= at < end for start, end in mention.candidates)
    return held or not places.isdisjoint(mention.candidates) or len(mention.candidates) == 1


def _as_called(mention: Mention, subject: Token, known: Mention | None, paragraph: Paragraph) -> Mention:
    if known is not None and known.name and known.antecedent and known.kind is not MentionKind.PRONOUN:
        return _meaning(mention, *known.antecedent, known.name, known.cluster)
    words = [t for t in short_phrase(subject) if t.i <= subject.i]
    first = _first_of(words, subject)
    start, end = paragraph.start + first.idx, paragraph.start + subject.idx + len(subject)
    said = text_of(paragraph.doc)[first.idx : subject.idx + len(subject)]
    return _meaning(mention, start, end, said, known.cluster if known is not None else mention.cluster)


def _first_of(words: Sequence[Token], subject: Token) -> Token:
    """The first of the words that stand without a gap before a noun."""
    first = subject
    for token in reversed([t for t in words if t.i < subject.i]):
        if token.i != first.i - 1:
            break
        first = token
    return first
