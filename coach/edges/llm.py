"""Language models: any server that speaks OpenAI's chat completions, or answers kept in files.

Off unless the user switches one on; then only sealed prompts go out (see `coach.redaction`), and everything that can
go wrong is a `LanguageModelError` with one plain line. What was made without a model always stands.
"""

from __future__ import annotations

import hashlib
import ipaddress
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar
from urllib.parse import urlsplit

from pydantic import BaseModel

from coach.answering import MOST_LETTERS, read_answer, so_far
from coach.asking import Form, as_bytes, forms_for, request_body
from coach.edges.hiding import hide
from coach.errors import CoachError
from coach.model_failures import Failure, LanguageModelError
from coach.redaction import Sealed, preview, unseal, unsealed
from coach.settings import Settings

if TYPE_CHECKING:
    from coach.edges.llm_wire import Limits, Server

T = TypeVar("T")

OPENAI = "https://api.openai.com/v1"
GROWTH = 1.02
"""How much longer an answer must be before it is shown again: each showing reads all that has come."""
_TRY_NEXT_FORM = frozenset({Failure.UNSUPPORTED, Failure.WRONG_SHAPE, Failure.EMPTY})


@dataclass(frozen=True)
class SoFar(Generic[T]):
    """An answer that is coming: the words that are there, for show only, and at the end the answer itself."""

    text: str
    answer: T | None = None


class LanguageModel(Protocol):
    """Answers a sealed prompt with a value, names put back. Raises LanguageModelError and nothing else."""

    name: str
    where: str
    """Where the text goes, for the user to read."""

    def complete(self, sealed: Sealed, output: type[T]) -> T:
        """The whole answer, as an `output`: a subclass of `coach.asking.Output`, or `str`."""
        ...

    def stream(self, sealed: Sealed, output: type[T]) -> Iterator[SoFar[T]]:
        """The answer as it comes; the last of them carries it whole. Whoever stops iterating ends the asking."""
        ...


class OpenAIModel:
    """A model behind a server that speaks OpenAI's chat completions."""

    def __init__(self, name: str, server: Server, limits: Limits) -> None:
        self.name = name
        self.where = server.url
        self._server = server
        self._limits = limits
        self._strictest: dict[type, int] = {}
        """For each output the strictest form that the server has not refused: it is not offered a refused one again."""

    def preview(self, sealed: Sealed, output: type) -> bytes:
        """Exactly the bytes that asking would send, in the form that it would try first."""
        return preview(sealed, output, self.name, self._forms(output)[0])

    def complete(self, sealed: Sealed, output: type[T]) -> T:
        """See `LanguageModel`."""
        for part in self.stream(sealed, output):
            if part.answer is not None:
                return part.answer
        raise LanguageModelError(Failure.EMPTY, self.where)

    def stream(self, sealed: Sealed, output: type[T]) -> Iterator[SoFar[T]]:
        """See `LanguageModel`. One limit of time holds for all forms and for asking again."""
        until = time.monotonic() + self._limits.whole_s
        retries = [self._limits.retries]
        forms = self._forms(output)
        for form in forms:
            body = as_bytes(request_body(sealed.prompt, output, self.name, form))
            try:
                raw, shown = "", 0
                for raw in self._asked(body, until, retries, patient=form is forms[-1]):
                    if not shown <= len(raw) < shown * GROWTH:
                        yield SoFar(unseal(so_far(hide(raw)), sealed))
                        shown = len(raw)
                answer = unsealed(read_answer(hide(raw), output), sealed)
            except LanguageModelError as error:
                unknown = error.failure in _TRY_NEXT_FORM or _own_error(error)
                if form is forms[-1] or not unknown:
                    raise
                if error.status is not None:
                    self._strictest[output] = self._strictest.get(output, 0) + 1
                continue
            yield SoFar(unseal(so_far(hide(raw)), sealed), answer)
            return

    def _forms(self, output: type) -> tuple[Form, ...]:
        return forms_for(output)[self._strictest.get(output, 0) :]

    def _asked(self, body: bytes, until: float, retries: list[int], patient: bool) -> Iterator[str]:
        """What has come so far of the answer to `body`, again and again longer; asks again where that may help.

        Unless `patient`, a server's own error is no reason to ask the same again: some answer 500 to a form of
        question that they don't know.
        """
        from coach.edges.llm_wire import ask

        pause = self._limits.pause_s
        while True:
            raw = ""
            try:
                for piece in ask(self._server, body, self._limits, until):
                    raw += piece
                    if len(raw) > MOST_LETTERS:
                        raise LanguageModelError(Failure.TOO_LARGE, self.where)
                    yield raw
                return
            except LanguageModelError as error:
                wait = pause if error.wait_s is None else error.wait_s
                again = error.passing and (patient or not _own_error(error)) and retries[0] > 0
                if not again or wait > self._limits.longest_pause_s or time.monotonic() + wait >= until:
                    raise
                retries[0] -= 1
                time.sleep(wait)
                pause *= 2


def _own_error(error: LanguageModelError) -> bool:
    """Whether the server itself broke on the question; 502 to 504 are of the machines in between."""
    return error.failure is Failure.SERVER_ERROR and error.status not in (408, 425, 502, 503, 504)


class SavedModel:
    """Answers kept in files, one a question: for samples and tests, and to look at a question again for nothing."""

    def __init__(self, folder: Path, name: str = "saved") -> None:
        self.name = name
        self.where = "files on this machine"
        self._folder = folder

    def complete(self, sealed: Sealed, output: type[T]) -> T:
        """See `LanguageModel`. Raises NOT_SAVED where no answer was kept."""
        try:
            raw = self._path(sealed, output).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            raise LanguageModelError(Failure.NOT_SAVED, self.where) from None
        return unsealed(read_answer(raw, output), sealed)

    def stream(self, sealed: Sealed, output: type[T]) -> Iterator[SoFar[T]]:
        """See `LanguageModel`: the whole answer at once."""
        answer = self.complete(sealed, output)
        yield SoFar(so_far(answer.model_dump_json() if isinstance(answer, BaseModel) else str(answer)), answer)

    def keep(self, sealed: Sealed, output: type, raw: str) -> Path:
        """Keeps what a model answered, as it came: with placeholders, never with names. Returns the file."""
        path = self._path(sealed, output)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(raw, encoding="utf-8")
        return path

    def _path(self, sealed: Sealed, output: type) -> Path:
        asked = as_bytes(request_body(sealed.prompt, output, "", Form.TEXT)) + output.__name__.encode()
        return self._folder / f"{sealed.prompt.name}-{hashlib.sha256(asked).hexdigest()[:16]}.json"


def is_switched_on(settings: Settings) -> bool:
    """Whether the user has named a model and said that it may be asked."""
    return settings.llm and settings.llm_model is not None


def open_model(settings: Settings, consent: bool = False) -> OpenAIModel:
    """The language model of the settings. `consent` is the user's yes to this one asking.

    Raises LanguageModelError (SWITCHED_OFF) without a model or without a yes, CoachError for an address or a key
    that won't do. Nothing is sent here.
    """
    if settings.llm_model is None or not (settings.llm or consent):
        raise LanguageModelError(Failure.SWITCHED_OFF)
    url = server_address(settings)
    local = is_this_machine(url)
    key = os.environ.get("OPENAI_API_KEY", "").strip()
    if not key and not local:
        raise CoachError("The language model's server needs a key.", "Set OPENAI_API_KEY, or use a server of your own.")
    if not key.isascii() or not key.isprintable():
        raise CoachError("OPENAI_API_KEY is no key.", "It should be letters, digits and signs on one line.")
    from coach.edges.llm_wire import Limits, Server

    limits = Limits(settings.llm_connect_s, settings.llm_first_s, settings.llm_whole_s)
    return OpenAIModel(settings.llm_model, Server(url, key or "none", trusts_proxies=not local), limits)


def server_address(settings: Settings) -> str:
    """The address that text would go to. Raises CoachError when it won't do."""
    url = (settings.llm_base_url or OPENAI).rstrip("/")
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0 and url.isprintable()
    except ValueError:
        usable = False
    if not usable or parts.username or parts.password or parts.query or parts.fragment:
        raise CoachError("COACH_LLM_BASE_URL is no address of a server.", "It should look like https://host/v1.")
    if parts.scheme == "http" and not is_this_machine(url):
        raise CoachError(
            "COACH_LLM_BASE_URL begins with http, and what is sent could be read on the way.",
            "Use https, or a server on this machine.",
        )
    return url


def is_this_machine(url: str) -> bool:
    """Whether `url` cannot lead anywhere else: a loopback address, or the name that is kept for it."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
