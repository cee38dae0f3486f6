"""Every word a person reads, by key and language; one file a page in `de/` and `en/`.

t("overview.title")             text/de/overview.toml, key `title`, or the same in text/en/
label("answer", "open")         text/de/labels.toml, table `answer`, key `open`
"""

from __future__ import annotations

import tomllib
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from pipelines.wording import LANGUAGES, Words, fill

DEFAULT = LANGUAGES[0]
# A run of a page is a thread of its own, and so is a context: two readers never hear each other's language.
_SPOKEN: ContextVar[str] = ContextVar("language", default=DEFAULT)


def language() -> str:
    """The language this run speaks: `de` unless `speak` said otherwise."""
    return _SPOKEN.get()


def speak(chosen: str) -> None:
    """Every text from here on in that language; one nobody translated to is the default."""
    _SPOKEN.set(chosen if chosen in LANGUAGES else DEFAULT)


def words() -> Words:
    """The words the pipeline prints (ledger, reminders) in the language of this run."""
    return Words(language())


def t(key: str, /, **values: object) -> str:
    """The text of `page.key` with `{name}` filled in. Raises KeyError when it has none."""
    page, _, name = key.partition(".")
    text = texts(page, language())[name]
    if not isinstance(text, str):
        raise KeyError(key)
    return fill(text, values) if values else text


def told(sentence: object) -> object:
    """A sentence or title the snapshot holds in German, in the language of this run; as it stands where it has no twin.

    What is no text (a missing value) stays what it is.
    """
    return words().told(sentence) if isinstance(sentence, str) else sentence


def label(group: str, code: str) -> str:
    """What a code of the data is called on screen. Raises KeyError for a code nobody has named."""
    return texts("labels", language())[group][code]


def labels(group: str) -> dict[str, str]:
    """All codes of a group with their names, in the order of the file."""
    return dict(texts("labels", language())[group])


@cache
def texts(page: str, language: str = DEFAULT) -> dict:
    """The parsed file of a page. Raises FileNotFoundError when there is none."""
    return tomllib.loads((Path(__file__).parent / language / f"{page}.toml").read_text("utf-8"))
