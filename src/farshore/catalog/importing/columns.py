"""What each column of a file is taken for, and who may see it.

Order of decision: the seller's own map, columns opened by name, the format's fields, private names, names that describe
the goods; everything else is unknown, and what is unknown is private.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from babel.numbers import get_territory_currencies

from farshore.catalog.importing.errors import HeaderMapInvalid, PriceColumnUnclear
from farshore.catalog.importing.header_maps import (
    HeaderMap,
    fields_known,
    header_map,
    is_attribute_name,
    is_private_name,
)
from farshore.catalog.importing.places import Place, find_country, find_place
from farshore.catalog.importing.weights import to_grams
from farshore.catalog.listing.records import Problem
from farshore.platform.tables.money import find_currency, is_currency
from farshore.platform.tables.names import to_name, to_parts

Visibility = Literal["public", "private", "unknown"]
Kind = Literal["field", "option", "attribute", "private", "ignored"]
_MARKET = re.compile(r"^(?P<what>price|compare at price|included) / (?P<market>.+)$")
_METAFIELD = re.compile(r"^(?P<name>.*?)\s*\((?P<owner>product|variant)\.metafields\.(?P<key>[^)]+)\)$")
_OLD_METAFIELD = re.compile(r"^(?P<owner>Variant )?Metafield: (?P<key>[\w.\-]+)(?: \[[^\]]*\])?$")
_WOO_PAIR = re.compile(r"^(?:attribut|atribut)\w* (?P<number>\d+) (?P<what>.+)$")
_TAXED = re.compile(
    r"[ ,/]*(?:incl?|including|inkl|with|inc)? *"
    r"(?:vat|tax|gst|mwst|ust|ttc|含税|含稅|税込|税込み|부가세포함|iva incluido)$"
)
"""Said of prices that shoppers pay; "excl" does not match and stays unknown."""
_MONEY_FIELDS = frozenset({"price", "compare_at_price", "sale_price"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file and its meaning."""

    position: int
    header: str
    kind: Kind
    visibility: Visibility
    field: str = ""
    """Our field; empty for attributes and private columns."""
    name: str = ""
    """Attribute or option name, as the seller wrote it."""
    unit: str = ""
    """What the header's bracket says: kg, cm."""
    currency: str | None = None
    market: str | None = None
    of_variant: bool = False
    is_chosen: bool = False
    """Whether the seller's own map decided."""

    @property
    def taken_for(self) -> str:
        """What the preview says."""
        if self.kind == "field":
            return self.field
        if self.kind in {"attribute", "option"}:
            return f"{self.kind}:{self.name}"
        return "unknown" if self.visibility == "unknown" else self.kind


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns of a file."""

    format: str
    all: tuple[Column, ...]
    problems: tuple[Problem, ...] = ()
    _by_field: dict[str, tuple[Column, ...]] = field(
        init=False, repr=False, compare=False, default_factory=dict[str, tuple[Column, ...]]
    )

    def __post_init__(self) -> None:
        for column in self.all:
            if column.kind == "field":
                self._by_field[column.field] = (*self._by_field.get(column.field, ()), column)

    def of(self, name: str) -> tuple[Column, ...]:
        """Columns of one field, in the file's order."""
        return self._by_field.get(name, ())


def plan_columns(
    headers: Sequence[str],
    *,
    format_name: str,
    chosen: Mapping[str, str] | None = None,
    opened: Collection[str] = (),
) -> Columns:
    """Decide what every column means.

    Args:
        headers: as in the file.
        format_name: shopify, woocommerce, google or table.
        chosen: the seller's map, header to target.
        opened: columns that the seller opened to shoppers.

    Raises:
        HeaderMapInvalid: a target that we do not have.
    """
    known = header_map(format_name)
    own = {to_name(header): target for header, target in (chosen or {}).items()}
    open_names = {to_name(header) for header in opened}
    columns: list[Column] = []
    for position, header in enumerate(headers):
        name = to_name(header)
        if name in own:
            columns.append(_chosen(position, header, own[name], known))
        else:
            columns.append(_decided(position, header, known, is_open=name in open_names))
    present = {to_name(header) for header in headers}
    missing = [header for header in [*(chosen or {}), *opened] if to_name(header) not in present]
    return Columns(format_name, tuple(_settled(columns)), tuple(_missing(header) for header in missing))


def check_prices(columns: Columns) -> None:
    """Refuse two columns that may both be the retail price in the same currency and market.

    Raises:
        PriceColumnUnclear: naming both.
    """
    prices = columns.of("price")
    for index, column in enumerate(prices):
        for other in prices[:index]:
            if _may_be_same(column, other):
                raise PriceColumnUnclear(first=other.header, second=column.header)


def _may_be_same(one: Column, other: Column) -> bool:
    """Whether two price columns speak of one market and perhaps of one currency."""
    is_one_currency = one.currency == other.currency or None in {one.currency, other.currency}
    return one.market == other.market and is_one_currency


def _settled(columns: list[Column]) -> list[Column]:
    """Price columns that the seller's own choice of another one settles become private."""
    chosen = [c for c in columns if c.is_chosen and c.field == "price"]
    return [
        replace(column, kind="private", visibility="private", field="")
        if column.field == "price" and not column.is_chosen and any(_may_be_same(column, other) for other in chosen)
        else column
        for column in columns
    ]


def _chosen(position: int, header: str, target: str, known: HeaderMap) -> Column:
    word, _, rest = target.strip().partition(":")
    word = word.casefold().replace(" ", "_")
    parts = to_parts(header)
    if word in {"private", "ignored"}:
        return Column(position, header, "private" if word == "private" else "ignored", "private")
    if word in {"attribute", "option"} and rest.strip():
        kind: Kind = "attribute" if word == "attribute" else "option"
        return Column(position, header, kind, "public", name=rest.strip(), is_chosen=True)
    if word in _MONEY_FIELDS:
        market, _, code = rest.partition(":")
        currency = code.strip().upper() or find_currency(parts.inner)
        place = market.strip().upper() or None
        return Column(
            position,
            header,
            "field",
            "public",
            word,
            currency=currency,
            market=place,
            is_chosen=True,
        )
    if word not in fields_known() or rest:
        fields = ", ".join(sorted(fields_known()))
        raise HeaderMapInvalid(header=header, target=target, fields=fields)
    del known
    return Column(position, header, "field", "public", word, unit=parts.inner, is_chosen=True)


def _decided(position: int, header: str, known: HeaderMap, *, is_open: bool) -> Column:
    column = _by_format(position, header, known) or _by_name(position, header)
    if not is_open or column.visibility == "public":
        return column
    metafield = _read_metafield(header)
    name = metafield.name if metafield is not None else header
    return Column(
        position,
        header,
        "attribute",
        "public",
        name=name,
        of_variant=column.of_variant,
        is_chosen=True,
    )


def _by_format(position: int, header: str, known: HeaderMap) -> Column | None:
    name, parts = to_name(header), to_parts(header)
    if name in known.private:
        return Column(position, header, "private", "private")
    if name in known.ignored:
        return Column(position, header, "ignored", "private")
    found = known.fields.get(name)
    if found is not None:
        return _field(position, header, found, parts.inner)
    if known.format == "woocommerce" and (pair := _WOO_PAIR.match(name)):
        return _woo_pair(position, header, pair)
    if known.format == "shopify":
        special = _market_column(position, header) or _metafield(position, header)
        if special is not None:
            return special
    if name in known.attributes:
        return Column(position, header, "attribute", "public", name=_tail(header))
    return None if known.format == "shopify" else _by_parts(position, header, known)


def _by_parts(position: int, header: str, known: HeaderMap) -> Column | None:
    """A field's name with a unit, currency, market or tax remark beside it."""
    name, parts = to_name(header), to_parts(header)
    for base, inner in (parts, _last_word(name), _first_word(name)):
        found = known.fields.get(_TAXED.sub("", base))
        if found is not None and not is_private_name(inner):
            return _bracketed(position, header, found, inner)
    return None


def _last_word(name: str) -> tuple[str, str]:
    """Split "price usd", "售价/元" and "weight kg"."""
    base, _, word = name.replace("/", " ").rpartition(" ")
    return (base.strip(), word) if _is_unit(word) else (_TAXED.sub("", name), "")


def _first_word(name: str) -> tuple[str, str]:
    """Split "eur price"."""
    word, _, base = name.partition(" ")
    return (base, word) if is_currency(word) else (name, "")


def _is_unit(word: str) -> bool:
    return find_currency(word) is not None or to_grams("1", unit=word) is not None


def _field(position: int, header: str, field: str, inner: str) -> Column:
    if field == "option":
        return Column(position, header, "option", "public", name=header.strip(" *"), unit=inner)
    return Column(position, header, "field", "public", field, unit=inner)


def _bracketed(position: int, header: str, field: str, inner: str) -> Column | None:
    """Read "Price (USD)" and "售价（德国）": they name a currency or a market; else unknown."""
    if field not in _MONEY_FIELDS:
        return _field(position, header, field, inner)
    currency = find_currency(inner)
    if currency is None and inner.upper() and is_currency(inner):
        currency = inner.upper()
    market = None if currency else find_country(inner)
    if currency is None and market is None and inner and not _TAXED.fullmatch(inner):
        return None
    return Column(position, header, "field", "public", field, currency=currency, market=market)


def _woo_pair(position: int, header: str, found: re.Match[str]) -> Column:
    """Read "Attribute 2 value(s)" and its translations; the word after the number decides."""
    for part, words in _WOO_PARTS.items():
        if found["what"].startswith(words):
            field = f"attribute{found['number']}_{part}"
            return Column(position, header, "field", "public", field)
    return Column(position, header, "ignored", "private")


_WOO_PARTS = {
    "name": ("name", "nom", "nome"),
    "value": ("value", "wert", "valeur", "valor", "valore"),
    "visible": ("visible", "sichtbar", "visibile"),
}


def _market_column(position: int, header: str) -> Column | None:
    """Shopify's "Price / Canada": in the market's own currency, as Shopify Markets exports it.

    The file does not name the currency: a country's is its tender by CLDR, Europe's the euro. A market that is neither
    ("International") stays private until the seller maps it.
    """
    found = _MARKET.match(to_name(header))
    if found is None:
        return None
    field = {"price": "price", "compare at price": "compare_at_price"}.get(found["what"])
    place = find_place("EU" if found["market"] == "europe" else found["market"])
    currency = _currency_of(place)
    if field is None or currency is None:
        return Column(position, header, "private", "unknown", name=header)
    return Column(position, header, "field", "public", field, currency=currency, market=place.code)


def _currency_of(place: Place) -> str | None:
    if not place.is_known or not place.countries:
        return None
    country, *others = place.countries
    if others:
        return "EUR" if "DE" in place.countries else None
    tender: list[str] = list(get_territory_currencies(country))
    return tender[0] if tender else None


class _Metafield(NamedTuple):
    name: str
    key: str
    of_variant: bool


def _read_metafield(header: str) -> _Metafield | None:
    """Read "Fabric (product.metafields.custom.fabric)" and "Variant Metafield: custom.fabric [text]"."""
    new = _METAFIELD.match(header.strip())
    if new is not None:
        name = new["name"].strip() or new["key"].rpartition(".")[2].replace("_", " ")
        return _Metafield(name, new["key"], of_variant=new["owner"] == "variant")
    old = _OLD_METAFIELD.match(header.strip())
    if old is None:
        return None
    name = old["key"].rpartition(".")[2].replace("_", " ")
    return _Metafield(name, old["key"], of_variant=old["owner"] is not None)


def _metafield(position: int, header: str) -> Column | None:
    found = _read_metafield(header)
    if found is None:
        return None
    is_private = is_private_name(found.name) or is_private_name(found.key.replace(".", " "))
    return Column(
        position,
        header,
        "private" if is_private else "attribute",
        "private" if is_private else "public",
        name=found.name,
        of_variant=found.of_variant,
    )


def _by_name(position: int, header: str) -> Column:
    if is_private_name(header):
        return Column(position, header, "private", "private")
    name = header.removeprefix("Meta:").strip()
    if is_attribute_name(name) and not is_private_name(name):
        return Column(position, header, "attribute", "public", name=name)
    return Column(position, header, "private", "unknown")


def _tail(header: str) -> str:
    return header.rpartition("/")[2].strip()


def _missing(header: str) -> Problem:
    return Problem(
        message=f"The file has no column “{header}”, which was mapped or opened.",
        what_to_do="Compare the spelling with the file's header row.",
        column=header,
        severity="warning",
        code="catalog.column_missing",
    )
