"""Recordings that stay, however old they are."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "pins",
        sa.Column("recording_id", sa.String(64), nullable=False),
        sa.Column("pinned_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["recording_id"], ["recordings.id"], name="fk_pins_recording_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("recording_id", name="pk_pins"),
    )
