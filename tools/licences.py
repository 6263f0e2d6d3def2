"""Refuse a dependency whose licence is not on the list: what we ship may be used by anyone for anything."""

import re
import sys
from importlib.metadata import Distribution, distributions

ALLOWED = re.compile(
    r"apache|\bmit\b|bsd|isc|python software foundation|psf|mpl|mozilla public|unlicense|public domain|"
    r"cc0|zlib|0bsd|hpnd|lgpl|blueoak",
    re.IGNORECASE,
)
KNOWN = {
    "text-unidecode": "Artistic, chosen of its two",
    "psycopg": "LGPL-3.0: used as a library, unchanged",
    "psycopg-binary": "LGPL-3.0: used as a library, unchanged",
}
TEXT_CHARS = 300


def licence(package: Distribution) -> str:
    """What a package says of its licence: expression, classifiers, else the head of its text."""
    said = package.metadata
    found = [said.get("License-Expression") or ""]
    found += [c for c in said.get_all("Classifier") or [] if c.startswith("License ::")]
    found.append((said.get("License") or "")[:TEXT_CHARS])
    return " ".join(" ".join(found).split())


def main() -> int:
    """Print what is not allowed; 1 when there is anything."""
    faults = list[str]()
    for package in distributions():
        name = (package.metadata["Name"] or "").lower()
        said = licence(package)
        is_gpl = re.search(r"(?<!l)(?<!lesser )\bA?GPL|affero|gnu general public", said, re.IGNORECASE)
        if name == "farshore" or name in KNOWN:
            continue
        if not ALLOWED.search(said) or (is_gpl and not re.search(r"mit|bsd|apache", said, re.IGNORECASE)):
            faults.append(f"{name}: {said or 'says nothing'}")
    print("\n".join(sorted(faults)) or "licences: all allowed")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
