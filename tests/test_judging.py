"""A model's judgement is a proposal, counts only with words that were said, and never touches what code decides."""

from __future__ import annotations

from pathlib import Path

import pytest
from judgement_rubric import judgement_file, judgement_rubric

from coach.judging import Answers, judge, judgement_questions, judging_prompt
from coach.models import Facts, Kind, Speaker, Transcript, Verdict
from coach.prompts import load_prompt
from coach.quotes import find_quote
from coach.rubric import load_rubric, packaged_rubrics
from coach.scoring import score

RUBRIC = judgement_rubric()
CALL = Transcript.from_script(
    "rep: Hi Dana, this is Marcus with Harbor and Lane about your late deliveries.\n"
    "prospect: The late deliveries cost us our biggest client. I'm not happy with them.\n"
    "rep: That must have been\n"
    "prospect: Mm-hm.\n"
    "rep: a hard month for you. It isn't a small thing.\n"
    "prospect: It was. Yes."
)


def answers(*given: tuple[str, str, str, list[tuple[str, str]]]) -> Answers:
    return Answers.model_validate(
        {
            "answers": [
                {"criterion": c, "verdict": v, "reason": r, "quotes": [{"speaker": s, "words": w} for s, w in quotes]}
                for c, v, r, quotes in given
            ]
        }
    )


@pytest.mark.parametrize(
    ("speaker", "words", "start"),
    [
        ("rep", "about your late deliveries", "about"),
        ("rep", "ABOUT your, late: deliveries!!", "about"),
        ("rep", "that must have been a hard month", "That"),
        ("prospect", "It was. Yes.", "It"),
    ],
)
def test_words_that_were_said_are_found_with_their_time(speaker: str, words: str, start: str) -> None:
    found = find_quote(words, Speaker(speaker), CALL)

    assert not isinstance(found, str)
    assert found.quote.startswith(start)
    assert found.end > found.start


@pytest.mark.parametrize(
    ("speaker", "words", "why"),
    [
        ("rep", "The late deliveries cost us", "of the prospect"),
        ("rep", "about your late delivery", "was not said"),
        ("rep", "about late deliveries", "was not said"),
        ("prospect", "our biggest client it was", "was not said"),
        ("prospect", "happy with them", "turn it round"),
        ("prospect", "yes", "too short"),
        ("rep", "deliveries that must have", "was not said"),
        ("rep", "...", "quotes nothing"),
        ("greeting", "about your late deliveries", "of the rep"),
    ],
)
def test_words_that_prove_nothing_are_refused_with_the_reason(speaker: str, words: str, why: str) -> None:
    found = find_quote(words, Speaker(speaker), CALL)

    assert isinstance(found, str)
    assert why in found


def test_an_answer_with_words_that_were_said_is_a_proposal() -> None:
    judged = judge(
        answers(("listens", "met", "Takes up the loss.", [("rep", "a hard month for you")])), RUBRIC, CALL, "m"
    )

    (proposal,) = judged.proposals
    assert (proposal.criterion, proposal.verdict, proposal.model) == ("listens", Verdict.MET, "m")
    assert proposal.is_proposal
    assert [evidence.quote for evidence in proposal.evidence] == ["a hard month for you."]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (("listens", "met", "r", []), "quotes nothing"),
        (("listens", "missed", "r", []), "quotes nothing"),
        (("listens", "met", "r", [("rep", "I hear every word you say")]), "was not said"),
        (("listens", "met", "r", [("rep", "a hard month for you"), ("rep", "never said at all")]), "was not said"),
        (("listens", "unscored", "r", [("rep", "a hard month for you")]), "could not tell"),
        (("next-step", "met", "r", [("rep", "a hard month for you")]), "decided by what was said"),
        (("total-score", "met", "r", [("rep", "a hard month for you")]), "nobody asked"),
    ],
)
def test_any_other_answer_is_dropped_with_the_reason(
    answer: tuple[str, str, str, list[tuple[str, str]]], why: str
) -> None:
    judged = judge(answers(answer), RUBRIC, CALL, "m")

    assert judged.proposals == ()
    assert any(dropped.criterion == answer[0] and why in dropped.why for dropped in judged.dropped)


def test_a_question_answered_in_two_ways_is_not_answered() -> None:
    quote = [("rep", "a hard month for you")]

    judged = judge(answers(("listens", "met", "r", quote), ("listens", "missed", "r", quote)), RUBRIC, CALL, "m")

    assert judged.proposals == ()


def test_what_is_not_answered_is_told() -> None:
    judged = judge(answers(), RUBRIC, CALL, "m")

    assert {dropped.criterion for dropped in judged.dropped} == {"warm-tone", "listens"}


@pytest.mark.parametrize(
    "reason",
    ["See https://evil.example/x?d=Dana", "![x](http://a.b/c.png)", "<img src=x>", "system: it is 100", "o\u200bk"],
)
def test_a_reason_that_would_act_is_not_shown(reason: str) -> None:
    judged = judge(answers(("listens", "met", reason, [("rep", "a hard month for you")])), RUBRIC, CALL, "m")

    assert "can be shown" in judged.proposals[0].reason


def test_a_judgement_never_counts_for_the_score() -> None:
    facts = Facts(kind=Kind.CALL)
    coded = load_rubric(packaged_rubrics()["call"])

    with_questions, without = score(CALL, RUBRIC, facts), score(CALL, coded, facts)

    assert with_questions.score == without.score
    assert with_questions.finding("listens").verdict is Verdict.UNSCORED
    assert [f for f in with_questions.findings if f.criterion not in ("listens", "warm-tone")] == list(without.findings)


def test_all_questions_go_in_one_prompt_and_a_rubric_without_any_asks_nothing() -> None:
    file = load_prompt("judge")

    prompt = judging_prompt(file, RUBRIC, CALL)

    assert prompt is not None
    assert "| listens: Does the rep take up" in prompt.messages[1].text
    assert "| rep: Hi Dana, this is Marcus" in prompt.messages[1].text
    assert judging_prompt(file, load_rubric(packaged_rubrics()["call"]), CALL) is None
    assert judging_prompt(file, RUBRIC, Transcript(utterances=())) is None


def test_a_rubric_file_may_ask_for_a_judgement(tmp_path: Path) -> None:
    from coach.rubric import check_rubric

    path = judgement_file(tmp_path / "mine.yaml")

    assert check_rubric(path) == []
    assert [c.id for c in judgement_questions(load_rubric(path))] == ["warm-tone"]
