"""What `add` answers: what a file was recognised as, how many rows were taken, which were set aside and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pipelines.build import run_lock
from pipelines.clock import utc_now
from pipelines.forms.hsds_package import is_package, is_package_folder, packed
from pipelines.forms.rules import german_day
from pipelines.grids.archive import unpack
from pipelines.grids.opening import is_archive
from pipelines.problems import Fault, Problem, Unreadable, sentence_for
from pipelines.receiving.intake import Answer, take_in_all
from pipelines.receiving.keeping import sweep
from pipelines.receiving.layout import Finding
from pipelines.receiving.receipts import RECEIPT

SHOWN = 20


def add_all(paths: Iterable[Path], data: Path, *, real_leaps: bool = False) -> Iterator[str | Problem]:
    """Takes files in, also those in folders and ZIP archives; for each what became of it, or why it stays outside."""
    for path in paths:
        try:
            if path.is_dir() and not is_package_folder(path):
                yield from add_all(_in_folder(path, data), data, real_leaps=real_leaps)
                continue
            with _members(path, data) as members:
                for member in members:
                    yield _told(member, data, real_leaps)
        except Problem as problem:
            yield problem


def _told(path: Path, data: Path, real_leaps: bool) -> str | Problem:
    try:
        return add_file(path, data, real_leaps=real_leaps)
    except Problem as problem:
        return problem
    except OSError as error:
        if (sentence := sentence_for(error)) or error.errno is None:
            return Problem(sentence or f"{path.name}: {error}.")
        return Unreadable(f"{path.name} lässt sich nicht lesen: {error.strerror}.")
    except Exception as error:
        return Fault(path.name, error)


def add_file(path: Path, data: Path, *, real_leaps: bool = False) -> str:
    """Takes one file in and tells in German what became of it. Raises Unreadable with a sentence."""
    if not path.is_file():
        raise Unreadable(f"{path} gibt es nicht; prüfen Sie den Namen.")
    with run_lock(data):
        sweep(data)
        return "\n".join(tell(answer) for answer in take_in_all(path, data, utc_now(), real_leaps=real_leaps))


@contextmanager
def _members(path: Path, data: Path) -> Iterator[list[Path]]:
    """The files behind a path; those of an archive are unpacked under data/ for as long as they are needed.

    Tables that belong together (HSDS) stay one archive, or become one where they lie in a folder.
    """
    if path.is_dir() or (path.is_file() and is_archive(path) and not is_package(path)):
        (data / "curated").mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".unpack-", dir=data / "curated") as folder:
            files = [packed(path, Path(folder))] if path.is_dir() else unpack(path, Path(folder))
            if not files:
                raise Unreadable(f"{path} enthält keine Datei; liefern Sie das Archiv neu.")
            yield files
    else:
        yield [path]


def _in_folder(folder: Path, data: Path) -> list[Path]:
    """Files of a folder and those below, hidden ones and the data folder itself left out. Raises Unreadable: none."""
    own = data.resolve()

    def is_meant(path: Path) -> bool:
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        place = path.resolve()
        return not (hidden or path.is_symlink() or path.name.endswith(RECEIPT)) and (
            own not in place.parents or (own / "raw" / "inbox") in place.parents
        )

    meant = [path for path in sorted(folder.rglob("*")) if is_meant(path)]
    packages = [path for path in meant if path.is_dir() and is_package_folder(path)]
    files = [path for path in meant if path.is_file() and not any(package in path.parents for package in packages)]
    found = sorted([*packages, *files])
    if not found:
        raise Unreadable(f"{folder} enthält keine Datei, die sich aufnehmen ließe; nennen Sie einen anderen Ordner.")
    return found


def tell(answer: Answer) -> str:
    """The answer as lines of text."""
    receipt = answer.receipt
    head = f"{Path(receipt.file).name}: {receipt.recognised_as}"
    if answer.already_there:
        return f"{head}, schon am {german_day(receipt.received_at[:10])} aufgenommen; nichts geändert."
    days = " bis ".join(map(german_day, receipt.period.split("/")))
    period = f", Zeitraum {days}" if days else ""
    rows = f"{receipt.rows_taken} Zeilen übernommen, {receipt.rows_set_aside} beiseitegelegt"
    lines = [
        f"  {_place(finding)}„{finding.value}“ {finding.reason}. {finding.action}"
        for finding in answer.findings[:SHOWN]
    ]
    if len(answer.findings) > SHOWN:
        lines.append(f"  … und {len(answer.findings) - SHOWN} weitere Befunde; alle stehen auf der Seite Befunde.")
    return "\n".join([f"{head}{period}: {rows}.", *lines])


def _place(finding: Finding) -> str:
    if finding.line is None:
        return ""
    column = f", Spalte {finding.column_name}" if finding.column_name else ""
    return f"Zeile {finding.line}{column}: "
