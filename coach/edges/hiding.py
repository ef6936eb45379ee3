"""Keys and passwords stay out of what is written down: logs, tracebacks, and what a job says of its failure."""

from __future__ import annotations

import logging
import os
import re
import sys
import threading
import traceback
from types import TracebackType
from typing import Any
from urllib.parse import quote, quote_plus, unquote, urlsplit

HIDDEN = "[hidden]"
SHORTEST = 6
"""Characters of a secret from which it is looked for: a shorter one is in every other text."""
_NAMES = re.compile(r"API_?KEY|TOKEN|PASSWORD|PASSWD|SECRET|CREDENTIAL", re.IGNORECASE)
_ADDRESSES = ("COACH_DATABASE_URL", "DATABASE_URL", "COACH_LLM_BASE_URL")


def known_secrets() -> tuple[str, ...]:
    """The secrets that this process was given by its environment, the longest first, in every way they are written."""
    found = {value.strip() for name, value in os.environ.items() if _NAMES.search(name)}
    for name in _ADDRESSES:
        found |= _of_address(os.environ.get(name, ""))
    written = {form for secret in found for form in _forms(secret) if len(form) >= SHORTEST}
    return tuple(sorted(written, key=lambda secret: (-len(secret), secret)))


def hide(text: str) -> str:
    """`text` without the secrets that this process knows."""
    for secret in known_secrets():
        text = text.replace(secret, HIDDEN)
    return text


def hide_in_what_is_written() -> None:
    """For the start of a process: every log record and every traceback goes through `hide` from here on."""
    made_before = logging.getLogRecordFactory()
    if getattr(made_before, "hides", False):
        return

    def made(*args: Any, **more: Any) -> logging.LogRecord:
        record = made_before(*args, **more)
        if not known_secrets():
            return record
        try:
            record.msg, record.args = hide(record.getMessage()), ()
        except (TypeError, ValueError):  # a message that its arguments do not fit; logging says so itself
            record.msg, record.args = hide(str(record.msg)), tuple(hide(str(one)) for one in record.args or ())
        if record.exc_info and record.exc_info[0] is not None:
            record.exc_text = hide("".join(traceback.format_exception(*record.exc_info))).rstrip()
        return record

    made.hides = True  # type: ignore[attr-defined]
    logging.setLogRecordFactory(made)
    sys.excepthook = _told
    threading.excepthook = lambda told: _told(told.exc_type, told.exc_value or told.exc_type(), told.exc_traceback)


def _told(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt | SystemExit):
        sys.stderr.write(hide("".join(traceback.format_exception(kind, error, where))))


def _of_address(address: str) -> set[str]:
    """The password in an address, also in one that cannot be read as such."""
    try:
        password = urlsplit(address).password
    except ValueError:
        password = None
    rest = re.search(r"://[^/@:]*:(.+)@", address)
    parameter = re.search(r"[?&](?:password|sslpassword)=([^&]+)", address)
    return {one for one in (password, rest and rest[1], parameter and parameter[1]) if one}


def _forms(secret: str) -> set[str]:
    bare = unquote(secret)
    forms = {secret, bare, quote(bare), quote(bare, safe=""), quote_plus(bare)}
    forms |= {repr(form)[1:-1] for form in forms}
    return forms | {form.replace("%", "%%") for form in forms}  # as logging wants a sign that is none of its own
