"""Barrierefreiheit: the statement that the law of North Rhine-Westphalia asks of a public body, in short."""

from dashboards.sections import statement
from dashboards.text import t
from dashboards.widgets import Whole, close_page, open_page


def render() -> None:
    selection = open_page(t("accessibility.title"), Whole)
    statement.show()
    close_page(selection)
