"""A server that speaks OpenAI's chat completions, and misbehaves on demand, on loopback only.

Each behaviour is one function of the handler; the test names it in the path: `http://127.0.0.1:PORT/NAME/v1`.
"""

from __future__ import annotations

import contextlib
import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

GOOD = {"subject": "", "sentences": ["Hi Dana, this is Marcus."]}
MEGABYTE = 1024 * 1024


@dataclass
class FaultServer:
    """The running server, and what it was asked."""

    port: int
    bodies: list[bytes] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)
    answer: Any = None
    """What a well-behaved behaviour answers; `GOOD` when None."""

    def url(self, behaviour: str) -> str:
        return f"http://127.0.0.1:{self.port}/{behaviour}/v1"

    @property
    def forms(self) -> list[str]:
        """The form of each question asked."""
        return [json.loads(body).get("response_format", {}).get("type", "text") for body in self.bodies]


@contextlib.contextmanager
def fault_server() -> Iterator[FaultServer]:
    """A server for the time of a test."""
    shown: list[FaultServer] = []

    class Handler(_Handler):
        server_said = shown

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, *_: Any) -> None:  # clients hang up on purpose here
            pass

    server = Quiet(("127.0.0.1", 0), Handler)
    shown.append(FaultServer(server.server_address[1]))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield shown[0]
    finally:
        shown[0].stop.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_said: list[FaultServer]

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        self.do_POST()

    def do_POST(self) -> None:
        self.faults = self.server_said[0]
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.faults.bodies.append(body)
        self.faults.paths.append(self.path)
        self.faults.headers.append({name.lower(): value for name, value in self.headers.items()})
        self.asked = json.loads(body) if body else {}
        self.close_connection = True
        BEHAVIOURS[self.path.split("/")[1]](self)

    # What every behaviour is made of

    def head(self, status: int, kind: str = "application/json", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Connection", "close")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def send(self, text: str | bytes) -> None:
        self.wfile.write(text.encode() if isinstance(text, str) else text)
        self.wfile.flush()

    def fail(self, status: int, **headers: str) -> None:
        self.head(status, **headers)
        self.send(json.dumps({"error": {"message": "no", "type": "error"}}))

    def event(self, content: str | None = None, finish: str | None = None, **delta: Any) -> None:
        said = {**({} if content is None else {"content": content}), **delta}
        self.send("data: " + json.dumps({"choices": [{"index": 0, "delta": said, "finish_reason": finish}]}) + "\n\n")

    def stream(self, text: str, finish: str | None = "stop", done: bool = True) -> None:
        self.head(200, "text/event-stream")
        for at in range(0, len(text), 7):
            self.event(text[at : at + 7])
        if finish:
            self.event(finish=finish)
        if done:
            self.send("data: [DONE]\n\n")

    @property
    def answer(self) -> str:
        """What a well-behaved behaviour answers."""
        answer = self.faults.answer or GOOD
        return answer if isinstance(answer, str) else json.dumps(answer)

    def good(self) -> None:
        self.stream(self.answer)

    @property
    def form(self) -> str:
        return str(self.asked.get("response_format", {}).get("type", "text"))

    def nth(self) -> int:
        """The how-manieth question this is, from 1."""
        return len(self.faults.bodies)

    def wait(self, seconds: float = 30.0) -> None:
        self.faults.stop.wait(seconds)


def never_answers(self: _Handler) -> None:
    self.wait()


def drips_headers(self: _Handler) -> None:
    for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"z" * 500:
        self.send(bytes([byte]))
        if self.faults.stop.wait(0.05):
            return


def drips_words(self: _Handler) -> None:
    self.head(200, "text/event-stream")
    while not self.faults.stop.wait(0.05):
        self.event("a")


def drips_comments(self: _Handler) -> None:
    self.head(200, "text/event-stream")
    while not self.faults.stop.wait(0.05):
        self.send(": still here\n\n")


def stalls_in_the_middle(self: _Handler) -> None:
    self.head(200, "text/event-stream")
    self.event('{"subject": "')
    self.wait()


def rate_limited_at_first(self: _Handler) -> None:
    if self.nth() == 1:
        self.fail(429, Retry_After="0")
    else:
        self.good()


def server_error_twice(self: _Handler) -> None:
    if self.nth() <= 2:
        self.fail(503)
    else:
        self.good()


def schema_refused(status: int) -> Callable[[_Handler], None]:
    def behave(self: _Handler) -> None:
        if self.form == "json_schema":
            self.fail(status)
        else:
            self.good()

    return behave


def only_text(self: _Handler) -> None:
    if self.form != "text":
        self.fail(500 if self.form == "json_schema" else 400)
    else:
        self.good()


def wrong_keys(self: _Handler) -> None:
    self.stream(json.dumps({"title": "x", "body": ["y"]}))


def wrong_keys_then_right(self: _Handler) -> None:
    if self.form == "text":
        self.good()
    else:
        wrong_keys(self)


def in_a_fence(self: _Handler) -> None:
    self.stream("Sure! Here it is:\n```json\n" + self.answer + "\n```\nHope that helps {you}.")


def thinks_aloud(self: _Handler) -> None:
    self.stream('<think>maybe {"subject": "wrong", "sentences": ["wrong"]}</think>' + self.answer)


def hangs_up_in_the_middle(self: _Handler) -> None:
    self.head(200, "text/event-stream")
    self.event('{"subject": "", "sent')


def hangs_up_once(self: _Handler) -> None:
    if self.nth() == 1:
        hangs_up_in_the_middle(self)
    else:
        self.good()


def resets(self: _Handler) -> None:
    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    self.connection.close()


def hangs_up_at_once(self: _Handler) -> None:
    self.connection.shutdown(socket.SHUT_RDWR)


def endless_words(self: _Handler) -> None:
    self.head(200, "text/event-stream")
    while not self.faults.stop.is_set():
        self.event("word " * 200)


def one_huge_line(self: _Handler) -> None:
    self.head(200, "text/event-stream")
    self.send("data: ")
    for _ in range(64):
        self.send("x" * MEGABYTE)


def huge_error(self: _Handler) -> None:
    self.head(400)
    for _ in range(64):
        self.send("x" * MEGABYTE)


def html_page(status: int) -> Callable[[_Handler], None]:
    def behave(self: _Handler) -> None:
        self.head(status, "text/html")
        self.send("<html><body><h1>Bad gateway</h1></body></html>")

    return behave


def packed(self: _Handler) -> None:
    import gzip

    self.head(200, "text/event-stream", Content_Encoding="gzip")
    self.send(gzip.compress(b"data: " + b"0" * 50 * MEGABYTE))


def elsewhere(self: _Handler) -> None:
    self.head(307, Location=f"http://127.0.0.1:{self.faults.port}/good/v1/chat/completions")


def not_streamed(self: _Handler) -> None:
    self.head(200)
    said = {"role": "assistant", "content": self.answer}
    self.send(json.dumps({"choices": [{"index": 0, "message": said, "finish_reason": "stop"}]}))


def calls_a_tool(self: _Handler) -> None:
    self.head(200, "text/event-stream")
    self.event(tool_calls=[{"index": 0, "id": "1", "function": {"name": "send_mail", "arguments": "{}"}}])
    self.event(finish="tool_calls")
    self.send("data: [DONE]\n\n")


def refuses(self: _Handler) -> None:
    self.head(200, "text/event-stream")
    self.event(refusal="I can't help with that.")


def thinks_and_says_nothing(self: _Handler) -> None:
    self.head(200, "text/event-stream")
    self.event(reasoning_content="I wonder what to say.")
    self.event(finish="stop")
    self.send("data: [DONE]\n\n")


def error_in_the_stream(self: _Handler) -> None:
    self.head(200, "text/event-stream")
    self.event("{")
    self.send('data: {"error": {"message": "out of memory"}}\n\n')


def no_json_in_the_stream(self: _Handler) -> None:
    self.head(200, "text/event-stream")
    self.send("data: {this is not json\n\n")


def odd_chunks(chunk: str) -> Callable[[_Handler], None]:
    def behave(self: _Handler) -> None:
        self.head(200, "text/event-stream")
        self.send(f"data: {chunk}\n\ndata: [DONE]\n\n")

    return behave


def not_http(self: _Handler) -> None:
    self.send("SSH-2.0-OpenSSH_9.2\r\n" * 20)


def no_text_at_all(self: _Handler) -> None:
    self.head(200, "text/event-stream")
    self.send(b"data: \xff\xfe\x00\n\n" * 5)


BEHAVIOURS: dict[str, Callable[[_Handler], None]] = {
    "good": _Handler.good,
    "never-answers": never_answers,
    "drips-headers": drips_headers,
    "drips-words": drips_words,
    "drips-comments": drips_comments,
    "stalls-in-the-middle": stalls_in_the_middle,
    "429": lambda self: self.fail(429),
    "429-wait-a-day": lambda self: self.fail(429, Retry_After="86400"),
    "429-wait-five": lambda self: self.fail(429, Retry_After="5"),
    "429-nonsense": lambda self: self.fail(429, Retry_After="soon"),
    "429-once": rate_limited_at_first,
    "500": lambda self: self.fail(500),
    "503-twice": server_error_twice,
    "503": lambda self: self.fail(503),
    "400": lambda self: self.fail(400),
    "401": lambda self: self.fail(401),
    "404": lambda self: self.fail(404),
    "schema-400": schema_refused(400),
    "schema-500": schema_refused(500),
    "only-text": only_text,
    "wrong-keys": wrong_keys,
    "wrong-keys-then-right": wrong_keys_then_right,
    "no-json": lambda self: self.stream("I would write something warm and short."),
    "half-json": lambda self: self.stream('{"subject": "", "sentences": ["Hi'),
    "in-a-fence": in_a_fence,
    "thinks-aloud": thinks_aloud,
    "length": lambda self: self.stream('{"subject": "", "sentences": ["Hi', finish="length"),
    "filtered": lambda self: self.stream("", finish="content_filter"),
    "hangs-up-in-the-middle": hangs_up_in_the_middle,
    "hangs-up-once": hangs_up_once,
    "hangs-up-at-once": hangs_up_at_once,
    "resets": resets,
    "empty": lambda self: self.stream(""),
    "unseen": lambda self: self.stream("\u200b\u2060\ufeff" * 20),
    "endless-words": endless_words,
    "one-huge-line": one_huge_line,
    "huge-error": huge_error,
    "packed": packed,
    "html": html_page(200),
    "html-502": html_page(502),
    "elsewhere": elsewhere,
    "not-streamed": not_streamed,
    "calls-a-tool": calls_a_tool,
    "refuses": refuses,
    "error-in-the-stream": error_in_the_stream,
    "no-json-in-the-stream": no_json_in_the_stream,
    "no-choices": odd_chunks('{"choices": []}'),
    "thinks-and-says-nothing": thinks_and_says_nothing,
    "choices-are-a-number": odd_chunks('{"choices": 7}'),
    "content-is-a-list": odd_chunks('{"choices": [{"delta": {"content": ["a"]}}]}'),
    "chunk-is-a-list": odd_chunks("[1, 2]"),
    "nested-deep": odd_chunks('{"choices": ' + "[" * 100_000),
    "not-http": not_http,
    "no-text-at-all": no_text_at_all,
}


if __name__ == "__main__":
    with fault_server() as running:
        print(running.url("good"))
        time.sleep(3600)
