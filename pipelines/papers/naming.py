"""What files of papers are called, on the command line and on the pages: one rule, told here only."""

from __future__ import annotations

from datetime import date

from pipelines.extracts.origin import NO_PROTECTION, Origin

EXAMPLE, PROTECTED = "Beispielrechnung_", "_geschuetzt"
# In the place of a key: the papers of all places in one archive.
ALL = "alle"
STEMS = {"council": "ratsvorlage", "here": "was-gibt-es-hier"}


def marked(name: str, is_example: bool) -> str:
    """The name of a file, with the mark of what holds something invented."""
    return f"{EXAMPLE}{name}" if is_example else name


def stem_of(kind: str, place: str, when: date, language: str, origin: Origin, is_example: bool) -> str:
    """`Beispielrechnung_ratsvorlage_05566076_2018-01_de`: no ending yet.

    kind: council or here; place: a key, or ALL; when: the month of a council paper, the day of the other.
    """
    told = f"{when:%Y-%m}" if kind == "council" else when.isoformat()
    ending = "" if origin.protection == NO_PROTECTION else PROTECTED
    return marked(f"{STEMS[kind]}_{place}_{told}_{language}{ending}", is_example)
