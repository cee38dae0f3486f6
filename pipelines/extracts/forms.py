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
# The form that a data portal is told of: the first of these that the extract has.
PORTAL: dict[Form, str] = {form: FORMS[form] for form in ("rfc4180", "excel", "xlsx", "parquet")}
