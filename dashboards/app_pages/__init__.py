"""The pages in the order of the navigation: module -> address. Each module has `render()`."""

from importlib import import_module

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboards import drop
from dashboards.text import t

PAGES = {
    "overview": "ueberblick",
    "municipality": "gemeinde",
    "allocation": "zuweisung",
    "offers": "angebote",
    "who": "wer-macht-was-wo",
    "data_status": "datenlage",
    "findings": "befunde",
    "downloads": "downloads",
    "upload": "einreichen",
    "accessibility": "barrierefreiheit",
}
# Reached from the foot of every page.
IN_THE_FOOT = {"accessibility"}


def shown() -> list[str]:
    """The pages of the navigation: all, but the one that takes files only where the Kreis wants it."""
    return [name for name in PAGES if name != "upload" or drop.is_on()]


def page(name: str) -> StreamlitPage:
    """The page of a module in this folder, for the navigation and for links to it. Raises KeyError."""
    render = import_module(f"dashboards.app_pages.{name}").render
    return st.Page(
        render,
        title=t(f"{name}.nav"),
        url_path=PAGES[name],
        default=name == next(iter(PAGES)),
        visibility="hidden" if name in IN_THE_FOOT else "visible",
    )
