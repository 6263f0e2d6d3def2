"""Whether a device's plug and voltage suit a country: the product's own input against a dated table."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml

from farshore.catalog.public import Fact, Measure, Quantity, Text
from farshore.language.text import fold
from farshore.support.answering.grounding.context import Passage, Scene, Target
from farshore.support.answering.grounding.sentences import claim_of, quote_claim
from farshore.support.answering.records import Claim, Country, Grounded, ScoredLabel, Slot, Typed, Verbatim

_TOLERANCE_RATIO = 0.1
_NO_CONVERTER = re.compile(
    r"(?:not|n[’']t|cannot|no)\b[^.;]{0,20}(?:convert|transform)|(?:不|无)[^，。；]{0,6}(?:变压|转换电压|转换|转压)"
    r"|wandelt[^.;]{0,30}nicht|kein spannungswandler|ne convertit pas|no convierte"
)


@dataclass(frozen=True, slots=True)
class Mains:
    """Mains of a country: nominal volts and IEC plug letters."""

    low_v: float
    high_v: float
    plugs: str


@lru_cache
def _tables() -> tuple[dict[str, Mains], dict[str, str]]:
    raw = yaml.safe_load(files("farshore.support.answering.grounding").joinpath("plugs.yaml").read_text("utf-8"))
    countries: dict[str, Mains] = {}
    for code, (volts, plugs) in raw["countries"].items():
        low, _, high = str(volts).partition("-")
        countries[str(code)] = Mains(float(low), float(high or low), str(plugs))
    return countries, {str(name): str(plugs) for name, plugs in raw["names"].items()}


def ground_plug(scene: Scene, target: Target, label: ScoredLabel) -> Grounded:
    """Plug and voltage for the country of the question; the product's own data is said in any case."""
    title = target.product.record.title
    facts = target.product.drawn.facts
    voltage = next((f for f in facts if f.attribute == "voltage" and isinstance(f.value, Measure)), None)
    plug = next((f for f in facts if f.attribute == "plug_type" and isinstance(f.value, Text)), None)
    own = tuple(claim_of(target, f, None, title) for f in (plug, voltage) if f is not None)
    warned = next((s for s in target.product.drawn.sentences if _NO_CONVERTER.search(fold(s.text))), None)
    if warned is not None:  # an adapter's own input says nothing of what is plugged into it
        return Grounded(
            label.id, (quote_claim(target, Passage(warned.text, warned.lang, warned.span)),), confidence=label.score
        )
    if not own:
        sources = tuple(
            claim_of(target, f, None, title) for f in facts if f.attribute in {"power_source", "charging_port"}
        )
        if sources:
            return Grounded(label.id, sources[:2], confidence=0.7 * label.score)
        return Grounded(label.id, (Claim("plug_unstated", about=title),), "not_in_data", label.score, is_answer=False)
    mains = _tables()[0].get(scene.country or "")
    if mains is None or scene.country is None:
        return Grounded(label.id, own, confidence=label.score)
    place: tuple[tuple[str, Slot], ...] = (("country", Country(scene.country)),)
    verdicts = _verdicts(mains, plug, voltage, place)
    volts: Slot = Typed(Measure((Quantity(mains.low_v, mains.high_v if mains.high_v != mains.low_v else None),), "V"))
    table = Claim("plug_country", (*place, ("voltage", volts), ("types", Verbatim(", ".join(mains.plugs)))))
    return Grounded(label.id, (*verdicts, *own, table), confidence=label.score)


def _verdicts(
    mains: Mains, plug: Fact | None, voltage: Fact | None, place: tuple[tuple[str, Slot], ...]
) -> list[Claim]:
    claims: list[Claim] = []
    if voltage is not None and isinstance(voltage.value, Measure):
        quantity = voltage.value.quantities[0]
        high = quantity.high if quantity.high is not None else quantity.low
        if high >= 60:
            fits = quantity.low * (1 - _TOLERANCE_RATIO) <= mains.low_v and mains.high_v <= high * (
                1 + _TOLERANCE_RATIO
            )
            claims.append(Claim("voltage_ok" if fits else "voltage_not_ok", place))
    letters = plug_letters(plug.value.text) if plug is not None and isinstance(plug.value, Text) else ""
    if letters:
        claims.append(Claim("plug_fits" if set(letters) & set(mains.plugs) else "plug_adapter", place))
    return claims


def plug_letters(text: str) -> str:
    """IEC letters of what a seller calls a plug; empty when none is known."""
    folded = fold(text)
    found = ""
    for name, letters in _tables()[1].items():
        if (name in folded) if not name.isascii() else re.search(rf"(?<![a-z]){re.escape(name)}(?![a-z])", folded):
            found += letters
    return found
