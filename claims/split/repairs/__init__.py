"""Parses repaired right behind the parser, where a sentence cannot be meant as it was read.

The small model often takes a past tense for a participle ("The film, directed by Moor, opened") or
hangs a noun on the wrong one of two. Each rule looks for a sign that the parse is wrong, such as a
sentence without a main verb, and changes no more than it must; all else stays as it was read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.split.repairs import hung, roots, strayed
from claims.split.repairs.words import is_active, is_broken

if TYPE_CHECKING:
    from claims.split.parsed import Doc

#: A longer sentence stays as it was read, and whole: a list without full stops must not cost seconds.
MOST_TOKENS = 300

__all__ = ["MOST_TOKENS", "is_active", "is_broken", "repaired"]


#: By the relation that a word has to the one it hangs on, in the order they are tried.
_WORD_RULES = {
    relation: (*hung.RULES.get(relation, ()), *strayed.RULES.get(relation, ()))
    for relation in {*hung.RULES, *strayed.RULES}
}


def repaired(doc: Doc) -> Doc:
    """The same paragraph, its parse changed in place where a rule sees that it is wrong."""
    for sentence in (one for one in doc.sents if len(one) <= MOST_TOKENS):
        for rule in roots.RULES:
            rule(doc.span(sentence.start, sentence.end).root)
        for token in sentence:
            for word_rule in _WORD_RULES.get(token.dep_, ()):
                word_rule(token)
    return doc
