"""Days, costs, duties and lengths of time out of what sellers write into a policy file."""

import re
from dataclasses import dataclass

from farshore.catalog.importing.policy_nodes import Node, names_of
from farshore.catalog.listing.policies import DayKind, Duties
from farshore.platform.tables.money import Money, MoneyUnclear, find_currency, to_money
from farshore.platform.tables.names import to_name
from farshore.platform.tables.numbers import to_plain_digits

_BUSINESS = re.compile(
    r"business|working|work days|werktag|arbeitstag|工作日|工作天|営業日|평일|영업일|jours? ouvr|h[áa]biles|laborable|dias? [úu]teis|lavorativ"
    r"|werkdag|roboczy|рабоч|iş günü|ngày làm việc|hari kerja|วันทำการ|أيام عمل|कार्य"
)
_CALENDAR = re.compile(r"calendar|kalender|自然日|日历日|暦日|calendaire|naturales|corridos")
_FREE = re.compile(
    r"^(free( shipping| delivery)?|no charge|gratis|kostenlos|kostenfrei|gratuite?|grátis|gratuito|免费|免費|免运费|免運費|包邮|包郵|無料|무료"
    r"|бесплатно|ücretsiz|miễn phí|ฟรี|مجاني|0)$"
)
_NUMBERS = re.compile(r"\d+")
_AMOUNTS = re.compile(r"\d(?:[\d.,' ]*\d)?")
_SPAN = re.compile(r"(\d+)\s*(?:-|~|–|—|to|bis|à|a|até|至|到|から|에서)\s*(\d+)")
_DAY_WORD = re.compile(
    r"(\d+)\s*-?\s*(?:(?:business|working|calendar|work)\s+)?(?:days?\b|tage?n?\b|werktage?|jours?|d[ií]as?|giorni|dagen|dni|дн|天|日|工作日|営業日|일|gün|ngày|hari|วัน|يوم)"
)
_WEEK_WORD = re.compile(r"weeks?|wochen?|semaines?|semanas?|settiman|周|星期|週|주")
_MONTH_WORD = re.compile(
    r"months?|monate?|mois|mes(es)?\b|mesi|个月|個月|月|ヶ月|か月|カ月|개월|месяц|ay\b|tháng|bulan|เดือน|mth"
)
_YEAR_WORD = re.compile(
    r"years?|jahre?n?|ans?\b|ann[ée]es?|años?|anos?|anni|年|년|год|лет|yıl|năm|tahun|ปี|yr"
)
_LIFETIME = re.compile(r"life\s*time|lebenslang|à vie|de por vida|终身|終身|永久|평생")
_NO_DAYS = re.compile(
    r"^(no|none|no returns?|not accepted|not possible|final sale|never|nein|keine|non|aucun|ninguna?|不退|不退换|不支持|不支持退货|不可退|无|不可|なし|不可能|불가)\b|^(不支持|不可|不能)"
)
_DAYS_IN_WEEK = 7


@dataclass(frozen=True, slots=True)
class DaySpan:
    """From so many days to so many; both None when nothing was read."""

    low: int | None = None
    high: int | None = None
    kind: DayKind = "unsaid"


def read_days(node: Node) -> DaySpan:
    """ "3-5", 4, [3, 5], "3 to 5 business days", "2 weeks", {"min": 3, "max": 5}, "5-8个工作日"."""
    kind = day_kind(f"{node.key} {node.text()}")
    value = node.value
    if isinstance(value, bool) or value is None:
        return DaySpan()
    if isinstance(value, int | float):
        return DaySpan(int(value), int(value), kind) if value == int(value) >= 0 else DaySpan()
    if isinstance(value, dict):
        low, high = node.find("min_days"), node.find("max_days")
        both = [read_days(child).high for child in (low, high) if child is not None]
        return DaySpan(both[0], both[-1], kind) if both else DaySpan(kind=kind)
    text = " - ".join(map(str, value)) if isinstance(value, list) else value
    return _days_in(to_plain_digits(text).casefold(), kind)


def _days_in(text: str, kind: DayKind) -> DaySpan:
    span = _SPAN.search(text)
    numbers = [int(n) for n in (span.groups() if span else _NUMBERS.findall(text)[:1])]
    if not numbers or max(numbers) > 1_000:
        return DaySpan(kind=kind)
    if _WEEK_WORD.search(text):
        numbers = [number * _DAYS_IN_WEEK for number in numbers]
    elif (_MONTH_WORD.search(text) or _YEAR_WORD.search(text)) and not _DAY_WORD.search(text):
        return DaySpan(kind=kind)
    low, high = min(numbers), max(numbers)
    is_at_most = re.search(
        r"up to|within|at most|bis zu|max|以内|内|最多|以內|jusqu|hasta|이내", text
    )
    return DaySpan(None if is_at_most and low == high else low, high, kind)


def read_window_days(node: Node) -> int | None:
    """Length of a return window in days; 0 when there is none; None when it is not said in days."""
    if node.value is False or (
        isinstance(node.value, str) and _NO_DAYS.match(node.value.strip().casefold())
    ):
        return 0
    return read_days(node).high


def day_kind(text: str) -> DayKind:
    """Whether words say business or calendar days."""
    low = to_plain_digits(text).casefold().replace("_", " ")
    if _BUSINESS.search(low):
        return "business"
    return "calendar" if _CALENDAR.search(low) else "unsaid"


def read_cost(node: Node, currency: str) -> Money | None:
    """6.9, "6.90 EUR", "free", {"amount": 6.9, "currency": "EUR"}; None when it is no amount."""
    value = node.value
    if isinstance(value, bool) or value is None:
        return Money(0, currency) if value is True and to_name(node.key) == "free" else None
    if isinstance(value, dict):
        amount, code = node.find("cost"), node.find("currency")
        return read_cost(amount, code.text() if code else currency) if amount else None
    if isinstance(value, str) and _FREE.match(value.strip().casefold()):
        return Money(0, currency)
    try:
        return to_money(
            node.text(), currency=currency, decimal="." if isinstance(value, float) else None
        )
    except MoneyUnclear:
        return _only_amount(node.text(), currency)


def _only_amount(text: str, currency: str) -> Money | None:
    """The amount in words such as "满80 EUR" or "flat 12.90 per parcel", when it is the only number."""
    plain = to_plain_digits(text)
    numbers = _AMOUNTS.findall(plain)
    if len(numbers) != 1:
        return None
    code = find_currency(plain, currency=currency) or currency
    try:
        return to_money(numbers[0], currency=code)
    except MoneyUnclear:
        return None


def read_duties(node: Node | None) -> Duties:
    """Who pays duties: none are due, the customer, or they are in the price; else only the text says it."""
    if node is None or not node.is_said:
        return "unsaid"
    if node.value is False:
        return "none"
    text = to_name(node.text())
    for duties, pattern in _DUTIES:
        if pattern.search(text):
            return duties
    return "text"


_DUTIES: tuple[tuple[Duties, re.Pattern[str]], ...] = (
    (
        "none",
        re.compile(
            r"^(none|no|no duties|no customs|n/a|not applicable|keine|aucune?|ninguno|无|無|免关税|无关税|なし|없음)$"
        ),
    ),
    (
        "included",
        re.compile(
            r"^(ddp|included|include|prepaid|paid by us|we pay|seller pays|shop pays|inklusive|inbegriffen|compris|incluido|包税|含税|已含|双清包税|込み|포함)"
        ),
    ),
    (
        "customer",
        re.compile(
            r"^(dap|ddu|customer|customers|buyer|recipient|receiver|not included|customer pays|buyer pays|paid by (the )?(customer|buyer|recipient)"
            r"|kunde|käufer|client|cliente|comprador|买家|客户|顾客|收件人|自理|客人|買家|客戶|お客様|購入者|구매자|고객)"
        ),
    ),
)


def read_months(text: str) -> int | None:
    """Length in months: "24 months", "2 years", "一年" is not read; None when lifetime or unsaid."""
    plain = to_plain_digits(text).casefold()
    if _LIFETIME.search(plain):
        return None
    found = _NUMBERS.search(plain)
    if found is None:
        return _months_in_words(plain)
    number = int(found.group(0))
    rest = plain[found.end() :].lstrip(" -")
    if _YEAR_WORD.match(rest):
        return number * 12
    return number if _MONTH_WORD.match(rest) else None


def _months_in_words(text: str) -> int | None:
    words = {
        "一年": 12,
        "两年": 24,
        "二年": 24,
        "三年": 36,
        "五年": 60,
        "半年": 6,
        "one year": 12,
        "two years": 24,
    }
    return next((months for word, months in words.items() if word in text), None)


def is_named(node: Node, *canonical: str) -> bool:
    """Whether a member goes by one of the names of a field."""
    return any(to_name(node.key) in names_of(field) for field in canonical)
