"""What was heard of a recording that is being worked on, and jobs that wait for the machine."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "heard_blocks",
        sa.Column("recording_id", sa.String(64), nullable=False),
        sa.Column("run", sa.String(64), nullable=False),
        sa.Column("block", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("heard_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["recording_id"], ["recordings.id"], name="fk_heard_blocks_recording_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("recording_id", "run", "block", name="pk_heard_blocks"),
    )
    with op.batch_alter_table("jobs") as jobs:
        jobs.add_column(sa.Column("next_at", sa.DateTime()))
        jobs.add_column(sa.Column("waits", sa.Integer(), nullable=False, server_default="0"))
        jobs.add_column(sa.Column("code", sa.String(20), nullable=False, server_default=""))
