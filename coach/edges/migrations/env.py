"""Run by Alembic inside the transaction that `coach.edges.database` has open."""

from alembic import context

from coach.edges.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
