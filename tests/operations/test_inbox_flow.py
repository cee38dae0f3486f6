"""The scheduled flow empties the inbox and builds when something came of it; every file has a line in the log."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from pipelines import build as steps
from pipelines import flows, snapshot
from pipelines.receiving import inbox
from tests.fixtures.small_kreis import RHEINE, SmallKreis, csv_text, stock

GOOD = csv_text("allocation_report", [stock(RHEINE, "2018-01", "fluag_stock", 7)])


@pytest.fixture
def without_prefect(monkeypatch: pytest.MonkeyPatch) -> None:
    """The flows as plain functions: their steps without a server, their log in Python's own."""
    monkeypatch.setattr(flows, "get_run_logger", lambda: logging.getLogger("flow"))
    monkeypatch.setattr(inbox, "QUIET_SECONDS", 0.01)
    for step in ("receive", "clean", "curate", "check", "publish"):
        monkeypatch.setattr(flows, step, getattr(steps, step))


def drop(data: Path, name: str, text: str) -> None:
    (inbox.inbox_of(data) / name).write_text(text, "utf-8")


@pytest.mark.parametrize("flow", [flows.inbox, flows.build], ids=["inbox", "nightly"])
def test_what_lies_in_the_inbox_is_in_the_next_snapshot(kreis: SmallKreis, without_prefect, caplog, flow) -> None:
    drop(kreis.data, "gut.csv", GOOD)
    drop(kreis.data, "schlecht.csv", "a;b\n")
    with caplog.at_level(logging.INFO, "flow"):
        state = flow.fn(str(kreis.data))
    assert state.is_completed()
    assert state.message.startswith("Eingang: gut.csv aufgenommen, schlecht.csv abgelehnt. Neuer Stand ")
    assert [record.levelname for record in caplog.records if record.message.startswith("Eingang:")][:2] == [
        "INFO",
        "WARNING",
    ]
    assert snapshot.latest(kreis.data) is not None


def test_an_empty_inbox_builds_nothing(kreis: SmallKreis, without_prefect) -> None:
    kreis.add("allocation_report", stock(RHEINE, "2018-01", "fluag_stock", 5))
    built = kreis.build()
    kreis.own("parameter", "parameter,value\n")
    state = flows.inbox.fn(str(kreis.data))
    assert state.message == "Im Eingang liegt nichts Neues."
    assert snapshot.latest(kreis.data).name == built


def test_what_was_taken_in_before_the_run_was_killed_is_built_by_the_next(kreis: SmallKreis, without_prefect) -> None:
    drop(kreis.data, "gut.csv", GOOD)
    list(inbox.empty(kreis.data, lambda _: None))
    assert flows.inbox.fn(str(kreis.data)).message.startswith("Neuer Stand ")


def test_while_another_build_is_under_way_the_flow_fails_with_its_sentence(kreis: SmallKreis, without_prefect) -> None:
    drop(kreis.data, "gut.csv", GOOD)
    with steps.run_lock(kreis.data):
        state = flows.inbox.fn(str(kreis.data))
    assert state.is_failed()
    assert "Ein anderer Bau läuft gerade" in state.message
