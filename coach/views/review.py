"""Review: choose a recording, watch it being listened to, read what the listener heard.

The address says which of the three this is: nothing, `?job=...` or `?recording=...&t=...`.
"""

import streamlit as st

from coach.views import choosing, scorecard, working

if wanted := st.query_params.get_all("job"):
    working.page(wanted)
elif recording := st.query_params.get("recording"):
    scorecard.page(recording, st.query_params.get("t"))
else:
    choosing.page()
