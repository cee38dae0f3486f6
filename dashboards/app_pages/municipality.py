"""Gemeinde: who is there, what is owed, what is needed, what is offered, and what nobody has reported."""

from dashboards.queries import shared
from dashboards.sections import aside, intake, missing, needs, offers_here, receipts, revisions
from dashboards.text import t
from dashboards.widgets import Selection, close_page, open_page


def render() -> None:
    selection = open_page(title)
    if selection.ags is None:
        intake.choose(selection)
    else:
        month = shared.month(selection.snapshot, selection.month)
        here = selection.of_municipality()
        intake.show_lead(here, month)
        revisions.show_beside(here)
        receipts.show_stocks(selection)
        intake.show_columns(here)
        intake.show_timeline(here)
        needs.show(selection)
        aside.show_scenarios(here)
        aside.show_presence(here)
        offers_here.show_ending(here)
        offers_here.show(here)
        receipts.show_offers(selection)
        missing.show(here, month)
    close_page(selection)


def title(selection: Selection) -> str:
    """The chosen municipality's name."""
    names = shared.municipalities(selection.snapshot).set_index("ags")["name"]
    return names.get(selection.ags, t("municipality.title"))
