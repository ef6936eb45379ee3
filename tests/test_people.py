"""People, their logins, and the log of what they did."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator

import pytest
from click.testing import CliRunner
from sqlalchemy.exc import IntegrityError

from coach.access import AccessError, Actor, Role
from coach.cli import main
from coach.edges import kept_people
from coach.edges.audit_log import AuditLog
from coach.edges.erasing import erase_everything
from coach.edges.kept_people import IDLE, LONGEST, Identity, Logins, People
from coach.edges.store import Store, open_store
from coach.errors import CoachError, StoreError
from coach.settings import load_settings

ISSUER = "https://login.example"


@pytest.fixture
def store() -> Iterator[Store]:
    store = open_store(load_settings())
    yield store
    store.close()


@pytest.fixture
def people(store: Store) -> People:
    known = People(store.database)
    known.add("ada@firm.example", Role.ADMIN, "", "Ada")
    return known


@pytest.fixture
def dana(people: People) -> Actor:
    return people.add("Dana@Firm.example", Role.REP, "east", "Dana")


@pytest.fixture
def logins(store: Store) -> Logins:
    return Logins(store.database)


def identity(subject: str = "d-1", email: str = "dana@firm.example", **more: object) -> Identity:
    return Identity.model_validate(
        {"issuer": ISSUER, "subject": subject, "email": email, "email_verified": True} | more
    )


def came_in(logins: Logins, cookie: str = "c") -> Actor:
    logins.begin(cookie)
    return logins.meet(cookie, identity())


def later(monkeypatch: pytest.MonkeyPatch, by: dt.timedelta) -> None:
    now = dt.datetime.now(dt.UTC) + by
    monkeypatch.setattr(kept_people, "_now", lambda: now)


def test_the_first_login_ties_the_address_to_its_subject_for_good(people: People, dana: Actor) -> None:
    assert people.known(identity()) == dana
    assert people.known(identity(email="somebody@else.example")) == dana
    assert people.known(identity(subject="another")) is None, "the address is taken"


@pytest.mark.parametrize("claim", [{"email_verified": False}, {"email": ""}, {"email": "stranger@firm.example"}])
def test_whoever_the_provider_does_not_vouch_for_is_a_stranger(
    claim: dict[str, object], people: People, dana: Actor
) -> None:
    assert people.known(identity(**claim)) is None


def test_a_login_is_only_what_the_server_saw_begin(logins: Logins, dana: Actor) -> None:
    with pytest.raises(AccessError):
        logins.meet("a cookie of the provider's that never came back to us", identity())

    assert came_in(logins) == dana
    assert logins.who("c") == dana
    assert logins.who("another") is None


def test_a_cookie_of_one_person_never_becomes_anothers(logins: Logins, people: People, dana: Actor) -> None:
    people.add("omar@firm.example", Role.REP, "east", "Omar")
    came_in(logins)

    with pytest.raises(AccessError):
        logins.meet("c", identity("o-1", "omar@firm.example"))


def test_a_login_ends_after_half_an_hour_of_nothing(
    logins: Logins, dana: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    came_in(logins)
    later(monkeypatch, IDLE - dt.timedelta(minutes=1))
    assert logins.who("c", touch=True) == dana

    later(monkeypatch, 2 * IDLE - dt.timedelta(minutes=2))
    assert logins.who("c") == dana
    later(monkeypatch, 2 * IDLE)
    assert logins.who("c", touch=True) is None


def test_a_login_ends_after_half_a_day_whatever_is_done(
    logins: Logins, dana: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    came_in(logins)
    for minutes in range(0, 12 * 60, 20):
        later(monkeypatch, dt.timedelta(minutes=minutes))
        assert logins.who("c", touch=True) == dana, minutes

    later(monkeypatch, LONGEST + dt.timedelta(minutes=1))
    assert logins.who("c") is None


def test_logging_out_ends_it_and_the_old_cookie_never_comes_back(logins: Logins, dana: Actor) -> None:
    came_in(logins)
    logins.end("c")

    assert logins.who("c") is None
    with pytest.raises(AccessError):
        came_in(logins)


@pytest.mark.parametrize("change", [{"role": Role.TRAINER}, {"team": "west"}, {"active": False}])
def test_another_role_or_team_or_none_logs_out_everywhere(
    change: dict[str, object], people: People, logins: Logins, dana: Actor
) -> None:
    came_in(logins, "c")
    came_in(logins, "d")

    people.change(dana.id, **change)  # type: ignore[arg-type]

    assert (logins.who("c"), logins.who("d")) == (None, None)


def test_the_cookie_itself_is_not_kept(store: Store, logins: Logins, dana: Actor) -> None:
    came_in(logins, "very-secret-cookie")

    with store.database.read() as connection:
        assert "very-secret-cookie" not in str(connection.execute(store.database.logins.select()).all())


def test_there_is_always_an_admin(people: People) -> None:
    ada = people.named("ada@firm.example")

    for change in ({"active": False}, {"role": Role.REP, "team": "east"}):
        with pytest.raises(CoachError, match="nobody would be admin"):
            people.change(ada.id, **change)  # type: ignore[arg-type]
    assert people.find(ada.id) == ada


def test_two_people_share_neither_address_nor_name_and_have_a_team(people: People, dana: Actor) -> None:
    for email, team, name in (
        ("DANA@firm.example", "east", "D"),
        ("d2@firm.example", "east", "dana"),
        ("x@y.z", "", "X"),
    ):
        with pytest.raises(CoachError):
            people.add(email, Role.REP, team, name)


def test_people_are_managed_from_the_command_and_it_stands_in_the_log() -> None:
    def coach(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(main, words)
        return done.exit_code, done.output

    assert coach("people", "add", "ada@firm.example", "--role", "admin")[0] == 0
    assert coach("people", "add", "dana@firm.example", "--team", "east", "--name", "Dana")[0] == 0
    assert coach("people", "set", "dana@firm.example", "--role", "trainer")[0] == 0
    assert coach("people", "deactivate", "dana@firm.example")[0] == 0
    code, out = coach("people", "deactivate", "nobody@firm.example")
    assert code == 1
    assert "Traceback" not in out

    listed = [json.loads(line) for line in coach("people", "list", "--json")[1].splitlines()]
    assert [(one["name"], one["role"], one["active"]) for one in listed] == [
        ("ada", "admin", True),
        ("Dana", "trainer", False),
    ]
    logged = [json.loads(line) for line in coach("audit", "--json")[1].splitlines()]
    assert [line["action"] for line in logged] == ["deactivate", "change", "add", "add"]
    assert coach("audit", "--verify") == (0, "Every line is as it was written.\n")


@pytest.fixture
def log(store: Store) -> AuditLog:
    log = AuditLog(store.database, load_settings().data_dir)
    for number in range(5):
        log.note("dana", "play", f"recording {number}")
    return log


def test_the_log_refuses_to_be_changed(store: Store, log: AuditLog) -> None:
    audit = store.database.audit
    for change in (audit.update().values(actor="omar"), audit.delete()):
        with pytest.raises((IntegrityError, StoreError), match="only added to"), store.database.write() as connection:
            connection.execute(change)

    assert log.problems() == ()


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE audit SET actor = 'omar' WHERE id = 3",
        "UPDATE audit SET resource = 'recording 9' WHERE id = 5",
        "DELETE FROM audit WHERE id = 1",
        "DELETE FROM audit WHERE id = 3",
        "DELETE FROM audit WHERE id = 5",
        "DELETE FROM audit",
        "UPDATE audit SET id = 14 - id",
    ],
)
def test_whoever_gets_round_the_database_is_noticed(harm: str, store: Store, log: AuditLog) -> None:
    with store.database.write() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        for trigger in ("audit_no_update", "audit_no_delete") if is_sqlite else ("audit_no_change ON audit",):
            connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
        connection.exec_driver_sql(harm)

    assert log.problems()


def test_a_line_made_up_without_the_key_is_noticed(store: Store, log: AuditLog) -> None:
    with store.database.write() as connection:
        row = {"at": "2026-01-01", "actor": "x", "action": "see", "resource": "y", "outcome": "done", "seal": "0" * 64}
        connection.execute(store.database.audit.insert().values(**row))

    assert log.problems()


def test_erasing_everything_leaves_who_has_access_and_what_was_done(
    store: Store, log: AuditLog, people: People
) -> None:
    erase_everything(store, load_settings())

    assert len(log.last(10)) == 5
    assert [one.name for one in people.all()] == ["Ada"]
