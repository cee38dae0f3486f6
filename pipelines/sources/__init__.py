"""The kinds of file that arrive: a table of contents. The municipality list comes first, it names the valid keys."""

from pipelines.sources.age_report import AGE_REPORT
from pipelines.sources.allocation_report import ALLOCATION_REPORT
from pipelines.sources.asylblg_recipients import ASYLBLG_RECIPIENTS
from pipelines.sources.base import Source
from pipelines.sources.boundary import BOUNDARY
from pipelines.sources.distance import DISTANCE
from pipelines.sources.inventory_report import INVENTORY_REPORT
from pipelines.sources.legal_group_report import LEGAL_GROUP_REPORT
from pipelines.sources.municipality_list import MUNICIPALITY_LIST
from pipelines.sources.offer_inventory import OFFER_INVENTORY
from pipelines.sources.population import POPULATION
from pipelines.sources.state_facility import STATE_FACILITY
from pipelines.sources.state_figure import STATE_FIGURE
from pipelines.sources.statistic import STATISTIC
from pipelines.sources.travel_time import TRAVEL_TIME
from pipelines.sources.unemployment import UNEMPLOYMENT

SOURCES: tuple[Source, ...] = (
    MUNICIPALITY_LIST,
    POPULATION,
    UNEMPLOYMENT,
    ALLOCATION_REPORT,
    STATE_FIGURE,
    STATE_FACILITY,
    ASYLBLG_RECIPIENTS,
    AGE_REPORT,
    LEGAL_GROUP_REPORT,
    OFFER_INVENTORY,
    INVENTORY_REPORT,
    BOUNDARY,
    DISTANCE,
    TRAVEL_TIME,
    STATISTIC,
)
