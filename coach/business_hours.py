"""When a lead may be called or written to: business hours of business days, in the lead's own zone.

Nine to six lies well inside the hours that US rules allow for calls and texts (8 am to 9 pm where the lead is,
47 CFR 64.1200(c)(1)); S001's own example of two times of day is 10 AM and 4 PM.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo
from functools import lru_cache
from typing import TYPE_CHECKING

from coach.errors import CoachError
from coach.leads import Region, Zone
from coach.models import Value

if TYPE_CHECKING:
    from holidays import HolidayBase

OPENS, CLOSES = dt.time(9), dt.time(18)


class BusinessHours(Value):
    """The hours of one lead. Without a region only weekends are known, no holidays."""

    timezone: Zone
    region: Region | None = None
    opens: dt.time = OPENS
    closes: dt.time = CLOSES

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.timezone)

    def local(self, moment: dt.datetime) -> dt.datetime:
        """The same instant on the lead's clock."""
        return moment.astimezone(self.zone)

    def later(self, moment: dt.datetime, **much: float) -> dt.datetime:
        """`moment` plus real time: across a change of the clocks an hour stays an hour."""
        return self.local(moment.astimezone(dt.UTC) + dt.timedelta(**much))

    def is_business_day(self, day: dt.date) -> bool:
        """Neither weekend nor public holiday where the lead is. Raises CoachError for an unknown region."""
        if self.region is None:
            return day.weekday() < _SATURDAY
        return bool(_holidays_of(self.region).is_working_day(day))

    def is_open(self, moment: dt.datetime) -> bool:
        there = self.local(moment)
        return self.opens <= there.timetz().replace(tzinfo=None) < self.closes and self.is_business_day(there.date())

    def first_open(self, moment: dt.datetime) -> dt.datetime:
        """`moment` itself within hours, else the next opening; on the lead's clock."""
        there = self.local(moment)
        if self.is_open(there):
            return there
        past = there.time() >= self.opens
        return self.on(there.date() + dt.timedelta(days=1) if past else there.date(), self.opens)

    def on(self, day: dt.date, clock: dt.time) -> dt.datetime:
        """`clock` on the first business day that is not before `day`."""
        for _ in range(_LONGEST_CLOSURE_DAYS):
            if self.is_business_day(day):
                return dt.datetime.combine(day, clock, self.zone)
            day += dt.timedelta(days=1)
        raise CoachError(f"No business day follows {day} in {self.region}.", "Give another region.")

    def closing(self, moment: dt.datetime) -> dt.datetime:
        """The end of business of the day of `moment`."""
        return dt.datetime.combine(self.local(moment).date(), self.closes, self.zone)

    def business_day(self, first: dt.date, number: int) -> dt.date:
        """The `number`th business day, counting the first that is not before `first` as 1."""
        day = self.on(first, self.opens).date()
        for _ in range(number - 1):
            day = self.on(day + dt.timedelta(days=1), self.opens).date()
        return day

    def holiday(self, day: dt.date) -> str | None:
        """The name of the public holiday of this day, None where it is none or no region is told."""
        return _holidays_of(self.region).get(day) if self.region else None


_SATURDAY = 5
_LONGEST_CLOSURE_DAYS = 60


def check_region(region: str) -> None:
    """Raises CoachError where we know no holidays for `region`."""
    _holidays_of(region)


@lru_cache(maxsize=64)
def _holidays_of(region: str) -> HolidayBase:
    from holidays import country_holidays  # three quarters of a second

    country, _, part = region.partition("-")
    try:
        return country_holidays(country, subdiv=part or None)
    except NotImplementedError:
        raise CoachError(
            f"We know no holidays for the region '{region}'.", "Give a country, or country and part: US, US-CA, GB-SCT."
        ) from None
