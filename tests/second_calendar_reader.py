"""A small reader of iCalendar files, from RFC 5545 alone: it shares nothing with the library that writes them."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import dataclass, field

from dateutil import tz  # type: ignore[import-untyped]


@dataclass
class Entry:
    """A component: its properties with parameters, and the components inside."""

    kind: str
    properties: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    inside: list[Entry] = field(default_factory=list)

    def text(self, name: str) -> str:
        """The one value of this property, unescaped (RFC 5545, 3.3.11)."""
        values = [value for found, _, value in self.properties if found == name]
        assert len(values) == 1, (name, values)
        return re.sub(r"\\([\\;,nN])", lambda m: "\n" if m[1] in "nN" else m[1], values[0])

    def has(self, name: str) -> bool:
        return any(found == name for found, _, _ in self.properties)

    def all(self, kind: str) -> list[Entry]:
        return [entry for entry in self.inside if entry.kind == kind]


def read(file: bytes) -> Entry:
    """The calendar in `file`. Raises AssertionError where it breaks the form."""
    assert file.endswith(b"\r\n")
    raw = file.split(b"\r\n")
    assert all(len(line) <= 75 for line in raw), "a line is longer than 75 octets (3.1)"
    assert b"\n" not in file.replace(b"\r\n", b"")
    lines = re.sub("\r\n[ \t]", "", file.decode("utf-8")).split("\r\n")[:-1]
    open_entries: list[Entry] = []
    last = None
    for line in lines:
        match = re.fullmatch(r'([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:"[^"]*"|[^;:"]*))*):(.*)', line)
        assert match, f"not a content line: {line!r}"
        name, parameters, value = match.groups()
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", value)
        if name == "BEGIN":
            open_entries.append(Entry(value))
        elif name == "END":
            last = open_entries.pop()
            assert last.kind == value
            if open_entries:
                open_entries[-1].inside.append(last)
        else:
            pairs = dict(part.split("=", 1) for part in parameters.split(";")[1:])
            open_entries[-1].properties.append((name, pairs, value))
    assert not open_entries
    assert last is not None
    return last


def moment(calendar: bytes, entry: Entry, name: str) -> dt.datetime | dt.date:
    """A date or an instant; a local time is read by the rules of the VTIMEZONE in the file itself."""
    ((parameters, value),) = [(p, v) for found, p, v in entry.properties if found == name]
    if parameters.get("VALUE") == "DATE":
        return dt.datetime.strptime(value, "%Y%m%d").date()
    if value.endswith("Z"):
        return dt.datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC)
    unfolded = re.sub("\r\n[ \t]", "", calendar.decode("utf-8")).replace("\r\n", "\n")
    zones = "".join(re.findall(r"BEGIN:VTIMEZONE.*?END:VTIMEZONE\n", unfolded, re.DOTALL))
    zone = tz.tzical(io.StringIO(zones)).get(parameters["TZID"].strip('"'))
    assert zone is not None
    return dt.datetime.strptime(value, "%Y%m%dT%H%M%S").replace(tzinfo=zone)
