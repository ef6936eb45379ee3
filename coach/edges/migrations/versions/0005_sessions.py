"""Sessions with a group: clips of recordings, questions to them and what was decided."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("touched_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
    )
    op.create_index("ix_sessions_touched_at", "sessions", ["touched_at"])
    op.create_table(
        "session_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.String(32), nullable=False),
        sa.Column("recording_id", sa.String(64)),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("logged_at", sa.DateTime(), nullable=False),
        _of("session_id", "sessions"),
        _of("recording_id", "recordings"),
        sa.PrimaryKeyConstraint("id", name="pk_session_log"),
    )
    op.create_index("ix_session_log_session_id", "session_log", ["session_id"])
    op.create_index("ix_session_log_recording_id", "session_log", ["recording_id"])


def _of(column: str, parent: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{parent}.id"], name=f"fk_session_log_{column}", ondelete="CASCADE")
