from dashboards.text import t
from dashboards.widgets import close_page, open_page


def render() -> None:
    selection = open_page(t("municipality.nav"))
    close_page(selection)
