"""The row filter: what is asked of a database on behalf of an actor reaches no further than `coach.access` says.

Every statement passes here, whoever wrote it, and gets its conditions added: a query that was not thought of finds
nothing that is not theirs. A table belongs to somebody by its own columns `owner` and `team`, or through the rows
that its foreign keys lead to; one that does neither is the admins'. Statements in plain text are refused.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Alias,
    ColumnElement,
    Connection,
    Delete,
    Engine,
    FromClause,
    Insert,
    Join,
    Select,
    Table,
    TextClause,
    Update,
    and_,
    event,
    false,
    or_,
    select,
    true,
)
from sqlalchemy.sql import visitors

from coach.access import AccessError, Action, Actor, Reach, Thing, reach
from coach.edges import tables

_ACTOR = "actor"
_CHECKED = "checked"
_ROOTS = {"recordings": Thing.RECORDING, "leads": Thing.LEAD, "sessions": Thing.SESSION}
_WRITTEN_BY = {"review_log": Action.REVIEW, "session_log": Action.REVIEW, "holds": Action.HOLD}
"""Tables about a recording that others write than those who may change it, and what they must be allowed."""
TAKEN = ("Somebody else here has added this file already.", "Ask an admin who has it.")


def for_actor(engine: Engine, actor: Actor) -> Engine:
    """The same engine, for what this actor asks."""
    return engine.execution_options(**{_ACTOR: actor})


def filter_rows(engine: Engine) -> None:
    """Makes the engine filter what is asked through `for_actor`; what is asked without an actor stays as it is."""

    @event.listens_for(engine, "before_execute", retval=True)
    def _filter(connection: Connection, statement: Any, many: Any, one: Any, options: Any) -> tuple[Any, Any, Any]:
        actor = options.get(_ACTOR)
        if actor is not None and not options.get(_CHECKED):
            statement = _filtered(connection, statement, actor, [*many, one])
        return statement, many, one


def _filtered(connection: Connection, statement: Any, actor: Actor, values: list[Any]) -> Any:
    if isinstance(statement, TextClause) or not isinstance(statement, Select | Insert | Update | Delete):
        if isinstance(statement, visitors.Visitable) and not isinstance(statement, TextClause):
            return _reads(statement, actor)  # a union of selects, which stands for all of them
        raise AccessError("This cannot be asked on behalf of one person.")
    if isinstance(statement, Select):
        return _reads(statement, actor)
    if any(isinstance(part, Select) for part in _inner(statement)):
        if isinstance(statement, Insert):
            raise AccessError("This cannot be asked on behalf of one person.")
        statement = _reads(statement, actor)
    if isinstance(statement, Insert):
        return _checked_insert(connection, statement, actor, values)
    table = statement.table
    assert isinstance(table, Table)
    if isinstance(statement, Update):
        _refuse_to_give_away(statement, table, actor)
    action = _writes(table, Action.ERASE if isinstance(statement, Delete) else Action.CHANGE)
    return statement.where(_theirs(table, table.name, actor, action))


def _inner(statement: Any) -> Any:
    yield from visitors.iterate(statement)
    if isinstance(statement, Insert) and statement.select is not None:
        yield statement.select


def _reads(statement: Any, actor: Actor) -> Any:
    """The statement with every select in it, however deep, kept to what the actor may see."""

    def keep_to_theirs(found: Any) -> None:
        for source in found.get_final_froms():
            for name, table in _tables_in(source):
                found._where_criteria += (_theirs(table, name, actor, Action.SEE),)

    return visitors.cloned_traverse(statement, {}, {"select": keep_to_theirs})


def _tables_in(source: FromClause) -> list[tuple[str, FromClause]]:
    if isinstance(source, Table):
        return [(source.name, source)]
    if isinstance(source, Join):
        return _tables_in(source.left) + _tables_in(source.right)
    if isinstance(source, Alias) and isinstance(source.element, Table):
        return [(source.element.name, source)]
    return []  # a select of its own, which is visited for itself


def _refuse_to_give_away(statement: Update, table: Table, actor: Actor) -> None:
    """Whose a row is, and what it is about, only an admin changes."""
    fixed = {"owner", "team", *(column for column, _ in _parents(table.name))} & set(table.columns.keys())
    if fixed & set(statement.compile().params) and reach(actor, Action.CHANGE, Thing.SYSTEM) is not Reach.ALL:
        raise AccessError("You may not do this.", "Ask an admin of your team.")


def _writes(table: Table, action: Action) -> Action:
    return _WRITTEN_BY.get(table.name, action)


def _theirs(source: FromClause, name: str, actor: Actor, action: Action) -> ColumnElement[bool]:
    """Which rows of a table (or of its alias) the actor reaches with this."""
    if name in _ROOTS:
        return _owned(source, _ROOTS[name], actor, action)
    parents = _parents(name)
    if not parents:
        is_admins = reach(actor, Action.SEE if action is Action.SEE else Action.CHANGE, Thing.SYSTEM) is Reach.ALL
        return true() if is_admins else false()
    conditions = []
    for column, root in parents:
        found = source.c[column]
        rows = select(root.c.id).where(_owned(root, _ROOTS[root.name], actor, _on(root, action)))
        conditions.append(or_(found.is_(None), found.in_(rows)))  # NULL: an outer join that found nothing
    return and_(*conditions)


def _on(root: Table, action: Action) -> Action:
    """What doing this to a row means for what the row is about."""
    if action is Action.REVIEW and _ROOTS[root.name] is not Thing.RECORDING:
        return Action.CHANGE
    if action is Action.ERASE:  # a line of what belongs to it goes; itself stays
        return Action.CHANGE
    return action


def _owned(source: FromClause, thing: Thing, actor: Actor, action: Action) -> ColumnElement[bool]:
    how_far = reach(actor, action, thing)
    if how_far is Reach.ALL:
        return true()
    if how_far is Reach.NONE:
        return false()
    own: ColumnElement[bool] = source.c.owner == actor.id
    return or_(own, source.c.team == actor.team) if how_far is Reach.TEAM and actor.team else own


def _parents(name: str) -> list[tuple[str, Table]]:
    """The columns of a table that lead to what belongs to somebody."""
    table = tables.metadata.tables[name]
    return [
        (column.name, key.column.table)
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name in _ROOTS
    ]


def _checked_insert(connection: Connection, statement: Insert, actor: Actor, values: list[Any]) -> Insert:
    """What belongs to somebody is stamped as the actor's; what is about something must be about theirs."""
    table = statement.table
    assert isinstance(table, Table)
    given = dict(statement.compile().params)
    rows = [given | row for batch in values for row in (batch if isinstance(batch, list | tuple) else [batch])]
    if table.name in _ROOTS:
        thing = _ROOTS[table.name]
        if reach(actor, Action.ADD, thing) is Reach.NONE:
            raise AccessError("You may not do this.", "Ask an admin of your team.")
        for row in rows:
            if row.get("id") and _is_anothers(connection, table, row["id"], actor):
                raise AccessError(*TAKEN)
        return statement.values(owner=actor.id, team=actor.team)
    parents = _parents(table.name)
    if not parents and reach(actor, Action.CHANGE, Thing.SYSTEM) is not Reach.ALL:
        raise AccessError("You may not do this.", "Ask an admin of your team.")
    for column, root in parents:
        action = _on(root, _writes(table, Action.CHANGE))
        for wanted in {row.get(column) for row in rows} - {None}:
            theirs = _owned(root, _ROOTS[root.name], actor, action)
            if not _is_there(connection, select(root.c.id).where(root.c.id == wanted, theirs)):
                raise AccessError(f"This {_ROOTS[root.name]} is not here any more.", "It may have been deleted.")
    return statement


def _is_anothers(connection: Connection, table: Table, row: str, actor: Actor) -> bool:
    theirs = _owned(table, _ROOTS[table.name], actor, Action.CHANGE)
    return _is_there(connection, select(table.c.id).where(table.c.id == row, ~theirs))


def _is_there(connection: Connection, query: Select[Any]) -> bool:
    return connection.execute(query, execution_options={_CHECKED: True}).first() is not None
