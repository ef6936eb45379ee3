"""The drafts for one lead: from what was said, what they consented to and already received, and the rep's pace."""

from __future__ import annotations

import datetime as dt

from coach.cadence_input import told as checked
from coach.consent import is_first_text, may_text, no_contact
from coach.drafts import Drafts, Purpose
from coach.edges.kept_leads import Leads
from coach.edges.rep_pace import stored_pace
from coach.edges.store import Store
from coach.errors import CoachError
from coach.followup import conversation, follow_ups
from coach.gathering import gather
from coach.materials import Offers
from coach.models import Channel, Facts, Kind, Value
from coach.pace import RepPace
from coach.pursuit import DraftOptions, Pursuit
from coach.rubric import standards
from coach.settings import Settings
from coach.silence import Silence, SilenceKind, silence_kind


class Drafted(Value):
    """The drafts, what they are held against once they are edited, and the pace that they are read at."""

    facts: Facts
    drafts: Drafts
    pace: RepPace
    silence: Silence | None = None
    """How silence after the call reads; None after a voicemail."""


def drafted(
    store: Store,
    settings: Settings,
    pursuit: Pursuit,
    recording: str,
    channel: Channel,
    purpose: Purpose,
    today: dt.date,
) -> Drafted:
    """The drafts that go on from `recording`. Raises CoachError where it has not been scored.

    A step that was agreed for a day before `today` is behind us: no draft says that it comes.
    """
    result = store.result(recording)
    if result is None:
        raise CoachError("This recording has not been scored.", "Review it first.")
    leads = Leads(store)
    told = store.facts(recording) or Facts()
    options = leads.options(pursuit, usual_options(settings))
    facts = known_facts(pursuit, options, told, settings, leads.previous(pursuit))
    material = gather(
        result.transcript,
        facts.model_copy(update={"kind": result.recording.kind}),
        options.offers,
        law_firm=options.law_firm,
        discreet=options.discreet,
        no_text=may_text(pursuit.lead, pursuit.touches),
        first_text=is_first_text(pursuit.touches),
        recording=recording,
    )
    # In the order in which they went out, this recording among them.
    material = material.model_copy(update={"facts": material.facts.model_copy(update={"previous": facts.previous})})
    if refused := no_contact(pursuit.lead, pursuit.touches):
        material = material.model_copy(update={"no_contact": refused})
    if material.step and material.step.date and material.step.date < today:
        material = material.model_copy(update={"step": None, "told_step": None})
    pace = stored_pace(store, facts.caller)
    silence = silence_kind(result.transcript, material.step) if result.recording.kind is Kind.CALL else None
    kind = silence.kind if silence else SilenceKind.UNKNOWN
    said = {"conversation": conversation(material), "first_text": material.first_text}
    return Drafted(
        facts=material.facts.model_copy(update=said),
        drafts=follow_ups(material, channel, standards(), purpose, kind, pace.wpm),
        pace=pace,
        silence=silence,
    )


def usual_options(settings: Settings) -> DraftOptions:
    """What drafts may say before anything was chosen."""
    offers = checked(Offers, call_back=settings.call_back)
    return DraftOptions(law_firm=settings.law_firm, offers=offers)


def known_facts(
    pursuit: Pursuit, options: DraftOptions, told: Facts, settings: Settings, previous: tuple[str, ...]
) -> Facts:
    """What is known beside the recording: what is written down about the lead comes before what was told then."""
    known = pursuit.details
    return told.model_copy(
        update={
            "caller": options.caller or told.caller or settings.caller,
            "firm": options.firm or told.firm or settings.firm,
            "lead": known.name,
            "company": known.company or told.company,
            "about": known.about or told.about,
            "timezone": known.timezone or told.timezone,
            "previous": previous or None,
        }
    )
