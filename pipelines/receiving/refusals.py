"""Files from the inbox that could not be taken in: kept as they came, with the reason, until that is settled.

data/raw/refused/<received>/FILE + FILE.refusal.json
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from pipelines.problems import NEW_LAYOUT, REAL_LEAPS, WHOLE_LIST, NotPublished, Problem
from pipelines.receiving.keeping import keep
from pipelines.receiving.layout import Finding
from pipelines.receiving.receipts import REFUSED, Receipt, notes, sha256

REFUSAL = ".refusal.json"


@dataclass(frozen=True)
class Refusal:
    """Why a file stays outside. `file` is relative to data/raw, `dropped_as` to the inbox (archive/member).

    `source` is what the file comes nearest to, or empty; `side_by_side` expected and found where a layout drifted.
    """

    file: str
    dropped_as: str
    sha256: str
    received_at: str
    source: str
    sentence: str
    side_by_side: str

    @property
    def folder(self) -> str:
        """What the administrator deletes when the matter is settled, from data/ on."""
        return f"data/raw/{Path(self.file).parent.as_posix()}"


def refusals(data: Path) -> list[Refusal]:
    """All refusals, oldest first. Raises Problem for a note that cannot be read."""
    found = []
    for path in notes(data / "raw" / REFUSED, "[!.]*/*", REFUSAL):
        try:
            refusal = Refusal(**json.loads(path.read_text("utf-8")))
            if not all(isinstance(value, str) for value in asdict(refusal).values()):
                raise TypeError("everything in a refusal is text")
            datetime.fromisoformat(refusal.received_at)
        except (ValueError, TypeError) as error:
            raise Problem(
                f"Der Vermerk {path} ist beschädigt; stellen Sie ihn aus der Sicherung wieder her "
                "oder löschen Sie den ganzen Ordner, wenn die Datei erledigt ist."
            ) from error
        found.append(refusal)
    return sorted(found, key=lambda refusal: (refusal.received_at, refusal.file))


def verified_refusals(data: Path) -> list[Refusal]:
    """All refusals, each proven to match its file. Raises NotPublished where they disagree."""
    found = refusals(data)
    for refusal in found:
        path = data / "raw" / refusal.file
        if not path.is_file() or sha256(path) != refusal.sha256:
            raise NotPublished(
                f"Die abgelehnte Datei {path} fehlt oder wurde verändert; löschen Sie den ganzen Ordner "
                f"{path.parent}, wenn sie erledigt ist, sonst stellen Sie sie wieder her."
            )
    known = {refusal.file for refusal in found}
    for path in sorted((data / "raw" / REFUSED).glob("[!.]*/*")):
        name = path.relative_to(data / "raw").as_posix()
        if name not in known and name.removesuffix(REFUSAL) not in known:
            raise NotPublished(
                f"Die Datei {path} hat keinen Vermerk, warum sie abgelehnt ist; verschieben Sie sie in den Eingang "
                f"{data / 'raw' / 'inbox'}."
            )
    return found


def refuse(path: Path, data: Path, refusal: Refusal) -> Refusal:
    """Keeps a refused file with its note; the same file refused for the same reason is kept once. Raises OSError."""
    for earlier in refusals(data):
        if (earlier.sha256, earlier.sentence) == (refusal.sha256, refusal.sentence):
            return earlier
    note = json.dumps(asdict(refusal), ensure_ascii=False, indent=1) + "\n"
    keep(path, data / "raw" / refusal.file, REFUSAL, note, refusal.sha256)
    return refusal


def unsettled(found: Iterable[Refusal], receipts: Iterable[Receipt]) -> list[Refusal]:
    """The last word on every refused file that has not been taken in since."""
    taken = {receipt.sha256 for receipt in receipts}
    last = {refusal.sha256: refusal for refusal in found}
    return [refusal for digest, refusal in last.items() if digest not in taken]


def finding_of(refusal: Refusal) -> Finding:
    """The refusal as a finding: an error without a line. What its sentence says to do is said here again in full."""
    kept = f"data/raw/{refusal.file}"
    actions = {
        REAL_LEAPS: REAL_LEAPS.replace("DATEI", kept).replace("prüfen", "Prüfen", 1),
        WHOLE_LIST: WHOLE_LIST.replace("liefern", "Liefern", 1),
        NEW_LAYOUT: "Geben Sie die Datei an die Entwicklung weiter; ist der Aufbau bekannt, legen Sie sie neu in den "
        "Eingang",
    }
    corrected = "Lassen Sie die Datei berichtigen und legen Sie sie neu in den Eingang"
    action = next((full for said, full in actions.items() if refusal.sentence.endswith(f"{said}.")), corrected)
    return Finding(
        "error", refusal.source, refusal.file, None, "", refusal.dropped_as, refusal.sentence,
        f"{action}. Ist das erledigt oder wird die Datei nicht gebraucht, löschen Sie den Ordner {refusal.folder}.",
        refusal.side_by_side or None,
    )  # fmt: skip
