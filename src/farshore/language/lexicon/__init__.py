"""What sellers say of goods, in nineteen languages: materials, colours, finishes, care, parts, packing, kinds.

Tables are tab-separated files beside this one: `term kind` and a column for each language; `|` separates the form that
is spoken (first) from others that are only recognised. `taxonomy.tsv.gz` holds values of Shopify's product taxonomy
(MIT); our own tables win over it.
"""

import csv
import gzip
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml

from farshore.language.text import SUBSTRING_LANGUAGES, Token, fold_in, forms_in, stem_in, tokens

_ADJECTIVES = frozenset({"color", "finish", "adjective", "pattern", "feature", "style"})


class Table:
    """One file of terms; a language's column is read when it is first asked for, since few of nineteen are in use."""

    def __init__(self, name: str) -> None:
        path = files("farshore.language.lexicon").joinpath(name)
        self._data = path.read_bytes() if path.is_file() else b""
        self._columns: dict[str, list[tuple[str, ...]]] = {}
        ids, kinds = self._read("term"), self._read("kind")
        self.terms: tuple[Term, ...] = tuple(
            Term(i, k, self, row) for row, (i, k) in enumerate(zip(ids, kinds, strict=True))
        )

    def _read(self, column: str) -> list[str]:
        data = gzip.decompress(self._data) if self._data[:2] == b"\x1f\x8b" else self._data
        rows = csv.reader(data.decode("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
        nothing: list[str] = []
        header = next(rows, nothing)
        if column not in header:
            return []
        place = header.index(column)
        return [row[place] if place < len(row) else "" for row in rows if row]

    def forms(self, lang: str, row: int) -> tuple[str, ...]:
        """Forms of a row in a language; the first is spoken."""
        column = self._columns.get(lang)
        if column is None:
            cells = self._read(lang)
            column = [tuple(form.strip() for form in cell.split("|") if form.strip()) for cell in cells]
            self._columns[lang] = column
        return column[row] if row < len(column) else ()


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """One word or phrase of the trade."""

    id: str
    kind: str
    table: Table
    row: int

    def forms(self, lang: str) -> tuple[str, ...]:
        """All forms in a language, the spoken one first; empty when the table has none."""
        return self.table.forms(lang, self.row)

    def spoken(self, lang: str) -> str | None:
        """How it is said in a language; None when the table has no form."""
        forms = self.forms(lang)
        return forms[0] if forms else None

    @property
    def is_adjective(self) -> bool:
        """Whether it describes rather than names (order in a phrase depends on it)."""
        return self.kind in _ADJECTIVES


@lru_cache
def own_terms() -> tuple[Term, ...]:
    """Terms of our own tables, in file order."""
    names = sorted(path.name for path in files("farshore.language.lexicon").iterdir() if path.name.endswith(".tsv"))
    return tuple(term for name in names for term in Table(name).terms)


@lru_cache
def taxonomy_terms() -> tuple[Term, ...]:
    """Values of the product taxonomy; no forms in Arabic and Hindi."""
    return Table("taxonomy.tsv.gz").terms


class Recogniser:
    """Finds a language's terms in a folded text, longest first, own tables before the taxonomy."""

    def __init__(self, lang: str, terms: tuple[Term, ...]) -> None:
        self._substring = lang in SUBSTRING_LANGUAGES
        self._lang = lang
        self._by_form: dict[str, Term] = {}
        self._longest_words = 1
        self._longest_chars = 1
        for term in terms:
            for form in term.forms(lang):
                self._add(form, term)

    def _add(self, form: str, term: Term) -> None:
        for folded in forms_in(self._lang, form):
            glued = self._substring and not folded.isascii()
            self._put(folded if glued else " ".join(stem_in(self._lang, t.text) for t in tokens(folded)), term)

    def _put(self, key: str, term: Term) -> None:
        if key and key not in self._by_form:
            self._by_form[key] = term
            self._longest_words = max(self._longest_words, key.count(" ") + 1)
            self._longest_chars = max(self._longest_chars, len(key))

    def exact(self, text: str) -> Term | None:
        """The term that the whole text is."""
        folded = fold_in(self._lang, text).strip()
        words = " ".join(stem_in(self._lang, t.text) for t in tokens(folded))
        return self._by_form.get(folded) or self._by_form.get(words)

    def find(self, folded: str, words: list[Token] | None = None) -> list[tuple[int, int, Term]]:
        """Terms from left to right, greedy longest, not overlapping: (start, end, term) in the folded text."""
        words = tokens(folded) if words is None else words
        found = self._find_words(words)
        if self._substring:
            found = _merged(found, self._find_inner(folded))
        return found

    def _find_words(self, words: list[Token]) -> list[tuple[int, int, Term]]:
        found: list[tuple[int, int, Term]] = []
        index = 0
        while index < len(words):
            for count in range(min(self._longest_words, len(words) - index), 0, -1):
                key = " ".join(stem_in(self._lang, w.text) for w in words[index : index + count])
                term = self._by_form.get(key) or self._by_form.get(_singular(key))
                if term is not None:
                    found.append((words[index].start, words[index + count - 1].end, term))
                    index += count
                    break
            else:
                index += 1
        return found

    def _find_inner(self, folded: str) -> list[tuple[int, int, Term]]:
        found: list[tuple[int, int, Term]] = []
        start = 0
        while start < len(folded):
            for size in range(min(self._longest_chars, len(folded) - start), 0, -1):
                term = self._by_form.get(folded[start : start + size])
                if term is not None and not folded[start : start + size].isascii():
                    found.append((start, start + size, term))
                    start += size
                    break
            else:
                start += 1
        return found


def _singular(key: str) -> str:
    """English plural forms, roughly: enough to find "mugs" by "mug"."""
    if key.endswith("ies"):
        return key[:-3] + "y"
    if key.endswith(("ses", "xes", "ches", "shes")):
        return key[:-2]
    return key[:-1] if key.endswith("s") and not key.endswith("ss") else key


def _merged(first: list[tuple[int, int, Term]], second: list[tuple[int, int, Term]]) -> list[tuple[int, int, Term]]:
    taken = list(second)
    for start, end, term in first:
        if all(end <= s or start >= e for s, e, _ in taken):
            taken.append((start, end, term))
    return sorted(taken, key=lambda item: item[0])


@lru_cache
def recogniser(lang: str) -> Recogniser:
    """The recogniser of a language, own tables and taxonomy together."""
    return Recogniser(lang, own_terms() + taxonomy_terms())


@lru_cache
def own_recogniser(lang: str) -> Recogniser:
    """Only our own tables, whose senses were chosen for the trade: what texts are pieced together from."""
    return Recogniser(lang, own_terms())


@lru_cache
def kinds_recogniser(lang: str) -> Recogniser:
    """Only words for kinds of goods (mug, throw, earrings): what links "la taza" to "Stoneware Mug"."""
    return Recogniser(lang, tuple(t for t in own_terms() if t.kind == "kind"))


@lru_cache
def categories_recogniser(lang: str) -> Recogniser:
    """Names of the product taxonomy's categories; wide and rough, for goods that our own kinds lack."""
    return Recogniser(lang, Table("categories.tsv.gz").terms)


@lru_cache
def _kind_groups() -> tuple[dict[str, list[str]], frozenset[str]]:
    raw = yaml.safe_load(files("farshore.language.lexicon").joinpath("near_kinds.yaml").read_text("utf-8"))
    near: dict[str, list[str]] = {}
    for group in raw["near"]:
        ids = [f"goods:{kind}" for kind in group]
        for kind in ids:
            near.setdefault(kind, []).extend(other for other in ids if other != kind)
    return near, frozenset(f"goods:{kind}" for kind in raw["generic"])


def near_kinds(kind: str) -> list[str]:
    """Kinds of goods that the same word may mean in some language: throw and blanket, mug and cup."""
    return _kind_groups()[0].get(kind, [])


def is_generic_kind(kind: str) -> bool:
    """Whether a kind names goods of any sort ("item", "gift")."""
    return kind in _kind_groups()[1]
