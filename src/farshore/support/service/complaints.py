"""Complaints are told of, once for each conversation and matter."""

import re
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from farshore.catalog.public import find_variant_id
from farshore.platform import events
from farshore.support import repository
from farshore.support.events import ComplaintHeard
from farshore.support.models import Matter, Message
from farshore.support.service.answerer import Composed, ShopView

_ORDER = re.compile(r"(?<![\w-])(?=[\w-]*\d{3})[A-Za-z]{0,4}[-#]?\d[\d-]{2,18}(?!\w)")


async def tell(session: AsyncSession, view: ShopView, message: Message, composed: Composed) -> None:
    """Publish `ComplaintHeard` in the transaction that stores the answer, unless this matter was told of.

    Emits: ComplaintHeard.
    """
    product = composed.products[0] if composed.products else None
    order = order_number(message.text, _format(view))
    is_late = any(claim.key == "complaint_late" for claim in composed.answer.claims)
    matter = f"{'late' if is_late else 'fault'}:{order or (product.id if product else '')}"[:300]
    if await repository.was_told(session, message.conversation_id, matter):
        return
    session.add(Matter(shop_id=view.id, conversation_id=message.conversation_id, matter=matter, message_id=message.id))
    variant = await find_variant_id(session, view.id, UUID(product.id)) if product else None
    events.publish(
        session,
        ComplaintHeard(
            shop_id=view.id,
            conversation_id=message.conversation_id,
            message_id=message.id,
            variant_id=variant,
            order_number=order,
            text=message.text,
            lang=composed.answer.lang,
            occurred_at=message.at,
        ),
    )


def _format(view: ShopView) -> str | None:
    policies = view.shop.policies
    return policies.order_number_format.text if policies is not None and policies.order_number_format else None


def order_number(text: str, form: str | None) -> str | None:
    """An order number in a message: of the shop's form (`SB-#####`), else what looks like one."""
    if form and "#" in form:
        pattern = "".join(r"\d" if char == "#" else re.escape(char) for char in form.strip())
        found = re.search(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE)
        return found[0] if found else None
    found = _ORDER.search(text)
    return found[0] if found else None
