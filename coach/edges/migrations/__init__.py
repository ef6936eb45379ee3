"""How the tables came to be, one file a step. Nothing here is imported; Alembic reads it."""
