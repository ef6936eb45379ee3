"""Leads that are followed up, the log of each, and the recordings of it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "leads",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("touched_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_leads"),
    )
    op.create_index("ix_leads_who", "leads", ["who"])
    op.create_index("ix_leads_touched_at", "leads", ["touched_at"])
    op.create_table(
        "lead_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("logged_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime()),
        _of("lead_log", "lead_id", "leads"),
        sa.PrimaryKeyConstraint("id", name="pk_lead_log"),
    )
    op.create_index("ix_lead_log_lead_id", "lead_log", ["lead_id"])
    op.create_table(
        "lead_recordings",
        sa.Column("recording_id", sa.String(64), nullable=False),
        sa.Column("lead_id", sa.String(32), nullable=False),
        sa.Column("linked_at", sa.DateTime(), nullable=False),
        _of("lead_recordings", "recording_id", "recordings"),
        _of("lead_recordings", "lead_id", "leads"),
        sa.PrimaryKeyConstraint("recording_id", name="pk_lead_recordings"),
    )
    op.create_index("ix_lead_recordings_lead_id", "lead_recordings", ["lead_id"])


def _of(table: str, column: str, parent: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{parent}.id"], name=f"fk_{table}_{column}", ondelete="CASCADE")
