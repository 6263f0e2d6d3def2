"""Gathers what the seller should know about a file, without drowning them."""

from dataclasses import dataclass, field
from typing import Literal

from farshore.catalog.listing.records import Problem
from farshore.platform.tables.records import Fault


@dataclass(slots=True)
class Problems:
    """A growing list of problems; those that concern the whole file are told once."""

    found: list[Problem] = field(default_factory=list[Problem])
    _once: set[str] = field(default_factory=set[str])
    _seen: set[Problem] = field(default_factory=set[Problem])

    def error(self, code: str, message: str, what_to_do: str, **where: str | int | None) -> None:
        """A row, or the file, is left out."""
        self._add(code, message, what_to_do, "error", where)

    def warn(self, code: str, message: str, what_to_do: str, **where: str | int | None) -> None:
        """Taken in, with the doubt named."""
        self._add(code, message, what_to_do, "warning", where)

    def warn_once(self, key: str, code: str, message: str, what_to_do: str, **where: str | int | None) -> None:
        """Like `warn`, but the first time only."""
        if key not in self._once:
            self._once.add(key)
            self.warn(code, message, what_to_do, **where)

    def take(self, fault: Fault) -> None:
        """A fault of the table as a problem of the listing."""
        self.found.append(to_problem(fault))

    def _add(
        self,
        code: str,
        message: str,
        what_to_do: str,
        severity: Literal["error", "warning"],
        where: dict[str, str | int | None],
    ) -> None:
        row, column, value = where.get("row"), where.get("column"), where.get("value")
        problem = Problem(
            message=message,
            what_to_do=what_to_do,
            row=row if isinstance(row, int) else None,
            column=str(column) if column is not None else None,
            value=str(value)[:80] if value is not None else None,
            severity=severity,
            code=code,
        )
        if problem not in self._seen:
            self._seen.add(problem)
            self.found.append(problem)

    def in_order(self) -> tuple[Problem, ...]:
        """File-wide ones first, then by row."""
        return tuple(sorted(self.found, key=lambda problem: problem.row or 0))


def to_problem(fault: Fault) -> Problem:
    """A fault of the table as a problem of the listing."""
    return Problem(
        message=fault.message,
        what_to_do=fault.what_to_do,
        row=fault.row,
        column=fault.column,
        value=fault.value,
        severity="error" if fault.is_fatal else "warning",
        code=fault.code,
    )
