"""What a user can mend: errors whose text is one German sentence that says what to do."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest


class Problem(Exception):
    """A mistake or a circumstance outside the program; `str(problem)` is shown as it is."""


class NotPublished(Problem):
    """A build ended without a new snapshot; `latest` still names the last good one."""


class Unreadable(Problem):
    """A file that cannot be taken as what it claims to be."""


# What to do about a file that departs from what is known, by what departs.
NEW_LAYOUT = "die Datei bleibt draußen, bis der neue Aufbau bekannt ist; geben Sie sie an die Entwicklung weiter"
REAL_LEAPS = (
    "prüfen Sie Einheit und Spalte; stimmen die Zahlen, nimmt „bedarfsatlas add --real-leaps DATEI“ die Datei auf"
)
WHOLE_LIST = "liefern Sie die vollständige Liste"


class Fault(Unreadable):
    """A file on which the program itself failed: nobody's mistake but ours, and no reason to stop for the others."""

    def __init__(self, file: str, error: Exception) -> None:
        super().__init__(
            f"{file} ließ sich wegen eines Programmfehlers nicht lesen ({type(error).__name__}); "
            "geben Sie die Datei an die Entwicklung weiter."
        )


class Drifted(Unreadable):
    """A file that departs from what is known of its kind; loading it would be guessing.

    `part` departs from `known`. `expected` and `found` are labels by position; `side_by_side` shows where they part.
    `action` says what to do, as the end of a sentence.
    """

    def __init__(
        self,
        file: str,
        part: str,
        expected: Sequence[str],
        found: Sequence[str],
        *,
        known: str = "vom bekannten Aufbau",
        action: str = NEW_LAYOUT,
    ) -> None:
        self.expected, self.found = tuple(expected), tuple(found)
        place, wanted, met = self._first_difference()
        super().__init__(
            f"{file}: {part} weicht {known} ab (Stelle {place}: erwartet „{wanted}“, gefunden „{met}“); {action}."
        )

    def _pairs(self) -> list[tuple[str, str]]:
        return list(zip_longest(self.expected, self.found, fillvalue="–"))

    def _first_difference(self) -> tuple[int, str, str]:
        pairs = [tuple(" ".join(text.split())[:60] for text in pair) for pair in self._pairs()]
        return next(((at, *pair) for at, pair in enumerate(pairs, 1) if pair[0] != pair[1]), (1, "–", "–"))

    def side_by_side(self) -> str:
        """Expected and found, a line per position, differences marked."""
        pairs = [tuple(" ".join(text.split())[:48] for text in pair) for pair in self._pairs()]
        lines = [f"  {'erwartet':48}  gefunden"]
        return "\n".join(lines + [f"{'≠' if a != b else ' '} {a:48}  {b}" for a, b in pairs])


# Words of Python's reader of CSV, and what they mean.
CSV_FAULTS = {
    "field larger than": "eine Zelle ist zu lang",
    "unexpected end": "ein Anführungszeichen wird nicht geschlossen",
    "expected after": "hinter einem schließenden Anführungszeichen fehlt das Trennzeichen",
}


def broken_csv(name: str, line: int, error: Exception) -> Unreadable:
    """The refusal of a text that is no valid CSV from `line` on."""
    fault = next((said for words, said in CSV_FAULTS.items() if words in str(error)), "Zeichen am falschen Platz")
    return Unreadable(f"{name}, Zeile {line}: kein gültiges CSV ({fault}); berichtigen Sie die Zeile.")


DISK_FULL = (
    "Der Datenträger ist voll; schaffen Sie Platz und starten Sie erneut (der letzte gute Stand bleibt erhalten)."
)


def sentence_for(error: Exception) -> str | None:
    """The sentence for an error of the machine (disk, permission), or None if it is a fault of the program."""
    text = str(error)
    if getattr(error, "errno", None) == 28 or "No space left" in text or "Could not write file" in text:
        return DISK_FULL
    if isinstance(error, PermissionError):
        return f"Für {error.filename} fehlt das Schreib- oder Leserecht; prüfen Sie die Rechte des Ordners."
    return None
