import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from farshore.language.match import PhraseMatcher, longest
from farshore.language.text import fold, tokens

pytestmark = pytest.mark.unit
TEXTS = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=60)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_tokens_are_the_texts_own_words_in_order(text: str) -> None:
    folded = fold(text)
    found = tokens(folded)

    assert [t.text for t in found] == [folded[t.start : t.end] for t in found]
    assert all(a.end <= b.start for a, b in pairwise(found))


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="abcÀéñßøłİıÇşğ ÖŻ0９٣१ا إةىอชั한日ひ", max_size=40))
@example("İSTANBUL")
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("text", ["Größe", "crème brûlée", "tamaño", "Łódź", "şişe", "ёлка"])
def test_a_word_composed_or_decomposed_folds_the_same(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Größe", "grosse"), ("CRÈME", "creme"), ("Łódź", "lodz"), ("３５０ＭＬ", "350ml"), ("٣٥٠", "350"),
        ("أحمر", "احمر"), ("इसे", "इसे"), ("ราคาเท่าไหร่", "ราคาเท่าไหร่"),
    ],
)  # fmt: skip
def test_folding_drops_what_does_not_tell_words_apart(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_latin_glued_to_japanese_is_a_word_of_its_own() -> None:
    assert [t.text for t in tokens(fold("iPhoneで"))] == ["iphone", "で"]


def test_a_phrase_matches_whole_words_only() -> None:
    matcher = PhraseMatcher({"and": ["or"]}, "en")

    assert matcher.find("for the floor") == []
    assert [m.start for m in matcher.find("red or blue")] == [4]


def test_a_starred_phrase_matches_every_word_that_begins_so() -> None:
    assert [m.label for m in PhraseMatcher({"ship": ["ship*"]}, "en").find("shipping")] == ["ship"]


def test_a_phrase_in_a_language_without_spaces_matches_inside() -> None:
    assert [(m.start, m.end) for m in PhraseMatcher({"wash": ["洗碗机"]}, "zh-Hans").find("可放洗碗机吗")] == [(2, 5)]


def test_the_longer_of_two_covering_phrases_wins() -> None:
    found = PhraseMatcher({"plate": ["plate"], "hot plate": ["hot plate"]}, "en").find("a hot plate")

    assert [m.label for m in longest(found)] == ["hot plate"]


def test_arabic_words_are_found_behind_what_is_glued_to_them() -> None:
    assert [m.label for m in PhraseMatcher({"price": ["سعر"]}, "ar").find(fold("والسعر"))] == ["price"]
