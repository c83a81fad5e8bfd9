"""Parses mended where a rule can see that they are wrong: titles, brackets, lists and their subjects."""

from __future__ import annotations

from claims.split.cutting.series import join_lists
from claims.split.cutting.titles import join_titles
from claims.split.cutting.tree import Tree
from claims.split.parsed import Doc
from claims.split.repairs import MOST_TOKENS


def mended(doc: Doc) -> Doc:
    """The same paragraph with a better parse, or the very same where no rule has anything to say."""
    numbers = [number for number, sentence in enumerate(doc.sents) for _ in sentence]
    tree = Tree(
        [t.text for t in doc], [t.head.i for t in doc], [t.dep_ for t in doc], [t.pos_ for t in doc], numbers
    )
    join_titles(tree)
    for sentence in (one for one in doc.sents if len(one) <= MOST_TOKENS):
        join_lists(tree, sentence.start, sentence.end)
    return _written(doc, tree) if tree.changed and tree.whole() else doc


def _written(doc: Doc, tree: Tree) -> Doc:
    """A copy of the paragraph with the parse of the tree; a word made part of a name is tagged as one."""
    copy = Doc(doc, tree.heads)
    for token, dep, kind in zip(copy, tree.deps, tree.kinds, strict=True):
        token.dep_ = dep
        if kind != token.pos_:
            token.pos_, token.tag_ = kind, "NNP"
    return copy
