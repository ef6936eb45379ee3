"""Who has access, and from which browser: people, and their logins, which the server can end."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from typing import TYPE_CHECKING, Any

from coach.access import AccessError, Actor, Role
from coach.edges.kept import same_person
from coach.errors import CoachError
from coach.models import Value

if TYPE_CHECKING:
    from sqlalchemy import Connection, RowMapping

    from coach.edges.database import Database

IDLE = dt.timedelta(minutes=30)
LONGEST = dt.timedelta(hours=12)
TOUCH_EVERY = dt.timedelta(seconds=30)
REMEMBERED = dt.timedelta(days=30)
"""How long the row of a login stays after it began."""


class Identity(Value):
    """Who the login's provider says somebody is."""

    issuer: str
    subject: str
    email: str = ""
    email_verified: bool = False


class People:
    """The people of a database. Pass one that no actor filters: who may call this is for the caller to ask."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self) -> list[Actor]:
        """Everybody, by e-mail address."""
        with self._db.read() as connection:
            rows = connection.execute(self._db.people.select().order_by(self._db.people.c.email)).mappings().all()
        return [_actor(row) for row in rows]

    def named(self, email: str) -> Actor:
        """The person of this address. Raises CoachError where there is none."""
        found = self._one(self._db.people.c.email == _folded(email))
        if found is None:
            raise CoachError(f"Nobody here has the address {email}.", "coach people list shows who has access.")
        return found

    def find(self, person: str) -> Actor | None:
        return self._one(self._db.people.c.id == person)

    def add(self, email: str, role: Role, team: str, name: str = "") -> Actor:
        """Gives somebody access, from their first login on. Raises CoachError where address or name is taken."""
        email, team = _folded(email), " ".join(team.split())
        name = " ".join(name.split()) or email.partition("@")[0]
        if "@" not in email or len(email) > 254 or len(team) > 80 or len(name) > 120:
            raise CoachError("An address such as dana@firm.example is needed, and a name and team of ordinary length.")
        if role is not Role.ADMIN and not team:
            raise CoachError(f"A {role} belongs to a team.", "Give --team.")
        people, now = self._db.people, _now()
        with self._db.write() as connection:
            for one in connection.execute(people.select()).mappings():
                if one["email"] == email:
                    raise CoachError(f"{email} has access already.", "Change it with: coach people set")
                if same_person(one["name"]) == same_person(name):  # names stand beside comments and scores
                    raise CoachError(f"Somebody here is called {name} already.", "Give another --name.")
            person = uuid.uuid4().hex
            row = {"email": email, "name": name, "role": role, "team": team, "active": True}
            connection.execute(people.insert().values(id=person, **row, created_at=now, changed_at=now))
        return Actor(id=person, **row)

    def change(
        self, person: str, role: Role | None = None, team: str | None = None, active: bool | None = None
    ) -> Actor:
        """What somebody is from now on. They are logged out everywhere. Refuses to leave nobody who is admin."""
        told = {"role": role, "team": team and " ".join(team.split()), "active": active}
        people = self._db.people
        with self._db.write() as connection:
            changed = {name: value for name, value in told.items() if value is not None}
            connection.execute(people.update().where(people.c.id == person).values(**changed, changed_at=_now()))
            rows = [_actor(row) for row in connection.execute(people.select()).mappings()]
            after = next((one for one in rows if one.id == person), None)
            if after is None:
                raise CoachError("There is no such person.", "coach people list shows who has access.")
            if not any(one.role is Role.ADMIN and one.active for one in rows):
                raise CoachError("Then nobody would be admin any more.", "Make somebody else admin first.")
            if after.role is not Role.ADMIN and not after.team:
                raise CoachError(f"A {after.role} belongs to a team.", "Give --team.")
            _end(self._db, connection, self._db.logins.c.person_id == person)
        return after

    def known(self, identity: Identity) -> Actor | None:
        """Whom the provider means. The first login ties an address that the provider vouches for to its subject."""
        people = self._db.people
        same = (people.c.issuer == identity.issuer, people.c.subject == identity.subject)
        with self._db.write() as connection:
            row = connection.execute(people.select().where(*same)).mappings().one_or_none()
            if row is None and identity.email_verified and identity.email:
                free = (people.c.email == _folded(identity.email), people.c.subject.is_(None))
                row = connection.execute(people.select().where(*free)).mappings().one_or_none()
                if row is not None:
                    tied = {"issuer": identity.issuer, "subject": identity.subject}
                    connection.execute(people.update().where(people.c.id == row["id"]).values(**tied))
        return _actor(row) if row is not None else None

    def _one(self, which: Any) -> Actor | None:
        with self._db.read() as connection:
            row = connection.execute(self._db.people.select().where(which)).mappings().one_or_none()
        return _actor(row) if row is not None else None


class Logins:
    """The logins of a database, each named by the digest of the cookie that its browser holds."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def begin(self, cookie: str) -> None:
        """Somebody has just come back from the provider with this cookie. One that ended stays ended."""
        logins, now = self._db.logins, _now()
        with self._db.write() as connection:
            connection.execute(logins.delete().where(logins.c.began_at < now - REMEMBERED))
            connection.execute(self._db.insert_once(logins, id=digest(cookie), began_at=now, seen_at=now))

    def meet(self, cookie: str, identity: Identity) -> Actor:
        """Who this browser is from now on: its first page after the login. Raises AccessError for a stranger."""
        person = People(self._db).known(identity)
        if person is None or not person.active:
            raise AccessError("You have no access here.", "Ask an admin of your team.")
        logins = self._db.logins
        with self._db.write() as connection:
            free = (logins.c.id == digest(cookie), logins.c.person_id.is_(None), logins.c.ended_at.is_(None))
            connection.execute(logins.update().where(*free).values(person_id=person.id, seen_at=_now()))
        found = self.who(cookie)
        if found is None or found.id != person.id:
            raise AccessError("Your login has ended.", "Log in again.")
        return found

    def who(self, cookie: str, touch: bool = False) -> Actor | None:
        """Whose login this is now; None where it ended, is too old, or its person may not come in any more.

        `touch` says that they did something: without it a login ends by itself.
        """
        logins, people, now = self._db.logins, self._db.people, _now()
        query = (
            logins.join(people, people.c.id == logins.c.person_id)
            .select()
            .with_only_columns(*people.c, logins.c.seen_at)
            .where(
                logins.c.id == digest(cookie),
                logins.c.ended_at.is_(None),
                logins.c.began_at > now - LONGEST,
                logins.c.seen_at > now - IDLE,
                people.c.active,
            )
        )
        with self._db.read() as connection:
            row = connection.execute(query).mappings().one_or_none()
        if row is None:
            return None
        if touch and row["seen_at"] < now - TOUCH_EVERY:
            with self._db.write() as connection:
                still = (logins.c.id == digest(cookie), logins.c.ended_at.is_(None))
                connection.execute(logins.update().where(*still).values(seen_at=now))
        return _actor(row)

    def is_new(self, cookie: str) -> bool:
        """Whether it has just begun, and no page knows yet whose it is."""
        logins = self._db.logins
        fresh = (logins.c.person_id.is_(None), logins.c.ended_at.is_(None), logins.c.began_at > _now() - IDLE)
        with self._db.read() as connection:
            found = connection.execute(logins.select().where(logins.c.id == digest(cookie), *fresh)).first()
        return found is not None

    def end(self, cookie: str) -> None:
        """Logs this browser out."""
        with self._db.write() as connection:
            _end(self._db, connection, self._db.logins.c.id == digest(cookie))

    def end_all(self, person: str) -> None:
        """Logs somebody out everywhere."""
        with self._db.write() as connection:
            _end(self._db, connection, self._db.logins.c.person_id == person)


def digest(cookie: str) -> str:
    """What of a cookie may be kept."""
    return hashlib.sha256(cookie.encode("utf-8", "surrogateescape")).hexdigest()


def _end(db: Database, connection: Connection, which: Any) -> None:
    logins = db.logins
    connection.execute(logins.update().where(which, logins.c.ended_at.is_(None)).values(ended_at=_now()))


def _actor(row: RowMapping) -> Actor:
    return Actor.model_validate({name: row[name] for name in Actor.model_fields})


def _folded(email: str) -> str:
    return email.strip().casefold()


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
