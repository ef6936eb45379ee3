"""Starts the app: `streamlit run app.py`, or `coach run`. The pages are in coach/views."""

import sys

import streamlit as st

from coach.edges.doors import check_address
from coach.edges.hiding import hide_in_what_is_written
from coach.edges.login_file import read_login
from coach.edges.web import lifespan, middleware, refuse_open_doors, routes
from coach.errors import CoachError
from coach.settings import load_settings
from coach.views import MAIN_SCRIPT
from coach.views.parts import explain_failure
from coach.views.uploads import held

hide_in_what_is_written()
address = st.get_option("server.address")
try:
    refuse_open_doors(st.get_option)
    settings = load_settings()
    login = read_login(settings)
    check_address(address, login)
except CoachError as error:  # one line, where a traceback would follow
    sys.exit(f"coach: {error}")
app = st.App(
    MAIN_SCRIPT,
    secrets=login.secrets if login else None,
    lifespan=lifespan(settings, address),
    routes=routes(settings),
    middleware=middleware(settings, held),
    on_script_error=explain_failure,
)

if __name__ == "__main__":
    app.run()
