"""A section drawn once is sent again only to whoever asks the same, in the same language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboards.drawn import drawn_once


def script(address: str, language: str, month: str, names: list[str], snapshot: str) -> None:
    from datetime import date

    import pandas as pd
    import streamlit as st

    from dashboards.drawn import drawn_once
    from dashboards.text import speak, t
    from dashboards.widgets import Selection

    speak(language)
    names.append("run")

    @drawn_once
    def first(selection: Selection, row: pd.Series) -> None:
        names.append("first")
        with st.container():
            st.markdown(f"{t('common.category')} {selection.month} {row['count']}")

    @drawn_once
    def second(selection: Selection) -> None:
        names.append("second")
        st.caption("second")

    selection = Selection(snapshot, date.fromisoformat(month), "SPR-IK", address or None)
    st.title("live")
    first(selection, pd.Series({"count": 3}))
    second(selection)


@pytest.fixture
def draw() -> Callable[..., tuple[AppTest, list[str]]]:
    """`draw(month="2018-01-01")` runs two sections and says which of them had to be drawn."""
    snapshot = f"/stands/{uuid4()}"

    def run(address: str = "", language: str = "de", month: str = "2018-01-01", folder: str = "") -> tuple:
        names: list[str] = []
        app = AppTest.from_function(script, args=(address, language, month, names, f"{snapshot}{folder}"))
        app.run()
        assert not app.exception, app.exception
        return app, names

    return run


def test_the_second_reader_gets_what_the_first_one_saw_without_drawing(draw):
    first, drawn = draw()
    again, drawn_again = draw()
    assert drawn == ["run", "first", "second"]
    assert drawn_again == ["run"]
    assert [first.markdown[0].value, first.caption[0].value] == ["Angebotskategorie 2018-01-01 3", "second"]
    assert [again.markdown[0].value, again.caption[0].value] == ["Angebotskategorie 2018-01-01 3", "second"]


@pytest.mark.parametrize(
    "other", [{"month": "2024-01-01"}, {"address": "05566076"}, {"language": "en"}, {"folder": "/public"}]
)
def test_another_month_municipality_language_or_file_is_drawn_anew(draw, other):
    draw()
    _, drawn = draw(**other)
    assert drawn == ["run", "first", "second"]


def test_two_sections_with_equal_arguments_do_not_stand_in_for_each_other(draw):
    draw()
    app, _ = draw()
    assert len(app.markdown) == 1
    assert len(app.caption) == 1


def test_an_argument_that_cannot_be_told_exactly_is_refused():
    @drawn_once
    def section(rows: pd.DataFrame) -> None: ...

    with pytest.raises(TypeError):
        section(pd.DataFrame({"day": [date(2018, 1, 1)]}))
