"""The entry point: the script of the screen, and what is served beside it."""

import streamlit as st

from components.ui import served
from components.ui.signing import starting

starting.begin()
app = st.App(
    "components/ui/shell.py",
    routes=served.routes(),
    middleware=served.middleware(),
    on_script_error=served.on_script_error,
)
