"""A trainer puts moments on an agenda and goes through them with a group; trainers settle where they differ."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest
from test_coaching_views import NOW, RUBRIC, SOUND, app, card_of, kept, labels, met, said, title

from coach.coaching import Comment, Visibility
from coach.edges.kept_reviews import Reviews
from coach.edges.kept_sessions import Sessions
from coach.edges.store import Store, open_store
from coach.models import Result, Verdict
from coach.reviews import ReviewDraft, submitted
from coach.sessions import Clip, Details
from coach.settings import load_settings


@pytest.fixture
def store() -> Iterator[Store]:
    store = open_store(load_settings())
    yield store
    store.close()


def a_session(
    store: Store, made: Result, clips: int = 2, *, hides_names: bool = False
) -> tuple[Sessions, str, list[int]]:
    sessions = Sessions(store)
    session = sessions.add(Details(name="Tuesday coaching", hides_names=hides_names), "Kim")
    point = met(made)
    ids = [
        sessions.put_on(session, Clip(recording=made.recording.id, start=2 * n, end=2 * n + 4, criterion=point), "Kim")
        for n in range(clips)
    ]
    return sessions, session, ids


def component(at: AppTest, field: str) -> dict[str, object]:
    (found,) = [sent for e in at.get("bidi_component") if field in (sent := json.loads(e.proto.json))]
    return found


def blind(store: Store, made: Result, trainer: str, **other: Verdict) -> None:
    """A scoring that says what the machine says, but for `other`, judged without seeing it."""
    draft = ReviewDraft()
    for name, verdict in card_of(made):
        draft = draft.judge(name, other.get(name.replace("-", "_"), verdict)).because(name, f"{trainer} heard it.")
    reviews = Reviews(store)
    assert made.scorecard
    card = submitted(draft.reveal(), made.scorecard, RUBRIC, trainer, NOW)
    reviews.submit(made.recording.id, reviews.of(made.recording.id).scorecard, card)


def test_words_chosen_in_the_player_are_put_on_a_new_agenda(store: Store) -> None:
    made = kept(store)
    words = made.transcript.utterances[0].words
    at = app(recording=made.recording.id)
    event = {"id": "1", "kind": "clip", "start": words[3].start, "last": words[8].start}
    at.session_state[f"scoring-player-{made.recording.id}"] = {"pick": event}
    at.run()
    assert "is Dana Reyes from" in said(at)

    at.button(key="to-session-add").click().run()
    assert "The session has no name yet." in said(at)
    at.text_input(key="to-session-at-name").set_value("Tuesday coaching")
    at.text_area(key="to-session-at-question").set_value("What comes after the name?")
    at.button(key="to-session-add").click().run()

    (session,) = Sessions(store).recent()
    (item,) = session.agenda
    assert (session.details.name, item.question) == ("Tuesday coaching", "What comes after the name?")
    assert (item.clip.start, item.clip.end) == (round(words[3].start, 1), round(words[8].end, 1))
    assert item.clip.criterion == card_of(made)[0][0]
    assert "Added to Tuesday coaching as clip 1." in said(at)
    assert "to-session-add" not in [b.key for b in at.button]
    at.button(key="to-agenda").click().run()
    assert at.title[0].value == "Tuesday coaching"


def test_a_comment_and_a_quote_go_on_the_agenda_that_is_there(store: Store) -> None:
    made = kept(store)
    _, used, _ = a_session(store, made, clips=0)
    comment = Comment(at=9, text="Slow down here.", author="Kim", visibility=Visibility.ME, written_at=NOW)
    Reviews(store).comment(made.recording.id, comment)
    logged = Reviews(store).of(made.recording.id).comments[0].id
    at = app(recording=made.recording.id)

    at.button(key=f"to-session-comment-{logged}").click().run()
    assert at.text_area(key="to-session-at-question").value == "Slow down here."
    at.button(key="to-session-add").click().run()
    at.session_state[f"point-{made.recording.id}"] = met(made)
    at.button(key="reveal").click().run()
    at.button(key=next(str(b.key) for b in at.button if str(b.key).startswith("to-session-machine-"))).click().run()
    assert at.selectbox(key="to-session-at-point").value == met(made)
    at.button(key="to-session-cancel").click().run()

    found = Sessions(store).find(used)
    assert found
    assert [(item.clip.start, item.clip.end) for item in found.agenda] == [(7.0, 21.0)]


def test_a_rep_who_is_alone_with_the_app_is_offered_no_session(store: Store) -> None:
    made = kept(store)

    alone = app(trainer=None, page="review.py", recording=made.recording.id)
    trainer = app(page="review.py", recording=made.recording.id)

    assert "Add to the session" not in labels(alone)
    assert "Add to the session" in labels(trainer)


def test_an_agenda_is_put_in_order_and_its_questions_are_kept(store: Store) -> None:
    sessions, session, (first, second) = a_session(store, kept(store))
    at = app(session=session)

    at.text_input(key=f"question-{first}").set_value("What could she have asked here?").run()
    at.button(key=f"Up-{second}").click().run()
    at.button(key=f"off-{first}").click().run()

    found = sessions.find(session)
    assert found
    assert found.ids == (second,)
    assert found.taken_off[0].question == "What could she have asked here?"
    at.button(key=f"back-{first}").click().run()
    assert sessions.find(session).ids == (second, first)  # type: ignore[union-attr]


def test_a_clip_shows_its_own_words_and_the_verdict_only_when_it_is_asked_for(store: Store) -> None:
    made = kept(store)
    sessions, session, (first, _) = a_session(store, made)
    sessions.ask(session, first, "What do you hear?", "Kim")
    at = app(trainer=None, session=session, clip="1")
    player = component(at, "lines")
    assert "What do you hear?" in said(at)
    assert "Clip 1 of 2" in said(at)
    assert (player["clip"], player["marks"]) == ([0, 4], [])
    assert "The machine:" not in said(at)

    at.button(key=f"verdict-{first}").click().run()

    assert "The machine:" in said(at)
    assert component(at, "lines")["marks"]


def test_what_the_group_decides_is_kept_and_stands_at_the_end_to_be_printed(store: Store) -> None:
    _, session, (first, _) = a_session(store, kept(store))
    at = app(session=session, clip="1")

    at.text_area(key=f"decided-{first}").set_value("Say the name first.")
    at.button(key="go-Right").click().run()
    assert "Clip 2 of 2" in said(at)
    at.button(key="go-Right").click().run()

    assert at.title[0].value == "What was decided"
    assert "Say the name first." in said(at)
    (page,) = component(at, "files")["files"]  # type: ignore[misc]
    assert page["name"] == "session-Tuesday-coaching.html"
    assert "Say the name first." in page["text"]


def test_hidden_names_are_on_no_page_of_the_session(store: Store) -> None:
    made = kept(store, "dana to marcus.ogg")
    _, session, _ = a_session(store, made, hides_names=True)

    shown = [app(session=session), app(session=session, clip="1"), app(session=session, clip="end")]

    assert ["dana to marcus" in said(at) for at in shown] == [False, False, False]
    assert {line["name"] for line in component(shown[1], "lines")["lines"]} == {"Rep"}  # type: ignore[attr-defined]


def test_a_session_is_deleted_and_an_address_that_leads_nowhere_says_so(store: Store) -> None:
    _, session, _ = a_session(store, kept(store))
    at = app(session=session)

    at.button(key="erase-session").click().run()

    assert Sessions(store).recent() == []
    assert "The session is deleted." in said(at)
    assert "This session is not here" in said(app(session=session, clip="1"))


def test_where_trainers_differ_is_settled_with_a_reason_and_their_verdicts_stay(store: Store) -> None:
    made = kept(store)
    point = met(made)
    blind(store, made, "Kim")
    blind(store, made, "Lee", **{point.replace("-", "_"): Verdict.MISSED})
    at = app()
    assert f"Voicemail, {title(point)}: same in 0 of 1 pair (0%), 1 two steps apart" in said(at)
    assert "Where they differ (1)" in [h.value for h in at.header]
    key = f"{made.recording.id[:12]}-{point}"

    at.radio(key=f"settle-verdict-{key}").set_value(Verdict.PARTIAL)
    next(b for b in at.button if b.label == "Settle it").click().run()
    assert "Nothing was settled: there is no reason." in said(at)
    at.radio(key=f"settle-verdict-{key}").set_value(Verdict.PARTIAL)
    at.text_area(key=f"settle-reason-{key}").set_value("The firm is missing.")
    next(b for b in at.button if b.label == "Settle it").click().run()

    people = Reviews(store).of(made.recording.id)
    agreed = people.settled(point)
    assert agreed
    assert (agreed.settlement.verdict, agreed.settlement.author) == (Verdict.PARTIAL, "Kim")
    assert [card.review(point).verdict for card in people.latest] == [Verdict.MET, Verdict.MISSED]  # type: ignore[union-attr]
    assert "Settled as partly met: The firm is missing. (Kim" in said(at)
    assert "Settled as partly met: The firm is missing. (Kim" in said(
        app(page="review.py", recording=made.recording.id)
    )
    at.button(key=f"unsettle-{key}").click().run()
    assert Reviews(store).of(made.recording.id).settled(point) is None


def test_what_others_said_is_not_told_before_one_has_judged_alone(store: Store) -> None:
    made = kept(store, sound=SOUND)
    point = met(made)
    blind(store, made, "Ana")
    blind(store, made, "Lee", **{point.replace("-", "_"): Verdict.MISSED})

    at = app()

    assert "1 on recordings that you have not scored without help" in said(at)
    assert "Lee heard it." not in said(at)
