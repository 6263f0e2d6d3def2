"""Who is asking. Every `access_*` function takes one."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from farshore.platform.errors import Unauthorized


class LoginRequired(Unauthorized):
    """The console's routes need the owner's session."""

    code = "platform.login_required"
    text = "Open the console with an owner link first: `farshore owner-link` prints one."


@dataclass(frozen=True)
class Who:
    """A caller. Roles beyond the owner come later.

    Attributes:
        kind: `owner` of everything here; `visitor` of one shop's chat; `system`: our own processes.
        shop_id: the only shop that a visitor may know of; None for the others.
        visitor_id: which visitor; None for the others.
    """

    kind: Literal["owner", "visitor", "system"]
    shop_id: UUID | None = None
    visitor_id: UUID | None = None

    def may_know(self, shop_id: UUID) -> bool:
        """Whether this caller may learn that the shop exists."""
        return self.kind != "visitor" or self.shop_id == shop_id


OWNER = Who("owner")
SYSTEM = Who("system")
