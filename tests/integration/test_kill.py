"""A decision shown as saved is in the database, whole, wherever the desk was killed.

A few kills here; `python -m tests.kill -n 100` does as many as promised, and prints what it found.
"""

from __future__ import annotations

from tests import kill

KILLS = 4


def test_what_was_acknowledged_outlives_a_kill_whole(database_url, tmp_path):
    found = kill.run(database_url, tmp_path / "desk", KILLS)
    assert found.wrong == []
    assert (found.kills, found.lost) == (KILLS, 0)
    assert found.acknowledged >= KILLS
