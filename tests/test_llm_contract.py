"""The same contract against a real server: set COACH_TEST_LLM_BASE_URL (see tests/real_server.sh).

The packaged model is far too small to write anything worth reading, which is what this is good for: whatever it
says, it comes as a value or as a typed failure, and nothing that is not in the facts gets through.
"""

from __future__ import annotations

import os

import pytest
from judgement_rubric import judgement_rubric
from lead_material import material, offline

from coach.asking import Prompt
from coach.drafting import draft_from, question_for
from coach.drafts import Purpose
from coach.edges.llm import OpenAIModel
from coach.edges.llm_wire import Limits, Server
from coach.grounding import GroundFact, Grounds, WrittenDraft, ground
from coach.judging import Answers, judge, judging_prompt
from coach.model_failures import Failure, LanguageModelError
from coach.model_followup import STANDS, DraftQuestion, ModelDraft
from coach.models import Channel, Facts, Transcript
from coach.prompts import load_prompt
from coach.redaction import seal
from coach.rubric import standards
from coach.untrusted import acts

URL = os.environ.get("COACH_TEST_LLM_BASE_URL")
PATIENCE_S = float(os.environ.get("COACH_TEST_LLM_SECONDS", "120"))
pytestmark = pytest.mark.skipif(URL is None, reason="needs a real server: see tests/real_server.sh")

FACTS = Facts(lead="Dana Whitfield", caller="Marcus Lee", firm="Harbor & Lane")
CALL = Transcript.from_script(
    "rep: Hi Dana, this is Marcus with Harbor & Lane, about your late deliveries.\n"
    "prospect: The late deliveries cost us our biggest client in March.\n"
    "rep: Shall we talk on Thursday at ten?\nprospect: Yes, that works."
)
GROUNDS = Grounds(
    facts=(
        GroundFact(
            text="late deliveries cost the lead a client",
            quote="The late deliveries cost us our biggest client in March.",
            start=4.0,
            end=8.0,
        ),
    ),
    names=("Dana Whitfield", "Marcus Lee", "Harbor & Lane"),
    dates=("Thursday, November 26 at 10:00",),
)


HONEST = (Failure.WRONG_SHAPE, Failure.CUT_OFF, Failure.EMPTY, Failure.SLOW, Failure.TOO_LARGE)
"""How a small model may fail."""


def outcome(model: OpenAIModel, prompt: Prompt, output: type) -> object:
    """What came of asking: the value, or the failure by its name."""
    try:
        return model.complete(seal(prompt, FACTS), output)
    except LanguageModelError as error:
        return error.failure


@pytest.fixture
def model() -> OpenAIModel:
    name = os.environ.get("COACH_TEST_LLM_MODEL", "smollm2")
    return OpenAIModel(
        name, Server(str(URL), "none", trusts_proxies=False), Limits(first_s=PATIENCE_S, whole_s=PATIENCE_S)
    )


def test_plain_text_comes_in_pieces(model: OpenAIModel) -> None:
    prompt = load_prompt("draft-sms").filled({"facts": "late deliveries", "earlier": ""})

    parts = list(model.stream(seal(prompt, FACTS), str))

    assert len(parts) > 2
    assert parts[-1].answer


def test_a_draft_comes_in_its_shape_or_fails_by_name_and_is_held_against_the_facts(model: OpenAIModel) -> None:
    facts = "\n".join(f"{fact.text} (the lead said: {fact.quote})" for fact in GROUNDS.facts)
    prompt = load_prompt("draft-sms").filled({"facts": facts, "earlier": ""})

    draft = outcome(model, prompt, WrittenDraft)

    print(draft)
    assert isinstance(draft, WrittenDraft) or draft in HONEST
    if isinstance(draft, WrittenDraft):
        left = ground([draft.subject, *draft.sentences], GROUNDS)
        print(f"kept {[k.text for k in left.kept]}, dropped {[(d.text, d.why) for d in left.dropped]}")
        assert all(kept.facts or kept.role != "fact" for kept in left.kept)


@pytest.mark.parametrize("channel", [Channel.SMS, Channel.EMAIL, Channel.VOICEMAIL])
def test_a_follow_up_comes_checked_or_is_refused_in_one_line(model: OpenAIModel, channel: Channel) -> None:
    beside = offline(channel)
    question = question_for(material(), channel, Purpose.FOLLOW_UP, beside)
    assert isinstance(question, DraftQuestion)

    shown: list[str] = []
    outcome = draft_from(model, question, beside, standards(), show=shown.append)

    print(f"shown {len(shown)} times; at last: {shown[-1][:300] if shown else ''!r}")
    print(outcome.follow_up.text if isinstance(outcome, ModelDraft) else (outcome.failure, outcome.why))
    print([(dropped.text[:80], dropped.why) for dropped in outcome.dropped])
    if isinstance(outcome, ModelDraft):
        assert outcome.follow_up.ready
        assert not acts(outcome.follow_up.text.replace("\n", " "))
    else:
        assert outcome.failure is None or outcome.failure in HONEST
        assert outcome.why.endswith(STANDS)


def test_what_it_writes_freely_is_held_against_the_facts(model: OpenAIModel) -> None:
    prompt = load_prompt("draft-email").filled({"facts": GROUNDS.facts[0].quote, "earlier": ""})

    written = outcome(model, prompt, str)

    left = ground([str(written)], GROUNDS)
    print(f"kept {[k.text for k in left.kept]}, dropped {[(d.text[:80], d.why) for d in left.dropped]}")
    assert len(left.kept) + len(left.dropped) > 0


def test_judgements_come_in_their_shape_or_fail_by_name_and_count_only_with_quotes(model: OpenAIModel) -> None:
    rubric = judgement_rubric()
    prompt = judging_prompt(load_prompt("judge"), rubric, CALL)
    assert prompt is not None

    answers = outcome(model, prompt, Answers)

    print(answers)
    assert isinstance(answers, Answers) or answers in HONEST
    if isinstance(answers, Answers):
        judged = judge(answers, rubric, CALL, model.name)
        print(judged)
        assert all(evidence.quote in CALL.text for p in judged.proposals for evidence in p.evidence)
