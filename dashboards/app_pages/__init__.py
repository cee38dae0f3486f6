"""The pages in the order of the navigation: module -> address. Each module has `render()`."""

from importlib import import_module

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboards.text import t

PAGES = {
    "overview": "ueberblick",
    "municipality": "gemeinde",
    "allocation": "zuweisung",
    "offers": "angebote",
    "data_status": "datenlage",
    "findings": "befunde",
    "downloads": "downloads",
}


def page(name: str) -> StreamlitPage:
    """The page of a module in this folder, for the navigation and for links to it. Raises KeyError."""
    render = import_module(f"dashboards.app_pages.{name}").render
    return st.Page(render, title=t(f"{name}.nav"), url_path=PAGES[name], default=name == next(iter(PAGES)))
