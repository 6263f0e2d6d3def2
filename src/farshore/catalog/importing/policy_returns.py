"""Return windows by country, and who pays for the way back."""

from collections.abc import Iterator

from farshore.catalog.importing.places import EVERYWHERE, Place, find_place, find_places
from farshore.catalog.importing.policy_nodes import Node, tick_known
from farshore.catalog.importing.policy_values import day_kind, read_window_days
from farshore.catalog.importing.problems import Problems
from farshore.catalog.listing.policies import CountryReturns, PolicyText

_FIELDS = ("country", "days", "return_shipping", "window_starts", "condition", "refund", "exchange")


def read_returns(returns: Node, problems: Problems) -> Iterator[CountryReturns]:
    """Windows from `by_country`, from countries in the section itself, from its own days, or from a text."""
    if not isinstance(returns.value, dict):
        if returns.is_said and not isinstance(returns.value, list):
            returns.tick()
            yield _window(returns, Place(EVERYWHERE, ()), problems)
        return
    own = returns.find("days")
    if own is not None and own.value is not None:
        yield _general(returns, own, problems)
    holder = returns.find("by_country")
    if holder is not None:
        members = list(holder.children())
    else:
        members = [child for child in returns.children() if find_place(child.key).is_known]
    for member in members:
        tick_known(member, _FIELDS)
        for place in _places(member, problems):
            yield _window(member, place, problems)


def _general(returns: Node, days: Node, problems: Problems) -> CountryReturns:
    shipping = returns.find("return_shipping")
    evidence = [PolicyText(days.path, days.text())]
    if shipping is not None:
        evidence.append(shipping.said())
    days.tick()
    return CountryReturns(
        country=EVERYWHERE,
        countries=(),
        days=_days(days, problems),
        day_kind=day_kind(f"{days.key} {days.text()}"),
        return_shipping=evidence[1] if shipping is not None else None,
        path=returns.path,
        evidence=tuple(evidence),
    )


def _places(member: Node, problems: Problems) -> tuple[Place, ...]:
    named = member.find("country") if isinstance(member.value, dict) else None
    if named is not None:
        names = [child.text() for child in named.children()] or [named.text()]
    elif member.key.isdecimal():
        problems.warn(
            "catalog.policy_place_missing",
            f"{member.path} names no country, so it is kept as text only.",
            'Add "country": an ISO code such as "DE", or "*".',
            column=member.path,
            value=member.text(),
        )
        return ()
    else:
        names = [member.key]
    return tuple(place for name in names for place in find_places(name) or (find_place(name),))


def _window(node: Node, place: Place, problems: Problems) -> CountryReturns:
    days = node.find("days") if isinstance(node.value, dict) else node
    shipping = node.find("return_shipping")
    return CountryReturns(
        country=place.code,
        countries=place.countries,
        days=_days(days, problems) if days is not None else None,
        day_kind=day_kind(f"{days.key} {days.text()}") if days is not None else "unsaid",
        return_shipping=PolicyText(shipping.path, shipping.text()) if shipping else None,
        path=node.path,
        evidence=node.evidence() or (PolicyText(node.path, node.text()),),
    )


def _days(node: Node, problems: Problems) -> int | None:
    days = read_window_days(node)
    if days is None and node.is_said:
        problems.warn(
            "catalog.policy_value_unclear",
            f"{node.path} names no number of days; it is quoted as written and not calculated with.",
            'Write it as 30 or "30 days".',
            column=node.path,
            value=node.text(),
        )
    return days
