"""Refuse a commit message that a reader could not use. Called by Git with the message's path."""

import re
import sys
from pathlib import Path

ROOMS = (
    "app bench build catalog connectors docs engines language live metering orders people platform "
    "reputation showroom support tests training translation web"
)
SUBJECT = re.compile(rf"^({'|'.join(ROOMS.split())})(/[a-z0-9_]+)?: [A-Z][^\n]*[^.\n]$")


def faults(text: str) -> list[str]:
    """What is wrong with a message; empty when all is well."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    found = list[str]()
    if not lines or not SUBJECT.match(lines[0]):
        found.append("subject: `<room>: Imperative sentence without a full stop`")
    elif len(lines[0]) > 72:
        found.append("subject: 72 characters at most")
    if len(lines) > 1 and lines[1]:
        found.append("second line: leave it empty")
    long = [line for line in lines[2:] if len(line) > 72 and "://" not in line]
    return found + [f"line too long: {line}" for line in long]


if __name__ == "__main__":
    problems = faults(Path(sys.argv[1]).read_text(encoding="utf-8"))
    sys.stderr.write("".join(f"{problem}\n" for problem in problems))
    sys.exit(bool(problems))
