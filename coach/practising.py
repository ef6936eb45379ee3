"""What a message is practised with, before it is said: who is called, why, what they heard; and the takes of it."""

from __future__ import annotations

import datetime as dt

from coach.edges.jobs import Job, Jobs, Options
from coach.edges.kept import Kept, same_person
from coach.edges.rep_pace import stored_pace
from coach.edges.store import Store
from coach.followup import facts_for_check
from coach.gathering import of_lead
from coach.lead_drafts import Ground, ground, usual_options
from coach.materials import Material
from coach.models import Channel, Facts, Kind, Value
from coach.pursuit import Pursuit
from coach.settings import Settings

LOOKED_THROUGH = 300
"""Recordings and jobs that are searched for takes, the newest."""


class Told(Value):
    """What the user says before the call. Everything may be missing."""

    lead: str | None = None
    company: str | None = None
    about: str | None = None
    heard: tuple[str, ...] = ()
    """What they already heard or read from us, oldest first."""
    caller: str | None = None
    firm: str | None = None
    timezone: str | None = None

    @property
    def known(self) -> dict[str, object]:
        """As fields of `Facts` and of `Options`. Nothing heard is told as that: it is not looked up elsewhere."""
        return self.model_dump(exclude={"heard"}) | {"previous": self.heard}


def practice_ground(store: Store, settings: Settings, told: Told) -> Ground:
    """What a message to somebody who is not kept is made of."""
    facts = Facts(**told.known)
    options = usual_options(settings)
    return Ground(of_lead(facts, options.offers, law_firm=options.law_firm), stored_pace(store, told.caller), None)


def lead_ground(store: Store, settings: Settings, pursuit: Pursuit, told: Told, today: dt.date) -> Ground:
    """The same for a lead that is kept: what was said on the newest recording of them that was scored counts too."""
    as_told = pursuit.details.model_copy(update={"about": told.about})
    scored = next((r for r in pursuit.recordings if store.result(r) is not None), None)
    found = ground(store, settings, pursuit.model_copy(update={"details": as_told}), scored, today)
    facts = found.material.facts.model_copy(update={k: v for k, v in told.known.items() if v is not None})
    material = found.material.model_copy(update={"facts": facts})
    return Ground(material, stored_pace(store, facts.caller), found.silence)


def check_facts(material: Material, channel: Channel) -> Facts:
    """What a text by this channel is judged with. Where nobody talked yet, it is held against no conversation."""
    facts = facts_for_check(material, channel)
    return facts.model_copy(update={"conversation": None}) if material.kind is Kind.FOLLOW_UP else facts


def take_options(told: Told) -> Options:
    """How a take is listened to: as a voicemail with all that is told, which the lead never heard."""
    return Options(kind=Kind.VOICEMAIL, practice=True, **told.known)


def takes(store: Store, lead: str | None) -> list[Kept]:
    """The takes to this lead that were listened to, the oldest first."""
    kept = (k for k in store.recordings(LOOKED_THROUGH) if k.facts.practice and _same(k.facts.lead, lead))
    return [k for k in kept if k.recording is not None][::-1]


def takes_on_the_way(store: Store, lead: str | None) -> list[Job]:
    """The takes to this lead that still wait or are worked on, the oldest first."""
    jobs = Jobs(store).recent(LOOKED_THROUGH)
    return [j for j in jobs if j.options.practice and not j.is_over and _same(j.options.lead, lead)][::-1]


def next_number(store: Store, lead: str | None) -> int:
    """The number of the next take to this lead, counted from 1. One may be scored and still on its way."""
    here = {take.id for take in takes(store, lead)} | {job.recording for job in takes_on_the_way(store, lead)}
    return len(here) + 1


def _same(one: str | None, other: str | None) -> bool:
    return same_person(one or "") == same_person(other or "")
