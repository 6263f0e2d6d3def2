"""Delivery: lanes by country, cost, free shipping, duties, exceptions for single goods, tracking, express."""

import re
from collections.abc import Sequence
from decimal import Decimal

from babel.numbers import get_currency_precision, list_currencies

from farshore.catalog.public import Lane, PolicyText, ShippingException, ShopPolicies, find_place
from farshore.language.lexicon import recogniser
from farshore.language.places import find_codes, find_countries
from farshore.language.render.locale import is_country
from farshore.language.text import fold, is_spaceless
from farshore.support.answering.grounding.context import Scene, Target
from farshore.support.answering.grounding.statements import holds, policy_evidence, state
from farshore.support.answering.records import (
    Claim,
    Country,
    Days,
    Evidence,
    Grounded,
    Money,
    ScoredLabel,
    Several,
    Slot,
    Verbatim,
    Words,
)

_MOST_LANES = 6
_LANGUAGE_COUNTRY = {
    "ja": "JP", "ko": "KR", "th": "TH", "vi": "VN", "id": "ID", "tr": "TR", "pl": "PL", "it": "IT", "zh-Hant": "TW",
    "pt-BR": "BR", "nl": "NL", "ru": "RU", "hi": "IN", "de": "DE", "fr": "FR",
}  # fmt: skip
"""A language whose country has the shop's only lane in that language speaks of it; the answer names the country."""
_FLAT = re.compile(
    r"(?:flat|only|运费|统一)\D{0,16}?(?P<a>\d+(?:[.,]\d{1,2})?)\s*(?P<c>[a-z]{3}|[€$£¥])?|(?P<c2>[€$£¥])\s*(?P<a2>\d+(?:[.,]\d{1,2})?)"
)
_PRICED = re.compile(
    r"(?P<a>\d+(?:[.,]\d{1,2})?)\s*(?P<c>[a-z]{3}|[€$£¥])(?![a-z])|(?P<c2>[€$£¥])\s*(?P<a2>\d+(?:[.,]\d{1,2})?)"
)
"""An amount with its currency: in a rule that names places it is what shipping there costs ("to JP 35.00 USD")."""
_REGION_WORDS = re.compile(r"[A-Z]{2,5}|Europe|European Union|欧盟|欧洲|北美|东南亚|中东|海湾")
_LISTED_CODES = re.compile(r"(?<![A-Za-z])[A-Z]{2}(?:\s*(?:[、,，/&]|and|or|和|或)\s*[A-Z]{2}(?![A-Za-z]))+")
_PARTS = re.compile(r"[;；。\n]|\.\s|,\s(?=(?:not|no|only)\b)")
_SURCHARGE = re.compile(r"\+\s?\d|surcharge|extra charge|additional|加收|附加|另加")
_ONLY = re.compile(
    r"\bonly (?:shipped |ships? |delivered |available |within |in |to )|仅(?:限|发|寄|配送)|只(?:发|寄|配送)"
)
_NOT_TO = re.compile(
    r"\b(?:not|no|cannot|can't|never|isn't)\b.{0,30}\b(?:ship|deliver|send|sent|available)"
    r"|nicht nach|pas vers|no se envía"
    r"|不(?:发|寄|配送|支持|能发|能寄|可寄|可发|运)|(?:无法|禁止)(?:发|寄|配送)|发不了"
)


def ground_shipping(scene: Scene, label: ScoredLabel, target: Target | None) -> Grounded:
    """Time, cost, where, duties: the part that was asked, with the one fact that saves the next question."""
    policies = scene.shop.policies
    if policies is None or (not policies.lanes and policies.other_countries is None):
        return Grounded(label.id, (Claim("not_stated_general"),), "not_in_data", label.score, is_answer=False)
    country = scene.country or _country_of_language(scene.lang, policies)
    exceptions = exceptions_for(policies, target)
    if country is None:
        return _no_country(scene, label, policies, exceptions)
    lanes = lanes_to(policies, country)
    if not lanes:
        return _no_lane(scene, label, policies, country)
    claims = _exception_claims(exceptions, country, scene)
    barred = any(c.key in {"exception_no_ship", "exception_only"} for c in claims)
    if not barred:
        is_flat = any(c.key == "exception_flat" for c in claims)
        claims = [
            *lane_claims(label.id, lanes, country, with_cost=not is_flat),
            *claims,
            *_processing(label.id, policies, scene),
        ]
        if any(c.key == "exception_no_free" for c in claims):
            claims = [c for c in claims if c.key not in {"ship_free_over", "ship_free"}]
    confidence = min(1.0, 0.4 + 0.6 * label.score) * (1.0 if scene.is_country_said or scene.country else 0.85)
    return Grounded(label.id, tuple(claims), confidence=round(confidence, 3))


def _processing(asked: str, policies: ShopPolicies, scene: Scene) -> list[Claim]:
    """How long an order is prepared, where the seller says it under a key of their own."""
    if asked != "shipping_time":
        return []
    found = [
        t
        for t in policies.extra
        if any(w in fold(t.path) for w in ("processing", "handling", "dispatch", "发货", "备货", "处理"))
    ]
    return [c for t in found[:1] for c in state(t, (), scene.lang)]


def lanes_to(policies: ShopPolicies, country: str) -> list[Lane]:
    """Lanes of a country: its own, else of its region, else "everywhere else"."""
    own = [lane for lane in policies.lanes if lane.country == country]
    region = [lane for lane in policies.lanes if country in lane.countries]
    return own or region or [lane for lane in policies.lanes if lane.country == "*"]


def _country_of_language(lang: str, policies: ShopPolicies) -> str | None:
    country = _LANGUAGE_COUNTRY.get(lang)
    return country if country and any(country in lane.countries for lane in policies.lanes) else None


def _evidence(lane: Lane, *keys: str) -> tuple[Evidence, ...]:
    found = [said for key in keys if (said := lane.said(key)) is not None]
    chosen: Sequence[PolicyText] = found or lane.evidence
    return tuple(policy_evidence(text) for text in chosen)


def lane_claims(asked: str, lanes: Sequence[Lane], country: str, *, with_cost: bool = True) -> list[Claim]:
    """What is said of a country's lanes for what was asked; time and cost go together, since both are always wanted."""
    claims: list[Claim] = []
    place: tuple[tuple[str, Slot], ...] = (("country", Country(country)),)
    if asked == "shipping_where":
        claims.append(Claim("ship_yes", place, _evidence(lanes[0], "country")))
    for lane in lanes if asked != "duties" else ():
        claims += _time(lane, place) if asked in {"shipping_time", "shipping_where", "shipping_cost", "express"} else []
        if with_cost:
            claims += _cost(lane, place)
    if asked in {"duties", "shipping_cost", "shipping_where", "tax_included"}:
        claims += _duties(lanes, place, is_asked=asked == "duties")
    if asked == "duties" and not claims:
        claims.append(Claim("ship_unknown", place))
    return list(dict.fromkeys(claims))


def _time(lane: Lane, place: tuple[tuple[str, Slot], ...]) -> list[Claim]:
    if lane.min_days is None and lane.max_days is None:
        return []
    low = lane.min_days if lane.min_days is not None else lane.max_days
    days = Days(low or 0, lane.max_days, lane.day_kind)
    return [Claim("ship_days", (*place, ("days", days)), _evidence(lane, "min_days", "max_days", "days"))]


def _cost(lane: Lane, place: tuple[tuple[str, Slot], ...]) -> list[Claim]:
    claims: list[Claim] = []
    if lane.cost_minor == 0:
        claims.append(Claim("ship_free", place, _evidence(lane, "cost")))
    elif lane.cost_minor is not None:
        cost = Money(lane.cost_minor, lane.currency)
        claims.append(Claim("ship_cost", (*place, ("cost", cost)), _evidence(lane, "cost")))
    if lane.free_over_minor is not None and lane.cost_minor != 0:
        amount = Money(lane.free_over_minor, lane.currency)
        claims.append(Claim("ship_free_over", (("amount", amount),), _evidence(lane, "free_over")))
    return claims


def _duties(lanes: Sequence[Lane], place: tuple[tuple[str, Slot], ...], *, is_asked: bool) -> list[Claim]:
    claims: list[Claim] = []
    for lane in lanes[:1]:
        if lane.duties in {"none", "customer", "included"} and (is_asked or lane.duties != "none"):
            claims.append(Claim(f"duties_{lane.duties}", place, _evidence(lane, "duties")))
        elif lane.duties == "text" and is_asked and (said := lane.said("duties")) is not None:
            claims.append(Claim("quote", (("quote", Words(said.text)),), (policy_evidence(said),)))
    return claims


def _no_country(
    scene: Scene, label: ScoredLabel, policies: ShopPolicies, exceptions: Sequence[ShippingException]
) -> Grounded:
    """No country known: one lane is named with its country; several are listed, and the country is asked."""
    codes = [lane for lane in policies.lanes if lane.countries or lane.country == "*"]
    claims: list[Claim] = []
    if label.id == "shipping_where":
        claims = [_countries_claim(policies)]
        claims += (
            state(policies.other_countries, (), scene.lang) if policies.other_countries and not policies.lanes else []
        )
        return Grounded(label.id, tuple(claims), confidence=label.score)
    for lane in codes[:_MOST_LANES]:
        claims += _lane_line(lane, label.id)
    claims += [*_processing(label.id, policies, scene), *_exception_claims(exceptions, None, scene)]
    claims.append(Claim("ship_ask_country"))
    return Grounded(label.id, tuple(claims), confidence=round(0.9 * label.score, 3))


def _place_slot(lane: Lane) -> Slot:
    return Country(lane.country) if is_country(lane.country) else Words(lane.country)


def _lane_line(lane: Lane, asked: str) -> list[Claim]:
    place: tuple[tuple[str, Slot], ...] = (("country", _place_slot(lane)),)
    if lane.country == "*":
        return []
    if asked == "duties":
        return _duties([lane], place, is_asked=True)
    if lane.min_days is not None and lane.cost_minor is not None:
        days = Days(lane.min_days, lane.max_days, lane.day_kind)
        slots: tuple[tuple[str, Slot], ...] = (*place, ("days", days), ("cost", Money(lane.cost_minor, lane.currency)))
        return [Claim("ship_lane", slots, _evidence(lane, "min_days", "max_days", "cost"))]
    return [*_time(lane, place), *_cost(lane, place)]


def _countries_claim(policies: ShopPolicies) -> Claim:
    places: list[Slot] = [_place_slot(lane) for lane in policies.lanes if lane.country != "*"]
    evidence = tuple(policy_evidence(said) for lane in policies.lanes if (said := lane.said("country")) is not None)
    key = "ship_only" if policies.ships_elsewhere is False else "ship_countries"
    return Claim(key, (("countries", Several(tuple(dict.fromkeys(places)))),), evidence)


def _no_lane(scene: Scene, label: ScoredLabel, policies: ShopPolicies, country: str) -> Grounded:
    place: tuple[tuple[str, Slot], ...] = (("country", Country(country)),)
    others = policies.other_countries
    if policies.ships_elsewhere is False:
        evidence = (policy_evidence(others),) if others else ()
        return Grounded(
            label.id, (Claim("ship_no", place, evidence), _countries_claim(policies)), confidence=label.score
        )
    if others is not None:
        claims = state(others, (), scene.lang)
        return Grounded(label.id, tuple(claims), confidence=round(0.8 * label.score, 3))
    claims = [Claim("ship_unknown", place), _countries_claim(policies)]
    return Grounded(label.id, tuple(claims), "not_in_data", label.score, is_answer=False)


def exceptions_for(policies: ShopPolicies, target: Target | None) -> list[ShippingException]:
    """Exceptions that name the product: by handle, SKU or a word for its kind."""
    if target is None:
        return []
    return [e for e in policies.exceptions if any(names_product(item, target) for item in e.items)]


def names_product(item: str, target: Target) -> bool:
    """Whether an item of a policy ("wool-throw", "THR-M", "all lamps", "耳饰") means this product."""
    record = target.product.record
    folded = fold(item).strip()
    keys = {
        fold(k) for k in (record.handle, record.external_id, record.title, *(v.sku or "" for v in record.variants)) if k
    }
    if folded in keys:
        return True
    lang = "zh-Hans" if any(is_spaceless(c) for c in folded) else "en"
    named = {term.id for _, _, term in recogniser(lang).find(folded) if term.kind == "kind"}
    title = fold(" ".join([record.title, record.kind, *record.tags]))
    source = "zh-Hans" if any(is_spaceless(c) for c in title) else "en"
    own = {term.id for _, _, term in recogniser(source).find(title) if term.kind == "kind"} | set(target.product.kinds)
    if named:
        return bool(named & own)
    return len(folded) > 3 and folded.rstrip("s") in title


def _exception_claims(exceptions: Sequence[ShippingException], country: str | None, scene: Scene) -> list[Claim]:
    claims: list[Claim] = []
    for exception in exceptions:
        found = [
            c for part in _PARTS.split(exception.rule.text) for c in _part_claims(part, exception.rule, country, scene)
        ]
        claims += found
        if not found and not any(_places_of(part) for part in _PARTS.split(exception.rule.text)):
            claims.append(
                Claim("exception", (("quote", Words(exception.rule.text)),), (policy_evidence(exception.rule),))
            )
    return claims


def _places_of(part: str) -> list[str]:
    folded = fold(part)
    lang = "zh-Hans" if any(is_spaceless(c) for c in folded) else "en"
    codes = [m.label for m in find_countries(folded, lang)] + find_codes(part)
    for listed in _LISTED_CODES.findall(part):  # "BR、ID、IN": in a list even IN and ID are countries
        codes += [code for code in re.findall("[A-Z]{2}", listed) if is_country(code)]
    for word in [*_REGION_WORDS.findall(part)]:
        place = find_place(word)
        if place.is_known and len(place.countries) > 1:
            codes += place.countries
    return [code for code in dict.fromkeys(codes) if code != "EU"]


def _part_claims(part: str, rule: PolicyText, country: str | None, scene: Scene) -> list[Claim]:
    """What one part of a rule says for a country: only to, not to, a flat cost, no free shipping."""
    folded, codes = fold(part), _places_of(part)
    evidence = (policy_evidence(rule),)
    claims: list[Claim] = []
    if codes and _ONLY.search(folded):
        if country is None or country not in codes:
            places = Several(tuple(Country(c) for c in codes))
            return [Claim("exception_only", (("countries", places),), evidence)]
    elif codes and _NOT_TO.search(folded):
        return [Claim("exception_no_ship", (("country", Country(c)),), evidence) for c in codes if country in {c, None}]
    elif codes and country is not None and country not in codes:
        return []
    if _SURCHARGE.search(folded):
        return [Claim("exception", (("quote", Words(part.strip())),), evidence)]
    flat = _FLAT.search(folded) or (_PRICED.search(folded) if codes else None)
    if flat is not None and (flat.re is _FLAT or _currency_said(flat)):
        if codes and country is None:
            return [Claim("exception", (("quote", Words(part.strip())),), evidence)]
        amount = (flat["a"] or flat["a2"]).replace(",", ".")
        currency = _currency(flat["c"] or flat["c2"] or "", scene)
        claims.append(Claim("exception_flat", (("cost", Money(to_minor(amount, currency), currency)),), evidence))
    if holds(PolicyText(rule.path, part), "exception_no_free"):
        claims.append(Claim("exception_no_free", (), evidence))
    return claims


def to_minor(amount: str, currency: str) -> int:
    """A decimal amount in minor units of its currency."""
    return int(Decimal(amount).scaleb(get_currency_precision(currency)).to_integral_value())


def _currency_said(priced: re.Match[str]) -> bool:
    written = priced["c"] or priced["c2"]
    return written in "€£$¥" or written.upper() in list_currencies()


def _currency(written: str, scene: Scene) -> str:
    signs = {"€": "EUR", "£": "GBP"}
    is_code = len(written) == 3 and written.upper() in list_currencies()
    return signs.get(written, written.upper() if is_code else scene.shop.currency)


def ground_ships_from(scene: Scene, label: ScoredLabel) -> Grounded:
    """Where parcels start."""
    policies = scene.shop.policies
    if policies is None or policies.ships_from is None:
        return Grounded(label.id, (Claim("not_stated_general"),), "not_in_data", label.score, is_answer=False)
    place = policies.ships_from
    slots: tuple[tuple[str, Slot], ...] = (("place", _origin(place.text)),)
    return Grounded(label.id, (Claim("ship_from", slots, (policy_evidence(place),)),), confidence=label.score)


def _origin(text: str) -> Slot:
    """The parts of "Brno, CZ": the town as written, the country in the shopper's language."""
    town, _, code = text.rpartition(",")
    if town and is_country(code.strip()) and code.strip().isupper():
        return Several((Verbatim(town.strip()), Country(code.strip())))
    return Country(text.strip()) if is_country(text.strip()) else Verbatim(text)
