"""The Review page beyond one result: a folder, several at once, the last one beside it, the rep's own verdicts."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

import pytest
from saved_worker import result
from streamlit.testing.v1 import AppTest
from test_views import SOUND, app, kept, said, sent_to_player
from two_voices import FACTS, a_call_result

from coach.coaching import Comment, Visibility
from coach.edges.jobs import Jobs, Options
from coach.edges.kept_reviews import Reviews
from coach.edges.store import Store, open_store
from coach.models import Facts, Result, Verdict
from coach.rubric import load_rubric, packaged_rubrics
from coach.settings import load_settings

AGAIN = "Hi Marcus, this is Dana Reyes from Harper Law. Does Thursday at ten suit you? Call me on 412 555 0158."
RUBRIC = load_rubric(packaged_rubrics()["voicemail"])


@pytest.fixture
def store() -> Iterator[Store]:
    store = open_store(load_settings())
    yield store
    store.close()


@pytest.fixture(autouse=True)
def nothing_heavy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody listens, no sound is drawn, and nothing is judged in the background."""
    monkeypatch.setattr("coach.views.session.ensure_worker", lambda settings: None)
    monkeypatch.setattr("coach.views.session.waveform", lambda recording: ())
    monkeypatch.setattr("coach.views.correcting.warm_up", lambda found: None)


def named(store: Store, name: str, text: str = AGAIN, score: int | None = None, **told: object) -> Result:
    facts = Facts.model_validate({"lead": "Marcus"} | told)
    made = result(store.keep_audio(io.BytesIO(SOUND + name.encode()), name, 1 << 24), name, facts, text)
    if score is not None and made.scorecard:
        made = made.model_copy(update={"scorecard": made.scorecard.model_copy(update={"score": score})})
    store.save_result(made, facts)
    return made


def over(store: Store, made: Result) -> str:
    """A job that has given this result."""
    jobs = Jobs(store)
    job = jobs.submit(made.recording.id, Options())
    jobs.take("somebody")
    jobs.finish(job, "somebody")
    return job


def at_work(*jobs: str) -> AppTest:
    return app(job=list(jobs))  # type: ignore[arg-type]  (a name may stand several times in an address)


def test_a_folder_is_reviewed_but_for_what_is_no_sound_and_what_is_there_twice(store: Store) -> None:
    at = app()
    at.radio[0].set_value("Folder").run()
    folder = at.file_uploader(key="folder")
    for name, sound in (("week/a.ogg", SOUND), ("week/mon/b.ogg", SOUND), ("week/c.ogg", SOUND + b"c")):
        folder = folder.upload(name, sound, "audio/ogg")
    folder.upload("week/notes.txt", b"Call Marcus.", "text/plain").run()
    assert "3 recordings found. 1 other file is left out: notes.txt." in said(at)

    at.button[0].click().run()

    names = {store.name(job.recording) for job in Jobs(store).recent()}
    assert names == {"a.ogg", "c.ogg"}
    assert [s.value.replace("\\", "") for s in at.success] == ["mon/b.ogg is the same as a.ogg: reviewed once."]
    assert "0 of 2 done" in [p.proto.text for p in at.get("progress")]


def test_of_many_that_wait_the_first_are_shown_and_the_others_counted(store: Store) -> None:
    made = [store.keep_audio(io.BytesIO(SOUND + bytes([n])), f"{n}.ogg", 1 << 24) for n in range(6)]
    jobs = [Jobs(store).submit(recording, Options()) for recording in made]

    at = at_work(*jobs)

    assert "3 more wait behind them." in said(at)
    assert len([b for b in at.button if b.label == "Cancel"]) == 3


def test_several_that_are_done_are_listed_by_score_with_the_one_change(store: Store) -> None:
    made = [named(store, "good.ogg", score=90), named(store, "bad.ogg", score=20)]

    at = at_work(*[over(store, one) for one in made])

    assert [b.label.replace("\\", "") for b in at.button] == ["bad.ogg", "good.ogg"]
    assert said(at).index("20 / 100") < said(at).index("90 / 100")
    assert "Drop “Sorry I missed you.”" in said(at)
    at.button[0].click().run()
    assert at.query_params["recording"] == made[1].recording.id


def test_who_scores_themselves_first_is_told_no_score_of_several(store: Store) -> None:
    made = [named(store, "good.ogg", score=90), named(store, "bad.ogg", score=20)]
    jobs = [over(store, one) for one in made]
    waiting = Jobs(store).submit(made[0].recording.id, Options(lead="Tom"))
    at = at_work(*jobs, waiting)

    at.toggle(key="own-first").set_value(True).run()
    Jobs(store).cancel(waiting)
    at.run()

    assert "Listening is over" in said(at)
    assert " / 100" not in said(at)
    at.button(key=f"result-{made[0].recording.id}").click().run()
    assert "How did it go?" in said(at)


def test_a_review_leads_to_what_changed_since_the_last_one(store: Store) -> None:
    then, now = named(store, "old.ogg", score=50), named(store, "new.ogg", score=61)
    at = app(recording=now.recording.id)
    link = at.button(key="compare")
    assert link.label == "Compared with the last one: 11 points more"

    link.click().run()

    assert at.query_params["with"] == then.recording.id
    assert at.title[0].value == "Compared with the last one"
    assert "11 points more." in said(at)
    assert "| Score of 100 | 50 | 61 (+11) |" in said(at)
    assert said(at).count(":blue-background[") == 2
    at.button(key="to-review").click().run()
    assert at.title[0].value.replace("\\", "") == "new.ogg"


def test_the_first_recording_of_a_kind_has_nothing_to_be_compared_with(store: Store) -> None:
    made = kept(store)

    at = app(recording=made.recording.id)

    assert not [b for b in at.button if b.key == "compare"]


def test_another_recording_is_chosen_to_compare_with_and_stands_in_the_address(store: Store) -> None:
    older, last, now = (named(store, name) for name in ("older.ogg", "last.ogg", "new.ogg"))
    at = app(recording=now.recording.id, **{"with": last.recording.id})

    at.selectbox[0].set_value(older.recording.id).run()

    assert at.query_params["with"] == older.recording.id
    assert at.title[0].value == "Two recordings compared"


def test_a_point_that_got_worse_says_so_and_leads_to_its_words(store: Store) -> None:
    then, now = (
        named(store, "old.ogg", "Hi Marcus, this is Dana Reyes from Harper Law. Call me on 412 555 0158."),
        named(store, "new.ogg", "Hi Marcus, sorry I missed you. Call me back whenever."),
    )

    at = app(recording=now.recording.id, **{"with": then.recording.id})

    title = RUBRIC.criterion("firm").title
    assert f"**{title}**" in said(at)
    assert ":red[:material/trending_down:] Worse" in said(at)
    at.button(key="Then-firm").click().run()
    assert (at.query_params["recording"], at.query_params["t"]) == (then.recording.id, "2.7")


def test_two_calls_are_compared_by_their_numbers_and_next_steps(store: Store) -> None:
    made = [a_call_result(store.keep_audio(io.BytesIO(SOUND + n), "call.ogg", 1 << 24)) for n in (b"1", b"2")]
    for one in made:
        store.save_result(one, FACTS)

    at = app(recording=made[1].recording.id, **{"with": made[0].recording.id})

    assert "| Talk share |" in said(at)
    assert "| Next step |" in said(at)
    assert "Every point has the verdict that it had then." in said(at)
    assert ":blue-background[" not in said(at)


def test_an_address_that_compares_with_nothing_offers_a_choice(store: Store) -> None:
    made = named(store, "new.ogg")
    named(store, "old.ogg")

    at = app(recording=made.recording.id, **{"with": "nothing"})

    assert "Choose a recording of the same kind and by the same rep." in said(at)
    assert len(at.selectbox[0].options) == 1
    assert app(recording="f" * 64, **{"with": "nothing"}).title[0].value == "Nothing to compare"


def test_nothing_of_the_machines_is_told_before_the_rep_has_judged(store: Store) -> None:
    made = kept(store)
    assert made.scorecard is not None

    at = app(recording=made.recording.id, own="1")

    assert [f.reason for f in made.scorecard.findings if f.reason in said(at)] == []
    assert at.metric == []
    sent = sent_to_player(at)
    assert (sent["marks"], sent["state"]) == ([], "")
    assert sent["lines"]


def test_a_rep_judges_every_point_and_then_sees_the_gap_with_words_to_play(store: Store) -> None:
    made = kept(store)
    assert made.scorecard is not None
    findings = made.scorecard.findings
    met = next(f for f in findings if f.verdict is Verdict.MET and f.evidence)
    at = app(recording=made.recording.id, own="1")
    at.button(key="own-submit").click().run()
    assert "No verdict of yours yet on:" in said(at)

    for finding in findings:
        wanted = Verdict.MET if finding.verdict is Verdict.UNSCORED else finding.verdict
        mine = Verdict.MISSED if finding is met else wanted
        at.radio(key=f"own-{made.recording.id}-{finding.criterion}").set_value(mine)
    at.run()
    again = app(recording=made.recording.id, own="1")  # the page was left and opened anew
    again.button(key="own-submit").click().run()

    own = Reviews(store).of(made.recording.id).own
    assert own is not None
    assert own.card.verdict(met.criterion) is Verdict.MISSED
    assert f"the same on {len(findings) - 1} of {len(findings)} points, stricter on 1" in said(again)
    assert "Stricter than the machine (1)" in said(again)
    gap = next(tab for tab in again.tabs if tab.label == "You and the machine")
    assert f"“{met.evidence[0].quote}” [▶" in " ".join(m.value for m in gap.markdown)
    assert "You said: :red[:material/cancel:] Missed" in said(again)
    trainers = app("coaching.py")
    assert "Scored by" not in said(trainers)


def test_the_result_is_shown_without_own_verdicts_too(store: Store) -> None:
    made = kept(store)
    at = app(recording=made.recording.id, own="1")

    at.button(key="own-skip").click().run()

    assert "This went well" in said(at)
    assert "own" not in at.query_params


def test_own_verdicts_are_taken_back(store: Store) -> None:
    made = kept(store)
    assert made.scorecard is not None
    from coach.own_scores import own_card
    from coach.reviews import ReviewDraft

    draft = ReviewDraft()
    for finding in made.scorecard.findings:
        draft = draft.judge(finding.criterion, Verdict.MET)
    card = own_card(draft, made.scorecard, RUBRIC, "Rep", dt.datetime.now(dt.UTC))
    Reviews(store).submit_own(made.recording.id, card)
    at = app(recording=made.recording.id)

    at.button(key="own-back").click().run()

    assert Reviews(store).of(made.recording.id).own is None
    assert "You said" not in said(at)


def test_scoring_oneself_first_is_remembered_for_the_visit(store: Store) -> None:
    at = app()
    at.toggle(key="own-first").set_value(True).run()
    at.file_uploader(key="upload").upload("for marcus.ogg", SOUND, "audio/ogg").run()
    at.button[0].click().run()
    (job,) = Jobs(store).recent()
    Jobs(store).take("somebody")
    store.save_result(result(job.recording, "for marcus.ogg", Facts()), Facts())
    Jobs(store).finish(job.id, "somebody")

    at.run()

    assert (at.query_params["recording"], at.query_params["own"]) == (job.recording, "1")
    assert "How did it go?" in said(at)


def test_a_rep_notes_something_at_a_moment_for_themselves_alone(store: Store) -> None:
    made = kept(store)
    at = app(recording=made.recording.id)
    event = {"id": "1", "kind": "comment", "start": 4.5, "last": 4.5}
    at.session_state[f"player-{made.recording.id}"] = {"pick": event}
    at.run()
    assert at.radio(key=f"comment-seen-{made.recording.id}").options == ["Only me", "My trainer and the team"]

    at.text_area(key=f"comment-text-{made.recording.id}").set_value("Breathe **here**.")
    next(b for b in at.button if b.label == "Save the comment").click().run()

    assert "[▶ 0:04](#t=4.50) Breathe **here**." in said(at)
    assert sent_to_player(at)["comments"] == [4.5]
    (logged,) = Reviews(store).of(made.recording.id).comments
    assert (logged.comment.author, logged.comment.visibility) == ("Rep", Visibility.ME)
    assert Reviews(store).of(made.recording.id).threads("Kim") == ()


def test_a_private_note_of_a_trainer_stays_from_the_rep(store: Store) -> None:
    made = kept(store)
    note = Comment(at=3, text="Secret.", author="Kim", visibility=Visibility.ME, written_at=dt.datetime.now(dt.UTC))
    Reviews(store).comment(made.recording.id, note)

    at = app(recording=made.recording.id)

    assert "Secret." not in said(at)
    assert sent_to_player(at)["comments"] == []
