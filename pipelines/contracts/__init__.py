"""The promises of all curated relations, in the order a reader meets them."""

from pipelines.contracts import (
    access_right,
    age_share,
    allocation_key,
    boundary,
    build,
    category,
    distance,
    district_gap,
    facility,
    finding,
    gap,
    month,
    municipality,
    need,
    need_factor,
    need_ratio,
    obligation,
    offer,
    offer_area,
    parameter,
    persons,
    population,
    presence,
    receipt,
    running_offer,
    source_status,
    stock,
    supply,
)
from pipelines.contracts.base import Contract

# Raised when a published column changes its name or meaning; noted in CHANGELOG.md.
CONTRACT_VERSION = "1"

_MODULES = (
    build,
    municipality,
    population,
    month,
    stock,
    persons,
    allocation_key,
    obligation,
    facility,
    category,
    age_share,
    access_right,
    need_ratio,
    need_factor,
    need,
    offer,
    offer_area,
    running_offer,
    supply,
    gap,
    district_gap,
    presence,
    parameter,
    distance,
    boundary,
    source_status,
    receipt,
    finding,
)

CONTRACTS: dict[str, Contract] = {module.CONTRACT.relation: module.CONTRACT for module in _MODULES}
