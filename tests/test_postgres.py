"""What only a server can suffer or do: it goes away, comes back, is asked by two at once, wants to be encrypted."""

from __future__ import annotations

import io
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import postgres
import pytest
from sqlalchemy import make_url

from coach.edges import postgres as edge
from coach.edges.jobs import Jobs, Options, State
from coach.edges.store import Store
from coach.errors import StoreError

pytestmark = pytest.mark.skipif(bool(postgres.missing()), reason=postgres.missing())


@pytest.fixture
def url() -> Iterator[str]:
    url = postgres.fresh_database()
    yield url
    postgres.drop(url)


@pytest.fixture
def store(url: str, tmp_path: Path) -> Iterator[Store]:
    store = Store(url, tmp_path)
    yield store
    store.close()


def test_an_address_without_a_driver_is_enough_and_the_server_is_named_without_its_password(store: Store) -> None:
    assert "PostgreSQL" in store.describe()
    assert "pg8000" in store.describe()


def test_a_server_that_is_gone_is_one_plain_line_and_the_next_try_after_it_is_back_works(store: Store) -> None:
    recording = store.keep_audio(io.BytesIO(b"sound"), "a.wav", 100)
    postgres.stop_server()
    try:
        with pytest.raises(StoreError, match="cannot be used") as refused:
            store.recordings()
    finally:
        postgres.start_server()

    assert "database server runs" in refused.value.hint
    assert "\n" not in str(refused.value)
    assert [kept.id for kept in store.recordings()] == [recording]


def test_a_connection_that_went_stale_while_nobody_asked_is_replaced_unseen(store: Store) -> None:
    store.recordings()
    postgres.stop_server()
    postgres.start_server()

    assert store.recordings() == []


def test_a_server_that_goes_away_in_the_middle_of_a_change_leaves_nothing_of_it(store: Store) -> None:
    recordings = store.database.recordings
    store.keep_audio(io.BytesIO(b"sound"), "a.wav", 100)

    def delete_twice() -> None:
        with store.database.write() as connection:
            connection.execute(recordings.delete())
            postgres.stop_server()
            postgres.start_server()
            connection.execute(recordings.delete())

    with pytest.raises(StoreError, match="cannot be used"):
        delete_twice()

    assert len(store.recordings()) == 1


def test_a_database_that_is_not_there_is_one_plain_line(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="does not exist"):
        Store(postgres.address("nowhere"), tmp_path)


def test_who_writes_is_alone_from_the_start_so_what_was_read_still_holds(store: Store) -> None:
    """Reads the number that everybody adds one to: without being alone some would add to the same number."""
    recordings = store.database.recordings
    recording = store.keep_audio(io.BytesIO(b"sound"), "a.wav", 100)

    def add_one() -> None:
        for _ in range(25):
            with store.database.write() as connection:
                before = connection.execute(recordings.select().with_only_columns(recordings.c.latest)).scalar() or 0
                connection.execute(recordings.update().values(latest=before + 1))

    threads = [threading.Thread(target=add_one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with store.database.read() as connection:
        query = recordings.select().with_only_columns(recordings.c.latest).where(recordings.c.id == recording)
        assert connection.execute(query).scalar() == 100


def test_two_who_ask_for_the_same_at_once_get_one_job(store: Store) -> None:
    recording, ids = store.keep_audio(io.BytesIO(b"sound"), "a.wav", 100), []
    threads = [
        threading.Thread(target=lambda: ids.append(Jobs(store).submit(recording, Options(lead="Ana"))))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(ids)) == 1
    assert len(ids) == 6
    assert [job.state for job in Jobs(store).recent()] == [State.QUEUED]


def test_who_only_looks_sees_one_moment_and_can_change_nothing(store: Store) -> None:
    with store.database.read() as connection:
        before = connection.execute(store.database.recordings.select()).all()
        store.keep_audio(io.BytesIO(b"sound"), "a.wav", 100)
        assert connection.execute(store.database.recordings.select()).all() == before

    with pytest.raises(StoreError, match="read-only"), store.database.read() as connection:
        connection.execute(store.database.recordings.delete())


def test_a_value_that_breaks_a_rule_is_a_mistake_of_ours_and_not_said_to_be_the_servers(store: Store) -> None:
    with pytest.raises(Exception, match="violates not-null") as raised, store.database.write() as connection:
        connection.execute(store.database.recordings.insert().values(id="a"))

    assert not isinstance(raised.value, StoreError)


def test_a_migration_that_fails_halfway_leaves_the_database_as_it_was(tmp_path: Path, url: str) -> None:
    store = Store(url, tmp_path)
    with store.database.write() as connection:
        connection.exec_driver_sql("DROP TABLE pins; UPDATE alembic_version SET version_num = '0004'")

    with pytest.raises(StoreError, match="already exists"):
        Store(url, tmp_path)

    with store.database.read() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == "0004"


@pytest.mark.parametrize(
    ("address", "checks"),
    [
        ("postgresql://u:p@localhost/d", False),
        ("postgresql://u:p@127.0.0.1/d", False),
        ("postgresql://u@/d?unix_sock=/run/x", False),
        ("postgresql://u:p@db.example/d", ssl.CERT_REQUIRED),
        ("postgresql://u:p@localhost/d?sslmode=verify-full", ssl.CERT_REQUIRED),
        ("postgresql://u:p@db.example/d?sslmode=require", ssl.CERT_NONE),
        ("postgresql://u:p@db.example/d?sslmode=disable", False),
    ],
)
def test_a_server_elsewhere_is_spoken_to_encrypted_and_has_to_prove_who_it_is(address: str, checks: object) -> None:
    asked = edge.arguments(make_url(address))["ssl_context"]

    assert (asked.verify_mode if isinstance(asked, ssl.SSLContext) else asked) == checks
