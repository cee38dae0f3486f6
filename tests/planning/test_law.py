from datetime import date

from pipelines.planning.law import Law, Parameter

LAW = Law(
    [
        Parameter("weight", 0.9, "share", date(2014, 1, 1), date(2022, 12, 31)),
        Parameter("weight", 0.8, "share", date(2023, 1, 1), None),
        Parameter("weight", 0.7, "share", date(2022, 1, 1), date(2022, 12, 31), is_own=True),
    ]
)


def test_of_two_rows_the_one_in_force_counts():
    assert LAW.value("weight", date(2016, 5, 1)) == 0.9
    assert LAW.value("weight", date(2026, 5, 1)) == 0.8


def test_the_first_and_the_last_day_belong_to_a_row():
    assert [LAW.value("weight", day) for day in (date(2014, 1, 1), date(2023, 1, 1))] == [0.9, 0.8]


def test_what_the_kreis_set_itself_wins_while_it_is_in_force():
    assert LAW.value("weight", date(2022, 12, 31)) == 0.7
    assert LAW.on("weight", date(2022, 6, 1)).is_own


def test_before_the_first_row_nothing_is_in_force_and_the_oldest_row_is_a_guess_asked_for_by_name():
    assert LAW.value("weight", date(2013, 12, 31)) is None
    assert LAW.oldest("weight", date(2013, 12, 31)).value == 0.9
    assert LAW.oldest("weight", date(2026, 1, 1)).value == 0.8


def test_a_row_that_ended_is_not_revived():
    ended = Law([Parameter("factor", 1.0, "factor", date(2015, 1, 1), date(2015, 12, 31))])
    assert ended.value("factor", date(2016, 1, 1)) is None
    assert ended.oldest("factor", date(2016, 1, 1)) is None


def test_a_name_nobody_has_set_is_no_number():
    assert LAW.value("unheard_of", date(2016, 1, 1)) is None


def test_a_what_if_changes_the_number_and_keeps_date_and_source():
    changed = LAW.changed({"weight": 0.5}).on("weight", date(2026, 1, 1))
    assert (changed.value, changed.valid_from) == (0.5, date(2023, 1, 1))
    assert LAW.value("weight", date(2026, 1, 1)) == 0.8
