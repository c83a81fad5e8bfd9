"""What a desk goes by: scales, policies; and what belongs to a decision beside verdict and review."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

#: The new tables whose rows never change, with their keys.
FIXED = {
    "rating_scale": "id",
    "policy_version": "id",
    "basis": "digest",
    "review_comment": "id",
    "adjudication": "id",
    "withdrawal": "id",
}
NEW = (*reversed(FIXED), "contact")
VERDICT = ("conclusion", "override_reason", "correction_note")


def upgrade() -> None:
    """Add the tables and columns; every verdict that is there was given on `standard-5`."""
    _tables()
    for name in VERDICT:
        op.add_column("verdict", sa.Column(name, sa.String(), nullable=False, server_default=""))
    for name in ("checklist", "citations"):
        op.add_column("verdict", sa.Column(name, sa.JSON(), nullable=False, server_default=sa.text("'{}'")))
    op.add_column("verdict", sa.Column("confidence", sa.String(length=32), nullable=True))
    for name, default in (("means", ""), ("correction", "none")):
        column = sa.Column(name, sa.String(length=32), nullable=False, server_default=default)
        op.add_column("verdict", column)
    op.add_column("review", sa.Column("code", sa.String(length=32), nullable=False, server_default=""))
    op.add_column("review", sa.Column("means", sa.String(length=32), nullable=True))
    op.add_column("evidence", sa.Column("number", sa.Integer(), nullable=False, server_default="0"))
    op.execute(
        "UPDATE evidence SET number = (SELECT count(*) FROM evidence AS before "
        "WHERE before.claim_id = evidence.claim_id AND before.id <= evidence.id)"
    )
    _fill_in_the_meaning()
    for table, key in FIXED.items():
        for statement in _guards(table, key):
            op.execute(statement)


def downgrade() -> None:
    """Take all of it off."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    if not postgresql:
        op.execute("PRAGMA defer_foreign_keys = ON")
    for table in FIXED:
        for event in ("update", "delete") if postgresql else ("update", "delete", "replace"):
            op.execute(f"DROP TRIGGER {table}_no_{event}" + (f" ON {table}" if postgresql else ""))
    for table in NEW:
        op.drop_table(table)
    op.drop_column("evidence", "number")
    for name in ("code", "means"):
        op.drop_column("review", name)
    for name in (*VERDICT, "checklist", "citations", "confidence", "means", "correction"):
        op.drop_column("verdict", name)


def _fill_in_the_meaning() -> None:
    """A signed row does not change; this tells what it said in a column that is new, under its guard."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    op.execute("DROP TRIGGER verdict_no_update" + (" ON verdict" if postgresql else ""))
    op.execute("UPDATE verdict SET means = code")
    op.execute(_guard("verdict", "update"))


def _guard(table: str, event: str, when: str = "") -> str:
    action = f"BEGIN SELECT RAISE(ABORT, '{table} rows never change'); END"
    if op.get_bind().dialect.name == "postgresql":
        action = "EXECUTE FUNCTION refuse_change()"
    name = "replace" if when else event
    return f'CREATE TRIGGER {table}_no_{name} BEFORE {event} ON "{table}" FOR EACH ROW {when} {action}'


def _guards(table: str, key: str) -> list[str]:
    guards = [_guard(table, event) for event in ("update", "delete")]
    if op.get_bind().dialect.name == "sqlite":
        # INSERT OR REPLACE deletes without asking the trigger above.
        there = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key})"
        guards.append(_guard(table, "insert", there))
    return guards


def _tables() -> None:
    _rules()
    op.create_table(
        "basis",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_basis")),
    )
    op.create_table(
        "review_comment",
        *_ids("review_comment"),
        _to("review_comment", "review_id", "review"),
        sa.Column("about", sa.String(length=32), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("exact", sa.String(), nullable=False),
        _to("review_comment", "evidence_id", "evidence", nullable=True),
        sa.Column("text", sa.String(), nullable=False),
    )
    op.create_index("ix_review_comment_review_id", "review_comment", ["review_id"])
    op.create_table(
        "adjudication",
        *_ids("adjudication"),
        _to("adjudication", "claim_id", "claim"),
        _to("adjudication", "verdict_id", "verdict"),
        _to("adjudication", "review_id", "review"),
        _to("adjudication", "editor_id", "user"),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("digest_seen", sa.String(length=64), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("review_id", name=op.f("uq_adjudication_review_id")),
    )
    op.create_index("ix_adjudication_claim_id", "adjudication", ["claim_id"])
    op.create_index("ix_adjudication_verdict_id", "adjudication", ["verdict_id"])
    op.create_table(
        "withdrawal",
        *_ids("withdrawal"),
        _to("withdrawal", "claim_id", "claim"),
        _to("withdrawal", "verdict_id", "verdict"),
        _to("withdrawal", "editor_id", "user"),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("verdict_id", name=op.f("uq_withdrawal_verdict_id")),
    )
    op.create_index("ix_withdrawal_claim_id", "withdrawal", ["claim_id"])
    op.create_table(
        "contact",
        *_ids("contact"),
        _to("contact", "claim_id", "claim"),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        _to("contact", "made_by_id", "user"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
    )
    op.create_index("ix_contact_claim_id", "contact", ["claim_id"])


def _rules() -> None:
    op.create_table(
        "rating_scale",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        _to("rating_scale", "made_by_id", "user"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating_scale")),
        sa.UniqueConstraint("name", "version", name=op.f("uq_rating_scale_name_version")),
    )
    op.create_table(
        "policy_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        _to("policy_version", "made_by_id", "user"),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_version")),
        sa.UniqueConstraint("version", name=op.f("uq_policy_version_version")),
    )


def _ids(table: str) -> tuple[sa.Column[int] | sa.Column[str] | sa.Constraint, ...]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("public_id", name=op.f(f"uq_{table}_public_id")),
    )


def _to(table: str, name: str, of: str, *, nullable: bool = False) -> sa.Column[int]:
    key = sa.ForeignKey(f"{of}.id", name=op.f(f"fk_{table}_{name}"))
    return sa.Column(name, sa.Integer(), key, nullable=nullable)
