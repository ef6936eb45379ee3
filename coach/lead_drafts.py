"""The drafts for one lead: from what was said, what they consented to and already received, and the rep's pace."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from coach.cadence import Cadence
from coach.cadence_input import told as checked
from coach.consent import is_first_text, may_text, no_contact
from coach.drafts import Drafts, Purpose
from coach.edges.kept_leads import Leads
from coach.edges.rep_pace import stored_pace
from coach.edges.store import Store
from coach.errors import CoachError
from coach.followup import follow_ups
from coach.gathering import gather, of_lead
from coach.materials import Material, Offers
from coach.models import Channel, Facts, Kind, Result, Value
from coach.pace import RepPace
from coach.pursuit import DraftOptions, Pursuit
from coach.rubrics_in_use import standards
from coach.settings import Settings
from coach.silence import Silence, SilenceKind, silence_kind
from coach.touch_drafts import TouchDraft, touch_drafts


class Drafted(Value):
    """The drafts, what they are made of, and the pace that they are read at."""

    material: Material
    drafts: Drafts
    pace: RepPace
    silence: Silence | None = None
    """How silence after the call reads; None where there was no call."""


@dataclass(frozen=True)
class Ground:
    """What every draft to one lead is made of."""

    material: Material
    pace: RepPace
    silence: Silence | None

    @property
    def silence_kind(self) -> SilenceKind:
        return self.silence.kind if self.silence else SilenceKind.UNKNOWN


def ground(store: Store, settings: Settings, pursuit: Pursuit, recording: str | None, today: dt.date) -> Ground:
    """What drafts that go on from `recording` are made of; without one, from what the lead asked about.

    A step that was agreed for a day before `today` is behind us: no draft says that it comes. Raises CoachError where
    the recording has not been scored.
    """
    result = store.result(recording) if recording else None
    if recording and result is None:
        raise CoachError("This recording has not been scored.", "Review it first.")
    leads = Leads(store)
    options = leads.options(pursuit, usual_options(settings))
    told = (store.facts(recording) if recording else None) or Facts()
    facts = known_facts(pursuit, options, told, settings, leads.previous(pursuit))
    material = _material(result, facts, options)
    known = {
        "facts": material.facts.model_copy(update={"previous": facts.previous}),  # in the order in which they went out
        "recording": recording,
        "no_text": may_text(pursuit.lead, pursuit.touches),
        "first_text": is_first_text(pursuit.touches),
        "no_contact": no_contact(pursuit.lead, pursuit.touches) or material.no_contact,
    }
    if material.step and material.step.date and material.step.date < today:
        known |= {"step": None, "told_step": None}
    is_call = result is not None and result.recording.kind is Kind.CALL
    silence = silence_kind(result.transcript, material.step) if result and is_call else None
    return Ground(material.model_copy(update=known), stored_pace(store, facts.caller), silence)


def drafted(
    store: Store,
    settings: Settings,
    pursuit: Pursuit,
    recording: str | None,
    channel: Channel,
    purpose: Purpose,
    today: dt.date,
) -> Drafted:
    """The drafts for one channel and purpose. Raises CoachError as `ground` does."""
    found = ground(store, settings, pursuit, recording, today)
    return Drafted(
        material=found.material,
        drafts=follow_ups(found.material, channel, standards(), purpose, found.silence_kind, found.pace.wpm),
        pace=found.pace,
        silence=found.silence,
    )


def planned_drafts(
    store: Store, settings: Settings, pursuit: Pursuit, recording: str | None, plan: Cadence, today: dt.date
) -> tuple[TouchDraft, ...]:
    """What to say at each touch of `plan`, in its order. Raises CoachError as `ground` does."""
    found = ground(store, settings, pursuit, recording, today)
    return touch_drafts(plan, found.material, standards(), found.silence_kind, found.pace.wpm)


def usual_options(settings: Settings) -> DraftOptions:
    """What drafts may say before anything was chosen."""
    offers = checked(Offers, call_back=settings.call_back)
    return DraftOptions(law_firm=settings.law_firm, offers=offers)


def known_facts(
    pursuit: Pursuit, options: DraftOptions, told: Facts, settings: Settings, previous: tuple[str, ...]
) -> Facts:
    """What is known beside the recording: what is written down about the lead comes before what was told then.

    `previous` is what is logged as received; what was told then of earlier messages is older.
    """
    known = pursuit.details
    received = tuple(dict.fromkeys((*(told.previous or ()), *previous)))
    return told.model_copy(
        update={
            "caller": options.caller or told.caller or settings.caller,
            "firm": options.firm or told.firm or settings.firm,
            "lead": known.name,
            "company": known.company or told.company,
            "about": known.about or told.about,
            "timezone": known.timezone or told.timezone,
            "previous": received or None,
        }
    )


def _material(result: Result | None, facts: Facts, options: DraftOptions) -> Material:
    law_firm, discreet = options.law_firm, options.discreet
    if result is None:
        return of_lead(facts, options.offers, law_firm=law_firm, discreet=discreet)
    facts = facts.model_copy(update={"kind": result.recording.kind})
    return gather(result.transcript, facts, options.offers, law_firm=law_firm, discreet=discreet)
