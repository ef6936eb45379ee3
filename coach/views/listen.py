"""A bare player for one recording: sound without its transcript."""

from __future__ import annotations

import streamlit as st

from coach.views import session

_LISTEN = st.components.v2.component(
    "coach_listen",
    html='<audio controls preload="metadata"></audio>\n',
    css="audio {\n  width: 100%; height: 40px; }\n",
    js="""export default function ({ data, parentElement }) {
  const audio = parentElement.querySelector("audio");
  if (audio.getAttribute("src") !== data.url) audio.src = data.url;
  audio.setAttribute("aria-label", data.label);
}
""",
)


def listen(recording: str, label: str) -> None:
    """`label` is what the player is called."""
    _LISTEN(key=f"listen-{recording}", data={"url": session.audio_url(recording), "label": label})
