"""What each parameter may be: its unit, its bounds, whether it must stay in force, and which belong together.

A parameter that is not listed here does not exist: a typing error in a name would go unnoticed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ESTIMATE_MONTHS = (3, 6, 9, 12)
ESTIMATE_SIZES = ("_below_20", "", "_from_100")


@dataclass(frozen=True)
class ParameterRule:
    """`minimum` and `maximum` are inclusive, a value must lie beyond `above`. `lasting`: from its first row on
    some row is always in force; otherwise the parameter may lapse, and nothing is worked out with it.
    """

    unit: str
    minimum: float | None = 0
    maximum: float | None = None
    above: float | None = None
    whole: bool = False
    lasting: bool = False

    def allows(self, value: float) -> bool:
        """Whether a parameter may have this value."""
        return (
            (self.minimum is None or value >= self.minimum)
            and (self.maximum is None or value <= self.maximum)
            and (self.above is None or value > self.above)
            and (not self.whole or value == int(value))
        )

    @property
    def allowed(self) -> str:
        """What is allowed, in words that follow „muss“ and precede „sein“."""
        kind = "eine ganze Zahl" if self.whole else "eine Zahl"
        if self.above is not None:
            return f"{kind} über {_said(self.above)} bis {_said(self.maximum)}"
        if self.maximum is None:
            return f"{kind} ab {_said(self.minimum)}"
        return f"{kind} von {_said(self.minimum)} bis {_said(self.maximum)}"


@dataclass(frozen=True)
class Together:
    """Parameters that are right or wrong only together, on every day on which all of them are in force.

    `needs_all`: on a day on which one of them is in force, all must be.
    """

    names: tuple[str, ...]
    rule: Literal["sum_is_one", "sum_up_to_one", "rising"]
    needs_all: bool = False


SHARE = ParameterRule("share", maximum=1)
LASTING_SHARE = ParameterRule("share", maximum=1, lasting=True)
FACTOR = ParameterRule("factor", maximum=2)
MONTHS = ParameterRule("months", maximum=120, whole=True)
DAYS = ParameterRule("days", maximum=3650, whole=True, lasting=True)
PER_MONTH = ParameterRule("eur_per_person_month")
PER_YEAR = ParameterRule("eur_per_person_year")
ERROR = ParameterRule("share", maximum=5, lasting=True)
ERRORS = tuple(
    tuple(f"stock_estimate_error_{months}_months{size}" for months in ESTIMATE_MONTHS) for size in ESTIMATE_SIZES
)

RULES: dict[str, ParameterRule] = {
    "key_population_weight": LASTING_SHARE,
    "key_area_weight": LASTING_SHARE,
    # a cap of 1 or less leaves part of the key to nobody
    "key_cap_factor": ParameterRule("factor", minimum=None, above=1, maximum=2, lasting=True),
    "key_base_year_lag": ParameterRule("years", maximum=5, whole=True, lasting=True),
    "fulfilment_credit_rule": ParameterRule("code", maximum=1, whole=True, lasting=True),
    "credit_min_months_open": MONTHS,
    "credit_factor_zue": FACTOR,
    "credit_factor_eae": FACTOR,
    "credit_factor_standby": FACTOR,
    "credit_unaccompanied_minors": FACTOR,
    **{f"credit_fade_out_month_{month}": SHARE for month in (1, 2, 3, 4)},
    "credit_special_site_max": ParameterRule("persons", whole=True),
    "wohnsitz_population_weight": SHARE,
    "wohnsitz_area_weight": SHARE,
    "wohnsitz_unemployment_weight": SHARE,
    "wohnsitz_rent_brake_reduction": SHARE,
    "wohnsitz_eu_sgb2_reduction": SHARE,
    "wohnsitz_estimate_error": LASTING_SHARE,
    "under_served_threshold": LASTING_SHARE,
    "lump_sum_total_eur": ParameterRule("eur"),
    "lump_sum_per_person_year_eur_approx": PER_YEAR,
    "lump_sum_per_person_year_eur": PER_YEAR,
    "lump_sum_per_person_month_eur": PER_MONTH,
    "lump_sum_per_person_month_kreisangehoerig_eur": PER_MONTH,
    "lump_sum_per_person_month_kreisfrei_eur": PER_MONTH,
    "lump_sum_deadline_days": ParameterRule("days", maximum=366, whole=True),
    "lump_sum_social_work_earmark": SHARE,
    **{f"counting_limit_months_fluag_{paragraph}": MONTHS for paragraph in ("24", "23", "15a")},
    "counting_months_after_rejection_fluag_1": MONTHS,
    "freshness_due_days": DAYS,
    "freshness_overdue_days": DAYS,
    "freshness_delinquent_days": DAYS,
    # no road is shorter than the straight line
    "road_factor": ParameterRule("factor", minimum=1, maximum=5, lasting=True),
    "min_municipalities_share": LASTING_SHARE,
    "low_occupancy": LASTING_SHARE,
    "course_max_km": ParameterRule("km", maximum=1000, lasting=True),
    "course_max_minutes": ParameterRule("minutes", maximum=1440, lasting=True),
    **{name: ERROR for names in ERRORS for name in names},
    # beyond the last month with an error nothing can be estimated
    "stock_estimate_max_months": ParameterRule("months", maximum=ESTIMATE_MONTHS[-1], whole=True, lasting=True),
}

TOGETHER: tuple[Together, ...] = (
    Together(("key_population_weight", "key_area_weight"), "sum_is_one", needs_all=True),
    Together(
        ("wohnsitz_population_weight", "wohnsitz_area_weight", "wohnsitz_unemployment_weight"),
        "sum_is_one",
        needs_all=True,
    ),
    Together(("wohnsitz_rent_brake_reduction", "wohnsitz_eu_sgb2_reduction"), "sum_up_to_one"),
    Together(("freshness_due_days", "freshness_overdue_days", "freshness_delinquent_days"), "rising"),
    *(Together(names, "rising") for names in ERRORS),
)


def _said(number: float | None) -> str:
    return f"{number:g}".replace(".", ",")
