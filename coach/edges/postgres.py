"""What only PostgreSQL understands: its driver, encryption, one writer at a time, and what its errors mean."""

from __future__ import annotations

import contextlib
import ssl
from collections.abc import Mapping
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

DRIVER = "postgresql+pg8000"
INSTALL = "Install it with: pip install 'callback-coach[postgres]'"
_SILENCE_S = 120.0
"""How long an answer of the server may take: longer than a writer waits for another one."""
_WRITERS = 0x43_41_4C_4C  # "CALL": the number of the lock that every writer of ours takes
_OURS = ("22", "23")
"""Classes of SQLSTATE that say that the values were wrong, not the server."""
_TORN = ("XX001", "XX002")


def open_engine(url: URL, busy_ms: int) -> Engine:
    """An engine for this address, which may name no driver. A writer waits `busy_ms` for another one.

    Raises what `create_engine` does.
    """
    with_driver = url.set(drivername=DRIVER if url.drivername == "postgresql" else url.drivername)
    place = with_driver.difference_update_query(["sslmode"])
    engine = create_engine(place, pool_pre_ping=True, connect_args=arguments(url))
    engine.dialect.do_close = _close  # type: ignore[method-assign,assignment]

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("writes"):
            wait_for_our_turn(connection, busy_ms)
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")

    return engine


def wait_for_our_turn(connection: Connection, busy_ms: int) -> None:
    """Makes this transaction the only one of ours that writes, until it ends.

    Whoever reads and then writes relies on being alone, as SQLite makes it. With one lock for all writers no
    transaction has to be started over, and each statement sees everything that was written before.
    """
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {busy_ms}; SELECT pg_advisory_xact_lock({_WRITERS})")


def arguments(url: URL) -> dict[str, Any]:
    """How to connect. The address may say `?sslmode=`: "verify-full", "require" or "disable".

    Without it a server elsewhere has to prove who it is, and one on this machine is spoken to as it is.
    """
    mode = str(url.query.get("sslmode", "disable" if _is_here(url) else "verify-full"))
    return {"ssl_context": _encryption(mode), "timeout": _SILENCE_S, "application_name": "callback-coach"}


def _close(connection: Any) -> None:
    """Closes what may be closed already: a server that went away is told by the next question, not here."""
    with contextlib.suppress(Exception):
        connection.close()


def weaknesses(connection: Connection) -> list[str]:
    """Settings of the server under which it forgets what it said it had written, should its machine lose power."""
    found = []
    for name in ("fsync", "full_page_writes", "synchronous_commit"):
        if connection.exec_driver_sql(f"SHOW {name}").scalar() == "off":
            found.append(f"the server has {name} switched off, so a power cut may lose what was kept")
    return found


def said(error: DBAPIError) -> str:
    """What the server or the driver said, in one line."""
    answer = _answer(error)
    return str(answer.get("M") or error.orig).partition("\n")[0]


def is_mistake(error: DBAPIError) -> bool:
    """Whether the server is well and refused a value that broke a rule: a mistake of ours, to be seen as one."""
    return str(_answer(error).get("C", "")).startswith(_OURS)


def is_damage(error: DBAPIError) -> bool:
    """Whether the server found its own files torn."""
    return _answer(error).get("C") in _TORN


def _answer(error: DBAPIError) -> Mapping[str, Any]:
    """The fields of the server's answer by their letter (C: the SQLSTATE, M: the message); empty without one."""
    raised: BaseException | None = error.orig
    while raised is not None:  # a refusal may be hidden behind the failure to take leave of who refused
        if raised.args and isinstance(raised.args[0], dict):
            return raised.args[0]
        raised = raised.__context__
    return {}


def _is_here(url: URL) -> bool:
    return "unix_sock" in url.query or url.host in (None, "localhost", "127.0.0.1", "::1")


def _encryption(mode: str) -> ssl.SSLContext | bool:
    if mode == "disable":
        return False
    if mode not in ("verify-full", "require"):
        raise ValueError("sslmode is none of verify-full, require, disable")
    context = ssl.create_default_context()
    if mode == "require":
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context
