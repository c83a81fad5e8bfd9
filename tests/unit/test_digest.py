"""Digests: the same value has the same bytes everywhere, another value has others."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.digest import canonical, digest_of, sha256

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("ab한é", max_size=4), inner, max_size=4)
    ),
    max_leaves=12,
)


def turned(value):
    """The same value with the keys of every object the other way round."""
    if isinstance(value, dict):
        return {key: turned(inner) for key, inner in reversed(value.items())}
    return [turned(inner) for inner in value] if isinstance(value, list) else value


@given(VALUES)
def test_the_order_of_keys_does_not_matter(value):
    assert canonical(turned(value)) == canonical(value)
    assert digest_of(turned(value)) == digest_of(value)


@given(VALUES)
def test_canonical_json_reads_back_as_the_value_on_one_line(value):
    assert json.loads(canonical(value)) == value
    assert "\n" not in canonical(value)


@given(VALUES, VALUES)
def test_two_values_have_one_digest_only_if_they_are_the_same(one, other):
    same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    assert (digest_of(one) == digest_of(other)) == same


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": [True, None]}, '{"a":[true,null],"b":1}'),
        ("한국 “é” 👩🏽‍🚀", '"한국 “é” 👩🏽‍🚀"'),
        ({"é": "e\u0301"}, '{"é":"e\u0301"}'),
        ('a"b\\\n', '"a\\"b\\\\\\n"'),
        ({}, "{}"),
    ],
)
def test_canonical_json_is_written_in_one_way(value, text):
    assert canonical(value) == text


def test_letters_that_look_alike_have_different_digests():
    assert len({digest_of(text) for text in ("é", "e\u0301", "е\u0301", "É")}) == 4


@pytest.mark.parametrize(
    ("data", "digest"),
    [
        (b"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (b"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ],
)
def test_a_digest_is_sha_256_in_hex(data, digest):
    assert sha256(data) == digest


def test_another_run_of_python_gives_the_same_digest():
    value = {"words": ["한국", "é", 3], "set": {"b": 1, "a": 2}}
    code = f"from claims.digest import digest_of; print(digest_of({value!a}))"
    told = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    assert told == digest_of(value) == sha256('{"set":{"a":2,"b":1},"words":["한국","é",3]}'.encode())
