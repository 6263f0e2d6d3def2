"""Policies by topic, each line as it was written, for the console."""

from sqlalchemy.ext.asyncio import AsyncSession

from farshore.catalog.listing.policies import PolicyText, ShopPolicies
from farshore.catalog.schemas import PoliciesOut, PolicyItemOut, PolicySectionOut
from farshore.catalog.service import policies
from farshore.platform.shops import Shop

TITLES = {
    "shipping": "Shipping",
    "returns": "Returns",
    "warranty": "Warranty",
    "payment": "Payment",
    "orders": "Orders",
    "company": "Who sells",
    "tax": "Tax and customs",
    "never_say": "Never say",
    "other": "Other",
}


async def show_policies(session: AsyncSession, shop: Shop) -> PoliciesOut:
    """The policies that hold, by topic; empty while there are none."""
    row = await policies.find_policies(session, shop.id)
    if row is None:
        return PoliciesOut(sections=[], raw=None, updated_at=None)
    read = policies.parsed(row, shop.currency)
    return PoliciesOut(sections=_sections(read), raw=row.raw, updated_at=row.at)


def _sections(read: ShopPolicies) -> list[PolicySectionOut]:
    topics: dict[str, list[PolicyText | None]] = {
        "shipping": _shipping(read),
        "returns": _returns(read),
        "warranty": [w.text for w in read.warranty],
        "payment": [*read.payment_methods, *read.not_accepted, *(c.text for c in read.cash_on_delivery)],
        "orders": [read.order_changes, read.cancellation, read.order_number_format],
        "company": [read.company, read.address, read.contact, read.human_hours.text if read.human_hours else None],
        "tax": [read.tax_included.text if read.tax_included else None, *(c.text for c in read.customs_ids)],
        "never_say": list(read.never_say),
        "other": list(read.extra),
    }
    made = [(topic, _items(texts)) for topic, texts in topics.items()]
    return [PolicySectionOut(topic=topic, title=TITLES[topic], items=items) for topic, items in made if items]


def _shipping(read: ShopPolicies) -> list[PolicyText | None]:
    lanes = [text for lane in read.lanes for text in lane.evidence]
    rules = [e.rule for e in read.exceptions]
    closed = [c.text for c in read.not_served]
    return [read.ships_from, *lanes, *rules, *closed, read.other_countries, read.tracking, read.express]


def _returns(read: ShopPolicies) -> list[PolicyText | None]:
    windows = [text for one in read.returns for text in one.evidence]
    rest = [read.window_starts, read.condition, read.refund, read.faulty, read.exchange]
    return [*windows, *read.not_returnable, *rest]


def _items(texts: list[PolicyText | None]) -> list[PolicyItemOut]:
    """Each line once; what a file says counts as confirmed."""
    said = dict.fromkeys(text for text in texts if text is not None and text.text)
    return [PolicyItemOut(field=text.path, value_text=text.text, confirmed=True) for text in said]
