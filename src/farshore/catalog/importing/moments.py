"""Dates of sale windows, in the shop's time zone, as UTC."""

from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from farshore.catalog.importing.cells import Cells
from farshore.catalog.importing.columns import Column
from farshore.catalog.importing.problems import Problems

_FORMATS = (
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y年%m月%d日",
    "%d.%m.%Y",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
)


@dataclass(frozen=True, slots=True)
class Moments:
    """Reads moments that a file gives without a time zone."""

    zone: ZoneInfo
    problems: Problems

    def read(self, cells: Cells, field: str, *, is_end: bool = False) -> datetime | None:
        """The moment under a field; the end of the day when a date ends something."""
        filled = cells.filled(field)
        if filled is None:
            return None
        moment = self.to_moment(filled[1], is_end=is_end)
        if moment is None:
            self._tell(cells, filled)
        return moment

    def _tell(self, cells: Cells, filled: tuple[Column, str]) -> None:
        self.problems.warn(
            "catalog.date_unclear",
            "This is not a date that can be read; there is no such limit now.",
            "Write it as 2026-11-30 or 2026-11-30 18:00.",
            row=cells.number,
            column=filled[0].header,
            value=filled[1],
        )

    def window(self, cells: Cells, field: str) -> tuple[datetime | None, datetime | None]:
        """Both ends of an ISO 8601 interval: 2026-11-20T00:00-0800/2026-11-27T23:59-0800."""
        filled = cells.filled(field)
        if filled is None:
            return None, None
        start, _, end = filled[1].partition("/")
        moments = self.to_moment(start), self.to_moment(end, is_end=True)
        if None in moments:
            self._tell(cells, filled)
        return moments

    def to_moment(self, text: str, *, is_end: bool = False) -> datetime | None:
        """UTC of ISO 8601 and of the commonest day formats; None when it is none of them."""
        moment = _parse(text.strip())
        if moment is None:
            return None
        if is_end and moment.time() == time() and len(text.strip()) <= 11:
            moment = datetime.combine(moment.date(), time(23, 59, 59))
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=self.zone)
        return moment.astimezone(UTC)


def _parse(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    for form in _FORMATS:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - the zone is added by the caller
        except ValueError:
            continue
    return None
