"""A municipality's own count of its people by age band: better than any share, where there is one."""

from pipelines.receiving.layout import Field, Layout
from pipelines.sources.base import PROVENANCE, Source

AGE_REPORT = Source(
    name="age_report",
    title="Eigene Alterszählungen",
    publisher="Gemeinden (je Zeile)",
    licence="je Zeile",
    period=("as_of", "as_of"),
    layout=Layout(
        key=("ags", "as_of", "legal_group", "age_band"),
        fields=(
            Field("ags", "ags", required=True),
            Field("as_of", "day", required=True),
            Field("legal_group", "choice", required=True, choices=("fluag", "wohnsitz", "asylblg_other")),
            Field("age_band", "choice", required=True, choices=("0_2", "3_5", "6_17", "18_64", "65_plus")),
            Field("persons", "integer", required=True, minimum=0),
            *PROVENANCE,
        ),
    ),
)
