import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farshore.language.segment.fold import fold, fold_width
from farshore.language.segment.sentences import split_sentences
from farshore.language.units.numbers import to_count, to_number
from farshore.language.units.parse import FoundMeasure, find_measures
from farshore.language.units.table import NotConvertible, convert, dimension_of, find_unit, units

pytestmark = pytest.mark.unit


def said(text: str) -> list[str]:
    return [shown(found) for found in find_measures(text)]


def shown(found: FoundMeasure) -> str:
    numbers = "x".join(
        f"{a.low:g}" + (f"-{a.high:g}" if a.high is not None else "") + (f"[{a.axis[0]}]" if a.axis else "")
        for a in found.amounts
    )
    return f"{numbers} {found.unit}" + (f" {found.limit}" if found.limit else "") + ("~" * found.is_approximate)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30×20×10cm", ["30x20x10 cm"]),
        ("30 x 20 x 10 cm (L×W×H)", ["30[l]x20[w]x10[h] cm"]),
        ("30L x 20W x 10H cm", ["30[l]x20[w]x10[h] cm"]),
        ("L30 x W20 x H10 cm", ["30[l]x20[w]x10[h] cm"]),
        ("710×316×555mm（长×宽×高）", ["710[l]x316[w]x555[h] mm"]),
        ("长30cm×宽20cm", ["30[l]x20[w] cm"]),
        ("12 oz", ["12 oz"]),
        ("12 fl oz", ["12 fl_oz"]),
        ("1/2 inch", ["0.5 in"]),
        ("1 1/2 in", ["1.5 in"]),
        ("5½ inches", ["5.5 in"]),
        ("5'11\"", ["71 in"]),
        ("续航3-5小时", ["3-5 h"]),
        ("up to 10 h", ["10 h max"]),
        ("at least 3 years", ["3 year min"]),
        ("3岁以上", ["3 year min"]),
        ("约350毫升", ["350 ml~"]),
        ("approx. 350 ml", ["350 ml~"]),
        ("１２ｃｍ", ["12 cm"]),
        ("٣٥٠ ml", ["350 ml"]),
        ("1,5 l", ["1.5 l"]),
        ("1,200 g", ["1200 g"]),
        ("-20 °C to 60 °C", ["-20-60 degC"]),
        ("86 cm - 90 cm", ["86-90 cm"]),
        ("220 V/50 Hz", ["220 V", "50 Hz"]),
        ("100-240V, 50/60Hz", ["100-240 V", "50-60 Hz"]),
        ("Ø8 cm", ["8[d] cm"]),
        ("a two-year warranty", ["2 year"]),
        ("五年质保", ["5 year"]),
        ('12" x 16"', ["12x16 in"]),
        ("10000mAh", ["10000 mAh"]),
        ("рост 170 см, вес 65 кг", ["170 cm", "65 kg"]),
        ("40 литров", ["40 l"]),
        ("2 в 1, размер 42 в наличии", []),
        ("40 лет", ["40 year"]),
        ("طولي ١٧٠ سم ووزني ٦٥ كيلو", ["170 cm", "65 kg"]),
        ("الخصر 80 سنتيمترًا", ["80 cm"]),
        ("मेरी छाती 38 इंच", ["38 in"]),
        ("आठ नहीं, 8 महीने", ["8 month"]),
        ("สูง 165 ซม.", ["165 cm"]),
        ("nặng 55 kí, ngực 90 phân", ["55 kg", "90 cm"]),
        ("5 litrów", ["5 l"]),
        ("3 yaşında", ["3 year"]),
        ("1 centimetro", ["1 cm"]),
        ("8ヶ月", ["8 month"]),
    ],
)
def test_a_measure_is_read_with_its_unit(text: str, expected: list[str]):
    assert said(text) == expected


@pytest.mark.parametrize(
    "text", ["2 in 1", "18/10 stainless", "A4", "IPX7", "V60", "3 in the box", "", "no number", "4K"]
)
def test_what_is_no_measure_is_left_out(text: str):
    assert said(text) == []


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [
        (1, "in", "cm", 2.54),
        (1, "lb", "kg", 0.45359237),
        (1, "gal", "l", 3.785411784),
        (100, "degC", "degF", 212),
        (-40, "degF", "degC", -40),
        (1, "ft", "in", 12),
        (16, "fl_oz", "pt", 1),
        (1, "ATM", "bar", 1.01325),
        (1, "jin", "kg", 0.5),
    ],
)
def test_conversions_are_exact(value: float, source: str, target: str, expected: float):
    assert convert(value, source, target) == expected


def test_what_measures_other_things_is_not_converted():
    with pytest.raises(NotConvertible):
        convert(1, "cm", "kg")


@settings(deadline=None)
@given(st.sampled_from(sorted(units())), st.floats(-1e6, 1e6))
def test_a_conversion_there_and_back_changes_nothing(name: str, value: float):
    for other, unit in units().items():
        if unit.dimension == dimension_of(name):
            assert convert(convert(value, name, other), other, name) == pytest.approx(value, abs=1e-6, rel=1e-9)


def test_every_alias_finds_a_unit_and_its_own_case_first():
    assert {name: find_unit(name) for name in ("mAh", "MPa", "m", "L", "公斤", "℃", "inches", "K")} == {
        "mAh": "mAh", "MPa": "MPa", "m": "m", "L": "l", "公斤": "kg", "℃": "degC", "inches": "in", "K": "K",
    }  # fmt: skip
    assert find_unit("parsec") is None


def test_numbers_and_counts_in_words():
    assert [to_number(text) for text in ("1,200.5", "1,5", "3/4", "2½")] == [1200.5, 1.5, 0.75, 2.5]
    assert [to_count(text) for text in ("12", "four", "三", "十二", "二十", "dozen", "many")] == [
        12,
        4,
        3,
        12,
        20,
        12,
        None,
    ]


@settings(deadline=None)
@given(st.text())
def test_folding_keeps_the_length(text: str):
    assert len(fold(text)) == len(text)
    assert len(fold_width(text)) == len(text)


@settings(deadline=None)
@given(st.text(alphabet="0123456789.,/-x× cmkgoz\"'约至—½年(LWH)\n", max_size=40))
def test_spans_of_measures_lie_in_the_text_in_order(text: str):
    position = 0
    for found in find_measures(text):
        assert position <= found.start < found.end <= len(text)
        position = found.start


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Approx. 3.5 cm tall. Holds 350 ml. e.g. tea", ["Approx. 3.5 cm tall.", "Holds 350 ml.", "e.g. tea"]),
        ("容量350ml。可放洗碗机！\n• 甲 • 乙", ["容量350ml。", "可放洗碗机！", "甲", "乙"]),
        ("Charges in 90 min. Do not bleach.", ["Charges in 90 min.", "Do not bleach."]),
        ("It is 9.5 cm.", ["It is 9.5 cm."]),
        ("", []),
    ],
)
def test_sentences_are_cut_at_their_ends_only(text: str, expected: list[str]):
    assert [text[start:end] for start, end in split_sentences(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "{} cm",
        "{} 1/2 cm",
        "{}½ cm",
        "{} x {} x {} cm",
        "3 x {} cm",
        "3-{} cm",
        "{} ml x 10",
        "{}-year warranty",
        "{}' 3\"",
    ],
)
@pytest.mark.parametrize("length", [200, 400, 5_000])
def test_a_number_beyond_all_measure_is_none(text: str, length: int):
    amounts = [a for found in find_measures(text.replace("{}", "9" * length)) for a in found.amounts]

    assert all(a.low < 1e9 and (a.high or 0) < 1e9 for a in amounts)
