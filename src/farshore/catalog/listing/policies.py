"""A shop's policies as read from the seller's file: typed where they could be read, quoted everywhere.

Every value carries where it stands (`path`, such as `shipping.lanes[0].min_days`) and its words, so that an answer can
quote it. Money is in minor units; days say whether they are business days when the seller said so.
"""

from dataclasses import dataclass
from typing import Literal

DayKind = Literal["business", "calendar", "unsaid"]
Duties = Literal["none", "customer", "included", "text", "unsaid"]


@dataclass(frozen=True, slots=True)
class PolicyText:
    """Words of the policies and where they stand."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Lane:
    """How goods reach one country or region."""

    country: str
    """ISO 3166 code, a region's name as written ("EU"), or "*" for everywhere else."""
    countries: tuple[str, ...]
    """ISO codes that the place stands for: one for a country, the members of a known region, none for "*"."""
    min_days: int | None
    max_days: int | None
    day_kind: DayKind
    cost_minor: int | None
    """0 is free; None is unsaid."""
    currency: str
    free_over_minor: int | None
    duties: Duties
    path: str
    evidence: tuple[PolicyText, ...]
    """Every line of the lane as written."""
    method: str = ""
    """Name of the service when the seller has several to one place ("express")."""

    def said(self, key: str) -> PolicyText | None:
        """The evidence whose path ends in a key, as written in the file."""
        return next((text for text in self.evidence if text.path.endswith(f".{key}")), None)


@dataclass(frozen=True, slots=True)
class ShippingException:
    """Goods that are sent by another rule."""

    items: tuple[str, ...]
    """Handles, SKUs or words for goods, as written."""
    rule: PolicyText


@dataclass(frozen=True, slots=True)
class CountryReturns:
    """The right to return in one country; "*" is everywhere else."""

    country: str
    countries: tuple[str, ...]
    days: int | None
    """0: no returns; None: unsaid."""
    day_kind: DayKind
    return_shipping: PolicyText | None
    path: str
    evidence: tuple[PolicyText, ...]


@dataclass(frozen=True, slots=True)
class Warranty:
    """How long which goods are warranted."""

    goods: str
    """As written; "*" when all."""
    text: PolicyText
    months: int | None = None
    """None when no length could be read; lifetime is only in the text."""


@dataclass(frozen=True, slots=True)
class CountryText:
    """A rule for one country; "*" is everywhere."""

    country: str
    text: PolicyText
    holds: bool | None = None
    """For yes-or-no rules; None when only the text says it."""


@dataclass(frozen=True, slots=True)
class HumanHours:
    """When a person answers. `week` is empty when the hours are only a text to be quoted."""

    text: PolicyText
    timezone: str | None = None
    """IANA name."""
    week: tuple[tuple[int, str, str], ...] = ()
    """(weekday, from, until): Monday is 0, times are HH:MM, until may be 24:00."""
    holidays: tuple[str, ...] = ()
    """ISO dates."""


@dataclass(frozen=True, slots=True)
class ShopPolicies:
    """Everything that a policies file says. None and empty mean that it did not say."""

    name: str = ""
    currency: str = ""
    ships_from: PolicyText | None = None
    lanes: tuple[Lane, ...] = ()
    exceptions: tuple[ShippingException, ...] = ()
    other_countries: PolicyText | None = None
    ships_elsewhere: bool | None = None
    """Whether countries without a lane of their own are served."""
    not_served: tuple[CountryText, ...] = ()
    """Countries that are named as not served; `holds` is False."""
    tracking: PolicyText | None = None
    express: PolicyText | None = None
    window_starts: PolicyText | None = None
    returns: tuple[CountryReturns, ...] = ()
    not_returnable: tuple[PolicyText, ...] = ()
    condition: PolicyText | None = None
    refund: PolicyText | None = None
    faulty: PolicyText | None = None
    exchange: PolicyText | None = None
    warranty: tuple[Warranty, ...] = ()
    payment_methods: tuple[PolicyText, ...] = ()
    not_accepted: tuple[PolicyText, ...] = ()
    order_changes: PolicyText | None = None
    cancellation: PolicyText | None = None
    order_number_format: PolicyText | None = None
    human_hours: HumanHours | None = None
    company: PolicyText | None = None
    address: PolicyText | None = None
    contact: PolicyText | None = None
    tax_included: CountryText | None = None
    customs_ids: tuple[CountryText, ...] = ()
    cash_on_delivery: tuple[CountryText, ...] = ()
    never_say: tuple[PolicyText, ...] = ()
    extra: tuple[PolicyText, ...] = ()
    """Everything else, kept as evidence; keys of the private list are left out."""
    raw_text: str = ""
    """One line for each value, `path: words`; private ones left out."""
