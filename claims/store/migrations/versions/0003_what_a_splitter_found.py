"""What a splitter found beside a claim's words, what became of each sentence, and linked claims."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

LISTS = ("finer", "trace", "dates", "quantities", "mentions", "facts", "hints")
#: A link may be undone; what it says never changes.
LINK = ("id", "from_claim_id", "to_claim_id", "kind", "created_by_id", "created_at")


def upgrade() -> None:
    """Add the columns, empty in the rows of before, and the tables; guard what never changes."""
    # Added in place: a table that is made anew would lose its guards.
    with op.batch_alter_table("claim_version", recreate="never") as batch:
        for name in LISTS:
            batch.add_column(sa.Column(name, sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
        batch.add_column(sa.Column("form", sa.String(length=32), nullable=True))
        batch.add_column(sa.Column("negated", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("occurrence", recreate="never") as batch:
        batch.add_column(sa.Column("parts", sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
    op.create_table(
        "sentence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("claims", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["version_id"], ["article_version.id"], name=op.f("fk_sentence_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sentence")),
        sa.UniqueConstraint("version_id", "start", name=op.f("uq_sentence_version_id_start")),
    )
    op.create_table(
        "claim_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_claim_id", sa.Integer(), nullable=False),
        sa.Column("to_claim_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["from_claim_id"], ["claim.id"], name=op.f("fk_claim_link_from_claim_id")),
        sa.ForeignKeyConstraint(["to_claim_id"], ["claim.id"], name=op.f("fk_claim_link_to_claim_id")),
        sa.ForeignKeyConstraint(["created_by_id"], ["user.id"], name=op.f("fk_claim_link_created_by_id")),
        sa.ForeignKeyConstraint(["undone_by_id"], ["user.id"], name=op.f("fk_claim_link_undone_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_link")),
    )
    op.create_index(op.f("ix_claim_link_from_claim_id"), "claim_link", ["from_claim_id"])
    op.create_index(op.f("ix_claim_link_to_claim_id"), "claim_link", ["to_claim_id"])
    for statement in (*_guards("sentence", ()), *_guards("claim_link", LINK)):
        op.execute(statement)


def downgrade() -> None:
    """Take all of it off; the guards go with their tables."""
    op.drop_table("claim_link")
    op.drop_table("sentence")
    with op.batch_alter_table("occurrence", recreate="never") as batch:
        batch.drop_column("parts")
    with op.batch_alter_table("claim_version", recreate="never") as batch:
        for name in (*LISTS, "form", "negated"):
            batch.drop_column(name)


def _guards(table: str, columns: tuple[str, ...]) -> list[str]:
    """The triggers of 0002 for one table; with `columns`, the others may be changed."""
    if op.get_bind().dialect.name == "postgresql":
        action = "EXECUTE FUNCTION refuse_change()"
    else:
        action = f"BEGIN SELECT RAISE(ABORT, '{table} rows never change'); END"
    update = f"UPDATE OF {', '.join(columns)}" if columns else "UPDATE"
    guards = [
        f"CREATE TRIGGER {table}_no_update BEFORE {update} ON {table} FOR EACH ROW {action}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW {action}",
    ]
    if op.get_bind().dialect.name == "sqlite":
        # INSERT OR REPLACE deletes without asking the trigger above.
        guards.append(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} FOR EACH ROW "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) {action}"
        )
    return guards
