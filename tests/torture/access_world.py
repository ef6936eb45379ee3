"""A firm of two teams with a canary in everything that is anybody's, and every way to ask for it."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import tempfile
import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from kept_values import a_result
from starlette.applications import Starlette
from starlette.testclient import TestClient

from coach.access import NOBODY, Actor, Role
from coach.coaching import Comment, Visibility
from coach.edges import erasing, retaining
from coach.edges.jobs import Jobs, Options
from coach.edges.kept_corrections import Corrections
from coach.edges.kept_leads import Leads
from coach.edges.kept_people import Identity, Logins, People, digest
from coach.edges.kept_reviews import Reviews
from coach.edges.kept_sessions import Sessions
from coach.edges.links import Links
from coach.edges.store import Store
from coach.edges.web import Held, middleware, routes
from coach.errors import CoachError
from coach.models import Facts
from coach.pursuit import LeadDetails
from coach.sessions import Clip, Details
from coach.settings import Settings

PEOPLE = {
    "dana": (Role.REP, "east"),
    "omar": (Role.REP, "east"),
    "zoe": (Role.REP, "west"),
    "tess": (Role.TRAINER, "east"),
    "will": (Role.TRAINER, "west"),
    "ada": (Role.ADMIN, ""),
    "gone": (Role.REP, "east"),
}
OWNERS = ("dana", "omar", "zoe", "tess", "gone")
ACTORS = ("anonymous", *PEOPLE)
NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)


@dataclass
class World:
    """What lies there. `recordings` and `leads` by owner; the one of "deleted" was dana's and is gone."""

    folder: Path
    store: Store
    client: TestClient
    actors: dict[str, Actor] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    recordings: dict[str, str] = field(default_factory=dict)
    leads: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)

    def as_(self, actor: str) -> Store:
        return self.store.as_actor(self.actors[actor])

    def add(self, owner: str) -> None:
        """A recording and a lead of this person's, both full of their canary."""
        mine, canary = self.store.as_actor(self.actors[owner].model_copy(update={"active": True})), canary_of(owner)
        recording = mine.keep_audio(io.BytesIO(sound(owner)), f"{canary}.wav", 1 << 20)
        mine.save_result(a_result(recording, f"It is about {canary}."), Facts(lead=canary))
        Jobs(mine).submit(recording, Options(lead=canary))
        Reviews(mine).comment(recording, comment(owner, f"This is {canary}."))
        self.recordings[owner] = recording
        self.leads[owner] = Leads(mine).add(LeadDetails(name=canary, came_in=NOW))

    def state(self, owner: str) -> tuple[object, ...]:
        """What must stay as it is when somebody who may not change it tried to."""
        recording = self.recordings[owner]
        kept, lead = self.store.recording(recording), Leads(self.store).find(self.leads[owner])
        jobs = Jobs(self.store).jobs_of(recording)
        said = Reviews(self.store).of(recording)
        return kept, self.store.result(recording), self.store.sound_bytes(recording), jobs, said, lead

    def token(self, actor: str, recording: str) -> str:
        """A link as the page makes it for this actor."""
        return Links(self.folder).token(recording, self.actors[actor].id, digest(self.cookies.get(actor, "")))

    def get(self, path: str, cookie: str = "") -> bytes:
        """What the route gives to a browser that sends this cookie; nothing where it refuses."""
        headers = {"cookie": cookie} if cookie else {}
        answer = self.client.get(path, headers=headers)
        return answer.content if answer.status_code in (200, 206) else b""


def canary_of(owner: str) -> str:
    return f"canary-{owner}-7c41"


def sound(owner: str) -> bytes:
    """A second of silence with the owner's canary in it."""
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setparams((1, 2, 16000, 0, "NONE", ""))
        file.writeframes(canary_of(owner).encode().ljust(32000, b"\0"))
    return made.getvalue()


def comment(author: str, text: str) -> Comment:
    return Comment(at=1.0, text=text, author=author, visibility=next(iter(Visibility)), written_at=NOW)


@contextmanager
def world() -> Iterator[World]:
    """A firm, fresh."""
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        secrets = folder / "secrets.toml"
        values = {
            "redirect_uri": "http://127.0.0.1:8501/oauth2callback",
            "server_metadata_url": "http://127.0.0.1:1/x",
            "cookie_secret": "x" * 32,
            "client_id": "a",
            "client_secret": "b",
        }
        secrets.write_text("[auth]\n" + "".join(f'{key} = "{value}"\n' for key, value in values.items()))
        secrets.chmod(0o600)
        settings = Settings(data_dir=folder, team=True, login_file=secrets)
        store = Store(settings.database_url, folder)
        stack.callback(store.close)
        app = Starlette(routes=routes(settings), middleware=middleware(settings, lambda: Held(0, 0)))
        client = TestClient(app, base_url="http://127.0.0.1:8501", client=("127.0.0.1", 1))
        made = World(folder, store, client)
        _fill(made)
        yield made


def _fill(made: World) -> None:
    known, logins = People(made.store.database), Logins(made.store.database)
    made.actors["anonymous"] = NOBODY
    for name, (role, team) in PEOPLE.items():
        made.actors[name] = known.add(f"{name}@firm.example", role, team, name)
        made.cookies[name] = f"_streamlit_user={name}-cookie"
        logins.begin(made.cookies[name])
        logins.meet(made.cookies[name], Identity(
            issuer="i", subject=name, email=f"{name}@firm.example", email_verified=True
        ))  # fmt: skip
    for owner in OWNERS:
        made.add(owner)
    for trainer in ("tess", "will"):
        theirs = Sessions(made.as_(trainer))
        made.sessions[trainer] = theirs.add(Details(name=f"session {canary_of(trainer)}"), trainer)
    made.actors["gone"] = known.change(made.actors["gone"].id, active=False)
    made.actors["deleted"] = made.actors["dana"]
    kept = made.recordings["dana"], made.leads["dana"]
    other = sound("deleted")
    made.recordings["deleted"] = made.as_("dana").keep_audio(io.BytesIO(other), "x.wav", 1 << 20)
    made.leads["deleted"] = Leads(made.as_("dana")).add(LeadDetails(name="x", came_in=NOW))
    erasing.erase_recording(made.store, made.recordings["deleted"])
    Leads(made.store).erase(made.leads["deleted"])
    assert kept == (made.recordings["dana"], made.leads["dana"])


Asked = Callable[[World, str, str], object]
"""What `actor` asks of what is `owner`'s: true where it was let. Raises CoachError where it was refused."""


def _done(work: object) -> bool:
    return True


SEEING: dict[str, Asked] = {
    "list": lambda w, a, o: w.recordings[o] in {one.id for one in w.as_(a).recordings()},
    "look": lambda w, a, o: w.as_(a).recording(w.recordings[o]) is not None,
    "result": lambda w, a, o: w.as_(a).result(w.recordings[o]) is not None,
    "transcript": lambda w, a, o: w.as_(a).transcript(w.recordings[o]) is not None,
    "facts": lambda w, a, o: w.as_(a).facts(w.recordings[o]) is not None,
    "name": lambda w, a, o: w.as_(a).name(w.recordings[o]) != w.recordings[o],
    "history": lambda w, a, o: bool(w.as_(a).history(recording=w.recordings[o])),
    "size of sound": lambda w, a, o: w.as_(a).sound_bytes(w.recordings[o]) > 0,
    "jobs": lambda w, a, o: bool(Jobs(w.as_(a)).jobs_of(w.recordings[o])),
    "recent jobs": lambda w, a, o: w.recordings[o] in {job.recording for job in Jobs(w.as_(a)).recent(99)},
    "queue": lambda w, a, o: w.recordings[o] in {one.recording for one in Reviews(w.as_(a)).queue()},
    "comments": lambda w, a, o: canary_of(o) in repr(Reviews(w.as_(a)).of(w.recordings[o])),
    "corrections": lambda w, a, o: Corrections(w.as_(a)).standing(w.recordings[o]) is not None,
    "by start of id": lambda w, a, o: bool(Corrections(w.as_(a)).find(w.recordings[o][:12])),
    "earlier voicemails": lambda w, a, o: bool(w.as_(a).previous_voicemails(canary_of(o))),
    "play": lambda w, a, o: w.as_(a).audio_path(w.recordings[o]).is_file(),
    "audio route": lambda w, a, o: bool(
        w.get(f"/api/audio/{w.token(a, w.recordings[o])}", w.cookies.get(a, ""))
    ),
}  # fmt: skip
REVIEWING: dict[str, Asked] = {
    "comment": lambda w, a, o: _done(Reviews(w.as_(a)).comment(w.recordings[o], comment(a, "Well said."))),
}
CHANGING: dict[str, Asked] = {
    "listen again": lambda w, a, o: _done(Jobs(w.as_(a)).submit(w.recordings[o], Options(about=a))),
    "keep a result": lambda w, a, o: _done(
        w.as_(a).save_result(a_result(w.recordings[o], f"Forged by {a}."), Facts(lead="x"))
    ),
    "pin": lambda w, a, o: _done(retaining.pin(w.as_(a), w.recordings[o])),
    "remove sound": lambda w, a, o: _done(w.as_(a).remove_sound(w.recordings[o])),
    "erase": lambda w, a, o: _done(erasing.erase_recording(w.as_(a), w.recordings[o])),
    "delete": lambda w, a, o: _done(w.as_(a).delete(w.recordings[o])),
}  # fmt: skip
LEADS: dict[str, Asked] = {
    "lead": lambda w, a, o: Leads(w.as_(a)).find(w.leads[o]) is not None,
    "leads": lambda w, a, o: w.leads[o] in {one.id for one in Leads(w.as_(a)).recent()},
    "lead by name": lambda w, a, o: bool(Leads(w.as_(a)).named(canary_of(o))),
    "link": lambda w, a, o: _done(Leads(w.as_(a)).link(w.leads[o], w.recordings[o], None)),
}
SESSIONS: dict[str, Asked] = {
    "clip": lambda w, a, o: _done(
        Sessions(w.as_(a)).put_on(
            w.sessions["will" if a == "will" else "tess"], Clip(recording=w.recordings[o], start=0, end=1), a
        )
    )
}
FOR_ADMINS: dict[str, Asked] = {
    "people": lambda w, a, o: bool(_rows(w, a, "people")),
    "logins": lambda w, a, o: bool(_rows(w, a, "logins")),
    "all sound": lambda w, a, o: _done(w.as_(a).delete_sound()),
}


def _rows(made: World, actor: str, table: str) -> list[object]:
    database = made.as_(actor).database
    with database.read() as connection:
        return list(connection.execute(getattr(database, table).select()).all())


def is_let(kind: str, actor: str, owner: str) -> bool:
    """What ought to be, written down by hand and not taken from `coach.access`."""
    team = {"tess": ("dana", "omar", "tess", "gone"), "will": ("zoe",)}
    if owner == "deleted" and kind != "admins":
        return False
    if actor in ("anonymous", "gone"):
        return False
    if actor == "ada":
        return True
    if kind == "admins":
        return False
    if kind in ("see", "review"):
        return actor == owner or owner in team.get(actor, ())
    if kind == "session":
        return owner in team.get(actor, ())
    return actor == owner


WAYS: dict[str, dict[str, Asked]] = {
    "see": SEEING,
    "review": REVIEWING,
    "change": CHANGING,
    "lead": LEADS,
    "session": SESSIONS,
    "admins": FOR_ADMINS,
}


@contextmanager
def without_the_filter() -> Iterator[None]:
    """The twin: everybody gets the store as a whole."""
    with mock.patch.object(Store, "as_actor", lambda self, _actor: self):
        yield


def refused(work: Callable[[], object]) -> bool:
    """Whether it was let, with a refusal taken for a no."""
    try:
        return bool(work())
    except CoachError:
        return False
