"""Gemeinde: who is there, what is owed, what is needed, what is offered, and what nobody has reported."""

from dashboards.queries import shared
from dashboards.sections import (
    aside,
    change,
    course_of_time,
    empty,
    intake,
    missing,
    municipality_finding,
    needs,
    offers_here,
    papers,
    receipts,
    revisions,
)
from dashboards.widgets import close_page, open_page


def render() -> None:
    selection = open_page(municipality_finding.title)
    if selection.ags is None:
        intake.choose(selection)
    else:
        month = shared.month(selection.snapshot, selection.month)
        here = selection.of_municipality()
        municipality_finding.show(here, month)
        empty.show_next_step(selection, month, "municipality")
        revisions.show_beside(here)
        receipts.show_stocks(selection)
        intake.show_columns(here)
        intake.show_timeline(here)
        needs.show(selection)
        change.show(selection)
        course_of_time.show(selection)
        aside.show_scenarios(here)
        aside.show_presence(here)
        offers_here.show_ending(here)
        offers_here.show(here)
        receipts.show_offers(selection)
        missing.show(here, month)
        papers.show(selection)
    close_page(selection)
