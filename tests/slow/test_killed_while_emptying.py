"""Killed before each file operation of emptying the inbox, one after the other."""

from tests.fixtures.killed import fill, killed_and_run_again


def test_killed_at_every_file_operation_nothing_is_lost(kreis, tmp_path):
    filled, operations = fill(kreis.data), 0
    while killed_and_run_again(filled, tmp_path / "copy", operations + 1):
        operations += 1
    assert operations > 60
