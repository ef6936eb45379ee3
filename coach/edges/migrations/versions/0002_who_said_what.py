"""Corrections of transcripts, voice samples of reps, and the channel that the rep turned out to be on."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("transcripts", sa.Column("original_id", sa.Integer()))
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recording_id", sa.String(64), nullable=False),
        sa.Column("transcript_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime()),
        _of_a_recording("corrections"),
        sa.ForeignKeyConstraint(
            ["transcript_id"], ["transcripts.id"], name="fk_corrections_transcript_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
    )
    op.create_index("ix_corrections_recording_id", "corrections", ["recording_id"])
    op.create_table(
        "voice_samples",
        sa.Column("rep", sa.Text(), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("model", sa.String(64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("rep", name="pk_voice_samples"),
    )
    op.create_table(
        "rep_channels",
        sa.Column("recording_id", sa.String(64), nullable=False),
        sa.Column("side", sa.String(5), nullable=False),
        sa.Column("noted_at", sa.DateTime(), nullable=False),
        _of_a_recording("rep_channels"),
        sa.PrimaryKeyConstraint("recording_id", name="pk_rep_channels"),
    )


def _of_a_recording(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["recording_id"], ["recordings.id"], name=f"fk_{table}_recording_id", ondelete="CASCADE"
    )
