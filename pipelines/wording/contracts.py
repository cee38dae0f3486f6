"""The contracts in another language: title, grain, meaning and unit, sentence by sentence.

`contracts_en.toml` names each German sentence once, however many columns say it. A sentence that changes loses its
translation until somebody has read both; a test holds that none is missing and none is left over.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path

from pipelines.contracts.base import Column, Contract


def contract_in(contract: Contract, language: str) -> Contract:
    """The contract with its sentences in that language. Raises KeyError for a sentence nobody has translated."""
    if language == "de":
        return contract
    said = sentences(language)
    return replace(
        contract,
        title=said["title"][contract.title],
        grain=said["grain"][contract.grain],
        meaning=said["meaning"][contract.meaning],
        columns=tuple(_column(column, said) for column in contract.columns),
    )


@cache
def sentences(language: str) -> dict[str, dict[str, str]]:
    """By what it is (title, grain, meaning, unit): the German sentence -> the same in that language."""
    return tomllib.loads((Path(__file__).parent / f"contracts_{language}.toml").read_text("utf-8"))


def _column(column: Column, said: dict[str, dict[str, str]]) -> Column:
    unit = said["unit"][column.unit] if column.unit else ""
    return replace(column, meaning=said["meaning"][column.meaning], unit=unit)
