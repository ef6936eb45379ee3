"""Everything that touches the world: files, sound, speech models, the database, other processes."""
