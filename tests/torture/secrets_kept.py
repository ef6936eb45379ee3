"""G14: keys and passwords are in nothing that is written or shown when something fails."""

from __future__ import annotations

import contextlib
import io
import json
import logging
import os
import random
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from unittest import mock
from urllib.parse import quote, quote_plus

from click.testing import CliRunner

from coach.asking import Message, Prompt
from coach.cli import main
from coach.edges import hiding, worker
from coach.edges.hiding import hide_in_what_is_written
from coach.edges.jobs import Jobs, Options
from coach.edges.llm import open_model
from coach.edges.store import open_store
from coach.errors import CoachError
from coach.models import Facts
from coach.redaction import seal
from coach.settings import load_settings
from torture.harness import Figure, Measured

SHAPES = (
    "sk-{0}", "{0}", "{0}%2Fx", "p@{0}", "{0}#1", "{0}/{0}", "{0}?a=b", "{0}&c", "a:{0}", "{0}+{0}", "'{0}'", '"{0}"',
    "{0}$HOME", "{0}\\n", "{{{0}}}", "%s{0}", "{0};--", "<b>{0}</b>", "[{0}](x)", "{0}=", "{0}.*", "({0})", "\\{0}",
    "{0}|{0}", "~{0}", "Bearer-{0}", "{0}é", "{0}_", "^{0}$", "AKIA{0}",
)  # fmt: skip
"""Thirty secrets of different make: signs that addresses, formats, markup and patterns give a meaning to."""
BASE = "http://127.0.0.1"


class _Echo(BaseHTTPRequestHandler):
    """Answers with the key that it was sent, in the way that its path names."""

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        key = self.headers.get("Authorization", "").removeprefix("Bearer ")
        how = self.path.split("/")[1]
        status = int(how) if how.isdigit() else 200
        if how == "content":
            body = json.dumps({"choices": [{"message": {"role": "assistant", "content": key}, "index": 0}]})
        elif how == "stream":
            body = "data: " + json.dumps({"choices": [{"delta": {"content": key}, "index": 0}]}) + "\n\n"
        elif how == "html":
            body = f"<html>{key}</html>"
        elif how == "number":
            body = f"{{{key}"
        else:
            body = json.dumps({"error": {"message": f"wrong key {key}", "type": key, "code": key}})
        self.send_response(302 if how == "elsewhere" else status)
        kind = {"stream": "text/event-stream", "html": "text/html"}.get(how, "application/json")
        self.send_header("Content-Type", kind)
        if how == "elsewhere":
            self.send_header("Location", f"/{quote(key)}")
        self.end_headers()
        self.wfile.write(body.encode())


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:  # who asked hung up
        pass


@contextlib.contextmanager
def _server() -> Iterator[int]:
    server = _Quiet(("127.0.0.1", 0), _Echo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


Path_ = Callable[[str, Path, int], object]
"""A failure: the secret, the data folder, the port of the server that echoes. What it returns is looked through."""


def _run(*words: str, **env: str) -> Path_:
    def fails(secret: str, folder: Path, port: int) -> object:
        given = {name: value.format(quote(secret, safe=""), port=port) for name, value in env.items()}
        return CliRunner().invoke(main, list(words), env=given).output

    return fails


def _asks(how: str) -> Path_:
    def fails(secret: str, folder: Path, port: int) -> object:
        os.environ |= {"COACH_LLM_MODEL": "m", "COACH_LLM": "true", "COACH_LLM_BASE_URL": f"{BASE}:{port}/{how}/v1"}
        os.environ |= {"COACH_LLM_FIRST_S": "0.6", "COACH_LLM_WHOLE_S": "0.6"}
        sealed = seal(Prompt(name="x", messages=(Message(role="user", text="hi"),)), Facts())
        model = open_model(load_settings())
        return [part.model_dump() if hasattr(part, "model_dump") else str(part) for part in model.stream(sealed, str)]

    return fails


def _worker_crashes(secret: str, folder: Path, port: int) -> object:
    settings = load_settings()
    store = open_store(settings)
    recording = store.keep_audio(io.BytesIO(b"RIFF"), "a.wav", 100)
    Jobs(store).submit(recording, Options())

    def work(*_: object) -> object:
        raise RuntimeError(f"could not log in with {secret}")

    worker.run_worker(settings, work, once=True)  # type: ignore[arg-type]
    store.close()
    return ""


def _worker_fails_plainly(secret: str, folder: Path, port: int) -> object:
    settings = load_settings()
    store = open_store(settings)
    recording = store.keep_audio(io.BytesIO(b"RIFF2"), "a.wav", 100)
    Jobs(store).submit(recording, Options())

    def work(*_: object) -> object:
        raise CoachError(f"The server at x:{secret}@host is not there.", f"Look at {secret}.")

    worker.run_worker(settings, work, once=True)  # type: ignore[arg-type]
    store.close()
    return ""


def _uncaught(secret: str, folder: Path, port: int) -> object:
    try:
        raise ValueError(f"bad {secret}") from KeyError(secret)
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    return ""


def _in_a_thread(secret: str, folder: Path, port: int) -> object:
    def work() -> None:
        raise OSError(f"no {secret}")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return ""


def _logged(how: str) -> Path_:
    def fails(secret: str, folder: Path, port: int) -> object:
        log = logging.getLogger("httpx")
        if how == "arguments":
            log.warning("request with %s to %r", secret, {"Authorization": f"Bearer {secret}"})
        elif how == "message":
            log.error(f"request with {secret}".replace("%", "%%"))
        elif how == "unfitting":
            log.error("%d of %s", secret)
        else:
            try:
                raise ConnectionError(secret)
            except ConnectionError:
                log.exception("failed with %s", secret)
        return ""

    return fails


def _shown(what: str) -> Path_:
    def fails(secret: str, folder: Path, port: int) -> object:
        os.environ["COACH_DATABASE_URL"] = f"postgresql://u:{quote(secret, safe='')}@127.0.0.1:1/db"
        settings = load_settings()
        if what == "settings":
            return [repr(settings), str(settings)]
        os.environ |= {"COACH_LLM_MODEL": "m", "COACH_LLM": "true", "COACH_LLM_BASE_URL": f"{BASE}:{port}/x/v1"}
        return repr(open_model(load_settings()).__dict__)

    return fails


def _arguments(secret: str, folder: Path, port: int) -> object:
    """What `ps` shows of the worker and of the app."""
    os.environ["COACH_DATABASE_URL"] = f"postgresql://u:{quote(secret, safe='')}@127.0.0.1:1/db"
    seen: list[object] = []
    stub = SimpleNamespace(stdin=io.BytesIO(), poll=lambda: None)
    with mock.patch.object(worker.subprocess, "Popen", side_effect=lambda *a, **_: seen.append(a) or stub):
        worker.ensure_worker(load_settings())
    with mock.patch.object(os, "execv", side_effect=lambda *a: seen.append(a)):
        CliRunner().invoke(main, ["run"])
    assert len(seen) == 2, seen
    return repr(seen)


def _settings_file(secret: str, folder: Path, port: int) -> object:
    (folder / "settings.json").write_text(json.dumps({"timezone": 5, "api_key": secret}))
    return CliRunner().invoke(main, ["history"]).output


def _child(secret: str, folder: Path, port: int) -> object:
    """A worker that cannot start: what it writes."""
    env = os.environ | {"COACH_DATABASE_URL": f"mysql://u:{quote(secret, safe='')}@h/db"}
    done = subprocess.run([sys.executable, "-m", "coach.edges.worker"], env=env, capture_output=True, check=False)
    return (done.stdout + done.stderr).decode()


PG = "postgresql://u:{0}@127.0.0.1"
PATHS: dict[str, Path_] = {
    "number": _run("history", COACH_THREADS="{0}"),
    "size": _run("history", COACH_MAX_UPLOAD_MB="{0}"),
    "channel": _run("history", COACH_REP_CHANNEL="{0}"),
    "switch": _run("history", COACH_LLM="{0}"),
    "days": _run("doctor", COACH_KEEP_SOUND_DAYS="{0}"),
    "unknown database": _run("history", COACH_DATABASE_URL="mysql://u:{0}@h/db"),
    "no address": _run("history", COACH_DATABASE_URL="u:{0}@h/db"),
    "bad port": _run("history", COACH_DATABASE_URL=PG + ":port/db"),
    "refused database": _run("history", COACH_DATABASE_URL=PG + ":1/db"),
    "database parameter": _run("history", COACH_DATABASE_URL="postgresql://127.0.0.1:1/db?password={0}"),
    "unknown driver": _run("history", COACH_DATABASE_URL="postgresql+none://u:{0}@h/db"),
    "doctor, database": _run("doctor", "--json", COACH_DATABASE_URL=PG + ":1/db"),
    "server with password": _run("doctor", COACH_LLM_BASE_URL="https://u:{0}@h/v1", COACH_LLM_MODEL="m"),
    "server, bad port": _run("doctor", COACH_LLM_BASE_URL="https://u:{0}@h:port/v1", COACH_LLM_MODEL="m"),
    "server, other scheme": _run("doctor", COACH_LLM_BASE_URL="ftp://u:{0}@h/v1", COACH_LLM_MODEL="m"),
    "server elsewhere": _run("doctor", COACH_LLM_BASE_URL="http://u:{0}@h/v1", COACH_LLM_MODEL="m"),
    "outgoing, no recording": _run("outgoing", "abcd", COACH_LLM_MODEL="m"),
    "erase, no recording": _run("erase", "abcd"),
    "settings file": _settings_file,
    **{f"answer {how}": _asks(how) for how in ("400", "401", "403", "404", "413", "422", "429", "500", "503")},
    **{f"answer {how}": _asks(how) for how in ("content", "stream", "html", "number", "elsewhere")},
    "worker crashes": _worker_crashes,
    "worker fails": _worker_fails_plainly,
    "uncaught": _uncaught,
    "in a thread": _in_a_thread,
    **{f"logged {how}": _logged(how) for how in ("arguments", "message", "unfitting", "exception")},
    "settings shown": _shown("settings"),
    "model shown": _shown("model"),
    "arguments of processes": _arguments,
    "worker cannot start": _child,
}


SLOW = {"worker cannot start", *(name for name in PATHS if name.startswith(("server", "doctor")))}
"""Seconds each: only in a run of more than `FEW` cases."""
FEW = 60


def _measure(size: int, seed: int, guarded: bool) -> Measured:
    rng = random.Random(seed)
    names = PATHS if size > FEW else [name for name in PATHS if name not in SLOW]
    cases = [(shape, name) for shape in range(len(SHAPES)) for name in names]
    rng.shuffle(cases)
    bad: list[str] = []
    with _server() as port, contextlib.ExitStack() as stack:
        if not guarded:
            stack.enter_context(mock.patch.object(hiding, "known_secrets", return_value=()))
        for shape, name in cases[:size]:
            token = f"{rng.randrange(16**16):016x}"
            if found := _hits(name, SHAPES[shape].replace("{0}", token), token, port):
                bad.append(f"{name}, {SHAPES[shape]}: {found}")
    tried = min(size, len(cases))
    return Measured(tried, tuple(bad), {"ways to fail": len(PATHS), "makes of secrets": len(SHAPES)})


def _files(folder: Path) -> Iterator[Path]:
    """What was written there; the file that one of the ways to fail puts there itself is none."""
    return (path for path in folder.rglob("*") if path.is_file() and path.name != "settings.json")


def _hits(name: str, secret: str, token: str, port: int) -> str:
    """Where the secret is found; "" where it is not."""
    secret = secret.replace("{{", "{").replace("}}", "}")
    key = secret if secret.isascii() and secret.isprintable() else secret.encode("ascii", "ignore").decode().strip()
    out, log = io.StringIO(), io.StringIO()
    handler = logging.StreamHandler(log)
    before = (logging.getLogRecordFactory(), sys.excepthook, threading.excepthook)
    with tempfile.TemporaryDirectory() as folder, mock.patch.dict(os.environ):
        os.environ |= {"COACH_DATA_DIR": folder, "OPENAI_API_KEY": key, "COACH_TEST_SECRET": secret}
        logging.getLogger().addHandler(handler)
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
                hide_in_what_is_written()
                try:
                    returned = str(PATHS[name](secret, Path(folder), port))
                except CoachError as error:
                    returned = hiding.hide(str(error))
        finally:
            logging.getLogger().removeHandler(handler)
            logging.setLogRecordFactory(before[0])
            sys.excepthook, threading.excepthook = before[1:]
        written = {path.name: path.read_text("utf-8", "replace") for path in _files(Path(folder))}
    places = {"returned": returned, "printed": out.getvalue(), "log": log.getvalue(), **written}
    looked_for = {token, secret, quote(secret), quote_plus(secret)}
    return ", ".join(place for place, text in places.items() if any(one in text for one in looked_for))


FIGURES = [
    Figure(
        "G14", "30 secrets of different make on each of more than 40 ways to fail: one that is found in what is "
        "printed, logged, kept in the data folder, shown of processes, or told of the failure", "0 of 1,200",
        1200, 24, lambda size, seed: _measure(size, seed, guarded=True),
        lambda size, seed: _measure(size, seed, guarded=False), 24,
    ),
]  # fmt: skip
