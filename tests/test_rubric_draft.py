"""A rubric while it is edited: the file it would make, and what the check says of it, where it stands on the page."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from coach.advice import advise
from coach.draft_check import check_draft
from coach.models import Channel, Facts, Kind, Transcript
from coach.presentation.practice import editor_check
from coach.presentation.rubrics import changes_between, example_notes, known_line, placed, spoken
from coach.rubric import check_text, load_rubric, packaged_rubrics, rubric_in
from coach.rubric_draft import RubricDraft, begun, example_of
from coach.scoring import score
from coach.script_check import check_script
from coach.script_text import read_script
from coach.yaml_file import parse_yaml, read_yaml


def draft_of(name: str = "voicemail") -> RubricDraft:
    data = read_yaml(packaged_rubrics()[name]).data
    return begun(data, "0", data)


def told(draft: RubricDraft) -> list[tuple[str | None, str | None, str | None, int | None, str]]:
    found = placed(check_text(draft.text(2), "x.yaml"), draft)
    return [(p.criterion, p.field, p.group, p.number, p.text) for p in found]


@pytest.mark.parametrize("name", packaged_rubrics())
def test_a_draft_that_changes_nothing_makes_the_same_rubric(name: str) -> None:
    made, shipped = rubric_in(draft_of(name).text(2), "x.yaml"), load_rubric(packaged_rubrics()[name])

    assert (made.criteria, made.version, made.kind) == (shipped.criteria, 2, shipped.kind)
    assert changes_between(shipped, made) == ()


AWKWARD = [
    "1e5", "12", "012", "-5", "1.", "yes", "no", "on", "~", "Null", "true", ".inf", "=", "<<", "- a", "a: b", "a #b",
    "2026-03-19", "22:30:00", "0x1F", "'q'", '"q"', "@x", "x\ny", "x\n  y\n\nz", "& a", "*a", "!t", "%d", "|", "> x",
    "é—…", "a\tb", "😀", "so " * 90, "{a: b}", "[a]", "?", "---", "x\n---\ny",
]  # fmt: skip


@pytest.mark.parametrize("text", AWKWARD)
def test_whatever_is_typed_is_read_again_as_it_was(text: str) -> None:
    draft = draft_of().change("length", "tip", text)

    data = parse_yaml(Path("x.yaml"), draft.text(2).encode()).data

    assert data["criteria"][0]["tip"] == draft.criterion("length")["tip"]
    assert yaml.safe_load(draft.text(2))["criteria"][0]["tip"] == draft.criterion("length")["tip"]


def test_what_cannot_be_seen_is_not_kept() -> None:
    changed = draft_of().change("length", "title", "Short\u202e er\ud800\x00 ")

    assert changed.criterion("length")["title"] == "Short er"


def test_each_problem_is_said_where_it_stands() -> None:
    draft = (
        draft_of()
        .change("length", "weight", 0)
        .change("caller-name", "title", "")
        .change("firm", "tip", "")
        .change("personal", "title", "so " * 40)
    )
    for _, _, example in list(draft.examples("offers-help"))[:3]:
        draft = draft.drop_example("offers-help", "met", example)

    assert told(draft) == [
        ("length", "weight", None, None, "The weight can't be '0'. Make it 1 or more."),
        ("caller-name", "title", None, None, "The title is empty. Write it, or give at least one entry."),
        ("firm", "tip", None, None, "The tip is empty. Write it, or give at least one entry."),
        ("offers-help", "examples", "met", None, "There is no example of “Met”. Give at least one."),
        ("personal", "title", None, None, "The title is longer than 80 letters. Shorten it."),
    ]


def test_an_example_that_disagrees_is_said_at_the_example_also_where_others_are_not_asked() -> None:
    draft = draft_of().ask("length", is_asked=False)
    draft = draft.put_example("caller-name", "missed", {"script": "Hi Ann, this is Will at Keel and Sons."})

    ((criterion, field, group, number, text),) = told(draft)

    assert (criterion, field, group, number) == ("caller-name", "examples", "missed", 3)
    assert text.startswith("This example should be missed and is met (")
    assert text.endswith("Change its words or its verdict.")


def test_a_day_that_is_none_is_said_at_its_example() -> None:
    example = example_of({"script": ""}, "Hi Ann, this is Will.", "", "", {"date": "2026-02-30"})

    ((*place, text),) = told(draft_of().put_example("caller-name", "met", example))

    assert place == ["caller-name", "examples", "met", 5]
    assert text == "'date' can't be '2026-02-30'. It should be a day like 2026-03-19."


def test_an_example_moves_to_the_verdict_that_it_is_given() -> None:
    draft = draft_of()
    _, _, old = next(iter(draft.examples("personal")))

    moved = draft.put_example("personal", "partial", {**old, "why": "x"}, ("met", old))

    assert [(g, n) for g, n, e in moved.examples("personal") if e["script"] == old["script"]] == [("partial", 0)]
    again = moved.put_example("personal", "partial", old, ("partial", {**old, "why": "x"}))
    assert [e for g, _, e in again.examples("personal") if g == "partial"] == [old]
    assert list(draft_of().examples("personal")) == list(draft.examples("personal"))


def test_a_form_keeps_what_it_does_not_show_and_leaves_out_what_is_empty() -> None:
    old = {"script": "x", "facts": {"kind": "call", "lead": "Ann"}, "pace_wpm": 50, "evidence": ["x"], "why": "y"}

    made = example_of(old, " Hi Ann. \n", "", " Hi \n\n Ann. ", {"lead": "", "firm": "Keel", "first_text": False})

    assert made == {
        "script": "Hi Ann.",
        "facts": {"kind": "call", "firm": "Keel", "first_text": False},
        "evidence": ["Hi", "Ann."],
        "pace_wpm": 50,
    }


def test_what_only_the_shipped_rubric_asks_can_be_asked_again() -> None:
    shipped = read_yaml(packaged_rubrics()["voicemail"]).data
    mine = {**shipped, "criteria": [c for c in shipped["criteria"] if c["id"] != "firm"]}

    draft = begun(mine, "0", shipped)

    assert (draft.off, [c["id"] for c in draft.criteria]) == ({"firm"}, [c["id"] for c in shipped["criteria"]])
    assert (
        rubric_in(draft.ask("firm", is_asked=True).text(2), "x").criteria == rubric_in(draft_of().text(2), "x").criteria
    )


def test_changes_are_told_in_words() -> None:
    shipped = load_rubric(packaged_rubrics()["voicemail"])
    draft = draft_of().change("length", "weight", 20).change("length", "tip", "Be short.").ask("firm", is_asked=False)
    _, _, example = next(iter(draft.examples("personal")))
    draft = draft.drop_example("personal", "met", example).change("personal", "title", "Says the name")

    assert changes_between(shipped, rubric_in(draft.text(2), "x")) == (
        "Names the organisation: not asked any more",
        "Says it in 20 seconds: weight 12 → 20, another tip",
        "Uses their name: now called “Says the name”, examples: 0 new, 1 gone",
    )


def test_a_title_of_anybodys_is_read_out_and_not_obeyed() -> None:
    assert spoken("No apology, blame: ![x](http://a.b/c.png) **5 %**_a_") == "No apology, blame x http a b c png 5 % a"
    assert spoken("See www.a.example/5. Then stop.") == "See www a example 5. Then stop."


def test_what_is_known_beside_an_example_is_told_in_words() -> None:
    facts = {"lead": "Ann", "channel": "sms", "first_text": True, "previous": ["Hi."], "kind": "follow-up"}

    line = (
        "Known: the lead is Ann; it goes out as: Text (SMS); it is the first SMS to them; an earlier message said “Hi.”"
    )
    assert known_line(facts) == line
    assert known_line({"kind": "call"}) == ""
    assert example_notes({"script": "x", "pace_wpm": 50, "evidence": ["x"], "why": "Because.", "should_be": "met"}) == (
        "Spoken at 50 words a minute.",
        "Its words: “x”",
        "We get this wrong and know it. Because.",
    )


@pytest.mark.parametrize("last", [0, -1])
def test_a_rubric_that_asks_one_thing_only_still_judges_recordings_scripts_and_drafts(last: int) -> None:
    rubrics = {}
    for name in packaged_rubrics():
        draft = draft_of(name)
        for criterion in draft.criteria:
            draft = draft.ask(criterion["id"], criterion is draft.criteria[last])
        rubric = rubric_in(draft.text(2), name)
        rubrics[rubric.kind] = rubric
    said = "Hi Marcus, this is Dana from Harper Law. Sorry I missed you. Call me on 412 555 0158."

    for channel in (Channel.VOICEMAIL, Channel.SMS, Channel.EMAIL, Channel.CALL):
        check = check_draft(said, Facts(channel=channel, lead="Marcus"), rubrics)
        assert editor_check(check, (), rubrics)["summary"]
    card = score(Transcript.from_text(said), rubrics[Kind.VOICEMAIL], Facts())
    assert len(card.findings) == 1
    assert advise(Transcript.from_text(said), card, rubrics[Kind.VOICEMAIL], Facts()).gain >= 0
    call = Facts(kind=Kind.CALL)
    assert len(check_script(read_script(f"rep: {said}", call), rubrics[Kind.CALL], call).card.findings) == 1
