"""However a language model behaves, asking it for a draft ends in time, in a draft that was checked or in one line."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fault_server import BEHAVIOURS, FaultServer, fault_server
from lead_material import material, offline
from test_llm import OUTCOMES, PATIENT, SLACK_S, limits_for

from coach.drafting import ask_for_draft, draft_from, question_for, would_send
from coach.drafts import Purpose
from coach.edges.llm import OpenAIModel, SavedModel
from coach.edges.llm_wire import Limits, Server
from coach.errors import CoachError
from coach.grounding import WrittenDraft
from coach.model_failures import Failure
from coach.model_followup import STANDS, DraftQuestion, ModelDraft, NoDraft, Outcome
from coach.models import Channel
from coach.rubric import standards
from coach.settings import Settings

HONEST = {
    "subject": "",
    "sentences": [
        "Hi [LEAD], this is [REP] with [FIRM].",
        "The late deliveries cost you your biggest client in March.",
        "Does Thursday at ten still work?",
    ],
}
OFFLINE = offline(Channel.SMS)


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with fault_server() as running:
        running.answer = HONEST
        yield running


def question() -> DraftQuestion:
    asked = question_for(material(), Channel.SMS, Purpose.FOLLOW_UP, OFFLINE)
    assert isinstance(asked, DraftQuestion)
    return asked


def outcome(server: FaultServer, behaviour: str) -> Outcome:
    model = OpenAIModel("m", Server(server.url(behaviour), "none", trusts_proxies=False), limits_for(behaviour))
    return draft_from(model, question(), OFFLINE, standards())


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_every_misbehaviour_ends_in_time_in_a_draft_or_in_one_line(server: FaultServer, behaviour: str) -> None:
    began = time.monotonic()

    came = outcome(server, behaviour)

    assert time.monotonic() - began < limits_for(behaviour).whole_s + SLACK_S
    if OUTCOMES[behaviour] is None:
        assert isinstance(came, ModelDraft)
        assert came.follow_up.by_model
        assert "late deliveries" in came.follow_up.text
    else:
        assert isinstance(came, NoDraft)
        assert came.failure is OUTCOMES[behaviour]
        assert came.why.endswith(STANDS)
        assert "\n" not in came.why
        assert len(came.why) < 250


def test_a_slow_model_is_told_with_the_seconds_that_were_waited(server: FaultServer) -> None:
    came = outcome(server, "never-answers")

    assert isinstance(came, NoDraft)
    assert came.why == f"The model did not answer within 1 s. {STANDS}"


def test_a_model_that_writes_nothing_for_this_lead_is_told_from_one_that_fails(server: FaultServer) -> None:
    server.answer = {"subject": "", "sentences": ["Hi [LEAD], we can save you 40%.", "Any time works for a call."]}

    came = outcome(server, "good")

    assert isinstance(came, NoDraft)
    assert came.failure is None
    assert [dropped.text for dropped in came.dropped][:1] == ["Hi Dana, we can save you 40%."]


def test_the_words_are_shown_as_they_come_with_names_and_without_signs(server: FaultServer) -> None:
    shown: list[str] = []
    model = OpenAIModel("m", Server(server.url("good"), "none", trusts_proxies=False), PATIENT)

    draft_from(model, question(), OFFLINE, standards(), show=shown.append)

    assert len(shown) > 5
    assert shown[-1].startswith("Hi Dana, this is Marcus")
    assert not any(sign in words for words in shown for sign in "[{")


def test_who_stops_watching_hangs_up(server: FaultServer) -> None:
    model = OpenAIModel("m", Server(server.url("drips-words"), "none", trusts_proxies=False), Limits(whole_s=30))

    def stop(words: str) -> None:
        raise KeyboardInterrupt

    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        draft_from(model, question(), OFFLINE, standards(), show=stop)
    assert time.monotonic() - began < 15  # of the 30 s that it would drip


@pytest.mark.parametrize(
    ("settings", "consent", "said"),
    [
        (Settings(), True, "No language model is switched on."),
        (Settings(llm_model="m", llm_base_url="http://127.0.0.1:9/v1"), False, "No language model is switched on."),
        (Settings(llm_model="m", llm_base_url="http://elsewhere.example/v1"), True, "could be read on the way"),
        (Settings(llm_model="m"), True, "needs a key"),
        (Settings(llm_model="m", llm_base_url="http://127.0.0.1:9/v1"), True, "cannot be reached"),
    ],
)
def test_without_a_model_or_a_yes_nothing_is_asked_and_one_line_says_so(
    settings: Settings, consent: bool, said: str
) -> None:
    came = ask_for_draft(question(), OFFLINE, standards(), settings, consent=consent)

    assert isinstance(came, NoDraft)
    assert said in came.why
    assert came.why.endswith(STANDS)


def test_what_is_shown_before_is_what_is_sent(server: FaultServer) -> None:
    settings = Settings(llm_model="m", llm_base_url=server.url("good"))
    shown = would_send(question(), settings)

    came = ask_for_draft(question(), OFFLINE, standards(), settings, consent=True)

    assert isinstance(came, ModelDraft)
    assert server.bodies == [shown]
    for name in (b"Dana", b"Whitfield", b"Marcus", b"Harbor", b"0142"):
        assert name not in shown
    assert b"late deliveries" in shown


def test_what_would_be_sent_needs_a_model_s_name_and_no_yes() -> None:
    with pytest.raises(CoachError, match="COACH_LLM_MODEL"):
        would_send(question(), Settings())
    assert would_send(question(), Settings(llm_model="m"))


def test_a_kept_answer_makes_the_same_draft(server: FaultServer, tmp_path: Path) -> None:
    saved = SavedModel(tmp_path)
    kept = saved.keep(question().sealed, WrittenDraft, json.dumps(HONEST))

    assert draft_from(saved, question(), OFFLINE, standards()) == outcome(server, "good")

    kept.unlink()
    came = draft_from(saved, question(), OFFLINE, standards())
    assert isinstance(came, NoDraft)
    assert came.failure is Failure.NOT_SAVED
