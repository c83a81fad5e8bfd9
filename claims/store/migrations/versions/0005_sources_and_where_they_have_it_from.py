"""Sources as evidence needs them: raw bytes, sentences, origins, fetches; and what became of quotes."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

FIXED = {"blob": "sha256", "passage": "id"}
NEW = (
    "quote_check",
    "snapshot_mark",
    "recheck",
    "passage",
    "fetch_request",
    "origin_answer",
    "archive_link",
    "blob",
)
POINTING = (
    ("source", "relayed_from_id", "source"),
    ("source", "merged_into_id", "source"),
    ("evidence", "was_id", "evidence"),
)
TEXTS = {
    "source": ("interest_note", "canonical_url"),
    "snapshot": ("raw_sha256", "warc_sha256", "extractor", "url"),
    "evidence": ("paraphrase", "question", "answer"),
}
SHA = ("raw_sha256", "warc_sha256")


def upgrade() -> None:
    """Add the tables and columns; sentences of texts that are there are found by a job for each."""
    _tables()
    for table, name, of in POINTING:
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN {name} INTEGER CONSTRAINT fk_{table}_{name} REFERENCES {of} (id)"
        )
    for table, names in TEXTS.items():
        for name in names:
            length = 64 if name in SHA else None
            op.add_column(table, sa.Column(name, sa.String(length=length), nullable=False, server_default=""))
    op.add_column("source", sa.Column("protected", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("source", sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("snapshot", sa.Column("http_status", sa.Integer(), nullable=True))
    for name in ("headers", "pages"):
        op.add_column("snapshot", sa.Column(name, sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
    op.add_column("evidence", sa.Column("directness", sa.String(length=32), nullable=True))
    op.create_index("ix_source_canonical_url", "source", ["canonical_url"])
    op.create_index("ix_source_relayed_from_id", "source", ["relayed_from_id"])
    op.create_index("ix_source_merged_into_id", "source", ["merged_into_id"])
    op.create_index("ix_snapshot_raw_sha256", "snapshot", ["raw_sha256"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE TABLE passage_words (id INTEGER PRIMARY KEY, words TSVECTOR NOT NULL)")
        op.execute("CREATE INDEX ix_passage_words_words ON passage_words USING gin (words)")
    else:
        op.execute("CREATE VIRTUAL TABLE passage_words USING fts5(words, content='')")
    for statement in _guards():
        op.execute(statement)
    _ask_for_sentences()


def downgrade() -> None:
    """Take all of it off."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    if not postgresql:
        op.execute("PRAGMA defer_foreign_keys = ON")
    op.execute("DELETE FROM job WHERE name IN ('index_source', 'fetch_source', 'check_quotes')")
    op.execute("DROP TABLE passage_words")
    for table in FIXED:
        for event in ("update", "delete") if postgresql else ("update", "delete", "replace"):
            op.execute(f"DROP TRIGGER {table}_no_{event}" + (f" ON {table}" if postgresql else ""))
    for table in NEW:
        op.drop_table(table)
    op.drop_index("ix_snapshot_raw_sha256", table_name="snapshot")
    op.drop_index("ix_source_merged_into_id", table_name="source")
    op.drop_index("ix_source_relayed_from_id", table_name="source")
    op.drop_index("ix_source_canonical_url", table_name="source")
    for name in (*TEXTS["snapshot"], "http_status", "headers", "pages"):
        op.drop_column("snapshot", name)
    # SQLite drops no column that points elsewhere: these tables are made anew.
    with op.batch_alter_table("evidence", recreate="auto") as batch:
        for name in (*TEXTS["evidence"], "directness", "was_id"):
            batch.drop_column(name)
    with op.batch_alter_table("source", recreate="auto") as batch:
        for name in (*TEXTS["source"], "protected", "removed_at", "relayed_from_id", "merged_into_id"):
            batch.drop_column(name)


def _guards() -> list[str]:
    postgresql = op.get_bind().dialect.name == "postgresql"
    guards = []
    for table, key in FIXED.items():
        action = "EXECUTE FUNCTION refuse_change()"
        if not postgresql:
            action = f"BEGIN SELECT RAISE(ABORT, '{table} rows never change'); END"
            guards.append(
                f"CREATE TRIGGER {table}_no_replace BEFORE insert ON {table} FOR EACH ROW "
                f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key}) {action}"
            )
        guards += [
            f"CREATE TRIGGER {table}_no_{event} BEFORE {event} ON {table} FOR EACH ROW {action}"
            for event in ("update", "delete")
        ]
    return guards


def _ask_for_sentences() -> None:
    """A job for each text that is there; its public id only has to be one nobody else has."""
    zone = "CURRENT_TIMESTAMP"
    op.execute(
        "INSERT INTO job (public_id, name, subject_id, key, state, step, steps_done, steps_total, attempts, "
        "worker, run_at, error, created_at) "
        "SELECT public_id, 'index_source', id, 'index_source:' || id, 'waiting', '', 0, 0, 0, '', "
        f"{zone}, '', {zone} FROM snapshot"
    )


def _tables() -> None:
    # ### commands auto generated by Alembic - please adjust! ###
    op.create_table(
        "blob",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blob")),
    )
    op.create_table(
        "archive_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("archive", sa.String(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_archive_link_by_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_archive_link_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_link")),
        sa.UniqueConstraint("source_id", "url", name=op.f("uq_archive_link_source_id_url")),
    )
    op.create_table(
        "origin_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("same", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_origin_answer_by_id")),
        sa.ForeignKeyConstraint(["other_id"], ["source.id"], name=op.f("fk_origin_answer_other_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_origin_answer_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_origin_answer")),
        sa.UniqueConstraint("source_id", "other_id", name=op.f("uq_origin_answer_source_id_other_id")),
    )
    op.create_index("ix_origin_answer_other_id", "origin_answer", ["other_id"])

    op.create_table(
        "fetch_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("claim_id", sa.Integer(), nullable=True),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("snapshot_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["asked_by_id"], ["user.id"], name=op.f("fk_fetch_request_asked_by_id")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_fetch_request_claim_id")),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"], name=op.f("fk_fetch_request_snapshot_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_fetch_request_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fetch_request")),
        sa.UniqueConstraint("public_id", name=op.f("uq_fetch_request_public_id")),
    )
    op.create_index("ix_fetch_request_asked_by_id", "fetch_request", ["asked_by_id"])
    op.create_index("ix_fetch_request_host", "fetch_request", ["host"])

    op.create_table(
        "passage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"], name=op.f("fk_passage_snapshot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage")),
        sa.UniqueConstraint("snapshot_id", "number", name=op.f("uq_passage_snapshot_id_number")),
    )
    op.create_table(
        "recheck",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("set_id", sa.Integer(), nullable=True),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["asked_by_id"], ["user.id"], name=op.f("fk_recheck_asked_by_id")),
        sa.ForeignKeyConstraint(["set_id"], ["claim_set.id"], name=op.f("fk_recheck_set_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_recheck_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recheck")),
        sa.UniqueConstraint("public_id", name=op.f("uq_recheck_public_id")),
    )
    op.create_index("ix_recheck_set_id", "recheck", ["set_id"])
    op.create_index("ix_recheck_source_id", "recheck", ["source_id"])

    op.create_table(
        "snapshot_mark",
        sa.Column("snapshot_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"], name=op.f("fk_snapshot_mark_snapshot_id")),
        sa.PrimaryKeyConstraint("snapshot_id", "mark", name=op.f("pk_snapshot_mark")),
    )
    op.create_index("ix_snapshot_mark_mark", "snapshot_mark", ["mark", "snapshot_id"])

    op.create_table(
        "quote_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recheck_id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("snapshot_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("end", sa.Integer(), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_quote_check_evidence_id")),
        sa.ForeignKeyConstraint(["recheck_id"], ["recheck.id"], name=op.f("fk_quote_check_recheck_id")),
        sa.ForeignKeyConstraint(["snapshot_id"], ["snapshot.id"], name=op.f("fk_quote_check_snapshot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote_check")),
        sa.UniqueConstraint("recheck_id", "evidence_id", name=op.f("uq_quote_check_recheck_id_evidence_id")),
    )
    op.create_index("ix_quote_check_evidence_id", "quote_check", ["evidence_id"])

