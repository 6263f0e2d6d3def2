"""Returns, warranty, payment, order changes, people and the shop itself: the sub-rule that was asked, from the policies."""

import re
from collections.abc import Callable, Sequence

import numpy as np

from farshore.catalog.public import CountryReturns, Measure, PolicyText, Quantity, ShopPolicies
from farshore.language.lexicon import recogniser
from farshore.language.text import fold, is_spaceless
from farshore.support.answering.clauses import pieces
from farshore.support.answering.grounding.context import Scene, Target
from farshore.support.answering.grounding.extras import nearest_policy
from farshore.support.answering.grounding.shipping import ground_shipping, ground_ships_from, names_product
from farshore.support.answering.grounding.statements import holds, policy_evidence, state
from farshore.support.answering.records import (
    Claim,
    Country,
    Days,
    Grounded,
    Said,
    ScoredLabel,
    Several,
    Slot,
    Typed,
    Verbatim,
    Words,
)

_NOT_OFFERED = re.compile(r"\bnot?\b|\bun\w*available|不支持|不可|不提供|否|無|无|nein|nicht|non\b")
_CONDITIONS = (
    "condition_unused",
    "condition_original_packaging",
    "condition_tags",
    "condition_unwashed",
    "condition_complete",
)
_FAULTY = ("faulty_report_days", "faulty_we_pay", "faulty_person")
_MOST_COUNTRIES = 6

_MADE_TO_ORDER = (
    "personal",
    "custom",
    "engrav",
    "monogram",
    "made to order",
    "made-to-order",
    "bespoke",
    "定制",
    "刻字",
    "定做",
)
"""Words for goods made for one person: a rule about them means products that are called so."""

Ground = Callable[[Scene, ShopPolicies, Target | None], list[Claim]]


def ground_policy(scene: Scene, label: ScoredLabel, target: Target | None) -> Grounded:
    """Claims for a policy intent; "not stated" and a person when the policies are silent."""
    if label.id in {"shipping_time", "shipping_cost", "shipping_where", "duties"}:
        return ground_shipping(scene, label, target)
    if label.id == "ships_from":
        return ground_ships_from(scene, label)
    policies = scene.shop.policies
    claims = _GROUNDS[label.id](scene, policies, target) if policies is not None and label.id in _GROUNDS else []
    if not claims and policies is not None:
        claims = nearest_policy(scene, policies)
    if claims:
        return Grounded(label.id, tuple(dict.fromkeys(claims)), confidence=round(min(1.0, 0.4 + 0.6 * label.score), 3))
    return Grounded(label.id, (Claim("not_stated_general"),), "not_in_data", label.score, is_answer=False)


def _text(text: PolicyText | None, keys: Sequence[str], lang: str) -> list[Claim]:
    return state(text, keys, lang) if text is not None else []


# -- returns


def returns_in(policies: ShopPolicies, country: str | None) -> list[CountryReturns]:
    """Rules of a country: its own, else of its region, else everywhere else's; all when no country is known."""
    if country is None:
        return list(policies.returns)
    own = [r for r in policies.returns if r.country == country or country in r.countries]
    return own or [r for r in policies.returns if r.country == "*"]


def excluded(policies: ShopPolicies, target: Target | None) -> PolicyText | None:
    """The line that says that this product cannot be returned."""
    if target is None:
        return None
    return next((t for t in policies.not_returnable if _names_wholly(t.text, target)), None)


def _names_wholly(item: str, target: Target) -> bool:
    """Whether "earrings" or a handle names the product; "opened cosmetics" and "personalised items" are about a state."""
    folded = fold(item)
    if any(word in folded for word in _MADE_TO_ORDER):
        record = target.product.record
        own = fold(" ".join([record.handle, record.title, record.kind, *record.tags]))
        return any(word in own for word in _MADE_TO_ORDER)
    if any(
        word in folded for word in ("opened", "used", "worn", "sale", "lit", "washed", "拆", "开封", "特价", "使用过")
    ):
        return False
    return names_product(item, target)


def _return_window(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    barred = excluded(policies, target)
    if barred is not None:
        return [
            Claim(
                "this_not_returnable",
                (("quote", Words(barred.text)),),
                (policy_evidence(barred),),
                target.product.record.title if target else None,
            )
        ]
    claims: list[Claim] = _exclusion_claims(_named_exclusions(scene, policies))
    rules = returns_in(policies, scene.country)
    if claims and len({r.days for r in rules}) > 1:
        return claims
    alike = {(r.days, r.day_kind) for r in rules}
    for rule in rules[: 1 if len(alike) == 1 else _MOST_COUNTRIES]:
        claims += _window_claims(scene, policies, rule, is_single=len(alike) == 1)
    if len(rules) == 1 or len({r.return_shipping.text if r.return_shipping else "" for r in rules}) == 1:
        claims += _text(
            rules[0].return_shipping if rules else None, ("return_customer_pays", "return_free"), scene.lang
        )
    return claims


def _window_claims(scene: Scene, policies: ShopPolicies, rule: CountryReturns, *, is_single: bool) -> list[Claim]:
    evidence = tuple(policy_evidence(t) for t in rule.evidence[:2])
    place: Slot = (
        Country(rule.country) if rule.country not in {"*", ""} and len(rule.country) == 2 else Words(rule.country)
    )
    if rule.days is None:
        return [c for t in rule.evidence[:1] for c in state(t, (), scene.lang)]
    if rule.days == 0:
        shown: Slot = place if rule.country != "*" else Country(scene.country or "")
        return [Claim("return_none", (("country", shown),), evidence)]
    days = Days(rule.days, None, rule.day_kind)
    if not is_single and rule.country != "*":
        return [Claim("return_days_country", (("country", place), ("days", days)), evidence)]
    starts = fold(policies.window_starts.text) if policies.window_starts else ""
    key = "return_days"
    if any(w in starts for w in ("deliver", "receipt", "receiv", "签收", "收到", "收货", "arriv")):
        key = "return_days_delivery"
    elif any(w in starts for w in ("order", "purchase", "下单", "购买")):
        key = "return_days_order"
    return [Claim(key, (("days", days),), evidence)]


def _return_cost(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    barred = excluded(policies, target)
    if barred is not None:
        return _return_window(scene, policies, target)
    rules = [r for r in returns_in(policies, scene.country) if r.return_shipping is not None]
    texts = {r.return_shipping.text for r in rules if r.return_shipping}
    if len(texts) == 1:
        return _text(rules[0].return_shipping, ("return_customer_pays", "return_free"), scene.lang)
    claims: list[Claim] = []
    for rule in rules[:_MOST_COUNTRIES]:
        for claim in _text(rule.return_shipping, ("return_customer_pays", "return_free"), scene.lang):
            slots: tuple[tuple[str, Slot], ...] = (
                ("scope", _place(rule.country)),
                ("value", Said(claim.key, claim.slots)),
            )
            claims.append(Claim("scope_value", slots, claim.evidence))
    return claims


def _place(code: str) -> Slot:
    return Country(code) if len(code) == 2 and code.isupper() else Words(code)


def _return_condition(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    del target
    claims = _text(policies.condition, _CONDITIONS, scene.lang)
    return claims + _excluded_list(scene, policies)


def _excluded_list(scene: Scene, policies: ShopPolicies) -> list[Claim]:
    del scene
    if not policies.not_returnable:
        return []
    items: Slot = Several(tuple(Words(t.text, "zh" if _is_chinese(t.text) else "en") for t in policies.not_returnable))
    return [Claim("not_returnable", (("items", items),), tuple(policy_evidence(t) for t in policies.not_returnable))]


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= c <= "\u9fff" for c in text)


def _return_excluded(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    if excluded(policies, target) is not None:
        return _return_window(scene, policies, target)
    named = _named_exclusions(scene, policies)
    if named:
        return _exclusion_claims(named)
    listed = _excluded_list(scene, policies)
    return [*_return_window(scene, policies, target), *listed]


def _exclusion_claims(texts: Sequence[PolicyText]) -> list[Claim]:
    if not texts:
        return []
    items: Slot = Several(tuple(Words(t.text, "zh" if _is_chinese(t.text) else "en") for t in texts))
    return [Claim("not_returnable", (("items", items),), tuple(policy_evidence(t) for t in texts))]


def _named_exclusions(scene: Scene, policies: ShopPolicies) -> list[PolicyText]:
    """Lines of what cannot be returned that share a term with the clause ("opened", "personalised")."""
    said = {term.id for _, _, term in recogniser(scene.lang).find(scene.clause.folded) if term.kind != "connector"}
    found = _near_exclusions(scene, policies)
    for text in policies.not_returnable:
        folded = fold(text.text)
        source = "zh-Hans" if any(is_spaceless(c) for c in folded) else "en"
        if text not in found and said & {
            term.id for _, _, term in recogniser(source).find(folded) if term.kind != "connector"
        }:
            found.append(text)
    return found


_EXCLUSION_FROM = 0.36
_EXCLUSION_LEAD = 0.15


def _near_exclusions(scene: Scene, policies: ShopPolicies) -> list[PolicyText]:
    """The line of what cannot be returned that means nearly what the message tells ("I already washed it")."""
    if scene.policy_texts is None or not policies.not_returnable:
        return []
    texts = [t.text for t in policies.not_returnable]
    said = [piece.text for piece in pieces(scene.message, scene.lang)] or [scene.message]
    scores = np.max([scene.policy_texts(texts, one) for one in said], axis=0)
    best = int(scores.argmax())
    others = np.delete(scores, best)
    lead = float(scores[best]) - float(others.max()) if len(others) else 1.0
    near = float(scores[best]) >= _EXCLUSION_FROM and lead >= _EXCLUSION_LEAD
    return [policies.not_returnable[best]] if near else []


def _refund(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    del target
    return _text(policies.refund, ("refund_days", "refund_days_plain", "refund_original", "refund_credit"), scene.lang)


def _exchange(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    if policies.exchange is not None:
        return _text(policies.exchange, ("exchange_no", "exchange_free", "exchange_yes"), scene.lang)
    del target
    return []


def _faulty(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    del target
    return _text(policies.faulty, _FAULTY, scene.lang)


def _return_how(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    return [*_return_window(scene, policies, target), *_text(policies.condition, _CONDITIONS, scene.lang)]


# -- warranty, payment


def _warranty(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    claims: list[Claim] = []
    fitting = [
        w
        for w in policies.warranty
        if target is not None and w.goods not in {"*", ""} and names_product(w.goods, target)
    ]
    general = [w for w in policies.warranty if w.goods in {"*", ""} or _is_general(w.goods)]
    if target is None and len(policies.warranty) > 1:
        general = []
    for warranty in fitting or general or list(policies.warranty):
        evidence = (policy_evidence(warranty.text),)
        if warranty.months == 0 or holds(warranty.text, "warranty_none"):
            claims.append(Claim("warranty_none", (), evidence))
        elif warranty.months is not None:
            unit, count = (
                ("year", warranty.months // 12)
                if warranty.months % 12 == 0 and "year" in fold(warranty.text.text)
                else ("month", warranty.months)
            )
            duration: Slot = Typed(Measure((Quantity(float(count)),), unit))
            if warranty in general or fitting:
                claims.append(Claim("warranty", (("duration", duration),), evidence))
            else:
                goods: Slot = Words(warranty.goods, "zh" if _is_chinese(warranty.goods) else "en")
                claims.append(Claim("warranty_goods", (("goods", goods), ("duration", duration)), evidence))
        else:
            claims += state(warranty.text, (), scene.lang)
    return claims


def _is_general(goods: str) -> bool:
    folded = fold(goods)
    return any(word in folded for word in ("all", "every", "全部", "所有", "全店", "general", "standard"))


_METHODS = {
    "paypal": ("paypal", "贝宝"), "visa": ("visa",), "mastercard": ("mastercard", "master card", "万事达"), "amex": ("amex", "american express"),
    "klarna": ("klarna",), "apple pay": ("apple pay", "applepay"), "google pay": ("google pay", "googlepay", "gpay"),
    "alipay": ("alipay", "支付宝", "支付寶"), "wechat pay": ("wechat", "微信"), "ideal": ("ideal",), "sofort": ("sofort",),
    "boleto": ("boleto",), "pix": ("pix",), "mercado pago": ("mercado pago", "mercadopago"), "oxxo": ("oxxo",),
    "stripe": ("stripe",), "bank transfer": ("bank transfer", "wire", "uberweisung", "virement", "transferencia", "bonifico", "przelew", "havale", "overboeking", "银行转账", "銀行", "振込", "계좌이체", "transfer bank", "chuyen khoan", "โอน", "تحويل بنكي", "банковский перевод"),
    "credit card": ("credit card", "kreditkarte", "carte bancaire", "carte de credit", "tarjeta", "carta di credito", "cartao", "creditcard", "karta", "karte", "kredi karti", "信用卡", "クレジット", "신용카드", "카드", "บัตรเครดิต", "the tin dung", "kartu kredit", "بطاقه", "क्रेडिट", "кредитн", "карт"),
    "debit card": ("debit", "借记卡"), "bitcoin": ("bitcoin", "btc", "crypto", "krypto", "usdt", "比特币", "крипт"), "afterpay": ("afterpay",), "affirm": ("affirm",),
    "invoice": ("auf rechnung", "rechnungskauf", "kauf auf rechnung"), "blik": ("blik",), "bancontact": ("bancontact",), "giropay": ("giropay",),
    "upi": ("upi", "phonepe", "paytm"), "gcash": ("gcash",), "konbini": ("konbini", "コンビニ"), "paypay": ("paypay",), "kakao pay": ("kakao", "카카오"), "line pay": ("line pay", "linepay"),
    "mada": ("mada", "مدي"), "tabby": ("tabby", "تابي"), "cheque": ("cheque", "check payment"), "western union": ("western union",), "shop pay": ("shop pay",), "qiwi": ("qiwi",), "momo": ("momo",), "ovo": ("ovo",), "gopay": ("gopay",), "dana": ("dana",), "qris": ("qris",), "promptpay": ("promptpay",), "truemoney": ("truemoney",),
}  # fmt: skip
_CARDS = frozenset({"visa", "mastercard", "amex", "credit card", "debit card"})


def methods_in(folded: str) -> list[str]:
    """Payment methods that a folded text names."""
    padded = f" {folded} "
    found: list[str] = []
    for method, names in _METHODS.items():
        for name in names:
            is_word = name.isascii() and len(name) <= 5
            if (
                (f" {name} " in padded.replace("?", " ").replace(",", " ").replace(".", " "))
                if is_word
                else (name in folded)
            ):
                found.append(method)
                break
    return found


def _payment(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    del target
    asked = methods_in(scene.clause.folded)
    claims: list[Claim] = []
    taken = {m: t for t in policies.payment_methods for m in methods_in(fold(t.text))}
    refused = {m: t for t in policies.not_accepted for m in methods_in(fold(t.text))}
    for method in asked[:3]:
        slot: tuple[tuple[str, Slot], ...] = (("method", Verbatim(method.title() if method not in {"upi"} else "UPI")),)
        if method in refused:
            claims.append(Claim("payment_no", slot, (policy_evidence(refused[method]),)))
        elif method in taken:
            claims.append(Claim("payment_yes", slot, (policy_evidence(taken[method]),)))
        elif method == "credit card" and _CARDS & set(taken):
            continue
        elif policies.payment_methods:
            claims.append(Claim("payment_no", slot, tuple(policy_evidence(t) for t in policies.payment_methods)))
    if policies.payment_methods:
        methods: Slot = Several(tuple(_method(t.text) for t in policies.payment_methods))
        claims.append(
            Claim("payment", (("methods", methods),), tuple(policy_evidence(t) for t in policies.payment_methods))
        )
    return claims


def _method(text: str) -> Slot:
    return (
        Words(text, "zh")
        if _is_chinese(text)
        else Words(text)
        if (" " in text and not methods_in(fold(text)))
        or fold(text) in {"credit card", "debit card", "bank transfer", "cash on delivery", "gift card"}
        else Verbatim(text)
    )


def _installments(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    offers = [
        t
        for t in (*policies.payment_methods, *policies.extra)
        if any(w in fold(t.text) for w in ("instal", "klarna", "afterpay", "affirm", "分期", "tabby", "parcel"))
    ]
    return [c for t in offers for c in state(t, (), scene.lang)] or _payment(scene, policies, target)


def _cash_on_delivery(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    own = [r for r in policies.cash_on_delivery if r.country == scene.country]
    rules = own or [r for r in policies.cash_on_delivery if scene.country is None or r.country == "*"]
    if scene.country is None and any(r.country != "*" for r in rules):
        rules = [r for r in rules if r.country != "*"]
    claims: list[Claim] = []
    for rule in rules[:_MOST_COUNTRIES]:
        evidence = (policy_evidence(rule.text),)
        is_offered = rule.holds if rule.holds is not None else not _NOT_OFFERED.search(fold(rule.text.text))
        if not is_offered:
            claims.append(
                Claim("cod_no", (), evidence)
                if scene.country or rule.country == "*"
                else Claim("ship_unknown", (("country", _place(rule.country)),))
            )
            continue
        claims.append(
            Claim("cod_yes", (("country", _place(rule.country)),), evidence)
            if rule.country != "*"
            else Claim("cod_yes_general", (), evidence)
        )
        if rule.holds is None and any(c.isdigit() for c in rule.text.text):
            claims += state(rule.text, (), scene.lang)
    if claims:
        return claims
    words = ("cash on delivery", "cod", "货到付款", "nachnahme", "contra reembolso")
    for text in policies.not_accepted:
        if any(w in fold(text.text) for w in words):
            return [Claim("cod_no", (), (policy_evidence(text),))]
    for text in policies.payment_methods:
        if any(w in fold(text.text) for w in words):
            return [Claim("cod_yes_general", (), (policy_evidence(text),))]
    if policies.payment_methods:
        return [
            Claim("cod_no", (), tuple(policy_evidence(t) for t in policies.payment_methods)),
            *_payment(scene, policies, target),
        ]
    return []


# -- the order, the people, the shop


def _tracking(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    del target
    return _text(policies.tracking, ("tracking_mail", "tracking_no", "tracking_yes"), scene.lang)


def _express(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    claims = _text(policies.express, ("express_no", "express_yes"), scene.lang)
    if policies.express is not None and any(c.key == "express_yes" for c in claims):
        claims = [
            *claims,
            Claim("quote", (("quote", Words(policies.express.text)),), (policy_evidence(policies.express),)),
        ]
    if not claims:
        lanes = [lane for lane in policies.lanes if "express" in fold(lane.method) or "加急" in lane.method]
        if lanes:
            return list(ground_shipping(scene, ScoredLabel("shipping_time", 0.8, "rule"), target).claims)
    return claims


def _customs_id(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    del target
    rules = [r for r in policies.customs_ids if scene.country is None or r.country in {scene.country, "*"}]
    return [
        Claim("customs_id", (("country", _place(r.country)), ("id", Verbatim(r.text.text))), (policy_evidence(r.text),))
        for r in rules
    ]


def _tax(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    claims: list[Claim] = []
    rule = policies.tax_included
    if rule is not None and rule.holds is not None:
        claims.append(Claim("tax_included" if rule.holds else "tax_excluded", (), (policy_evidence(rule.text),)))
    elif rule is not None:
        claims += state(rule.text, ("tax_excluded", "tax_included"), scene.lang)
    if scene.country is None and claims:
        return claims
    duties = ground_shipping(scene, ScoredLabel("duties", 0.8, "rule"), target)
    return claims + (list(duties.claims) if duties.is_answer else [])


def _order_change(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    del target
    return _text(policies.order_changes, ("address_until_dispatch", "change_until_dispatch"), scene.lang)


def _order_cancel(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    del target
    text = policies.cancellation or policies.order_changes
    claims = _text(text, ("cancel_hours", "cancel_until_dispatch", "change_until_dispatch"), scene.lang)
    return claims if policies.cancellation or any(c.key.startswith("cancel") for c in claims) else []


def _hours(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    del target, scene
    hours = policies.human_hours
    return (
        [Claim("human_hours", (("hours", Verbatim(hours.text.text)),), (policy_evidence(hours.text),))] if hours else []
    )


def _company(text: PolicyText | None) -> PolicyText | None:
    """The name alone, of a company written as "legal_name: …; address: …"."""
    if text is None or ":" not in text.text:
        return text
    parts = dict(part.split(":", 1) for part in text.text.split(";") if ":" in part)
    named = next((v.strip() for k, v in parts.items() if "name" in k or "名" in k), None)
    return PolicyText(text.path, named) if named else text


def _identity(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    claims: list[Claim] = []
    for key, slot, text in (
        ("company", "company", _company(policies.company)),
        ("company_address", "address", policies.address),
        ("company_contact", "contact", policies.contact),
    ):
        if text is not None:
            claims.append(Claim(key, ((slot, Verbatim(text.text)),), (policy_evidence(text),)))
    if not claims and policies.ships_from is not None:
        return list(ground_ships_from(scene, ScoredLabel("ships_from", 0.8, "rule")).claims)
    del target
    return claims


def _extra(*words: str) -> Ground:
    """A policy that has no field of its own: found among the other keys by its words."""

    def ground(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
        del target
        found = [t for t in policies.extra if any(w in fold(f"{t.path} {t.text}") for w in words)]
        return [c for t in found[:2] for c in state(t, (), scene.lang)]

    return ground


_GROUNDS: dict[str, Ground] = {
    "express": _express, "tracking": _tracking, "customs_id": _customs_id, "tax_included": _tax,
    "delivery_carrier": _extra("carrier", "courier", "po box", "locker", "dhl", "快递", "承运", "物流"),
    "return_window": _return_window, "return_cost": _return_cost, "return_condition": _return_condition,
    "return_excluded": _return_excluded, "return_how": _return_how, "exchange": _exchange, "refund": _refund,
    "warranty": _warranty, "faulty_policy": _faulty, "payment": _payment, "cash_on_delivery": _cash_on_delivery,
    "installments": _installments, "order_change": _order_change, "order_cancel": _order_cancel,
    "invoice": _extra("invoice", "receipt", "vat", "发票"), "human_hours": _hours, "shop_identity": _identity,
}  # fmt: skip
