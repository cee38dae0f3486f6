"""What the page Was wäre wenn asks: what is known of a month, and its gaps today and under a scenario."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import streamlit as st

from dashboards.queries import ledger
from dashboards.queries.downloads import origin_of
from dashboards.queries.snapshot import name_of, reading
from pipelines.extracts.origin import NO_PROTECTION
from pipelines.file_names import safe_name
from pipelines.ledgers import settled
from pipelines.planning.scenario import Scenario
from pipelines.planning.scenario_checks import Known
from pipelines.planning.scenario_file import write
from pipelines.scenarios.gaps import Picture, picture, supposed
from pipelines.scenarios.known import known_in
from pipelines.scenarios.owed import owed
from pipelines.scenarios.table import beside

_SHARES = """
select age_band, value from curated.age_share
where cast($month as date) >= valid_from and (valid_to is null or cast($month as date) <= valid_to)
"""


# Shared by all sessions, like every answer of a snapshot: nobody changes them.
@st.cache_resource(max_entries=60, show_spinner=False)
def known(snapshot: str, month: str, language: str) -> Known:
    """What is known of a month (`2018-01`), categories named in `language`."""
    with reading(snapshot) as connection:
        return known_in(connection, month, language)


@st.cache_resource(max_entries=60, show_spinner=False)
def age_shares(snapshot: str, month: str) -> dict[str, float]:
    """The share of each age band in a month."""
    with reading(snapshot) as connection:
        return dict(connection.execute(_SHARES, {"month": f"{month}-01"}).fetchall())


def gaps(snapshot: str, scenario: Scenario) -> pd.DataFrame:
    """Rows of `scenarios.table.beside` of a scenario that fits; computed once for whoever asks the same."""
    return _gaps(snapshot, write(_unnamed(scenario)), scenario)


@st.cache_resource(max_entries=100, show_spinner=False)
def _gaps(snapshot: str, told: str, _scenario: Scenario) -> pd.DataFrame:
    today = _today(snapshot, _scenario.month)
    return beside(today, supposed(Path(snapshot), _scenario) if _scenario else today)


@st.cache_resource(max_entries=30, show_spinner=False)
def _today(snapshot: str, month: str) -> Picture:
    with reading(snapshot) as connection:
        return picture(connection, month)


def obligations(snapshot: str, scenario: Scenario, month: Known) -> pd.DataFrame:
    """Rows of `scenarios.owed.owed`: the ledgers of those whose people or facilities change."""
    return _obligations(snapshot, write(_unnamed(scenario)), scenario, month)


@st.cache_resource(max_entries=100, show_spinner=False)
def _obligations(snapshot: str, told: str, _scenario: Scenario, _known: Known) -> pd.DataFrame:
    return owed(_scenario, _known, lambda day, scheme: ledger.facts(snapshot, day, scheme), settled)


def file_name(snapshot: str, scenario: Scenario, title: str) -> str:
    """`Beispielrechnung_Haus zu_2018-01_abcdef01_geschuetzt.csv`; `title`: the scenario's name, or what stands for it.

    With invented offers in a row it begins with `Beispielrechnung_`; of protected figures it ends with `_geschuetzt`.
    """
    prefix = "Beispielrechnung_" if gaps(snapshot, scenario)["is_synthetic"].any() else ""
    ending = "" if origin_of(snapshot).protection == NO_PROTECTION else "_geschuetzt"
    return f"{prefix}{safe_name(title)}_{scenario.month}_{name_of(snapshot)[:8]}{ending}.csv"


def _unnamed(scenario: Scenario) -> Scenario:
    return replace(scenario, name="", made_on="")
