"""`coach draft`: what to say next to this lead, from what was said in a call or a voicemail."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from coach.cli_options import as_json, facts_from, known_facts, options
from coach.errors import CoachError
from coach.model_draft_command import ask_beside, may_ask, model_options, outcome_json, outcomes_lines, show_question

if TYPE_CHECKING:
    from coach.heard_call import Heard
    from coach.materials import Material, Offers
    from coach.settings import Settings

_CHANNELS = ("sms", "email", "voicemail", "call", "note")

_offers = options(
    click.option("--call-back", metavar="NUMBER", help="The number to call back (else COACH_CALL_BACK, or as said)."),
    click.option("--offer-time", metavar="TEXT", help='A time that you can offer: "Thursday at ten".'),
    click.option("--offer-material", metavar="TEXT", help='What you can send: "the one-page price list".'),
    click.option("--news", metavar="TEXT", help="One new and true thing that helps this lead, as a sentence."),
)
_manner = options(
    click.option("--law-firm/--no-law-firm", default=None, help="Say that a law firm writes (else COACH_LAW_FIRM)."),
    click.option("--discreet", is_flag=True, help="Name nothing of the matter in an SMS or a voicemail."),
    click.option(
        "--sms-consent", metavar="BASIS[:DATE[:WORDS]]",
        help="How the lead agreed to texts: form:2026-03-01:'ticked the box'; basis: form, written, spoken, "
        "wrote-first. Without it no SMS is drafted.",
    ),
    click.option("--first/--not-first", "first_text", default=True, help="Is this the first SMS to the lead?"),
    click.option("--pace", type=click.FloatRange(60, 300), help="Words a minute (default: as your last voicemails)."),
)  # fmt: skip


@click.command()
@click.argument("what", metavar="FILE_OR_ID")
@click.option("--channel", "channels", type=click.Choice(_CHANNELS), multiple=True, help="Default: all of them.")
@click.option(
    "--purpose", type=click.Choice(["follow-up", "pause", "silence"]), default="follow-up", show_default=True,
    help="Go on from the talk, pause with a way back, or a neutral message to somebody who is quiet.",
)  # fmt: skip
@click.option(
    "--silence", type=click.Choice(["internal-discussion", "low-priority", "confusion", "unknown"]),
    help="Why they may be quiet (default: as their last words read).",
)  # fmt: skip
@_offers
@_manner
@model_options
@known_facts
@as_json
def draft(
    what: str,
    channels: tuple[str, ...],
    purpose: str,
    silence: str | None,
    pace: float | None,
    by_model: bool,
    show_prompt: bool,
    yes: bool,
    as_json: bool,
    **told: Any,
) -> None:
    """Draft what to say next to this lead, only from what was said in a call or voicemail. Not legal advice."""
    from coach.drafts import Purpose
    from coach.follow_up_report import drafts_json, drafts_lines
    from coach.followup import follow_ups
    from coach.heard_call import heard_before
    from coach.models import Channel, Kind
    from coach.rubrics_in_use import standards
    from coach.settings import load_settings
    from coach.silence import SilenceKind, silence_kind
    from coach.workbench import Workbench

    if show_prompt and len(channels) != 1:
        raise click.UsageError("--show-prompt prints the bytes of one question: give one --channel.")
    if by_model:
        may_ask(yes)
    settings = load_settings()
    facts = facts_from(Kind.CALL, told, lambda path: Workbench.open(quiet=as_json).text_of(path))
    heard = heard_before(what, settings, facts)
    if heard.kind is Kind.NO_SPEECH:
        raise CoachError("Nothing was said in this recording.", "Give a call or a voicemail.")
    material = _material(heard, told)
    pace = pace or _own_pace(settings, material.facts.caller)
    why = SilenceKind(silence) if silence else silence_kind(heard.transcript, material.step).kind
    every = [
        follow_ups(material, Channel(channel), standards(), Purpose(purpose), why, pace)
        for channel in channels or _CHANNELS
    ]
    if show_prompt:
        show_question(material, every[0])
        return
    asked = ask_beside(material, every, yes, pace) if by_model else {}
    if as_json:
        body = drafts_json(material, every)
        for channel in body["channels"] if by_model else ():
            channel["by_model"] = outcome_json(asked.get(channel["channel"]))
        click.echo(json.dumps(body, ensure_ascii=False))
    else:
        for line in (*drafts_lines(every), *outcomes_lines(asked)):
            click.echo(line)


def _own_pace(settings: Settings, caller: str | None) -> float:
    """Words a minute of this rep's last voicemails, or the usual pace where there are too few."""
    from coach.edges.rep_pace import stored_pace
    from coach.edges.store import open_store

    return stored_pace(open_store(settings), caller).wpm


def _material(heard: Heard, told: dict[str, Any]) -> Material:
    from coach.gathering import gather
    from coach.settings import load_settings

    law_firm = told["law_firm"] if told["law_firm"] is not None else load_settings().law_firm
    return gather(
        heard.transcript,
        heard.facts,
        _told_offers(told),
        law_firm=law_firm,
        discreet=told["discreet"],
        no_text=_no_text(heard, told["sms_consent"]),
        first_text=told["first_text"],
        recording=heard.recording,
    )


def _told_offers(told: dict[str, Any]) -> Offers:
    from coach.cadence_input import told as checked
    from coach.materials import Offers
    from coach.settings import load_settings

    return checked(
        Offers,
        call_back=told["call_back"] or load_settings().call_back,
        time=told["offer_time"],
        material=told["offer_material"],
        news=told["news"],
    )


def _no_text(heard: Heard, consent: str | None) -> str | None:
    """Why no SMS may be drafted, in one line; None where the lead agreed to texts."""
    import datetime as dt

    from coach.cadence_input import consent_told
    from coach.consent import may_text
    from coach.leads import Lead

    lead = Lead(name=heard.facts.lead or "this lead")
    if consent is not None:
        given = consent_told(f"sms:{consent}", heard.facts.date or dt.date.today())
        lead = lead.model_copy(update={"consents": (given,)})
    return may_text(lead)
