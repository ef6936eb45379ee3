"""Settings: who you are, what listens, whether a language model may be asked, and what is kept here."""

import streamlit as st

from coach.business_hours import check_region
from coach.edges.weights import list_models
from coach.presentation.retaining import days_word
from coach.presentation.settings import (
    AS_THE_BROWSER,
    CHANNELS,
    LABELS,
    fixed_line,
    model_choices,
    told,
    verdict_line,
    zones,
)
from coach.presentation.text import plain, safe_text
from coach.settings import PREFIX, Settings
from coach.views import erase, keeping, sending, session
from coach.views.parts import attempt, told_last

TYPED = ("caller", "firm", "call_back", "region")


def main() -> None:
    mine = session.settings()
    st.title("Settings")
    told_last("settings")
    if fixed := fixed_line(mine.from_environment, PREFIX):
        st.info(safe_text(fixed), icon=":material/lock:")
    _fill(mine)
    you, hearing, model, data = st.tabs(["You", "Listening", "Language model", "Your data"], key="part")
    with you:
        _you(mine)
    with hearing:
        _listening(mine)
    with model:
        sending.section(mine, _save)
    with data:
        erase.section(mine)


def _fill(mine: Settings) -> None:
    """What is kept stands in the fields, also when it was erased, or set in another tab, since they were drawn."""
    shown = st.session_state.setdefault("settings-shown", {})
    now = {name: getattr(mine, name) or "" for name in (*TYPED, *sending.TYPED)}
    now["timezone"] = mine.timezone or AS_THE_BROWSER
    now |= {name: days_word(getattr(mine, name)) for name in keeping.CHOSEN}
    for name, value in now.items():
        key = f"set-{name}"
        if key not in st.session_state or shown.get(name) != value:
            st.session_state[key] = value
    shown.update(now)


def _you(mine: Settings) -> None:
    st.markdown(
        "Your name and firm are listened for in every recording and stand in every draft, "
        "unless a recording or a lead says otherwise."
    )
    with st.form("you", border=True):
        values = {}  # a pair of columns for each row, so that they keep their order on a phone
        left, right = st.columns(2)
        values["caller"] = _text(left, mine, "caller", 120)
        values["firm"] = _text(right, mine, "firm", 120)
        left, right = st.columns(2)
        help_number = "The number that drafts ask a lead to call back."
        help_region = "Whose public holidays count for leads whose own are not known."
        values["call_back"] = _text(left, mine, "call_back", 60, help=help_number)
        values["region"] = _text(right, mine, "region", 10, placeholder="US, US-CA, GB-SCT", help=help_region)
        left, right = st.columns(2)
        values["timezone"] = _zone(left, mine)
        with right.container(height="stretch", vertical_alignment="bottom"):
            values["law_firm"] = st.checkbox(
                LABELS["law_firm"],
                value=mine.law_firm,
                disabled="law_firm" in mine.from_environment,
                help="Drafts say that a law firm writes.",
            )
        if st.form_submit_button("Save", type="primary"):
            _save(mine, values)


def _text(place, mine: Settings, name: str, longest: int, **more: str) -> str:
    """The field of one setting; one that the environment sets can be read and not changed."""
    return place.text_input(
        LABELS[name],
        max_chars=longest,
        disabled=name in mine.from_environment,
        key=f"set-{name}",
        **more,
    )


def _zone(place, mine: Settings) -> str | None:
    choices = [AS_THE_BROWSER, *zones()]
    if mine.timezone and mine.timezone not in choices:
        choices.append(mine.timezone)
    chosen = place.selectbox(
        LABELS["timezone"],
        choices,
        disabled="timezone" in mine.from_environment,
        help="Also a lead's, where none is known.",
        key="set-timezone",
    )
    return None if chosen == AS_THE_BROWSER else chosen


def _save(mine: Settings, values: dict[str, str | bool | None]) -> None:
    """Keeps what this page may change, and says so on the page that is drawn next."""
    fixed = mine.from_environment
    changes = {
        name: plain(value).strip() if isinstance(value, str) else value
        for name, value in values.items()
        if name not in fixed
    }
    if isinstance(region := changes.get("region"), str):
        changes["region"] = region.upper()

    def work() -> None:
        if changes.get("region"):
            check_region(changes["region"])
        session.keep(changes)

    attempt("settings", work, "Saved. It holds from now on, for the app and for the coach command.")
    st.rerun()


def _listening(mine: Settings) -> None:
    here = [(m.name, m.languages, m.megabytes) for m in list_models(mine.models_dir) if m.installed]
    models = model_choices(here, mine.speech_model)
    with st.form("listening", border=True):
        speech = st.selectbox(
            LABELS["speech_model"],
            list(models),
            index=list(models).index(mine.speech_model),
            format_func=lambda name: plain(models[name]),
            disabled="speech_model" in mine.from_environment,
            help="Those that are on this computer. `coach models get NAME` fetches another.",
        )
        channel = st.radio(
            LABELS["rep_channel"],
            list(CHANNELS),
            index=list(CHANNELS).index(mine.rep_channel),
            format_func=lambda side: CHANNELS[side],
            disabled="rep_channel" in mine.from_environment,
            horizontal=True,
            help="Most dialers put you on the same channel every time. Used only where nothing else tells who you are.",
        )
        if st.form_submit_button("Save", type="primary"):
            _save(mine, {"speech_model": speech, "rep_channel": channel})
    st.header("Your pace")
    st.markdown(safe_text(session.pace().because))
    st.caption("Measured on the voicemails that you reviewed here. The length of a draft is told at this pace.")
    st.header("Is everything in order?")
    if st.button("Check this installation", icon=":material/stethoscope:"):
        _checks()


def _checks() -> None:
    with st.spinner("Looking at the speech model, the samples, the disk …"):
        lines = told(session.examined())
    if all(line.ok for line in lines):
        st.success(verdict_line(lines), icon=":material/check_circle:")
    else:
        st.warning(verdict_line(lines), icon=":material/error:")
    for line in lines:
        sign = ":material/check_circle:" if line.ok else ":material/error:"
        st.markdown(f"{sign} {'' if line.ok else '**To do:** '}{safe_text(line.line)}")
        if line.fix:
            st.caption(safe_text(line.fix))


main()
