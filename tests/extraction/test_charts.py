import pytest

from farshore.catalog.extraction.charts import find_axis
from farshore.catalog.extraction.draw import draw
from farshore.catalog.listing.records import AttributeRecord, ProductRecord
from farshore.catalog.listing.values import SizeChart

pytestmark = pytest.mark.unit


def chart(description: str, title: str = "Shirt") -> SizeChart:
    found = draw(ProductRecord("table", "1", "h", title, description)).charts
    assert len(found) == 1
    return found[0]


def columns(found: SizeChart) -> list[tuple[str, str | None, bool]]:
    return [(c.axis, c.unit, c.is_body) for c in found.columns]


def numbers(found: SizeChart) -> dict[str, list[tuple[float | None, float | None]]]:
    return {size: [(cell.low, cell.high) for cell in cells] for size, cells in found.rows}


def test_units_stand_in_the_header():
    found = chart(
        "<h3>Size chart</h3><table><tr><th>Size</th><th>Chest (cm)</th><th>Brust in cm</th></tr>"
        "<tr><td>S</td><td>86-90</td><td>72</td></tr><tr><td>M</td><td>91–95</td><td>76</td></tr></table>"
    )
    assert found.title == "Size chart"
    assert columns(found) == [("chest", "cm", True), ("chest", "cm", True)]
    assert numbers(found) == {"S": [(86, 90), (72, None)], "M": [(91, 95), (76, None)]}


def test_sizes_across_are_turned_and_the_caption_names_the_unit():
    found = chart(
        "<table><caption>Body measurements in inches</caption><tr><td></td><td>S</td><td>M</td></tr>"
        '<tr><td>Bust</td><td>34"</td><td>36-38</td></tr><tr><td>Hips</td><td>36</td><td>38</td></tr></table>'
    )
    assert columns(found) == [("bust", "in", True), ("hips", "in", True)]
    assert numbers(found) == {"S": [(34, None), (36, None)], "M": [(36, 38), (38, None)]}


def test_a_garment_chart_is_not_of_the_body():
    found = chart("尺码 胸围 衣长 肩宽\nS 96 66 42\nM 100 68 44", "T恤")
    assert [axis for axis, _, _ in columns(found)] == ["chest", "length", "shoulder"]
    assert not any(column.is_body for column in found.columns)


def test_chinese_lines_keep_ranges_and_the_title_unit():
    found = chart("尺码表（单位：cm）\nS 胸围 96 腰围 72 建议身高 160-165\nM 胸围 100 腰围 76 建议身高 165-170", "裙")
    assert columns(found) == [("chest", "cm", True), ("waist", "cm", True), ("height", "cm", True)]
    assert numbers(found)["M"] == [(100, None), (76, None), (165, 170)]


def test_english_lines_are_a_chart():
    found = chart("S: chest 90 cm, waist 72\nM: chest 95 cm, waist 77")
    assert [c.axis for c in found.columns] == ["chest", "waist"]
    assert numbers(found) == {"S": [(90, None), (72, None)], "M": [(95, None), (77, None)]}


def test_shoe_sizes_keep_the_other_systems_as_columns():
    found = chart(
        "<table><tr><td>EU</td><td>US</td><td>UK</td><td>Foot length (cm)</td></tr>"
        "<tr><td>38</td><td>7.5</td><td>5</td><td>24</td></tr><tr><td>39</td><td>8.5</td><td>6</td><td>24.5</td></tr></table>",
        "Sneaker",
    )
    assert columns(found) == [("other", None, True), ("other", None, True), ("foot_length", "cm", True)]
    assert [size for size, _ in found.rows] == ["38", "39"]


def test_ring_sizes_are_read():
    found = chart(
        "<table><tr><th>US size</th><th>Inner diameter (mm)</th><th>Circumference (mm)</th></tr>"
        "<tr><td>6</td><td>16.5</td><td>51.9</td></tr><tr><td>7</td><td>17.3</td><td>54.4</td></tr></table>",
        "Ring",
    )
    assert columns(found) == [("ring_diameter", "mm", True), ("ring_circumference", "mm", True)]


def test_merged_cells_are_expanded():
    found = chart(
        "<table><tr><th>Size</th><th>Chest cm</th><th>Waist cm</th></tr>"
        "<tr><td>S</td><td rowspan='2'>90</td><td>70</td></tr><tr><td>M</td><td>74</td></tr></table>"
    )
    assert numbers(found) == {"S": [(90, None), (70, None)], "M": [(90, None), (74, None)]}


def test_one_size_stays_words():
    found = chart(
        "<table><tr><th>Size</th><th>Head (cm)</th></tr><tr><td>One size</td><td>56-60</td></tr>"
        "<tr><td>Kids</td><td>adjustable</td></tr></table>",
        "Hat",
    )
    assert found.rows[0][1][0].low == 56
    assert found.rows[1][1][0].low is None


def test_a_chart_in_a_column_is_read():
    table = "<table><tr><td>Size</td><td>Waist (cm)</td></tr><tr><td>S</td><td>70</td></tr></table>"
    column = AttributeRecord("Size chart", table, "size_chart")
    found = draw(ProductRecord("table", "1", "h", "Skirt", attributes=(column,)))
    assert [c.span.source for c in found.charts] == ["column:Size chart"]


def test_a_caption_names_the_only_measure():
    rows = "".join(f"<tr><th>{size}</th><td>{chest}</td></tr>" for size, chest in (("S", "88-94"), ("M", "95-101")))
    found = chart(f"<table><caption>Chest (cm)</caption>{rows}</table>")
    assert columns(found) == [("chest", "cm", True)]
    assert numbers(found) == {"S": [(88, 94)], "M": [(95, 101)]}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "尺码表（单位cm）：S 肩宽38 胸围90；M 肩宽39 胸围94",
            {"S": [(38, None), (90, None)], "M": [(39, None), (94, None)]},
        ),
        ("Size chart: S: chest 90 cm; M: chest 94 cm", {"S": [(90, None)], "M": [(94, None)]}),
        ("尺码：S（胸围88-92cm），M（胸围92-96cm）", {"S": [(88, 92)], "M": [(92, 96)]}),
    ],
)
def test_sizes_in_one_line_are_a_chart(line: str, expected: dict[str, list[tuple[float, float | None]]]):
    assert numbers(chart(line)) == expected


def test_options_in_one_line_are_no_chart():
    assert draw(ProductRecord("table", "1", "h", "Tee", "Colour: red; blue; Size: S; M")).charts == ()


def test_ages_and_the_girth_of_a_dog_are_axes():
    assert [find_axis(header) for header in ("Age", "年龄", "Chest girth (cm)", "Hip girth", "Package")] == [
        "age", "age", "chest", "hips", None,
    ]  # fmt: skip


def test_the_chart_region_gives_no_other_facts():
    lines = "S: chest 90 cm, waist 72\nM: chest 95 cm, waist 77\nPlease measure twice."
    assert draw(ProductRecord("table", "1", "h", "Tee", lines)).facts == ()


def test_a_table_of_two_columns_is_pairs():
    rows = (("Weight", "1.2 kg"), ("Foo", "bar"), ("Colour", "Red"))
    cells = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in rows)
    found = draw(ProductRecord("table", "1", "h", "Speaker", f"<table>{cells}</table>"))
    assert [(f.attribute, f.label) for f in found.facts] == [("weight", "Weight"), (None, "Foo"), ("color", "Colour")]
    assert found.charts == ()


def test_a_grid_with_a_row_for_each_version_scopes_its_facts():
    found = draw(
        ProductRecord(
            "table", "1", "h", "Tent",
            "<table><tr><th>Model</th><th>Weight</th><th>Dimensions</th></tr>"
            "<tr><td>Solo</td><td>1.2 kg</td><td>200 x 90 cm</td></tr></table>",
        )
    )  # fmt: skip
    assert [(f.attribute, f.scope) for f in found.facts] == [("weight", "Solo"), ("dimensions", "Solo")]
    assert found.charts == ()
