"""What a reader is told of their role: which version this is, how to sign in, why a page is not for them."""

from __future__ import annotations

import streamlit as st

from dashboards import language
from dashboards.roles import Role
from dashboards.sign_in import is_possible, role
from dashboards.text import t

WHAT = {"public": "access.public", "municipality": "access.municipality", "kreis": "access.kreis"}
WHY = {"unknown": "access.unknown", "several": "access.several", "expired": "access.expired"}


def show(page: str) -> None:
    """In place of a page that is not for this reader: one sentence and the way in."""
    with st.container(key="head"):
        language.switch()
        st.title(t(f"{page}.nav"), anchor=False)
    reader = role()
    st.info(t("access.refused_signed_in" if reader.why or reader.kind != "public" else "access.refused"))
    with st.container(key="foot"):
        show_role(reader)


def show_role(reader: Role) -> None:
    """Which version of the figures this is, with the button to sign in or out; nothing at the desk of the Kreis."""
    is_signed_in = bool(st.user.get("is_logged_in"))
    if reader.kind == "kreis" and not is_signed_in:
        return
    with st.container(key="role", horizontal=True, vertical_alignment="center"):
        st.caption(_sentence(reader))
        if is_signed_in:
            st.button(t("access.sign_out"), on_click=st.logout, key="sign-out")
        elif is_possible():
            st.button(t("access.sign_in"), on_click=st.login, key="sign-in")


def _sentence(reader: Role) -> str:
    return t(WHY[reader.why] if reader.why else WHAT[reader.kind])
