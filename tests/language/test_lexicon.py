from collections import Counter

import pytest

from farshore.language.lexicon import own_terms
from farshore.language.lexicon.rendering import render_words
from farshore.language.text import LANGUAGES

pytestmark = pytest.mark.unit


def test_our_tables_have_a_form_in_every_language() -> None:
    assert [(t.id, lang) for t in own_terms() for lang in LANGUAGES if not t.forms(lang)] == []


def test_every_term_has_an_id_of_its_own() -> None:
    assert [i for i, n in Counter(t.id for t in own_terms()).items() if n > 1] == []


def test_our_tables_hold_as_many_terms_as_we_promise() -> None:
    assert len(own_terms()) >= 1500


@pytest.mark.parametrize(
    ("text", "source", "target", "said"),
    [
        ("100% merino wool", "en", "de", "100 % Merinowolle"),
        ("加厚牛津布", "zh-Hans", "en", "thick Oxford fabric"),
        ("加厚牛津布", "zh-Hans", "de", "Oxford-Gewebe, dick"),
        ("可机洗", "zh-Hans", "es", "lavable a máquina"),
        ("BPA free", "en", "es", "libre de BPA"),
    ],
)
def test_trade_words_are_said_in_the_shoppers_language(text: str, source: str, target: str, said: str) -> None:
    rendered = render_words(text, source, target)

    assert (rendered.text, rendered.is_whole) == (said, True)


@pytest.mark.parametrize(
    ("negated", "plain", "source"),
    [
        ("not dishwasher safe", "dishwasher safe", "en"), ("not microwave safe", "microwave safe", "en"),
        ("do not machine wash", "machine wash", "en"), ("faux leather", "leather", "en"),
        ("not waterproof", "waterproof", "en"), ("without lining", "lining", "en"),
        ("不可机洗", "可机洗", "zh-Hans"), ("非真皮", "真皮", "zh-Hans"), ("不防水", "防水", "zh-Hans"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("target", LANGUAGES)
def test_a_negation_is_never_said_as_what_it_negates(negated: str, plain: str, source: str, target: str) -> None:
    said, of_plain = render_words(negated, source, target), render_words(plain, source, target)

    assert said.text == "" or said.text != of_plain.text


def test_words_that_no_term_covers_are_not_whole() -> None:
    assert render_words("blorptex weave", "en", "fr").is_whole is False
