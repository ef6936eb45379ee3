"""The audit log: who did what to which id, when, and whether it was let. No name, no word of anybody.

It is only added to: the database refuses to change or delete a row, and each row's seal covers the one before, made
with a key that does not lie in the database. `audit.head` beside the key holds the last seal, so that rows missing at
the end are noticed as well.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
from pathlib import Path
from typing import TYPE_CHECKING

from coach.edges.links import secret_key
from coach.edges.whole_file import put
from coach.models import Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import RowMapping

    from coach.edges.database import Database

_QUEUE = 0x0AD17
DONE, REFUSED = "done", "refused"


class Entry(Value):
    """One line of the log."""

    id: int
    at: str
    """UTC, ISO 8601."""
    actor: str
    action: str
    resource: str
    """Kind and id: "recording 4f1c…"."""
    outcome: str


class AuditLog:
    """The log of a database. Pass one that no actor filters."""

    def __init__(self, database: Database, data_dir: Path) -> None:
        self._db, self._head = database, data_dir / "audit.head"
        self._key = secret_key(data_dir / "audit.key").encode()

    def note(self, actor: str, action: str, resource: str, outcome: str = DONE) -> None:
        """Adds a line. `actor` and `resource` are ids: nothing of what was said or of who is called what."""
        audit = self._db.audit
        row = {"at": dt.datetime.now(dt.UTC).isoformat(), "actor": actor, "action": action}
        row |= {"resource": resource[:120], "outcome": outcome}
        last = audit.select().with_only_columns(audit.c.seal).order_by(audit.c.id.desc()).limit(1)
        with self._db.write() as connection:
            self._db.queue_up(connection, _QUEUE)
            seal = self._seal(connection.execute(last).scalar() or "", row)
            connection.execute(audit.insert().values(**row, seal=seal))
        put(self._head, seal.encode(), "audit-head")

    def last(self, limit: int) -> list[Entry]:
        """The newest lines first."""
        audit = self._db.audit
        with self._db.read() as connection:
            rows = connection.execute(audit.select().order_by(audit.c.id.desc()).limit(limit)).mappings().all()
        return [Entry(**{name: row[name] for name in Entry.model_fields}) for row in rows]

    def problems(self) -> tuple[str, ...]:
        """What was altered; nothing where every line is as it was written."""
        before, seals, found = "", {""}, []
        for row in self._rows():
            told = {name: row[name] for name in ("at", "actor", "action", "resource", "outcome")}
            if not hmac.compare_digest(self._seal(before, told), row["seal"]):
                found.append(f"Line {row['id']} is not as it was written, or one before it is missing.")
            before = row["seal"]
            seals.add(before)
        if self._head.exists() and self._head.read_text(encoding="ascii") not in seals:
            found.append("Lines at the end are missing.")
        return tuple(found)

    def _rows(self) -> Iterator[RowMapping]:
        audit = self._db.audit
        with self._db.read() as connection:
            yield from connection.execute(audit.select().order_by(audit.c.id)).mappings()

    def _seal(self, before: str, row: Mapping[str, str]) -> str:
        text = json.dumps([before, *(row[name] for name in sorted(row))])
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()
