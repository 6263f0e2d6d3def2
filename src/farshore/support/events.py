"""What support tells."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from farshore.platform.events import Event


class ComplaintHeard(Event):
    """A shopper complained; once for each conversation and matter."""

    name: ClassVar[str] = "support.complaint_heard"
    order_by: ClassVar[str] = "conversation_id"
    shop_id: UUID
    conversation_id: UUID
    message_id: UUID
    variant_id: UUID | None = None
    order_number: str | None = None
    order_id: UUID | None = None
    lot_id: UUID | None = None
    text: str
    lang: str
    severity: int | None = None
    occurred_at: datetime
