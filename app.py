"""Starts the app: `streamlit run app.py`, or `coach run`. The pages are in coach/views."""

import streamlit as st

from coach.edges.hiding import hide_in_what_is_written
from coach.edges.web import lifespan, middleware, routes
from coach.settings import load_settings
from coach.views import MAIN_SCRIPT
from coach.views.parts import explain_failure

hide_in_what_is_written()
settings = load_settings()
app = st.App(
    MAIN_SCRIPT,
    lifespan=lifespan(settings),
    routes=routes(settings),
    middleware=middleware(),
    on_script_error=explain_failure,
)

if __name__ == "__main__":
    app.run()
