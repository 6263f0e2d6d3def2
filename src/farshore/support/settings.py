"""Support's settings."""

from typing import ClassVar

from pydantic import Field

from farshore.platform.settings import Section


class SupportSettings(Section):
    """The chat."""

    room: ClassVar[str] = "support"
    message_chars: int = Field(default=8000, ge=100, le=100_000, description="Longest message that is taken.")
    messages_per_minute: int = Field(
        default=30, ge=1, description="Messages that one address may send in a minute; a few more at once."
    )
    conversations_per_minute: int = Field(
        default=20, ge=1, description="Conversations that one address may begin in a minute."
    )
    requests_per_minute: int = Field(
        default=300, ge=1, description="Other requests of the chat that one address may make in a minute."
    )
    lease_s: int = Field(
        default=30, ge=5, description="Seconds after which a message that nobody has answered is taken up anew."
    )
    has_person: bool = Field(
        default=True, description="Whether somebody reads the conversations that wait for a person."
    )
