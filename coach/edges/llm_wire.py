"""One question over the network to a language model: what it says piece by piece, within limits that hold.

The libraries below limit each read and not the whole: a server that drips a byte a second would keep us for hours.
So the asking is done by a thread of its own, and the one who waits keeps the time and cuts the line when it is over.
"""

from __future__ import annotations

import json
import queue
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx2
import openai
from pydantic import BaseModel, ValidationError

from coach.edges.llm_line import Line, StoppedError, proxy_for
from coach.model_failures import Failure, LanguageModelError

_FINE_ENDS = (None, "stop", "eos", "end_turn")
_STATUS = {
    401: Failure.NOT_ALLOWED,
    403: Failure.NOT_ALLOWED,
    404: Failure.NOT_FOUND,
    405: Failure.NOT_FOUND,
    408: Failure.SERVER_ERROR,
    410: Failure.NOT_FOUND,
    425: Failure.SERVER_ERROR,
    429: Failure.RATE_LIMITED,
}


@dataclass(frozen=True)
class Limits:
    """How long we wait, in seconds, and how often we ask again."""

    connect_s: float = 3.0
    first_s: float = 10.0
    """Until the first sign of life after the question was sent."""
    whole_s: float = 30.0
    """For everything together, asking again included."""
    retries: int = 2
    pause_s: float = 0.5
    """Before asking again; doubled each time."""
    longest_pause_s: float = 5.0
    """A server that wants us to wait longer than this is not waited for."""


@dataclass(frozen=True)
class Server:
    """Where a language model answers."""

    url: str
    key: str = field(repr=False)
    trusts_proxies: bool
    """Whether the machine's proxy settings are used: never for a server on this machine."""


class _Delta(BaseModel):
    content: str | None = None
    refusal: str | None = None
    tool_calls: object = None
    function_call: object = None


class _Choice(BaseModel):
    delta: _Delta | None = None
    message: _Delta | None = None
    finish_reason: str | None = None


class _Chunk(BaseModel):
    choices: list[_Choice] | None = None
    error: object = None


def ask(server: Server, body: bytes, limits: Limits, until: float) -> Iterator[str]:
    """The pieces of the answer to `body` as they come; "" is a sign of life without words.

    `until` is the moment, by `time.monotonic`, at which everything ends. Raises LanguageModelError and nothing else.
    Whoever stops iterating cuts the line.
    """
    heard: queue.SimpleQueue[str | BaseException | None] = queue.SimpleQueue()
    line = Line(proxy_for(server.url) if server.trusts_proxies else None)
    thread = threading.Thread(target=_listen, args=(server, body, limits, line, heard), daemon=True, name="model")
    thread.start()
    first = time.monotonic() + limits.connect_s + limits.first_s
    alive = False
    try:
        while True:
            left = min(until, until if alive else first) - time.monotonic()
            try:
                piece = heard.get(timeout=max(left, 0.001))
            except queue.Empty:
                raise LanguageModelError(Failure.SLOW, server.url) from None
            if piece is None:
                return
            if isinstance(piece, BaseException):
                raise piece
            alive = True
            yield piece
    finally:
        line.cut()


def _listen(server: Server, body: bytes, limits: Limits, line: Line, heard: queue.SimpleQueue[Any]) -> None:
    """What the thread does: asks, and tells what it hears; ends with None or with an error."""
    try:
        for piece in _pieces(server, body, limits, line):
            heard.put(piece)
        heard.put(None)
    except LanguageModelError as error:
        heard.put(error)
    except openai.APIStatusError as error:
        heard.put(_refusal(error, server.url))
    except (openai.OpenAIError, httpx2.HTTPError, httpx2.StreamError, httpx2.InvalidURL, OSError) as error:
        heard.put(LanguageModelError(_broken(error), server.url))
    except (ValueError, RecursionError):  # no JSON, no UTF-8, nested a million deep
        heard.put(LanguageModelError(Failure.WRONG_SHAPE, server.url))
    except BaseException as error:  # a bug of ours belongs to the thread that waits
        heard.put(error)
        raise


def _pieces(server: Server, body: bytes, limits: Limits, line: Line) -> Iterator[str]:
    timeout = httpx2.Timeout(limits.whole_s, connect=limits.connect_s)
    headers = {"Accept-Encoding": "identity", "Content-Type": "application/json", "Accept": "text/event-stream"}
    with (
        httpx2.Client(transport=line, follow_redirects=False, trust_env=False, timeout=timeout) as http,
        openai.OpenAI(
            base_url=server.url, api_key=server.key, max_retries=0, timeout=timeout, http_client=http
        ) as client,
    ):  # fmt: skip
        stream = client.post(
            "/chat/completions",
            cast_to=object,
            content=body,
            options={"headers": headers, "follow_redirects": False},
            stream=True,
            stream_cls=openai.Stream[object],
        )
        kind = stream.response.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == "text/event-stream":
            yield from _read(iter(stream))
        elif kind == "application/json":  # a server that does not stream answers at once
            yield from _read(iter([json.loads(stream.response.read())]))
        else:
            raise LanguageModelError(Failure.WRONG_SHAPE, server.url)


def _read(chunks: Iterator[object]) -> Iterator[str]:
    """The words in a server's chunks. Their shape is the server's, so nothing about it is taken for granted."""
    ended, words = False, 0
    reason: str | None = None
    for data in chunks:
        try:
            chunk = _Chunk.model_validate(data)
        except ValidationError:
            raise LanguageModelError(Failure.WRONG_SHAPE) from None
        if chunk.error:
            raise LanguageModelError(Failure.SERVER_ERROR)
        if not chunk.choices:
            yield ""
            continue
        choice = chunk.choices[0]
        said = choice.delta or choice.message or _Delta()
        if said.refusal:
            raise LanguageModelError(Failure.REFUSED)
        if said.tool_calls or said.function_call:
            raise LanguageModelError(Failure.WRONG_SHAPE)
        ended = ended or choice.finish_reason is not None
        reason = choice.finish_reason or reason
        words += len(said.content or "")
        yield said.content or ""
    if reason == "content_filter":
        raise LanguageModelError(Failure.REFUSED)
    if reason in ("tool_calls", "function_call"):
        raise LanguageModelError(Failure.WRONG_SHAPE)
    if reason not in _FINE_ENDS:
        raise LanguageModelError(Failure.CUT_OFF, final=True)  # it reached the end of what it may say
    if words and not ended:
        raise LanguageModelError(Failure.CUT_OFF)


def _refusal(error: openai.APIStatusError, where: str) -> LanguageModelError:
    status = error.status_code
    failure = _STATUS.get(status, Failure.SERVER_ERROR if status >= 500 else Failure.UNSUPPORTED)
    asked = error.response.headers.get("retry-after", "")
    try:
        wait = max(0.0, float(asked)) if asked else None
    except ValueError:
        wait = None  # a date, or nonsense: our own pause does
    return LanguageModelError(failure, where, status, wait)


def _broken(error: BaseException) -> Failure:
    """What a failed exchange came to, from the error and what caused it."""
    if isinstance(error, openai.APIError) and not isinstance(error, openai.APIConnectionError):
        return Failure.SERVER_ERROR  # told in the middle of the stream
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, StoppedError):
            return cause.failure
        if isinstance(cause, httpx2.ConnectError | httpx2.ConnectTimeout | httpx2.UnsupportedProtocol):
            return Failure.UNREACHABLE
        if isinstance(cause, httpx2.TimeoutException):
            return Failure.SLOW
        if isinstance(cause, httpx2.RemoteProtocolError | httpx2.ReadError | httpx2.WriteError):
            return Failure.CUT_OFF
        cause = cause.__cause__ or cause.__context__
    return Failure.UNREACHABLE
