"""Whom an open "he" or "she" means: the only one its paragraph has named, if it goes on about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.split.cutting.phrases import subject_of
from claims.split.mentions import Mention, MentionKind
from claims.split.mentions.words import HE, KIN, MEN, ROLES, SHE, TITLES, WOMEN, given_names
from claims.split.syntax import quotation_of

if TYPE_CHECKING:
    from claims.split.parsed import Token
    from claims.split.sentences import Paragraph

HE_OR_SHE = {"he": HE, "him": HE, "his": HE, "she": SHE, "her": SHE, "hers": SHE}
PEOPLE = ROLES | MEN | WOMEN | KIN
_MARKS = frozenset({"“", "”", '"', "«", "»"})


@dataclass(frozen=True, slots=True)
class People:
    """The clusters that are somebody: named so, and never called "itself"; and what pronoun calls them."""

    known: frozenset[int]
    called: Mapping[int, int]

    @classmethod
    def of(cls, mentions: Iterable[Mention], paragraphs: Sequence[Paragraph]) -> People:
        """Look through the mentions of an article."""
        found: set[int] = set()
        things: set[int] = set()
        called: dict[int, int] = defaultdict(int)
        for mention in mentions:
            head = paragraphs[mention.at[0]].doc[mention.at[1]]
            if _is_a_person(head, mention):
                found.add(mention.cluster)
            if any(child.lower_ == "itself" for child in head.children):
                things.add(mention.cluster)
            if mention.kind is MentionKind.PRONOUN and mention.name:
                called[mention.cluster] |= HE_OR_SHE.get(head.lower_, 0)
        return cls(frozenset(found - things), called)

    def can_be(self, cluster: int, asked: int) -> bool:
        """Say whether nothing else calls somebody otherwise."""
        called = self.called.get(cluster, 0)
        return not called or bool(called & asked)


def _is_a_person(head: Token, mention: Mention) -> bool:
    if mention.kind is MentionKind.NAME:
        return head.ent_type_ == "PERSON"
    return mention.kind is MentionKind.NOMINAL and head.tag_ == "NN" and head.lemma_.lower() in PEOPLE


def only_person(
    token: Token,
    mention: Mention,
    paragraph: Paragraph,
    before: Sequence[Mention],
    people: People,
) -> Mention | None:
    """The only one that the paragraph has named before "he", if the sentence before is about them."""
    doc = paragraph.doc
    speakers = speakers_of(token)
    called = [one for one in before if one.cluster in people.known and one.kind is not MentionKind.PRONOUN]
    around = {one.cluster for one in before if one.phrase[0] <= mention.start < one.phrase[1]}
    called = [one for one in called if one.at[1] not in speakers and _is_somebody(doc[one.at[1]])]
    called = [one for one in called if one.cluster not in around]
    asked = HE_OR_SHE[token.lower_]
    called = [
        one
        for one in called
        if people.can_be(one.cluster, asked)
        and (_is_candidate(one, mention) or can_be_called(doc[one.at[1]], asked))
    ]
    subject = _subject_before(token)
    about = {one.cluster for one in called if subject is not None and one.at[1] == subject.i}
    about |= {one.cluster for one in before if one.name and HE_OR_SHE.get(doc[one.at[1]].lower_) == asked}
    if len({one.cluster for one in called}) != 1 or called[0].cluster not in about:
        return None
    named = next((one for one in called if one.name), None)
    return named or max(called, key=lambda one: (one.kind is MentionKind.NAME, one.end - one.start))


def _is_candidate(one: Mention, mention: Mention) -> bool:
    """Say whether the ranker, which knows more of names, held somebody possible."""
    return bool({(one.start, one.end), one.antecedent} & {*mention.candidates})


def _subject_before(token: Token) -> Token | None:
    """Whom the sentence before is about, or who says it; what is quoted in between is passed over."""
    sentence = token.sent
    while sentence.start > 0:
        sentence = token.doc[sentence.start - 1].sent
        root = sentence.root
        if quotation_of(root) is None:
            return subject_of(root) or next((c for c in root.rights if _is_inverted(c)), None)
    return None


def _is_inverted(token: Token) -> bool:
    """Say whether a noun is the X of "said X", which the parser may take for an object."""
    return token.dep_ == "dobj" and token.left_edge.i == token.head.i + 1


def _is_somebody(head: Token) -> bool:
    """Say whether a noun calls somebody known, and does not say what somebody is: "a run for mayor"."""
    known = head.pos_ == "PROPN" or any(c.lower_ in _KNOWN or c.dep_ == "poss" for c in head.lefts)
    return known and not _says_what_somebody_is(head)


_KNOWN = frozenset({"the", "this", "that"})


def speakers_of(token: Token) -> frozenset[int]:
    """The words for who says a direct quotation that a word stands in; nobody calls themselves "he"."""
    if quotation_of(token) is None:
        return frozenset()
    verbs = [t for t in token.doc if t.pos_ == "VERB" and quotation_of(t) is None and _quotes(t)]
    subjects = [subject for verb in verbs if (subject := subject_of(verb)) is not None]
    return frozenset(t.i for subject in subjects for t in subject.subtree)


def _quotes(verb: Token) -> bool:
    """Say whether a quotation stands beside a verb."""
    return any(t.text in _MARKS for t in verb.sent)


def can_be_called(head: Token, asked: int) -> bool:
    """Say whether what somebody is called lets them be he, or she."""
    told = {HE: MEN, SHE: WOMEN}
    if any(head.lemma_.lower() in told[other] for other in (HE, SHE) if other != asked):
        return False
    words = [t for t in head.doc[head.left_edge.i : head.i + 1] if t.pos_ == "PROPN"]
    titles = [bit for t in words if (bit := TITLES.get(t.lower_.strip("."), 0)) in {HE, SHE}]
    # Of "Jo Yong-won" the first word is the family's name.
    told_by = [] if head.i > 0 and head.nbor(-1).text == "-" else words[:-1]
    given = [bit for t in told_by if (bit := given_names().get(t.lower_, 0)) in {HE, SHE}]
    return all(bit == asked for bit in (*titles, *given[:1]))


def _says_what_somebody_is(head: Token) -> bool:
    at = head
    while at.dep_ == "conj" and at.head.i != at.i:
        at = at.head
    return at.dep_ in {"attr", "compound"} or (at.dep_ == "appos" and at.pos_ != "PROPN")
