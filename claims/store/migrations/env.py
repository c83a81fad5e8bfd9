"""Run the migrations on the connection that `claims.store.engine` hands over."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Enum, String

import claims.models
from claims.models.base import UtcTime


def render(kind: str, item: Any, _context: object) -> str | Literal[False]:
    """Write column types without our own classes: a migration must not change when they do."""
    if kind != "type":
        return False
    if isinstance(item, UtcTime):
        return "sa.DateTime(timezone=True)"
    length = getattr(getattr(item, "impl_instance", item), "length", None)
    if isinstance(item, Enum | String) or type(item).__name__ == "AutoString":
        return f"sa.String(length={length})" if length else "sa.String()"
    return False


def compared(_object: object, name: str | None, kind: str, *_more: object) -> bool:
    """Leave out the indexes of words, which each database keeps in its own way and no model describes."""
    return not (kind == "table" and (name or "").startswith(("claim_words", "passage_words")))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=claims.models.Article.metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=render,
    include_object=compared,
)
with context.begin_transaction():
    context.run_migrations()
