"""What is said in German is said in English too, in English words, with the same figures in it."""

import json
import re
import string
import tomllib
from pathlib import Path

import pytest

from dashboards.text import label, speak, t
from pipelines.wording import Words, fill
from tests.dashboards.test_overview import charts

ROOT = Path(__file__).resolve().parents[2]
GERMAN = {path.name: path for path in (ROOT / "dashboards/text/de").glob("*.toml")} | {
    "wording": ROOT / "pipelines/wording/de.toml"
}

# Laws, titles in them and names have no English of their own.
NAMES = {"FlüAG", "Asylbewerberleistungsgesetz", "AsylbLG", "AufenthG", "Bezirksregierung"}
# Words that both languages share: names, signs, short forms.
SAME = {
    "Budget",
    "Bedarfsatlas",
    "Downloads",
    "Name",
    "Kreis",
    "FlüAG",
    "AsylbLG",
    "AufenthG",
    "km",
    "min",
    "Form",
    "Status",
    "a",
}


def sentences(path: Path) -> dict[str, str]:
    """All texts of a file by dotted key."""
    found = {}
    for key, value in tomllib.loads(path.read_text("utf-8")).items():
        inner = value.items() if isinstance(value, dict) else [("", value)]
        for name, text in inner:
            steps = text.items() if isinstance(text, dict) else [("", text)]
            found |= {f"{key}.{name}.{step}".rstrip("."): said for step, said in steps}
    return found


def english(path: Path) -> Path:
    return path.with_name("en.toml") if path.name == "de.toml" else path.parents[1] / "en" / path.name


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def words(text: str) -> list[str]:
    """The words of a text, without placeholders and markup."""
    return re.findall(r"[^\W\d_]+", re.sub(r"\{[^}]*\}|<[^>]*>", " ", text))


PAIRS = [
    pytest.param(said, sentences(english(path)).get(key), id=f"{name}:{key}")
    for name, path in GERMAN.items()
    for key, said in sentences(path).items()
]


def test_both_languages_have_the_same_files():
    assert {path.name for path in (ROOT / "dashboards/text/en").glob("*.toml")} == set(GERMAN) - {"wording"}


@pytest.mark.parametrize("name", sorted(GERMAN))
def test_both_languages_have_the_same_keys_in_the_same_order(name):
    assert list(sentences(english(GERMAN[name]))) == list(sentences(GERMAN[name]))


def test_both_languages_fill_in_the_same_values():
    assert [(german, said) for german, said in _pairs() if placeholders(german) != placeholders(said)] == []


def test_both_languages_carry_the_same_markup():
    def markup(text: str) -> list[str]:
        return sorted(re.findall(r"</?[a-z]+>|\*\*|`", text.replace("-<br>", "<br>")))

    assert [(german, said) for german, said in _pairs() if markup(german) != markup(said)] == []


def test_no_text_was_left_in_german():
    alike = [said for german, said in _pairs() if german == said and not set(words(said)) <= SAME]
    assert alike == []


def test_no_german_word_stands_in_an_english_text():
    foreign = {word for _, said in _pairs() for word in words(said) if re.search("[äöüßÄÖÜ]", word)}
    assert foreign <= NAMES
    common = re.compile(r"\b(und|oder|nicht|der|die|das|den|eine?[rnms]?|mit|für|ist|sind|wird|aus|zum|zur|bis|ohne)\b")
    assert [said for _, said in _pairs() if common.search(said)] == []


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        ("0", "0 offers end"),
        ("1", "1 offer ends"),
        (1, "1 offer ends"),
        ("21", "21 offers end"),
        ("1.0", "1.0 offers end"),
    ],
)
def test_a_word_follows_the_number_before_it(count, sentence):
    assert fill("{count} {count:offer ends|offers end}", {"count": count}) == sentence


def test_a_value_with_a_bar_or_braces_is_only_a_value():
    assert fill("{name}, {count:one|many}", {"name": "a|b {count}", "count": 2}) == "a|b {count}, many"


def test_numbers_days_and_shares_are_written_as_english_writes_them():
    import datetime

    spoken = Words("en")
    assert spoken.number(1234567.5, 1) == "1,234,567.5"
    assert spoken.share(0.0123) == "1.2300%"
    assert spoken.day(datetime.date(2018, 3, 5)) == "5 Mar 2018"
    assert Words("de").share(0.0123) == "1,2300 %"


def test_a_page_speaks_the_language_it_was_told():
    speak("en")
    try:
        assert t("findings.nav") == "Findings"
        assert label("answer", "certainly_short") == "certainly too little"
        speak("tlh")
        assert t("findings.nav") == "Befunde"
    finally:
        speak("de")


def _pairs() -> list[tuple[str, str]]:
    return [tuple(pair.values) for pair in PAIRS]


def test_the_ledger_is_printed_in_english_with_the_bounds_of_its_unit():
    from pipelines.explaining.report import bounds_of, figure_of
    from pipelines.explaining.step import Step

    nothing = dict.fromkeys(Step._fields)
    rate = Step(**nothing)._replace(code="fulfilment", unit="ratio", value=0.784, low=0.67, high=0.81)
    assert figure_of(rate, Words("en")) == "78.40%"
    assert bounds_of(rate, Words("en")) == "67.00 to 81.00%"
    assert bounds_of(rate, Words("de")) == "67,00 bis 81,00 %"


@pytest.mark.parametrize(("language", "before", "after"), [("de", "", " €"), ("en", "€", "")])
def test_the_axis_of_a_budget_writes_euros_as_its_sentences_do(run, language, before, after):
    [drawn] = charts(run("budget", monat="2018-01", sprache=language), "budget-geld")
    axis = json.loads(drawn.proto.spec)["layout"]["xaxis"]
    assert (axis["tickprefix"], axis["ticksuffix"]) == (before, after)
