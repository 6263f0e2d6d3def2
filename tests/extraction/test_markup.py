import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farshore.catalog.extraction.draw import draw
from farshore.catalog.extraction.markup import describe_text
from farshore.catalog.listing.records import AttributeRecord, ProductRecord, VariantRecord

pytestmark = pytest.mark.unit

PIECES = st.sampled_from(
    ["<p>", "</p>", "<li>", "<br>", "<table><tr><td>", "</td><td>", "</td></tr></table>", "<b>", "</b>",
     "&amp;", "&nbsp;", "<script>x</script>", "Material: wool", "容量：500ml", " 30 x 20 cm ", "S 胸围 96",
     "不可放洗碗机，", "é", "e\u0301", "。", "\n",
     "Dishwasher safe, but not microwave safe.", "made of oak", "M: chest 90 cm", "【材质】", "<h2>", "𝟓", "😀",
     "50% wool"]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(PIECES | st.text(max_size=6), max_size=14).map("".join), st.text(max_size=12))
def test_every_span_quotes_its_text(description: str, value: str):
    product = ProductRecord(
        "table", "1", "h", "Mug " + value, description, tags=("vegan", value), highlights=(description[:30],),
        attributes=(AttributeRecord("Material", value, "m"), AttributeRecord("Size", "30 x 20 cm", "s")),
        variants=(VariantRecord("v", None, (("Colour", value),), weight_g=3.5),),
    )  # fmt: skip
    drawn = draw(product)
    texts = dict(drawn.texts)
    assert len(texts) == len(drawn.texts)
    spans = [f.span for f in drawn.facts] + [c.span for c in drawn.charts] + [s.span for s in drawn.sentences]
    for span in spans:
        assert texts[span.source][span.start : span.end] == span.quote
    assert drawn == draw(product)


@settings(deadline=None)
@given(st.lists(PIECES | st.text(max_size=6), max_size=14).map("".join))
def test_the_text_is_normal_and_the_lines_cover_it(html: str):
    text, structure = describe_text(html)
    assert text == unicodedata.normalize("NFC", text)
    assert "\n".join(text[line.start : line.end] for line in structure.lines) == text
    assert "  " not in text
    for table in structure.tables:
        for row in table.rows:
            assert all(cell.start <= cell.end for cell in row)


def test_blocks_cells_and_breaks_are_lines_and_scripts_are_dropped():
    text, structure = describe_text(
        "<p>a <b>c:</b> d<br>e &amp; f</p><script>x()</script><style>p{}</style>"
        "<ul><li><strong>Material:</strong> wool</li></ul>"
        "<table><tr><th colspan=2>A</th></tr><tr><td>1</td><td> 2 </td></tr></table><!-- no -->"
    )
    assert text == "a c: d\ne & f\nMaterial: wool\nA\n1\n2"
    assert [line.kind for line in structure.lines] == ["paragraph", "paragraph", "item", "cell", "cell", "cell"]
    assert [text[line.start : line.bold_end] for line in structure.lines if line.bold_end] == ["Material:"]


def test_plain_text_keeps_its_lines():
    text, structure = describe_text("First  line\r\n\n• second\u00a0item\n5 < 6")
    assert text == "First line\n• second item\n5 < 6"
    assert [line.kind for line in structure.lines] == ["paragraph", "item", "paragraph"]


def test_a_deep_document_is_read_without_overflow():
    text, _ = describe_text("<div>" * 3000 + "deep" + "</div>" * 3000)
    assert text in {"", "deep"}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", ["<div>", "<span><b>", "<!--", "<!-- --", "<a "])
def test_markup_that_never_closes_costs_no_time(piece: str):
    text, _ = describe_text("<p>Holds 350 ml.</p><script>4 cm</script>" + piece * 50_000 + "Deep 5 cm")

    assert "Holds 350 ml." in text
    assert "4 cm" not in text


def test_a_comment_alone_is_markup_and_an_arrow_is_not():
    assert describe_text("Mug <!-- cost 3 --> blue")[0] == "Mug blue"
    assert describe_text("Mug <!-- blue")[0] == "Mug <!-- blue"


def test_a_cell_that_spans_beyond_all_measure_is_a_cell():
    _, structure = describe_text(f"<table><tr><td colspan={'9' * 5_000} rowspan=0>1</td></tr></table>")

    assert (structure.tables[0].rows[0][0].colspan, structure.tables[0].rows[0][0].rowspan) == (50, 1)
