"""The forms in which a table is written, and where each of them lies in an extract."""

from __future__ import annotations

from typing import Literal

Form = Literal["excel", "rfc4180", "xlsx", "parquet"]
FORMS: dict[Form, str] = {
    "excel": "{}.csv",
    "rfc4180": "rfc4180/{}.csv",
    "xlsx": "xlsx/{}.xlsx",
    "parquet": "parquet/{}.parquet",
}
# Read by people: every key has its name beside it. Programs have the keys.
FOR_PEOPLE: tuple[Form, ...] = ("xlsx", "excel")
# The form that a data portal is told of: the first of these that the extract has.
PORTAL: dict[Form, str] = {form: FORMS[form] for form in ("rfc4180", "excel", "xlsx", "parquet")}
