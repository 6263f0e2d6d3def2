"""Policies of any shape: what can be read is typed, the rest is quoted, and nothing crashes."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farshore.catalog.importing.errors import PoliciesUnreadable
from farshore.catalog.importing.policies import PolicyReading, read_document, read_policies
from farshore.catalog.listing.policies import CountryText, Lane, PolicyText, ShopPolicies
from farshore.platform.tables.errors import FileEmpty, FileNotATable

pytestmark = pytest.mark.unit

FIXTURES = Path(__file__).parents[1] / "fixtures/catalog_importing"


def _read(value: Any, currency: str = "EUR") -> PolicyReading:
    return read_policies(json.dumps(value, ensure_ascii=False).encode(), currency=currency)


def _file(name: str, currency: str) -> PolicyReading:
    return read_policies((FIXTURES / name).read_bytes(), currency=currency, file_name=name)


def _lanes(policies: ShopPolicies) -> dict[str, Lane]:
    return {lane.country: lane for lane in policies.lanes}


def _short(lane: Lane) -> tuple[int | None, int | None, str, int | None, str, int | None, str]:
    return (
        lane.min_days, lane.max_days, lane.day_kind, lane.cost_minor, lane.currency,
        lane.free_over_minor, lane.duties,
    )  # fmt: skip


def test_chinese_keys_names_and_lists_of_countries():
    lanes = _lanes(_file("policies_zh.json", "USD").policies)

    assert {country: _short(lane) for country, lane in lanes.items()} == {
        "DE": (7, 12, "business", 690, "EUR", 8000, "included"),
        "AT": (7, 12, "business", 690, "EUR", 8000, "included"),
        "US": (8, 15, "unsaid", 0, "CNY", None, "customer"),
        "EU": (10, 15, "unsaid", 8800, "CNY", None, "unsaid"),
        "Southeast Asia": (None, None, "unsaid", None, "CNY", None, "unsaid"),
    }
    assert "FR" in lanes["EU"].countries
    assert lanes["DE"].said("时效") == PolicyText("运费.线路[0].时效", "7-12个工作日")


def test_chinese_sections():
    policies = _file("policies_zh.json", "USD").policies

    assert (policies.name, policies.currency, policies.ships_elsewhere) == (
        "海边小铺",
        "CNY",
        False,
    )
    assert policies.ships_from == PolicyText("发货地", "中国宁波")
    assert [(e.items, e.rule.text) for e in policies.exceptions] == [(("大件家具",), "走海运，45天左右，运费另计")]
    (window,) = policies.returns
    assert (window.country, window.days) == ("*", 30)
    assert window.return_shipping == PolicyText("退货.退货运费", "买家承担")
    assert [item.text for item in policies.not_returnable] == ["内衣", "定制商品"]
    assert [(w.goods, w.months) for w in policies.warranty] == [("电子产品", 12), ("其他", None)]
    assert [item.text for item in policies.payment_methods] == ["支付宝、PayPal、Visa"]
    assert policies.cash_on_delivery == (
        CountryText("SA", PolicyText("货到付款.沙特", "yes"), holds=True),
        CountryText("DE", PolicyText("货到付款.德国", "不支持"), holds=None),
    )
    assert [(c.country, c.text.text) for c in policies.customs_ids] == [
        ("BR", "CPF"),
        ("KR", "PCCC"),
    ]
    assert policies.address == PolicyText("公司.地址", "宁波市海曙区1号")
    assert policies.contact == PolicyText("公司.邮箱", "hi@shore.example")
    assert [item.text for item in policies.never_say] == ["全网最低价", "治疗"]
    assert policies.extra == (PolicyText("会员日", "每月8号九折"),)


def test_private_keys_stand_nowhere():
    for name in ("policies_zh.json", "policies_flat.json"):
        shown = repr(_file(name, "USD").policies)
        for secret in ("义乌第七厂", "只找老王", "供应商成本", "42 %", "Wenzhou", "shelf 7"):
            assert secret not in shown


def test_values_that_cannot_be_read_are_named_by_path():
    problems = _file("policies_zh.json", "USD").problems

    assert [(p.column, p.code) for p in problems if p.column] == [
        ("运费.线路[3].时效", "catalog.policy_value_unclear"),
        ("运费.线路[3].运费", "catalog.policy_value_unclear"),
    ]


def test_countries_as_keys_with_sentences_objects_and_nonsense():
    reading = _file("policies_flat.json", "USD")
    lanes = _lanes(reading.policies)

    assert {country: _short(lane) for country, lane in lanes.items()} == {
        "DE": (3, 5, "business", 690, "EUR", None, "unsaid"),
        "GB": (4, 6, "unsaid", 950, "GBP", None, "included"),
        "US": (None, 12, "business", 1500, "USD", 10000, "customer"),
        "CA": (None, 12, "business", 1500, "USD", 10000, "customer"),
        "*": (14, 21, "unsaid", 2500, "EUR", None, "unsaid"),
    }
    assert lanes["CA"].path == "delivery.US & Canada"
    assert reading.policies.not_served == (CountryText("RU", PolicyText("delivery.RU", "no"), holds=False),)


def test_what_is_not_understood_stays_as_evidence():
    extra = {text.path: text.text for text in _file("policies_flat.json", "USD").policies.extra}

    assert extra == {
        "delivery.Atlantis.days": "soon",
        "delivery.gift_wrapping": "2.50 EUR per parcel",
        "sustainability.packaging": "no plastic",
        "sustainability.offset[0]": "wind",
        "sustainability.offset[1]": "forest",
    }


def test_flat_texts_give_what_they_say():
    policies = _file("policies_flat.json", "USD").policies

    assert [(r.country, r.days, r.evidence[0].text) for r in policies.returns] == [
        ("*", 14, "14 days, unused, customer pays the way back")
    ]
    assert [(w.goods, w.months) for w in policies.warranty] == [("*", 24)]
    assert [item.text for item in policies.payment_methods] == ["Visa", "Klarna"]
    assert [item.text for item in policies.not_accepted] == ["cheque"]
    assert [c.holds for c in policies.cash_on_delivery] == [False]
    assert policies.tax_included is not None
    assert policies.tax_included.holds is True
    assert policies.contact == PolicyText("e-mail", "post@nordlys.example")
    assert policies.human_hours is not None
    assert policies.human_hours.timezone == "Europe/Oslo"
    assert policies.human_hours.week == (
        *((day, "09:00", "17:00") for day in range(4)),
        (4, "09:00", "13:00"),
    )


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ("3-5", (3, 5, "unsaid")),
        ("3 – 5 Werktage", (3, 5, "business")),
        ("3 to 5 calendar days", (3, 5, "calendar")),
        (4, (4, 4, "unsaid")),
        ([2, 9], (2, 9, "unsaid")),
        ("5～8営業日", (5, 8, "business")),
        ("영업일 기준 7일", (7, 7, "business")),
        ("1 a 2 semanas", (7, 14, "unsaid")),
        ("within 10 days", (None, 10, "unsaid")),
        ("٣-٥ أيام عمل", (3, 5, "business")),
        ("soon", (None, None, "unsaid")),
        (True, (None, None, "unsaid")),
        (-3, (None, None, "unsaid")),
    ],
)
def test_days_as_people_write_them(days: Any, expected: tuple[int | None, int | None, str]):
    (lane,) = _read({"shipping": {"lanes": [{"country": "DE", "days": days}]}}).policies.lanes

    assert (lane.min_days, lane.max_days, lane.day_kind) == expected


@pytest.mark.parametrize(
    ("returns", "days"),
    [
        ({"days": 30}, 30),
        ("30 days", 30),
        ("三十天" + " (30天)", 30),
        ("no returns", 0),
        ({"by_country": {"DE": "14 Tage"}}, 14),
        ({"DE": {"window": "2 weeks"}}, 14),
        ({"by_country": [{"country": "Germany", "days": "28"}]}, 28),
        ("不支持退货", 0),
        ({"by_country": {"DE": {"days": "a while"}}}, None),
    ],
)
def test_return_windows_in_any_shape(returns: Any, days: int | None):
    (window,) = _read({"returns": returns}).policies.returns

    assert window.days == days


@pytest.mark.parametrize(
    ("text", "week", "zone"),
    [
        ("Mon-Fri 9:00-17:00 CET", [(d, "09:00", "17:00") for d in range(5)], "Europe/Berlin"),
        (
            "周一至周五 9:00-18:00 北京时间",
            [(d, "09:00", "18:00") for d in range(5)],
            "Asia/Shanghai",
        ),
        ("daily 8am-10pm", [(d, "08:00", "22:00") for d in range(7)], None),
        ("平日 10:00〜18:00", [(d, "10:00", "18:00") for d in range(5)], None),
        ("Sat–Sun 10-12", [(5, "10:00", "12:00"), (6, "10:00", "12:00")], None),
        ("whenever we are awake", [], None),
    ],
)
def test_human_hours_are_typed_or_only_quoted(text: str, week: list[Any], zone: str | None):
    hours = _read({"human_hours": text}).policies.human_hours

    assert hours is not None
    assert (hours.text.text, list(hours.week), hours.timezone) == (text, week, zone)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", FileEmpty),
        (b"  \n", FileEmpty),
        (b"[1, 2]", PoliciesUnreadable),
        (b"{'name': 1}", PoliciesUnreadable),
        (b'"text"', PoliciesUnreadable),
        (b"[" * 100_000, PoliciesUnreadable),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), FileNotATable),
    ],
)
def test_what_is_no_policy_file_is_refused(data: bytes, error: type[Exception]):
    with pytest.raises(error):
        read_policies(data, currency="EUR")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_policies_read_the_same_in_every_encoding(encoding: str):
    text = (FIXTURES / "policies_zh.json").read_text(encoding="utf-8")

    assert read_policies(text.encode(encoding), currency="USD") == _file("policies_zh.json", "USD")


PRIVATE_KEYS = ["supplier", "成本", "margin", "备注", "原価", "proveedor"]
WORDS = st.sampled_from(
    ["shipping", "lanes", "country", "DE", "days", "cost", "free_over", "returns", "by_country",
     "warranty", "human_hours", "week", "mon", "退货", "运费", "exceptions", "items", "rule", "duties",
     "payment", "company", "currency", "x"]
)  # fmt: skip
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | WORDS | st.text(max_size=12)
SHAPES = st.dictionaries(
    WORDS,
    st.recursive(
        SCALARS,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4),
        max_leaves=12,
    ),
    max_size=6,
)


@settings(deadline=None)
@given(shape=SHAPES)
def test_any_shape_is_read_without_crashing_and_twice_alike(shape: dict[str, Any]):
    reading = _read(shape)

    assert reading == _read(shape)
    for lane in reading.policies.lanes:
        assert lane.cost_minor is None or lane.cost_minor >= 0


@settings(deadline=None)
@given(
    value=st.text("abcdefghij", min_size=10, max_size=14),
    key=st.sampled_from(PRIVATE_KEYS),
)
def test_a_private_key_is_never_shown_wherever_it_stands(value: str, key: str):
    lane = {"country": "DE", "days": 3, key: value}
    shape = {
        "shipping": {"lanes": [lane], key: value},
        "returns": {"DE": {"days": 3, key: value}},
        key: {"a": value},
    }

    assert value not in repr(_read(shape).policies)


@pytest.mark.parametrize(
    "number", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 300, "9" * 5_000], ids=lambda n: n[:9]
)
def test_a_number_beyond_all_measure_is_quoted(number: str):
    lanes = f'[{{"country": "DE", "cost": {number}, "min_days": {number}, "max_days": {number}}}]'
    text = f'{{"returns": {{"DE": {{"days": {number}}}}}, "shipping": {{"lanes": {lanes}}}}}'.encode()
    policies = read_policies(text, currency="EUR").policies

    assert policies.lanes[0].max_days is None
    assert all(window.days is None for window in policies.returns)
    json.dumps(read_document(text), allow_nan=False)


def test_what_no_database_keeps_is_left_out():
    text = rb'{"warranty": "2 \ud800years\u0000", "co\u0000st": "3.37"}'

    assert read_document(text) == {"warranty": "2 years", "cost": "3.37"}
    assert "3.37" not in repr(read_policies(text, currency="EUR").policies)
