"""argparse with its own words in German."""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.extracts.forms import FORMS
from pipelines.extracts.wording import LANGUAGES
from pipelines.settings import is_address

# Told here because the papers themselves take half a second to load.
PAPER_FORMS, PAPER_KINDS = ("pdf", "docx"), ("council", "here", "confirm")
MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")

# What argparse says of a call, in German; what is not listed stands as it is. The first that fits counts.
SAID: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.+)", r"es fehlt: \1"),
    (r"unrecognized arguments: (.+)", r"unbekannt: \1"),
    (r"ambiguous option: (.+) could match (.+)", r"\1 ist mehrdeutig, möglich sind: \2"),
    (r"argument ([^:]+): invalid choice: (.+) \(choose from (.+)\)", r"\1: \2 gibt es nicht, möglich sind: \3"),
    (r"argument ([^:]+): expected at least one argument", r"\1: mindestens eine Angabe fehlt"),
    (r"argument ([^:]+): expected one argument", r"\1: eine Angabe fehlt"),
    (r"argument ([^:]+): expected (\d+) arguments?", r"\1: erwartet werden \2 Angaben"),
    (r"argument ([^:]+): ignored explicit argument (.+)", r"\1: steht ohne Angabe, \2 ist zu viel"),
    (r"argument ([^:]+): not allowed with argument (.+)", r"\1 und \2 schließen sich aus"),
    (r"argument ([^:]+): invalid \S+ value: (.+)", r"\1: \2 ist nicht lesbar"),
    (r"argument ([^:]+): (.+)", r"\1: \2"),
)
HEADINGS = {"positional arguments": "Angaben", "options": "Optionen"}


class Help(argparse.HelpFormatter):
    """Help with German headings."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """The line that shows how a verb is called."""
        super().add_usage(usage, actions, groups, "Aufruf: " if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        """A group of arguments under its heading."""
        super().start_section(HEADINGS.get(heading or "", heading))


class Parser(argparse.ArgumentParser):
    """argparse with its own words in German."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, formatter_class=Help, add_help=False, **options)
        self.add_argument("-h", "--help", action="help", help="zeigt diese Hilfe")

    def error(self, message: str) -> None:  # type: ignore[override]
        """Ends with exit code 2 and one sentence."""
        said = in_german(message)
        self.exit(2, f"Der Aufruf ist nicht verständlich ({said}); Hilfe zeigt: {self.prog} --help\n")


def in_german(message: str) -> str:
    """What argparse says of a call, in German where it is known."""
    for pattern, german in SAID:
        if found := re.fullmatch(pattern, message, re.S):
            return found.expand(german)
    return message


def add_extract_arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb extract can be asked for."""
    parser.add_argument("folder", nargs="?", type=Path, metavar="ORDNER", help="wohin geschrieben wird")
    parser.add_argument("--out", type=Path, metavar="ORDNER", help="dasselbe")
    parser.add_argument(
        "--public", action="store_true", help="was alle sehen dürfen: Personen gerundet, kleine Zahlen nicht genannt"
    )
    parser.add_argument(
        "--month", type=months, metavar="MONAT", help="nur dieser Monat, z. B. 2018-01 oder 2018-01..2018-06"
    )
    for name, shown, text in (
        ("--municipality", "GEMEINDE", "nur diese Gemeinde, Name oder AGS; mehrmals möglich"),
        ("--category", "KATEGORIE", "nur diese Kategorie, z. B. SPR-IK; mehrmals möglich"),
        ("--table", "TABELLE", "nur diese Tabelle, z. B. gap; mehrmals möglich"),
    ):
        parser.add_argument(name, action="append", default=[], metavar=shown, help=text)
    parser.add_argument(
        "--format", action="append", default=[], choices=tuple(FORMS), metavar="FORM",
        help=f"nur diese Form ({', '.join(FORMS)}); mehrmals möglich",
    )  # fmt: skip
    parser.add_argument("--hxl", action="store_true", help="eine Zeile mit HXL-Schlagwörtern unter den Spaltennamen")
    parser.add_argument(
        "--language", choices=LANGUAGES, default="de", metavar="SPRACHE", help="Sprache der Erklärungen: de oder en"
    )


def add_paper_arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb paper can be asked for."""
    parser.add_argument("folder", type=Path, metavar="ORDNER", help="wohin geschrieben wird")
    parser.add_argument(
        "--municipality", action="append", default=[], metavar="GEMEINDE",
        help="nur diese Gemeinde, Name oder AGS, oder „kreis“; mehrmals möglich (sonst alle in einem ZIP)",
    )  # fmt: skip
    parser.add_argument("--month", type=_one_month, metavar="MONAT", help="Monat der Lücken, z. B. 2018-01")
    parser.add_argument("--day", type=day, metavar="TAG", help="Tag der Verpflichtung (sonst der zuletzt gezählte)")
    parser.add_argument("--language", choices=LANGUAGES, default="de", metavar="SPRACHE", help="Sprache: de oder en")
    parser.add_argument(
        "--format", action="append", default=[], choices=PAPER_FORMS, metavar="FORM",
        help=f"Form ({', '.join(PAPER_FORMS)}); mehrmals möglich (sonst pdf)",
    )  # fmt: skip
    parser.add_argument(
        "--kind", choices=PAPER_KINDS, default=PAPER_KINDS[0], metavar="ART",
        help=f"Art ({', '.join(PAPER_KINDS)}): Ratsvorlage, was es hier gibt, Vorlagen für Träger (sonst council)",
    )  # fmt: skip
    parser.add_argument(
        "--public", action="store_true", help="was alle sehen dürfen: Personen gerundet, kleine Zahlen nicht genannt"
    )


def _one_month(text: str) -> tuple[date, date]:
    first, last = months(text)
    if first != last:
        raise argparse.ArgumentTypeError(f"{text!r} sind mehrere Monate, gemeint ist einer, z. B. 2018-01")
    return first, last


def months(text: str) -> tuple[date, date]:
    """2018-01, or 2018-01..2018-06 with both ends. Raises ArgumentTypeError, whose text argparse shows."""
    first, _, last = text.partition("..")
    found = [MONTH.fullmatch(one.strip()) for one in (first, last or first)]
    if not all(found):
        raise argparse.ArgumentTypeError(f"{text!r} ist kein Monat, gemeint ist z. B. 2018-01 oder 2018-01..2018-06")
    start, end = (date(int(one[1]), int(one[2]), 1) for one in found if one)
    if end < start:
        raise argparse.ArgumentTypeError(f"{text!r} endet vor dem Anfang; nennen Sie den früheren Monat zuerst")
    return start, end


def add_explain_arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb explain can be asked for."""
    parser.add_argument("place", metavar="AGS", help="achtstelliger Schlüssel oder Name der Gemeinde")
    parser.add_argument("--as-of", type=day, metavar="TAG", help="Stichtag, z. B. 2018-01-01 (sonst der letzte)")
    parser.add_argument(
        "--scheme", choices=("fluag", "wohnsitz"), default="fluag", help="Verfahren: fluag (§ 3 FlüAG) oder wohnsitz"
    )
    parser.add_argument("--language", choices=("de", "en"), default="de", help="Sprache: de oder en")


def add_scenario_arguments(parser: argparse.ArgumentParser) -> None:
    """What the verb scenario can be asked for."""
    parser.add_argument("file", type=Path, metavar="DATEI", help="Szenariodatei von der Seite Was wäre wenn")
    parser.add_argument("--out", type=Path, metavar="CSV", help="schreibt in diese Datei statt auf den Bildschirm")
    parser.add_argument("--public", action="store_true", help="mit geschützten Personenzahlen, wie alle sie sehen")


def port(text: str) -> int:
    """A port. Raises ArgumentTypeError, whose text argparse shows."""
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} ist kein Port, gemeint ist eine Zahl von 1 bis 65535")
    return int(text)


def address(text: str) -> str:
    """An IP address. Raises ArgumentTypeError."""
    if not is_address(text):
        raise argparse.ArgumentTypeError(f"{text!r} ist keine IP-Adresse, gemeint ist z. B. 0.0.0.0 oder 127.0.0.1")
    return text


def day(text: str) -> date:
    """A day between 1900 and 2100. Raises ArgumentTypeError."""
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} ist kein Tag, gemeint ist z. B. 2018-01-01") from error
    if not 1900 <= found.year <= 2100:
        raise argparse.ArgumentTypeError(f"{text!r} ist kein Tag zwischen 1900 und 2100")
    return found
