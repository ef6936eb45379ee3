"""From facts to a sealed question, and from a model's answer to what of it may be sent."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fault_server import FaultServer, fault_server

from coach.edges.llm import OpenAIModel
from coach.edges.llm_wire import Limits, Server
from coach.grounding import GroundFact, Grounds, WrittenDraft
from coach.model_drafts import draft_prompt, grounded_draft
from coach.models import Facts
from coach.prompts import load_prompt
from coach.redaction import seal

FACTS = Facts(lead="Dana Whitfield", caller="Marcus Lee", firm="Harbor & Lane")
GROUNDS = Grounds(
    facts=(
        GroundFact(
            text="late deliveries cost the lead a client",
            quote="the late deliveries cost us our biggest client in March",
            start=12.0,
            end=16.5,
        ),
    ),
    names=("Dana Whitfield", "Marcus Lee", "Harbor & Lane"),
    numbers=("215-555-0142",),
    dates=("Thursday, November 26 at 10:00",),
)
GOOD_DRAFT = {
    "subject": "Late deliveries",
    "sentences": [
        "Hi [LEAD], this is [REP] with [FIRM].",
        "The late deliveries cost you your biggest client in March.",
        "Does Thursday at ten work?",
        "You can call me at [PHONE-1].",
    ],
}


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with fault_server() as running:
        yield running


def asked(server: FaultServer, channel: str = "draft-email") -> WrittenDraft:
    model = OpenAIModel("m", Server(server.url("good"), "none", trusts_proxies=False), Limits())
    prompt = draft_prompt(load_prompt(channel), FACTS, GROUNDS, ["Hi Dana, just checking in. Marcus"])
    return model.complete(seal(prompt, FACTS), WrittenDraft)


@pytest.mark.parametrize("channel", ["draft-sms", "draft-email", "draft-voicemail", "draft-call-opening"])
def test_an_honest_draft_comes_back_whole_with_its_names(server: FaultServer, channel: str) -> None:
    server.answer = GOOD_DRAFT

    draft = grounded_draft(asked(server, channel), GROUNDS)

    assert draft.usable
    assert draft.subject.text == "Late deliveries"
    assert draft.body.text == (
        "Hi Dana, this is Marcus with Harbor & Lane. The late deliveries cost you your biggest client in March. "
        "Does Thursday at ten work? You can call me at 215-555-0142."
    )
    assert [fact.start for kept in draft.body.kept for fact in kept.facts] == [12.0]


def test_nobody_is_named_on_the_way_out(server: FaultServer) -> None:
    server.answer = GOOD_DRAFT

    asked(server)

    sent = server.bodies[0].decode()
    for word in ("Dana", "Whitfield", "Marcus", "Harbor", "0142"):
        assert word not in sent
    for word in ("late deliveries", "[LEAD]", "Thursday", "checking in"):
        assert word in sent


def test_a_lying_draft_is_not_usable(server: FaultServer) -> None:
    server.answer = {
        "subject": "Your 50% discount",
        "sentences": ["Hi [LEAD],", "We can save you 50% by tomorrow.", "Our award-winning team is here for you."],
    }

    draft = grounded_draft(asked(server), GROUNDS)

    assert not draft.usable
    assert draft.subject.text == ""
    assert draft.body.text == "Hi Dana,"
    assert len(draft.body.dropped) == 2


def test_a_model_that_mixes_up_the_names_is_found_out(server: FaultServer) -> None:
    server.answer = {"subject": "", "sentences": ["Hi [PERSON-1], the late deliveries cost you your biggest client."]}

    assert grounded_draft(asked(server), GROUNDS).body.kept == ()
