"""What the command says of a call, in German only, and what it does when nobody reads on."""

import math
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines import cli
from pipelines.explaining.report import bounds_of
from pipelines.explaining.step import Step
from pipelines.wording import Words

ENGLISH = re.compile(r"\b(argument|choose|required|expected|invalid|unrecognized|usage|optional|options|show this)\b")
VERBS = ("up", "show", "build", "add", "status", "explain", "extract")


def called(capsys, *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        cli.main(list(arguments))
    told = capsys.readouterr()
    return int(ended.value.code or 0), told.out, told.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "es fehlt: VERB"),
        (["explain"], "es fehlt: AGS"),
        (["extract", "--out"], "--out: eine Angabe fehlt"),
        (["bauen"], "VERB: 'bauen' gibt es nicht, möglich sind: "),
        (["explain", "Rheine", "--scheme", "x"], "--scheme: 'x' gibt es nicht, möglich sind: "),
        (["explain", "Rheine", "--as-of", "gestern"], "--as-of: 'gestern' ist kein Tag, gemeint ist z. B. 2018-01-01"),
        (["explain", "Rheine", "--as-of"], "--as-of: eine Angabe fehlt"),
        (["status", "--alles"], "unbekannt: --alles"),
        (["up", "--port", "x"], "--port: 'x' ist kein Port"),
        (["up", "-hx"], "-h/--help: steht ohne Angabe, 'x' ist zu viel"),
    ],
)
def test_a_call_not_understood_is_one_german_sentence(capsys, arguments, words):
    code, out, err = called(capsys, *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"Der Aufruf ist nicht verständlich ({words}")
    assert not ENGLISH.search(err)


@pytest.mark.parametrize("verb", [(), *((verb,) for verb in VERBS)])
def test_help_is_german(capsys, verb):
    code, out, _ = called(capsys, *verb, "--help")
    assert code == 0
    assert out.startswith("Aufruf: bedarfsatlas")
    assert "Optionen:" in out
    assert not ENGLISH.search(out)


def typed(data, *arguments: str, **streams) -> subprocess.Popen:
    command = [sys.executable, "-m", "pipelines.cli", *arguments]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, **streams)


def test_a_reader_who_has_gone_ends_the_verb_quietly(data):
    process = typed(data, "explain", "--data", str(data), "Rheine", stdout=subprocess.PIPE)
    process.stdout.close()
    assert (process.stderr.read(), process.wait()) == ("", cli.READER_GONE)
    process.stderr.close()


def test_a_full_disk_behind_the_output_is_one_sentence(data):
    with Path("/dev/full").open("w") as full:
        process = typed(data, "explain", "--data", str(data), "Rheine", stdout=full)
        _, err = process.communicate()
    assert process.returncode == 1
    assert err.startswith("Der Datenträger ist voll")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("low", "high", "unit", "words"),
    [
        (0.0, 1.0, "persons", "0 bis 1 Personen"),
        (0.91, 0.925, "ratio", "91,00 bis 92,50 %"),
        (-3.0, 12.0, "persons", "−3 bis 12 Personen"),
        (3.0, math.nan, "persons", "mindestens 3 Personen"),
        (math.nan, 3.0, "persons", "höchstens 3 Personen"),
        (2.0, 2.0, "persons", ""),
    ],
)
def test_bounds_name_their_unit_once(low, high, unit, words):
    assert bounds_of(Step("stock", "", "", 0.5, low, high, unit, "estimated"), Words("de")) == words
