"""A model's draft on the page: what would be sent is there before, nothing goes without the button, and all is text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fault_server import FaultServer, fault_server
from streamlit.testing.v1 import AppTest

BUTTON = "Send this and write a draft"
LATE = "The late deliveries cost you your biggest client in March."
EVIL = "![x](https://evil.example/p.png) **bold**"


def page() -> None:
    from lead_material import material, offline

    from coach.drafts import Purpose
    from coach.models import Channel
    from coach.views.model_draft import model_draft

    model_draft(material(), Channel.SMS, Purpose.FOLLOW_UP, offline(Channel.SMS))


def closed() -> None:
    from lead_material import material, offline

    from coach.drafts import Purpose
    from coach.models import Channel
    from coach.views.model_draft import model_draft

    beside = offline(Channel.SMS).model_copy(update={"refusal": "No text to Dana: they opted out."})
    model_draft(material(), Channel.SMS, Purpose.FOLLOW_UP, beside)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FaultServer]:
    with fault_server() as running:
        running.answer = {"subject": "", "sentences": [LATE, EVIL, "Does Thursday at ten still work?"]}
        monkeypatch.setenv("COACH_LLM_MODEL", "m")
        monkeypatch.setenv("COACH_LLM_BASE_URL", running.url("good"))
        yield running


def opened(script: object = page) -> AppTest:
    at = AppTest.from_function(script, default_timeout=30).run()
    assert not at.exception
    return at


def said(at: AppTest) -> str:
    parts = [*at.markdown, *at.caption, *at.text, *at.info, *at.code]
    return "\n".join(str(part.value) for part in parts)


def test_where_no_model_is_named_one_line_says_how_to_switch_one_on() -> None:
    at = opened()

    assert len(at.caption) == 1
    assert "name it on the Settings page" in at.caption[0].value
    assert not at.button


def test_where_nothing_may_go_out_no_model_is_offered(server: FaultServer) -> None:
    at = opened(closed)

    assert not at.button
    assert said(at) == ""


def test_what_would_be_sent_is_shown_before_and_nothing_goes_without_the_button(server: FaultServer) -> None:
    at = opened()

    (expander,) = at.expander
    assert expander.label == "What would be sent"
    shown = expander.code[1].value
    assert "late deliveries" in shown
    assert "Dana" not in shown
    assert server.bodies == []

    at.button[0].click().run()
    assert server.bodies == [shown.encode()]
    at.run()
    assert len(server.bodies) == 1


def test_the_checked_draft_is_text_to_copy_and_what_was_dropped_is_struck_with_the_reason(server: FaultServer) -> None:
    at = opened()
    at.button[0].click().run()

    assert not at.exception
    assert at.code[-1].value.startswith(f"Hi Dana, Marcus Lee at Harbor & Lane here. {LATE}")
    struck = [m.value for m in at.markdown if m.value.startswith("~~")]
    assert len(struck) == 1
    assert "link" in struck[0]
    assert "![x](https" not in struck[0]
    assert "**bold**" not in struck[0]
    assert any("rests on" in c.value and "0:12" in c.value for c in at.caption)
    assert not any("Not checked yet" in text.value for text in at.text)


@pytest.mark.parametrize("behaviour", ["500", "half-json", "resets", "404"])
def test_a_model_that_fails_is_one_line(server: FaultServer, monkeypatch: pytest.MonkeyPatch, behaviour: str) -> None:
    monkeypatch.setenv("COACH_LLM_BASE_URL", server.url(behaviour))
    at = opened()
    at.button[0].click().run()

    assert not at.exception
    (line,) = at.info
    assert line.value.endswith("The draft made here stands\\.")


def test_a_server_that_must_not_be_used_is_one_line_and_no_button(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_LLM_MODEL", "m")
    monkeypatch.setenv("COACH_LLM_BASE_URL", "http://elsewhere.example/v1")
    at = opened()

    assert not at.button
    assert "could be read on the way" in at.caption[0].value
