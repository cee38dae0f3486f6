"""ZIP archives: members one by one, never beyond the limits, never outside the folder meant for them."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from pipelines.grids import limits
from pipelines.problems import Unreadable

CHUNK = 1 << 20
# What an archive program puts beside the files.
LITTER = ("__MACOSX", ".DS_Store", "Thumbs.db")
DAMAGED = "ist beschädigt und lässt sich nicht entpacken; liefern Sie sie neu."
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


@contextmanager
def opened_archive(path: Path, most: int = limits.ARCHIVE_BYTES, damaged: str = DAMAGED) -> Iterator[zipfile.ZipFile]:
    """The archive, its declared sizes checked. Raises Unreadable: `damaged`, encrypted, a bomb, too many files."""
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse(path.name, archive.infolist(), most)
            yield archive
    except Unreadable:
        raise
    except BROKEN as error:
        raise Unreadable(f"{path.name} {damaged}") from error


def _refuse(name: str, members: list[zipfile.ZipInfo], most: int) -> None:
    size, packed = (sum(getattr(one, what) for one in members) for what in ("file_size", "compress_size"))
    if len(members) > limits.ARCHIVE_FILES:
        raise Unreadable(f"{name} enthält {len(members)} Dateien (höchstens {limits.ARCHIVE_FILES}); teilen Sie auf.")
    if size > most or (size > limits.SMALL and size > limits.PACKING * max(packed, 1)):
        raise Unreadable(
            f"{name} würde beim Entpacken {size / limits.MEGABYTE:.0f} MB groß und wird nicht entpackt; "
            "liefern Sie die Dateien einzeln."
        )
    if any(one.flag_bits & 1 for one in members):
        raise Unreadable(f"{name} ist verschlüsselt; liefern Sie sie ohne Kennwort.")


def streamed(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The member in pieces; zipfile stops at the declared size and compares the checksum."""
    with archive.open(member) as file:
        while chunk := file.read(CHUNK):
            yield chunk


def unpack(path: Path, folder: Path) -> list[Path]:
    """Writes the files of an archive into an empty folder, numbered folders keep equal names apart.

    Raises Unreadable; also for a name that points outside, and for an archive within the archive.
    """
    written = []
    with opened_archive(path) as archive:
        for number, member in enumerate(archive.infolist()):
            place = PurePosixPath(member.filename.replace("\\", "/"))
            if not place.name:
                raise Unreadable(f"{path.name} enthält eine Datei ohne Namen; liefern Sie die Dateien einzeln.")
            if member.is_dir() or any(part in LITTER for part in place.parts):
                continue
            if place.is_absolute() or ".." in place.parts or ":" in place.parts[0]:
                raise Unreadable(
                    f"{path.name} enthält {member.filename!r}, das aus seinem Ordner hinausführt; "
                    "nichts davon wird aufgenommen, liefern Sie die Dateien einzeln."
                )
            if place.suffix.lower() == ".zip":
                raise Unreadable(f"{path.name} enthält ein weiteres Archiv ({place.name}); entpacken Sie es vorher.")
            target = folder / str(number) / place.name
            target.parent.mkdir()
            with target.open("wb") as file:
                for chunk in streamed(archive, member):
                    file.write(chunk)
            written.append(target)
    return written
