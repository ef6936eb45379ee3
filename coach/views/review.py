"""Review: choose a recording, watch it being listened to, read what the listener heard.

The address says which of the three this is: nothing, `?job=...` or `?recording=...&t=...`. With `&own=1` the rep gives
their own verdicts first; with `&with=...` the recording stands beside another one.
"""

import streamlit as st

from coach.views import choosing, comparing, scorecard, working

if wanted := st.query_params.get_all("job"):
    working.page(wanted)
elif recording := st.query_params.get("recording"):
    if other := st.query_params.get("with"):
        comparing.page(recording, other)
    else:
        scorecard.page(recording, st.query_params.get("t"))
else:
    choosing.page()
