"""The plan of touches: right around weekends, holidays, zones, changes of the clocks, and what was done already."""

from __future__ import annotations

import datetime as dt
import random
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from coach.business_hours import BusinessHours, check_region
from coach.cadence import Cadence, PlannedTouch, State, plan_after_call, plan_no_answer
from coach.cadence_steps import MOST
from coach.errors import CoachError
from coach.leads import Consent, Lead, OptOut, Stage, Touch
from coach.models import Channel, NextStep, Speaker, Transcript
from coach.silence import silence_kind

TICKED = Consent(channel="sms", basis="form", date="2020-01-01", words="You may text me")
MARCUS = Lead(name="Marcus Bell", about="the rear-end collision on Lamar", consents=(TICKED,))
NO_TEXTS = MARCUS.model_copy(update={"consents": ()})


def at(text: str, zone: str = "America/Chicago") -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def hours(zone: str = "America/Chicago", region: str | None = "US") -> BusinessHours:
    return BusinessHours(timezone=zone, region=region)


def no_answer(start: str, zone: str = "America/Chicago", region: str | None = "US", lead: Lead = MARCUS) -> Cadence:
    return plan_no_answer(lead, at(start, zone), hours(zone, region))


def when(plan: Cadence) -> list[str]:
    return [f"{t.stage} {t.due:%a %Y-%m-%d %H:%M}" for t in plan.touches if t.stage is not Stage.NURTURE]


def of(plan: Cadence, stage: Stage) -> PlannedTouch:
    return next(t for t in plan.touches if t.stage is stage)


CASES = {
    "a monday morning": (
        ("2026-03-02T10:00", "America/Chicago", "US"),
        "Mon 2026-03-02 10:00, Mon 2026-03-02 10:05, Mon 2026-03-02 10:30, Tue 2026-03-03 16:00, Fri 2026-03-06 11:00, "
        "Tue 2026-03-10 15:00",
    ),
    "an afternoon: the second call is a morning one": (
        ("2026-03-02T15:20", "America/Chicago", "US"),
        "Mon 2026-03-02 15:20, Mon 2026-03-02 15:25, Mon 2026-03-02 15:50, Tue 2026-03-03 10:00, Fri 2026-03-06 11:00, "
        "Tue 2026-03-10 15:00",
    ),
    "a late friday, over the start of summer time": (
        ("2026-03-06T17:30", "America/Chicago", "US"),
        "Fri 2026-03-06 17:30, Fri 2026-03-06 17:35, Fri 2026-03-06 17:55, Mon 2026-03-09 10:00, Thu 2026-03-12 11:00, "
        "Mon 2026-03-16 15:00",
    ),
    "the last minutes of a friday: text and email wait for monday": (
        ("2026-03-06T17:57", "America/Chicago", "US"),
        "Fri 2026-03-06 17:57, Mon 2026-03-09 09:00, Mon 2026-03-09 09:15, Mon 2026-03-09 10:00, Thu 2026-03-12 11:00, "
        "Mon 2026-03-16 15:00",
    ),
    "ten in the evening": (
        ("2026-03-03T22:00", "America/Chicago", "US"),
        "Wed 2026-03-04 09:00, Wed 2026-03-04 09:05, Wed 2026-03-04 09:30, Thu 2026-03-05 16:00, Mon 2026-03-09 11:00, "
        "Thu 2026-03-12 15:00",
    ),
    "before the day begins": (
        ("2026-03-03T05:10", "America/Chicago", "US"),
        "Tue 2026-03-03 09:00, Tue 2026-03-03 09:05, Tue 2026-03-03 09:30, Wed 2026-03-04 16:00, Mon 2026-03-09 11:00, "
        "Wed 2026-03-11 15:00",
    ),
    "a saturday": (
        ("2026-03-07T11:00", "America/Chicago", "US"),
        "Mon 2026-03-09 09:00, Mon 2026-03-09 09:05, Mon 2026-03-09 09:30, Tue 2026-03-10 16:00, Fri 2026-03-13 11:00, "
        "Tue 2026-03-17 15:00",
    ),
    "over thanksgiving": (
        ("2026-11-24T10:00", "America/Los_Angeles", "US-CA"),
        "Tue 2026-11-24 10:00, Tue 2026-11-24 10:05, Tue 2026-11-24 10:30, Wed 2026-11-25 16:00, Mon 2026-11-30 11:00, "
        "Fri 2026-12-04 15:00",
    ),
    "the same without the part of the country: the day after is a working day": (
        ("2026-11-24T10:00", "America/Los_Angeles", "US"),
        "Tue 2026-11-24 10:00, Tue 2026-11-24 10:05, Tue 2026-11-24 10:30, Wed 2026-11-25 16:00, Mon 2026-11-30 11:00, "
        "Thu 2026-12-03 15:00",
    ),
    "a holiday kept on the friday before": (
        ("2026-07-03T10:00", "America/New_York", "US"),
        "Mon 2026-07-06 09:00, Mon 2026-07-06 09:05, Mon 2026-07-06 09:30, Tue 2026-07-07 16:00, Fri 2026-07-10 11:00, "
        "Tue 2026-07-14 15:00",
    ),
    "the year's end": (
        ("2026-12-31T16:30", "America/New_York", "US"),
        "Thu 2026-12-31 16:30, Thu 2026-12-31 16:35, Thu 2026-12-31 17:00, Mon 2027-01-04 10:00, Thu 2027-01-07 11:00, "
        "Mon 2027-01-11 15:00",
    ),
    "the twenty-ninth of february": (
        ("2028-02-28T16:00", "America/Chicago", "US"),
        "Mon 2028-02-28 16:00, Mon 2028-02-28 16:05, Mon 2028-02-28 16:30, Tue 2028-02-29 10:00, Fri 2028-03-03 11:00, "
        "Tue 2028-03-07 15:00",
    ),
    "easter in scotland, no holiday on the monday": (
        ("2026-04-02T16:30", "Europe/London", "GB-SCT"),
        "Thu 2026-04-02 16:30, Thu 2026-04-02 16:35, Thu 2026-04-02 17:00, Mon 2026-04-06 10:00, Thu 2026-04-09 11:00, "
        "Mon 2026-04-13 15:00",
    ),
    "easter in england": (
        ("2026-04-02T16:30", "Europe/London", "GB-ENG"),
        "Thu 2026-04-02 16:30, Thu 2026-04-02 16:35, Thu 2026-04-02 17:00, Tue 2026-04-07 10:00, Fri 2026-04-10 11:00, "
        "Tue 2026-04-14 15:00",
    ),
    "a country whose weekend is friday and saturday": (
        ("2026-03-05T11:00", "Asia/Riyadh", "SA"),
        "Thu 2026-03-05 11:00, Thu 2026-03-05 11:05, Thu 2026-03-05 11:30, Sun 2026-03-08 16:00, Wed 2026-03-11 11:00, "
        "Sun 2026-03-15 15:00",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_touches_fall_where_the_articles_and_the_calendar_put_them(case: str) -> None:
    (start, zone, region), expected = CASES[case]

    plan = no_answer(start, zone, region)

    assert [line.split(" ", 1)[1] for line in when(plan)] == expected.split(", ")


@pytest.mark.parametrize(
    ("start", "utc"),
    [
        ("2026-03-06T10:00", ["2026-03-06 16:00", "2026-03-09 21:00"]),  # the clocks go forward on Sunday the 8th
        ("2026-10-30T10:00", ["2026-10-30 15:00", "2026-11-02 22:00"]),  # and back on Sunday the 1st
    ],
)
def test_a_time_of_day_stays_what_it_is_when_the_clocks_change(start: str, utc: list[str]) -> None:
    plan = no_answer(start)

    calls = [t for t in plan.touches if t.channel is Channel.CALL]
    assert [f"{t.due:%H:%M}" for t in calls] == ["10:00", "16:00"]
    assert [f"{t.due_utc:%Y-%m-%d %H:%M}" for t in calls] == utc


def test_twenty_four_hours_are_hours_also_over_a_change_of_the_clocks() -> None:
    chicago = hours()

    assert chicago.later(at("2026-03-07T12:00"), hours=24) == at("2026-03-08T13:00")
    assert chicago.later(at("2026-10-31T12:00"), hours=24) == at("2026-11-01T11:00")


def test_hours_are_those_of_the_lead_not_of_the_rep() -> None:
    noon_in_london = dt.datetime(2026, 3, 3, 12, 0, tzinfo=ZoneInfo("Europe/London"))

    plan = plan_no_answer(MARCUS, noon_in_london, hours("America/Los_Angeles"))

    first = of(plan, Stage.FIRST_CALL)
    assert f"{first.due:%Y-%m-%d %H:%M %Z}" == "2026-03-03 09:00 PST"
    assert f"{first.due_utc:%H:%M}" == "17:00"
    assert "outside business hours" in str(first.note)


def test_each_touch_is_in_time_within_what_the_article_says() -> None:
    plan = no_answer("2026-03-02T10:00")

    assert of(plan, Stage.FIRST_CALL).by == at("2026-03-02T10:05")
    assert of(plan, Stage.FIRST_CALL).then is Channel.VOICEMAIL
    assert of(plan, Stage.FIRST_TEXT).by == at("2026-03-02T10:15")
    assert of(plan, Stage.FIRST_EMAIL).by == at("2026-03-02T11:00")


def test_without_consent_no_text_is_planned_and_the_reason_is_told() -> None:
    plan = no_answer("2026-03-02T10:00", lead=NO_TEXTS)

    assert Channel.SMS not in {t.channel for t in plan.touches}
    assert [n for n in plan.notes if n.endswith("not legal advice")]
    assert of(plan, Stage.PAUSE).channel is Channel.CALL
    assert len({t.due.time() for t in plan.touches if t.channel is Channel.CALL}) == 3


def test_every_touch_has_its_own_reason() -> None:
    for plan in (no_answer("2026-03-02T10:00"), plan_after_call(MARCUS, at("2026-03-02T10:00"), hours())):
        active = [t for t in plan.touches if t.stage is not Stage.NURTURE]
        assert len({t.slot for t in active}) == len(active)
        assert len({t.purpose for t in active}) == len(active)
        assert all(t.source.article.startswith(("S000: ", "S001: ")) and t.source.section for t in plan.touches)


def test_after_the_pause_comes_a_touch_a_quarter() -> None:
    plan = no_answer("2026-11-20T10:00")

    assert of(plan, Stage.PAUSE).due.date() == dt.date(2026, 12, 1)
    nurture = [t.due.date() for t in plan.touches if t.stage is Stage.NURTURE]
    assert nurture == [dt.date(2027, 3, 1), dt.date(2027, 6, 1), dt.date(2027, 9, 1), dt.date(2027, 12, 1)]


def test_a_quarter_after_a_day_that_the_month_lacks_is_its_last() -> None:
    plan = no_answer("2027-11-18T10:00", region=None)

    assert of(plan, Stage.PAUSE).due.date() == dt.date(2027, 11, 26)
    late = plan_no_answer(MARCUS, at("2027-11-22T10:00"), hours(region=None))
    assert of(late, Stage.PAUSE).due.date() == dt.date(2027, 11, 30)
    first = next(t for t in late.touches if t.stage is Stage.NURTURE)
    assert first.due.date() == dt.date(2028, 2, 29)


def touch(moment: str, channel: str = "call", outcome: str = "no-answer", **more: object) -> Touch:
    return Touch.model_validate({"at": at(moment), "channel": channel, "outcome": outcome, **more})


def test_what_was_done_is_not_planned_again_and_the_rest_is_measured_from_it() -> None:
    done = [touch("2026-03-02T10:40"), touch("2026-03-02T10:50", "sms", "sent")]

    plan = plan_no_answer(MARCUS, at("2026-03-02T10:00"), hours(), done, at("2026-03-02T10:51"))

    assert when(plan) == [
        "first-email Mon 2026-03-02 11:10",
        "second-call Tue 2026-03-03 16:00",
        "value Fri 2026-03-06 11:00",
        "pause Tue 2026-03-10 15:00",
    ]


def test_what_is_overdue_comes_now_and_in_order() -> None:
    done = [touch("2026-03-02T10:02")]

    plan = plan_no_answer(MARCUS, at("2026-03-02T10:00"), hours(), done, at("2026-03-05T16:30"))

    assert when(plan)[:3] == [
        "first-text Thu 2026-03-05 16:30",
        "first-email Thu 2026-03-05 16:45",
        "second-call Fri 2026-03-06 16:00",
    ]


def test_a_touch_tells_which_of_the_plan_it_was() -> None:
    done = [touch("2026-03-02T10:02"), touch("2026-03-03T16:00", stage="pause")]

    plan = plan_no_answer(NO_TEXTS, at("2026-03-02T10:00"), hours(), done, at("2026-03-03T16:10"))

    assert Stage.PAUSE not in {t.stage for t in plan.touches}


def test_all_done_leaves_a_touch_a_quarter() -> None:
    done = [
        touch("2026-03-02T10:02"),
        touch("2026-03-02T10:10", "sms", "sent"),
        touch("2026-03-02T10:30", "email", "sent"),
        touch("2026-03-03T16:00"),
        touch("2026-03-06T11:00", "email", "sent"),
        touch("2026-03-10T15:00", "sms", "sent", stage="pause"),
    ]

    plan = plan_no_answer(MARCUS, at("2026-03-02T10:00"), hours(), done, at("2026-03-10T15:01"))

    assert plan.state is State.NURTURE
    assert {t.stage for t in plan.touches} == {Stage.NURTURE}


@pytest.mark.parametrize(
    "answered",
    [
        touch("2026-03-02T10:02", outcome="spoke"),
        touch("2026-03-02T10:10", "sms", "replied", reply="Call me at five"),
        touch("2026-03-02T10:10", "email", "sent", reply="Thanks, got it"),
    ],
)
def test_an_answer_ends_the_plan(answered: Touch) -> None:
    plan = plan_no_answer(MARCUS, at("2026-03-02T10:00"), hours(), [answered])

    assert plan.state is State.STOPPED
    assert plan.touches == ()
    assert "2 March 2026" in plan.reason


def test_an_opt_out_ends_the_plan_whatever_came_before() -> None:
    last_year = touch("2025-05-01T10:00", "sms", "replied", reply="Please take me off your list")
    opted = MARCUS.model_copy(update={"consents": (), "opted_out": OptOut(at=at("2026-03-02T09:00"), words="STOP")})

    for plan in (
        plan_no_answer(NO_TEXTS, at("2026-03-02T10:00"), hours(), [last_year]),
        plan_no_answer(opted, at("2026-03-02T10:00"), hours()),
        plan_after_call(opted, at("2026-03-02T10:00"), hours()),
    ):
        assert plan.state is State.STOPPED
        assert plan.touches == ()
        assert "opted out" in plan.reason


def test_a_wrong_number_leaves_email_and_a_dead_end_is_said() -> None:
    wrong = touch("2026-03-02T10:02", outcome="wrong-number")
    bounced = touch("2026-03-02T10:30", "email", "bounced")

    plan = plan_no_answer(MARCUS, at("2026-03-02T10:00"), hours(), [wrong])
    nowhere = plan_no_answer(MARCUS, at("2026-03-02T10:00"), hours(), [wrong, bounced])

    assert {t.channel for t in plan.touches} == {Channel.EMAIL}
    assert nowhere.state is State.STOPPED


def after(start: str, step: NextStep | None = None, lead: Lead = MARCUS) -> Cadence:
    return plan_after_call(lead, at(start), hours(), step)


def test_after_a_first_call_touches_come_within_a_day_then_after_three_to_four_days_then_slower() -> None:
    assert when(after("2026-03-02T10:00")) == [
        "recap Mon 2026-03-02 10:30",
        "second-touch Thu 2026-03-05 16:00",
        "value Wed 2026-03-11 11:00",
        "silence Wed 2026-03-18 15:00",
        "pause Wed 2026-03-25 15:00",
    ]


def test_the_recap_of_a_late_friday_call_goes_out_the_same_day_if_it_can() -> None:
    assert when(after("2026-03-06T17:40"))[0] == "recap Fri 2026-03-06 17:55"
    late = after("2026-03-06T17:58").touches[0]
    assert f"{late.due:%a %H:%M}" == "Mon 09:00"
    assert "24 hours" in str(late.note)


def test_a_step_before_the_second_touch_takes_its_place() -> None:
    step = NextStep(action="call about the offer", date=dt.date(2026, 3, 4), time="14:00", confirmed=True)

    plan = after("2026-03-02T10:00", step)

    assert when(plan)[:2] == ["recap Mon 2026-03-02 10:30", "value Mon 2026-03-09 11:00"]
    assert plan.step == step
    assert of(plan, Stage.RECAP).slot == "summary"
    assert any("4 March 2026" in note for note in plan.notes)


def test_a_step_further_ahead_is_confirmed_and_the_rest_waits_for_it() -> None:
    step = NextStep(action="look at the roof together", date=dt.date(2026, 3, 20))

    plan = after("2026-03-02T10:00", step)

    second = of(plan, Stage.SECOND_TOUCH)
    assert (second.slot, second.channel, second.fact) == ("confirmation", Channel.SMS, "look at the roof together")
    assert second.due == at("2026-03-05T16:00")
    assert of(plan, Stage.VALUE).due.date() > dt.date(2026, 3, 20)


def test_the_reading_of_a_silence_says_what_the_message_is_about() -> None:
    said = silence_kind(Transcript.from_text("I have to run it by my wife first.", speaker=Speaker.PROSPECT))

    plan = plan_after_call(MARCUS, at("2026-03-02T10:00"), hours(), silence=said)

    assert of(plan, Stage.SILENCE).about == said.about


@pytest.mark.parametrize("start", [dt.datetime(2026, 3, 2, 10), dt.datetime(9999, 12, 30, tzinfo=dt.UTC)])
def test_a_moment_without_a_zone_or_out_of_our_times_is_refused(start: dt.datetime) -> None:
    with pytest.raises(CoachError, match="No plan can start"):
        plan_no_answer(MARCUS, start, hours())


def random_plans(count: int) -> list[tuple[Cadence, BusinessHours, dt.datetime]]:
    chance = random.Random(20260302)
    zones = [
        *(("America/New_York", "US-NY"), ("America/Los_Angeles", "US-CA"), ("America/Phoenix", "US-AZ")),
        *(
            ("Europe/London", "GB-ENG"),
            ("Australia/Lord_Howe", "AU-NSW"),
            ("Asia/Kolkata", "IN"),
            ("Asia/Riyadh", "SA"),
        ),
        *(("Pacific/Auckland", "NZ"), ("America/St_Johns", "CA-NL"), ("Africa/Lagos", None), ("Asia/Kathmandu", "NP")),
    ]
    found = []
    for _ in range(count):
        zone, region = chance.choice(zones)
        own = hours(zone, region)
        start = dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=chance.randrange(3 * 365 * 24 * 60))
        lead = chance.choice([MARCUS, NO_TEXTS])
        done, moment = [], start
        for _ in range(chance.choice([0, 0, 1, 2, 4])):
            moment += dt.timedelta(minutes=chance.randrange(1, 4000))
            channel, outcome = chance.choice([("call", "voicemail"), ("sms", "sent"), ("email", "sent")])
            done.append(Touch(at=moment, channel=channel, outcome=outcome))
        now = moment + dt.timedelta(minutes=chance.randrange(0, 3000)) if done else start
        if chance.random() < 0.5:
            plan = plan_no_answer(lead, start, own, done, now)
        else:
            day = own.local(start).date() + dt.timedelta(days=chance.randrange(0, 20))
            step = NextStep(action="talk", date=day) if chance.random() < 0.5 else None
            plan = plan_after_call(lead, start, own, step, touches=done, now=now)
        found.append((plan, own, now))
    return found


def test_no_plan_breaks_the_rules_that_hold_for_all() -> None:
    for plan, own, now in random_plans(400):
        dues = [t.due for t in plan.touches]
        assert all(own.is_open(due) for due in dues), plan
        assert all(due >= now for due in dues), plan
        assert all(a.astimezone(dt.UTC) < b.astimezone(dt.UTC) for a, b in pairwise(dues)), plan
        assert all(t.due < t.by <= own.closing(t.due) for t in plan.touches), plan
        active = [t for t in plan.touches if t.stage is not Stage.NURTURE]
        for channel, most in MOST.items():
            assert sum(t.channel is channel for t in active) <= most
        if not plan.lead.consents:
            assert Channel.SMS not in {t.channel for t in active}


def test_a_fresh_plan_keeps_within_the_limits_of_the_article() -> None:
    chance = random.Random(7)
    for _ in range(150):
        start = dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=chance.randrange(2 * 365 * 24 * 60))
        own = hours("America/Denver", "US-CO")
        lead = chance.choice([MARCUS, NO_TEXTS])
        plan = plan_no_answer(lead, start, own)
        active = [t for t in plan.touches if t.stage is not Stage.NURTURE]
        calls = [t for t in active if t.channel is Channel.CALL]
        days = {d for d in _days(active[0].due.date(), active[-1].due.date()) if own.is_business_day(d)}
        assert 5 <= len(days) <= 7
        assert 2 <= len(calls) <= 3
        assert sum(t.channel is Channel.EMAIL for t in active) == 2
        assert sum(t.channel is Channel.SMS for t in active) == (2 if lead.consents else 0)
        first, second = (t.due for t in calls[:2])
        assert abs((first.hour * 60 + first.minute) - (second.hour * 60 + second.minute)) >= 180
        assert second.date() == own.on(first.date() + dt.timedelta(days=1), dt.time(9)).date()


def _days(first: dt.date, last: dt.date) -> list[dt.date]:
    return [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]


def test_holidays_are_named_and_an_unknown_region_is_one_line() -> None:
    assert "26 November 2026 is Thanksgiving Day: nothing goes out." in no_answer("2026-11-24T10:00").notes
    assert any("tell a region" in note for note in no_answer("2026-03-02T10:00", region=None).notes)
    for region in ("US-XX", "QQ"):
        with pytest.raises(CoachError, match=f"'{region}'"):
            check_region(region)
