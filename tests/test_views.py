"""Every page opens, says what there is and what to do next, and does what its buttons say."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from saved_worker import SAID, result
from streamlit.testing.v1 import AppTest

from coach.accuracy import Accuracy, AccuracyCard, RubricAccuracy
from coach.edges.faults import DISK_FULL
from coach.edges.jobs import MOST_ATTEMPTS, Jobs, Options
from coach.edges.store import Store, open_store
from coach.models import Facts, Kind, Metric, NextStep, Question, QuestionType, Result
from coach.samples import samples
from coach.settings import load_settings
from coach.views import MAIN_SCRIPT

SOUND = samples()[0].audio.read_bytes()


@pytest.fixture
def store() -> Iterator[Store]:
    store = open_store(load_settings())
    yield store
    store.close()


@pytest.fixture(autouse=True)
def no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs stay where they are, so that a test sees them."""
    monkeypatch.setattr("coach.views.session.ensure_worker", lambda settings: None)


def app(page: str | None = None, **query: str) -> AppTest:
    at = AppTest.from_file(MAIN_SCRIPT, default_timeout=30)
    for name, value in query.items():
        at.query_params[name] = value
    at.run()
    if page:
        at.switch_page(page).run()
    assert not at.exception
    return at


def kept(store: Store, facts: Facts = Facts(lead="Marcus"), **change: object) -> Result:  # noqa: B008
    """A recording that was listened to."""
    recording = store.keep_audio(io.BytesIO(SOUND), "for marcus.ogg", 1 << 24)
    made = result(recording, "for marcus.ogg", facts).model_copy(update=change)
    store.save_result(made, facts)
    return made


def said(at: AppTest) -> str:
    """Everything that a page says in text, without Markdown's escapes."""
    parts = [*at.title, *at.header, *at.markdown, *at.caption, *at.text, *at.info, *at.warning, *at.error]
    return "\n".join(str(part.value) for part in parts).replace("\\", "")


def sent_to_player(at: AppTest) -> dict[str, object]:
    (player,) = [sent for e in at.get("bidi_component") if "lines" in (sent := json.loads(e.proto.json))]
    return player


def test_the_first_page_offers_to_upload_to_record_and_to_try_a_sample() -> None:
    at = app()

    (where,) = [c for c in at.radio if c.label == "Where is the recording?"]
    assert (at.title[0].value, where.options) == ("Review a recording", ["Upload", "Folder", "Record", "Sample"])


def test_a_review_starts_once_the_recording_is_there_and_the_page_says_so(store: Store) -> None:
    at = app()

    assert at.button[0].disabled
    assert "Choose a file first." in [caption.value for caption in at.caption]

    at.file_uploader[0].upload("for marcus.wav", b"sound", "audio/wav").run()
    assert not at.button[0].disabled


def test_an_uploaded_file_is_kept_and_waits_with_what_the_user_knows(store: Store) -> None:
    at = app()
    at.text_input(key="new-caller").set_value("Dana Reyes")
    at.text_input(key="new-lead").set_value(" Marcus ")
    at.text_area(key="new-previous").set_value("Hi Marcus.\n\nHi again.")
    at.file_uploader(key="upload").upload("for marcus.ogg", SOUND, "audio/ogg").run()

    at.button[0].click().run()

    (job,) = Jobs(store).recent()
    assert store.recording(job.recording) is not None
    assert job.options == Options(caller="Dana Reyes", lead="Marcus", previous=("Hi Marcus.", "Hi again."))
    assert at.title[0].value == "Listening"


def test_a_recorded_take_is_kept_and_waits(store: Store) -> None:
    at = app()
    at.radio[0].set_value("Record").run()
    at.audio_input(key="take").upload("take.wav", SOUND).run()

    at.button[0].click().run()

    (job,) = Jobs(store).recent()
    assert job.options.kind is None


def test_a_sample_is_reviewed_with_what_is_known_about_it(store: Store) -> None:
    at = app()
    at.radio[0].set_value("Sample").run()

    at.button[0].click().run()

    (job,) = Jobs(store).recent()
    assert job.options.lead == samples()[0].facts.lead


def test_an_empty_file_is_refused_in_one_line_and_the_others_are_reviewed(store: Store) -> None:
    at = app()
    uploader = at.file_uploader(key="upload")
    uploader.upload("empty.wav", b"", "audio/wav").upload("good.ogg", SOUND, "audio/ogg").run()

    at.button[0].click().run()

    assert len(at.error) == 1
    assert "empty" in at.error[0].value
    assert len(Jobs(store).recent()) == 1


def test_a_job_that_waits_can_be_cancelled_and_started_again(store: Store) -> None:
    recording = store.keep_audio(io.BytesIO(SOUND), "for marcus.ogg", 1 << 24)
    job = Jobs(store).submit(recording, Options())
    at = app(job=job)

    at.button(key=f"cancel-{job}").click().run()
    assert "You stopped this review." in said(at)
    assert "Your file is kept." in said(at)
    at.button(key=f"again-{job}").click().run()

    assert [j.state.value for j in Jobs(store).recent()] == ["queued", "cancelled"]


def test_a_job_that_failed_says_why_and_that_the_file_is_kept(store: Store) -> None:
    recording = store.keep_audio(io.BytesIO(SOUND), "for marcus.ogg", 1 << 24)
    jobs = Jobs(store)
    job = jobs.submit(recording, Options())
    jobs.take("somebody")
    jobs.fail(job, "somebody", "The file is damaged.", "Export it again.")

    at = app(job=job)

    assert "The file is damaged. Export it again." in said(at)
    assert "Your file is kept." in said(at)


def test_a_job_that_waits_for_the_disk_says_so_and_when_it_is_tried_again(store: Store) -> None:
    jobs = Jobs(store)
    job = jobs.submit(store.keep_audio(io.BytesIO(SOUND), "for marcus.ogg", 1 << 24), Options())
    taken = jobs.take("somebody")
    assert taken is not None
    jobs.wait(taken, "somebody", DISK_FULL)

    at = app(job=job)

    assert any("The disk is full" in one.value and "Next try in" in one.value for one in at.warning)
    assert at.button(key=f"cancel-{job}")


def test_a_job_that_was_set_aside_can_be_tried_again(store: Store) -> None:
    jobs, table = Jobs(store), store.database.jobs
    job = jobs.submit(store.keep_audio(io.BytesIO(SOUND), "for marcus.ogg", 1 << 24), Options())
    for n in range(MOST_ATTEMPTS):
        jobs.take(f"worker {n}")
        with store.database.write() as connection:
            connection.execute(table.update().values(lease_until=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)))
    assert jobs.take("the last") is None

    at = app(job=job)

    assert "It was set aside" in said(at)
    at.button(key=f"again-{job}").click().run()
    assert [j.state.value for j in jobs.recent()] == ["queued", "failed"]


def test_a_job_that_nobody_knows_leads_to_the_calls(store: Store) -> None:
    assert "not known here any more" in said(app(job="nonsense"))


def test_a_result_begins_with_one_strength_and_one_change_and_their_moments(store: Store) -> None:
    made = kept(store)

    text = said(app(recording=made.recording.id))

    first, change = text.index("This went well"), text.index("Change this one thing")
    assert first < change < text.index("Because" if "Because" in text else made.scorecard.findings[0].reason[:20])
    assert "(+3 points)" in text
    assert "(#t=" in text[first:change]


def test_every_finding_shows_its_verdict_in_words_its_reason_and_its_quotes(store: Store) -> None:
    made = kept(store)
    assert made.scorecard is not None

    text = said(app(recording=made.recording.id))

    for finding in made.scorecard.findings:
        assert finding.reason in text
        for evidence in finding.evidence:
            assert f"“{evidence.quote}” [▶" in text
            assert f"(#t={evidence.start:.2f})" in text


def figures(monkeypatch: pytest.MonkeyPatch, **kappas: float) -> None:
    """As if the card that ships gave the voicemail rubric these kappas, on 60 of 70 cases."""
    known = {c.replace("_", "-"): Accuracy(n=70, agree=60, accuracy=0.86, kappa=k) for c, k in kappas.items()}
    measured = RubricAccuracy(rubric="voicemail", version=1, kind=Kind.VOICEMAIL, criteria=known)
    card = AccuracyCard(engine="test", date=None, folders=("mine",), cases=70, rubrics=(measured,))
    monkeypatch.setattr("coach.accuracy.shipped_card", lambda: card)


def test_a_verdict_that_is_only_a_hint_says_so_beside_it_and_no_other_does(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = kept(store)
    figures(monkeypatch, clear_ask=0.4, firm=0.9)

    at = app(recording=made.recording.id)

    [hint] = [m for m in at.markdown if "Hint" in m.value]
    assert "kappa 0.40, below 0.60" in hint.proto.help
    before = [m.value for m in at.markdown][: [m.value for m in at.markdown].index(hint.value)]
    assert [line for line in before if line.startswith("**")][-1].startswith("**One thing to do**")
    assert "A hint: agrees with labels on 60 of 70 cases (kappa 0.40)." in said(at)
    assert "Agrees with labels on 60 of 70 cases (kappa 0.90)." in said(at)
    assert said(at).count("with labels on") == 2


def test_a_score_of_an_earlier_version_of_a_rubric_has_no_figures_of_this_one(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = kept(store)
    old = made.scorecard.model_copy(update={"rubric_version": 7})
    store.save_result(made.model_copy(update={"scorecard": old}), Facts())
    figures(monkeypatch, clear_ask=0.4)

    assert "Hint" not in said(app(recording=made.recording.id))


def test_the_rubrics_say_how_far_each_criterion_can_be_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    figures(monkeypatch, length=0.4, firm=0.9)

    at = app("rubrics.py")
    at.radio[0].set_value("voicemail").run()

    told = {e.label: " ".join(c.value for c in e.caption) for e in at.expander}
    [weak] = [label for label, text in told.items() if "A hint: agrees with labels on 60 of 70 cases" in text]
    assert [label for label in told if "a hint)" in label] == [weak]
    assert "20 seconds" in weak
    assert sum("Agrees with labels on 60 of 70 cases (kappa 0.90)." in text for text in told.values()) == 1


def test_both_lengths_and_the_score_are_shown(store: Store) -> None:
    made = kept(store)

    metrics = {m.label: m.value for m in app(recording=made.recording.id).metric}

    assert metrics == {
        "Score": f"{made.scorecard.score} / 100",
        "Kind": "Voicemail",
        "Message": f"{made.transcript.message_span.length:.1f} s",
        "File": "25.0 s",
    }


def test_the_player_gets_a_signed_link_and_never_the_sound(store: Store) -> None:
    made = kept(store)

    sent = sent_to_player(app(recording=made.recording.id, t="7.5"))

    assert str(sent["url"]).startswith("/api/audio/")
    assert made.recording.id not in str(sent["url"])
    assert sent["start"] == 7.5
    assert len(json.dumps(sent)) < 20_000


def test_the_player_gets_every_word_and_every_piece_of_evidence(store: Store) -> None:
    made = kept(store)

    sent = sent_to_player(app(recording=made.recording.id))

    words = [word for line in sent["lines"] for run in line["runs"] for word, _ in run["words"]]
    assert " ".join(words) == SAID
    assert len(sent["marks"]) == sum(len(f.evidence) for f in made.scorecard.findings)
    assert len(sent["peaks"]) == 1500


def test_a_wrong_kind_is_corrected_and_the_recording_is_judged_again(store: Store) -> None:
    made = kept(store)
    at = app(recording=made.recording.id)
    key = f"again-{made.recording.id}"

    at.radio(key=f"{key}-kind").set_value("Call").run()
    next(b for b in at.button if b.label == "Score it again").click().run()

    (job,) = Jobs(store).recent()
    assert (job.recording, job.options.kind, job.options.lead) == (made.recording.id, Kind.CALL, "Marcus")


def test_a_recording_without_speech_is_not_given_a_zero(store: Store) -> None:
    made = kept(store)
    silent = made.model_copy(
        update={"scorecard": None, "recording": made.recording.model_copy(update={"kind": Kind.NO_SPEECH})}
    )
    store.save_result(silent, Facts())

    at = app(recording=made.recording.id)

    assert "Nobody speaks on this recording" in said(at)
    assert "Score" not in [m.label for m in at.metric]


def test_what_could_not_be_read_is_said_at_the_top(store: Store) -> None:
    made = kept(store)
    cut = made.recording.model_copy(update={"decoded_s": 12.0, "warnings": ("The end is missing: it stops at 0:12.",)})
    store.save_result(made.model_copy(update={"recording": cut}), Facts())

    assert [w.value.replace("\\", "") for w in app(recording=made.recording.id).warning] == list(cut.warnings)


def test_a_call_shows_its_questions_and_its_next_step(store: Store) -> None:
    made = kept(store)
    card = made.scorecard.model_copy(
        update={
            "questions": (Question(text="Who handles it now?", type=QuestionType.SITUATION, start=4.0, end=5.0),),
            "next_step": NextStep(action="meet at the office", when="Thursday at ten", confirmed=True, start=9.0),
        }
    )
    call = made.recording.model_copy(update={"kind": Kind.CALL})
    store.save_result(made.model_copy(update={"scorecard": card, "recording": call}), Facts(kind=Kind.CALL))

    text = said(app(recording=made.recording.id))

    assert "[▶ 0:04](#t=4.00) Who handles it now? *situation*" in text
    assert "meet at the office [▶ 0:09](#t=9.00)" in text
    assert "When: Thursday at ten" in text
    assert "Purpose: not said" in text


def test_an_address_that_names_nothing_is_a_plain_page(store: Store) -> None:
    for nothing in ("f" * 64, "../../etc/passwd"):
        at = app(recording=nothing)
        assert at.title[0].value == "This recording is not here"


def test_a_kept_recording_that_nobody_listened_to_can_be_started(store: Store) -> None:
    recording = store.keep_audio(io.BytesIO(SOUND), "for marcus.ogg", 1 << 24)
    at = app(recording=recording)

    at.button[0].click().run()

    assert [j.recording for j in Jobs(store).recent()] == [recording]


def test_the_library_is_empty_at_first_and_says_what_to_do(store: Store) -> None:
    assert "Nothing was reviewed here yet." in said(app("calls.py"))


def test_the_library_lists_what_was_reviewed_with_its_score(store: Store) -> None:
    made = kept(store)

    at = app("calls.py")

    assert f"Voicemail · 25.0 s · to Marcus · {made.scorecard.score} / 100" in said(at)
    assert at.get("page_link")[0].proto.query_string == f"recording={made.recording.id}"


def listed(at: AppTest) -> list[str]:
    return [link.proto.label.replace("\\", "") for link in at.get("page_link") if link.proto.query_string]


def named(store: Store, name: str, **facts: str) -> None:
    recording = store.keep_audio(io.BytesIO(SOUND + name.encode()), name, 1 << 24)
    store.save_result(result(recording, name, Facts(**facts)), Facts(**facts))


def test_the_library_is_searched_by_lead_and_the_address_keeps_it(store: Store) -> None:
    named(store, "one.ogg", lead="Marcus Bell", company="Bell Roofing")
    named(store, "two.ogg", lead="Tom Brandt")
    at = app("calls.py")

    at.text_input(key="q").set_value("roofing").run()
    assert listed(at)[::2] == ["one.ogg"]
    assert "1 of 2 recordings" in said(at)

    at.text_input(key="q").set_value("nobody").run()
    assert "No recording is like that." in said(at)
    at.button[0].click().run()
    assert listed(at)[::2] == ["two.ogg", "one.ogg"]


def test_the_library_is_filtered_by_kind_and_put_in_another_order(store: Store) -> None:
    for name in ("b.ogg", "a.ogg", "c.ogg"):
        named(store, name)
    at = app("calls.py")

    at.selectbox(key="kind").set_value("Calls").run()
    assert listed(at) == []
    at.selectbox(key="kind").set_value("Voicemails").run()
    at.selectbox(key="order").set_value("By name").run()

    assert listed(at)[::2] == ["a.ogg", "b.ogg", "c.ogg"]


def test_a_long_library_is_shown_in_parts(store: Store) -> None:
    for number in range(53):
        named(store, f"{number:02}.ogg")
    at = app("calls.py")
    assert len(listed(at)) == 100

    next(b for b in at.button if b.label == "Show 3 more").click().run()

    assert len(listed(at)) == 106


def test_the_first_page_of_a_new_user_says_nothing_of_what_comes_next() -> None:
    assert "Where you left off" not in said(app())


def test_the_first_page_leads_on_to_who_is_due_what_is_heard_and_what_came_out_last(store: Store) -> None:
    from coach.edges.kept_leads import Leads
    from coach.pursuit import LeadDetails

    made = kept(store)
    job = Jobs(store).submit(made.recording.id, Options(lead="Tom"))
    long_ago = dt.datetime.now(dt.UTC) - dt.timedelta(days=30)
    leads = [Leads(store).add(LeadDetails(name=f"Tom {n}", timezone="UTC", came_in=long_ago)) for n in range(5)]

    at = app()

    assert "Where you left off" in said(at)
    links = {link.proto.label.replace("\\", ""): link.proto.query_string for link in at.get("page_link")}
    due = [query for query in links.values() if query.startswith("lead=")]
    assert len(due) == 3
    assert set(due) <= {f"lead={lead}" for lead in leads}
    assert "2 more to follow up this week" in links
    at.button(key="waiting").click().run()
    assert at.query_params["job"] == job
    at = app()
    at.button(key="last").click().run()
    assert at.query_params["recording"] == made.recording.id


def test_every_criterion_is_shown_with_its_source_its_tip_and_examples() -> None:
    at = app("rubrics.py")

    assert at.expander
    for expander in at.expander:
        inside = " ".join(m.value for m in [*expander.markdown, *expander.caption])
        assert "Tip" in inside
        assert "From:" in inside


def test_a_rubric_file_that_cannot_be_used_does_not_hide_the_others(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from coach.rubric import packaged_rubrics

    broken = tmp_path_factory.mktemp("rubrics") / "broken.yaml"
    broken.write_text("id: broken\ncriteria: 7\n")
    monkeypatch.setattr("coach.rubrics_in_use.packaged_rubrics", lambda: {"broken": broken, **packaged_rubrics()})

    at = app("rubrics.py")

    assert len(at.error) == 1
    assert at.expander


def test_help_says_what_stays_here_and_what_it_cannot_do() -> None:
    text = said(app("help.py"))

    assert "What it cannot do" in text
    assert "The app sends nothing anywhere." in text


def test_help_has_a_part_for_every_page_and_names_every_key_of_the_player() -> None:
    main = Path(MAIN_SCRIPT)
    pages = re.findall(r'  title="(.+?)"', main.read_text(encoding="utf-8"))
    player = main.with_name("player.html").read_text(encoding="utf-8")
    keys = set(" ".join(re.findall(r'aria-keyshortcuts="(.+?)"', player)).split())
    keys |= set(re.findall(r"<kbd>([a-z])</kbd>", player))

    text = said(app("help.py"))

    assert [page for page in pages if page != "Help" and f"### {page}\n" not in text] == []
    assert len(pages) > 8
    assert [key for key in keys if f"`{key}`" not in text] == []
    assert len(keys) > 10


def test_help_says_that_the_figures_are_not_of_real_calls() -> None:
    text = said(app("help.py"))

    assert "not real calls" in text
    assert "held-out" in text


def test_a_database_that_cannot_be_opened_is_one_plain_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_DATABASE_URL", "sqlite:////nowhere/at/all/coach.db")

    at = app(recording="f" * 64)

    assert len(at.error) == 1
    assert "Traceback" not in at.error[0].value


def test_the_numbers_of_a_call_stand_beside_what_others_published(store: Store) -> None:
    made = kept(store)
    call = made.recording.model_copy(update={"kind": Kind.CALL})
    share = Metric(name="talk-share", value=62, unit="%", note="The rep's part of all speaking time.")
    store.save_result(made.model_copy(update={"recording": call, "metrics": (share,)}), Facts())

    at = app(recording=made.recording.id)

    [line] = [m for m in at.markdown if m.value.startswith("**Talk share**")]
    assert "62 % you, 38 % them" in line.value.replace("\\", "")
    assert "speaking time" in line.proto.help
    told = [c.value.replace("\\", "") for c in at.caption]
    assert any(t.startswith("Published: 43 % (Gong, 2016, ") and "no goal to chase" in t for t in told)
    assert any("second-hand, told by Salesloft" in t for t in told)
