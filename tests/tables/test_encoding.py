"""Text out of bytes: every encoding that sellers' programs write."""

import pytest

from farshore.catalog.importing.header_maps import header_words
from farshore.platform.tables.encoding import decode

pytestmark = pytest.mark.unit

ZH = "货号,商品名称,描述,售价,库存\nA1,加厚牛津布收纳箱,可折叠，适合宿舍衣物收纳，承重三十公斤,39.9,有货\n"
TW = "貨號,商品名稱,描述,售價,庫存\nA1,手工陶瓷茶杯,釉色溫潤，可微波，附木盒包裝,450,有貨\n"
JA = (
    "品番,商品名,説明,販売価格,在庫\n"
    "A1,うすはりグラス,職人が一つずつ手で吹いたグラスです。食洗機は使えません。,1980,あり\n"
)
KO = "상품코드,상품명,설명,판매가,재고\nA1,접이식 여행 가방,가볍고 튼튼한 소재로 만들었습니다,39000,있음\n"
DE = "Artikelnummer;Name;Beschreibung;Preis\nA1;Brühkessel;Füllmenge 1,2 l – für Gäste, größer als üblich;39,90 €\n"
FR = "Référence;Désignation;Prix\nA1;Théière émaillée;Entretien à la main, ne passe pas au four;39,90 €\n"
PL = "Kod;Nazwa;Opis\nA1;Żółty kubek;Pojemność źródła: pięćset, śliczny dźwięk, łatwy w myciu\n"
RU = "Артикул;Название;Описание\nA1;Чайник дорожный;Складывается, работает от двух напряжений\n"

CASES = [
    (ZH, "utf-8", "utf-8"),
    (ZH, "utf-8-sig", "utf-8"),
    (ZH, "utf-16", "utf-16"),
    (ZH, "utf-16-le", "utf-16"),
    (DE, "utf-16-be", "utf-16"),
    (ZH, "gb18030", "gb18030"),
    (ZH, "gbk", "gb18030"),
    (TW, "big5", "big5"),
    (JA, "cp932", "shift_jis"),
    (JA, "euc_jp", "euc_jp"),
    (KO, "cp949", "euc-kr"),
    (DE, "cp1252", "windows-1252"),
    (FR, "cp1252", "windows-1252"),
    (PL, "cp1250", "cp1250"),
    (RU, "cp1251", "cp1251"),
]


@pytest.mark.parametrize(("text", "written", "expected"), CASES)
def test_each_encoding_is_recognised_and_nothing_is_lost(text: str, written: str, expected: str):
    decoded = decode(text.encode(written), words=header_words())

    assert (decoded.text, decoded.encoding, decoded.lost) == (text, expected, 0)


@pytest.mark.parametrize(("text", "written", "expected"), CASES)
def test_without_any_known_word_the_characters_decide(text: str, written: str, expected: str):
    body = text.partition("\n")[2]

    assert decode(body.encode(written)).text == body, expected


def test_damaged_bytes_in_utf8_are_counted_not_taken_for_another_encoding():
    broken = ZH.encode() + b"\xff" + (ZH * 4).encode()

    decoded = decode(broken, words=header_words())

    assert (decoded.encoding, decoded.lost) == ("utf-8", 1)
    assert decoded.text.replace("\ufffd", "") == ZH * 5


def test_plain_ascii_is_utf8():
    assert decode(b"sku,name\n1,a\n").encoding == "utf-8"
