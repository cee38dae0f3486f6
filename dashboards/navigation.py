"""The script behind every address: the list of pages and nothing else."""

import streamlit as st

from dashboards.app_pages import page, shown
from dashboards.text import t
from dashboards.widgets import prepare

prepare()
shown_page = st.navigation([page(name) for name in shown()], position="top")
# Says first which page this is: a tab and a screen reader read the beginning.
st.set_page_config(page_title=f"{shown_page.title} – {t('common.product')}")
shown_page.run()
