"""A zone's rules for a calendar file (VTIMEZONE, RFC 5545 3.6.5), one part for each change of the clocks.

Written here because icalendar 7.3's own `Timezone.from_tzid` looks for changes in long steps and misses short ones:
Morocco's Ramadan of 2027 is not in it, and every touch of those weeks would be an hour off. A test reads them back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Component

_HOUR = dt.timedelta(hours=1)
_MINUTE = dt.timedelta(minutes=1)


def zone_rules(name: str, first: dt.date, last: dt.date) -> Component:
    """The VTIMEZONE of this zone, right from the day `first` to the day `last`."""
    from icalendar import Timezone

    zone = ZoneInfo(name)
    begins = dt.datetime.combine(first, dt.time(), dt.UTC)
    rules = Timezone()
    rules.add("tzid", name)
    rules.add_component(_part(begins.astimezone(zone), begins.astimezone(zone)))
    for moment in _changes(zone, begins, dt.datetime.combine(last, dt.time(), dt.UTC)):
        rules.add_component(_part((moment - _MINUTE).astimezone(zone), moment.astimezone(zone)))
    return rules


def _changes(zone: ZoneInfo, begins: dt.datetime, ends: dt.datetime) -> Iterator[dt.datetime]:
    """The first minute after each change of the clocks, in UTC."""
    moment = begins
    while moment < ends:
        following = moment + _HOUR
        if _offset(moment, zone) != _offset(following, zone):
            changed = moment
            while _offset(changed, zone) == _offset(moment, zone):
                changed += _MINUTE
            yield changed
        moment = following


def _offset(moment: dt.datetime, zone: ZoneInfo) -> dt.timedelta:
    return moment.astimezone(zone).utcoffset() or dt.timedelta()


def _part(before: dt.datetime, after: dt.datetime) -> Component:
    """From when which offset holds. Its start is told on the clock as it stood until then."""
    from icalendar import TimezoneDaylight, TimezoneStandard

    was, becomes = before.utcoffset() or dt.timedelta(), after.utcoffset() or dt.timedelta()
    part: Component = TimezoneDaylight() if after.dst() else TimezoneStandard()
    part.add("dtstart", after.replace(tzinfo=None) - becomes + was)
    part.add("tzoffsetfrom", was)
    part.add("tzoffsetto", becomes)
    part.add("tzname", after.tzname() or "")
    return part
