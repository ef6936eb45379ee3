"""A page without the guard, for the twin of G8: it shows words of others as Markdown and as markup."""

import streamlit as st

st.title("Bare")
text = st.query_params.get("text", "")
st.markdown(text)
st.markdown(text, unsafe_allow_html=True)
