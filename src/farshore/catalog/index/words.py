"""Words by which products are found: folded words, and pairs of characters where no spaces are written."""

from farshore.language.text import fold, is_spaceless, tokens


def index_words(text: str) -> list[str]:
    """Folded words of a text; Han, kana and Thai runs as pairs of characters; glued numbers ("350ml") apart too."""
    found: list[str] = []
    for token in tokens(fold(text)):
        run = ""
        plain = ""
        for char in token.text:
            if is_spaceless(char):
                run += char
                if plain:
                    found.append(plain)
                    plain = ""
            else:
                plain += char
                found += _pairs(run)
                run = ""
        found += _pairs(run)
        if plain:
            found += _plain(plain)
    return found


def _pairs(run: str) -> list[str]:
    if len(run) <= 2:
        return [run] if run else []
    return [run[i : i + 2] for i in range(len(run) - 1)]


def _plain(word: str) -> list[str]:
    """The word, and English plurals without their s, so that "mugs" meets "mug"."""
    if word.isascii() and len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return [word[:-1]]
    return [word]
