"""What is found for a word is kept while a sentence is worded, and forgotten behind it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from claims.split.cutting.kept import keeping, kept, kept_alone


def _word(at: int = 0):
    return SimpleNamespace(i=at, doc=SimpleNamespace(user_data={}))


def test_a_word_is_looked_up_once_for_each_way_to_ask() -> None:
    asked = []

    @kept
    def find(token, *, full: bool = False, spread: bool = True):
        asked.append((full, spread))
        return [token.i]

    word = _word()
    with keeping(word.doc):
        assert find(word) is find(word, full=False)
        assert find(word, spread=False) is not find(word, full=True)
    assert asked == [(False, True), (False, False), (True, True)]


def test_two_words_and_two_searches_do_not_share_what_is_found() -> None:
    one, other = _word(1), _word(2)
    other.doc = one.doc
    first, second = (
        kept_alone(lambda token: ("first", token.i)),
        kept_alone(lambda token: ("second", token.i)),
    )
    with keeping(one.doc):
        assert (first(one), first(other)) == (("first", 1), ("first", 2))
        assert second(one) == ("second", 1)


def test_nothing_is_kept_outside_or_behind_an_error() -> None:
    word = _word()
    find = kept_alone(lambda token: [token.i])
    assert find(word) is not find(word)
    with pytest.raises(LookupError), keeping(word.doc):
        raise LookupError
    assert word.doc.user_data == {}
