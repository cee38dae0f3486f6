"""One build of a data folder at a time."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipelines.problems import NotPublished


@contextmanager
def run_lock(data: Path) -> Iterator[None]:
    """Holds the one build of a data folder. Raises NotPublished when another one is under way."""
    curated = data / "curated"
    try:
        curated.mkdir(parents=True, exist_ok=True)
        lock = (curated / ".build.lock").open("a+")
    except OSError as error:
        raise NotPublished(
            f"{curated} lässt sich nicht beschreiben ({error.strerror}); prüfen Sie die Rechte."
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            holder = lock.read().strip() or "unbekannt"
            raise NotPublished(
                f"Ein anderer Bau läuft gerade (Prozess {holder}); warten Sie, bis er fertig ist."
            ) from error
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield
