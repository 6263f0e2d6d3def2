"""The door for policies: a JSON document of any shape in, typed policies with their words out."""

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from farshore.catalog.importing.errors import PoliciesUnreadable
from farshore.catalog.importing.places import EVERYWHERE, find_country, find_place
from farshore.catalog.importing.policy_hours import read_hours
from farshore.catalog.importing.policy_nodes import Json, Node, Ticks, is_private_leaf
from farshore.catalog.importing.policy_returns import read_returns
from farshore.catalog.importing.policy_shipping import LaneReader, read_elsewhere, read_exceptions
from farshore.catalog.importing.policy_values import read_months
from farshore.catalog.importing.problems import Problems
from farshore.catalog.importing.statuses import is_false, is_true
from farshore.catalog.listing.policies import CountryText, PolicyText, ShopPolicies, Warranty
from farshore.catalog.listing.records import Problem
from farshore.platform.tables.money import find_currency, is_currency
from farshore.platform.tables.opening import decode_text

_LONGEST_NUMBER = 15
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class PolicyReading:
    """Policies and what could not be understood of them."""

    policies: ShopPolicies
    problems: tuple[Problem, ...]


def read_policies(data: bytes, *, currency: str, file_name: str = "policies.json") -> PolicyReading:
    """Read a policies file; whatever is not understood is kept as words.

    Args:
        data: a JSON object in any encoding.
        currency: ISO 4217 of the shop, for costs that name none when the file names none either.
        file_name: for messages.

    Raises:
        PoliciesUnreadable: no JSON, or no object.
        FileEmpty, FileNotATable: as `decode_text`.
    """
    return _Reader(Node("", read_document(data, file_name=file_name), Ticks()), currency).read()


def read_document(data: bytes, *, file_name: str = "policies.json") -> dict[str, Json]:
    """The JSON object of a policies file, as every database can keep it.

    NUL and halves of surrogate pairs are left out; numbers beyond all measure, NaN and Infinity become words.

    Raises:
        PoliciesUnreadable, FileEmpty, FileNotATable: as `read_policies`.
    """
    text = decode_text(data, file_name=file_name).text
    try:
        value: Json = _storable(json.loads(text, parse_constant=str, parse_float=_float, parse_int=_int))
    except (ValueError, RecursionError) as error:
        raise PoliciesUnreadable(why=str(error)) from error
    if not isinstance(value, dict):
        raise PoliciesUnreadable(why="it is a list or a single value")
    return value


def _float(digits: str) -> float | str:
    number = float(digits)
    return number if math.isfinite(number) else str(number)


def _int(digits: str) -> int | str:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits


def _storable(value: Json) -> Json:
    if isinstance(value, str):
        return _UNSTORABLE.sub("", value)
    if isinstance(value, list):
        return [_storable(item) for item in value]
    if isinstance(value, dict):
        return {_UNSTORABLE.sub("", key): _storable(item) for key, item in value.items()}
    return value


class _Reader:
    """Walks the sections of one document."""

    def __init__(self, root: Node, currency: str) -> None:
        self._root = root
        self._problems = Problems()
        self._currency = self._shop_currency(currency)

    def read(self) -> PolicyReading:
        shipping = self._section("shipping")
        returns = self._section("returns")
        reader = LaneReader(self._currency, self._problems)
        lanes = tuple(reader.lanes(shipping))
        other = self._other_countries(shipping)
        if not lanes:
            self._tell_missing("shipping.lanes", "how long and how much shipping to each country is")
        windows = tuple(read_returns(returns, self._problems))
        if not windows:
            self._tell_missing("returns", "how many days a shopper has to return goods")
        policies = ShopPolicies(
            name=self._word("name"),
            currency=self._currency,
            ships_from=self._said("ships_from", shipping),
            lanes=lanes,
            not_served=tuple(reader.not_served(shipping)),
            exceptions=tuple(read_exceptions(shipping)),
            ships_elsewhere=read_elsewhere(other, lanes),
            other_countries=other.said() if other is not None and other.is_said else None,
            tracking=self._said("tracking", shipping),
            express=self._said("express", shipping),
            returns=windows,
            window_starts=self._said("window_starts", returns, only=True),
            not_returnable=self._list("not_returnable", returns),
            condition=self._said("condition", returns, only=True),
            refund=self._said("refund", returns, only=True),
            faulty=self._said("faulty", returns),
            exchange=self._said("exchange", returns),
            warranty=tuple(self._warranty()),
        )
        return self._finished(self._with_selling(policies, shipping))

    def _with_selling(self, policies: ShopPolicies, shipping: Node) -> ShopPolicies:
        payment = self._section("payment")
        company = self._root.find("company")
        hours = self._root.find("human_hours")
        tax = self._root.find("tax_included")
        return replace(
            policies,
            payment_methods=self._list("payment_methods", payment)
            or (_texts(payment) if isinstance(payment.value, str | list) else ()),
            not_accepted=self._list("not_accepted", payment),
            order_changes=self._said("order_changes"),
            cancellation=self._said("cancellation"),
            order_number_format=self._said("order_number_format"),
            human_hours=read_hours(hours, self._problems) if hours and hours.is_said else None,
            address=self._said("address", company or self._root),
            contact=self._said("contact", company or self._root),
            company=company.said() if company and company.is_said else None,
            tax_included=_flag(tax) if tax and tax.is_said else None,
            customs_ids=self._by_country("customs_id", shipping),
            cash_on_delivery=self._by_country("cash_on_delivery", payment),
            never_say=self._list("never_say"),
        )

    def _finished(self, policies: ShopPolicies) -> PolicyReading:
        leaves = [leaf for leaf in self._root.leaves() if leaf.is_said]
        open_leaves = [leaf for leaf in leaves if not is_private_leaf(leaf)]
        hidden = sorted({leaf.path for leaf in leaves} - {leaf.path for leaf in open_leaves})
        if hidden:
            self._problems.warn(
                "catalog.policy_key_private",
                f"Kept from shoppers because of their names: {', '.join(hidden[:8])}.",
                "Rename a key if shoppers may read it.",
            )
        extra = tuple(
            PolicyText(leaf.path, leaf.text()) for leaf in open_leaves if leaf.path not in self._root.ticks.paths
        )
        raw_text = "\n".join(f"{leaf.path}: {leaf.text()}" for leaf in open_leaves)
        return PolicyReading(replace(policies, extra=extra, raw_text=raw_text), self._problems.in_order())

    def _other_countries(self, shipping: Node) -> Node | None:
        """What is said of countries without a lane; an object of days and costs is a lane itself."""
        told = (shipping.find("other_countries"), self._root.find("other_countries"))
        return next((node for node in told if node and not isinstance(node.value, dict)), None)

    def _section(self, name: str) -> Node:
        return self._root.find(name) or Node("", None, self._root.ticks)

    def _shop_currency(self, given: str) -> str:
        node = self._root.find("currency")
        if node is None or not node.is_said:
            return given
        node.tick()
        text = node.text().upper()
        code = text if is_currency(text) else find_currency(node.text(), currency=given)
        if code is None:
            self._tell_currency(node, given)
        return code or given

    def _word(self, name: str) -> str:
        node = self._root.find(name)
        if node is None or isinstance(node.value, dict | list):
            return ""
        return node.said().text

    def _find(self, name: str, section: Node | None, *, only: bool = False) -> Node | None:
        found = section.find(name) if section is not None else None
        if found is None and not only:
            found = self._root.find(name)
        return found if found is not None and found.is_said else None

    def _said(self, name: str, section: Node | None = None, *, only: bool = False) -> PolicyText | None:
        found = self._find(name, section, only=only)
        return found.said() if found is not None else None

    def _list(self, name: str, section: Node | None = None) -> tuple[PolicyText, ...]:
        found = self._find(name, section)
        return _texts(found) if found is not None else ()

    def _warranty(self) -> Iterator[Warranty]:
        node = self._root.find("warranty")
        if node is None or not node.is_said:
            return
        members = list(node.children()) if isinstance(node.value, dict) else [node]
        for member in members:
            goods = EVERYWHERE if member is node else member.key
            text = member.said()
            yield Warranty(goods, text, read_months(text.text) or read_months(f"{text.text} {goods}"))

    def _by_country(self, name: str, section: Node) -> tuple[CountryText, ...]:
        node = self._find(name, section)
        if node is None:
            return ()
        if isinstance(node.value, dict):
            return tuple(_flag(child, find_place(child.key).code) for child in node.children())
        if isinstance(node.value, list):
            countries = [(child, find_country(child.text())) for child in node.children()]
            return tuple(
                CountryText(code, child.said(), holds=True) if code else _flag(child) for child, code in countries
            )
        return (_flag(node),)

    def _tell_missing(self, path: str, what: str) -> None:
        self._problems.warn(
            "catalog.policy_missing",
            f"The file does not say {what} ({path}).",
            "Add it; until then such questions go to a person.",
            column=path,
        )

    def _tell_currency(self, node: Node, given: str) -> None:
        self._problems.warn(
            "catalog.policy_value_unclear",
            f"{node.path} is no currency that we know; {given} was used.",
            "Write an ISO 4217 code such as EUR.",
            column=node.path,
            value=node.text(),
        )


def _texts(node: Node) -> tuple[PolicyText, ...]:
    """Items of a list, members of an object, or the parts of one text."""
    members = list(node.children())
    if not members:
        return (node.said(),) if node.is_said else ()
    return tuple(
        PolicyText(
            child.path,
            child.said().text if child.key.isdecimal() else f"{child.key}: {child.said().text}",
        )
        for child in members
        if child.is_said
    )


def _flag(node: Node, country: str = EVERYWHERE) -> CountryText:
    """A yes-or-no rule, told by a boolean or by a word; otherwise only its text."""
    inner = node.find("tax_included") if isinstance(node.value, dict) else None
    told = inner or node
    holds: bool | None = None
    if isinstance(told.value, bool):
        holds = told.value
    elif is_true(told.text()):
        holds = True
    elif is_false(told.text()):
        holds = False
    return CountryText(country, node.said(), holds)
