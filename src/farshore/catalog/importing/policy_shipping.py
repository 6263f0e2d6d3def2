"""Lanes and their exceptions out of a policy file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from farshore.catalog.importing.places import EVERYWHERE, Place, find_place, find_places
from farshore.catalog.importing.policy_nodes import Node, Ticks, tick_known
from farshore.catalog.importing.policy_values import (
    DaySpan,
    day_kind,
    read_cost,
    read_days,
    read_duties,
)
from farshore.catalog.importing.policy_words import phrase
from farshore.catalog.importing.problems import Problems
from farshore.catalog.listing.policies import CountryText, Lane, PolicyText, ShippingException
from farshore.platform.tables.money import Money, find_currency
from farshore.platform.tables.numbers import to_plain_digits

_MONEY_IN_TEXT = re.compile(r"[^\s,;，；]*\d[\d.,]*\s?[^\s\d,;，；。]*")


_DIGIT = re.compile(r"\d")
_LANE_FIELDS = (
    "country", "min_days", "max_days", "business_min_days", "business_max_days", "days", "day_kind",
    "cost", "currency", "free_over", "duties", "method",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LaneReader:
    """Reads lanes in the shop's currency."""

    currency: str
    problems: Problems

    def lanes(self, shipping: Node) -> Iterator[Lane]:
        """Lanes from a list, from an object by country, or from the section itself."""
        for member in _members(shipping):
            if not _is_refused(member):
                yield from self._member(member)

    def not_served(self, shipping: Node) -> Iterator[CountryText]:
        """Countries that the seller names only to say no."""
        for member in _members(shipping):
            places = self._places(member) if _is_refused(member) else ()
            for place in places:
                if place.code != EVERYWHERE:
                    yield CountryText(place.code, member.said(), holds=False)

    def _member(self, node: Node) -> Iterator[Lane]:
        if isinstance(node.value, list):
            for child in node.children():
                yield from self._member(Node(child.path, child.value, child.ticks, node.key))
            return
        places = self._places(node)
        if not places:
            self.problems.warn(
                "catalog.policy_place_missing",
                f"{node.path} names no country, so it is kept as text only.",
                'Add "country": an ISO code such as "DE", a country\'s name, or "*".',
                column=node.path,
                value=node.text(),
            )
            return
        tick_known(node, _LANE_FIELDS)
        for place in places:
            yield self._lane(node, place)

    def _places(self, node: Node) -> tuple[Place, ...]:
        named = node.find("country")
        if named is None:
            if node.key.isdecimal():
                return find_places(node.text().partition(":")[0]) if isinstance(node.value, str) else ()
            place = find_place(node.key)
            return find_places(node.key) or (place,)
        names = [child.text() for child in named.children()] or [named.text()]
        return tuple(place for name in names if name for place in find_places(name) or (find_place(name),))

    def _lane(self, node: Node, place: Place) -> Lane:
        if not place.is_known:
            self._tell_place(node, place)
        span = self._days(node)
        currency = self._currency(node)
        cost = self._cost(node, currency)
        free = self._free_over(node, currency)
        method = node.find("method")
        return Lane(
            country=place.code,
            countries=place.countries,
            min_days=span.low,
            max_days=span.high,
            day_kind=span.kind,
            cost_minor=None if cost is None else cost.amount_minor,
            currency=currency if cost is None else cost.currency,
            free_over_minor=None if free is None else free.amount_minor,
            duties=read_duties(node.find("duties")),
            path=node.path,
            evidence=node.evidence() or (PolicyText(node.path, node.text()),),
            method=method.text() if method is not None else "",
        )

    def _days(self, node: Node) -> DaySpan:
        if isinstance(node.value, str | int):
            return read_days(node)
        low = node.find("min_days", "business_min_days")
        high = node.find("max_days", "business_max_days")
        told = node.find("day_kind")
        kind = day_kind(f"{told.text() if told else ''} {low.key if low else ''} {high.key if high else ''}")
        if low is None and high is None:
            days = node.find("days")
            span = read_days(days) if days is not None else DaySpan()
            if days is not None and span.high is None and days.is_said:
                self._tell(days, "a number of days", '"3-5" or 4')
            return DaySpan(span.low, span.high, span.kind if span.kind != "unsaid" else kind)
        values = [self._number(part) if part is not None else None for part in (low, high)]
        return DaySpan(values[0], values[1], kind)

    def _number(self, node: Node) -> int | None:
        number = read_days(node).high
        if number is None and node.is_said:
            self._tell(node, "a number of days", "4")
        return number

    def _currency(self, node: Node) -> str:
        told = node.find("currency")
        return (find_currency(told.text()) if told else None) or self.currency

    def _cost(self, node: Node, currency: str) -> Money | None:
        if isinstance(node.value, str):
            return _cost_in(node.value, currency)
        cost = node.find("cost")
        if cost is None or not cost.is_said:
            return None
        money = read_cost(cost, currency)
        if money is None:
            self._tell(cost, "an amount", f'6.90 or "6.90 {currency}"')
        return money

    def _free_over(self, node: Node, currency: str) -> Money | None:
        free = node.find("free_over")
        if free is None or not free.is_said or isinstance(free.value, bool):
            return None
        money = read_cost(free, currency)
        if money is None:
            self._tell(free, "an amount", f'80 or "80 {currency}"')
        return money

    def _tell(self, node: Node, wanted: str, example: str) -> None:
        self.problems.warn(
            "catalog.policy_value_unclear",
            f"{node.path} could not be read as {wanted}; it is quoted and not calculated with.",
            f"Write it as {example}.",
            column=node.path,
            value=node.text(),
        )

    def _tell_place(self, node: Node, place: Place) -> None:
        self.problems.warn(
            "catalog.policy_place_unknown",
            f"{node.path} is for “{place.code}”, which is no country or region that we know.",
            'Use ISO codes ("DE", "US"), or list the countries.',
            column=node.path,
            value=place.code,
        )


def _members(shipping: Node) -> list[Node]:
    """Members of the list or object of lanes, or of the section itself where they go by places."""
    holder = shipping.find("lanes")
    if holder is not None and isinstance(holder.value, dict | list):
        return list(holder.children())
    if not isinstance(shipping.value, dict):
        return list(shipping.children())
    named = (child for child in shipping.children() if find_places(child.key))
    return [child for child in named if not isinstance(child.value, int | None) or child.value is False]


def _is_refused(node: Node) -> bool:
    """Whether a place is named only to say that it is not served."""
    if node.value is False:
        return True
    return isinstance(node.value, str) and not _DIGIT.search(node.value) and is_refusal(node)


def _cost_in(text: str, currency: str) -> Money | None:
    """The amount in a sentence such as "3-5 days, 6.90 EUR", when a currency stands by it."""
    for found in _MONEY_IN_TEXT.finditer(to_plain_digits(text)):
        if find_currency(found.group(0), currency=currency):
            return read_cost(Node("", found.group(0), Ticks()), currency)
    return None


def read_exceptions(shipping: Node) -> Iterator[ShippingException]:
    """[{"items": […], "rule": …}], ["text"], {"item": "rule"}, or one text."""
    node = shipping.find("exceptions")
    if node is None or not node.is_said:
        return
    members = list(node.children()) or [node]
    for member in members:
        items, rule = member.find("items"), member.find("rule")
        if rule is not None:
            named = [child.text() for child in items.children()] if items else []
            goods = tuple(named or ([items.text()] if items and items.text() else []))
            yield ShippingException(goods, PolicyText(rule.path, rule.text()))
        else:
            goods = () if member.key.isdecimal() or member is node else (member.key,)
            yield ShippingException(goods, PolicyText(member.path, member.text()))
    node.tick()


def is_refusal(node: Node) -> bool:
    """Whether words say that a place is not served."""
    return node.value is False or bool(phrase("not_served").search(node.text().casefold()))


def read_elsewhere(other: Node | None, lanes: tuple[Lane, ...]) -> bool | None:
    """Whether countries without a lane are served; None when that is not said."""
    if any(lane.country == EVERYWHERE for lane in lanes):
        return True
    if other is None or (not other.is_said and other.value is not False):
        return None
    if isinstance(other.value, bool):
        return other.value
    if is_refusal(other):
        return False
    return True if phrase("served").search(other.text().casefold()) else None
