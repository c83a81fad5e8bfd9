"""Parses mended where a rule can see that they are wrong: titles, brackets, lists and their subjects."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np

from claims.split.cutting.series import join_lists
from claims.split.cutting.titles import join_titles
from claims.split.cutting.tree import Tree
from claims.split.repairs import MOST_TOKENS

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from thinc.types import Ints2d

_ATTRIBUTES: list[int | str] = ["HEAD", "DEP", "POS", "TAG"]


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
    strings = doc.vocab.strings
    values = np.asarray(doc.to_array(_ATTRIBUTES), dtype=np.uint64)
    proper = strings.add("NNP")
    for at, (head, dep, kind) in enumerate(zip(tree.heads, tree.deps, tree.kinds, strict=True)):
        values[at, 0] = np.int64(head - at).astype(np.uint64)
        values[at, 1] = strings.add(dep)
        if kind != doc[at].pos_:
            values[at, 2], values[at, 3] = strings[kind], proper
    return doc.copy().from_array(_ATTRIBUTES, cast("Ints2d", values))
