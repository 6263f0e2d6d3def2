"""Prices, stock and weight out of cells."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from farshore.catalog.importing.cells import Cells
from farshore.catalog.importing.columns import Column, Columns
from farshore.catalog.importing.places import find_place
from farshore.catalog.importing.problems import Problems
from farshore.catalog.listing.records import PriceRecord
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
    decimal_sign_of,
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

    def prices(self, cells: Cells, sale: tuple[datetime | None, datetime | None]) -> tuple[PriceRecord, ...]:
        """One price a currency and market."""
        found: list[PriceRecord] = []
        for column in self.columns.of("price"):
            money = self._money(cells, column)
            if money is None or money.amount_minor == 0:
                self._warn_if_zero(cells, column, money)
                continue
            others = tuple(self._beside(cells, name, column) for name in ("compare_at_price", "sale_price"))
            record = self._record(money, column.market, others, sale)
            markets = find_place(column.market).countries if column.market else ()
            found += [replace(record, market=market) for market in markets] if len(markets) > 1 else [record]
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
        others: tuple[Money | None, ...],
        sale: tuple[datetime | None, datetime | None],
    ) -> PriceRecord:
        self.currencies[money.currency] += 1
        compare, reduced = (
            other.amount_minor if other and other.currency == money.currency and other.amount_minor else None
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

    def _beside(self, cells: Cells, name: str, price: Column) -> Money | None:
        """The compare-at or sale price of the same market and currency as a retail price."""
        for column in self.columns.of(name):
            same = column.market == price.market and column.currency in {None, price.currency}
            if same and (money := self._money(cells, column)) is not None:
                return money
        return None

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
                _WHY[error.reason].format(currency=currency) + " The product was taken in without it.",
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
