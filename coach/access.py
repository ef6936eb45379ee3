"""Who may do what: the one list of roles, actions and resources, and `authorize`, which every door asks.

Pages, routes, commands and the store's row filter read the same `RULES`. What stands in no rule is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from coach.errors import CoachError
from coach.models import Value


class Role(StrEnum):
    """What a person is here."""

    REP = "rep"
    TRAINER = "trainer"
    ADMIN = "admin"


class Thing(StrEnum):
    """What something may be done to. The first three belong to somebody, the others to everybody here."""

    RECORDING = "recording"
    """With its sound, transcripts, scores and jobs."""
    LEAD = "lead"
    """With its log and drafts."""
    SESSION = "session"
    """A trainer's session with a group."""
    RUBRIC = "rubric"
    SETTINGS = "settings"
    """Of the whole installation, how long things are kept included."""
    PEOPLE = "people"
    AUDIT = "audit"
    SYSTEM = "system"
    """The store as a whole: backups, what it holds, and every table that belongs to nobody."""


class Action(StrEnum):
    """What may be done."""

    SEE = "see"
    PLAY = "play"
    ADD = "add"
    CHANGE = "change"
    """Score again, correct, pin, log: whatever makes another thing of it."""
    REVIEW = "review"
    """Comment, score beside the machine, dispute, answer."""
    EXPORT = "export"
    ERASE = "erase"
    HOLD = "hold"
    """Keep it whatever would erase it, and end that."""


class Reach(StrEnum):
    """Of how much."""

    NONE = "none"
    OWN = "own"
    TEAM = "team"
    """One's own, and everything of one's team."""
    ALL = "all"


class Actor(Value):
    """Who asks."""

    id: str
    """"local" where there is no login; empty for somebody who has not logged in."""
    name: str = ""
    email: str = ""
    role: Role = Role.REP
    team: str = ""
    """Empty: in no team."""
    active: bool = True


class Resource(Value):
    """What is asked for. `owner` and `team` count for what belongs to somebody."""

    kind: Thing
    id: str = ""
    owner: str | None = None
    """None: it is not here, or nobody's."""
    team: str = ""


LOCAL = Actor(id="local", role=Role.ADMIN)
"""Whoever sits at the machine, without a login: the owner of all that was kept before there was a team."""
NOBODY = Actor(id="", active=False)
"""Somebody who has not logged in."""


class AccessError(CoachError):
    """It is not theirs, or it is not here: the two are told alike, so that nobody learns what others have."""

    def __init__(self, message: str = "This is not here.", hint: str = "It may have been deleted.") -> None:
        super().__init__(message, hint)


def _reach(rep: Reach = Reach.NONE, trainer: Reach = Reach.NONE, admin: Reach = Reach.ALL) -> Mapping[Role, Reach]:
    return {Role.REP: rep, Role.TRAINER: trainer, Role.ADMIN: admin}


_OWN = _reach(Reach.OWN, Reach.OWN)
_OWN_AND_TEAM = _reach(Reach.OWN, Reach.TEAM)
_TRAINERS = _reach(trainer=Reach.TEAM)
_EVERYBODY = _reach(Reach.ALL, Reach.ALL)
_ADMINS = _reach()

RULES: Mapping[Thing, Mapping[Action, Mapping[Role, Reach]]] = {
    Thing.RECORDING: {
        Action.SEE: _OWN_AND_TEAM,
        Action.PLAY: _OWN_AND_TEAM,
        Action.ADD: _OWN,
        Action.CHANGE: _OWN,
        Action.REVIEW: _OWN_AND_TEAM,
        Action.EXPORT: _OWN_AND_TEAM,
        Action.ERASE: _OWN,
        Action.HOLD: _ADMINS,
    },
    Thing.LEAD: {
        Action.SEE: _OWN,
        Action.ADD: _OWN,
        Action.CHANGE: _OWN,
        Action.EXPORT: _OWN,
        Action.ERASE: _OWN,
    },
    Thing.SESSION: {
        Action.SEE: _TRAINERS,
        Action.ADD: _TRAINERS,
        Action.CHANGE: _TRAINERS,
        Action.EXPORT: _TRAINERS,
        Action.ERASE: _TRAINERS,
    },
    Thing.RUBRIC: {Action.SEE: _EVERYBODY, Action.EXPORT: _EVERYBODY, Action.CHANGE: _ADMINS},
    Thing.SETTINGS: {Action.SEE: _ADMINS, Action.CHANGE: _ADMINS},
    Thing.PEOPLE: {Action.SEE: _ADMINS, Action.ADD: _ADMINS, Action.CHANGE: _ADMINS},
    Thing.AUDIT: {Action.SEE: _ADMINS, Action.EXPORT: _ADMINS},
    Thing.SYSTEM: {Action.SEE: _ADMINS, Action.CHANGE: _ADMINS, Action.EXPORT: _ADMINS, Action.ERASE: _ADMINS},
}
"""Who reaches how much. An action that a kind does not name is nobody's, an admin's neither."""
OWNED = (Thing.RECORDING, Thing.LEAD, Thing.SESSION)


def reach(actor: Actor, action: Action, kind: Thing) -> Reach:
    """Of how much of this kind the actor may do this."""
    if not actor.active or not actor.id:
        return Reach.NONE
    return RULES.get(kind, {}).get(action, {}).get(actor.role, Reach.NONE)


def may(actor: Actor, action: Action, resource: Resource) -> bool:
    """Whether the actor may do this to that."""
    how_far = reach(actor, action, resource.kind)
    if resource.kind not in OWNED:
        return how_far is Reach.ALL
    if resource.owner is None:
        return False
    if how_far is Reach.ALL:
        return True
    if how_far in (Reach.OWN, Reach.TEAM) and resource.owner == actor.id:
        return True
    return how_far is Reach.TEAM and bool(actor.team) and resource.team == actor.team


def authorize(actor: Actor, action: Action, resource: Resource) -> None:
    """Lets the actor do this. Raises AccessError, in the words for what is not here, where they may not."""
    if may(actor, action, resource):
        return
    if resource.kind in OWNED:
        raise AccessError(f"This {resource.kind} is not here.", "It may have been deleted.")
    raise AccessError("You may not do this.", "Ask an admin of your team.")


def matrix_lines() -> tuple[str, ...]:
    """`RULES` as a Markdown table, for the page that tells who may do what."""
    rows = [
        f"| {kind} | {action} | " + " | ".join(_WORDS[by_role[role]] for role in Role) + " |"
        for kind, actions in RULES.items()
        for action, by_role in actions.items()
    ]
    return ("| what | action | rep | trainer | admin |", "| --- | --- | --- | --- | --- |", *rows)


_WORDS = {Reach.NONE: "–", Reach.OWN: "own", Reach.TEAM: "own and team's", Reach.ALL: "all"}
