"""Prices, stock and weight out of cells."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from farshore.catalog.importing.cells import Cells
from farshore.catalog.importing.columns import Column, Columns
from farshore.catalog.importing.problems import Problems
from farshore.catalog.listing.records import Availability, PriceRecord
from farshore.platform.tables.money import (
    Money,
    MoneyUnclear,
    Reason,
    find_currency,
    is_currency,
    to_money,
)
from farshore.platform.tables.numbers import (
    DecimalSign,
    NumberUnclear,
    decimal_sign_of,
    is_scientific,
    to_decimal,
)
from farshore.platform.tables.records import Row

_WHAT_TO_DO: dict[Reason, str] = {
    "none": "Type the price.",
    "no_number": "Type the price as a number, such as 12.50.",
    "range": "Give each variant its own row with one price.",
    "ambiguous": "Write 1299.00 or 1.30, so that the separator has one meaning.",
    "negative": "Type a price that is not negative.",
    "too_fine": "Round the price to what the currency has.",
    "scientific": "Format the column as a number and type the price again.",
}
_WHY: dict[Reason, str] = {
    "none": "There is no price.",
    "no_number": "This is not a price.",
    "range": "This is a range, not one price.",
    "ambiguous": "This price can be read in two ways.",
    "negative": "This price is negative.",
    "too_fine": "This price has more decimals than {currency} has.",
    "scientific": "A spreadsheet turned this into scientific notation.",
}


@dataclass(slots=True)
class PriceReader:
    """Reads the money columns of one file; keeps count of currencies."""

    columns: Columns
    currency: str
    problems: Problems
    points: dict[int, DecimalSign] = field(default_factory=dict[int, DecimalSign])
    currencies: Counter[str] = field(default_factory=Counter[str])

    def learn(self, rows: Iterable[Row]) -> None:
        """Find each money column's decimal point by the cells that prove one."""
        money = [c for f in ("price", "compare_at_price", "sale_price") for c in self.columns.of(f)]
        proofs: dict[int, Counter[DecimalSign]] = {column.position: Counter() for column in money}
        for row in rows:
            for position, proof in proofs.items():
                sign = decimal_sign_of(row.cells[position])
                if sign is not None:
                    proof[sign] += 1
        for position, proof in proofs.items():
            if proof:
                self.points[position] = proof.most_common(1)[0][0]

    def trust_point(self) -> None:
        """For formats that fix the decimal point."""
        for column in self.columns.all:
            self.points[column.position] = "."

    def prices(
        self, cells: Cells, sale: tuple[datetime | None, datetime | None]
    ) -> tuple[PriceRecord, ...]:
        """One price a currency and market."""
        compare = self._amount(cells, "compare_at_price")
        reduced = self._amount(cells, "sale_price")
        found: list[PriceRecord] = []
        for column in self.columns.of("price"):
            money = self._money(cells, column)
            if money is None or money.amount_minor == 0:
                self._warn_if_zero(cells, column, money)
                continue
            found.append(self._record(money, column.market, (compare, reduced), sale))
        return tuple(found)

    def tell_currencies(self) -> None:
        """Name the currencies that are not the shop's."""
        for code, count in sorted(self.currencies.items()):
            if code != self.currency:
                self.problems.warn(
                    "catalog.other_currency",
                    f"{count} prices are in {code}, but the shop's currency is {self.currency}.",
                    f"Prices are kept in {code} and never converted; check that this is meant.",
                    value=code,
                )

    def _record(
        self,
        money: Money,
        market: str | None,
        others: tuple[Money | None, Money | None],
        sale: tuple[datetime | None, datetime | None],
    ) -> PriceRecord:
        self.currencies[money.currency] += 1
        compare, reduced = (
            other.amount_minor
            if other and other.currency == money.currency and other.amount_minor
            else None
            for other in others
        )
        is_sale = reduced is not None and reduced < money.amount_minor
        return PriceRecord(
            currency=money.currency,
            amount_minor=money.amount_minor,
            market=market,
            compare_at_minor=compare if compare and compare > money.amount_minor else None,
            sale_minor=reduced if is_sale else None,
            sale_from_at=sale[0] if is_sale else None,
            sale_until_at=sale[1] if is_sale else None,
        )

    def _amount(self, cells: Cells, name: str) -> Money | None:
        filled = cells.filled(name)
        return self._money(cells, filled[0]) if filled else None

    def _money(self, cells: Cells, column: Column) -> Money | None:
        text = cells.at(column)
        if not text:
            return None
        stated = cells.text("currency").upper()
        named = stated if is_currency(stated) else find_currency(stated, currency=self.currency)
        currency = column.currency or named or self.currency
        try:
            return to_money(text, currency=currency, decimal=self.points.get(column.position))
        except MoneyUnclear as error:
            self.problems.warn(
                f"catalog.price_{error.reason}",
                _WHY[error.reason].format(currency=currency)
                + " The product was taken in without it.",
                _WHAT_TO_DO[error.reason],
                row=cells.number,
                column=column.header,
                value=text,
            )
            return None

    def _warn_if_zero(self, cells: Cells, column: Column, money: Money | None) -> None:
        if money is not None:
            self.problems.warn(
                "catalog.price_zero",
                "This price is 0; it was not taken for a price.",
                "Type the price, or leave the cell empty.",
                row=cells.number,
                column=column.header,
                value=cells.at(column),
            )


_IN_STOCK = re.compile(
    r"^(in[ _-]?stock|instock|available|yes|y|true|有货|有現貨|现货|現貨|有|是|充足|库存充足|在庫あり|あり|○|있음|재고있음|재고 있음|판매중"
    r"|auf lager|vorrätig|verfügbar|ja|en stock|disponible|oui|sí|si|in voorraad|na stanie|в наличии|да|var|còn hàng|tersedia|พร้อมส่ง)$"
)
_OUT = re.compile(
    r"^(out[ _-]?of[ _-]?stock|outofstock|sold[ _-]?out|unavailable|no|n|false|缺货|无货|無貨|没货|售罄|断货|斷貨|无|否|补货中|已售完"
    r"|在庫なし|在庫切れ|なし|×|売り切れ|없음|품절|재고없음|재고 없음|ausverkauft|nicht vorrätig|nicht auf lager|nein|épuisé|rupture"
    r"|rupture de stock|en rupture|agotado|sin existencias|esgotado|esaurito|non disponibile|uitverkocht|brak|нет в наличии|нет"
    r"|tükendi|yok|hết hàng|habis|สินค้าหมด)$"
)
_PREORDER = re.compile(
    r"^(pre[ _-]?order|预售|預售|预订|予約|予約受付中|예약|예약판매|vorbestellung|vorbestellbar|précommande|preventa)$"
)
_BACKORDER = re.compile(
    r"^(back[ _-]?order|on[ _-]?backorder|onbackorder|available on back[ _-]?order|可订|订货|取り寄せ|お取り寄せ|nachbestellung)$"
)
_COUNT = re.compile(
    r"^[<>≥≤~约約]?\s*(?P<number>-?[\d.,' ]+)\s*(pcs?|pieces?|units?|stk|stück|pièces?|piezas?|pz|szt|шт|件|个|個|只|套|双|条|瓶|盒|包|台|点|枚|본|개|점|adet|cái|buah|ชิ้น)?\.?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Stock:
    """What a cell says of stock: a number, a word, or both."""

    count: int | None = None
    availability: Availability | None = None


def read_stock(text: str) -> Stock | None:
    """ "12", "12 pcs", "有货", "in stock", "缺货", "preorder"; None when it is none of these.

    A negative count (oversold) is 0. "more than 100" keeps no number.
    """
    word = text.strip().casefold()
    for pattern, availability in _WORDS:
        if pattern.match(word):
            return Stock(availability=availability)
    found = _COUNT.match(word)
    if found is None or is_scientific(word):
        return None
    try:
        number = to_decimal(found["number"].strip(), decimal=".")
    except NumberUnclear:
        return None
    count = max(0, int(number))
    if word[0] in "<>≥≤~约約":
        return Stock(availability="in_stock" if count else "out_of_stock")
    return Stock(count=count, availability="in_stock" if count else "out_of_stock")


_WORDS: tuple[tuple[re.Pattern[str], Availability], ...] = (
    (_IN_STOCK, "in_stock"),
    (_OUT, "out_of_stock"),
    (_PREORDER, "preorder"),
    (_BACKORDER, "backorder"),
)
