"""The script behind every address: the list of pages and nothing else."""

import streamlit as st

from dashboards.app_pages import PAGES, page
from dashboards.widgets import prepare

prepare()
st.navigation([page(name) for name in PAGES], position="top").run()
