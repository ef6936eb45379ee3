"""Errors written for the person who can fix them: what is wrong, and what to do about it."""

from coach.names import spelled_out


class CoachError(Exception):
    """Something the user can put right. Shown as one plain line, never as a traceback."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.message = message
        self.hint = hint
        super().__init__(f"{message} {hint}".strip())


class AudioError(CoachError):
    """The file holds no sound that we can or will read. `code` is a stable word for logs and tests.

    A file's name stands in most of them, so nothing in a message breaks its line.
    """

    def __init__(self, message: str, hint: str = "", code: str = "unreadable") -> None:
        super().__init__(spelled_out(message), hint)
        self.code = code


class ModelError(CoachError):
    """The speech model is missing, altered or could not be loaded."""


class RubricError(CoachError):
    """A rubric file that cannot be used; the message names file and line."""


class StoreError(CoachError):
    """The database cannot be opened, is damaged, or belongs to another version."""


class BusyError(StoreError):
    """The database cannot be used just now: locked, away, or its disk full. The same may work later."""


class PromptError(CoachError):
    """A prompt file that cannot be used, or one that was given the wrong inputs."""
