"""What the pages share: the store and the queue of this process, and what one visitor holds."""

from __future__ import annotations

import datetime as dt
import time
import zoneinfo
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from typing import BinaryIO

import streamlit as st

from coach.access import LOCAL, AccessError, Action, Resource, Thing, authorize, may
from coach.cadence import Cadence
from coach.changes import Rescored
from coach.checks import Check
from coach.doctor import examine_from_the_app
from coach.drafts import Purpose
from coach.edges.audit_log import REFUSED
from coach.edges.jobs import Jobs, Options
from coach.edges.kept_cards import under_other_versions as others_than
from coach.edges.kept_leads import Leads
from coach.edges.kept_people import digest
from coach.edges.kept_reviews import Reviews
from coach.edges.kept_sessions import Sessions
from coach.edges.links import LINK_LASTS_S, Links
from coach.edges.playback import playback
from coach.edges.rep_pace import stored_pace
from coach.edges.store import Store
from coach.edges.worker import ensure_worker
from coach.errors import CoachError
from coach.exporting import card_of
from coach.heard_call import HeardCall, call_of, heard_recording
from coach.heard_names import with_names
from coach.language.reading import Reading
from coach.lead_drafts import Drafted, usual_options
from coach.lead_drafts import drafted as drafts_for
from coach.lead_drafts import planned_drafts as drafts_of_plan
from coach.library_scores import score_again as score_again_by
from coach.library_scores import what_if
from coach.models import Channel, Facts, Scorecard
from coach.pace import RepPace
from coach.presentation.exports import Card
from coach.pursuit import DraftOptions, Pursuit
from coach.rubric import Rubric
from coach.rubrics_in_use import InUse, in_use, judged_by
from coach.sending_example import SendingExample
from coach.sending_example import sending_example as example_of
from coach.settings import Settings, load_settings
from coach.settings import keep as keep_settings
from coach.touch_drafts import TouchDraft
from coach.views import gate
from coach.what_if import Outcome


def settings() -> Settings:
    """The settings as they are for this visitor: in a team, who records is who logged in."""
    return settings_of_all().for_person(gate.actor())


def settings_of_all() -> Settings:
    return load_settings()


def may_edit_rubrics() -> bool:
    return may(gate.actor(), Action.CHANGE, Resource(kind=Thing.RUBRIC))


def must(action: Action, thing: Thing) -> None:
    """Raises AccessError unless this visitor may do this to what is everybody's, and notes a change they make."""
    try:
        authorize(gate.actor(), action, Resource(kind=thing))
    except AccessError:
        gate.note(action, thing, REFUSED)
        raise
    if action is not Action.SEE:
        gate.note(action, thing)


def keep(changes: Mapping[str, str | int | None]) -> None:
    """Keeps what the user has set. Raises CoachError for what cannot be."""
    must(Action.CHANGE, Thing.SETTINGS)
    keep_settings(settings_of_all(), changes)


def examined() -> tuple[Check, ...]:
    """What `coach doctor` says, of what can be told from inside the app."""
    must(Action.SEE, Thing.SYSTEM)
    return tuple(examine_from_the_app(settings_of_all()))


def pace() -> RepPace:
    """The pace of the rep of this machine."""
    return stored_pace(store(), settings().caller)


def sending_example() -> SendingExample | None:
    return example_of(store(), settings())


def is_database_elsewhere() -> bool:
    return "database_url" in settings_of_all().from_environment


def opened(recording: str) -> None:
    """Notes that this visitor looked at a recording, once a visit."""
    _note_once("see", recording)


def exported(recording: str) -> None:
    """Lets this visitor save what is known of a recording as a file, noted once a visit. Raises AccessError."""
    store().must(Action.EXPORT, recording)
    _note_once("export", recording)


def _note_once(action: str, recording: str) -> None:
    noted: set[tuple[str, str]] = st.session_state.setdefault("noted", set())
    if (action, recording) not in noted:
        noted.add((action, recording))
        gate.note(action, f"recording {recording}")


def store() -> Store:
    """The store as far as it is this visitor's."""
    return gate.whole_store().as_actor(gate.actor())


def jobs() -> Jobs:
    return Jobs(store())


def leads() -> Leads:
    return Leads(store())


def reviews() -> Reviews:
    return Reviews(store())


def sessions() -> Sessions:
    return Sessions(store())


def zone() -> str:
    """The reader's own time zone, which the browser tells."""
    told = st.context.timezone
    known = told if told in _zones() else None
    return known or settings().timezone or "UTC"


@cache
def _zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


def options(pursuit: Pursuit) -> DraftOptions:
    """What the drafts to a lead may say: as chosen for them, else as chosen last, else as the settings say."""
    return leads().options(pursuit, usual_options(settings()))


def drafted(pursuit: Pursuit, recording: str | None, channel: Channel, purpose: Purpose) -> Drafted:
    """The drafts to a lead that go on from this recording. Raises CoachError where it has not been scored."""
    return drafts_for(store(), settings(), pursuit, recording, channel, purpose, _today(pursuit))


def planned_drafts(pursuit: Pursuit, recording: str | None, plan: Cadence) -> tuple[TouchDraft, ...]:
    """What to say at each touch of a plan; nothing where that cannot be told."""
    try:
        return drafts_of_plan(store(), settings(), pursuit, recording, plan, _today(pursuit))
    except CoachError:
        return ()


def _today(pursuit: Pursuit) -> dt.date:
    """The day where the lead is."""
    return dt.datetime.now(zoneinfo.ZoneInfo(pursuit.details.timezone or zone())).date()


def heard(recording: str) -> HeardCall | None:
    """What is known of a recorded talk; None where it was deleted or taken for something else since."""
    try:
        return call_of(heard_recording(store(), recording, Facts()))
    except CoachError:
        return None


def names_heard(recording: str, facts: Facts) -> Facts:
    """`facts` with the names that were heard in this recording where none were told."""
    transcript = store().transcript(recording)
    return with_names(Reading(transcript, facts)) if transcript else facts


def submit(recording: str, options: Options) -> str:
    """Puts a recording in the queue and makes sure that somebody works on it. The id of its job."""
    told = options.model_copy(update={"caller": options.caller or settings().caller})
    job = jobs().submit(recording, told if settings_of_all().team else options)
    ensure_worker(settings_of_all())
    return job


def own_copy(sample: BinaryIO) -> BinaryIO:
    """A sample for this visitor to keep: in a team each has their own, as the same bytes are the same recording."""
    visitor = gate.actor()
    return sample if visitor == LOCAL else BytesIO(sample.read() + visitor.id.encode())


def keep_working() -> None:
    """Called while somebody watches a job: a worker that died is started again."""
    ensure_worker(settings_of_all())


def audio_url(recording: str) -> str:
    """A signed link to the sound, made once a visit: a new one would load the sound again."""
    made: dict[str, tuple[str, float]] = st.session_state.setdefault("audio_urls", {})
    url, at = made.get(recording, ("", 0.0))
    if not url or time.time() - at > LINK_LASTS_S / 2:
        base = (st.get_option("server.baseUrlPath") or "").strip("/")
        login = digest(gate.cookie()) if settings_of_all().team else ""
        token = Links(settings_of_all().data_dir).token(recording, gate.actor().id, login)
        url = f"{'/' + base if base else ''}/api/audio/{token}"
        made[recording] = (url, time.time())
    return url


def waveform(recording: str) -> tuple[int, ...]:
    """The loudness along a recording; nothing where it cannot be drawn."""
    try:
        return playback(store().audio_path(recording), store().name(recording)).peaks
    except CoachError:
        return ()


def rubrics() -> dict[str, Rubric | CoachError]:
    """The rubrics in use by id; one that cannot be used is there as its error, and does not hide the others."""
    return {name: one.rubric if isinstance(one, InUse) else one for name, one in in_use().items()}


def rubric(name: str) -> Rubric | None:
    """The rubric of this id that is in use, None when it is gone or cannot be read."""
    found = rubrics().get(name)
    return found if isinstance(found, Rubric) else None


def card(recording: str) -> Card | None:
    """What is exported of a recording."""
    kept = store().recording(recording)
    return card_of(store(), kept) if kept else None


def rubric_of(card: Scorecard) -> Rubric | None:
    """The version that a scorecard was made with, for its titles and weights; where it is gone, the one in use."""
    return judged_by(card) or rubric(card.rubric)


def under_other_versions(used: Rubric) -> tuple[str, ...]:
    """The recordings whose scorecard is of another version of the rubric than the one in use."""
    return others_than(store(), used)


def score_again(recording: str, by: Rubric) -> Rescored | None:
    return score_again_by(store(), recording, by)


def outcomes(draft: Rubric) -> tuple[Outcome, ...]:
    """What a changed rubric would do to the library."""
    return tuple(what_if(store(), draft, judged_by))


def rubric_problems() -> tuple[str, ...]:
    """Why another version of a rubric scores than the one that was put in use; nothing where that one does."""
    told = (one.problem for one in in_use().values() if isinstance(one, InUse))
    return tuple(dict.fromkeys(problem for problem in told if problem))
