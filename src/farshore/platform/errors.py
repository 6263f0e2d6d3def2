"""The error family. Every expected failure is one of these; anything else is a bug."""

from typing import ClassVar

Param = str | int | float


class AppError(Exception):
    """An expected failure, told to the caller in a stable form.

    Attributes:
        code: stable, dotted, unique; what clients and translations key on.
        status: HTTP status.
        text: English template; filled with `params`.
        retry_after_s: seconds to wait before trying again; None when waiting will not help.
    """

    code: ClassVar[str]
    status: ClassVar[int]
    text: ClassVar[str]

    def __init__(self, *, retry_after_s: float | None = None, **params: Param) -> None:
        self.params = params
        self.retry_after_s = retry_after_s
        super().__init__(self.text.format(**params))


class BadInput(AppError):
    """What was given cannot be used, although its form is right: a file, a combination."""

    status = 400


class Unauthorized(AppError):
    """We do not know who is asking."""

    status = 401


class Forbidden(AppError):
    """We know who is asking, and this is not theirs to do."""

    status = 403


class NotFound(AppError):
    """The thing does not exist, or this caller may not know that it does."""

    status = 404


class Conflict(AppError):
    """The request is well formed but the state of things forbids it."""

    status = 409


class TooLarge(AppError):
    """More than we accept at once; the text says how much that is."""

    status = 413


class Limited(AppError):
    """Too often; `retry_after_s` is set."""

    status = 429


class Unavailable(AppError):
    """We cannot do it at this moment; `retry_after_s` says when to try again."""

    status = 503


class UpstreamError(AppError):
    """A service that we call answered something that we do not understand."""

    status = 502


class UpstreamAuthExpired(UpstreamError):
    """The seller must connect the account again; retrying will not help."""


class UpstreamBusy(UpstreamError):
    """Rate limit or outage; `retry_after_s` is set."""

    status = 503


class UpstreamRefused(UpstreamError):
    """Their rules forbid it; the same request will be refused again."""

    status = 409


class StorageFull(AppError):
    """There is no room left on the disk; nothing of this request was kept."""

    code = "platform.storage_full"
    status = 507
    text = "The disk is full. Free some space in the data folder; nothing was lost or half kept."


class DatabaseBusy(Unavailable):
    """Another writer held the database longer than our patience."""

    code = "platform.database_busy"
    text = "The database is busy. Try again in a moment."
