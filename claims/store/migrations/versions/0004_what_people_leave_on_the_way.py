"""Lines struck, facts ticked, acts to undo, saved views, presence; the queue's key; the index of words."""

import unicodedata
from typing import Any

import regex
import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

FILTERED = ["hedge", "has_date", "has_number", "kinds_key", "check_worthiness", "assignee_id", "due_at"]
INDEXES = {
    "ix_claim_queue": ["status", "queue_key", "id", "touched_at", *FILTERED],
    "ix_claim_order": ["queue_key", "id", "status", *FILTERED],
    "ix_claim_article": ["article_id", "status", "touched_at"],
    "ix_claim_assignee": ["assignee_id", "status", "due_at"],
}
NEW = ("followed_place", "presence", "saved_view", "act", "fact_tick", "sentence_mark")


def upgrade() -> None:
    """Add the tables and columns, and fill them from the rows that are there."""
    _tables()
    with op.batch_alter_table("user", recreate="never") as batch:
        batch.add_column(sa.Column("settings", sa.JSON(), nullable=False, server_default=sa.text("'{}'")))
    for name, of in (("was_id", "occurrence"), ("made_by_id", "user"), ("undone_by_id", "user")):
        rule = f'CONSTRAINT fk_occurrence_{name} REFERENCES "{of}" (id)'
        op.execute(f"ALTER TABLE occurrence ADD COLUMN {name} INTEGER {rule}")
    op.add_column("occurrence", sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True))
    op.drop_index("ix_claim_queue", table_name="claim")
    with op.batch_alter_table("claim", recreate="never") as batch:
        batch.add_column(sa.Column("queue_key", sa.String(length=40), nullable=False, server_default=""))
        batch.add_column(sa.Column("hedge", sa.String(length=32), nullable=False, server_default="none"))
        batch.add_column(sa.Column("claimant_key", sa.String(), nullable=False, server_default=""))
        batch.add_column(sa.Column("kinds_key", sa.String(), nullable=False, server_default=""))
        batch.add_column(sa.Column("has_date", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("has_number", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("tags_key", sa.String(), nullable=False, server_default=""))
    for name, columns in INDEXES.items():
        op.create_index(name, "claim", columns)
    tagged = sa.text("tags_key <> ''")
    op.create_index("ix_claim_tagged", "claim", ["id"], sqlite_where=tagged, postgresql_where=tagged)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE TABLE claim_words (id INTEGER PRIMARY KEY, words TSVECTOR NOT NULL)")
        op.execute("CREATE INDEX ix_claim_words_words ON claim_words USING gin (words)")
    else:
        op.execute("CREATE VIRTUAL TABLE claim_words USING fts5(words)")
    _fill(op.get_bind())


def downgrade() -> None:
    """Take all of it off."""
    op.execute("DROP TABLE claim_words")
    for name in ("ix_claim_tagged", *INDEXES):
        op.drop_index(name, table_name="claim")
    with op.batch_alter_table("claim", recreate="never") as batch:
        for name in ("queue_key", "hedge", "claimant_key", "kinds_key", "has_date", "has_number", "tags_key"):
            batch.drop_column(name)
    op.create_index("ix_claim_queue", "claim", ["status", "priority", "id"])
    for table in NEW:
        op.drop_table(table)
    # SQLite drops no column that points elsewhere; nothing points at this table, so it is made anew.
    with op.batch_alter_table("occurrence", recreate="auto") as batch:
        for name in ("was_id", "made_by_id", "undone_by_id", "undone_at"):
            batch.drop_column(name)
    with op.batch_alter_table("user", recreate="never") as batch:
        batch.drop_column("settings")


def _tables() -> None:
    holds = sa.text("undone_at IS NULL")
    for table, of, place in (
        ("sentence_mark", "article_version", ("version_id", "start")),
        ("fact_tick", "claim_version", ("claim_version_id", "fact")),
    ):
        op.create_table(
            table,
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column(place[0], sa.Integer(), nullable=False),
            sa.Column(place[1], sa.Integer(), nullable=False),
            sa.Column("by_id", sa.Integer(), nullable=False),
            sa.Column("at", sa.DateTime(timezone=True), nullable=False),
            sa.Column("undone_by_id", sa.Integer(), nullable=True),
            sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
            sa.ForeignKeyConstraint([place[0]], [f"{of}.id"], name=op.f(f"fk_{table}_{place[0]}")),
            sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f(f"fk_{table}_by_id")),
            sa.ForeignKeyConstraint(["undone_by_id"], ["user.id"], name=op.f(f"fk_{table}_undone_by_id")),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        )
        op.create_index(
            f"ux_{table}_holds",
            table,
            list(place),
            unique=True,
            sqlite_where=holds,
            postgresql_where=holds,
        )
    op.create_table(
        "act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("verb", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_act_user_id")),
        sa.ForeignKeyConstraint(["sitting_id"], ["user_session.id"], name=op.f("fk_act_sitting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_act")),
        sa.UniqueConstraint("public_id", name=op.f("uq_act_public_id")),
    )
    op.create_index("ix_act_newest", "act", ["sitting_id", "id"])
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_saved_view_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("public_id", name=op.f("uq_saved_view_public_id")),
        sa.UniqueConstraint("user_id", "name", name=op.f("uq_saved_view_user_id_name")),
    )
    op.create_table(
        "presence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_presence_claim_id")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_presence_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presence")),
        sa.UniqueConstraint("claim_id", "user_id", name=op.f("uq_presence_claim_id_user_id")),
    )
    op.create_table(
        "followed_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=26), nullable=False),
        sa.Column("occurrence_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("runner_up", sa.Float(), nullable=False),
        sa.Column("became_id", sa.Integer(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["occurrence_id"], ["occurrence.id"], name=op.f("fk_followed_place_occurrence_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["article_version.id"], name=op.f("fk_followed_place_version_id")
        ),
        sa.ForeignKeyConstraint(["became_id"], ["occurrence.id"], name=op.f("fk_followed_place_became_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["user.id"], name=op.f("fk_followed_place_decided_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followed_place")),
        sa.UniqueConstraint("public_id", name=op.f("uq_followed_place_public_id")),
        sa.UniqueConstraint(
            "occurrence_id", "version_id", name=op.f("uq_followed_place_occurrence_id_version_id")
        ),
    )
    op.create_index(op.f("ix_followed_place_version_id"), "followed_place", ["version_id"])


# The keys and words of the rows that are there, as the code made them when this was written.

_CLAIMS = """
SELECT claim.id, claim.priority, claim.skipped_at, claim.check_worthiness, claim.tags, claim_version.text,
       claim_version.claimant, claim_version.hedge, claim_version.kinds, claim_version.finer,
       claim_version.dates, claim_version.quantities
FROM claim JOIN claim_version
  ON claim_version.claim_id = claim.id AND claim_version.seq = claim.version_seq
"""
_SET = """
UPDATE claim SET queue_key = :key, hedge = :hedge, claimant_key = :claimant, kinds_key = :kinds,
       has_date = :dated, has_number = :counted, tags_key = :tags WHERE id = :id
"""
_WORDS = {
    "sqlite": "INSERT INTO claim_words (rowid, words) VALUES (:id, :words)",
    "postgresql": "INSERT INTO claim_words (id, words) VALUES (:id, to_tsvector('simple', :words))",
}
_SCRIPTS = r"[\p{Hangul}\p{Han}\p{Hiragana}\p{Katakana}]"
_RUN = regex.compile(rf"(?V1){_SCRIPTS}+|[[\p{{L}}\p{{M}}\p{{N}}]--{_SCRIPTS}]+")
_CJK = regex.compile(_SCRIPTS)


def _fill(connection: sa.Connection) -> None:
    lists = {name: sa.JSON() for name in ("kinds", "finer", "dates", "quantities", "tags")}
    columns: dict[str, Any] = {**lists, "skipped_at": sa.DateTime(timezone=True)}
    rows = connection.execute(sa.text(_CLAIMS).columns(**columns)).all()
    for row in rows:
        connection.execute(sa.text(_SET), _values(row))
        words = {"id": row.id, "words": _words(f"{row.text} {row.claimant}")}
        connection.execute(sa.text(_WORDS[connection.dialect.name]), words)


def _values(row: Any) -> dict[str, Any]:
    skipped = row.skipped_at.strftime("%Y%m%d%H%M%S%f") if row.skipped_at else "0" * 20
    kinds = dict.fromkeys([*row.kinds, *row.finer])
    return {
        "id": row.id,
        "key": f"{999 - row.priority:04d}{skipped}{round((1 - row.check_worthiness) * 10_000):05d}",
        "hedge": row.hedge,
        "claimant": _folded(row.claimant),
        "kinds": f" {' '.join(kinds)} " if kinds else "",
        "dated": bool(row.dates),
        "counted": bool(row.quantities),
        "tags": "".join(f"\n{_folded(tag)}" for tag in row.tags) + "\n" if row.tags else "",
    }


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text).casefold()
    return unicodedata.normalize("NFC", "".join(sign for sign in apart if not unicodedata.combining(sign)))


def _words(text: str) -> str:
    found = []
    for run in _RUN.findall(_folded(text)):
        paired = len(run) > 2 and _CJK.match(run)
        found += [run[at : at + 2] for at in range(len(run) - 1)] if paired else [run]
    return " ".join(found)
