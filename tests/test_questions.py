"""The rep's questions, and the one type each has."""

from __future__ import annotations

import datetime as dt

import pytest

from coach.language.reading import Reading
from coach.models import Facts, Kind, Question, QuestionType, Speaker, Transcript

FACTS = Facts(kind=Kind.CALL, date=dt.date(2026, 3, 17))


def asked(script: str, facts: Facts = FACTS) -> tuple[Question, ...]:
    return Reading(Transcript.from_script(script), facts).questions


AFTER_AN_ANSWER = """rep: Hello, it's Ada from Weaver Looms.
prospect: Hello Ada.
rep: I have your note in front of me.
prospect: The old loom keeps breaking its threads and we lose a morning every time."""


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Is now a good moment?", QuestionType.GOOD_TIME),
        ("Have I caught you in the middle of something?", QuestionType.GOOD_TIME),
        ("What made you write to us?", QuestionType.CONNECTING),
        ("Are you still looking, or have you found one?", QuestionType.CONNECTING),
        ("Was there anything else that drew you to it?", QuestionType.CONNECTING),
        ("What were you hoping we could do?", QuestionType.CONNECTING),
        ("Which loom do you use now?", QuestionType.SITUATION),
        ("How long have you had it?", QuestionType.SITUATION),
        ("Why did you choose that make?", QuestionType.SITUATION),
        ("And how does that affect the weavers?", QuestionType.PROBING),
        ("Tell me more about those mornings.", QuestionType.PROBING),
        ("Why is the morning so important?", QuestionType.PROBING),
        ("Could I come on Thursday at two to look at it?", QuestionType.CONFIRMATION),
        ("Does that work for you?", QuestionType.CONFIRMATION),
        ("Would it help if I put it on one page?", QuestionType.CONFIRMATION),
        ("Have you been to see anyone else about it?", QuestionType.CONNECTING),
        ("What would you most like to get from talking today?", QuestionType.CONNECTING),
        ("What colour is the loom now?", QuestionType.SITUATION),
        ("Two hours! And where does that go wrong?", QuestionType.PROBING),
        ("What's stopping you from mending it?", QuestionType.PROBING),
        ("If price were equal, what would still keep you there?", QuestionType.PROBING),
        ("May I visit you on the twelfth to look at it?", QuestionType.CONFIRMATION),
        ("She has a slot on Friday at ten, would you like me to hold it?", QuestionType.CONFIRMATION),
        ("Let's pencil in a trial on Monday at nine?", QuestionType.CONFIRMATION),
        ("When's a quieter time for you?", QuestionType.OTHER),
        ("When would be better?", QuestionType.OTHER),
        ("What's your email address?", QuestionType.OTHER),
        ("Can I ask you something?", QuestionType.OTHER),
    ],
)
def test_a_question_has_the_type_that_its_words_give_it(said: str, kind: QuestionType) -> None:
    (question,) = asked(f"{AFTER_AN_ANSWER}\nrep: {said}")

    assert question.type is kind
    assert question.because


def test_asking_who_is_on_the_line_is_small_talk() -> None:
    (question,) = asked("rep: Hi, is this Mr Okafor?\nprospect: Speaking.")

    assert question.type is QuestionType.OTHER


@pytest.mark.parametrize(
    "said",
    [
        "It costs you a morning, right?",
        "And you know what? We had the same loom.",
        'My father used to say, "who needs thread?"',
        "Okay?",
        "Let me tell you more about our looms.",
        "I know what made you call.",
    ],
)
def test_a_tag_a_quotation_and_a_rhetorical_question_are_not_questions(said: str) -> None:
    assert asked(f"{AFTER_AN_ANSWER}\nrep: {said}") == ()


def test_questions_are_found_in_speech_that_was_written_without_any_punctuation() -> None:
    script = """rep: hello this is ada from weaver looms is this a good time
prospect: yes go on
rep: okay so what made you write to us
prospect: the threads
rep: and how long have you had the loom
prospect: nine years
rep: shall i come on thursday at two"""

    found = asked(script)

    assert [q.type for q in found] == [
        QuestionType.GOOD_TIME,
        QuestionType.CONNECTING,
        QuestionType.SITUATION,
        QuestionType.CONFIRMATION,
    ]
    assert found[0].text == "is this a good time"


def test_an_unpunctuated_statement_with_what_and_when_is_not_a_question() -> None:
    script = "rep: so what we need is the letter that came when you bought it\nprospect: okay"

    assert asked(script) == ()


def test_a_curious_remark_counts_as_the_question_it_is() -> None:
    (question,) = asked("rep: I was just curious what it was that attracted your attention.\nprospect: The colour.")

    assert question.type is QuestionType.CONNECTING


def test_a_voicemail_and_a_call_of_unknown_speakers_have_no_questions() -> None:
    script = "rep: What made you write to us?"
    unknown = Transcript.from_turns([(Speaker.UNKNOWN, "What made you write to us?")])

    assert asked(script, Facts(kind=Kind.VOICEMAIL)) == ()
    assert Reading(unknown, FACTS).questions == ()
