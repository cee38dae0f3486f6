"""`up` and `show`: build if needed, dashboard first, then the schedule, all of it ended together.

up ─┬─ (build)                      in this process, before anything listens
    ├─ dashboard      :port         its end ends everything
    ├─ Prefect server :free port    their end is told once, the dashboard stays
    └─ schedule       (worker)
"""

import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from pipelines import build as steps
from pipelines import schedule
from pipelines.bound import Bound, strangers
from pipelines.problems import Problem
from pipelines.processes import (
    HOST,
    Child,
    Held,
    answers,
    end,
    held,
    is_free,
    start,
    stop_signals,
    wait_until,
)
from pipelines.schedule import ROOT
from pipelines.settings import Settings, read_settings
from pipelines.snapshot import latest

APP = ROOT / "dashboards" / "app.py"
DASHBOARD_START_SECONDS = 90
INTERRUPTED = 130


def up(data: Path, port: int, prefect_yaml: Path, app: Path = APP, bind: str | None = None) -> int:
    """Serves dashboard and schedule of the folder `data` until Ctrl-C; returns the exit code.

    `bind`: the address of this machine to listen on; None: that of the settings.

    0 after Ctrl-C or SIGTERM; 1 when another `up` serves `data`, the port is taken, there is no snapshot to
    show, or the dashboard ends; 130 when interrupted while building.
    """
    try:
        with held(data / ".up.lock", f"{os.getpid()}\n{address(port)}"):
            return _serve(data, port, app, prefect_yaml, bind)
    except Held as other:
        pid, _, url = str(other).partition("\n")
        return _refuse(f"Für {data} läuft Bedarfsatlas schon: {url} (Prozess {pid}; beenden mit Strg+C).")


def show(data: Path, port: int, app: Path = APP, bind: str | None = None) -> int:
    """Serves only the dashboard of the newest snapshot until Ctrl-C; exit codes as of `up`."""
    return _serve(data, port, app, None, bind)


def address(port: int) -> str:
    """What to type into the browser."""
    return f"http://{HOST}:{port}"


def _serve(data: Path, port: int, app: Path, prefect_yaml: Path | None, bind: str | None) -> int:
    bind = bind or _settings(data).address
    if not is_free(port, bind):
        return _refuse(
            f"Port {port} ist belegt. Starten Sie mit einem anderen, zum Beispiel: PORT={_next_free(port)} make up"
        )
    try:
        if prefect_yaml:
            _build_if_needed(data)
        if not latest(data):
            return _refuse("Es gibt noch keinen Stand zum Anzeigen; bauen Sie einen: bedarfsatlas build")
    except KeyboardInterrupt:
        print("\nAbgebrochen; veröffentlicht wurde nichts.", file=sys.stderr)
        return INTERRUPTED
    children: list[Child] = []
    with stop_signals() as stop:
        try:
            return _run(data, Bound(bind, port), app, prefect_yaml, children, stop)
        finally:
            end(children)


def _build_if_needed(data: Path) -> None:
    """Builds when the inputs changed. What prevents publishing is said; the last good snapshot stays."""
    try:
        if steps.is_current(data):
            return
        began = time.monotonic()
        _tell("Baue einen neuen Stand …")
        build_id = steps.build(data, _show_step)
        _show_step("")
        _tell(f"Stand {build_id} ist fertig ({time.monotonic() - began:.0f} s).")
    except Problem as problem:
        _say_not_built(data, str(problem))
    except Exception:
        # A fault of the program must not take the last good snapshot from the planner.
        log = data / "logs" / "build.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(traceback.format_exc(), encoding="utf-8")
        _say_not_built(data, f"Der Bau ist an einem Programmfehler gescheitert; ihn nennt {log}.")


def _show_step(step: str) -> None:
    # On a screen each step replaces the one before; in a log file they would only be noise.
    if sys.stdout.isatty():
        print(f"\r\033[K{step}", end="", flush=True)


def _say_not_built(data: Path, sentence: str) -> None:
    last_good = " Gezeigt wird der letzte gute Stand." if latest(data) else ""
    print(sentence + last_good, file=sys.stderr, flush=True)


def _run(
    data: Path,
    bound: Bound,
    app: Path,
    prefect_yaml: Path | None,
    children: list[Child],
    stop: threading.Event,
) -> int:
    """Adds every process it starts to `children`; the caller ends them."""
    dashboard = start_dashboard(data, bound, app, "dashboard" if prefect_yaml else f"show-{bound.port}")
    children.append(dashboard)

    def over() -> bool:
        return stop.is_set() or not dashboard.is_alive

    if wait_until(lambda: answers(f"{bound.url}/_stcore/health"), over, DASHBOARD_START_SECONDS):
        _tell(f"Bedarfsatlas: {bound.url}  (beenden mit Strg+C)")
        if sentence := strangers(bound.address):
            _tell(sentence)
        if prefect_yaml:
            _start_schedule(data, prefect_yaml, children, over)
        _watch(children, over)
    if stop.is_set():
        return 0
    return _refuse(f"Das Dashboard läuft nicht mehr; den Grund nennt {dashboard.log}.")


def start_dashboard(data: Path, bound: Bound, app: Path, name: str) -> Child:
    """Starts Streamlit for `app` on that address and port."""
    command = [sys.executable, "-m", "streamlit", "run", str(app.resolve())]
    command += [f"--server.address={bound.address}", f"--server.port={bound.port}", "--server.headless=true"]
    command += ["--server.fileWatcherType=none"]
    command += ["--browser.gatherUsageStats=false", "--global.developmentMode=false"]
    command += ["--client.showErrorDetails=none", "--client.toolbarMode=minimal"]
    env = os.environ | {"BEDARFSATLAS_DATA": str(data.resolve()), "PYTHONUNBUFFERED": "1"} | _told_to_pages(data)
    return start("Dashboard", command, data / "logs" / f"{name}.log", env, ROOT)


def _told_to_pages(data: Path) -> dict[str, str]:
    """The settings a dashboard needs: it reads nothing but a snapshot. A wrong file was said when it was built."""
    settings = _settings(data)
    return {
        "BEDARFSATLAS_UPLOAD": "1" if settings.upload else "",
        "BEDARFSATLAS_CONTACT": settings.contact,
        "BEDARFSATLAS_CONTRIBUTOR": settings.contributor_id,
        "BEDARFSATLAS_CATALOG": settings.catalog_url,
        "BEDARFSATLAS_ACCESS": settings.access.to_json(),
    }


def _settings(data: Path) -> Settings:
    try:
        return read_settings(data)
    except Problem:
        return Settings()


def _start_schedule(data: Path, prefect_yaml: Path, children: list[Child], over: Callable[[], bool]) -> None:
    """Adds server and worker to `children` and says when all is planned; else ends both and says so."""
    api, since = schedule.new_api(), datetime.now(UTC)
    children.append(schedule.start_server(data, api, over))
    if not over() and children[-1].is_alive:
        children.append(schedule.start_worker(data, api, prefect_yaml))
    own = children[1:]
    lost = lambda: over() or not all(child.is_alive for child in own)  # noqa: E731
    planned = schedule.wait_for_plan(api, prefect_yaml, since, lost)
    if planned:
        _tell("Zeitplan läuft: " + ", ".join(f"{run.what} am {run.at:%d.%m.%Y um %H:%M}" for run in planned))
    elif not over():
        _drop_schedule(children, own[-1])


def _watch(children: list[Child], over: Callable[[], bool]) -> None:
    """Returns when `over`. A dead server or worker takes the other along, once; the dashboard stays."""
    while not over():
        dead = [child for child in children[1:] if not child.is_alive]
        if dead:
            _drop_schedule(children, dead[0])
        time.sleep(0.2)


def _drop_schedule(children: list[Child], child: Child) -> None:
    end(children[1:])
    del children[1:]
    print(
        f"Der Zeitplan läuft nicht, den Grund nennt {child.log}. Das Dashboard bleibt; "
        "neu bauen Sie bis zum nächsten Start mit: bedarfsatlas build",
        file=sys.stderr,
        flush=True,
    )


def _next_free(port: int) -> int:
    return next((other for other in range(port + 1, 65_536) if is_free(other)), 8501)


def _tell(sentence: str) -> None:
    print(sentence, flush=True)


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr, flush=True)
    return 1
