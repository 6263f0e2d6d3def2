import pytest

from farshore.language.detect import detect

pytestmark = pytest.mark.unit

MESSAGES = {
    "en": ["is it in stock", "do you ship to France"],
    "zh-Hans": ["多少钱", "这个有货吗", "USB-C 有货吗"],
    "zh-Hant": ["這個有貨嗎", "多少錢"],
    "ja": ["いくらですか", "在庫ありますか", "iPhone 15 ケースありますか"],
    "ko": ["얼마예요", "재고 있나요"],
    "es": ["¿cuánto cuesta?", "cuanto cuesta el envio", "esta disponible"],
    "pt-BR": ["quanto custa o frete?", "voces entregam em portugal", "tem em estoque"],
    "fr": ["combien ça coûte ?", "vous livrez en suisse", "est ce que c est lavable"],
    "de": ["wie teuer ist das?", "gibt es das in blau", "lieferzeit nach osterreich"],
    "it": ["quanto costa?", "quanto costa la spedizione", "è disponibile in blu"],
    "nl": ["wat kost dit?", "leveren jullie in belgie", "is dit op voorraad"],
    "ru": ["сколько стоит", "есть в наличии"],
    "pl": ["ile to kosztuje?", "czy wysylacie do niemiec", "czy jest dostepny"],
    "tr": ["bu ne kadar?", "kargo ne kadar", "stokta var mi"],
    "ar": ["كم السعر", "هل هو متوفر"],
    "hi": ["यह कितने का है", "ye kitne ka hai", "kya ye stock me hai"],
    "th": ["ราคาเท่าไหร่", "มีของไหม"],
    "vi": ["giá bao nhiêu?", "gia bao nhieu", "con hang khong"],
    "id": ["berapa harganya?", "apakah stok masih ada", "bisa kirim ke jakarta"],
}


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang, texts in MESSAGES.items() for text in texts])
def test_a_short_message_is_known_with_and_without_its_marks(lang: str, text: str) -> None:
    assert detect(text).lang == lang


@pytest.mark.parametrize("text", ["👍", "42", "12345", "🙏🙏", "XL"])
def test_a_message_without_words_keeps_the_conversations_language(text: str) -> None:
    assert detect(text, before=["¿cuánto cuesta el envío?"]).lang == "es"


def test_a_message_of_digits_follows_the_pages_hint() -> None:
    assert detect("42", hint="ja").lang == "ja"


def test_a_whole_sentence_changes_the_conversations_language() -> None:
    assert detect("Do you ship to France?", before=["bonjour"]).lang == "en"


def test_a_script_that_we_do_not_speak_is_said_to_be_unknown() -> None:
    assert detect("שלום כמה זה עולה").is_spoken is False


@pytest.mark.parametrize("text", ["hello", "price?"])
def test_a_single_english_word_is_english(text: str) -> None:
    assert detect(text).lang == "en"


CHINESE_TURNS = ("我想买一个杯子", "有蓝色的吗")


@pytest.mark.parametrize(
    ("text", "before", "hint", "lang"),
    [
        ("هل تشحنون إلى السعودية؟", CHINESE_TURNS, None, "ar"),
        ("can it go in the dishwasher?", CHINESE_TURNS, None, "en"),
        ("采购价是多少", ("この商品は何色がありますか",), None, "zh-Hans"),
        ("能洗碗机洗吗", ("what colours do you have?",), "ja", "zh-Hans"),
        ("素材", (), "ja", "ja"),
        ("size M?", CHINESE_TURNS, None, "zh-Hans"),
    ],
)
def test_a_script_that_says_the_language_outweighs_the_conversation(
    text: str, before: tuple[str, ...], hint: str | None, lang: str
) -> None:
    assert detect(text, before=before, hint=hint).lang == lang
