"""`coach cadence`: the plan of touches for one lead, on the terminal or as a file for a calendar or a spreadsheet."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from coach.cli_options import options
from coach.errors import CoachError

if TYPE_CHECKING:
    import datetime as dt

    from coach.business_hours import BusinessHours
    from coach.cadence import Cadence
    from coach.heard_call import HeardCall
    from coach.settings import Settings
    from coach.touch_drafts import TouchDraft

_INSTANT = click.DateTime(["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%d"])

_who = options(
    click.option("--lead", "name", help="Name of the person called."),
    click.option("--company", help="The lead's company."),
    click.option("--about", help="What the lead asked about."),
    click.option("--zone", help="The lead's time zone, such as America/Chicago (else COACH_TIMEZONE)."),
    click.option("--region", help="Whose holidays: US, US-CA, GB-SCT (else COACH_REGION)."),
)
_so_far = options(
    click.option("--from", "start", type=_INSTANT, metavar="DATETIME",
                 help="When the lead came in, or the call was, on the lead's clock (default: now)."),
    click.option("--now", type=_INSTANT, metavar="DATETIME", help="Plan nothing before this moment."),
    click.option("--done", multiple=True, metavar="CHANNEL@DATETIME[=OUTCOME]",
                 help="A touch made: call@2026-03-02T10:05=no-answer; may be repeated."),
    click.option("--reply", metavar="TEXT", help="What the lead answered last, as text."),
    click.option("--after-call", "call", metavar="FILE_OR_ID", help="Plan what follows this recording or call script."),
    click.option("--drafts", "with_drafts", is_flag=True, help="Say with each touch what to write or say."),
    click.option("--call-back", metavar="NUMBER", help="The number that drafts give (else COACH_CALL_BACK)."),
    click.option("--news", metavar="TEXT", help="One new and true thing that helps this lead, for the drafts."),
    click.option("--channel-consent", "consents", multiple=True, metavar="CHANNEL:BASIS[:DATE[:WORDS]]",
                 help="sms:form:2026-03-01:'ticked the box'; basis: form, written, spoken, wrote-first."),
)  # fmt: skip


@click.command()
@_who
@_so_far
@click.option("--format", "form", type=click.Choice(["text", "json", "csv", "ics"]), default="text", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
def cadence(
    name: str | None,
    company: str | None,
    about: str | None,
    zone: str | None,
    region: str | None,
    start: dt.datetime | None,
    now: dt.datetime | None,
    done: tuple[str, ...],
    reply: str | None,
    call: str | None,
    consents: tuple[str, ...],
    with_drafts: bool,
    call_back: str | None,
    news: str | None,
    form: str,
    as_json: bool,
) -> None:
    """Plan the next touches for a lead: when, by which channel, what for, and when to pause. Not legal advice."""
    import datetime as dt

    from coach.business_hours import BusinessHours, check_region
    from coach.cadence import plan_after_call, plan_no_answer
    from coach.cadence_input import consent_told, told, touch_told
    from coach.leads import Lead, Touch
    from coach.settings import load_settings

    settings = load_settings()
    heard = None
    if call:
        from coach.heard_call import heard_call

        heard = heard_call(call, settings, (start or dt.datetime.now()).date())
    lead = told(
        Lead,
        name=name or (heard and heard.facts.lead) or "Your lead",
        company=company or (heard and heard.facts.company),
        about=about or (heard and heard.facts.about),
        timezone=zone or (heard and heard.facts.timezone) or settings.timezone,
        region=region or settings.region,
    )
    if lead.timezone is None:
        raise CoachError("Where is the lead?", "Tell --zone, such as America/Chicago, or set COACH_TIMEZONE.")
    hours = told(BusinessHours, timezone=lead.timezone, region=lead.region)
    if lead.region:
        check_region(lead.region)
    begun = _on_the_clock(start or _day_of_call(heard), hours) or dt.datetime.now(dt.UTC)
    given = tuple(consent_told(item, hours.local(begun).date()) for item in consents)
    lead = lead.model_copy(update={"consents": given})
    touches = [touch_told(item, hours) for item in done]
    if reply:
        last = max((t.at for t in touches), default=begun) + dt.timedelta(minutes=1)
        touches.append(told(Touch, at=last, channel="sms", outcome="replied", reply=reply))
    at = _on_the_clock(now, hours) or max([begun, *(t.at for t in touches)])
    if heard:
        plan = plan_after_call(lead, begun, hours, heard.step, heard.silence, touches, at)
    else:
        plan = plan_no_answer(lead, begun, hours, touches, at)
    drafts = _drafts(plan, heard, settings, call_back, news) if with_drafts else ()
    _print(plan, drafts, "json" if as_json else form, settings)


def _drafts(
    plan: Cadence, heard: HeardCall | None, settings: Settings, call_back: str | None, news: str | None
) -> tuple[TouchDraft, ...]:
    """What to say at each touch: from the call, or from what the lead asked about."""
    from coach.cadence_input import told
    from coach.gathering import gather, of_lead
    from coach.materials import Offers
    from coach.models import Facts
    from coach.rubrics_in_use import standards
    from coach.touch_drafts import touch_drafts

    offers = told(Offers, call_back=call_back or settings.call_back, news=news)
    lead = {"lead": plan.lead.name, "company": plan.lead.company, "about": plan.lead.about}
    if heard:
        facts = heard.facts.model_copy(update=lead)
        material = gather(heard.transcript, facts, offers, law_firm=settings.law_firm)
        return touch_drafts(plan, material, standards(), heard.silence.kind)
    facts = Facts(caller=settings.caller, firm=settings.firm, **lead)
    return touch_drafts(plan, of_lead(facts, offers, law_firm=settings.law_firm), standards())


def _print(plan: Cadence, drafts: tuple[TouchDraft, ...], form: str, settings: Settings) -> None:
    import datetime as dt

    from coach.cadence_report import cadence_json, cadence_lines
    from coach.edges.calendars import to_csv, to_ics

    if form == "json":
        click.echo(json.dumps(cadence_json(plan, drafts), ensure_ascii=False))
    elif form == "csv":
        click.echo(to_csv(plan), nl=False)
    elif form == "ics":
        click.echo(to_ics(plan, dt.datetime.now(dt.UTC)), nl=False)
    else:
        for line in cadence_lines(plan, settings.timezone, drafts):
            click.echo(line)


def _on_the_clock(moment: dt.datetime | None, hours: BusinessHours) -> dt.datetime | None:
    """A moment as typed, on the lead's clock unless it names an offset of its own."""
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=hours.zone)


def _day_of_call(heard: HeardCall | None) -> dt.datetime | None:
    """Noon of the day of the call: when on that day it was is not known."""
    import datetime as dt

    return dt.datetime.combine(heard.facts.date, dt.time(12)) if heard and heard.facts.date else None
