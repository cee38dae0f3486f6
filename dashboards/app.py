"""What `streamlit run` serves: the pages, the map's geometry beside them, the page in its language."""

from pathlib import Path

import streamlit as st

from dashboards.promptness import without_waiting
from dashboards.routes import MIDDLEWARE, ROUTES, tell_failure

app = st.App(
    Path(__file__).with_name("navigation.py"),
    routes=ROUTES,
    middleware=MIDDLEWARE,
    lifespan=without_waiting,
    on_script_error=tell_failure,
)
