"""Every word a person reads, by key; one file a page in `de/`.

t("overview.title")             text/de/overview.toml, key `title`
label("answer", "open")         text/de/labels.toml, table `answer`, key `open`
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

LANGUAGE = "de"


def language() -> str:
    """The language this run speaks."""
    return LANGUAGE


def t(key: str, /, **values: object) -> str:
    """The text of `page.key` with `{name}` filled in. Raises KeyError when it has none."""
    page, _, name = key.partition(".")
    text = texts(page)[name]
    if not isinstance(text, str):
        raise KeyError(key)
    return text.format(**values) if values else text


def label(group: str, code: str) -> str:
    """What a code of the data is called on screen. Raises KeyError for a code nobody has named."""
    return texts("labels")[group][code]


def labels(group: str) -> dict[str, str]:
    """All codes of a group with their names, in the order of the file."""
    return dict(texts("labels")[group])


@cache
def texts(page: str) -> dict:
    """The parsed file of a page. Raises FileNotFoundError when there is none."""
    return tomllib.loads((Path(__file__).parent / LANGUAGE / f"{page}.toml").read_text("utf-8"))
