"""The verb scenario: from a scenario file to the gaps of all municipalities, today and as supposed, as CSV."""

from __future__ import annotations

import sys
from pathlib import Path

from pipelines.planning.scenario_checks import fitting
from pipelines.planning.scenario_file import LONGEST_TEXT, Unfit, read
from pipelines.problems import Problem
from pipelines.scenarios.gaps import picture, supposed
from pipelines.scenarios.known import known_in
from pipelines.scenarios.sentences import assumptions, sentence
from pipelines.scenarios.table import beside, csv_of
from pipelines.snapshot import DATABASE, PUBLIC_DATABASE, latest, opened, refuse_another_version
from pipelines.wording import Words


def scenario(data: Path, file: Path, out: Path | None, *, is_public: bool = False) -> int:
    """Writes the CSV to `out` or the screen, what is supposed to the error output; returns the exit code 0.

    Raises Problem when there is no snapshot, and as `run` does.
    """
    folder = latest(data)
    if folder is None:
        raise Problem("Es gibt noch keinen Stand; bauen Sie einen mit: bedarfsatlas build")
    content, said = run(folder, PUBLIC_DATABASE if is_public else DATABASE, file)
    sys.stderr.write("\n  ".join(["Annahmen, keine Daten:", *said]) + "\n")
    if out is None:
        sys.stdout.write(content.decode("utf-8").replace("\r\n", "\n"))
        return 0
    try:
        out.write_bytes(content)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise Problem(
            f"{out} lässt sich nicht schreiben; nennen Sie eine Datei in einem vorhandenen Ordner."
        ) from error
    sys.stdout.write(f"{out} geschrieben (Stand {folder.name}).\n")
    return 0


def run(folder: Path, database: str, file: Path) -> tuple[bytes, list[str]]:
    """The CSV (RFC 4180) of a scenario file against a snapshot, and in German what is supposed or was assumed.

    Raises Problem for a file that is no scenario, or that makes an assumption that cannot be.
    """
    words = Words()
    try:
        scenario, notes = read(_text(file))
    except Unfit as problem:
        raise Problem(f"{file.name}: {sentence(problem, words)}") from problem
    with opened(folder, database) as con:
        refuse_another_version(con, folder.name)
        known = known_in(con, scenario.month)
        fit, problems = fitting(scenario, known)
        if problems:
            said = " ".join(sentence(problem, words) for problem in problems)
            raise Problem(f"{file.name}: {words.say('scenario.refused', problems=said)}")
        today = picture(con, fit.month)
    rows = beside(today, supposed(folder / database, fit))
    content = csv_of(rows, fit.name or words.say("scenario.unnamed"), fit.month, "rfc4180")
    return content, [*(sentence(note, words) for note in notes), *assumptions(fit, known, words)]


def _text(file: Path) -> str:
    try:
        with file.open("rb") as handle:
            # four bytes a sign at most: one more tells that the text is too long
            content = handle.read(4 * LONGEST_TEXT + 1)
    except (FileNotFoundError, IsADirectoryError) as error:
        raise Problem(f"Die Datei {file} gibt es nicht; nennen Sie eine Szenariodatei.") from error
    return content.decode("utf-8", "replace")
