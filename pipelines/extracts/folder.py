"""All files of an extract into a folder, which appears complete or not at all."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from pipelines.extracts.files import ALL, MARKER, Wish, files
from pipelines.problems import Problem, sentence_for
from pipelines.snapshot import DATABASE, opened


def write_extracts(snapshot: Path, out: Path, wish: Wish = ALL, database: str = DATABASE) -> list[Path]:
    """Writes all files of the snapshot folder into `out`, which appears complete or not at all; the files written.

    database: the file that is read, with people as counted or protected (PUBLIC_DATABASE).
    An earlier extract is replaced. Raises Problem when `out` holds anything else or cannot be written.
    """
    out = out.resolve()
    _check_target(out)
    waiting = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        made = _files_of(snapshot, wish, database)
        names = [_write(waiting / name, content).relative_to(waiting) for name, content in made]
        _replace(out, waiting)
    except OSError as error:
        other = f"{out} lässt sich nicht schreiben ({error.strerror}); nennen Sie einen anderen Ordner."
        raise Problem(sentence_for(error) or other) from error
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    return [out / name for name in names]


def _files_of(snapshot: Path, wish: Wish, database: str) -> Iterator[tuple[str, bytes]]:
    if not (snapshot / database).is_file():
        raise Problem(f"In {snapshot} liegt kein Stand; bauen Sie einen: bedarfsatlas build")
    with opened(snapshot, database) as con:
        yield from files(con, wish)


def _write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def _check_target(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise Problem(f"{out} ist eine Datei; nennen Sie einen Ordner.")
    held = {str(path.relative_to(out)) for path in out.rglob("*") if not path.is_dir()} if out.exists() else set()
    if held and MARKER not in held:
        raise Problem(f"{out} ist nicht leer; nennen Sie einen neuen oder leeren Ordner.")
    if foreign := sorted(held - _written_before(out)):
        raise Problem(f"{out} enthält {foreign[0]}, das nicht zum Auszug gehört; nennen Sie einen anderen Ordner.")


def _written_before(out: Path) -> set[str]:
    try:
        return {MARKER, *json.loads((out / MARKER).read_text("utf-8"))["sha256"]}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _replace(out: Path, waiting: Path) -> None:
    if not out.exists():
        waiting.rename(out)
        return
    earlier = out.with_name(f".{out.name}.{os.getpid()}.alt")
    out.rename(earlier)
    try:
        waiting.rename(out)
    except OSError:
        earlier.rename(out)
        raise
    shutil.rmtree(earlier, ignore_errors=True)
