"""A recording beside the last one: which one that is, what is said again, and what became of each point."""

from __future__ import annotations

import datetime as dt

from saved_worker import SAID, result
from two_voices import a_call_result

from coach.comparison import Turn, gained, last_one, others, texts, turned
from coach.edges.kept import Kept
from coach.models import Facts, Kind, Metric, Recording, Result, Transcript, Verdict
from coach.presentation.comparison import choice_line, marked, repeated_line, rows, summary, table

AT = dt.datetime(2026, 3, 2, 10, 0, tzinfo=dt.UTC)
AGAIN = (
    "Hi Marcus, this is Dana Reyes from Harper Law. I have looked at the police report and it names the other driver. "
    "Does Thursday at ten suit you? Call me on 412 555 0158."
)


def kept(name: str, day: int, kind: Kind = Kind.VOICEMAIL, **told: object) -> Kept:
    recording = Recording(
        id=name, name=name, kind=kind, kind_reason="one voice", duration_s=20, decoded_s=20, channels=1
    )
    return Kept(
        id=name,
        name=name,
        kept_at=AT + dt.timedelta(days=day),
        has_audio=True,
        recording=recording,
        facts=Facts.model_validate({"caller": "Dana", **told}),
        rubric=None if kind is Kind.NO_SPEECH else kind.value,
        score=60,
    )


def test_the_last_voicemail_to_the_same_lead_comes_before_a_later_one_to_somebody_else() -> None:
    this = kept("this", 9, lead="Marcus")
    listed = [kept("to-tom", 8, lead="Tom"), kept("old", 1, lead="Marcus"), kept("newer", 2, lead="marcus "), this]

    assert last_one(this, listed, None) == listed[2]
    assert last_one(kept("first", 9, lead="Ana"), listed[:3], None) == listed[0]


def test_the_last_one_is_earlier_by_the_same_rep_of_the_same_kind_and_was_scored() -> None:
    this = kept("this", 9)
    listed = [
        kept("later", 10),
        kept("of-ana", 8, caller="Ana"),
        kept("call", 7, Kind.CALL),
        kept("silent", 6).model_copy(update={"rubric": None}),
        kept("take", 5, practice=True),
        kept("said-earlier", 4, date=dt.date(2026, 1, 1)),
        kept("by-me", 1, caller=None),
    ]

    assert [one.id for one in others(this, listed, "dana")] == ["later", "take", "by-me", "said-earlier"]
    assert last_one(this, listed, "dana") == listed[-1]
    assert last_one(this, listed, None) == listed[-2]
    assert last_one(kept("take-2", 9, practice=True), listed, None) == listed[4]


def test_phrases_of_three_words_that_both_say_are_marked_in_both() -> None:
    both = texts(Transcript.from_text(SAID), Transcript.from_text(AGAIN))

    assert both.repeated == (
        "Hi Marcus, this is Dana Reyes from Harper Law.",
        "I have looked at the police report and",
        "Call me on 412 555 0158.",
    )
    assert [run.text for run in both.then if run.again][1] == both.repeated[1]
    assert " ".join(run.text for run in both.then) == SAID
    assert " ".join(run.text for run in both.now) == AGAIN
    assert "**:blue-background[Call me on 412 555 0158\\.]**" in marked(both.now)
    assert "“I have looked at the police report and”" in repeated_line(both)
    assert repeated_line(texts(Transcript.from_text("Good day."), Transcript.from_text(AGAIN))).startswith("No three")


def changed(made: Result, **verdicts: Verdict) -> Result:
    assert made.scorecard is not None
    wanted = {name.replace("_", "-"): verdict for name, verdict in verdicts.items()}
    findings = tuple(
        f.model_copy(update={"verdict": wanted.get(f.criterion, f.verdict)}) for f in made.scorecard.findings
    )
    return made.model_copy(update={"scorecard": made.scorecard.model_copy(update={"findings": findings})})


def test_points_are_better_worse_or_not_to_be_held_against_each_other() -> None:
    made = result("a" * 64, "a.ogg", Facts())
    then = changed(made, length=Verdict.MISSED, clear_ask=Verdict.MET, firm=Verdict.UNSCORED, name=Verdict.MET)
    now = changed(made, length=Verdict.PARTIAL, clear_ask=Verdict.MISSED, firm=Verdict.MET, name=Verdict.MET)

    found = [(turn, change.criterion) for turn, change in turned(then, now)]

    assert found == [(Turn.WORSE, "clear-ask"), (Turn.BETTER, "length"), (Turn.OTHER, "firm")]
    assert "Verdicts: 1 better, 1 worse." in summary(then, now)


def scored(made: Result, score: int, digest: str = "one") -> Result:
    assert made.scorecard is not None
    card = made.scorecard.model_copy(update={"score": score, "rubric_digest": digest})
    return made.model_copy(update={"scorecard": card})


def test_scores_of_two_versions_of_the_rubric_are_not_held_against_each_other() -> None:
    made = result("a" * 64, "a.ogg", Facts())

    assert gained(scored(made, 60), scored(made, 71)) == 11
    assert summary(scored(made, 60), scored(made, 71)).startswith("11 points more.")
    assert gained(scored(made, 60), scored(made, 71, "two")) is None
    assert summary(scored(made, 60), scored(made, 71, "two")).startswith("Scored by another version of the rubric.")
    assert rows(scored(made, 60), scored(made, 71, "two"))[0].change == ""


def test_a_voicemail_shows_score_seconds_words_and_pace_then_and_now() -> None:
    then, now = result("a" * 64, "a.ogg", Facts()), result("b" * 64, "b.ogg", Facts(), AGAIN)

    found = {row.label: (row.then, row.now, row.change) for row in rows(then, now)}

    assert list(found) == ["Score of 100", "Length", "Words", "Words a minute"]
    assert found["Words"] == ("54", "34", "\u221220")
    assert found["Length"] == ("20.8 s", "13.1 s", "\u22127.7 s")
    assert "| Words | 54 | 34 \\(\u221220\\) |" in table(rows(then, now))


def test_a_call_shows_talk_share_monologue_questions_and_the_next_step_then_and_now() -> None:
    now = a_call_result("b" * 64)
    more = tuple(m for m in now.metrics if m.name != "talk-share")
    then = now.model_copy(update={"metrics": (*more, Metric(name="talk-share", value=80, unit="%"))})
    assert then.scorecard is not None
    then = then.model_copy(update={"scorecard": then.scorecard.model_copy(update={"next_step": None})})

    found = {row.label: row for row in rows(then, now)}

    assert list(found) == ["Score of 100", "Talk share", "Longest monologue", "Questions", "Next step"]
    assert found["Talk share"].then == "80 % you, 20 % them"
    assert found["Talk share"].change.endswith(" %")
    assert found["Next step"].then == "none agreed"
    assert found["Next step"].now.endswith("agreed aloud")


def test_the_list_to_choose_from_tells_lead_day_and_score_and_what_was_only_practice() -> None:
    one = kept("a.ogg", 0, lead="Marcus", date=dt.date(2026, 2, 3), practice=True)

    assert choice_line(one, "UTC") == "a.ogg to Marcus, practice take, 2026-02-03, 60 / 100"
