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
        municipality_finding.show(selection, month)
        empty.show_next_step(selection, month, "municipality")
        revisions.show_beside(selection)
        receipts.show_stocks(selection)
        intake.show_columns(selection)
        intake.show_timeline(selection)
        needs.show(selection)
        change.show(selection)
        course_of_time.show(selection)
        aside.show_scenarios(selection)
        aside.show_presence(selection)
        offers_here.show_ending(selection)
        offers_here.show(selection)
        receipts.show_offers(selection)
        missing.show(selection, month)
    close_page(selection)
