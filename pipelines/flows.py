"""When the steps run and with what patience; the only module that imports Prefect.

    build:     empty the inbox, then receive → clean → curate → check → protect → publish
    inbox:     empty the inbox, and build when it held something
    lateness:  which reports are missing → data/curated/missing_reports.csv, reminders.csv, reminders.txt

Policy: only the two steps that touch received or published files try again, and only after an OSError
(a network drive that is away for a moment). Nothing is cached and no result is kept: the fingerprint of the
inputs decides whether something changed. Wrong data is never retried; the last good snapshot stays.
"""

import argparse
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import prefect
from prefect import Task, flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Schedule
from prefect.states import Completed, Failed

from pipelines import build as steps
from pipelines import clock
from pipelines import lateness as late
from pipelines.failure import noted
from pipelines.problems import Problem
from pipelines.receiving import inbox as taking
from pipelines.receiving.verdicts import STATES, Outcome
from pipelines.reminders import reminders, write_reminders
from pipelines.schedule import read_deployments
from pipelines.settings import read_settings


def _files_were_away(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    return isinstance(state.result(raise_on_failure=False), OSError)


plain = partial(task, cache_policy=NO_CACHE, persist_result=False)
at_the_edge = partial(plain, retries=2, retry_delay_seconds=[10, 60], retry_condition_fn=_files_were_away)

receive = at_the_edge(steps.receive)
clean = plain(steps.clean)
curate = plain(steps.curate)
check = plain(steps.check)
protect = plain(steps.protect)
publish = at_the_edge(steps.publish)


@flow(name="bedarfsatlas-build", log_prints=True, persist_result=False)
def build(data: str) -> State[None]:
    """Empties the inbox, then builds and publishes one snapshot of the folder `data`, unless nothing has changed.

    Ends Failed with the sentence of a Problem (a check, another build under way); `latest` is then untouched.
    """
    folder = Path(data)
    try:
        outcomes = _emptied(folder)
        return _done(_told(outcomes) + _built(folder))
    except Problem as problem:
        return _not_done(problem)


@flow(name="bedarfsatlas-inbox", log_prints=True, persist_result=False)
def inbox(data: str) -> State[None]:
    """Empties the inbox of the folder `data` and builds when something came of it, now or before a run was killed.

    Ends Failed like `build`; what is in the inbox stays there until it is taken in or refused.
    """
    folder = Path(data)
    try:
        outcomes = _emptied(folder)
        if not taking.awaits_build(folder):
            return _done(_told(outcomes) or "Im Eingang liegt nichts Neues.")
        return _done(_told(outcomes) + _built(folder))
    except Problem as problem:
        return _not_done(problem)


def _emptied(folder: Path) -> list[Outcome]:
    """Empties the inbox; a line in the log for every file."""
    logger, outcomes = get_run_logger(), []
    for outcome in taking.empty(folder):
        (logger.warning if outcome.state == "refused" else logger.info)("Eingang: %s", outcome.sentence)
        outcomes.append(outcome)
    return outcomes


def _told(outcomes: list[Outcome]) -> str:
    """`Eingang: a.csv aufgenommen, b.csv abgelehnt. `; nothing where there was nothing."""
    files = ", ".join(f"{outcome.name} {STATES[outcome.state]}" for outcome in outcomes)
    return f"Eingang: {files}. " if files else ""


def _built(folder: Path) -> str:
    """Builds unless nothing has changed; the sentence that says so. Raises Problem."""
    say = get_run_logger().info
    with steps.run_lock(folder), noted(folder):
        if current := steps.is_current(folder):
            return f"Nichts hat sich geändert; es bleibt beim Stand {current}."
        run = receive(folder, say)
        run = clean(run, say)
        run = curate(run, say)
        run = check(run, say)
        run = protect(run, say)
        build_id = publish(run, say)
    return f"Neuer Stand {build_id} veröffentlicht."


@flow(name="bedarfsatlas-lateness", log_prints=True, persist_result=False)
def lateness(data: str) -> State[None]:
    """Names every late source and municipality of the latest snapshot and writes missing_reports.csv.

    Beside it reminders.csv and reminders.txt: what to send to whom.
    """
    folder, today = Path(data), clock.today()
    try:
        missing = late.missing_reports(folder, today)
        letters = reminders(folder, today, read_settings(folder).contact)
    except Problem as problem:
        return _not_done(problem)
    for report in missing:
        get_run_logger().warning(report.sentence)
    late.write_missing_reports(missing, folder / "curated" / "missing_reports.csv")
    write_reminders(letters, folder / "curated")
    return _done(f"{len(missing)} Meldungen fehlen." if missing else "Es fehlt keine Meldung.")


def _done(sentence: str) -> State[None]:
    get_run_logger().info(sentence)
    return Completed(message=sentence)


def _not_done(problem: Problem) -> State[None]:
    get_run_logger().error(str(problem))
    return Failed(message=str(problem))


def serve(prefect_yaml: Path, data: Path) -> None:
    """Registers the deployments of `prefect_yaml` for `data` and runs them until a signal comes."""
    deployments = [_deployment(entry, data) for entry in read_deployments(prefect_yaml)]
    # Not paused on shutdown: whoever is killed cannot pause, so starting must cope with leftovers anyway.
    prefect.serve(*deployments, limit=1, pause_on_shutdown=False, print_starting_message=False)


def _deployment(entry: dict[str, Any], data: Path) -> RunnerDeployment:
    function = entry["entrypoint"].rpartition(":")[2]
    return RunnerDeployment.from_entrypoint(
        f"pipelines.flows.{function}",
        name=entry["name"],
        description=entry.get("description"),
        schedules=[_schedule(timing) for timing in entry["schedules"]],
        parameters=entry.get("parameters", {}) | {"data": str(data)},
    )


def _schedule(timing: dict[str, Any]) -> Schedule:
    """A cron line, or an interval in seconds, in its time zone."""
    if "interval" in timing:
        timing = timing | {"interval": timedelta(seconds=timing["interval"])}
    return Schedule(**timing)


def main(arguments: list[str] | None = None) -> None:
    """`python -m pipelines.flows serve --data DIR --schedule FILE`: the worker process."""
    parser = argparse.ArgumentParser(prog="python -m pipelines.flows")
    verbs = parser.add_subparsers(required=True)
    serving = verbs.add_parser("serve", help="hält die Läufe einer prefect.yaml bereit")
    serving.add_argument("--data", type=Path, required=True)
    serving.add_argument("--schedule", type=Path, required=True)
    chosen = parser.parse_args(arguments)
    serve(chosen.schedule, chosen.data)


if __name__ == "__main__":
    main()
