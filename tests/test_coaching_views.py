"""A trainer scores recordings in the app, and the rep sees what came of it."""

from __future__ import annotations

import base64
import datetime as dt
import io
import json
from collections.abc import Iterator

import pytest
from saved_worker import result
from streamlit.testing.v1 import AppTest

from coach.coaching import Comment, Dispute, Visibility
from coach.edges.kept_reviews import Reviews
from coach.edges.store import Store, open_store
from coach.models import Facts, Result, Verdict
from coach.reviews import TRAINER_VERDICTS, ReviewDraft, submitted
from coach.rubric import load_rubric, packaged_rubrics
from coach.samples import samples
from coach.settings import load_settings
from coach.views import MAIN_SCRIPT

SOUND = samples()[0].audio.read_bytes()
NOW = dt.datetime(2026, 3, 2, 10, 0, tzinfo=dt.UTC)
RUBRIC = load_rubric(packaged_rubrics()["voicemail"])


@pytest.fixture
def store() -> Iterator[Store]:
    store = open_store(load_settings())
    yield store
    store.close()


def kept(store: Store, name: str = "for marcus.ogg", sound: bytes = SOUND, caller: str | None = "Dana") -> Result:
    facts = Facts(lead="Marcus", caller=caller)
    made = result(store.keep_audio(io.BytesIO(sound), name, 1 << 24), name, facts)
    store.save_result(made, facts)
    return made


def app(trainer: str | None = "Kim", page: str = "coaching.py", **query: str) -> AppTest:
    at = AppTest.from_file(MAIN_SCRIPT, default_timeout=60)
    if trainer:
        at.session_state["trainer"] = trainer
    at.run()
    at.switch_page(page)
    for name, value in query.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception
    return at


def said(at: AppTest) -> str:
    parts = [*at.title, *at.header, *at.markdown, *at.caption, *at.text, *at.info, *at.warning, *at.error]
    parts += [*at.success]
    return "\n".join(str(part.value) for part in parts).replace("\\", "")


def labels(at: AppTest) -> list[str]:
    return [b.label.replace("\\", "") for b in at.button]


def sent(at: AppTest) -> dict[str, object]:
    (player,) = [sent for e in at.get("bidi_component") if "lines" in (sent := json.loads(e.proto.json))]
    return player


def card_of(made: Result) -> list[tuple[str, Verdict]]:
    assert made.scorecard is not None
    return [(f.criterion, f.verdict) for f in made.scorecard.findings]


def drafted(store: Store, made: Result, *, revealed: bool = False, **other: Verdict) -> ReviewDraft:
    """A draft of Kim's that says what the machine says, but for `other`."""
    draft = ReviewDraft()
    for name, verdict in card_of(made):
        draft = draft.judge(name, other.get(name.replace("-", "_"), verdict))
    draft = draft.reveal() if revealed else draft
    Reviews(store).save_draft(made.recording.id, "Kim", draft)
    return draft


def met(made: Result) -> str:
    return next(name for name, verdict in card_of(made) if verdict is Verdict.MET)


def title(name: str) -> str:
    return RUBRIC.criterion(name).title


def test_the_name_of_the_trainer_is_asked_once(store: Store) -> None:
    kept(store)
    at = app(trainer=None)
    assert at.text_input(key="trainer-name").value == ""
    assert "for marcus.ogg" not in labels(at)

    at.text_input(key="trainer-name").set_value("  Kim  Roe ")
    at.button[0].click().run()

    assert at.session_state["trainer"] == "Kim Roe"
    assert "for marcus.ogg" in labels(at)


def test_an_empty_queue_says_what_to_do() -> None:
    assert "No recording was scored here yet." in said(app())


def test_the_queue_shows_what_is_disputed_first_and_leaves_the_machines_score_out(store: Store) -> None:
    first, second = kept(store, "first.ogg"), kept(store, "second.ogg", SOUND + b"\0", "Ana")
    name = met(first)
    Reviews(store).dispute(
        first.recording.id, Dispute(criterion=name, verdict=Verdict.MET, reason="No.", author="Dana", at=NOW)
    )
    at = app()

    assert [label for label in labels(at) if label.endswith(".ogg")] == ["first.ogg", "second.ogg"]
    assert "1 point disputed" in said(at)
    assert f"{second.scorecard.score} / 100" not in said(at)  # type: ignore[union-attr]

    at.selectbox(key="coach-rep").set_value("Ana").run()
    assert [label for label in labels(at) if label.endswith(".ogg")] == ["second.ogg"]


def test_the_filters_stay_while_a_recording_is_scored(store: Store) -> None:
    kept(store, "first.ogg")
    second = kept(store, "second.ogg", SOUND + b"\0", "Ana")
    at = app()
    at.selectbox(key="coach-rep").set_value("Ana").run()

    at.button(key=f"score-{second.recording.id}").click().run()
    assert at.title[0].value.replace("\\", "") == "second.ogg"
    at.button(key="to-queue").click().run()

    assert [label for label in labels(at) if label.endswith(".ogg")] == ["second.ogg"]


def test_nothing_on_the_scoring_page_tells_the_machines_verdicts(store: Store) -> None:
    made = kept(store)

    at = app(recording=made.recording.id)

    assert sent(at)["marks"] == []
    assert "The machine:" not in said(at)
    assert not [f.reason for f in made.scorecard.findings if f.reason in said(at)]  # type: ignore[union-attr]


def test_a_click_keeps_the_verdict_and_goes_on_to_the_next_point(store: Store) -> None:
    made = kept(store)
    (first, _), (second, _), *_ = card_of(made)
    at = app(recording=made.recording.id)
    assert at.header[0].value.replace("\\", "") in (title(first), "Comments (0)")

    at.button(key="verdict-3").click().run()

    assert Reviews(store).draft(made.recording.id, "Kim").opinion(first).verdict is TRAINER_VERDICTS[2]
    assert title(second) in [s.value.replace("\\", "") for s in at.header]
    at.button(key="undo-draft").click().run()
    assert Reviews(store).draft(made.recording.id, "Kim") == ReviewDraft()


def test_a_reason_that_was_being_typed_is_kept_with_the_click_on_a_verdict(store: Store) -> None:
    made = kept(store)
    first = card_of(made)[0][0]
    at = app(recording=made.recording.id)

    at.text_area(key=f"reason-{made.recording.id}-{first}").set_value("Nobody could tell.")
    at.button(key="verdict-2").click().run()

    opinion = Reviews(store).draft(made.recording.id, "Kim").opinion(first)
    assert (opinion.verdict, opinion.reason) == (Verdict.PARTIAL, "Nobody could tell.")


def test_words_chosen_in_the_player_are_evidence_of_the_point_in_hand(store: Store) -> None:
    made = kept(store)
    words = made.transcript.utterances[0].words
    at = app(recording=made.recording.id)
    event = {"id": "1", "kind": "evidence", "start": words[3].start, "last": words[5].start}

    at.session_state[f"scoring-player-{made.recording.id}"] = {"pick": event}
    at.run()

    assert "“is Dana Reyes” [▶" in said(at)
    assert [m["tag"] for m in sent(at)["marks"]] == ["A"]  # type: ignore[union-attr, index]
    at.session_state[f"scoring-player-{made.recording.id}"] = {"pick": {**event, "id": "2", "start": 900, "last": 901}}
    at.run()
    assert "There are no words there." in said(at)


def test_blind_verdicts_are_shown_the_machines_before_reasons_are_asked(store: Store) -> None:
    made = kept(store)
    name = met(made)
    drafted(store, made, **{name.replace("-", "_"): Verdict.MISSED})
    at = app(recording=made.recording.id)
    assert "The machine:" not in said(at)

    at.button(key="submit").click().run()

    assert "You and the machine differ on 1 point: say why on each, then submit." in said(at)
    assert "The machine:" in said(at)
    assert title(name) in [s.value.replace("\\", "") for s in at.header]
    assert Reviews(store).of(made.recording.id).cards == ()

    at.button(key="submit").click().run()
    assert [e.value for e in at.error]
    assert "without a reason on" in said(at)
    assert Reviews(store).of(made.recording.id).cards == ()

    at.text_area(key=f"reason-{made.recording.id}-{name}").set_value("Only half of it.")
    at.button(key="submit").click().run()
    (logged,) = Reviews(store).of(made.recording.id).cards
    assert logged.card.review(name).blind is Verdict.MISSED  # type: ignore[union-attr]
    metrics = {m.label: m.value for m in at.metric}
    assert metrics == {
        "You": f"{logged.card.score} / 100",
        "The machine": f"{made.scorecard.score} / 100",  # type: ignore[union-attr]
    }
    assert "You differ on 1 of" in said(at)
    assert "Only half of it." in said(at)


def test_an_unfinished_scoring_is_not_submitted(store: Store) -> None:
    made = kept(store)
    at = app(recording=made.recording.id)

    at.button(key="submit").click().run()

    assert "No verdict yet on: " in said(at)
    assert "The machine:" not in said(at)


def test_submit_and_next_goes_on_and_the_submission_can_be_undone(store: Store) -> None:
    made, other = kept(store, "first.ogg"), kept(store, "second.ogg", SOUND + b"\0")
    drafted(store, made)
    at = app(recording=made.recording.id)

    at.button(key="submit-next").click().run()

    assert at.title[0].value.replace("\\", "") == "second.ogg"
    assert "Submitted first.ogg: you " in said(at)
    at = app(recording=made.recording.id)
    at.button(key="unsubmit").click().run()
    assert Reviews(store).of(made.recording.id).cards == ()
    assert "Submit" in labels(at)
    assert other.recording.id


def test_a_comment_is_kept_at_its_moment_for_those_it_is_meant_for(store: Store) -> None:
    made = kept(store)
    at = app(recording=made.recording.id)
    event = {"id": "1", "kind": "comment", "start": 4.5, "last": 4.5}
    at.session_state[f"scoring-player-{made.recording.id}"] = {"pick": event}
    at.run()
    assert "**Comment at 0:04**" in said(at)

    at.text_area(key=f"comment-text-{made.recording.id}").set_value("Slow **down** here.")
    next(b for b in at.button if b.label == "Save the comment").click().run()

    (thread,) = Reviews(store).of(made.recording.id).threads(None)
    assert (thread.first.comment.at, thread.first.comment.visibility) == (4.5, Visibility.REP)
    assert "[▶ 0:04](#t=4.50) Slow **down** here." in said(at)
    assert sent(at)["comments"] == [4.5]


def scored(store: Store, made: Result, *, name: str, reason: str) -> None:
    draft = drafted(store, made, revealed=True, **{name.replace("-", "_"): Verdict.MISSED}).because(name, reason)
    reviews = Reviews(store)
    assert made.scorecard is not None
    card = submitted(draft, made.scorecard, RUBRIC, "Kim", NOW)
    reviews.submit(made.recording.id, reviews.of(made.recording.id).scorecard, card)


def test_the_rep_sees_the_trainers_verdicts_and_comments_and_answers(store: Store) -> None:
    made = kept(store)
    scored(store, made, name=met(made), reason="You mumble it.")
    for seen_by in Visibility:
        Reviews(store).comment(
            made.recording.id,
            Comment(at=3, text=f"For {seen_by}.", author="Kim", visibility=seen_by, written_at=NOW),
        )

    at = app(page="review.py", recording=made.recording.id)

    assert "**Kim**: :red[:material/cancel:] Missed: You mumble it." in said(at)
    assert "For rep." in said(at)
    assert "For team." in said(at)
    assert "For me." not in said(at)
    assert sent(at)["comments"] == [3, 3]
    first = Reviews(store).of(made.recording.id).threads(None)[0].first.id
    at.text_area(key=f"reply-text-{first}").set_value("Will do.")
    next(b for b in at.button if b.label == "Send").click().run()
    assert "Will do." in said(at)


def test_a_rep_disputes_a_finding_and_the_score_stays(store: Store) -> None:
    made = kept(store)
    name = card_of(made)[0][0]
    at = app(page="review.py", recording=made.recording.id)

    at.button(key=f"dispute-{name}").click().run()
    next(b for b in at.button if b.label == "Tell the trainer").click().run()
    assert Reviews(store).of(made.recording.id).disputes == ()  # a reason is needed
    at.text_area(key=f"dispute-text-{name}").set_value("I did say it.")
    next(b for b in at.button if b.label == "Tell the trainer").click().run()

    (logged,) = Reviews(store).of(made.recording.id).open_disputes
    assert (logged.dispute.criterion, logged.dispute.reason) == (name, "I did say it.")
    assert "You say it is not right: “I did say it.”" in said(at)
    assert store.result(made.recording.id) == made
    at.button(key=f"undispute-{logged.id}").click().run()
    assert Reviews(store).of(made.recording.id).open_disputes == ()


def test_a_dispute_does_not_tell_a_blind_trainer_what_the_machine_said(store: Store) -> None:
    made = kept(store)
    name = card_of(made)[0][0]
    dispute = Dispute(criterion=name, verdict=Verdict.MISSED, reason="You say I missed it.", author="Dana", at=NOW)
    Reviews(store).dispute(made.recording.id, dispute)

    at = app(recording=made.recording.id)
    assert "Dana disputes this point" in said(at)
    assert "You say I missed it." not in said(at)

    at.button(key="reveal").click().run()
    assert "You say I missed it." in said(at)


def test_agreement_of_the_machine_with_trainers_is_shown(store: Store) -> None:
    made = kept(store)
    scored(store, made, name=met(made), reason="You mumble it.")

    text = said(app())

    assert f"Voicemail, {title(met(made))}: same on 0 of 1" in text
    assert "You gave " in text


def test_markup_of_others_stays_text_on_the_trainers_page(store: Store) -> None:
    made = kept(store, "![x](https://example.com/x.png).ogg", caller="<b>Ana</b>")
    at = app(recording=made.recording.id)

    for element in [*at.title, *at.markdown, *at.caption]:
        assert "![x](" not in str(element.value)


def test_a_scorecard_is_printed_with_the_trainers_words_and_nothing_of_others_as_markup(store: Store) -> None:
    made = kept(store, "<script>x</script>.ogg")
    scored(store, made, name=met(made), reason="You <b>mumble</b> it.")
    Reviews(store).comment(
        made.recording.id, Comment(at=3, text="Secret.", author="Kim", visibility=Visibility.ME, written_at=NOW)
    )

    at = app(page="review.py", recording=made.recording.id)

    (form,) = [radio for radio in at.radio if radio.key == f"form-{made.recording.id}"]
    form.set_value("html").run()
    (file,) = [s for e in at.get("bidi_component") if "files" in (s := json.loads(e.proto.json))]
    (page,) = file["files"]
    text = base64.b64decode(page["text"]).decode()
    assert page["name"] == "scorecard-script-x-script.html"
    assert "You &lt;b&gt;mumble&lt;/b&gt; it." in text
    assert "<script" not in text
    assert "Secret." not in text
    assert made.scorecard is not None
    assert [f.reason for f in made.scorecard.findings if f.reason.replace("'", "&#x27;") not in text] == []


@pytest.mark.parametrize("form", ["pdf", "docx", "csv", "json"])
def test_a_scorecard_can_be_saved_in_every_form(store: Store, form: str) -> None:
    made = kept(store)
    at = app(page="review.py", recording=made.recording.id)

    (choice,) = [radio for radio in at.radio if radio.key == f"form-{made.recording.id}"]
    choice.set_value(form).run()

    assert not at.exception
    (file,) = [s for e in at.get("bidi_component") if "files" in (s := json.loads(e.proto.json))]
    assert file["files"][0]["name"] == f"scorecard-for-marcus.{form}"
