"""What becomes of one file from the inbox: taken, known already, or refused; archives file by file."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipelines.file_names import safe_name
from pipelines.forms.hsds_package import is_package
from pipelines.grids.archive import unpack
from pipelines.grids.opening import is_archive
from pipelines.problems import Drifted, Fault, Problem, Unreadable
from pipelines.receiving.adding import tell
from pipelines.receiving.intake import recognise, take_in_all, utc_now
from pipelines.receiving.keeping import free_folder
from pipelines.receiving.receipts import REFUSED, sha256
from pipelines.receiving.refusals import Refusal, refuse

STATES = {"taken": "aufgenommen", "known": "schon bekannt", "refused": "abgelehnt", "waiting": "bleibt liegen"}


@dataclass(frozen=True)
class Outcome:
    """`name` from the inbox on; `sentence` German, of several lines where rows were set aside.

    `side_by_side`: what was expected and what was found where the layout has drifted, else empty.
    """

    name: str
    state: Literal["taken", "known", "refused", "waiting"]
    sentence: str
    side_by_side: str = ""


def verdicts(path: Path, name: str, data: Path, folder: Path) -> Iterator[Outcome]:
    """What became of a file; `folder` is where an archive may be unpacked. Everything said is on the disk.

    Raises Problem when data/raw cannot take anything in, OSError when the disk does not play along.
    """
    try:
        members = _members(path, folder)
    except Unreadable as problem:
        yield _refused(path, name, data, problem)
        return
    if members is None:
        yield _verdict(path, name, data)
        return
    for member in members:
        yield _verdict(member, f"{name}/{member.name}", data)


def _members(path: Path, folder: Path) -> list[Path] | None:
    """The files of an archive, None for any other file and for tables that belong together. Raises Unreadable."""
    if not is_archive(path) or is_package(path):
        return None
    folder.mkdir()
    members = unpack(path, folder)
    if not members:
        raise Unreadable(f"{path.name} enthält keine Datei; liefern Sie das Archiv neu.")
    return [member.rename(member.with_name(safe_name(member.name))) for member in members]


def _verdict(path: Path, name: str, data: Path) -> Outcome:
    try:
        answers = take_in_all(path, data, utc_now())
    except Unreadable as problem:
        return _refused(path, name, data, problem)
    except (Problem, OSError):
        raise
    except Exception as error:
        # One file must not keep the others waiting every quarter of an hour; the log keeps the trace.
        logging.getLogger(__name__).error("%s: %s", name, "".join(traceback.format_exception(error)))
        return _refused(path, name, data, Fault(path.name, error))
    known = all(answer.already_there for answer in answers)
    said = "\n".join(tell(answer) for answer in answers)
    return Outcome(name, "known" if known else "taken", f"{name}: {said}" if name != path.name else said)


def _refused(path: Path, name: str, data: Path, problem: Unreadable) -> Outcome:
    digest, now = sha256(path), utc_now()
    refusal = Refusal(
        file=free_folder(data, f"{REFUSED}/{now:%Y%m%dT%H%M%SZ}", digest) + f"/{path.name}",
        dropped_as=name,
        sha256=digest,
        received_at=f"{now:%Y-%m-%dT%H:%M:%SZ}",
        source=_nearest(path),
        sentence=str(problem),
        side_by_side=problem.side_by_side() if isinstance(problem, Drifted) else "",
    )
    kept = refuse(path, data, refusal)
    when = "" if kept is refusal else f" (so schon am {kept.received_at[:10]})"
    said = f"{name}: abgelehnt{when}. {problem} Sie liegt in {kept.folder}."
    return Outcome(name, "refused", said, refusal.side_by_side)


def _nearest(path: Path) -> str:
    """The source a refused file would have fed; empty where none can be told."""
    try:
        return recognise(path).name
    except Exception:  # whatever is wrong with it has been said already
        return ""
