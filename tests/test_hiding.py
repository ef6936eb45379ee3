"""Keys and passwords are in no log, no traceback and no address that is shown."""

from __future__ import annotations

import logging

import pytest

from coach.edges.hiding import HIDDEN, hide, hide_in_what_is_written
from coach.edges.llm_wire import Server


@pytest.mark.parametrize("written", ["p%40ss%2Fword1", "p@ss/word1", "p%40ss/word1"])
def test_a_password_is_hidden_however_it_is_written(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("COACH_DATABASE_URL", "postgresql://ann:p%40ss%2Fword1@db/coach")
    assert hide(f"cannot reach {written} now") == f"cannot reach {HIDDEN} now"


def test_a_short_secret_does_not_black_out_every_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_API_KEY", "a")
    assert hide("a cat") == "a cat"


def test_a_key_is_hidden_in_a_logged_traceback(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret")
    monkeypatch.setattr("sys.excepthook", None)
    monkeypatch.setattr("threading.excepthook", None)
    before = logging.getLogRecordFactory()
    hide_in_what_is_written()
    try:
        try:
            raise ConnectionError("refused sk-very-secret")
        except ConnectionError:
            logging.getLogger("x").exception("asked with %s", "sk-very-secret")
    finally:
        logging.setLogRecordFactory(before)
    assert "sk-very-secret" not in caplog.text
    assert "refused [hidden]" in caplog.text


def test_the_address_of_a_model_shows_no_key() -> None:
    assert "sk-1" not in repr(Server("http://127.0.0.1/v1", "sk-1", trusts_proxies=False))


@pytest.mark.parametrize(("message", "arguments"), [("key p%%2Fass-word", ()), ("key p%2Fass-word: %d", ("none",))])
def test_a_key_with_a_sign_that_logging_reads_is_hidden_all_the_same(
    monkeypatch: pytest.MonkeyPatch, message: str, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "p%2Fass-word")
    monkeypatch.setattr("sys.excepthook", None)
    monkeypatch.setattr("threading.excepthook", None)
    before = logging.getLogRecordFactory()
    hide_in_what_is_written()
    try:
        record = logging.getLogRecordFactory()("x", logging.ERROR, __file__, 1, message, arguments, None)
    finally:
        logging.setLogRecordFactory(before)

    assert str(record.msg).startswith(f"key {HIDDEN}")
