"""Other tables than size charts: attribute and value side by side, or a grid with one row for each version."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from farshore.catalog.extraction.grids import Grid, GridCell, to_grid, transpose
from farshore.catalog.extraction.labelled import draw_pair
from farshore.catalog.extraction.labels import Meaning, Pair, find_meaning
from farshore.catalog.extraction.loose_labels import loose_meaning
from farshore.catalog.extraction.markup import Table
from farshore.catalog.extraction.passage import Passage
from farshore.catalog.listing.records import ProductRecord
from farshore.catalog.listing.values import Fact, Measure, Quantity
from farshore.language.segment.fold import fold
from farshore.language.units.parse import find_measures

_MAX_LABEL = 48
_FEW = 2
_VERSION = re.compile(
    r"(?:sizes?|sets?|models?|versions?|variants?|types?|options?|colou?rs?|diameter|name|item|product|pack|capacity|volume|length"
    r"|尺寸|尺码|规格|型号|款式|版本|套餐|颜色|大小|名称|产品|容量|适用床|床型|größe|modell|taille|modèle|talla|modelo)(?:\s*[(（/].*)?"
)
_BRACKET = re.compile(r"\s*[(（][^)）]*[)）]\s*")


@dataclass(frozen=True, slots=True)
class Versions:
    """The variants by the values of their options."""

    by_value: dict[str, tuple[str, ...]]
    option_names: frozenset[str]

    def ending(self, label: str) -> tuple[str, ...]:
        """The variants that the last word of a label names: "Outer size M"."""
        head, _, last = label.strip().rpartition(" ")
        return self.by_value.get(_squeezed(last), ()) if head and len(head.split()) <= _FEW else ()

    def named(self, text: str) -> tuple[str, ...]:
        """The variants whose option value a cell is; none when it is no value."""
        whole = _squeezed(text)
        return self.by_value.get(whole) or self.by_value.get(_squeezed(_BRACKET.sub("", text)), ())


def _squeezed(text: str) -> str:
    return re.sub(r"[\s.]+", "", fold(text)).replace("×", "x").replace("*", "x")


def versions_of(product: ProductRecord) -> Versions:
    """The product's variants by option value."""
    found: dict[str, list[str]] = {}
    for variant in product.variants:
        for _, value in variant.options:
            for form in dict.fromkeys((_squeezed(value), _squeezed(_BRACKET.sub("", value)))):
                found.setdefault(form, []).append(variant.external_id)
    names = frozenset(fold(name).strip() for variant in product.variants for name, _ in variant.options)
    return Versions({value: tuple(dict.fromkeys(ids)) for value, ids in found.items() if value}, names)


def draw_table(passage: Passage, table: Table, versions: Versions) -> Iterator[Fact]:
    """Draw the facts of a table that is no size chart."""
    grid = to_grid(passage, table)
    if not grid or len(grid[0]) < 2:
        return
    upright = _upright(grid, versions)
    if upright is not None:
        yield from _draw_grid(passage, upright, versions)
        return
    if len(grid[0]) in {2, 4} and _is_pairs([cell for row in grid for cell in row[::2]]):
        for row in grid:
            for label, value in zip(row[::2], row[1::2], strict=True):
                yield from _pair(passage, label, value)
        return
    if len(grid) >= 2 and _is_pairs(list(grid[0][1:])):
        yield from _draw_grid(passage, grid, versions)


def _upright(grid: Grid, versions: Versions) -> Grid | None:
    """The grid with one row for each version; None when it is not such a grid either way."""
    for candidate in (grid, transpose(grid)):
        if len(candidate) < 2 or len(candidate[0]) < 2:
            continue
        corner, heads = candidate[0][0], [cell for cell in candidate[0][1:] if cell.text.strip()]
        firsts = [row[0] for row in candidate[1:] if row[0].text.strip()]
        known = sum(_is_known(cell) for cell in heads)
        rows_known = sum(_is_known(cell) for cell in firsts)
        matched = sum(bool(versions.named(cell.text)) for cell in firsts)
        is_headed = bool(_VERSION.fullmatch(corner.folded.strip())) or corner.folded.strip() in versions.option_names
        measured = sum(bool(find_measures(cell.text)) for row in candidate[1:] for cell in row[1:])
        is_body = not any(find_measures(cell.text) or cell.text.strip().isdigit() for cell in heads)
        is_fit = is_body and firsts and rows_known * 2 <= len(firsts)
        if is_fit and matched * 2 >= len(firsts) and (known or measured):
            return candidate
        if is_fit and rows_known == 0 and is_headed and known * 2 >= len(heads) and heads:
            return candidate
    return None


def _draw_grid(passage: Passage, grid: Grid, versions: Versions) -> Iterator[Fact]:
    header = grid[0]
    for row in grid[1:]:
        for label, value in zip(header[1:], row[1:], strict=True):
            for fact in [*_pair(passage, label, value), *_counted(passage, label, value)]:
                yield from _of_version(fact, row[0].text.strip(), versions)


def _of_version(fact: Fact, name: str, versions: Versions) -> Iterator[Fact]:
    """The fact for each variant that a row names; else with the row's name as its scope."""
    found = versions.named(name)
    if not found:
        yield replace(fact, scope=fact.scope or name or None)
    for variant in found:
        yield replace(fact, variant_external_id=variant)


def _counted(passage: Passage, label: GridCell, value: GridCell) -> Iterator[Fact]:
    """How many: "2 x 80 x 80 cm" under "Pillowcases"."""
    found = find_measures(value.text)
    if len(found) == 1 and found[0].times:
        measure = Measure((Quantity(float(found[0].times)),), "pcs")
        fact = passage.fact("count", measure, (value.start, value.end), label=label.text, confidence=0.9)
        yield replace(fact, scope=label.text.strip())


def _is_known(cell: GridCell) -> bool:
    return find_meaning(cell.text) != Meaning() or loose_meaning(cell.text) is not None


def _is_pairs(labels: list[GridCell]) -> bool:
    named = [cell for cell in labels if cell.text.strip()]
    known = sum(_is_known(cell) for cell in named)
    return bool(named) and all(len(cell.text) <= _MAX_LABEL for cell in named) and known * 3 >= len(named)


def _pair(passage: Passage, label: GridCell, value: GridCell) -> list[Fact]:
    if not label.text.strip() or not value.text.strip() or label.start == value.start:
        return []
    facts = draw_pair(passage, Pair((label.start, label.end), (value.start, value.end)))
    return [_sized(passage, fact, label, value) for fact in facts]


def _sized(passage: Passage, fact: Fact, label: GridCell, value: GridCell) -> Fact:
    """A size under the name of a thing ("Duvet cover": 135 x 200 cm) is that thing's."""
    found = find_measures(value.text)
    if fact.attribute is not None or len(found) != 1 or len(found[0].amounts) < 2:
        return fact
    amounts = tuple(Quantity(a.low, a.high, a.axis) for a in found[0].amounts)
    made = passage.fact("dimensions", Measure(amounts, found[0].unit), (value.start, value.end), label=label.text)
    return replace(made, scope=label.text.strip(), confidence=0.9)
