"""The script behind every address: the list of pages and nothing else."""

import streamlit as st

from dashboards.app_pages import page, shown
from dashboards.text import t
from dashboards.widgets import prepare

prepare()
chosen = st.navigation([page(name) for name in shown()], position="top")
# Says first which page this is: a tab and a screen reader read the beginning.
st.set_page_config(page_title=f"{chosen.title} – {t('common.product')}")
# Only shown to whoever waits longer than half a second: the first one on a new snapshot.
with st.spinner(t("common.working")):
    chosen.run()
