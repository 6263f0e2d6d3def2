"""What must be read, and above all what must not be: polarity, hedges, other things."""

import json
import re
from pathlib import Path

import pytest

from farshore.catalog.extraction.draw import draw
from farshore.catalog.extraction.lexicon import branches, concepts, lexicon, strings
from farshore.catalog.listing.records import ProductRecord
from farshore.catalog.listing.values import Fact, Measure, Text, YesNo
from farshore.language.segment.fold import fold

pytestmark = pytest.mark.unit
GOLD = Path(__file__).parent


def facts(text: str, title: str = "Thing") -> list[Fact]:
    return [f for f in draw(ProductRecord("table", "1", "h", title, text)).facts if f.span.source == "description"]


def holds(text: str, concept: str, title: str = "Thing") -> list[bool]:
    return [f.value.holds for f in facts(text, title) if f.attribute == concept and isinstance(f.value, YesNo)]


@pytest.mark.parametrize(
    ("title", "text", "concept", "expected"),
    [
        ("Mug", "Not dishwasher safe.", "dishwasher_safe", [False]),
        ("Mug", "Do not put in the microwave.", "microwave_safe", [False]),
        ("Mug", "Microwave safe but not dishwasher safe.", "dishwasher_safe", [False]),
        ("Mug", "Microwave safe but not dishwasher safe.", "microwave_safe", [True]),
        ("Mug", "Hand wash only.", "dishwasher_safe", [False]),
        ("Chair", "Hand wash only.", "dishwasher_safe", []),
        ("Mug", "If you put it in the dishwasher the glaze may fade.", "dishwasher_safe", []),
        ("Mug", "Unlike most cups, it does not mind.", "dishwasher_safe", []),
        ("杯子", "不可放洗碗机", "dishwasher_safe", [False]),
        ("杯子", "可放洗碗机", "dishwasher_safe", [True]),
        ("衬衫", "不可机洗", "machine_washable", [False]),
        ("外套", "不防水", "waterproof", [False]),
        ("外套", "防水", "waterproof", [True]),
        ("包", "非真皮", "genuine_leather", [False]),
        ("Bag", "Vegan leather.", "genuine_leather", [False]),
        ("Bag", "A leather-look finish.", "genuine_leather", [False]),
        ("Watch", "Waterproof to 30 m.", "waterproof", [True]),
        ("Jacket", "Water-resistant, not waterproof.", "waterproof", [False]),
        ("Shelf", "No assembly required.", "assembly", [False]),
        ("架子", "免安装", "assembly", [False]),
        ("Toy", "Batteries not included.", "batteries_included", [False]),
        ("Lamp", "Takes one E27 bulb (not included).", "bulb_included", [False]),
        ("玩具", "不含电池", "batteries_included", [False]),
        ("Ring", "The setting contains no nickel.", "nickel_free", [True]),
        ("Ring", "Contains nickel.", "nickel_free", [False]),
        ("Bread", "Contains no gluten.", "gluten_free", [True]),
        ("Bread", "May contain traces of nuts.", "gluten_free", []),
        ("Bottle", "BPA-free.", "bpa_free", [True]),
        ("Bottle", "Free of lead, cadmium and BPA.", "lead_free", [True]),
        ("Bottle", "Not BPA-free.", "bpa_free", [False]),
        ("Cream", "Do not use in pregnancy; not recommended during pregnancy.", "pregnancy_safe", [False]),
        ("面霜", "孕妇慎用", "pregnancy_safe", [False]),
        ("面霜", "孕妇可用", "pregnancy_safe", [True]),
        ("Cake", "Not vegan.", "vegan", [False]),
        ("Bag", "Vegan leather.", "vegan", []),
        ("Jam", "No added sugar.", "sugar_free", []),
        ("Shirt", "Machine wash cold; do not iron.", "ironing", [False]),
    ],
)
def test_polarity(title: str, text: str, concept: str, expected: list[bool]):
    assert holds(text, concept, title) == expected


def test_a_condition_is_quoted():
    (fact,) = [f for f in facts("Dishwasher safe (top rack only).", "Mug") if f.attribute == "dishwasher_safe"]
    assert fact.value == YesNo(holds=True, condition="top rack only")


def test_what_is_said_of_a_part_is_scoped_to_it():
    (fact,) = [f for f in facts("The lid is not microwave safe.", "Mug") if f.attribute == "microwave_safe"]
    assert (fact.scope, fact.value) == ("lid", YesNo(holds=False))


@pytest.mark.parametrize(
    "text",
    [
        "As soft as cashmere.",
        "A silk-like touch without the silk.",
        "Feels like leather.",
        "Compare it to gold.",
        "Pairs well with our oak stand.",
        "触感如羊绒",
        "仿真丝面料",
    ],
)
def test_comparisons_are_no_materials(text: str):
    assert [f for f in facts(text) if f.attribute == "material"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Our model is 178 cm tall and wears a size S.",
        "模特身高168cm，体重48kg。",
        "Pairs well with our 500 ml jug.",
        "Comes in 2 in 1 packs.",
        "Order over 50 kg for free shipping.",
        "Keeps drinks hot for 12 hours.",
    ],
)
def test_measures_of_people_and_other_things_are_left_out(text: str):
    assert [f for f in facts(text, "Mug") if isinstance(f.value, Measure)] == []


def test_what_it_fits_is_compatibility_not_its_size():
    found = facts("Fits most 13-inch laptops.", "Sleeve")
    assert [f.attribute for f in found] == ["compatibility"]


def test_an_unknown_label_is_kept_without_a_concept():
    found = facts("Wobbliness: medium")
    assert [(f.attribute, f.label, f.value) for f in found] == [(None, "Wobbliness", Text("medium"))]


def test_every_attribute_is_a_concept():
    known = concepts()
    listed = {*branches(lexicon("labels")["labels"])} | {*branches(lexicon("phrases")["phrases"])}
    listed |= {*branches(lexicon("properties")["places"])}
    listed |= {*branches(lexicon("properties")["properties"])} - {"hand_wash_only", "dry_clean_only"}
    assert listed - known.keys() == set()


def test_keys_never_hide_what_the_expressions_match():
    entries, keys = branches(lexicon("properties")["properties"]), branches(lexicon("properties")["keys"])
    assert entries.keys() == keys.keys()
    for path in sorted(GOLD.glob("gold_*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            text = fold(json.loads(line)["s"])
            for concept, entry in entries.items():
                fields = branches(entry)
                said = strings(fields.get("says")) + strings(fields.get("denies")) + strings(fields.get("negated"))
                if any(re.search(regex, text) for regex in said):
                    assert any(key in text for key in strings(keys[concept])), (concept, text)


@pytest.mark.parametrize("name", ["gold_en", "gold_zh", "gold_fresh_en", "gold_fresh_zh"])
def test_gold_yes_and_no_keep_their_polarity(name: str):
    rows = [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    wrong = [
        (row["s"], fact.attribute)
        for row in rows
        for fact in facts(row["s"], row["t"])
        if isinstance(fact.value, YesNo) and row["f"].get(fact.attribute, fact.value.holds) is not fact.value.holds
        and fact.scope is None
    ]  # fmt: skip
    assert wrong == []
