"""What can be wrong in the chat."""

from farshore.platform.errors import BadInput, Forbidden, Limited, NotFound, TooLarge, Unauthorized


class ConversationNotFound(NotFound):
    """The conversation does not exist, or is not the caller's."""

    code = "support.conversation_not_found"
    text = "There is no such conversation."


class VisitorUnknown(Unauthorized):
    """A visitor's request comes without the token of a conversation."""

    code = "support.visitor_unknown"
    text = "The request needs the visitor's token, as Authorization: Bearer TOKEN."


class OriginNotAllowed(Forbidden):
    """The page that embeds the chat is not among the shop's allowed origins."""

    code = "support.origin_not_allowed"
    text = "The chat is not allowed on {origin}. The shop's settings list where it is."


class MessageTooLong(TooLarge):
    """One message has more characters than we take."""

    code = "support.message_too_long"
    text = "A message may have up to {limit} characters; this one has {length}."


class MessageEmpty(BadInput):
    """A message has nothing to read."""

    code = "support.message_empty"
    text = "The message is empty."


class TooFast(Limited):
    """One address asks more often than the settings allow."""

    code = "support.too_fast"
    text = "Too many requests from one address. Try again in a moment."


class TraceNotFound(NotFound):
    """No answer of this shop's has this id."""

    code = "support.trace_not_found"
    text = "There is no answer {id} in this shop."


class ConversationCursorInvalid(BadInput):
    """A page was asked for by something that no answer of ours gave."""

    code = "support.cursor_invalid"
    text = "The cursor is not one that this list gave."
