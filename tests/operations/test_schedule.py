"""The shipped prefect.yaml, and what its flows promise."""

from datetime import timedelta
from pathlib import Path

import pytest
from prefect.cache_policies import NO_CACHE
from prefect.states import Failed

from pipelines import flows, schedule

from .conftest import ROOT

SHIPPED = schedule.read_deployments(ROOT / "prefect.yaml")


def test_the_build_runs_at_night_the_inbox_every_quarter_and_the_search_for_reports_on_mondays_in_berlin() -> None:
    timings = {entry["entrypoint"]: entry["schedules"] for entry in SHIPPED}
    assert timings == {
        "pipelines/flows.py:build": [{"cron": "15 3 * * *", "timezone": "Europe/Berlin"}],
        "pipelines/flows.py:inbox": [{"cron": "5-59/15 * * * *", "timezone": "Europe/Berlin"}],
        "pipelines/flows.py:lateness": [{"cron": "0 7 * * 1", "timezone": "Europe/Berlin"}],
    }


def test_deployments_build_the_given_folder_whatever_the_file_says() -> None:
    made = flows._deployment(SHIPPED[0], Path("/srv/kreis"))
    assert made.parameters == {"data": "/srv/kreis"}
    assert made.description == "nächtlicher Bau"


def test_no_deployment_has_a_concurrency_limit_that_a_crash_would_leave_taken() -> None:
    assert not [entry["name"] for entry in SHIPPED if "concurrency_limit" in entry]


def test_an_interval_is_read_in_seconds() -> None:
    assert flows._schedule({"interval": 5}).interval == timedelta(seconds=5)


@pytest.mark.parametrize(
    ("step", "retries"),
    [(flows.receive, 2), (flows.clean, 0), (flows.curate, 0), (flows.check, 0), (flows.publish, 2)],
)
def test_only_steps_at_the_edge_try_again_and_none_is_cached(step: flows.Task, retries: int) -> None:
    assert step.retries == retries
    assert step.cache_policy == NO_CACHE
    assert step.persist_result is False


@pytest.mark.parametrize(("error", "again"), [(OSError("away"), True), (ValueError("wrong"), False)])
def test_only_missing_files_are_worth_another_try(error: Exception, again: bool) -> None:
    assert flows._files_were_away(flows.receive, None, Failed(data=error)) is again


def test_prefect_keeps_its_home_in_the_data_folder_and_ignores_the_shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_KEY", "somebody's")
    env = schedule.settings(tmp_path, schedule.Api(4242, "secret"))
    assert "PREFECT_API_KEY" not in env
    assert env["PREFECT_HOME"] == f"{tmp_path}/.prefect"
    assert env["PREFECT_API_URL"] == "http://127.0.0.1:4242/api"
    assert (env["DO_NOT_TRACK"], env["PREFECT_SERVER_ANALYTICS_ENABLED"]) == ("1", "false")
