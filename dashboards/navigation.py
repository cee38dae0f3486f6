"""The script behind every address: the list of pages and nothing else."""

import streamlit as st

from dashboards.app_pages import page, shown
from dashboards.sign_in import role
from dashboards.text import t
from dashboards.widgets import prepare

prepare()
reader = role()
chosen = st.navigation([page(name, reader) for name in shown()], position="top")
# Says first which page this is: a tab and a screen reader read the beginning.
st.set_page_config(page_title=f"{chosen.title} – {t('common.product')}")
chosen.run()
