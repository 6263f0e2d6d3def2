"""Kinds of listing that were once misread: grids, parts, exclusions, several statements in a line."""

import pytest

from farshore.catalog.extraction.draw import draw
from farshore.catalog.listing.records import AttributeRecord, ProductRecord, VariantRecord
from farshore.catalog.listing.values import Fact, Measure, Text, YesNo
from farshore.language.units.parse import find_measures

pytestmark = pytest.mark.unit


def facts(title: str, text: str, **more: object) -> list[Fact]:
    found = draw(ProductRecord("table", "1", "h", title, text, **more)).facts  # type: ignore[arg-type]
    return [f for f in found if f.span.source != "option"]


def said(found: list[Fact]) -> set[tuple[str | None, str, str | None, str | None]]:
    return {(f.attribute, shown(f), f.scope, f.variant_external_id) for f in found}


def shown(fact: Fact) -> str:
    if isinstance(fact.value, Measure):
        numbers = "x".join(f"{q.low:g}" + (f"-{q.high:g}" if q.high is not None else "") for q in fact.value.quantities)
        return f"{numbers} {fact.value.unit}" + (f" {fact.value.limit}" if fact.value.limit else "")
    return str(fact.value.holds) if isinstance(fact.value, YesNo) else fact.value.text


def variants(name: str, *values: str) -> tuple[VariantRecord, ...]:
    return tuple(VariantRecord(value, None, ((name, value),)) for value in values)


def table(*rows: str) -> str:
    cells = ("".join(f"<td>{cell}</td>" for cell in row.split("|")) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def test_a_grid_gives_each_cell_to_the_variants_of_its_row():
    text = table("Size|Capacity|Weight with lid", "24 cm|4.2 l|4.9 kg", "28 cm|6.7 l|6.4 kg")
    assert said(facts("Casserole", text, variants=variants("Size", "24 cm", "28 cm"))) == {
        ("capacity", "4.2 l", None, "24 cm"),
        ("weight", "4.9 kg", None, "24 cm"),
        ("capacity", "6.7 l", None, "28 cm"),
        ("weight", "6.4 kg", None, "28 cm"),
    }


def test_versions_across_are_turned():
    text = table("|Small|Large", "Capacity|20 l|35 l", "Weight|0.8 kg|1.1 kg")
    found = said(facts("Backpack", text, variants=variants("Size", "Small", "Large")))
    assert found == {
        ("capacity", "20 l", None, "Small"),
        ("weight", "0.8 kg", None, "Small"),
        ("capacity", "35 l", None, "Large"),
        ("weight", "1.1 kg", None, "Large"),
    }


def test_a_row_without_a_variant_is_named_by_its_scope():
    found = said(facts("Jar", table("Size|Capacity", "tall|1 l", "low|500 ml")))
    assert found == {("capacity", "1 l", "tall", None), ("capacity", "500 ml", "low", None)}


def test_a_count_before_a_size_is_no_dimension():
    text = table("Set|Duvet cover|Pillowcases", "Double|240 x 220 cm|2 x 80 x 80 cm")
    assert said(facts("Bedding", text, variants=variants("Set", "Double"))) == {
        ("dimensions", "240x220 cm", "Duvet cover", "Double"),
        ("dimensions", "80x80 cm", "Pillowcases", "Double"),
        ("count", "2 pcs", "Pillowcases", "Double"),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("65x50x18cm", [(65, None), (50, None), (18, None)]),
        ("between 40 and 100 °C", [(40, 100)]),
        ("four and a half minutes", [(4.5, None)]),
        ("两个半小时", [(2.5, None)]),
        ("40+5cm", [(40, 45)]),
        ("25ml×10片", [(25, None)]),
        ("2 x 500 ml", [(500, None)]),
    ],
)
def test_numbers_as_sellers_write_them(text: str, expected: list[tuple[float, float | None]]):
    (found,) = find_measures(text)
    assert [(amount.low, amount.high) for amount in found.amounts] == expected


def test_a_sentence_before_a_colon_is_no_label():
    found = facts("Kettle", "Made for pour-over coffee: the narrow spout pours slowly. Holds 0.8 litres.")
    assert said(found) == {("capacity", "0.8 l", None, None)}


def test_parts_keep_their_own_material_care_and_length():
    text = "<ul><li>Body: stainless steel 304, handle: walnut wood</li><li>Cord: 75 cm</li>"
    text += "<li>Glass: dishwasher safe</li><li>Lids: wipe only, not for the dishwasher</li></ul>"
    assert said(facts("Jars", text)) == {
        ("material", "stainless steel 304", "Body", None),
        ("material", "walnut wood", "handle", None),
        ("cable_length", "75 cm", None, None),
        ("dishwasher_safe", "True", "Glass", None),
        ("dishwasher_safe", "False", "Lids", None),
        ("care", "wipe only", "Lids", None),
    }


def test_labels_are_known_by_their_words():
    text = "<p>Weight of the fabric: 600 g/m²</p><p>Capacities: 500 ml, 750 ml</p><p>Native resolution: 1920 x 1080</p>"
    assert said(facts("Thing", text)) == {
        ("fabric_weight", "600 gsm", None, None),
        ("capacity", "500 ml", None, None),
        ("capacity", "750 ml", None, None),
        ("resolution", "1920 x 1080", None, None),
    }


@pytest.mark.parametrize(
    ("title", "text", "concept"),
    [
        ("Kettle", "Not for use in countries with 110-120 V.", "voltage"),
        ("Adapter", "Hair dryers made for 120 V must not be used at 230 V.", "voltage"),
        ("热水壶", "不适用于110V地区。", "voltage"),
        ("Case", "Does not fit iPhone 8.", "compatibility"),
        ("Strip", "Needs Wi-Fi (5 GHz is not supported).", "frequency"),
        ("Cream", "Without perfume, alcohol or silicone.", "material"),
        ("坐垫", "可机洗？", "machine_washable"),
        ("书包", "带USB充电口。", "rechargeable"),
    ],
)
def test_what_it_is_not_for_is_no_fact(title: str, text: str, concept: str):
    assert [f for f in facts(title, text) if f.attribute == concept] == []


@pytest.mark.parametrize("text", ["Not suitable for children under 3 years.", "不适合3岁以下儿童使用。"])
def test_not_under_three_is_from_three(text: str):
    assert ("age_range", "3 year min", None, None) in said(facts("Toy", text))


def test_not_for_use_in_pregnancy_is_a_no():
    found = facts("Eye Cream", "Not suitable for use during pregnancy.")
    assert [shown(f) for f in found if f.attribute == "pregnancy_safe"] == ["False"]


def test_a_material_ends_before_its_certificate_and_outranks_the_title():
    found = facts("Washed Linen Set", "Material: 55% linen, 45% cotton, certified GOTS (licence 8)", tags=("linen",))
    assert [(shown(f), f.confidence) for f in found if f.attribute == "material"] == [
        ("Washed Linen", 0.5),
        ("55% linen, 45% cotton", 1.0),
        ("linen", 0.5),
    ]
    assert [shown(f) for f in found if f.attribute == "certification"] == ["GOTS"]


def test_every_sentence_of_a_chinese_line_is_read():
    text = "防泼水面料，YKK拉链。可放15.6英寸笔记本电脑。承重20kg。尺寸：45×30×15cm。"
    text += "包装清单：背包×1、雨罩×1。产地：中国内蒙古。"
    assert said(facts("双肩包", text)) == {
        ("water_resistance", "防泼水", None, None),
        ("closure", "YKK拉链", None, None),
        ("compatibility", "可放15.6英寸笔记本电脑", None, None),
        ("load_capacity", "20 kg", None, None),
        ("dimensions", "45x30x15 cm", None, None),
        ("included", "背包×1、雨罩×1", None, None),
        ("origin", "中国内蒙古", None, None),
    }


def test_care_is_only_the_care_parts():
    found = facts("毛衣", "V领长袖，手洗，平铺晾干，请勿漂白。")
    (care,) = [f for f in found if f.attribute == "care"]
    assert care.value == Text("手洗，平铺晾干，请勿漂白", ("手洗", "平铺晾干", "请勿漂白"))


def test_a_column_of_parts_is_read_part_by_part():
    column = AttributeRecord("面料成分", "面料：聚酯纤维100%；里料：棉100%", "m")
    assert said(facts("裙", "", attributes=(column,))) == {
        ("material", "聚酯纤维100%", None, None),
        ("lining", "棉100%", None, None),
    }


def test_a_line_headed_by_an_option_is_of_its_variants():
    found = facts(
        "Candle", "Fig: contains linalool. Cedar: contains cedrol.", variants=variants("Scent", "Fig", "Cedar")
    )
    assert said(found) == {("ingredients", "linalool", None, "Fig"), ("ingredients", "cedrol", None, "Cedar")}


def test_one_weight_in_two_units_is_said_once():
    column = AttributeRecord("Weight (g)", "2600", "w")
    assert [shown(f) for f in facts("Suitcase", "Weighs 2.6 kg.", attributes=(column,))] == ["2600 g"]


def chart_bodies(text: str) -> list[bool]:
    (chart,) = draw(ProductRecord("table", "1", "h", "裤", text)).charts
    return [column.is_body for column in chart.columns]


def test_ranges_are_of_the_body_single_numbers_beside_a_length_of_the_garment():
    assert chart_bodies("尺码 腰围 裤长\nS 60-66 88\nM 66-72 89") == [True, False]
    assert chart_bodies("尺码 腰围 裤长\nS 66 98\nM 69 99\n建议手洗") == [False, False]
