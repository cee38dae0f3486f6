"""What an extract says beside its figures, in German and in English.

say("de", "about.period"); table("en", "type")["day"]
"""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Literal, get_args

Language = Literal["de", "en"]
LANGUAGES: tuple[str, ...] = get_args(Language)


def say(language: str, key: str, /, **values: object) -> str:
    """The text of a dotted key with `{name}` filled in. Raises KeyError when there is none."""
    text: object = _texts(language)
    for part in key.split("."):
        text = text[part]  # type: ignore[index]
    if not isinstance(text, str):
        raise KeyError(key)
    return text.format(**values) if values else text


def table(language: str, key: str) -> dict[str, str]:
    """All texts of a group by code."""
    return dict(_texts(language)[key])


def day(language: str, value: date) -> str:
    """A day in digits: 01.03.2018 or 2018-03-01."""
    return f"{value:%d.%m.%Y}" if language == "de" else f"{value:%Y-%m-%d}"


def instant(language: str, value: datetime) -> str:
    """A moment in digits, UTC."""
    return f"{day(language, value)} {value:%H:%M} UTC"


@cache
def _texts(language: str) -> dict:
    return tomllib.loads((Path(__file__).parent / "text" / f"{language}.toml").read_text("utf-8"))
