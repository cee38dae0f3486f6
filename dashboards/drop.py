"""Lays a file from the browser into the drop folder, whole and under a harmless name; nobody here looks into it."""

from __future__ import annotations

import os
from pathlib import Path
from secrets import token_hex

from dashboards.queries.snapshot import data_folder
from pipelines.file_names import is_partial, safe_name, shortened

# As in .streamlit/config.toml: what the server itself refuses.
MOST_MEGABYTES = 50
# So that nobody fills the disk between two runs.
WAITING_MEGABYTES, WAITING_FILES = 1_000, 500


class InboxFull(Exception):
    """More waits in the drop folder than anybody sends between two runs."""


def is_on() -> bool:
    """Whether the Kreis wants files taken here: `upload = true` in data/settings.toml, told by the launcher."""
    return os.environ.get("BEDARFSATLAS_UPLOAD") == "1"


def drop(name: str, content: bytes) -> str:
    """Keeps the bytes in data/raw/inbox/ and returns the name they have there, one that was still free.

    Until it is whole the file is hidden from the run that empties the folder. Raises InboxFull, OSError.
    """
    inbox = data_folder() / "raw" / "inbox"
    inbox.mkdir(parents=True, exist_ok=True)
    _refuse_if_full(inbox, len(content))
    waiting = inbox / f".{token_hex(8)}.part"
    try:
        with waiting.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        target = _claimed(inbox, safe_name(name))
        waiting.replace(target)
    finally:
        waiting.unlink(missing_ok=True)
    return target.name


def waiting_files() -> int:
    """How many files lie in the drop folder, those that are hidden or half done left out."""
    return len(_files(data_folder() / "raw" / "inbox"))


def _files(inbox: Path) -> list[Path]:
    files = (path for path in inbox.rglob("*") if path.is_file() and not path.is_symlink())
    return [path for path in files if not is_partial(path.name)]


def _refuse_if_full(inbox: Path, more: int) -> None:
    files = _files(inbox)
    size = sum(path.stat().st_size for path in files) + more
    if len(files) >= WAITING_FILES or size > WAITING_MEGABYTES * 1_000_000:
        raise InboxFull


def _claimed(inbox: Path, name: str) -> Path:
    """An empty file of that name, numbered where the name is taken: nobody else gets it."""
    number = 1
    while True:
        path = inbox / (name if number == 1 else shortened(name, f"-{number}"))
        try:
            path.touch(exist_ok=False)
            return path
        except FileExistsError:
            number += 1
