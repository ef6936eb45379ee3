"""Who may do what: the rules themselves, and the row filter that no query of the store gets round."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from kept_values import a_result
from sqlalchemy import func, select, text, union_all, update

from coach.access import (
    LOCAL,
    NOBODY,
    OWNED,
    RULES,
    AccessError,
    Action,
    Actor,
    Resource,
    Role,
    Thing,
    authorize,
    matrix_lines,
    may,
)
from coach.edges.erasing import erase_recording
from coach.edges.holding import hold, hold_of, lift
from coach.edges.jobs import Jobs, Options
from coach.edges.kept_leads import Leads
from coach.edges.kept_reviews import Reviews
from coach.edges.kept_sessions import Sessions
from coach.edges.store import Store, open_store
from coach.errors import CoachError
from coach.models import Facts
from coach.pursuit import LeadDetails
from coach.sessions import Details
from coach.settings import load_settings

DANA = Actor(id="dana", name="Dana", role=Role.REP, team="east")
OMAR = Actor(id="omar", name="Omar", role=Role.REP, team="east")
TESS = Actor(id="tess", name="Tess", role=Role.TRAINER, team="east")
WEST = Actor(id="will", name="Will", role=Role.TRAINER, team="west")
ADMIN = Actor(id="ada", name="Ada", role=Role.ADMIN)
GONE = Actor(id="dana", name="Dana", role=Role.ADMIN, team="east", active=False)


@pytest.fixture
def store() -> Iterator[Store]:
    store = open_store(load_settings())
    yield store
    store.close()


def added(store: Store, actor: Actor, words: str = "one", lead: str = "Jordan Lee") -> str:
    """A recording of this actor's, scored."""
    mine = store.as_actor(actor)
    recording = mine.keep_audio(io.BytesIO(words.encode() * 100), f"{words}.wav", 1 << 20)
    mine.save_result(a_result(recording, words), Facts(lead=lead))
    return recording


def test_what_stands_in_no_rule_is_nobodys() -> None:
    for actor in (DANA, TESS, ADMIN, NOBODY, GONE):
        for thing in Thing:
            for action in set(Action) - set(RULES[thing]):
                assert not may(actor, action, Resource(kind=thing, owner=actor.id, team="east"))


def test_a_rep_reaches_the_own_a_trainer_the_teams_and_an_admin_all() -> None:
    own, teams, others = (Resource(kind=Thing.RECORDING, id="x", owner=o, team=t) for o, t in
                          (("dana", "east"), ("omar", "east"), ("zoe", "west")))  # fmt: skip

    assert [may(DANA, Action.PLAY, r) for r in (own, teams, others)] == [True, False, False]
    assert [may(TESS, Action.PLAY, r) for r in (own, teams, others)] == [True, True, False]
    assert [may(TESS, Action.ERASE, r) for r in (own, teams, others)] == [False, False, False]
    assert [may(ADMIN, Action.ERASE, r) for r in (own, teams, others)] == [True, True, True]
    assert [may(GONE, Action.SEE, r) for r in (own, teams, others)] == [False, False, False]


def test_being_in_no_team_is_no_team() -> None:
    alone = TESS.model_copy(update={"team": ""})

    assert not may(alone, Action.SEE, Resource(kind=Thing.RECORDING, owner="omar", team=""))


def test_anothers_and_what_is_not_here_are_told_in_the_same_words() -> None:
    with pytest.raises(AccessError) as anothers:
        authorize(DANA, Action.SEE, Resource(kind=Thing.RECORDING, id="x", owner="omar", team="east"))
    with pytest.raises(AccessError) as missing:
        authorize(DANA, Action.SEE, Resource(kind=Thing.RECORDING, id="y"))

    assert str(anothers.value) == str(missing.value)


def test_the_page_that_tells_who_may_do_what_is_made_of_the_rules() -> None:
    page = (Path(__file__).parents[1] / "docs" / "security.md").read_text(encoding="utf-8")

    assert "\n".join(matrix_lines()) in page


def test_whoever_has_no_login_keeps_everything_and_finds_it(store: Store) -> None:
    assert store.as_actor(LOCAL) is store
    recording = store.keep_audio(io.BytesIO(b"sound" * 100), "a.wav", 1 << 20)

    assert store.resource(recording) == Resource(kind=Thing.RECORDING, id=recording, owner="local")


def test_each_finds_what_is_theirs_and_the_trainer_what_is_the_teams(store: Store) -> None:
    hers, his = added(store, DANA, "hers"), added(store, OMAR, "his")

    def found(actor: Actor) -> set[str]:
        return {kept.id for kept in store.as_actor(actor).recordings()}

    assert (found(DANA), found(OMAR)) == ({hers}, {his})
    assert (found(TESS), found(ADMIN)) == ({hers, his}, {hers, his})
    assert (found(WEST), found(GONE), found(NOBODY)) == (set(), set(), set())


def test_nothing_of_anothers_recording_is_read_by_its_id(store: Store) -> None:
    hers = added(store, DANA)
    his = store.as_actor(OMAR)

    assert his.recording(hers) is None
    assert his.result(hers) is his.transcript(hers) is his.facts(hers) is None
    assert (his.name(hers), his.history(), his.sound_bytes(hers)) == (hers, [], 0)
    assert Jobs(his).jobs_of(hers) == []
    assert Reviews(his).queue() == []
    with pytest.raises(AccessError):
        his.audio_path(hers)


def test_a_trainer_hears_and_reviews_a_recording_of_the_team_and_neither_changes_nor_erases_it(store: Store) -> None:
    hers = added(store, DANA)
    trainers = store.as_actor(TESS)
    assert trainers.result(hers) is not None
    assert trainers.audio_path(hers).is_file()

    for forbidden in (
        lambda: trainers.delete(hers),
        lambda: trainers.remove_sound(hers),
        lambda: Jobs(trainers).submit(hers, Options()),
        lambda: trainers.save_result(a_result(hers, "forged"), Facts()),
        lambda: trainers.delete_sound(),
    ):
        with pytest.raises(CoachError):
            forbidden()

    assert store.as_actor(DANA).audio_path(hers).is_file()
    assert store.result(hers) == a_result(hers, "one")


def test_anothers_recording_is_not_erased(store: Store) -> None:
    hers = added(store, DANA)

    for actor in (OMAR, WEST, GONE, NOBODY):
        with pytest.raises(AccessError):
            store.as_actor(actor).delete(hers)
    for actor in (OMAR, TESS, WEST, GONE, NOBODY):
        with pytest.raises(AccessError):
            erase_recording(store.as_actor(actor), hers)
    assert store.recording(hers) is not None
    assert store.sound_bytes(hers)

    store.as_actor(ADMIN).delete(hers)
    assert store.recording(hers) is None


def test_the_same_file_again_by_somebody_else_is_refused_and_tells_nothing_of_it(store: Store) -> None:
    hers = added(store, DANA, "same", lead="Secret Lead")

    with pytest.raises(AccessError, match="added this file already") as refused:
        added(store, OMAR, "same")

    assert "Secret" not in str(refused.value)
    assert store.resource(hers).owner == "dana"


def test_earlier_voicemails_of_others_to_the_same_lead_are_not_heard_of(store: Store) -> None:
    added(store, DANA, "hers")
    his = added(store, OMAR, "his")

    assert store.as_owner(his).previous_voicemails("Jordan Lee", recording=his) == ()


def test_leads_are_their_owners(store: Store) -> None:
    lead = Leads(store.as_actor(DANA)).add(LeadDetails(name="Jordan Lee", came_in=dt.datetime.now(dt.UTC)))

    assert Leads(store.as_actor(DANA)).find(lead) is not None
    for actor in (OMAR, TESS, WEST, GONE):
        theirs = Leads(store.as_actor(actor))
        assert (theirs.find(lead), theirs.recent(), theirs.named("jordan lee")) == (None, [], [])
        theirs.erase(lead)
    assert Leads(store).find(lead) is not None


def test_sessions_are_the_trainers_of_a_team(store: Store) -> None:
    session = Sessions(store.as_actor(TESS)).add(Details(name="Monday"), "Tess")

    assert Sessions(store.as_actor(ADMIN)).find(session) is not None
    assert Sessions(store.as_actor(DANA)).recent() == Sessions(store.as_actor(WEST)).recent() == []
    with pytest.raises(AccessError):
        Sessions(store.as_actor(DANA)).add(Details(name="Own"), "Dana")


def test_no_query_gets_round_the_filter_however_it_is_written(store: Store) -> None:
    added(store, DANA)
    db = store.as_actor(OMAR).database
    t = db.recordings
    other = t.alias()
    inner = select(t.c.name).subquery()
    queries = [
        select(t.c.name),
        select(func.count()).select_from(t).having(func.count() > 0),
        select(other.c.name),
        select(inner.c.name),
        select(db.transcripts.c.body),
        select(db.scorecards.c.body).join_from(db.scorecards, db.transcripts, db.transcripts.c.id > 0),
        union_all(select(t.c.name), select(t.c.id)),
        select(db.people.c.email),
        select(db.voice_samples.c.body),
        select(select(t.c.name).limit(1).scalar_subquery()).where(select(t.c.id).exists()),
        db.names.outerjoin(t, t.c.id == db.names.c.recording_id).select(),
    ]

    with db.read() as connection:
        for query in queries:
            assert connection.execute(query).all() == [], str(query)
        with pytest.raises(AccessError):
            connection.execute(text("SELECT name FROM recordings"))


def test_nobody_gives_away_or_takes_over_a_row(store: Store) -> None:
    hers, his = added(store, DANA, "hers"), added(store, OMAR, "his")
    db = store.as_actor(OMAR).database

    for values in ({"owner": "dana"}, {"team": "west"}):
        with pytest.raises(AccessError), db.write() as connection:
            connection.execute(update(db.recordings).where(db.recordings.c.id == his).values(**values))
    with db.write() as connection:
        connection.execute(update(db.recordings).values(name="mine now"))
        with pytest.raises(AccessError):
            connection.execute(db.pins.insert().values(recording_id=hers, pinned_at=dt.datetime.now(dt.UTC)))
    assert store.name(hers) == "hers.wav"


def test_nothing_of_anothers_is_copied_into_ones_own(store: Store) -> None:
    added(store, DANA, "hers")
    his = added(store, OMAR, "his")
    db = store.as_actor(OMAR).database
    t = db.recordings
    hers = select(t.c.name).where(t.c.name == "hers.wav").scalar_subquery()
    now = dt.datetime.now(dt.UTC)

    with db.write() as connection:
        connection.execute(update(t).where(t.c.id == his).values(lead=hers))
        for copying in (
            db.names.insert().values(recording_id=his, name=hers, kept_at=now),
            db.names.insert().from_select(["recording_id", "name", "kept_at"], select(t.c.id, t.c.name, t.c.kept_at)),
        ):
            with pytest.raises(AccessError):
                connection.execute(copying)
        assert connection.execute(select(t.c.lead)).scalars().all() == [None]


def test_twin_without_the_filter_the_same_question_finds_anothers_words(store: Store) -> None:
    added(store, DANA, "canary")

    with store.database.read() as connection:
        found = connection.execute(select(store.database.transcripts.c.body)).scalars().all()

    assert "canary" in found[0]


def test_every_table_that_belongs_to_somebody_is_known_to_the_filter() -> None:
    from coach.edges import scope, tables

    roots = {table.name for table in tables.metadata.tables.values() if "owner" in table.c}
    assert roots == set(scope._ROOTS)
    assert set(scope._ROOTS.values()) == set(OWNED)
    nobodys = {name for name in tables.metadata.tables if name not in roots and not scope._parents(name)}
    assert nobodys == {"voice_samples", "people", "logins", "audit", "erasures"}, (
        "who may read a new table without an owner?"
    )


def test_only_an_admin_puts_a_recording_on_hold_or_ends_that(store: Store) -> None:
    hers = added(store, DANA, "hers")
    reps, admins = store.as_actor(DANA), store.as_actor(ADMIN)

    with pytest.raises(AccessError):
        hold(reps, hers, "a case", "Dana")
    hold(admins, hers, "a case", "Ada")
    lift(reps, hers)

    assert hold_of(reps, hers) is not None
    with pytest.raises(CoachError, match="on hold"):
        erase_recording(store, hers)
    lift(admins, hers)
    assert hold_of(reps, hers) is None
