"""Titles and brackets in a parse: each made one, with nothing outside hanging inside."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from claims.split.cutting.tree import NOUNS

if TYPE_CHECKING:
    from claims.split.cutting.tree import Tree

_QUOTES = {"“": "”", '"': '"', "‘": "’"}
_LONGEST_TITLE = 9
_JOINTS = frozenset({"and", "&"})
_INSIDE = frozenset(
    {"of", "the", "a", "an", "in", "on", "to", "for", "at", ":", "-", "'s", "’s", "with", "vs", "vs.", "from"}
)
_SMALL = frozenset({"VERB", "AUX", "PRON", "ADV", "SCONJ"})
_CLAUSES = frozenset({"ccomp", "advcl", "acl", "relcl", "parataxis", "amod", "punct", "dep", "xcomp"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_BETWEEN = frozenset({",", "and", "&", '"', "“", "”", "‘", "’", "'"})

_MODIFYING = frozenset({"compound", "nmod", "amod", "case", "nummod"})


def join_titles(tree: Tree) -> None:
    """Let the words of each title hang on its last, and titles side by side be a list."""
    titles: list[tuple[int, int]] = []
    for found in sorted({*_quoted(tree), *_named_works(tree)}):
        one = tree.sentences[found[0]] == tree.sentences[found[1]]
        if one and (not titles or found[0] > titles[-1][1]):
            titles.append(found)
    for start, end in titles:
        _make_one(tree, start, end)
    close_brackets(tree)
    _chain(tree, titles)


def _quoted(tree: Tree) -> list[tuple[int, int]]:
    """Short stretches in quotes that begin with a capital and are no sentence: first and last word."""
    found = []
    at = 0
    while at < len(tree.words):
        closing = _QUOTES.get(tree.words[at])
        if closing is not None:
            end = next(
                (i for i in range(at + 1, min(len(tree.words), at + 14)) if tree.words[i] == closing), None
            )
            last = _last_word(tree, at + 1, end) if end is not None else at
            if end is not None and _is_title(tree.words[at + 1 : last + 1]):
                found.append((at + 1, last))
            at = end if end is not None else at
        at += 1
    return found


def _named_works(tree: Tree) -> list[tuple[int, int]]:
    """Runs of capitals that the parser took apart: "Everything Goes Wrong", "Avengers: Endgame"."""
    found = []
    at = 1
    while at < len(tree.words):
        if tree.words[at][:1].isupper():
            end = _run_end(tree.words, at)
            if _has_year(tree.words, end) or (end > at and _took_apart(tree, at, end)):
                found.append((at, end))
            at = end
        at += 1
    return found


def _has_year(words: list[str], end: int) -> bool:
    """Say whether a year in brackets follows: "Boy (2010)"."""
    return words[end + 1 : end + 2] == ["("] and words[end + 2][:4].isdigit() and len(words[end + 2]) >= 4


def _run_end(words: list[str], start: int) -> int:
    last = start
    for at in range(start + 1, min(start + _LONGEST_TITLE, len(words))):
        if words[at][:1].isupper() or words[at].isdigit():
            last = at
        elif words[at] not in _INSIDE:
            break
    return last


def _took_apart(tree: Tree, start: int, end: int) -> bool:
    inside = range(start, end + 1)
    if tree.words[start - 1] in {".", "!", "?", ":"}:
        return False
    colon = any(tree.words[i] == ":" for i in inside)
    wrong = any(tree.kinds[i] in _SMALL and tree.words[i][:1].isupper() for i in inside)
    return colon or wrong


def _last_word(tree: Tree, start: int, end: int) -> int:
    last = end - 1
    while last > start and tree.words[last] in {",", ".", ";"}:
        last -= 1
    return last


def _is_title(words: list[str]) -> bool:
    inner = [w for w in words if w[:1].isalpha()]
    capitals = sum(w[0].isupper() for w in inner)
    return (
        0 < len(words) <= _LONGEST_TITLE
        and bool(inner)
        and inner[0][0].isupper()
        and capitals * 2 >= len(inner)
    )


def _make_one(tree: Tree, start: int, end: int) -> None:
    """Let the words of a title hang on its last, and that on what the first of them hung on."""
    inside = range(start, end + 1)
    tops = [i for i in inside if not start <= tree.heads[i] <= end or tree.heads[i] == i]
    tops = [i for i in tops if tree.words[i][:1].isalnum()] or tops
    if any(tree.heads[i] == i for i in tops):
        return
    outside = [i for i, head in enumerate(tree.heads) if start <= head <= end and not start <= i <= end]
    last = max(i for i in inside if tree.words[i][:1].isalnum())
    head, dep = tree.heads[tops[0]], tree.deps[tops[0]]
    if any(tree.under(head, i) for i in outside):
        return
    for i in inside:
        if i != last:
            tree.hang(i, last, "punct" if not tree.words[i][:1].isalnum() else "compound")
        if tree.words[i][:1].isalpha():
            tree.kinds[i] = "PROPN"
    for i in outside:
        tree.hang(i, last, tree.deps[i])
    tree.hang(last, *_place_of(tree, (start, last), head, dep))


def _place_of(tree: Tree, title: tuple[int, int], head: int, dep: str) -> tuple[int, str]:
    """What a title hangs on, where the parser took it for a clause or a stray word."""
    start, last = title
    if dep == "pcomp":
        return head, "pobj"
    stray = dep in _CLAUSES or (dep in {"appos", "conj"} and tree.kinds[head] in {"VERB", "AUX"})
    if not stray and not (dep in _SUBJECTS and head > start and tree.words[head][:1].isupper()):
        return head, dep
    before = next((i for i in range(start - 1, -1, -1) if tree.kinds[i] in NOUNS), head)
    return (head, dep) if tree.under(before, last) else (before, "appos")


def _chain(tree: Tree, titles: list[tuple[int, int]]) -> None:
    """Titles with nothing but commas, brackets and "and" between them are a list."""
    for (_, one), (start, other) in pairwise(titles):
        between = _outside_brackets(tree.words[one + 1 : start])
        joined = any(w in _JOINTS | {","} for w in between) and all(w in _BETWEEN for w in between)
        if joined and not tree.under(one, other):
            tree.hang(other, one, "conj")
            for i in range(one + 1, start):
                if tree.words[i] in _JOINTS | {","}:
                    tree.hang(i, one, "punct" if tree.words[i] == "," else "cc")


def _outside_brackets(words: list[str]) -> list[str]:
    found, depth = [], 0
    for word in words:
        depth += word == "("
        if not depth:
            found.append(word)
        depth -= word == ")" and depth > 0
    return found


def close_brackets(tree: Tree) -> None:
    """What stands in brackets hangs on the word before them, and nothing outside hangs on it."""
    opened: list[int] = []
    for at, word in enumerate(tree.words):
        if word == "(":
            opened.append(at)
        elif word == ")" and opened:
            start = opened.pop()
            if start and at - start < 25:
                _close(tree, start, at)


def _close(tree: Tree, start: int, end: int) -> None:
    host = _word_before(tree, start)
    inside = range(start, end + 1)
    if any(tree.heads[i] == i for i in inside) or start <= tree.heads[host] <= end:
        return
    outside = [i for i, head in enumerate(tree.heads) if start <= head <= end and i not in inside]
    if any(tree.under(host, i) for i in outside):
        return
    for i in outside:
        if i > end:
            tree.hang(i, host, tree.deps[i])
    for i in inside:
        if tree.heads[i] not in inside and tree.words[i][:1].isalnum():
            tree.hang(i, host, "acl" if tree.words[i] == "born" else "nmod")


def _word_before(tree: Tree, start: int) -> int:
    host = start - 1
    while host > 0 and not tree.words[host][:1].isalnum():
        host -= 1
    while tree.deps[host] in _MODIFYING and host < tree.heads[host] < start:
        host = tree.heads[host]
    return host
