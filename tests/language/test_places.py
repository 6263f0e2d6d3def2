import pytest

from farshore.language.places import find_codes, find_countries
from farshore.language.render.locale import country
from farshore.language.text import LANGUAGES, fold_in

pytestmark = pytest.mark.unit


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", ["DE", "JP", "BR", "FR", "CN", "US", "GB", "IN"])
def test_a_country_is_found_by_its_name_in_the_language(lang: str, code: str) -> None:
    named = country(lang, code)

    assert [m.label for m in find_countries(fold_in(lang, named), lang)] == [code]


@pytest.mark.parametrize(
    ("lang", "text", "code"),
    [
        ("vi", "giao hàng đến Nhật Bản bao lâu", "JP"), ("vi", "giao hang den nhat ban", "JP"),
        ("ru", "доставка в Германию", "DE"), ("pl", "czy wysyłacie do Niemiec", "DE"), ("zh-Hans", "寄到德国吗", "DE"),
        ("tr", "Almanya'ya gönderiyor musunuz", "DE"), ("en", "do you ship to the USA?", "US"),
    ],
)  # fmt: skip
def test_a_country_is_found_inside_a_question(lang: str, text: str, code: str) -> None:
    assert [m.label for m in find_countries(fold_in(lang, text), lang)] == [code]


def test_upper_case_codes_are_countries_and_words_are_not() -> None:
    assert find_codes("ship to US / DE? IT is OK") == ["US", "DE"]
