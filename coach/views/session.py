"""What the pages share: the store and the queue of this process, and what one visitor holds."""

from __future__ import annotations

import datetime as dt
import time
import zoneinfo
from collections.abc import Mapping
from functools import cache

import streamlit as st

from coach import __version__
from coach.cadence import Cadence
from coach.changes import Rescored
from coach.doctor import Check, examine_from_the_app
from coach.drafts import Purpose
from coach.edges import erasing, holding, retaining
from coach.edges.consenting import recording_consent
from coach.edges.consenting import set_consent as store_consent
from coach.edges.jobs import Jobs, Options
from coach.edges.kept_cards import under_other_versions as others_than
from coach.edges.kept_leads import Leads
from coach.edges.kept_reviews import Reviews
from coach.edges.kept_sessions import Sessions
from coach.edges.links import LINK_LASTS_S, Links
from coach.edges.muting import mute as silence
from coach.edges.playback import playback
from coach.edges.rep_pace import stored_pace
from coach.edges.store import Store, open_store
from coach.edges.worker import ensure_worker
from coach.errors import CoachError
from coach.heard_call import HeardCall, call_of, heard_recording
from coach.heard_names import with_names
from coach.holdings import Held
from coach.language.reading import Reading
from coach.lead_drafts import Drafted, usual_options
from coach.lead_drafts import drafted as drafts_for
from coach.lead_drafts import planned_drafts as drafts_of_plan
from coach.library_scores import score_again as score_again_by
from coach.library_scores import what_if
from coach.models import Channel, Facts, Scorecard, Transcript
from coach.pace import RepPace
from coach.pursuit import DraftOptions, Pursuit
from coach.recording_consent import RecordingBasis, RecordingConsent
from coach.retention import Due, Limits
from coach.rubric import Rubric
from coach.rubrics_in_use import InUse, in_use, judged_by
from coach.sending_example import SendingExample
from coach.sending_example import sending_example as example_of
from coach.settings import Settings, load_settings
from coach.settings import keep as keep_settings
from coach.touch_drafts import TouchDraft
from coach.what_if import Outcome
from coach.withholding import secrets_said


def settings() -> Settings:
    return load_settings()


def keep(changes: Mapping[str, str | int | None]) -> None:
    """Keeps what the user has set. Raises CoachError for what cannot be."""
    keep_settings(settings(), changes)


def examined() -> tuple[Check, ...]:
    """What `coach doctor` says, of what can be told from inside the app."""
    return tuple(examine_from_the_app(settings()))


def pace() -> RepPace:
    """The pace of the rep of this machine."""
    return stored_pace(store(), settings().caller)


def sending_example() -> SendingExample | None:
    return example_of(store(), settings())


def held() -> Held:
    return erasing.held(store(), settings())


def is_database_elsewhere() -> bool:
    return "database_url" in settings().from_environment


def erase_recording(recording: str) -> None:
    erased = erasing.erase_recording(store(), recording, settings().data_dir)
    st.cache_data.clear()
    st.session_state["certificate"] = erasing.certificate([erased], __version__)


def what_goes(limits: Limits) -> Due:
    """What these limits would take away now."""
    return retaining.what_goes(store(), limits)


def keep_to_limits() -> Due:
    """Takes away what is older than the settings allow, and says what that was."""
    return retaining.keep_to_limits(store(), settings().limits)


def pin(recording: str, *, on: bool) -> None:
    """Keeps a recording however old it is, or no longer. Raises CoachError when it is gone."""
    (retaining.pin if on else retaining.unpin)(store(), recording)


def hold_of(recording: str) -> holding.Hold | None:
    """The hold on this recording."""
    return holding.hold_of(store(), recording)


def hold(recording: str, reason: str) -> None:
    """Keeps a recording whatever would erase it. Raises CoachError without a reason."""
    holding.hold(store(), recording, reason, settings().trainer or settings().caller or "")


def lift(recording: str) -> None:
    """Ends a hold."""
    holding.lift(store(), recording)


def consent_of(recording: str, transcript: Transcript) -> RecordingConsent:
    """Why this recording may be kept."""
    return recording_consent(store(), recording, transcript)


def set_consent(recording: str, basis: RecordingBasis | None) -> None:
    """Why a person says that it may be kept; None: as heard."""
    store_consent(store(), recording, basis, settings().trainer or settings().caller or "")


def mute(recording: str, *, also_original: bool) -> None:
    """Silences the secret numbers of a recording. Raises CoachError where there are none."""
    transcript = store().transcript(recording)
    spans = [span for one in secrets_said(transcript) for span in one.spans] if transcript else []
    silence(store().audio_path(recording), spans, store().name(recording), also_original=also_original)
    st.session_state.pop("audio_urls", None)  # another address, so that no browser plays what it kept


def erase_everything() -> None:
    """Takes away all that is kept, also what this visit still shows of it."""
    erasing.erase_everything(store(), settings())
    st.cache_data.clear()


def store() -> Store:
    mine = settings()
    return _store(mine.database_url, str(mine.data_dir))


@st.cache_resource(max_entries=2, show_spinner=False)
def _store(database: str, data_dir: str) -> Store:  # noqa: ARG001  (what the cache tells stores apart by)
    opened = open_store(settings())
    erasing.finish_erasing(opened, settings().data_dir)
    return opened


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
    job = jobs().submit(recording, options)
    ensure_worker(settings())
    return job


def keep_working() -> None:
    """Called while somebody watches a job: a worker that died is started again."""
    ensure_worker(settings())


def audio_url(recording: str) -> str:
    """A signed link to the sound, made once a visit: a new one would load the sound again."""
    made: dict[str, tuple[str, float]] = st.session_state.setdefault("audio_urls", {})
    url, at = made.get(recording, ("", 0.0))
    if not url or time.time() - at > LINK_LASTS_S / 2:
        base = (st.get_option("server.baseUrlPath") or "").strip("/")
        url = f"{'/' + base if base else ''}/api/audio/{Links(settings().data_dir).token(recording)}"
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
