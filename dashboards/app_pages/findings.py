"""Befunde: what is wrong with what was received, and what to do about it."""

from dashboards.sections import failure, findings
from dashboards.text import t
from dashboards.widgets import close_page, open_page


def render() -> None:
    chosen = open_page(t("findings.title"), findings.bar)
    failure.show(chosen.snapshot)
    findings.show_lead(chosen)
    findings.show(chosen)
    close_page(chosen)
