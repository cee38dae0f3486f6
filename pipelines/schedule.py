"""Prefect's server and worker as child processes: settings, start, and whether runs are really planned.

Imports no Prefect: `up` shows the dashboard before anything heavy is loaded.
"""

import base64
import json
import os
import secrets
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.request import Request

import yaml

from pipelines.clock import BERLIN
from pipelines.processes import HOST, LOCAL, Child, answers, free_port, start, wait_until

ROOT = Path(__file__).resolve().parents[1]
SERVER_START_SECONDS = 120
PLANNING_SECONDS = 90
KEEP_RUNS_DAYS = 30
KEEP_EVENTS_DAYS = 7
DAY_SECONDS = 86_400


@dataclass(frozen=True)
class Planned:
    """The next run of one deployment; `what` is its description, `at` a Berlin instant."""

    name: str
    what: str
    at: datetime


@dataclass(frozen=True)
class Api:
    """Where the server of this `up` listens, and the password it asks for."""

    port: int
    secret: str

    def url(self, path: str) -> str:
        return f"http://{HOST}:{self.port}/api/{path}"

    def ask(self, path: str, question: dict[str, Any]) -> list[dict[str, Any]]:
        """The server's answer. Raises OSError when there is none."""
        password = base64.b64encode(f"up:{self.secret}".encode()).decode()
        headers = {"Content-Type": "application/json", "Authorization": f"Basic {password}"}
        request = Request(self.url(path), json.dumps(question).encode(), headers)
        return json.load(LOCAL.open(request, timeout=10))


def new_api() -> Api:
    """A free port and a fresh password."""
    return Api(free_port(), secrets.token_urlsafe(24))


def read_deployments(prefect_yaml: Path) -> list[dict[str, Any]]:
    """The deployments of a prefect.yaml as written there."""
    return yaml.safe_load(prefect_yaml.read_text(encoding="utf-8"))["deployments"]


def settings(data: Path, api: Api) -> dict[str, str]:
    """Environment of server and worker; Prefect settings of the calling shell are dropped."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return own | {
        "DO_NOT_TRACK": "1",
        "NO_PROXY": f"{HOST},localhost",
        "PYTHONUNBUFFERED": "1",
        "PREFECT_HOME": str(data.resolve() / ".prefect"),
        "PREFECT_API_URL": api.url("").rstrip("/"),
        # Without a password any web page open in a browser here could start runs through localhost.
        "PREFECT_API_AUTH_STRING": f"up:{api.secret}",
        "PREFECT_SERVER_API_AUTH_STRING": f"up:{api.secret}",
        "PREFECT_SERVER_API_HOST": HOST,
        "PREFECT_SERVER_API_PORT": str(api.port),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_ENABLED": "false",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": str(SERVER_START_SECONDS),
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(KEEP_RUNS_DAYS * DAY_SECONDS),
        "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": f"P{KEEP_EVENTS_DAYS}D",
        "PREFECT_LOGGING_COLORS": "false",
        "PREFECT_LOGGING_EXTRA_LOGGERS": "pipelines",
        # The log files are the record; the database need not hold every line again.
        "PREFECT_LOGGING_TO_API_ENABLED": "false",
        "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    }


def start_server(data: Path, api: Api, give_up: Callable[[], bool]) -> Child:
    """Starts Prefect's server. The child may be dead or not answering yet when `give_up` says so."""
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", HOST, "--port", str(api.port)]
    server = start("Prefect-Server", command, data / "logs" / "prefect-server.log", settings(data, api), ROOT)
    wait_until(lambda: answers(api.url("health")), lambda: give_up() or not server.is_alive, SERVER_START_SECONDS)
    return server


def start_worker(data: Path, api: Api, prefect_yaml: Path) -> Child:
    """Starts the process that registers the deployments of `prefect_yaml` and runs them when they are due."""
    command = [sys.executable, "-m", "pipelines.flows", "serve", "--data", str(data.resolve())]
    command += ["--schedule", str(prefect_yaml.resolve())]
    return start("Zeitplan", command, data / "logs" / "schedule.log", settings(data, api), ROOT)


def wait_for_plan(api: Api, prefect_yaml: Path, since: datetime, give_up: Callable[[], bool]) -> list[Planned]:
    """The next run of every deployment of `prefect_yaml`; empty when they are not all planned in time.

    Asks for runs, not for deployments: with the wrong sqlalchemy a deployment is there and never runs.
    """
    names = {entry["name"] for entry in read_deployments(prefect_yaml)}
    planned: list[Planned] = []

    def all_are_planned() -> bool:
        planned[:] = next_runs(api, since)
        return names <= {run.name for run in planned}

    return planned if wait_until(all_are_planned, give_up, PLANNING_SECONDS, every=0.5) else []


def next_runs(api: Api, since: datetime) -> list[Planned]:
    """The next run of each deployment that was registered after `since`; empty while the server is silent."""
    question = {
        "flow_runs": {
            "state": {"type": {"any_": ["SCHEDULED"]}},
            "expected_start_time": {"after_": since.isoformat()},
        },
        "sort": "EXPECTED_START_TIME_ASC",
    }
    try:
        found = api.ask("deployments/filter", {})
        runs = api.ask("flow_runs/filter", question)
    except OSError:
        return []
    deployments = {one["id"]: one for one in found if _registered_at(one) >= since}
    first: dict[str, Planned] = {}
    for run in runs:
        deployment = deployments.get(run["deployment_id"])
        # What was planned before a deployment was registered anew will not run.
        if deployment and _registered_at(deployment) <= datetime.fromisoformat(run["created"]):
            at = datetime.fromisoformat(run["expected_start_time"]).astimezone(BERLIN)
            name = deployment["name"]
            first.setdefault(name, Planned(name, deployment["description"] or name, at))
    return list(first.values())


def _registered_at(deployment: dict[str, Any]) -> datetime:
    # Registering replaces the schedules; the deployment itself keeps its first date.
    created = [datetime.fromisoformat(schedule["created"]) for schedule in deployment["schedules"]]
    return min(created, default=datetime.min.replace(tzinfo=UTC))
