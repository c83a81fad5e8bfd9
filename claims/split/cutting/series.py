"""Lists of nouns in a parse, and subjects that hang in the wrong place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.split.cutting.tree import NOUNS

if TYPE_CHECKING:
    from claims.split.cutting.tree import Tree


def join_lists(tree: Tree, start: int, end: int) -> None:
    """Mend the lists and the subjects of one sentence."""
    for word in range(start + 1, end):
        _join_number(tree, word)
        _join_prefix(tree, word, end)
    for word in range(start, end):
        if tree.deps[word] == "nsubj":
            _mend_subject(tree, word)
    nouns = [word for word in range(start, end) if tree.kinds[word] in NOUNS]
    for word in nouns:
        _join_callings(tree, word)
        _join_before(tree, word, start)
    for word in nouns:
        _join_appositions(tree, word)
        _part_places(tree, word)
    for word in nouns:
        if tree.deps[word] == "appos" and tree.kinds[word] == "NOUN" and _right_behind(tree, word):
            _swap(tree, tree.heads[word], word)


def _join_number(tree: Tree, number: int) -> None:
    """Of "Hugo IV fell": the name and its number are one, where the parser has the name apart."""
    name = number - 1
    if tree.words[number] not in _OF_RULERS or tree.kinds[name] != "PROPN" or tree.kinds[number] != "PROPN":
        return
    if tree.heads[name] == number or tree.under(number, name):
        return
    for i in tree.below(name):
        tree.hang(i, number, tree.deps[i])
    tree.hang(name, number, "compound")


_OF_RULERS = frozenset("II III IV VI VII VIII IX XI XII XIII XIV XV XVI XVII XVIII".split())


def _join_prefix(tree: Tree, prefix: int, end: int) -> None:
    """Of "she co-founded it": she founded it, where the parser takes "co" for a verb."""
    verb = prefix + 2
    if verb >= end or not _is_prefixed(tree, prefix, verb):
        return
    top, dep = tree.heads[prefix], tree.deps[prefix]
    tree.hang(verb, *((verb, "ROOT") if top == prefix else (top, dep)))
    for part in (prefix, prefix + 1):
        _hand_over(tree, part, verb)
        tree.hang(part, verb, "compound")
    for helper in tree.below(verb):
        if tree.deps[helper] in {"aux", "auxpass"}:
            _hand_over(tree, helper, verb)


def _is_prefixed(tree: Tree, prefix: int, verb: int) -> bool:
    if tree.words[prefix].lower() not in _PREFIXES or tree.words[prefix + 1] != "-":
        return False
    top = tree.heads[prefix]
    return tree.kinds[verb] == "VERB" and top != verb and (top == prefix or not tree.under(top, verb))


def _hand_over(tree: Tree, word: int, verb: int) -> None:
    """Hang on a verb what hung on another word; the words before the verb stay where they are put."""
    for i in tree.below(word):
        if not verb - 2 <= i <= verb:
            tree.hang(i, verb, tree.deps[i])


_PREFIXES = frozenset("co re pre un over under out mis self".split())


def _mend_subject(tree: Tree, word: int) -> None:
    if tree.words[word] in {"who", "which"}:
        _relate(tree, word)
    elif tree.kinds[word] in NOUNS:
        _give_back_subject(tree, word)


def _join_callings(tree: Tree, first: int) -> None:
    """Of "a writer and television host": a writer is one, and "television" says which host."""
    last = tree.heads[first]
    beside = tree.deps[first] in {"nmod", "compound"} and first < last
    if not beside or "," in tree.words[first:last] or not _is_calling(tree, last):
        return
    between = [i for i in tree.below(first) if i > first]
    conjuncts = [i for i in between if tree.deps[i] == "conj"]
    if not _is_calling(tree, first) or len(conjuncts) != 1 or tree.kinds[conjuncts[0]] not in NOUNS:
        return
    for i in tree.below(last):
        if i < first:
            tree.hang(i, first, tree.deps[i])
    tree.hang(first, tree.heads[last], tree.deps[last])
    tree.hang(last, first, "conj")
    tree.hang(conjuncts[0], last, "compound")


def _is_calling(tree: Tree, word: int) -> bool:
    low = tree.words[word].lower()
    return tree.kinds[word] == "NOUN" and low.endswith(_CALLINGS) and low not in _NO_CALLINGS


#: How nouns end that say what somebody does.
_CALLINGS = ("er", "or", "ist", "ian", "ess", "man", "woman", "host", "model", "poet", "personality", "coach")
_NO_CALLINGS = frozenset(
    """computer paper water power theater number order matter soccer career newspaper winter summer weather
    border river chapter cancer letter corner center leader horror color floor tractor motor doctor sector
    sister daughter brother mother father business fitness access success process""".split()
)


def _right_behind(tree: Tree, noun: int) -> bool:
    """Say whether nothing stands between an apposition and its head but what says which one it is."""
    between = range(tree.heads[noun] + 1, noun)
    return all(tree.heads[i] == noun and tree.deps[i] in {"amod", "compound"} for i in between)


def _swap(tree: Tree, modifier: int, noun: int) -> None:
    """Of "football wide receiver", where the parser takes "receiver" for an apposition."""
    if tree.kinds[modifier] not in NOUNS or tree.heads[modifier] == modifier:
        return
    for i, head in enumerate(tree.heads):
        if head == modifier and i not in {modifier, noun}:
            tree.hang(i, noun, tree.deps[i])
    tree.hang(noun, tree.heads[modifier], tree.deps[modifier])
    tree.hang(modifier, noun, "compound")


def _join_before(tree: Tree, last: int, start: int) -> None:
    """Of "his ethic, drive, and views": nouns before a comma do not modify the last but share its place."""
    below = [i for i in range(start, last) if tree.heads[i] == last]
    listed = [
        i
        for i in below
        if tree.kinds[i] in NOUNS and tree.deps[i] in {"nmod", "compound"} and _comma_follows(tree, i, last)
    ]
    if not listed:
        return
    first = listed[0]
    tree.hang(first, tree.heads[last], tree.deps[last])
    for i in below:
        if i < first:
            tree.hang(i, first, tree.deps[i])
    for one, other in zip(listed, [*listed[1:], last], strict=True):
        tree.hang(other, one, "conj")
        for i in below:
            if one < i < other and (tree.words[i] == "," or tree.deps[i] == "cc"):
                tree.hang(i, one, tree.deps[i])
            elif one < i < other and i not in listed:
                tree.hang(i, other, tree.deps[i])


def _comma_follows(tree: Tree, word: int, last: int) -> bool:
    at = word + 1
    while at < last and tree.under(at, word):
        if tree.words[at] == ",":
            return True
        at += 1
    return at < last and tree.words[at] == ","


def _join_appositions(tree: Tree, word: int) -> None:
    """Of "a dancer, a model, and an actress": what the parser calls appositions is a list."""
    head = tree.heads[word]
    if tree.deps[word] != "appos" or head > word:
        return
    chain = [word]
    for at in chain:
        chain += [i for i in tree.below(at) if i > at and tree.deps[i] == "conj"]
    joints = [i for at in chain for i in tree.below(at) if tree.deps[i] == "cc" and i > word]
    oxford = any(tree.words[i - 1] == "," for i in joints)
    siblings = [i for i in tree.below(head) if i > word and tree.deps[i] in {"appos", "conj"}]
    joined = any(tree.deps[i] == "cc" and i > word for i in tree.below(head))
    if tree.words[word - 1] != "(" and (
        (len(chain) > 1 and (oxford or len(chain) > 2)) or (siblings and joined)
    ):
        tree.hang(word, head, "conj")


def _give_back_subject(tree: Tree, word: int) -> None:
    """Of "besides playing for Roma, Ann also sang": Ann sang, where the parser has Roma as the one."""
    verb = tree.heads[word]
    left = min((i for i in range(len(tree.words)) if tree.under(i, word)), default=word)
    named = [i for i in tree.below(word) if tree.deps[i] == "appos" and word < i < verb]
    before = left - 1
    if (
        not named
        or before < 0
        or tree.kinds[before] != "ADP"
        or tree.below(before)
        or tree.words[named[-1] - 1] == "("
    ):
        return
    tree.hang(word, before, "pobj")
    tree.hang(named[-1], verb, "nsubj")


def _relate(tree: Tree, word: int) -> None:
    """Hang a clause whose subject is "who" or "which" on the noun right before that word."""
    verb, at = tree.heads[word], word - 1
    if tree.deps[verb] in {"relcl", "ROOT"} or at < 1:
        return
    at -= tree.words[at] == ","
    if tree.kinds[at] in NOUNS and not tree.under(at, verb):
        tree.hang(verb, at, "relcl")


def _part_places(tree: Tree, word: int) -> None:
    """Of "Delhi, India": no list, for nothing joins the two but a comma."""
    head = tree.heads[word]
    if tree.deps[word] != "conj" or tree.kinds[word] != "PROPN" or tree.kinds[head] != "PROPN":
        return
    chain = [head]
    while tree.deps[chain[-1]] == "conj" and len(chain) < 40:
        chain.append(tree.heads[chain[-1]])
    for at in [word, *chain]:
        if any(tree.deps[i] in {"cc", "conj"} and i != word for i in tree.below(at)):
            return
    if tree.words[word - 1] == "," or tree.words[head + 1 : head + 2] == [","]:
        tree.hang(word, head, "appos")
