"""Facts that the shopper asks for by the seller's own label: "what's the comfort temp" (Comfort temperature: -2 °C)."""

import re
from collections.abc import Sequence

from farshore.catalog.public import Fact
from farshore.language.text import fold
from farshore.support.answering.grounding.context import Scene, Target

_WORD = re.compile(r"[^\W\d_]{2,}")
_LEAST = 4
"""Shorter words must be said wholly; longer ones may be cut or inflected ("temp", "temperatures")."""
_ENDING = 2
_LEAST_HAN = 2
_LEAST_OF_TYPED = {False: 1, True: 2}
_SMALL_LINE = "of the a an per in for its our and or is to with max min"
_SMALL = frozenset(_SMALL_LINE.split())
_TELLS_NOTHING_LINES = (
    "condition type name other others details detail note notes model style item product description size sizes color",
    "colour price spec specs specification parameters 类型 规格 名称 其他 说明 尺寸 颜色 型号 款式 价格",
)
_TELLS_NOTHING = frozenset(" ".join(_TELLS_NOTHING_LINES).split())


def said_facts(scene: Scene, target: Target) -> list[Fact]:
    """The facts whose label the clause says; of a typed one, which has a label of our own, two words at least."""
    said = scene.clause.folded
    words = _WORD.findall(said)
    found = [f for f in target.product.drawn.facts if f.label and _is_said(f, said, words)]
    most = max((_weight(f.label) for f in found), default=0)
    return [f for f in found if _weight(f.label) == most]


def _is_said(fact: Fact, said: str, words: Sequence[str]) -> bool:
    label = fold(fact.label).strip()
    if label in _TELLS_NOTHING:
        return False
    if not label.isascii() and any("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af" for c in label):
        bare = re.sub(r"[(（].*", "", label).strip()
        return len(bare) >= _LEAST_HAN * _LEAST_OF_TYPED[fact.attribute is not None] and bare in said
    own = [w for w in _WORD.findall(label) if w not in _SMALL]
    if len(own) < _LEAST_OF_TYPED[fact.attribute is not None]:
        return False
    return any(len(w) >= _LEAST for w in own) and all(any(_same(w, other) for other in words) for w in own)


def _same(one: str, other: str) -> bool:
    """The same word, or one cut short or inflected."""
    if min(len(one), len(other)) < _LEAST:
        return one == other
    shorter, longer = sorted((one, other), key=len)
    is_inflected = len(longer) - len(shorter) <= _ENDING
    return longer.startswith(shorter) or (is_inflected and longer.startswith(shorter[: max(_LEAST, len(shorter) - 2)]))


def _weight(label: str) -> int:
    return len(_WORD.findall(fold(label)))
