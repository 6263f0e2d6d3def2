"""Numbers as people write them: which sign groups and which one is the decimal point."""

import re
import unicodedata
from decimal import Decimal
from typing import Literal

DecimalSign = Literal[".", ","]
_NUMBER = re.compile(r"^[+-]?\d[\d.,' ]*$|^[+-]?[.,]\d+$")
_SCIENTIFIC = re.compile(r"^[+-]?\d([.,]\d+)?[eE][+-]?\d+$")
_WESTERN = re.compile(r"^\d{1,3}(,\d{3})+$")
_INDIAN = re.compile(r"^\d{1,3}(,\d{2})*,\d{3}$")
_LOOKALIKES = str.maketrans(
    {
        "\u066b": ".",
        "\u066c": ",",
        "\u2019": "'",
        "\u2018": "'",
        "\u00b4": "'",
        "`": "'",
        "\u2212": "-",
        "\u2013": "-",
        "\u3002": ".",
        "\u3001": ",",
        "\u301c": "~",
    }
)


class NumberUnclear(ValueError):
    """The text is a number that can be read in two ways, or none at all."""

    def __init__(self, text: str, *, is_ambiguous: bool = False) -> None:
        self.is_ambiguous = is_ambiguous
        super().__init__(text)


def to_plain_digits(text: str) -> str:
    """The text with digits of every script as 0-9, wide forms narrowed, odd spaces as spaces."""
    if text.isascii():
        return text.replace("`", "'").strip()
    folded = unicodedata.normalize("NFKC", text).translate(_LOOKALIKES)
    return "".join(_plain(character) for character in folded).strip()


def to_decimal(text: str, *, decimal: DecimalSign | None = None) -> Decimal:
    """Read a number with grouping signs.

    Args:
        text: "1.299,00", "1,299", "1'299.50", "1 299,00", "１２９９", "١٬٢٩٩".
        decimal: which sign is the decimal point in this column, where that is known; it decides
            texts such as "1.299", which otherwise are ambiguous.

    Raises:
        NumberUnclear: no number, or one that can be read in two ways.

    Checked: test_every_way_to_write_a_number, test_what_babel_writes_is_read_back.
    """
    plain = to_plain_digits(text)
    if not _NUMBER.match(plain):
        raise NumberUnclear(text)
    sign = Decimal(-1) if plain.startswith("-") else Decimal(1)
    bare = plain.lstrip("+-").replace(" ", "").replace("'", "")
    point = _decimal_sign(bare, decimal, text)
    return sign * _join(bare, point, text)


def is_scientific(text: str) -> bool:
    """Whether a spreadsheet turned a long code into "2.6E+17"."""
    return _SCIENTIFIC.match(text.strip()) is not None


def decimal_sign_of(text: str) -> DecimalSign | None:
    """Which decimal point a text proves: "12,50" proves the comma; "1.299" proves nothing."""
    bare = re.sub(r"[^\d.,]", "", to_plain_digits(text)).strip(".,")
    dots, commas = bare.count("."), bare.count(",")
    if dots and commas:
        return "." if bare.rfind(".") > bare.rfind(",") else ","
    if dots + commas != 1:
        return {(True, False): ",", (False, True): "."}.get((dots > 1, commas > 1))  # type: ignore[return-value]
    sign: DecimalSign = "." if dots else ","
    whole, _, rest = bare.partition(sign)
    proves = len(rest) != 3 or len(whole) > 3 or whole in {"0", ""}
    return sign if proves else None


def _plain(character: str) -> str:
    if character.isascii():
        return character
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return " " if character.isspace() else character


def _decimal_sign(bare: str, given: DecimalSign | None, text: str) -> DecimalSign | None:
    """The sign before the decimals; None when there are none."""
    dots, commas = bare.count("."), bare.count(",")
    if not dots and not commas:
        return None
    if dots and commas:
        return "." if bare.rfind(".") > bare.rfind(",") else ","
    sign: DecimalSign = "." if dots else ","
    if dots + commas > 1:
        return None
    proved = decimal_sign_of(bare)
    if proved is not None:
        return proved
    if given is None:
        raise NumberUnclear(text, is_ambiguous=True)
    return sign if given == sign else None


def _join(bare: str, point: DecimalSign | None, text: str) -> Decimal:
    whole, _, rest = bare.rpartition(point) if point else (bare, "", "")
    group = "," if point == "." else "." if point == "," else None
    grouped = whole.replace(".", ",") if group is None else whole.replace(group, ",")
    if "," in grouped and not (_WESTERN.match(grouped) or _INDIAN.match(grouped)):
        raise NumberUnclear(text)
    if not rest.isdigit() and rest:
        raise NumberUnclear(text)
    return Decimal(f"{grouped.replace(',', '') or '0'}.{rest or '0'}")
