"""A set has a rule; a version says what changed since the one before, and which claims it withdraws."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; of versions that are there nothing changes, and no two have the same name."""
    op.add_column("claim_set", sa.Column("rule", sa.String(), nullable=False, server_default=""))
    op.add_column(
        "claim_set_item", sa.Column("by_rule", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("release", sa.Column("notes", sa.String(), nullable=False, server_default=""))
    op.add_column("release", sa.Column("counts", sa.JSON(), nullable=False, server_default=sa.text("'{}'")))
    op.add_column(
        "release_item", sa.Column("withdrawn", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_index("uq_release_set_id_version", "release", ["set_id", "version"], unique=True)


def downgrade() -> None:
    """Take them off."""
    op.drop_index("uq_release_set_id_version", table_name="release")
    op.drop_column("release_item", "withdrawn")
    op.drop_column("release", "counts")
    op.drop_column("release", "notes")
    op.drop_column("claim_set_item", "by_rule")
    op.drop_column("claim_set", "rule")
