"""Killed at a file operation, as by kill -9: nothing half done counts, nothing is lost, the next run completes."""

from tests.fixtures.killed import fill, killed_and_run_again


def test_killed_at_every_twelfth_file_operation_nothing_is_lost(kreis, tmp_path):
    filled = fill(kreis.data)
    assert [killed_and_run_again(filled, tmp_path / "copy", number) for number in range(1, 60, 12)] == [True] * 5
