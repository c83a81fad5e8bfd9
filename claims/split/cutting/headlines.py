"""What headlines leave out: who it is that did something, and the "was" of a passive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.split.cutting.owners import VERBAL, owner
from claims.split.cutting.phrases import copula, inflected
from claims.split.repairs.words import has_helper, is_past_form

if TYPE_CHECKING:
    from claims.split.cutting.pieces import Piece
    from claims.split.parsed import Token


def is_told(verb: Token) -> bool:
    """Say whether a verb's form tells what happened; the parser takes a "Won" at the start for an order."""
    if verb.tag_ != "VB":
        return verb.tag_ in {"VBD", "VBN", "VBZ"}
    return is_past_form(verb) and inflected(verb.lower_, "VB") != verb.lower_


def gone_on_about(verb: Token) -> Token | None:
    """Whom the last sentence with a subject before a verb's own is about, if only such lie between."""
    start = verb.sent.start
    for _ in range(_GOES_ON):
        if start == 0:
            return None
        before = verb.doc[start - 1].sent
        if (named := owner(before.root)) is not None:
            return named
        if before.root.pos_ not in VERBAL:
            return None
        start = before.start
    return None


#: So many sentences without a subject may follow each other.
_GOES_ON = 6


def is_done_to(verb: Token) -> bool:
    """Say whether a participle alone is a passive: not with an object, nor of who comes or goes."""
    if verb.tag_ != "VBN" or verb.lemma_.lower() in _GOING:
        return False
    return not any(c.dep_ in {"dobj", "xcomp", "ccomp", "prt"} for c in verb.rights)


_GOING = frozenset(
    """return arrive go come appear die fall rise work live stay remain try struggle play compete retire
    graduate travel happen occur escape emerge disappear vanish finish start begin""".split()
)


def left_out(verb: Token, subject: Token) -> list[Piece]:
    """The "was" that a headline leaves out: of "Two men killed in a crash", "The boat seen off Elm"."""
    if verb.tag_ not in {"VBN", "VBD"} or verb.dep_ != "ROOT" or has_helper(verb):
        return []
    if any(c.dep_ in {"dobj", "ccomp", "prt", "attr", "acomp"} for c in verb.rights):
        return []
    shown = verb.tag_ == "VBN" and not is_past_form(verb)
    agent = any(c.dep_ == "agent" for c in verb.rights)
    if not (shown or agent or verb.lemma_.lower() in _DONE_TO):
        return []
    return [copula(verb, subject, past=True)]


#: Who does these does them to somebody: without one, they are done to the subject.
_DONE_TO = frozenset(
    """arrest kill jail imprison sentence convict charge accuse injure wound hurt evacuate hospitalise
    hospitalize fine ban sack suspend appoint elect nominate rescue evict deport extradite acquit murder
    stab name""".split()
)
