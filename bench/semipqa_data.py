"""semiPQA's attribute ranking (Amazon, CDLA-Sharing-1.0): questions with the candidate attributes of one product.

Source: Shen et al. 2022, "semiPQA: A Study on Product Question Answering over Semi-structured Data" (ECNLP).
The candidates are written in a form like JSON: `display:  { size:[ { unit:inches, value:5 } ] }`.
"""

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

_PART = re.compile(
    r"(?P<open>\w+:\s*[\[{])|(?P<leaf>\w+:\s*(?:\"[^\"]*\"|'[^']*'|[^,}\]]+))|(?P<bare>[\[{])|(?P<end>[\]}])"
)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An attribute of a product."""

    name: str
    """As in the data: item_package_weight."""
    words: str
    leaves: tuple[tuple[str, str], ...]
    """What it says, each with its whole name: ("display size", "5 inches")."""
    kind: str
    """boolean, number, measure, dimensions, list, date or text."""
    is_positive: bool

    @property
    def value(self) -> str:
        """All it says."""
        return ", ".join(value for _, value in self.leaves)[:200]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its candidates."""

    qid: str
    source: str
    text: str
    candidates: tuple[Candidate, ...]

    @property
    def positive_names(self) -> frozenset[str]:
        """Names of the attributes that answer it; none for an unanswerable question."""
        return frozenset(c.name for c in self.candidates if c.is_positive)


def _plain(text: str) -> str:
    return " ".join(re.sub(r"(?<=[a-z])(?=[A-Z])|[_\s]+", " ", text.strip(" \"'")).split()).lower()


def _leaves(name: str, body: str) -> list[tuple[str, str]]:
    """Whole names with their values; what the data repeats in other units is left out."""
    path, levels, found = [name], [{}], []  # type: tuple[list[str], list[dict[str, str]], list[tuple[str, str]]]
    for part in _PART.finditer(body):
        if part["open"] or part["bare"]:
            path.append(part["open"].split(":")[0] if part["open"] else "")
            levels.append({})
        elif part["leaf"]:
            key, value = part["leaf"].split(":", 1)
            levels[-1][key] = value.strip(" \"'")
        elif len(path) > 1:
            level, skipped = levels.pop(), "normalized_value" in path
            whole = _plain(" ".join(p for p in path if p))
            path.pop()
            if skipped:
                continue
            said = f"{level.pop('value', '')} {level.pop('unit', '')}".strip()
            found += [(whole, _plain(said))] if said else []
            found += [(f"{whole} {_plain(key)}", _plain(value)) for key, value in level.items() if value]
    return found


def _kind(leaves: list[tuple[str, str]], body: str) -> str:
    if not leaves:
        return "text"
    value = leaves[0][1]
    if value in {"true", "false", "yes", "no"}:
        return "boolean"
    if re.match(r"(19|20)\d\d-\d\d", value):
        return "date"
    if "length:" in body and "width:" in body:
        return "dimensions"
    if _NUMBER.match(value):
        return "number" if _NUMBER.fullmatch(value) else "measure"
    return "list" if len(leaves) > 1 else "text"


def read_candidate(text: str, *, is_positive: bool) -> Candidate:
    """A candidate from its written form."""
    name, _, body = text.partition(":")
    leaves = _leaves(name.strip(), body)
    return Candidate(name.strip(), _plain(name), tuple(dict.fromkeys(leaves))[:12], _kind(leaves, body), is_positive)


def load(shared: Path) -> list[Asked]:
    """The questions of dev and testunseen; rows without a candidate are dropped."""
    found: list[Asked] = []
    for source in ("dev", "testunseen"):
        path = shared / "data/product_qa/semiPQA/attribute_ranking" / f"{source}.csv"
        rows: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream, delimiter="\t"):
                if row["candidate"] and row["candidate"].strip():
                    rows[row["qid"]].append(row)
        for qid, group in rows.items():
            made = tuple(read_candidate(r["candidate"], is_positive=r["label"] == "1") for r in group)
            found.append(Asked(qid, source, group[0]["question"].strip(), made))
    return found
