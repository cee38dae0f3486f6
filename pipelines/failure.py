"""The last build that was not published: when and why, until one is. For those who were not there when it ended."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from pipelines.problems import NotPublished

NOTE = "not_published.json"


@contextmanager
def noted(data: Path) -> Iterator[None]:
    """Writes down why a build under way was not published; takes the note away when one was, or is still current.

    Raises NotPublished again.
    """
    note = data / "curated" / NOTE
    try:
        yield
    except NotPublished as problem:
        # a full disk is one of the reasons why there may be no note
        with suppress(OSError):
            waiting = note.with_name(f".{NOTE}.{os.getpid()}")
            text = {"at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", "sentence": str(problem)}
            waiting.write_text(json.dumps(text, ensure_ascii=False), "utf-8")
            waiting.replace(note)
        raise
    with suppress(OSError):
        note.unlink(missing_ok=True)


def last_failure(data: Path) -> tuple[datetime, str] | None:
    """Instant (UTC) and sentence of the last build, when it was not published; None when it was."""
    try:
        text = json.loads((data / "curated" / NOTE).read_text("utf-8"))
        return datetime.fromisoformat(text["at"]), str(text["sentence"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
