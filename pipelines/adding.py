"""What `add` answers: what a file was recognised as, how many rows were taken, which were set aside and why."""

from __future__ import annotations

from pathlib import Path

from pipelines.build import run_lock
from pipelines.intake import Answer, take_in, utc_now
from pipelines.problems import Unreadable

SHOWN = 20


def add_file(path: Path, data: Path) -> str:
    """Takes one file in and tells in German what became of it. Raises Unreadable with a sentence."""
    if path.is_dir():
        raise Unreadable(f"{path} ist ein Ordner; nennen Sie die Dateien darin, zum Beispiel {path}/*.csv.")
    if not path.is_file():
        raise Unreadable(f"{path} gibt es nicht; prüfen Sie den Namen.")
    with run_lock(data):
        return tell(take_in(path, data, utc_now()))


def tell(answer: Answer) -> str:
    """The answer as lines of text."""
    receipt = answer.receipt
    head = f"{Path(receipt.file).name}: {receipt.recognised_as}"
    if answer.already_there:
        return f"{head}, schon am {receipt.received_at[:10]} aufgenommen; nichts geändert."
    period = f", Zeitraum {receipt.period.replace('/', ' bis ')}" if receipt.period else ""
    rows = f"{receipt.rows_taken} Zeilen übernommen, {receipt.rows_set_aside} beiseitegelegt"
    lines = [
        f"  Zeile {finding.line}, Spalte {finding.column_name}: „{finding.value}“ {finding.reason}. {finding.action}"
        for finding in answer.findings[:SHOWN]
    ]
    if len(answer.findings) > SHOWN:
        lines.append(f"  … und {len(answer.findings) - SHOWN} weitere Befunde; alle stehen auf der Seite Datenlage.")
    return "\n".join([f"{head}{period}: {rows}.", *lines])
