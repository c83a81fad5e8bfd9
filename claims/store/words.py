"""The index of words: which claims hold those asked for. FTS5 on SQLite, tsvector on PostgreSQL.

Both index the words that `claims.folding` makes, so both find the same.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from claims import folding

_ADD = {
    "sqlite": "INSERT INTO claim_words (rowid, words) VALUES (:id, :words)",
    "postgresql": "INSERT INTO claim_words (id, words) VALUES (:id, to_tsvector('simple', :words))",
}
_REMOVE = {
    "sqlite": "DELETE FROM claim_words WHERE rowid = :id",
    "postgresql": "DELETE FROM claim_words WHERE id = :id",
}
_MATCH = {
    "sqlite": "claim.id IN (SELECT rowid FROM claim_words WHERE claim_words MATCH :words)",
    "postgresql": (
        "claim.id IN (SELECT id FROM claim_words WHERE claim_words.words @@ to_tsquery('simple', :words))"
    ),
}


def add(session: Session, texts: Iterable[tuple[int, str]]) -> None:
    """Index new claims: their key, and the words they are found by."""
    rows = [{"id": key, "words": folding.index_words(words)} for key, words in texts]
    if rows:
        session.connection().execute(text(_ADD[_engine(session)]), rows)


def replace(session: Session, claim_id: int, words: str) -> None:
    """Index a claim anew after its wording changed."""
    session.connection().execute(text(_REMOVE[_engine(session)]), {"id": claim_id})
    add(session, [(claim_id, words)])


def matches(session: Session, query: str) -> Any:
    """The condition that a claim holds all the words asked for; None where nothing is asked for."""
    phrases = folding.query_phrases(query)
    if not phrases:
        return None
    engine = _engine(session)
    asked = _fts5(phrases) if engine == "sqlite" else _tsquery(phrases)
    return text(_MATCH[engine]).bindparams(words=asked)


def _fts5(phrases: list[list[str]]) -> str:
    return " AND ".join(f'"{" ".join(phrase)}" *' for phrase in phrases)


def _tsquery(phrases: list[list[str]]) -> str:
    return " & ".join(f"({' <-> '.join([*phrase[:-1], phrase[-1] + ':*'])})" for phrase in phrases)


def _engine(session: Session) -> str:
    return session.get_bind().dialect.name
