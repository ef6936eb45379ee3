"""What to say to one lead next: drafts to read, edit, copy, and mark as sent."""

from __future__ import annotations

import streamlit as st

from coach.pursuit import Pursuit


def section(pursuit: Pursuit) -> None:
    """The drafts."""
    st.info("Drafts come here.")
