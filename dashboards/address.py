"""Choices that live in the address, so that a page can be shared and found again."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import streamlit as st
from streamlit import config

from dashboards.text import t

# The choices of this run with their values.
HERE = "here"


def choose(label: str, names: dict[str, str], index: int, key: str, then: Callable[[], None] | None = None) -> str:
    """A select box whose value lives in the address, and in the session where a page switch clears it.

    Streamlit's own binding would write the shown name into the address instead of the code. `label`: key of its text,
    `then`: what else a new choice does.
    """
    _bind(key, names, default := list(names)[index])

    def keep() -> None:
        _keep(key, default)
        if then:
            then()

    return st.selectbox(
        t(label),
        list(names),
        format_func=names.__getitem__,
        key=key,
        on_change=keep,
        placeholder=t("common.choose"),
    )


def under_base(path: str) -> str:
    """An absolute path on this server as a browser has to ask for it: below the base path, where one is set."""
    base = (config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}{path}" if base else path


def pick(label: str, names: dict[str, str], default: str, key: str, *, is_named: bool = True) -> str:
    """A row of buttons, one of them pressed, whose value lives in the address like that of `choose`.

    `is_named`: the label stands above it; else only a screen reader says it.
    """
    _bind(key, names, default)
    st.segmented_control(
        t(label),
        list(names),
        format_func=names.__getitem__,
        key=key,
        on_change=_keep,
        args=(key, default),
        required=True,
        label_visibility="visible" if is_named else "collapsed",
    )
    return str(st.session_state[key])


def _bind(key: str, names: dict[str, str], default: str) -> None:
    """Sets a widget to what the address says; what is none of `names` is the default."""
    value = kept(key, default)
    value = value if value in names else default
    st.session_state[key] = value
    # another page may have another default: what nobody chose is not carried there
    if value != default:
        st.session_state[f"kept_{key}"] = value
    else:
        st.session_state.pop(f"kept_{key}", None)
    # a default that the address names stays there: whoever goes back finds the view that was left
    if st.query_params.get(key) != value:
        write(key, value, default)
    st.session_state[HERE] = st.session_state.get(HERE, {}) | {key: value}


def begin() -> None:
    """Forgets what an earlier run chose from; once per run, before any page."""
    st.session_state[HERE] = {}


def here() -> str:
    """The address of this view with every choice named, the defaults too."""
    return view(**st.session_state.get(HERE, {}))


def _keep(key: str, default: str) -> None:
    """Writes what was chosen into the address."""
    st.session_state[f"kept_{key}"] = st.session_state[key]
    write(key, st.session_state[key], default)


def kept(key: str, default: str) -> str:
    """What the address says, else what was chosen last, else `default`."""
    return st.query_params.get(key, st.session_state.get(f"kept_{key}", default))


def write(key: str, value: str | None, default: str | None = None) -> None:
    """Puts a value into the address; the default, or none, leaves it."""
    if value != default:
        st.query_params[key] = value
    elif key in st.query_params:
        del st.query_params[key]


def typed(label: str, key: str, hint: str) -> str:
    """A text box whose value lives in the address; `label` and `hint`: keys of their texts."""
    st.session_state[key] = st.query_params.get(key, "")
    return st.text_input(
        t(label), key=key, placeholder=t(hint), on_change=lambda: write(key, st.session_state[key], "")
    )


def view(**changes: str) -> str:
    """The address of this page with other values; an empty one takes back what was chosen last."""
    return "?" + urlencode(st.query_params.to_dict() | changes)
