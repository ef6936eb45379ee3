"""What the pages say of people, and which pages there are for whom."""

from __future__ import annotations

from coach.access import LOCAL, Action, Actor, Reach, Thing, reach

WELCOME = "Your team uses this installation together. Log in to see your own recordings."
ENDED = "Your login has ended."
STRANGER = "You have no access here."

_ASKS = {
    "coaching": (Action.SEE, Thing.SESSION),
    "settings": (Action.SEE, Thing.SETTINGS),
}
"""What a page asks for, where it is not for everybody."""


def has_page(actor: Actor, page: str) -> bool:
    """Whether this page is there for the actor. Whoever sits at the machine has all but the one about a login."""
    if page == "account":
        return actor != LOCAL
    return page not in _ASKS or reach(actor, *_ASKS[page]) is not Reach.NONE


def account_lines(actor: Actor) -> tuple[str, ...]:
    """Who somebody is here, a line a thing."""
    sees = {
        Reach.OWN: "your own recordings and leads",
        Reach.TEAM: "your own recordings and leads, and the recordings of your team",
        Reach.ALL: "every recording and lead",
        Reach.NONE: "nothing",
    }[reach(actor, Action.SEE, Thing.RECORDING)]
    team = f", team {actor.team}" if actor.team else ""
    return (f"{actor.name}, {actor.email}", f"{actor.role}{team}", f"You see {sees}.")
