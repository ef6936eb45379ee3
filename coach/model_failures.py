"""Every way in which a language model can fail us: a closed set, each with one plain line for the user."""

from __future__ import annotations

from enum import StrEnum

from coach.errors import CoachError


class Failure(StrEnum):
    """What went wrong with a language model. There is no other way for it to go wrong."""

    SWITCHED_OFF = "switched-off"
    UNREACHABLE = "unreachable"
    SLOW = "slow"
    RATE_LIMITED = "rate-limited"
    SERVER_ERROR = "server-error"
    CUT_OFF = "cut-off"
    EMPTY = "empty"
    WRONG_SHAPE = "wrong-shape"
    TOO_LARGE = "too-large"
    REFUSED = "refused"
    NOT_ALLOWED = "not-allowed"
    NOT_FOUND = "not-found"
    UNSUPPORTED = "unsupported"
    NOT_SAVED = "not-saved"


_SAID = {
    Failure.SWITCHED_OFF: ("No language model is switched on.", "Everything works without one."),
    Failure.UNREACHABLE: ("The language model cannot be reached.", "Look whether its server runs at {where}."),
    Failure.SLOW: ("The language model did not answer in time.", "Try again later, or a smaller model."),
    Failure.RATE_LIMITED: ("The language model takes no more questions just now.", "Try again in a few minutes."),
    Failure.SERVER_ERROR: ("The language model's server has an error of its own.", "Try again later."),
    Failure.CUT_OFF: ("The language model's answer was cut off.", "Try again."),
    Failure.EMPTY: ("The language model gave no answer.", "Try again, or another model."),
    Failure.WRONG_SHAPE: ("The language model's answer cannot be read.", "Try again, or another model."),
    Failure.TOO_LARGE: ("The language model's answer is far too long.", "Try another model."),
    Failure.REFUSED: ("The language model declined to answer.", "Nothing needs to be done."),
    Failure.NOT_ALLOWED: ("The language model's server does not accept the key.", "Check OPENAI_API_KEY."),
    Failure.NOT_FOUND: (
        "The server at {where} does not know this address or model.",
        "Check COACH_LLM_BASE_URL and COACH_LLM_MODEL.",
    ),
    Failure.UNSUPPORTED: (
        "The language model's server does not take this kind of question.",
        "Check COACH_LLM_BASE_URL, or try another model.",
    ),
    Failure.NOT_SAVED: ("There is no saved answer to this question.", "Ask the model once and keep its answer."),
}

PASSING = frozenset({Failure.UNREACHABLE, Failure.RATE_LIMITED, Failure.SERVER_ERROR, Failure.CUT_OFF})
"""What may be gone a moment later, so that asking again makes sense."""


class LanguageModelError(CoachError):
    """A language model gave us nothing to use. What was made without it stands.

    `status` is the server's HTTP status where it sent one; `wait_s` the seconds it asked us to wait; `final` says that
    asking again would come out the same.
    """

    def __init__(
        self,
        failure: Failure,
        where: str = "its address",
        status: int | None = None,
        wait_s: float | None = None,
        final: bool = False,
    ) -> None:
        message, hint = _SAID[failure]
        super().__init__(message.format(where=where), hint.format(where=where))
        self.failure = failure
        self.status = status
        self.wait_s = wait_s
        self.final = final

    @property
    def passing(self) -> bool:
        """Whether asking again soon makes sense."""
        return self.failure in PASSING and not self.final
