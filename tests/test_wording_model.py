"""What the learned part says of wordings that no rule lists, and how it is weighed against a rule."""

from __future__ import annotations

import numpy as np
import pytest

from coach.language.reading import Reading
from coach.language.wording_model import Judge, WordingModel, packaged_model
from coach.models import Facts, Kind, QuestionType, Speaker, Transcript
from coach.shipped import shipped

SENTENCES = [
    "Who does your bookkeeping at present?",
    "i reckon my brother in law would do it for a crate of beer",
    "Mm.",
    "So it's the waiting that wears you out, more than the money.",
    "",
    "Ünïcödé und 你好 and \u202e hidden marks",
    "word " * 400,
]


def test_a_sentence_has_the_same_scores_whatever_stands_beside_it() -> None:
    together = WordingModel(shipped("wording")).scores(SENTENCES)

    alone = WordingModel(shipped("wording"))  # which has not read them yet
    for sentence, row in zip(SENTENCES, together, strict=True):
        assert np.array_equal(alone.scores([sentence])[0], row)
        assert np.isfinite(row).all()


def test_a_sentence_is_read_once_and_memory_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    model = WordingModel(shipped("wording"))
    read: list[str] = []
    monkeypatch.setattr(model, "_read", lambda texts: [read.append(text) or text.upper() for text in texts])
    monkeypatch.setattr("coach.language.wording_model.REMEMBERED", 3)

    assert model.scores(["a", "b", "a"]) == ["A", "B", "A"]
    assert model.scores(["b", "c"]) == ["B", "C"]
    assert read == ["a", "b", "c"]
    assert model.scores(["d"]) == ["D"]
    assert model.scores(["a", "b", "c", "d", "e"]) == ["A", "B", "C", "D", "E"]
    assert len(model._known) <= 3


def test_every_vote_of_every_decision_has_its_weights() -> None:
    model = packaged_model()

    for decision, labels in model.labels.items():
        assert set(model.weights[decision]) == set(labels)
        assert all(set(row) == set(labels) for row in model.weights[decision].values())


@pytest.mark.parametrize(
    ("decision", "text", "label"),
    [
        ("objections", "I could get my neighbour's lad to do that for a fraction of what you want.", "objection"),
        ("objections", "The rain came straight through the kitchen ceiling last night.", "no"),
        ("pitches", "Our platform is the fastest on the market and we'd set you up with a trial today.", "pitch"),
        ("pitches", "You left us a note about the gutter, so that's why I'm ringing.", "no"),
        ("listening", "So it's the not knowing that keeps you up at night.", "repeats"),
        ("closings", "I'll ping something across to you at some point.", "vague"),
        ("interest", "You came by our table at the harvest market and took the leaflet about grain dryers.", "named"),
        ("vm_context", "It's about the leak under your kitchen sink.", "met"),
        ("vm_context", "It's about the paperwork you sent in.", "partial"),
        ("vm_offer", "I can have a plumber round to fix it this afternoon.", "met"),
        ("vm_stock", "I just wanted to touch base and see where your head's at.", "stock"),
        ("vm_wording", "You never bothered to ring me back.", "bad"),
        ("vm_wording", "Sorry I keep missing you.", "mild"),
    ],
)
def test_the_model_alone_knows_plain_wordings(decision: str, text: str, label: str) -> None:
    chances = Judge().chances(decision, text)

    assert max(chances, key=lambda name: chances[name]) == label
    assert sum(chances.values()) == pytest.approx(1.0, abs=0.01)


def test_rule_and_model_are_added_up() -> None:
    model = packaged_model()
    judge = Judge()
    text = "Let me have a think about that."
    row = judge.chances("objections", text)

    for vote, weights in model.weights["objections"].items():
        scores = {label: np.log(chance) + weights[label] for label, chance in row.items()}
        assert judge.label("objections", text, vote) == max(scores, key=lambda label: scores[label])


def test_a_connecting_question_tells_the_words_it_grew_from() -> None:
    turns = [
        (Speaker.REP, "Hi Ana, it's Tom at Ridge Roofing, is now an okay time?"),
        (Speaker.PROSPECT, "Sure. I saw your van on our street after the hailstorm, and the ceiling has a stain now."),
        (Speaker.REP, "What made you think of us after the hailstorm, rather than wait?"),
        (Speaker.PROSPECT, "The stain got bigger."),
        (Speaker.REP, "And have you spoken to any other roofers so far?"),
    ]

    questions = Reading(Transcript.from_turns(turns), Facts(kind=Kind.CALL)).questions

    connecting = [q for q in questions if q.type is QuestionType.CONNECTING]
    assert [q.grew_from.quote if q.grew_from else None for q in connecting] == [
        "I saw your van on our street after the hailstorm, and the ceiling has a stain now.",
        None,
    ]
    assert all(q.because for q in questions)
