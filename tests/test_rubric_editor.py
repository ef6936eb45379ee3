"""A team makes a rubric its own in the page: what it would change is seen first, what fails is not saved."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest
from test_views import app, kept
from test_views import said as told

from coach import rubrics_in_use
from coach.cli import main
from coach.edges.store import Store, open_store
from coach.models import Facts, Kind
from coach.rubric import check_rubric
from coach.settings import load_settings
from coach.workbench import rubric_for


@pytest.fixture(autouse=True)
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr("coach.views.session.ensure_worker", lambda settings: None)
    store = open_store(load_settings())
    yield store
    store.close()


def coach(*arguments: object) -> str:
    done = CliRunner().invoke(main, [str(a) for a in arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def said(at: AppTest) -> str:
    return "\n".join([told(at), *(s.value.replace("\\", "") for s in at.success)])


def press(at: AppTest, label: str) -> AppTest:
    (button,) = [b for b in at.button if b.label == label]
    return button.click().run()


def editing(part: str = "Weights") -> AppTest:
    at = AppTest.from_file(rubrics_page(), default_timeout=30)
    at.query_params["rubric"], at.query_params["edit"] = "voicemail", "1"
    at.session_state["edit-part"] = part
    at.run()
    assert not at.exception
    return at


def rubrics_page() -> Path:
    return Path(__file__).parents[1] / "coach" / "views" / "rubrics.py"


def weight(at: AppTest, criterion: str, value: int) -> AppTest:
    return at.number_input(key=f"weight-voicemail-{criterion}").set_value(value).run()


def turn_to(at: AppTest, part: str) -> AppTest:
    at.session_state["edit-part"] = part
    return at.run()


def test_weights_are_tried_on_the_library_saved_as_a_new_version_and_score_from_then_on(store: Store) -> None:
    made = kept(store)
    at = weight(editing(), "positive-wording", 60)

    turn_to(at, "What would change")

    assert "Of 1 recording 0 go up, 1 goes down and 0 stay" in said(at)
    assert f"| for marcus.ogg | {made.scorecard.score} → " in said(at)
    press(at, "Save as version 2")
    assert not at.exception
    assert "Version 2 is saved and in use" in said(at)
    assert (rubric_for(Kind.VOICEMAIL, None).version, rubric_for(Kind.VOICEMAIL, None).criteria[10].weight) == (2, 60)
    checked = json.loads(coach("check", "Hi Marcus, it's Dana. Sorry I missed you.", "--json"))
    assert checked["rubric"]["version"] == 2
    assert "(version 2, your own, 12 criteria)" in coach("rubric", "show")
    assert store.result(made.recording.id).scorecard == made.scorecard


def test_what_was_scored_before_can_be_scored_again_without_listening(store: Store) -> None:
    made = kept(store)
    at = press(weight(editing(), "positive-wording", 60), "Save as version 2")
    assert "1 recording was scored by another version." in said(at)

    press(at, "Score them again with this version")

    card = store.result(made.recording.id).scorecard
    assert (card.rubric_version, card.score < made.scorecard.score) == (2, True)
    assert "Scored again: 1 recording. 0 go up, 1 goes down, 0 as before." in said(at)
    assert len(store.history(recording=made.recording.id)) == 2
    assert "another version" not in said(at)


def test_an_example_that_does_not_come_out_as_it_says_is_refused_with_the_reason() -> None:
    at = editing("Words and examples")
    at.selectbox(key="criterion-voicemail").set_value("caller-name").run()
    press(at, "Add an example")
    at.text_area[-3].set_value("Hi Rosalind, call me about the boat survey.")
    press(at, "Keep this example")

    assert "This example should be met and is missed" in said(at)
    press(at, "Save as version 2")
    assert "Not saved: " in said(at)
    assert rubric_for(Kind.VOICEMAIL, None).version == 1
    (added,) = [b for b in at.button if b.key == "change-caller-name-met-5"]
    added.click().run()
    at.selectbox[-1].set_value("missed")
    press(at, "Keep this example")
    press(at, "Save as version 2")
    assert rubric_for(Kind.VOICEMAIL, None).criteria[1].examples.missed[-1].script.startswith("Hi Rosalind")


def test_words_can_be_put_otherwise_and_an_empty_title_is_said_at_its_field() -> None:
    at = editing("Words and examples")
    at.text_input(key="title-voicemail-length").set_value("").run()
    assert at.error[0].value.replace("\\", "") == "The title is empty. Write it, or give at least one entry."

    at.text_input(key="title-voicemail-length").set_value("Short: 20 s").run()
    at.text_area(key="tip-voicemail-length").set_value("Read it aloud.").run()
    press(at, "Save as version 2")

    criterion = rubric_for(Kind.VOICEMAIL, None).criteria[0]
    assert (criterion.title, criterion.tip) == ("Short: 20 s", "Read it aloud.")
    assert "Says it in 20 seconds: now called “Short: 20 s”, another tip" in said(at)


def test_a_criterion_that_is_unticked_is_not_asked_and_can_be_asked_again() -> None:
    at = editing()
    at.checkbox(key="ask-voicemail-personal").uncheck().run()
    press(at, "Save as version 2")
    assert "personal" not in [c.id for c in rubric_for(Kind.VOICEMAIL, None).criteria]
    assert "Uses their name: not asked any more" in said(at)

    at = editing()
    at.checkbox(key="ask-voicemail-personal").check().run()
    press(at, "Save as version 3")

    assert rubric_for(Kind.VOICEMAIL, None).criteria[-1].id == "personal"


def test_what_is_changed_back_is_no_new_version() -> None:
    at = weight(weight(editing(), "length", 40), "length", 12)

    press(at, "Save as version 2")

    assert "Nothing is changed yet, so there is nothing to save." in said(at)
    assert rubric_for(Kind.VOICEMAIL, None).version == 1


def test_nothing_asked_at_all_is_no_rubric() -> None:
    at = editing()
    for box in list(at.checkbox):
        at.checkbox(key=box.key).uncheck()
    at.run()

    press(at, "Save as version 2")

    assert "No criterion is asked. Ask at least one." in said(at)
    assert rubric_for(Kind.VOICEMAIL, None).version == 1


def test_an_earlier_version_is_looked_at_taken_back_and_saved_as_a_file(tmp_path: Path) -> None:
    press(weight(editing(), "length", 40), "Save as version 2")
    at = press(weight(editing(), "length", 50), "Save as version 3")

    at.button(key="look-2").click().run()
    assert "You are looking at version 2, one of your own. In use is version 3, your own." in said(at)
    assert "Says it in 20 seconds: weight 12 → 40" in said(at)
    (offered,) = [json.loads(e.proto.json) for e in at.get("bidi_component")]
    file = tmp_path / offered["files"][0]["name"]
    file.write_text(offered["files"][0]["text"])
    assert (file.name, check_rubric(file)) == ("voicemail-2.yaml", [])
    press(at, "Use version 2")
    assert rubric_for(Kind.VOICEMAIL, None).criteria[0].weight == 40
    press(at, "Go back to the shipped one")
    assert "as it ships" in coach("rubric", "show", "voicemail").splitlines()[0]
    assert [v.number for v in rubrics_in_use.kept_rubrics().versions("voicemail")] == [3, 2]


def test_the_address_says_which_rubric_is_read() -> None:
    at = app("rubrics.py")
    at.radio[0].set_value("voicemail").run()
    assert at.query_params["rubric"] in ("voicemail", ["voicemail"])

    del at.query_params["rubric"]
    at.run()

    assert at.radio[0].value == "call"
    assert "Says it in 20 seconds" not in "".join(e.label for e in at.expander)


def test_two_who_edit_at_the_same_time_do_not_save_over_each_other() -> None:
    mine, other = editing(), editing()
    weight(mine, "length", 40)
    press(weight(other, "length", 50), "Save as version 2")

    press(mine, "Save as version 2")

    assert "Another version of this rubric came into use while you edited" in said(mine)
    assert mine.number_input(key="weight-voicemail-length").value == 40
    press(mine, "Drop my changes")
    assert mine.number_input(key="weight-voicemail-length").value == 50


def test_a_scorecard_keeps_the_titles_and_figures_of_the_version_that_it_was_made_with(store: Store) -> None:
    made = kept(store, Facts(lead="Marcus"))
    at = editing()
    at.checkbox(key="ask-voicemail-firm").uncheck().run()
    press(at, "Save as version 2")

    at = app(recording=made.recording.id)

    assert "Names the organisation" in said(at)
    assert "Agrees with labels on 59 of 72 cases" in said(at)


def test_a_version_that_was_damaged_is_said_on_every_page_and_the_shipped_one_scores() -> None:
    press(weight(editing(), "length", 40), "Save as version 2")
    rubrics_in_use.kept_rubrics().file("voicemail", 2).write_text("id: voicemail\ncriteria: 7\n")

    at = app()

    (warning,) = at.warning
    assert "Version 2 of the rubric 'voicemail' cannot be used, so the shipped one is: " in warning.value.replace(
        "\\", ""
    )
    assert rubric_for(Kind.VOICEMAIL, None).version == 1
