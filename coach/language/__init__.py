"""What was said, as data: pure functions over timed words. Knows `coach.models` and nobody else."""
