"""A language model that misbehaves in any way ends in a typed outcome, in time, and in one plain line."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fault_server import BEHAVIOURS, GOOD, FaultServer, fault_server

from coach.asking import Form, Message, Prompt
from coach.edges.llm import OpenAIModel, SavedModel, is_switched_on, open_model
from coach.edges.llm_wire import Limits, Server
from coach.errors import CoachError
from coach.grounding import WrittenDraft
from coach.model_failures import Failure, LanguageModelError
from coach.models import Facts
from coach.redaction import seal
from coach.settings import Settings

FACTS = Facts(lead="Dana Whitfield", caller="Marcus Lee", firm="Harbor & Lane")
PROMPT = Prompt(
    name="draft-sms",
    messages=(
        Message(role="system", text="Write a text message. Keep [LEAD] as it is."),
        Message(role="user", text="prospect: I'm Dana, my number is 215-555-0142."),
    ),
)
LIMITS = Limits(connect_s=0.5, first_s=0.5, whole_s=1.5, retries=2, pause_s=0.02, longest_pause_s=0.2)
PATIENT = Limits(connect_s=10, first_s=20, whole_s=30, retries=2, pause_s=0.02, longest_pause_s=0.2)
"""For servers that answer, whatever they answer: a loaded machine may take its time over it."""
SLACK_S = 10.0
"""For a loaded machine, and for the connection that may take `connect_s` before `first_s` begins."""

OUTCOMES: dict[str, Failure | None] = {
    "good": None,
    "never-answers": Failure.SLOW,
    "drips-headers": Failure.SLOW,
    "drips-words": Failure.SLOW,
    "drips-comments": Failure.SLOW,
    "stalls-in-the-middle": Failure.SLOW,
    "429": Failure.RATE_LIMITED,
    "429-wait-a-day": Failure.RATE_LIMITED,
    "429-wait-five": Failure.RATE_LIMITED,
    "429-nonsense": Failure.RATE_LIMITED,
    "429-once": None,
    "500": Failure.SERVER_ERROR,
    "503-twice": None,
    "503": Failure.SERVER_ERROR,
    "400": Failure.UNSUPPORTED,
    "401": Failure.NOT_ALLOWED,
    "404": Failure.NOT_FOUND,
    "schema-400": None,
    "schema-500": None,
    "only-text": None,
    "wrong-keys": Failure.WRONG_SHAPE,
    "wrong-keys-then-right": None,
    "no-json": Failure.WRONG_SHAPE,
    "half-json": Failure.WRONG_SHAPE,
    "in-a-fence": None,
    "thinks-aloud": None,
    "length": Failure.CUT_OFF,
    "filtered": Failure.REFUSED,
    "hangs-up-in-the-middle": Failure.CUT_OFF,
    "hangs-up-once": None,
    "hangs-up-at-once": Failure.CUT_OFF,
    "resets": Failure.CUT_OFF,
    "empty": Failure.EMPTY,
    "unseen": Failure.EMPTY,
    "endless-words": Failure.TOO_LARGE,
    "one-huge-line": Failure.TOO_LARGE,
    "huge-error": Failure.TOO_LARGE,
    "packed": Failure.UNSUPPORTED,
    "html": Failure.WRONG_SHAPE,
    "html-502": Failure.SERVER_ERROR,
    "elsewhere": Failure.UNSUPPORTED,
    "not-streamed": None,
    "calls-a-tool": Failure.WRONG_SHAPE,
    "refuses": Failure.REFUSED,
    "error-in-the-stream": Failure.SERVER_ERROR,
    "no-json-in-the-stream": Failure.WRONG_SHAPE,
    "no-choices": Failure.EMPTY,
    "thinks-and-says-nothing": Failure.EMPTY,
    "choices-are-a-number": Failure.WRONG_SHAPE,
    "content-is-a-list": Failure.WRONG_SHAPE,
    "chunk-is-a-list": Failure.WRONG_SHAPE,
    "nested-deep": Failure.WRONG_SHAPE,
    "not-http": Failure.CUT_OFF,
    "no-text-at-all": Failure.WRONG_SHAPE,
}


def limits_for(behaviour: str) -> Limits:
    return LIMITS if OUTCOMES[behaviour] is Failure.SLOW else PATIENT


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with fault_server() as running:
        yield running


def model_at(url: str, limits: Limits = PATIENT) -> OpenAIModel:
    return OpenAIModel("a-model", Server(url, "none", trusts_proxies=False), limits)


def test_every_misbehaviour_has_its_outcome() -> None:
    assert OUTCOMES.keys() == BEHAVIOURS.keys()


@pytest.mark.parametrize(("behaviour", "outcome"), OUTCOMES.items())
def test_it_ends_in_a_typed_outcome_in_time(server: FaultServer, behaviour: str, outcome: Failure | None) -> None:
    limits = limits_for(behaviour)
    model = model_at(server.url(behaviour), limits)
    began = time.monotonic()

    try:
        came: object = model.complete(seal(PROMPT, FACTS), WrittenDraft)
    except LanguageModelError as error:
        came = error

    took = time.monotonic() - began
    assert took < limits.whole_s + SLACK_S
    if outcome is None:
        assert came == WrittenDraft(**GOOD)
    else:
        assert isinstance(came, LanguageModelError)
        assert came.failure is outcome
        assert "\n" not in str(came)
        assert len(str(came)) < 200
        assert "Traceback" not in str(came)


def test_a_server_that_is_not_there_is_unreachable() -> None:
    with pytest.raises(LanguageModelError) as raised:
        model_at("http://127.0.0.1:9/v1").complete(seal(PROMPT, FACTS), WrittenDraft)

    assert raised.value.failure is Failure.UNREACHABLE
    assert "127.0.0.1:9" in str(raised.value)


def test_it_is_asked_at_most_twice_again(server: FaultServer) -> None:
    with pytest.raises(LanguageModelError):
        model_at(server.url("503")).complete(seal(PROMPT, FACTS), WrittenDraft)

    assert len(server.bodies) == 3


def test_who_asks_to_wait_too_long_is_not_asked_again(server: FaultServer) -> None:
    with pytest.raises(LanguageModelError):
        model_at(server.url("429-wait-a-day")).complete(seal(PROMPT, FACTS), WrittenDraft)

    assert len(server.bodies) == 1


def test_a_refused_form_is_not_offered_a_second_time(server: FaultServer) -> None:
    model = model_at(server.url("only-text"))

    model.complete(seal(PROMPT, FACTS), WrittenDraft)
    model.complete(seal(PROMPT, FACTS), WrittenDraft)

    assert server.forms == ["json_schema", "json_object", "text", "text"]


def test_an_answer_that_cannot_be_read_does_not_change_the_form_for_good(server: FaultServer) -> None:
    model = model_at(server.url("wrong-keys-then-right"))

    model.complete(seal(PROMPT, FACTS), WrittenDraft)
    model.complete(seal(PROMPT, FACTS), WrittenDraft)

    assert server.forms == ["json_schema", "json_object", "text"] * 2


def test_a_redirection_is_not_followed(server: FaultServer) -> None:
    with pytest.raises(LanguageModelError):
        model_at(server.url("elsewhere")).complete(seal(PROMPT, FACTS), WrittenDraft)

    assert all(path.startswith("/elsewhere/") for path in server.paths)


def test_what_is_sent_is_what_the_preview_shows(server: FaultServer) -> None:
    model = model_at(server.url("good"))
    sealed = seal(PROMPT, FACTS)

    shown = model.preview(sealed, WrittenDraft)
    model.complete(sealed, WrittenDraft)

    assert server.bodies == [shown]
    assert b"Dana" not in shown
    assert b"0142" not in shown
    assert json.loads(shown)["response_format"]["json_schema"]["strict"] is True


def test_names_come_back_in_the_answer(server: FaultServer) -> None:
    server.answer = {"subject": "[PHONE-1]", "sentences": ["Hi [LEAD], ring me.", "[NOBODY] [LEAD-7]"]}

    draft = model_at(server.url("good")).complete(seal(PROMPT, FACTS), WrittenDraft)

    assert draft == WrittenDraft(subject="215-555-0142", sentences=["Hi Dana, ring me.", "[NOBODY] [LEAD-7]"])


def test_words_come_as_they_are_said_and_the_whole_at_the_end(server: FaultServer) -> None:
    server.answer = {"subject": "", "sentences": ["Hi [LEAD], your roof leaks.", "Thursday?"]}

    parts = list(model_at(server.url("good")).stream(seal(PROMPT, FACTS), WrittenDraft))

    assert len(parts) > 5
    assert all(part.answer is None for part in parts[:-1])
    assert all("[" not in part.text and "{" not in part.text for part in parts)
    assert parts[-1].answer == WrittenDraft(subject="", sentences=["Hi Dana, your roof leaks.", "Thursday?"])


def test_who_stops_listening_hangs_up(server: FaultServer) -> None:
    parts = model_at(server.url("drips-words"), Limits(whole_s=30)).stream(seal(PROMPT, FACTS), str)
    began = time.monotonic()

    next(parts)
    parts.close()  # type: ignore[attr-defined]

    assert time.monotonic() - began < 15  # of the 30 s that it would drip


def test_plain_text_is_asked_for_as_text(server: FaultServer) -> None:
    server.answer = "Hi [LEAD]."

    assert model_at(server.url("good")).complete(seal(PROMPT, FACTS), str) == "Hi Dana."
    assert server.forms == ["text"]


def test_no_tool_is_ever_offered(server: FaultServer) -> None:
    model_at(server.url("good")).complete(seal(PROMPT, FACTS), WrittenDraft)

    assert set(json.loads(server.bodies[0])) == {"model", "messages", "stream", "response_format"}


def test_a_proxy_is_never_asked_about_a_server_on_this_machine(
    server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    assert model_at(server.url("good")).complete(seal(PROMPT, FACTS), WrittenDraft) == WrittenDraft(**GOOD)


def test_a_server_elsewhere_is_reached_through_the_machine_s_proxy(
    server: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coach.edges.llm_line import proxy_for

    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{server.port}")
    monkeypatch.setenv("no_proxy", "inside.example")
    there = Server("http://llm.example/good/v1", "k", trusts_proxies=True)

    with pytest.raises(LanguageModelError):  # the fault server is no proxy: it looks for the path "http:"
        OpenAIModel("m", there, LIMITS).complete(seal(PROMPT, FACTS), WrittenDraft)

    assert server.paths[0] == "http://llm.example/good/v1/chat/completions"
    assert proxy_for("http://inside.example/v1") is None


def test_nothing_about_this_machine_is_told(server: FaultServer) -> None:
    model_at(server.url("good")).complete(seal(PROMPT, FACTS), WrittenDraft)

    known = {"host", "accept", "accept-encoding", "connection", "user-agent", "content-type", "content-length"}
    assert set(server.headers[0]) <= known | {"authorization"}
    assert "Linux" not in str(server.headers[0])


def test_saved_answers_are_found_by_their_question(tmp_path: Path) -> None:
    model = SavedModel(tmp_path)
    sealed = seal(PROMPT, FACTS)
    kept = model.keep(sealed, WrittenDraft, json.dumps({"subject": "", "sentences": ["Hi [LEAD]."]}))

    assert model.complete(sealed, WrittenDraft).sentences == ["Hi Dana."]
    assert [part.answer for part in model.stream(sealed, WrittenDraft)][-1] == model.complete(sealed, WrittenDraft)
    assert "Dana" not in kept.read_text()
    other = PROMPT.model_copy(update={"messages": PROMPT.messages[:1]})
    with pytest.raises(LanguageModelError) as raised:
        model.complete(seal(other, FACTS), WrittenDraft)
    assert raised.value.failure is Failure.NOT_SAVED


@pytest.mark.parametrize(
    ("settings", "consent", "on"),
    [
        ({}, False, False),
        ({"llm": True}, True, False),
        ({"llm_model": "m", "llm_base_url": "http://127.0.0.1:1/v1"}, False, False),
        ({"llm_model": "m", "llm_base_url": "http://127.0.0.1:1/v1"}, True, True),
        ({"llm_model": "m", "llm_base_url": "http://127.0.0.1:1/v1", "llm": True}, False, True),
    ],
)
def test_nothing_is_asked_without_a_model_and_a_yes(settings: dict[str, object], consent: bool, on: bool) -> None:
    made = Settings(**settings)  # type: ignore[arg-type]

    if on:
        assert open_model(made, consent).where == "http://127.0.0.1:1/v1"
    else:
        with pytest.raises(LanguageModelError) as raised:
            open_model(made, consent)
        assert raised.value.failure is Failure.SWITCHED_OFF
    assert is_switched_on(made) is (on and not consent)


def test_a_server_elsewhere_needs_a_key_and_one_here_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    there = Settings(llm=True, llm_model="m")

    with pytest.raises(CoachError, match="OPENAI_API_KEY"):
        open_model(there)
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    assert open_model(there).where == "https://api.openai.com/v1"


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/v1",
        "ftp://127.0.0.1/v1",
        "https://me:secret@example.org/v1",
        "https://example.org/v1?key=1",
        "127.0.0.1:8080",
        "http://127.0.0.1.example.org/v1",
        "http://localhost.example.org/v1",
        "https://[::1/v1",
        "http://127.0.0.1:99999/v1",
        "https://exa\nmple.org/v1",
    ],
)
def test_an_address_that_would_tell_others_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "k")

    with pytest.raises(CoachError, match="COACH_LLM_BASE_URL"):
        open_model(Settings(llm=True, llm_model="m", llm_base_url=address))


def test_the_strictest_form_leaves_nothing_open() -> None:
    from coach.asking import request_body, schema_of
    from coach.judging import Answers

    schema = schema_of(Answers)

    assert request_body(PROMPT, Answers, "m", Form.JSON_SCHEMA)["response_format"]["type"] == "json_schema"
    for part in (schema, *schema["$defs"].values()):
        assert part["additionalProperties"] is False
        assert part["required"] == list(part["properties"])
