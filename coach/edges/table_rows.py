"""Rows of any of our databases as lines of JSON, and back: the same for SQLite and PostgreSQL, and for every version.

The tables are taken as the database has them, not as the code wants them, so that an older database is kept as it is.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Connection, MetaData, Table

VERSIONS = "alembic_version"
_BATCH = 500


def tables_of(connection: Connection) -> list[Table]:
    """The tables of this database, each after those that it refers to; not the one that notes the migration."""
    from sqlalchemy import MetaData

    found: MetaData = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != VERSIONS]


def row_lines(connection: Connection, rows: dict[str, int]) -> Iterator[bytes]:
    """Every row as a line; `rows` is told how many there are of each table."""
    for table in tables_of(connection):
        rows[table.name] = 0
        order = list(table.primary_key.columns) or list(table.columns)
        found = connection.execute(table.select().order_by(*order), execution_options={"yield_per": _BATCH})
        for row in found.mappings():
            rows[table.name] += 1
            told = {name: _plain(value) for name, value in row.items()}
            yield json.dumps([table.name, told], separators=(",", ":")).encode() + b"\n"


def put_rows(connection: Connection, lines: Iterable[bytes]) -> dict[str, int]:
    """Inserts the rows into tables that are there and empty; how many of each.

    Raises ValueError for a line that is no row of theirs.
    """
    tables = {table.name: table for table in tables_of(connection)}
    rows = dict.fromkeys(tables, 0)
    batch: list[dict[str, Any]] = []
    last = ""
    for line in lines:
        name, told = _row(line)
        if name not in tables or set(told) != set(tables[name].columns.keys()):
            raise ValueError(f"no table {name!r} with these columns")
        if batch and (name != last or len(batch) == _BATCH):
            connection.execute(tables[last].insert(), batch)
            batch = []
        last = name
        rows[name] += 1
        batch.append({column: _typed(tables[name], column, value) for column, value in told.items()})
    if batch:
        connection.execute(tables[last].insert(), batch)
    if connection.dialect.name == "postgresql":
        _count_on(connection, tables.values())
    return rows


def check_rows(lines: Iterable[bytes]) -> dict[str, int]:
    """How many rows of each table the lines hold. Raises ValueError for a line that is no row."""
    rows: dict[str, int] = {}
    for line in lines:
        name, _ = _row(line)
        rows[name] = rows.get(name, 0) + 1
    return rows


def _row(line: bytes) -> tuple[str, dict[str, Any]]:
    told = json.loads(line)
    if not (isinstance(told, list) and len(told) == 2 and isinstance(told[0], str) and isinstance(told[1], dict)):
        raise ValueError("a line that is no row")
    return told[0], told[1]


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):  # which a datetime is too
        return value.isoformat()
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def _typed(table: Table, column: str, value: Any) -> Any:
    from sqlalchemy import Date, DateTime, LargeBinary

    kind = table.columns[column].type
    if value is None:
        return None
    if isinstance(kind, DateTime):
        return dt.datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return dt.date.fromisoformat(value)
    return base64.b64decode(value) if isinstance(kind, LargeBinary) else value


def _count_on(connection: Connection, tables: Iterable[Table]) -> None:
    """New rows are numbered after those that were put in, which PostgreSQL does not see by itself."""
    from sqlalchemy import Integer, func, select

    for table in tables:
        for column in table.primary_key.columns:
            sequence = connection.execute(select(func.pg_get_serial_sequence(table.name, column.name))).scalar()
            if sequence and isinstance(column.type, Integer):
                last = select(func.coalesce(func.max(column), 0) + 1).scalar_subquery()
                connection.execute(select(func.setval(sequence, last, False)))
