"""Keeps a file with the note that proves it, in a folder of their own: on the disk as a whole, or not at all."""

from __future__ import annotations

import os
import re
import shutil
import time
from pathlib import Path

from pipelines.problems import Unreadable
from pipelines.receiving.receipts import sha256

DAY_SECONDS = 86_400
HALF_DONE = re.compile(r"\..+\.\d+")


def free_folder(data: Path, folder: str, digest: str) -> str:
    """`folder` below data/raw if it is not there yet, else the same with a piece of `digest`, numbered if need be.

    A file and its note appear together, as a folder: files of the same second get one each.
    """
    for more in ("", f"-{digest[:8]}", *(f"-{digest[:8]}-{number}" for number in range(2, 100))):
        if not (data / "raw" / (folder + more)).exists():
            break
    return folder + more


def keep(path: Path, target: Path, ending: str, note: str, digest: str) -> None:
    """Copies `path` to `target` in a new folder and writes `note` beside it under the same name plus `ending`.

    After it returns both survive a power cut; killed before, there is nothing but a hidden folder that `sweep` removes.
    `digest` is what was read: raises Unreadable when the file has changed since, OSError when the folder is there.
    """
    folder = target.parent
    waiting = folder.with_name(f".{folder.name}.{os.getpid()}")
    shutil.rmtree(waiting, ignore_errors=True)
    waiting.mkdir(parents=True)
    try:
        copy, beside = waiting / target.name, waiting / (target.name + ending)
        shutil.copyfile(path, copy)
        if sha256(copy) != digest:
            raise Unreadable(f"{path.name} wurde während der Aufnahme verändert; nehmen Sie die Datei noch einmal auf.")
        beside.write_text(note, "utf-8")
        for written in (copy, beside, waiting):
            to_disk(written)
        waiting.rename(folder)
        for above in (folder.parent, folder.parent.parent):
            to_disk(above)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)


def to_disk(path: Path) -> None:
    """Waits until a file, or the list of names in a folder, is on the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def sweep(data: Path) -> None:
    """Removes what a killed run left half done; call it under the lock of the data folder."""
    left = [path for path in (data / "raw").glob("*/.*") if HALF_DONE.fullmatch(path.name)]
    left += (data / "curated").glob(".inbox-*")
    # `add` unpacks archives without the lock, so only what nobody can still be using
    old = time.time() - DAY_SECONDS
    left += [path for path in (data / "curated").glob(".unpack-*") if path.stat().st_mtime < old]
    for path in left:
        shutil.rmtree(path, ignore_errors=True)
