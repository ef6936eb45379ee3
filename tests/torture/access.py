"""G10: who reaches what, asked of the real store and routes in every way, and with ids that are not theirs."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from coach.edges.jobs import Jobs
from coach.edges.kept_corrections import Corrections
from coach.edges.kept_leads import Leads
from coach.edges.kept_people import People, digest
from coach.edges.kept_reviews import Reviews
from coach.edges.kept_sessions import Sessions
from coach.edges.links import Links
from coach.edges.rep_pace import stored_pace
from coach.errors import CoachError
from coach.practising import takes
from torture.access_world import (
    ACTORS,
    OWNERS,
    WAYS,
    World,
    canary_of,
    is_let,
    without_the_filter,
    world,
)
from torture.harness import Figure, Measured

TARGETS = (*OWNERS, "deleted")


def matrix(size: int, seed: int) -> Measured:
    """Every way x every actor x whose it is; a share of them where fewer are wanted."""
    cells = [(kind, way, a, o) for kind, ways in WAYS.items() for way in ways for a in ACTORS for o in TARGETS]
    cells = [cell for cell in cells if (cell[1], cell[3]) != ("keep a result", "deleted")]  # which makes a new one
    chosen = cells if size >= len(cells) else random.Random(seed).sample(cells, size)
    bad = []
    with world() as made:
        for cell in chosen:
            if found := _cell(made, *cell):
                bad.append(found)
    return Measured(len(chosen), tuple(bad))


def _cell(made: World, kind: str, way: str, actor: str, owner: str) -> str:
    """What is wrong with this cell; "" where it is as it ought to be."""
    wanted, is_gone = is_let(kind, actor, owner), owner == "deleted"
    before = None if is_gone else made.state(owner)
    try:
        let = bool(WAYS[kind][way](made, actor, owner))
    except CoachError:
        let = False
    except Exception as error:  # noqa: BLE001  (whatever it is, it is no plain refusal)
        return f"{way}, {actor} of {owner}'s: {type(error).__name__}"
    finding = f"{way}: {actor} was {'let' if let else 'refused'}, of {owner}'s" if let is not wanted else ""
    if not is_gone:
        after = made.state(owner)
        if not wanted and before != after:
            finding = f"{way}: {actor} was refused and {owner}'s changed all the same"
        if before != after:
            _as_it_was(made, owner)
    return finding


def _as_it_was(made: World, owner: str) -> None:
    made.store.delete(made.recordings[owner])
    Leads(made.store).erase(made.leads[owner])
    made.add(owner)
    for other in set(OWNERS) - {owner}:
        if not made.store.sound_bytes(made.recordings[other]):
            _as_it_was(made, other)


def _requests(made: World, chosen: random.Random) -> Iterator[tuple[str, str, Callable[[], object]]]:
    """Somebody, what they ask, and asking it, with ids of all kinds: theirs, others', cut short, made up."""
    ids = [*made.recordings.values(), *made.leads.values(), *made.sessions.values()]
    jobs = [job.id for job in Jobs(made.store).recent(99)]
    while True:
        actor = chosen.choice(ACTORS)
        made_up = [f"{chosen.getrandbits(256):064x}", chosen.choice(ids)[:10], "' OR 1=1 --", ""]
        one, cookie = chosen.choice([*ids, *jobs, *made_up]), made.cookies.get(actor, "")
        s = made.as_(actor)
        token = made.token(chosen.choice(ACTORS), one) if chosen.random() < 0.5 else made.token(actor, one)
        asks: dict[str, Callable[[], object]] = {
            "recording": lambda s=s, one=one: s.recording(one),
            "recordings": lambda s=s: s.recordings(chosen.choice([None, 1, 50])),
            "result": lambda s=s, one=one: s.result(one),
            "transcript": lambda s=s, one=one: s.transcript(one),
            "facts": lambda s=s, one=one: s.facts(one),
            "history": lambda s=s, one=one: s.history(recording=chosen.choice([None, one])),
            "name": lambda s=s, one=one: s.name(one),
            "earlier": lambda s=s, one=one: s.previous_voicemails(canary_of(chosen.choice(OWNERS)), recording=one),
            "sound": lambda s=s, one=one: s.audio_path(one).read_bytes(),
            "job": lambda s=s, one=one: Jobs(s).job(one),
            "jobs": lambda s=s: Jobs(s).recent(99),
            "comments": lambda s=s, one=one: Reviews(s).of(one),
            "queue": lambda s=s: Reviews(s).queue(),
            "last trainer": lambda s=s: Reviews(s).last_trainer(),
            "corrections": lambda s=s, one=one: Corrections(s).standing(one),
            "found by id": lambda s=s, one=one: Corrections(s).find(one),
            "lead": lambda s=s, one=one: Leads(s).find(one),
            "leads": lambda s=s: Leads(s).recent(),
            "leads by name": lambda s=s: Leads(s).named(canary_of(chosen.choice(OWNERS))),
            "lead of": lambda s=s, one=one: Leads(s).of(one),
            "session": lambda s=s, one=one: Sessions(s).find(one),
            "sessions": lambda s=s: Sessions(s).recent(),
            "pace": lambda s=s: stored_pace(s, None),
            "takes": lambda s=s: takes(s, None),
            "people": lambda s=s: People(s.database).all(),
            "audio route": lambda t=token, c=cookie: made.get(f"/api/audio/{t}", c),
        }
        asked = chosen.choice(list(asks))
        yield actor, asked, asks[asked]


def random_requests(size: int, seed: int) -> Measured:
    """Random requests by random people with random ids: whose canary comes back?"""
    bad = []
    with world() as made:
        requests = _requests(made, random.Random(seed))
        for _ in range(size):
            actor, asked, ask = next(requests)
            try:
                said = repr(ask())
            except CoachError as error:
                said = str(error)
            except Exception as error:  # noqa: BLE001
                bad.append(f"{asked} by {actor}: {type(error).__name__}")
                continue
            leaked = [o for o in (*OWNERS, "will") if canary_of(o) in said and not _may_see(asked, actor, o)]
            bad += [f"{asked} by {actor}: {owner}'s canary" for owner in leaked]
    return Measured(size, tuple(bad))


def _may_see(asked: str, actor: str, owner: str) -> bool:
    if asked in ("session", "sessions"):
        return actor == "ada" or actor == owner
    return is_let("lead" if asked.startswith("lead") and asked != "lead of" else "see", actor, owner)


def replays(size: int, seed: int) -> Measured:
    """Every address that plays for somebody, asked for again by everybody else: how many bytes come?"""
    bad, tried = [], 0
    with world() as made:
        captured = [(a, o) for a in ACTORS for o in OWNERS if is_let("see", a, o)]
        random.Random(seed).shuffle(captured)
        forged = Links(made.folder / "elsewhere") if _folder(made) else None
        for actor, owner in captured[:size]:
            path, own = f"/api/audio/{made.token(actor, made.recordings[owner])}", made.cookies[actor]
            if not made.get(path, own):
                bad.append(f"{actor} cannot play {owner}'s")
            others = {name: cookie for name, cookie in made.cookies.items() if name != actor}
            others |= {"nobody": "", "a cookie made up": "_streamlit_user=x", "cut short": own[:-1]}
            for name, cookie in others.items():
                tried += 1
                if made.get(path, cookie):
                    bad.append(f"{actor}'s address of {owner}'s plays for {name}")
            for stale in (path[:-1], path + "x", f"/api/audio/{made.recordings[owner]}"):
                tried += 1
                if made.get(stale, own):
                    bad.append(f"a changed address of {owner}'s plays for {actor}")
            assert forged is not None
            tried += 1
            other = forged.token(made.recordings[owner], made.actors[actor].id, digest(own))
            if made.get(f"/api/audio/{other}", own):
                bad.append(f"an address of another installation plays {owner}'s")
    return Measured(tried, tuple(bad))


def _folder(made: World) -> bool:
    (made.folder / "elsewhere").mkdir(exist_ok=True)
    return True


def whole(size: int, seed: int) -> Measured:
    """All three; `size` counts the random requests."""
    parts = {
        "cells": matrix(10_000 if size >= 1000 else size, seed),
        "requests": random_requests(size, seed),
        "replays": replays(99 if size >= 1000 else 3, seed),
    }
    beside = {name: part.tried for name, part in parts.items()}
    return Measured(sum(beside.values()), tuple(line for part in parts.values() for line in part.bad), beside)


def unfiltered(size: int, seed: int) -> Measured:
    """Without the row filter."""
    with without_the_filter():
        return random_requests(size, seed)


FIGURES = [
    Figure(
        id="G10",
        promise="each way to a recording, a lead, a session or a sound, for everybody it is not theirs: nothing comes",
        goal="0 of all cells of the matrix, 5,000 random requests and every captured address",
        full=5000,
        slice=60,
        measure=whole,
        twin=unfiltered,
        twin_size=40,
    )
]
