"""Imports: files that wait, what others say of claims, and lines of other desks' releases as they came."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

FIXED = ("lead", "imported_item")
NEW = ("imported_item", "lead", "import_part", "claim_import")


def upgrade() -> None:
    """Add the tables."""
    _tables()
    for statement in _guards():
        op.execute(statement)


def downgrade() -> None:
    """Take all of it off; claims that came in stay."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    op.execute("DELETE FROM job WHERE name = 'import_claims'")
    for table in FIXED:
        for event in ("update", "delete") if postgresql else ("update", "delete", "replace"):
            op.execute(f"DROP TRIGGER {table}_no_{event}" + (f" ON {table}" if postgresql else ""))
    for table in NEW:
        op.drop_table(table)


def _guards() -> list[str]:
    postgresql = op.get_bind().dialect.name == "postgresql"
    guards = []
    for table in FIXED:
        action = "EXECUTE FUNCTION refuse_change()"
        if not postgresql:
            action = f"BEGIN SELECT RAISE(ABORT, '{table} rows never change'); END"
            guards.append(
                f"CREATE TRIGGER {table}_no_replace BEFORE insert ON {table} FOR EACH ROW "
                f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) {action}"
            )
        guards += [
            f"CREATE TRIGGER {table}_no_{event} BEFORE {event} ON {table} FOR EACH ROW {action}"
            for event in ("update", "delete")
        ]
    return guards


def _tables() -> None:
    op.create_table(
        "claim_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("manifest", sa.String(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by_id"], ["user.id"], name=op.f("fk_claim_import_asked_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_import")),
        sa.UniqueConstraint("public_id", name=op.f("uq_claim_import_public_id")),
    )
    op.create_table(
        "import_part",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["claim_import.id"], name=op.f("fk_import_part_import_id")),
        sa.PrimaryKeyConstraint("import_id", "number", name=op.f("pk_import_part")),
    )
    texts = (
        *("foreign_id", "rating", "rater", "rater_url", "url", "published_on", "claimant", "appeared_at"),
        *("appeared_on", "explanation"),
    )
    op.create_table(
        "lead",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("known_by", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_lead_claim_id")),
        sa.ForeignKeyConstraint(["import_id"], ["claim_import.id"], name=op.f("fk_lead_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead")),
        sa.UniqueConstraint("public_id", name=op.f("uq_lead_public_id")),
    )
    for name in ("claim_id", "import_id", "known_by"):
        op.create_index(f"ix_lead_{name}", "lead", [name])
    op.create_table(
        "imported_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_imported_item_claim_id")),
        sa.ForeignKeyConstraint(["import_id"], ["claim_import.id"], name=op.f("fk_imported_item_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_item")),
        sa.UniqueConstraint("import_id", "position", name=op.f("uq_imported_item_import_id_position")),
    )
    op.create_index("ix_imported_item_claim_id", "imported_item", ["claim_id"])
