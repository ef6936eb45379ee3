"""A session with a group: its agenda, which stretch a clip is, and how trainers agree."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

import pytest
from kept_values import a_result, told

from coach.edges.kept_sessions import Sessions
from coach.edges.store import Store, open_store
from coach.errors import CoachError, StoreError
from coach.models import Facts, Speaker, Transcript
from coach.presentation.printed import printed_session
from coach.presentation.sessions import LISTEN, clip_told
from coach.presentation.transcript import clip_data
from coach.sessions import Clip, Details, around, arranged, clip_of, cut, moved, until, words_in
from coach.settings import load_settings

TALK = Transcript.from_turns([(Speaker.REP, "What made you look"), (Speaker.PROSPECT, "The old one rattles")], 60)
"""A word a second, from 0 and from 4.6."""


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    store = open_store(load_settings())
    yield store
    store.close()


def kept(store: Store, sound: bytes = b"sound") -> str:
    recording = store.keep_audio(io.BytesIO(sound), "for ana.wav", 1 << 20)
    store.save_result(a_result(recording), told())
    return recording


def a_session(store: Store, clips: int = 3) -> tuple[Sessions, str, list[int]]:
    sessions, recording = Sessions(store), kept(store)
    session = sessions.add(Details(name="Tuesday coaching"), "Kim")
    ids = [sessions.put_on(session, Clip(recording=recording, start=n, end=n + 2), "Kim") for n in range(clips)]
    return sessions, session, ids


def agenda(sessions: Sessions, session: str) -> tuple[int, ...]:
    found = sessions.find(session)
    assert found
    return found.ids


def test_a_clip_is_heard_from_a_little_before_its_words_to_a_little_after() -> None:
    assert around(TALK, 10.0, 14.0, 60.0) == (9.7, 14.7)
    assert around(TALK, 10.0, None, 60.0) == (8.0, 22.0)
    assert around(TALK, 0.1, 1.0, 60.0) == (0.0, 1.0)
    assert around(TALK, 58.0, None, 60.0) == (56.0, 60.0)


def test_a_clip_of_words_in_the_middle_of_speech_holds_no_others() -> None:
    start, end = around(TALK, 1.0, 3.0, 60.0)

    assert words_in(TALK, start, end) == "made you"


@pytest.mark.parametrize(
    ("start", "end", "why"), [(5, 5.5, "before it has begun"), (0, 200, "longer than"), (50, 70, "ends after")]
)
def test_a_clip_that_nobody_could_listen_to_is_refused(start: float, end: float, why: str) -> None:
    with pytest.raises(CoachError, match=why):
        clip_of("a", start, end, None, 60 if why == "ends after" else 600)


def test_a_clip_holds_the_words_of_its_stretch_with_who_says_them() -> None:
    assert [(u.speaker, u.text) for u in cut(TALK, 2.0, 6.5).utterances] == [
        (Speaker.REP, "you look"),
        (Speaker.PROSPECT, "The old"),
    ]
    assert until(TALK, 3.0) == 4.0


def test_the_player_is_given_one_clip_and_nothing_else_of_the_recording() -> None:
    result = a_result("a" * 64).model_copy(update={"transcript": TALK})
    clip = Clip(recording="a" * 64, start=4.5, end=9.0)

    data = clip_data(result, (), facts=Facts(), url="/x", peaks=tuple(range(90)), clip=clip)

    assert data["clip"] == [4.5, 9.0]
    assert [word[0] for line in data["lines"] for run in line["runs"] for word in run["words"]] == [  # type: ignore[attr-defined]
        "The", "old", "one", "rattles",
    ]  # fmt: skip
    assert data["peaks"] == list(range(45, 90))


def test_the_order_keeps_what_was_put_on_after_it_was_made() -> None:
    assert arranged([1, 2, 5], [2, 1], newest_then=4) == (2, 1, 5)
    assert arranged([1, 2], [2], newest_then=4) == (2,)
    assert moved([1, 2, 3], 3, -1) == (1, 3, 2)
    assert moved([1, 2, 3], 3, 1) == (1, 2, 3)
    assert moved([1, 2, 3], 1, -1) == (1, 2, 3)


def test_an_agenda_is_put_in_order_and_what_is_taken_off_can_be_put_back(store: Store) -> None:
    sessions, session, (first, second, third) = a_session(store)

    sessions.move(session, third, -1, "Kim")
    assert agenda(sessions, session) == (first, third, second)
    sessions.take_off(session, first, "Kim")
    assert agenda(sessions, session) == (third, second)
    found = sessions.find(session)
    assert found
    assert [item.id for item in found.taken_off] == [first]
    sessions.put_back(session, first, "Kim")

    assert agenda(sessions, session) == (third, second, first)


def test_the_last_question_and_decision_count_and_the_log_keeps_all(store: Store) -> None:
    sessions, session, (first, *_) = a_session(store)
    sessions.ask(session, first, "What now?", "Kim")
    sessions.ask(session, first, "What could she have asked here?", "Kim")
    sessions.decide(session, first, "Ask what rattles.", "Lee")
    sessions.decide(session, first, "Ask what rattles.", "Lee")

    found = sessions.find(session)

    assert found
    item = found.agenda[0]
    assert (item.question, item.decided, item.decided_by) == (
        "What could she have asked here?", "Ask what rattles.", "Lee",
    )  # fmt: skip
    with store.database.read() as connection:
        rows = connection.exec_driver_sql("SELECT kind FROM session_log WHERE kind IN ('question', 'decision')")
        assert [row[0] for row in rows] == ["question", "question", "decision"]


def test_a_clip_goes_with_its_recording_and_the_session_stays(store: Store) -> None:
    sessions, session, _ = a_session(store, clips=1)
    other = kept(store, b"other")
    last = sessions.put_on(session, Clip(recording=other, start=0, end=2), "Kim", "Why?")
    sessions.move(session, last, -1, "Kim")

    store.delete(other)

    found = sessions.find(session)
    assert found
    assert len(found.agenda) == 1
    with store.database.read() as connection:
        assert not connection.exec_driver_sql("SELECT 1 FROM session_log WHERE body LIKE '%Why?%'").all()


def test_a_session_that_was_deleted_is_said_to_be(store: Store) -> None:
    sessions, session, (first, *_) = a_session(store)
    sessions.erase(session)

    assert sessions.find(session) is None
    assert sessions.recent() == []
    with pytest.raises(StoreError, match="This session is not here any more"):
        sessions.ask(session, first, "Why?", "Kim")


def test_hidden_names_are_nowhere_and_the_printed_page_holds_no_markup_of_others(store: Store) -> None:
    sessions, session, (first, *_) = a_session(store, clips=1)
    sessions.decide(session, first, "Ask <b>first</b>.", "Kim")
    found = sessions.find(session)
    assert found
    item, result = found.agenda[0], a_result("a" * 64).model_copy(update={"transcript": TALK})
    facts = Facts(caller="Dana Reyes", lead="Tom")

    named = clip_told(item, 1, result, None, facts, "dana to tom.wav")
    hidden = clip_told(item, 1, result, None, facts, None)

    assert (named.where, named.lines[0].name) == ("dana to tom.wav, 0:00–0:02", "Dana Reyes")
    assert (hidden.where, hidden.lines[0].name, hidden.heading) == ("Voicemail, 0:00–0:02", "Rep", LISTEN)
    page = printed_session(found, [hidden], "UTC")
    assert "Ask &lt;b&gt;first&lt;/b&gt;." in page
    assert "Dana" not in page
    assert dt.datetime.now(dt.UTC).strftime("%Y-%m") in page
