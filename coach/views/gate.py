"""Who visits: the one who sits at the machine, or, for a team, whoever logged in. Asked anew every time."""

from __future__ import annotations

import streamlit as st

from coach.access import LOCAL, AccessError, Actor
from coach.edges.audit_log import DONE, REFUSED, AuditLog
from coach.edges.erasing import finish_erasing
from coach.edges.kept_people import Identity, Logins
from coach.edges.login_cookies import cookie_of
from coach.edges.store import Store, open_store
from coach.presentation.people import ENDED, STRANGER, WELCOME
from coach.presentation.text import safe_text
from coach.settings import Settings, load_settings

_WHOSE = "whose-visit"


def whole_store() -> Store:
    """The store with what belongs to everybody. For this module and what it hands on filtered; no page uses it."""
    mine = load_settings()
    return _store(mine.database_url, str(mine.data_dir))


@st.cache_resource(max_entries=2, show_spinner=False)
def _store(database: str, data_dir: str) -> Store:  # noqa: ARG001  (what the cache tells stores apart by)
    opened = open_store(load_settings())
    finish_erasing(opened, load_settings().data_dir)
    return opened


def actor() -> Actor:
    """Whose visit this is now. Raises AccessError where their login has ended since the page was drawn."""
    if not load_settings().team:
        return LOCAL
    found = _logins().who(cookie())
    if found is None or st.session_state.get(_WHOSE, found.id) != found.id:
        raise AccessError(ENDED, "Log in again.")
    return found


def cookie() -> str:
    """What names the login of this visit."""
    return cookie_of(st.context.cookies)


def admitted(mine: Settings) -> bool:
    """Whether the page may go on; draws the way in where it may not."""
    if not mine.team:
        return True
    if not (st.user.get("is_logged_in", False) and cookie()):
        st.title("Callback Coach")
        st.markdown(WELCOME)
        st.button("Log in", type="primary", icon=":material/login:", on_click=st.login)
        return False
    try:
        found = _logins().who(cookie(), touch=True) or _met()
    except AccessError as error:
        st.title("Callback Coach")
        st.warning(safe_text(str(error)), icon=":material/lock:")
        st.button("Log in again", type="primary", icon=":material/login:", on_click=st.logout)
        return False
    if st.session_state.get(_WHOSE, found.id) != found.id:  # nothing of one person's visit is another's
        st.session_state.clear()
    st.session_state[_WHOSE] = found.id
    return True


def leave() -> None:
    """Ends the login, here and on the server."""
    note("log out", "people")
    _logins().end(cookie())
    st.logout()


def note(action: str, resource: str, outcome: str = DONE) -> None:
    """Writes into the audit log what this visitor did; where one person uses the app there is nobody to tell apart."""
    if load_settings().team:
        _log().note(actor().id, action, resource, outcome)


def _met() -> Actor:
    """The first page after a login."""
    if not _logins().is_new(cookie()):
        raise AccessError(ENDED, "Log in again.")
    told = st.user
    identity = Identity(
        issuer=str(told.get("iss") or ""),
        subject=str(told.get("sub") or ""),
        email=str(told.get("email") or ""),
        email_verified=told.get("email_verified") is True,
    )
    if not identity.issuer or not identity.subject:
        raise AccessError(STRANGER, "Ask an admin of your team.")
    try:
        found = _logins().meet(cookie(), identity)
    except AccessError:
        _log().note("", "log in", "people", REFUSED)
        raise
    st.session_state[_WHOSE] = found.id
    note("log in", "people")
    return found


def _log() -> AuditLog:
    return AuditLog(whole_store().database, load_settings().data_dir)


def _logins() -> Logins:
    return Logins(whole_store().database)
