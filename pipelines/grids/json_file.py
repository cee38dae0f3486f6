"""JSON files as values. What another program might read differently is refused: names given twice, NaN, depth."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NoReturn

from pipelines.grids.limits import PACKED_BYTES, refuse_bytes
from pipelines.problems import Unreadable

# Nobody nests a directory of services deeper than 20; a parser's stack ends near 1,000.
DEPTH = 60


def json_of(path: Path) -> Any:
    """The value in the file. Raises Unreadable: too large, no UTF-8, no JSON, too deep, NaN, a name twice."""
    refuse_bytes(path, PACKED_BYTES)

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """An object as a dict. Raises Unreadable where it has a name twice."""
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            raise Unreadable(
                f"{path.name}: {twice[:60]!r} steht in einem Objekt zweimal; was gilt, ist nicht zu erkennen."
            )
        return found

    def no_number(text: str) -> NoReturn:
        """Raises Unreadable: NaN and the infinities are no JSON."""
        raise Unreadable(f"{path.name} enthält {text}, das keine Zahl ist; lassen Sie den Wert weg, wenn er fehlt.")

    try:
        text = path.read_bytes().decode("utf-8-sig")
        value = json.loads(text, object_pairs_hook=unique, parse_constant=no_number)
        _refuse_depth(value)
    except RecursionError as error:
        raise Unreadable(f"{path.name} ist zu tief verschachtelt; liefern Sie die Datei neu.") from error
    except OSError as error:
        raise Unreadable(f"{path.name} lässt sich nicht öffnen: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path.name} ist keine UTF-8-Datei; speichern Sie sie als JSON in UTF-8.") from error
    except ValueError as error:
        line = getattr(error, "lineno", None)
        place = f" (Zeile {line})" if line else ""
        raise Unreadable(f"{path.name} ist kein gültiges JSON{place}; liefern Sie die Datei neu.") from error
    return value


def _refuse_depth(value: Any, depth: int = 0) -> None:
    if depth > DEPTH:
        raise RecursionError
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        if isinstance(one, (dict, list)):
            _refuse_depth(one, depth + 1)


class Node:
    """A JSON object that knows where it stands, so that a wrong kind of value is named in one sentence."""

    def __init__(self, file: str, place: str, value: Any) -> None:
        """Raises Unreadable when the value is no object."""
        self.file, self.place = file, place
        if not isinstance(value, dict):
            raise self._refusal("", "ein Objekt")
        self.value: dict[str, Any] = value

    def _refusal(self, key: str, wanted: str) -> Unreadable:
        place = f"{self.place}.{key}" if key else self.place
        return Unreadable(
            f"{self.file}: {place} muss {wanted} sein; liefern Sie die Datei im Aufbau des Standards neu."
        )

    def text(self, key: str) -> str:
        """Text without blanks around it; empty where it is missing. Raises Unreadable for anything else."""
        found = self.value.get(key)
        if found is None:
            return ""
        if not isinstance(found, str):
            raise self._refusal(key, "Text")
        return found.strip()

    def name(self, key: str) -> str:
        """An identifier: text, or a whole number."""
        found = self.value.get(key)
        return str(found) if isinstance(found, int) and not isinstance(found, bool) else self.text(key)

    def number(self, key: str) -> str:
        """A number as text with a point; also one written as text. Empty where it is missing.

        Raises Unreadable for anything else.
        """
        found = self.value.get(key)
        if isinstance(found, (int, float)) and not isinstance(found, bool):
            return str(int(found)) if float(found).is_integer() and abs(found) < 1e15 else repr(found)
        if isinstance(found, (list, dict, bool)):
            raise self._refusal(key, "eine Zahl")
        text = self.text(key)
        head, point, tail = text.partition(".")
        return head if point and tail.strip("0") == "" and head.lstrip("-").isdigit() else text

    def any(self, key: str) -> str:
        """Text as it stands, or a number as text."""
        found = self.value.get(key)
        return self.text(key) if isinstance(found, str) else self.number(key)

    def one(self, key: str) -> Node:
        """The object below; one without content where it is missing."""
        found = self.value.get(key)
        return Node(self.file, f"{self.place}.{key}", {} if found is None else found)

    def list(self, *keys: str) -> list[Node]:
        """The objects of the first of these lists that is there. Raises Unreadable where it is no list."""
        for key in keys:
            found = self.value.get(key)
            if found is not None:
                if not isinstance(found, list):
                    raise self._refusal(key, "eine Liste")
                return [Node(self.file, f"{self.place}.{key}[{at}]", one) for at, one in enumerate(found)]
        return []
