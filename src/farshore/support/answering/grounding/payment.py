"""Ways to pay: methods by their many names, instalments, cash on delivery."""

import re

from farshore.catalog.public import ShopPolicies
from farshore.language.text import fold
from farshore.support.answering.grounding.context import Scene, Target
from farshore.support.answering.grounding.statements import policy_evidence, state
from farshore.support.answering.grounding.wordings import MOST_COUNTRIES, is_chinese, place
from farshore.support.answering.records import (
    Claim,
    Several,
    Slot,
    Verbatim,
    Words,
)

_NOT_OFFERED = re.compile(r"\bnot?\b|\bun\w*available|不支持|不可|不提供|否|無|无|nein|nicht|non\b")

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


def payment(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    """Ways to pay, the one that was asked for first."""
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
        if is_chinese(text)
        else Words(text)
        if (" " in text and not methods_in(fold(text)))
        or fold(text) in {"credit card", "debit card", "bank transfer", "cash on delivery", "gift card"}
        else Verbatim(text)
    )


def installments(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    """Whether one can pay in parts."""
    offers = [
        t
        for t in (*policies.payment_methods, *policies.extra)
        if any(w in fold(t.text) for w in ("instal", "klarna", "afterpay", "affirm", "分期", "tabby", "parcel"))
    ]
    return [c for t in offers for c in state(t, (), scene.lang)] or payment(scene, policies, target)


def cash_on_delivery(scene: Scene, policies: ShopPolicies, target: Target | None) -> list[Claim]:
    """Whether one can pay at the door, in the country that is known."""
    own = [r for r in policies.cash_on_delivery if r.country == scene.country]
    rules = own or [r for r in policies.cash_on_delivery if scene.country is None or r.country == "*"]
    if scene.country is None and any(r.country != "*" for r in rules):
        rules = [r for r in rules if r.country != "*"]
    claims: list[Claim] = []
    for rule in rules[:MOST_COUNTRIES]:
        evidence = (policy_evidence(rule.text),)
        is_offered = rule.holds if rule.holds is not None else not _NOT_OFFERED.search(fold(rule.text.text))
        if not is_offered:
            claims.append(
                Claim("cod_no", (), evidence)
                if scene.country or rule.country == "*"
                else Claim("ship_unknown", (("country", place(rule.country)),))
            )
            continue
        claims.append(
            Claim("cod_yes", (("country", place(rule.country)),), evidence)
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
            *payment(scene, policies, target),
        ]
    return []
