import pytest

from farshore.catalog.extraction.draw import draw
from farshore.catalog.listing.records import AttributeRecord, ProductRecord, VariantRecord
from farshore.catalog.listing.values import Drawn, Measure, Text, YesNo

pytestmark = pytest.mark.unit


def drawn(title: str, description: str, **more: object) -> Drawn:
    return draw(ProductRecord("table", "1", "h", title, description, **more))  # type: ignore[arg-type]


def yes_no(found: Drawn) -> dict[str, bool]:
    return {f.attribute or "": f.value.holds for f in found.facts if isinstance(f.value, YesNo)}


def test_a_mug_is_read_from_prose():
    found = drawn("Stoneware Mug 350 ml", "<p>Lead-free glaze. 9.5 cm tall. Dishwasher and microwave safe.</p>")
    assert yes_no(found) == {"lead_free": True, "dishwasher_safe": True, "microwave_safe": True}
    heights = [f for f in found.facts if f.attribute == "height"]
    assert [f.span.quote for f in heights] == ["9.5 cm"]


def test_opposite_polarities_in_one_sentence_are_two_facts():
    found = drawn("Mug", "Microwave safe but not dishwasher safe.")
    assert yes_no(found) == {"microwave_safe": True, "dishwasher_safe": False}


def test_a_negated_list_negates_each_item():
    found = drawn("Linen dress", "Do not bleach, tumble dry or iron.")
    assert yes_no(found) == {"bleach": False, "tumble_dry": False, "ironing": False}


def test_private_columns_are_never_looked_at():
    private = AttributeRecord("material", "gold", "material", is_public=False)
    found = drawn("Ring", "", attributes=(private,))
    assert found.facts == ()
    assert dict(found.texts) == {"title": "Ring"}


def test_several_chinese_pairs_in_one_line():
    found = drawn("毯子", "规格 30*20cm 材质 纯棉")
    values = {f.attribute: f.value for f in found.facts}
    assert isinstance(values["dimensions"], Measure)
    assert values["material"] == Text("纯棉")


def test_options_list_their_values_once():
    made = tuple(VariantRecord(str(i), None, (("Colour", c),)) for i, c in enumerate(("Sand", "Ink", "Sand")))
    found = drawn("Mug", "", variants=made)
    assert [f.value for f in found.facts] == [Text("Sand, Ink", ("Sand", "Ink"))]


def test_a_list_that_answers_each_place_by_itself():
    told = "Silicone, -40 to 230 °C: freezer yes, oven for baking treats yes, dishwasher no."
    found = draw(ProductRecord("table", "1", "h", "Lick Mat", told)).facts
    holds = {f.attribute: f.value.holds for f in found if isinstance(f.value, YesNo)}
    assert (holds["freezer_safe"], holds["oven_safe"], holds["dishwasher_safe"]) == (True, True, False)


def test_recharging_every_month_is_no_charging_time_and_a_rider_is_no_weight():
    told = "Recharge every 3 months. Rider up to 25 kg. Needed: 2 AA batteries for the remote control (not included)."
    found = {f.attribute: f.value for f in draw(ProductRecord("table", "1", "h", "Bike", told)).facts}
    assert "charge_time" not in found
    assert isinstance(found["load_capacity"], Measure)
    assert found["batteries_included"] == YesNo(holds=False)


def test_what_it_carries_is_not_what_it_weighs():
    column = AttributeRecord("Max. weight of cat", "8 kg", "max_weight")
    found = draw(ProductRecord("table", "1", "h", "Cat Tree", attributes=(column,))).facts
    assert [f.attribute for f in found] == ["load_capacity"]
