"""The verbs, as --help lists them. Mistakes of a user end in one sentence and exit code 1."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from pipelines import __version__, clock
from pipelines.arguments import (
    Parser,
    add_explain_arguments,
    add_extract_arguments,
    add_paper_arguments,
    add_scenario_arguments,
    address,
    day,
    port,
)
from pipelines.problems import Drifted, Problem, sentence_for
from pipelines.settings import ROOT, default_data

INTERRUPTED = 130
# 128 + SIGPIPE, as a shell reports a program whose reader has gone (… | head)
READER_GONE = 141
KNOWN = "Kenntnisstand: nur was an diesem Tag bekannt war, z. B. 2018-03-01 (sonst alles)"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one verb; returns the exit code: 0 done, 1 refused with a sentence, 2 call not understood, 130 Ctrl-C,
    141 nobody reads on.

    Raises OSError only for a fault of the program: one that no user can mend.
    """
    try:
        try:
            return _run(arguments)
        finally:
            # what waits in the buffer must meet the closed pipe here and not at the interpreter's end
            sys.stdout.flush()
    except OSError as error:
        # _run has put its own into sentences: what can be mended here is the output, closed or full
        sentence = sentence_for(error)
        if sentence is None and not isinstance(error, BrokenPipeError):
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if sentence is None:
            return READER_GONE
        print(sentence, file=sys.stderr)
        return 1


def _run(arguments: Sequence[str] | None) -> int:
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nAbgebrochen.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        raise
    except OSError as error:
        sentence = sentence_for(error)
        if sentence is None:
            raise
        print(sentence, file=sys.stderr)
        return 1


def _parser() -> Parser:
    parser = Parser(prog="bedarfsatlas", description="Wo im Kreis fehlt welches Integrationsangebot?")
    parser.add_argument("--version", action="version", version=f"Bedarfsatlas {__version__}", help="zeigt die Version")
    verbs = parser.add_subparsers(title="Verben", required=True, metavar="VERB")

    def verb(name: str, text: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=text, description=text)
        added.add_argument("--data", type=Path, metavar="ORDNER", help="Datenordner (sonst: data/)")
        added.set_defaults(run=run)
        return added

    up = verb("up", "baut, wenn nötig, und startet Dashboard und Zeitplan; nennt die Adresse", _up)
    show = verb("show", "startet nur das Dashboard", _show)
    for added in (up, show):
        added.add_argument("--port", type=port, default=8501, metavar="PORT", help="Port des Dashboards (8501)")
        added.add_argument("--address", type=address, metavar="IP", help="Adresse des Dashboards (127.0.0.1: nur hier)")
    build = verb("build", "baut aus data/raw einen neuen Stand, einmal", _build)
    add = verb("add", "nimmt Dateien auf und sagt, was aus jeder Zeile wurde", _add)
    add.add_argument(
        "files", nargs="*", type=Path, metavar="DATEI", help="Dateien, Ordner, ZIP-Archive (sonst: data/raw/inbox)"
    )
    add.add_argument(
        "--real-leaps", action="store_true", help="die Zahlen springen wirklich: Sprünge halten keine Datei auf"
    )
    status = verb("status", "zeigt Quellen, Fristen, letzten Stand und offene Befunde", _status)
    status.add_argument("--reminders", action="store_true", help="zeigt Erinnerungstexte für fehlende Meldungen")
    explain = verb("explain", "zeigt, wie die Aufnahmeverpflichtung einer Gemeinde zustande kommt", _explain)
    add_explain_arguments(explain)
    scenario = verb(
        "scenario", "rechnet die Lücken aller Gemeinden unter den Annahmen einer Szenariodatei (CSV)", _scenario
    )
    add_scenario_arguments(scenario)
    extract = verb("extract", "schreibt Tabellen als CSV, XLSX und Parquet mit Datenwörterbuch und Herkunft", _extract)
    add_extract_arguments(extract)
    paper = verb("paper", "schreibt Ratsvorlagen und Angebotsblätter als PDF oder DOCX", _paper)
    add_paper_arguments(paper)
    for added in (build, explain, extract, paper):
        added.add_argument("--as-known-on", type=day, metavar="TAG", help=KNOWN)
    return parser


def _data(options: argparse.Namespace) -> Path:
    data = (options.data or default_data()).resolve()
    if not data.is_dir():
        raise Problem(f"Den Datenordner {data} gibt es nicht; nennen Sie einen vorhandenen mit --data.")
    return data


def _up(options: argparse.Namespace) -> int:
    from pipelines.launcher import up

    return up(_data(options), options.port, ROOT / "prefect.yaml", bind=options.address)


def _show(options: argparse.Namespace) -> int:
    from pipelines.launcher import show

    return show(_data(options), options.port, bind=options.address)


def _build(options: argparse.Namespace) -> int:
    from pipelines.build import build, is_current

    data, day, began = _data(options), _known_on(options), time.monotonic()
    if current := is_current(data, day):
        print(f"Nichts Neues: Stand {current} ist aktuell.")
        return 0
    build_id = build(data, lambda step: print(f"  {step}", flush=True), day)
    print(f"Stand {build_id} veröffentlicht ({time.monotonic() - began:.1f} s).")
    return 0


def _known_on(options: argparse.Namespace) -> date | None:
    """The day whose picture is asked for. Raises Problem for one to come."""
    today = clock.today()
    if options.as_known_on and options.as_known_on > today:
        raise Problem(
            f"Der {options.as_known_on:%d.%m.%Y} liegt in der Zukunft; "
            f"nennen Sie bei --as-known-on einen Tag bis {today:%d.%m.%Y}."
        )
    return options.as_known_on


def _vintage(options: argparse.Namespace, data: Path) -> date | None:
    """The day whose picture is asked for, its snapshot built first where it is missing or stale."""
    from pipelines.build import build, is_current

    day = _known_on(options)
    if day and not is_current(data, day):
        print(f"Der Kenntnisstand vom {day:%d.%m.%Y} wird zuerst gebaut …", file=sys.stderr, flush=True)
        build(data, as_known_on=day)
    return day


def _add(options: argparse.Namespace) -> int:
    from pipelines.receiving.adding import add_all
    from pipelines.receiving.inbox import add_inbox

    data, refused, taken = _data(options), 0, 0
    if options.real_leaps and not options.files:
        raise Problem("Nennen Sie die Dateien, deren Zahlen wirklich springen: bedarfsatlas add --real-leaps DATEI …")
    given = add_all(options.files, data, real_leaps=options.real_leaps)
    for answer in given if options.files else add_inbox(data):
        if isinstance(answer, Problem):
            print(f"Nicht aufgenommen: {answer}", file=sys.stderr)
            if isinstance(answer, Drifted):
                print(answer.side_by_side(), file=sys.stderr)
            refused += 1
        else:
            print(answer)
            taken += 1
    if taken:
        print("Mit bedarfsatlas build wird daraus ein neuer Stand.")
    return 1 if refused else 0


def _status(options: argparse.Namespace) -> int:
    from pipelines.status import report

    print(report(_data(options), clock.today(), with_reminders=options.reminders))
    return 0


def _explain(options: argparse.Namespace) -> int:
    from pipelines.explaining.verb import explain

    data = _data(options)
    print(explain(data, options.place, options.as_of, options.scheme, _vintage(options, data), options.language))
    return 0


def _scenario(options: argparse.Namespace) -> int:
    from pipelines.scenarios.verb import scenario

    return scenario(_data(options), options.file, options.out, is_public=options.public)


def _extract(options: argparse.Namespace) -> int:
    from pipelines.extracts.asked import wish
    from pipelines.extracts.catalogue import Catalogue
    from pipelines.extracts.folder import write_extracts
    from pipelines.settings import read_settings
    from pipelines.snapshot import DATABASE, PUBLIC_DATABASE, latest, opened, refuse_another_version

    data, out = _data(options), options.folder or options.out
    if out is None:
        raise Problem("Nennen Sie den Ordner, in den geschrieben wird: bedarfsatlas extract ORDNER")
    snapshot = latest(data, _vintage(options, data))
    if snapshot is None:
        raise Problem("Es gibt noch keinen Stand; bauen Sie einen mit: bedarfsatlas build")
    settings = read_settings(data)
    database = PUBLIC_DATABASE if options.public else DATABASE
    with opened(snapshot, database) as con:
        refuse_another_version(con, snapshot.name)
        wanted = wish(con, options, Catalogue(settings.contributor_id, settings.catalog_url.rstrip("/")))
    files = write_extracts(snapshot, out, wanted, database)
    kind = ", Personen geschützt" if options.public else ""
    print(f"{len(files)} Dateien in {out} geschrieben (Stand {snapshot.name}{kind}).")
    return 0


def _paper(options: argparse.Namespace) -> int:
    from pipelines.papers.verb import paper
    from pipelines.snapshot import latest

    data = _data(options)
    print(paper(latest(data, _vintage(options, data)), options))
    return 0


if __name__ == "__main__":
    sys.exit(main())
