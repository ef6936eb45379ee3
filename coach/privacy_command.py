"""The commands about privacy: `redact`, `mute`, `hold`, `consent`, `erase` and `outgoing`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coach.cli_options import as_json
from coach.cli_speakers import find_recording
from coach.errors import CoachError

if TYPE_CHECKING:
    from coach.edges.store import Store

BASES = {"one-party": "one party", "all-told": "all parties told", "unknown": "unknown"}


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _store() -> Store:
    from coach.edges.erasing import finish_erasing
    from coach.edges.store import open_store
    from coach.settings import load_settings

    settings = load_settings()
    store = open_store(settings)
    finish_erasing(store, settings.data_dir)
    return store


@click.command()
@click.option("--stored", is_flag=True, required=True, help="Go over everything that is kept here.")
def redact(stored: bool) -> None:  # noqa: ARG001  (said so that nobody starts it unawares)
    """Take card and social security numbers out of what was kept before this was done by itself."""
    from coach.edges.redacting import redact_stored

    found = redact_stored(_store())
    click.echo(f"Taken out of {_many(found.recordings, 'recording')} and {_many(found.texts, 'typed text')}.")


@click.command()
@click.argument("recording")
@click.option("--also-original", is_flag=True, help="Rewrite the kept sound too. Nobody can bring it back.")
def mute(recording: str, also_original: bool) -> None:
    """Silence card numbers, codes and social security numbers where a recording is played."""
    from coach.edges.muting import mute as silence
    from coach.presentation.text import clock
    from coach.spoken_secrets import secrets_said, spans_to_silence

    store = _store()
    found = find_recording(recording, store, quiet=True)
    transcript = store.transcript(found)
    said = secrets_said(transcript) if transcript else ()
    spans = spans_to_silence(transcript) if transcript else ()
    silence(store.audio_path(found), spans, store.name(found), also_original=also_original)
    click.echo(f"Silenced at {', '.join(clock(span.start) for one in said for span in one.spans)}.")
    if not also_original:
        click.echo("The kept sound still holds it. To silence it there too: --also-original")


@click.command()
@click.argument("recording", required=False)
@click.option("--reason", default="", help="Why it must stay, such as the name of the case.")
@click.option("--by", "author", default="", help="Who says so.")
@click.option("--lift", is_flag=True, help="End the hold.")
@as_json
def hold(recording: str | None, reason: str, author: str, lift: bool, as_json: bool) -> None:
    """Keep a recording whatever would erase it; without one, list what is on hold."""
    from coach.edges import holding
    from coach.report import safe

    store = _store()
    if recording is None:
        for one in holding.holds(store):
            line = (
                f"{one.recording[:12]}  {one.held_at:%Y-%m-%d}  {safe(store.name(one.recording))}: {safe(one.reason)}"
            )
            click.echo(one.model_dump_json() if as_json else line)
        return
    found = find_recording(recording, store, quiet=True)
    if lift:
        holding.lift(store, found)
        click.echo("The hold is lifted.")
    else:
        holding.hold(store, found, reason, author)
        click.echo("On hold: nothing takes it away until the hold is lifted.")


@click.command()
@click.argument("recording")
@click.option("--set", "basis", type=click.Choice([*BASES, "as-heard"]), help="Say what it is.")
@click.option("--by", "author", default="", help="Who says so.")
@as_json
def consent(recording: str, basis: str | None, author: str, as_json: bool) -> None:
    """Show why a recording may be kept, with the words that show it, or say why."""
    from coach.edges.consenting import recording_consent, set_consent
    from coach.presentation.privacy import consent_line, state_of
    from coach.recording_consent import RecordingBasis, is_evidenced
    from coach.report import safe
    from coach.settings import load_settings

    store, region = _store(), load_settings().region
    found = find_recording(recording, store, quiet=True)
    if basis is not None:
        set_consent(store, found, None if basis == "as-heard" else RecordingBasis(BASES[basis]), author)
    transcript = store.transcript(found)
    if transcript is None:
        raise CoachError("Nobody has listened to this recording yet.", "Score it first.")
    known = recording_consent(store, found, transcript)
    if as_json:
        told = known.model_dump(mode="json") | {"recording": found, "evidenced": is_evidenced(known, state_of(region))}
        click.echo(json.dumps(told))
    else:
        click.echo(safe(consent_line(known, region)))


@click.command()
@click.argument("recordings", nargs=-1)
@click.option("--lead", help="Every recording of this lead, and the lead.")
@click.option("--rep", help="Every recording by this rep.")
@click.option("--certificate", type=click.Path(dir_okay=False, path_type=Path), help="Write here what was erased.")
@click.option("--yes", is_flag=True, help="Erase. Without it, only what would go is listed.")
def erase(recordings: tuple[str, ...], lead: str | None, rep: str | None, certificate: Path | None, yes: bool) -> None:
    """Erase recordings for good: sound, transcripts, scores, quotes and what logs hold of them."""
    from coach import __version__
    from coach.edges import erasing
    from coach.edges.kept_leads import Leads
    from coach.report import safe
    from coach.settings import load_settings

    if not (recordings or lead or rep):
        raise click.UsageError("Say what to erase: ids of recordings, --lead or --rep.")
    store, settings = _store(), load_settings()
    named = [find_recording(one, store, quiet=True) for one in recordings]
    chosen = dict.fromkeys([*named, *erasing.recordings_of(store, lead, rep)])
    leads = Leads(store).named(lead) if lead else []
    if not yes:
        for one in chosen:
            click.echo(f"{one[:12]}  {safe(store.name(one))}")
        many = f"{_many(len(chosen), 'recording')} and {_many(len(leads), 'lead')}"
        click.echo(f"{many} would be erased. Nobody can bring them back: --yes")
        return
    done = [erasing.erase_recording(store, one, settings.data_dir) for one in chosen]
    for pursuit in leads:
        Leads(store).erase(pursuit.id)
    store.database.leave_nothing_behind()
    click.echo(f"Erased: {_many(len(done), 'recording')} and {_many(len(leads), 'lead')}.")
    if certificate is not None:
        try:
            certificate.write_text(erasing.certificate(done, __version__), encoding="utf-8")
        except OSError as error:
            raise CoachError(f"{certificate} cannot be written: {error.strerror}.", "Give another file.") from error


@click.command()
@click.argument("file_or_id")
@as_json
def outgoing(file_or_id: str, as_json: bool) -> None:
    """Show exactly what a language model would be sent about a recording. Sends nothing."""
    from coach.models import Facts
    from coach.outgoing import NOTHING, ONLY_WHEN_ASKED
    from coach.outgoing import outgoing as questions
    from coach.settings import load_settings
    from coach.workbench import rubric_again

    settings = load_settings()
    if settings.llm_model is None:
        click.echo(json.dumps({"outgoing": []}) if as_json else NOTHING)
        return
    store = _store()
    found = find_recording(file_or_id, store, quiet=True)
    result = store.result(found)
    if result is None:
        raise CoachError("Nobody has listened to this recording yet.", "Score it first.")
    rubric = rubric_again(result) if result.scorecard else None
    made = questions(result, store.facts(found) or Facts(), rubric, settings)
    if as_json:
        told = [{"purpose": one.purpose, "taken_out": one.taken_out, "body": one.body.decode()} for one in made]
        click.echo(json.dumps({"outgoing": told}, ensure_ascii=False))
        return
    click.echo(ONLY_WHEN_ASKED if made else "Nothing would be sent about this recording.")
    for one in made:
        click.echo(f"\nFor {one.purpose}; {one.taken_out} names, numbers and addresses were taken out:")
        click.echo(one.body.decode())


COMMANDS = (redact, mute, hold, consent, erase, outgoing)
