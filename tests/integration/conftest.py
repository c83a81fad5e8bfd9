"""Who is at the desk in most tests: one reviewer, signed in."""

from __future__ import annotations

import pytest

from tests import factories


@pytest.fixture
def signed_in(app):
    return factories.sign_in(app)


@pytest.fixture
def visitor(signed_in):
    return signed_in[0]


@pytest.fixture
def me(signed_in):
    return signed_in[1]
