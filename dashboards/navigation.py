"""The script behind every address: the list of pages and nothing else."""

import streamlit as st

from dashboards.app_pages import page, shown
from dashboards.widgets import prepare

prepare()
st.navigation([page(name) for name in shown()], position="top").run()
