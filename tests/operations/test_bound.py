"""Whoever lets others in is told in one sentence what they will see."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.bound import Bound, strangers
from pipelines.cli import main
from pipelines.problems import Problem
from pipelines.settings import read_settings


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.2", "::1"])
def test_on_this_machine_alone_nothing_is_said(address, tmp_path: Path):
    assert strangers(address, tmp_path / "secrets.toml") == ""


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "192.168.1.5"])
def test_without_sign_in_others_see_what_is_public_and_so_do_you(address, tmp_path: Path):
    said = strangers(address, tmp_path / "secrets.toml")
    assert said.startswith(f"Achtung: Das Dashboard antwortet auf {address} auch anderen Rechnern; ohne")
    assert "nur die öffentliche Fassung, auch Sie" in said
    assert "\n" not in said


@pytest.mark.parametrize(("secrets", "is_warning"), [("[auth]\n", False), ("[other]\n", True), ("[auth", True)])
def test_only_a_table_auth_is_a_sign_in(secrets, is_warning, tmp_path: Path):
    (tmp_path / "secrets.toml").write_text(secrets)
    assert strangers("0.0.0.0", tmp_path / "secrets.toml").startswith("Achtung") is is_warning


@pytest.mark.parametrize(
    ("address", "url"),
    [("0.0.0.0", "http://127.0.0.1:8501"), ("::1", "http://[::1]:8501"), ("192.168.1.5", "http://192.168.1.5:8501")],
)
def test_the_address_named_can_be_typed_into_a_browser_here(address, url):
    assert Bound(address, 8501).url == url


def test_a_name_is_no_address(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        main(["show", "--address", "atlas.example"])
    assert "'atlas.example' ist keine IP-Adresse" in capsys.readouterr().err


@pytest.mark.parametrize("line", ['address = "everywhere"', "address = 1", "[access]\nhours = 99"])
def test_an_impossible_setting_is_refused_with_a_sentence(line, tmp_path: Path):
    (tmp_path / "settings.toml").write_text(line)
    with pytest.raises(Problem, match=r"settings\.toml: a(ddress|ccess)"):
        read_settings(tmp_path)
