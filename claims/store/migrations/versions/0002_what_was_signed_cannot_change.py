"""What was signed cannot change: the database itself refuses to alter or delete these rows."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

FIXED = (
    "article_version",
    "claim_version",
    "snapshot",
    "verdict",
    "review",
    "release",
    "release_item",
    "event",
)


def upgrade() -> None:
    """Set a guard on each table whose rows never change."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION '% rows never change', TG_TABLE_NAME; END $$"
        )
    for table in FIXED:
        for statement in _guards(table):
            op.execute(statement)


def downgrade() -> None:
    """Take the guards off."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    for table in FIXED:
        for event in ("update", "delete") if postgresql else ("update", "delete", "replace"):
            on = f' ON "{table}"' if postgresql else ""
            op.execute(f"DROP TRIGGER {table}_no_{event}{on}")
    if postgresql:
        op.execute("DROP FUNCTION refuse_change()")


def _guards(table: str) -> list[str]:
    if op.get_bind().dialect.name == "postgresql":
        action = "EXECUTE FUNCTION refuse_change()"
    else:
        action = f"BEGIN SELECT RAISE(ABORT, '{table} rows never change'); END"
    guards = [
        f'CREATE TRIGGER {table}_no_{event} BEFORE {event} ON "{table}" FOR EACH ROW {action}'
        for event in ("update", "delete")
    ]
    if op.get_bind().dialect.name == "sqlite":
        # INSERT OR REPLACE deletes without asking the trigger above.
        key = "seq" if table == "event" else "id"
        guards.append(
            f'CREATE TRIGGER {table}_no_replace BEFORE insert ON "{table}" FOR EACH ROW '
            f'WHEN EXISTS (SELECT 1 FROM "{table}" WHERE {key} = NEW.{key}) {action}'
        )
    return guards
