"""Names and sentences of others, cut to fit."""

from dashboards.markup import as_name


def test_a_long_sentence_ends_between_two_words():
    assert as_name("eins zwei drei vier", longest=14) == "eins zwei…"


def test_a_single_long_word_is_cut_within():
    assert as_name("x" * 40, longest=10) == "x" * 9 + "…"
    assert as_name("a " + "x" * 40, longest=10) == "a xxxxxxx…"


def test_what_fits_stays():
    assert as_name("eins zwei", longest=9) == "eins zwei"
