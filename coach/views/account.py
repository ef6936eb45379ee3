"""Account: who you are here, logging out, and erasing what is yours. Only where a team uses the app."""

import streamlit as st

from coach.presentation.people import account_lines
from coach.presentation.text import safe_text
from coach.views import erase, gate
from coach.views.parts import told_last


def main() -> None:
    st.title("Your account")
    told_last("settings")
    for line in account_lines(gate.actor()):
        st.markdown(safe_text(line))
    st.button("Log out", icon=":material/logout:", on_click=gate.leave)
    st.header("Erase a recording")
    erase.one()


main()
