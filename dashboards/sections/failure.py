"""Why the snapshot shown is older than what has arrived since: the last build was not published."""

import streamlit as st

from dashboards import theme
from dashboards.queries.snapshot import data_folder
from dashboards.text import t, told
from dashboards.visible import may_show
from pipelines.failure import last_failure


def show(snapshot: str) -> None:
    """The sentence of the build, with its instant; nothing when the last one was published."""
    if not may_show("failure", snapshot):
        return
    if failed := last_failure(data_folder()):
        at, sentence = failed
        st.warning(t("data_status.not_published", at=theme.instant(at.replace(tzinfo=None))))
        st.text(told(sentence))
