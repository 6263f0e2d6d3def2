"""Sizes by age: "my son is 8 months, which size?", where the chart has a column of ages or the sizes are named so."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from farshore.catalog.public import Measure, Quantity, SizeChart
from farshore.language.text import fold
from farshore.language.units.parse import find_measures
from farshore.support.answering.grounding.context import Target
from farshore.support.answering.records import Claim, Evidence, Said, Slot, Typed, Verbatim

_MONTHS = {"month": 1.0, "year": 12.0, "week": 12 / 52.18}
_AGE = re.compile(
    r"(?P<low>\d{1,2})(?:\s?(?P<unit_a>m|y|months?|years?|个月|岁|歲)?\s?[-–—~～/至到]\s?(?P<high>\d{1,2}))?\s?"
    r"(?P<unit>months?|mos?|m|mths?|years?|yrs?|y|t|个月|個月|月|岁|歲|歳|才|ヶ月|か月|세|개월|monate|jahre|mois|ans|meses|años|anos)"
    r"(?![a-z])"
)
_LONGEST_YEARS = 18


@dataclass(frozen=True, slots=True)
class _Aged:
    """A size and the ages, in months, that it is for."""

    size: str
    low: float
    high: float
    evidence: Evidence


def claims_by_age(target: Target, message: str) -> list[Claim]:
    """The size for an age that a message tells; none when it tells none or no size is said to be for an age."""
    told = next((m for m in find_measures(fold(message)) if m.unit in _MONTHS and len(m.amounts) == 1), None)
    if told is None:
        return []
    months = told.amounts[0].low * _MONTHS[told.unit]
    if months > _LONGEST_YEARS * 12:
        return []
    sizes = [one for chart in target.product.drawn.charts for one in _of_chart(target, chart)] or [*_of_options(target)]
    fitting = [one for one in sizes if one.low <= months < one.high] or [one for one in sizes if one.high == months]
    given: Slot = Typed(Measure((Quantity(told.amounts[0].low),), told.unit))
    base: tuple[tuple[str, Slot], ...] = (("axis", Said("axis_age")), ("value", given))
    title = target.product.record.title
    return [
        Claim("size_recommend", (*base, ("size", Verbatim(one.size))), (one.evidence,), title) for one in fitting[:1]
    ]


def _of_chart(target: Target, chart: SizeChart) -> Iterator[_Aged]:
    columns = [n for n, column in enumerate(chart.columns) if column.axis == "age"]
    for size, cells in chart.rows:
        told = [(chart.columns[n].header, cells[n].text) for n in columns] or [("", size)]
        for header, text in told:
            months = months_of(text, header)
            if months is not None:
                quote = f"{size}: {header} {text}" if header else size
                span = chart.span
                evidence = Evidence(
                    target.handle, "fact", f"size_chart.{header or 'size'}.{size}", text, quote,
                    span.source, span.start, span.end,
                )  # fmt: skip
                yield _Aged(size, *months, evidence)


def _of_options(target: Target) -> Iterator[_Aged]:
    pairs = dict.fromkeys(pair for variant in target.product.record.variants for pair in variant.options)
    for name, value in pairs:
        months = months_of(value)
        if months is not None:
            yield _Aged(value, *months, Evidence(target.handle, "fact", name, value, value, "option"))


def months_of(text: str, header: str = "") -> tuple[float, float] | None:
    """The ages, in months, of "6-12M", "2-3 years", "2T", "12个月"; a lone year or month lasts until the next."""
    folded = fold(text)
    match = _AGE.search(folded) or _AGE.search(f"{folded} {_unit_of(header)}")
    if match is None:
        return None
    scale = _scale(match["unit"])
    first = _scale(match["unit_a"]) if match["unit_a"] else scale
    low = int(match["low"]) * first
    return (low, int(match["high"]) * scale) if match["high"] else (low, low + scale)


def _scale(unit: str) -> float:
    return 1.0 if unit[0] == "m" or "月" in unit or unit == "개월" else 12.0


def _unit_of(header: str) -> str:
    folded: Sequence[str] = re.findall(r"months?|years?|个月|月龄|岁", fold(header))
    return "个月" if folded and ("month" in folded[0] or "月" in folded[0]) else "years" if folded else ""
