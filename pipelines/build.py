"""The six steps from raw to snapshot. The verb `build` and the scheduled flow call the same ones.

receive ──> clean ──> curate ──> check ──> protect ──> publish
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from pipelines import __version__, snapshot
from pipelines.contracts import CONTRACT_VERSION, CONTRACTS
from pipelines.contracts.public import PUBLIC_CONTRACTS
from pipelines.failure import noted
from pipelines.problems import NotPublished, Problem, sentence_for
from pipelines.run_lock import run_lock
from pipelines.settings import read_settings

CODE = Path(__file__).parent
WORK = ".work"
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Run:
    """One build under way: paths and ids only, so that it can be handed from task to task."""

    data: str
    build_id: str
    input_hash: str
    started_at: str
    as_known_on: str = ""

    @property
    def day(self) -> date | None:
        """The day whose picture this is; None: today's."""
        return date.fromisoformat(self.as_known_on) if self.as_known_on else None

    @property
    def folder(self) -> Path:
        return Path(self.data) / "curated" / WORK / self.build_id

    @property
    def database(self) -> Path:
        return self.folder / "work.duckdb"

    @property
    def public(self) -> Path:
        """The work database of what may be shown to everybody."""
        return self.folder / "public_work.duckdb"


def silent(_: str) -> None:
    """A progress that says nothing."""


def input_hash(data: Path, as_known_on: date | None = None) -> str:
    """Fingerprint of everything a snapshot depends on: raw files, own tables, settings, program, the day asked for."""
    digest = hashlib.sha256()
    roots = [(data / "raw", "raw"), (data / "own", "own"), (CODE, "code")]
    files = [
        (f"{label}/{path.relative_to(root).as_posix()}", path) for root, label in roots for path in root.rglob("*")
    ]
    files.append(("settings", data / "settings.toml"))
    for name, path in sorted(files):
        if path.is_file() and "__pycache__" not in name and not name.startswith("raw/inbox/"):
            with path.open("rb") as file:
                # surrogateescape: a name that is no UTF-8 is still a name
                digest.update(os.fsencode(name) + b"\0" + hashlib.file_digest(file, "sha256").digest())
    if as_known_on is not None:
        digest.update(as_known_on.isoformat().encode())
    return digest.hexdigest()


def is_current(data: Path, as_known_on: date | None = None) -> str | None:
    """The id of the latest snapshot (of a vintage) when it was built from just these inputs, else None."""
    folder = snapshot.latest(data, as_known_on)
    if folder is None or snapshot.record_of(folder).get("input_hash") != input_hash(data, as_known_on):
        return None
    if not snapshot.is_whole(folder):
        return None
    return folder.name


def build(data: Path, progress: Progress = silent, as_known_on: date | None = None) -> str:
    """Raw to snapshot, once. Returns the build id, the old one when nothing changed. Raises NotPublished.

    With a day the snapshot is the picture of that day and lies apart; the newest one stays what it is.
    """
    with run_lock(data), noted(data) if as_known_on is None else nullcontext():
        with _as_sentences(data):
            current = is_current(data, as_known_on)
        if current:
            return current
        run = receive(data, progress, as_known_on)
        with _of_vintage(run):
            for step in (clean, curate, check, protect):
                run = step(run, progress)
        return publish(run, progress)


@contextmanager
def _of_vintage(run: Run) -> Iterator[None]:
    """Says of a picture of an earlier day that it is this one that cannot be built."""
    try:
        yield
    except NotPublished as problem:
        if run.day is None:
            raise
        raise NotPublished(f"Für den Kenntnisstand vom {run.day:%d.%m.%Y} gilt: {problem}") from problem


@contextmanager
def _as_sentences(data: Path) -> Iterator[None]:
    """Turns a full disk, a missing permission or a wrong setting into NotPublished."""
    import duckdb

    try:
        yield
    except NotPublished:
        raise
    except Problem as problem:
        raise NotPublished(str(problem)) from problem
    except (OSError, duckdb.Error) as error:
        sentence = sentence_for(error)
        if sentence is None:
            raise
        shutil.rmtree(data / "curated" / WORK, ignore_errors=True)
        raise NotPublished(sentence) from error


def receive(data: Path, progress: Progress = silent, as_known_on: date | None = None) -> Run:
    """Reads every received file and reference table as text into a work database, what was known on a day.

    Raises NotPublished.
    """
    from pipelines import loading

    progress("Eingang lesen")
    now = datetime.now(UTC)
    with _as_sentences(data):
        digest = input_hash(data, as_known_on)
    # not the fingerprint: whoever guesses the one count that is withheld could try the guess against it
    build_id = f"{now:%Y%m%dT%H%M%S}{now.microsecond // 1000:03}Z-{secrets.token_hex(4)}"
    run = Run(
        str(data),
        f"{build_id}-{snapshot.VINTAGES}-{as_known_on}" if as_known_on else build_id,
        digest,
        f"{now:%Y-%m-%d %H:%M:%S}",
        as_known_on.isoformat() if as_known_on else "",
    )
    with _as_sentences(data):
        shutil.rmtree(run.folder.parent, ignore_errors=True)
        run.folder.mkdir(parents=True)
        loading.load_all(run.database, data, read_settings(data), build_row(run), as_known_on)
    return run


def build_row(run: Run) -> dict[str, str]:
    """What is known of a build when it starts."""
    return {
        "build_id": run.build_id,
        "built_at": run.started_at,
        "input_hash": run.input_hash,
        "program_version": __version__,
        "contract_version": CONTRACT_VERSION,
        "as_known_on": run.as_known_on,
    }


def clean(run: Run, progress: Progress = silent) -> Run:
    """raw.* to clean.*: names, types, keys."""
    return _layer(run, "clean", progress)


def curate(run: Run, progress: Progress = silent) -> Run:
    """clean.* to curated.*: joins, planning arithmetic, what may be shown."""
    return _layer(run, "curated", progress)


def _layer(run: Run, layer: str, progress: Progress) -> Run:
    from pipelines import warehouse

    with _as_sentences(Path(run.data)), warehouse.connect(run.database) as con:
        warehouse.build_layer(con, layer, progress)
    return run


def check(run: Run, progress: Progress = silent) -> Run:
    """Holds curated.* against its contracts; warnings become findings. Raises NotPublished at the first error."""
    from pipelines import checks, warehouse
    from pipelines.loading import add_findings

    progress("Verträge prüfen")
    with _as_sentences(Path(run.data)), warehouse.connect(run.database) as con:
        found = checks.breaches(con, CONTRACTS)
        if found and found[0].severity == "error":
            raise NotPublished(str(found[0]))
        add_findings(con, found)
    return run


def protect(run: Run, progress: Progress = silent) -> Run:
    """curated.* to what may be shown to everybody: people protected, everything after them computed again, checked.

    Raises NotPublished at the first broken rule.
    """
    from pipelines import warehouse
    from pipelines.protecting.public_half import make_public

    progress("Personen schützen")
    run.public.unlink(missing_ok=True)
    with _as_sentences(Path(run.data)), warehouse.connect(run.database) as con:
        make_public(con, run.public)
    return run


def publish(run: Run, progress: Progress = silent) -> str:
    """Writes the snapshot, makes it the latest, deletes old ones. Returns the build id."""
    from pipelines import warehouse
    from pipelines.protecting.public_half import public_catalog

    progress("Stand veröffentlichen")
    data = Path(run.data)
    waiting = run.folder / "snapshot"
    with _as_sentences(data):
        shutil.rmtree(waiting, ignore_errors=True)
        waiting.mkdir()
        with warehouse.connect(run.database) as con:
            snapshot.write(con, waiting / snapshot.DATABASE, CONTRACTS)
            with public_catalog(con, run.public):
                snapshot.write(con, waiting / snapshot.PUBLIC_DATABASE, PUBLIC_CONTRACTS)
        snapshot.switch(waiting, data, run.build_id, build_row(run), run.day)
    # From here on the new snapshot is the latest; what cannot be tidied now is tidied after the next build.
    with suppress(OSError):
        # of a vintage one is enough: it is asked for by its day, and built again when its inputs change
        snapshot.prune(data, 1 if run.day else read_settings(data).keep_snapshots, run.day)
    shutil.rmtree(run.folder.parent, ignore_errors=True)
    return run.build_id
