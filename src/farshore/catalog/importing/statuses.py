"""Whether a product may be named to shoppers at all."""

from farshore.catalog.listing.records import ProductStatus
from farshore.platform.tables.names import to_name

_STATUSES: dict[ProductStatus, str] = {
    "active": "active|enabled|live|online|on sale|published|publish|true|yes|y|1|listed|available|上架|已上架|在售|销售中|正常|在架|启用|是"
    "|販売中|公開|公開中|有効|表示|판매중|판매|진열|진열함|전시|aktiv|veröffentlicht|ja|actif|publié|en ligne|oui|activo|publicado|ativo|attivo"
    "|pubblicato|actief|aktywny|активен|в продаже|aktif|yayında|đang bán|เปิดขาย|نشط",
    "draft": "draft|drafts|pending|in review|草稿|待上架|待发布|未发布|审核中|待审核|下書き|準備中|임시저장|대기|entwurf|brouillon|borrador"
    "|rascunho|bozza|concept|szkic|черновик|taslak|bản nháp|draf",
    "archived": "archived|archive|deleted|trash|归档|已归档|封存|已删除|删除|回收站|アーカイブ|보관|archiviert|archivé|archivado|arquivado"
    "|archiviato|в архиве|arşiv",
    "unpublished": "unpublished|hidden|inactive|disabled|offline|private|false|no|n|0|1 hidden|not for sale|下架|已下架|未上架|停用|禁用|隐藏"
    "|不上架|仓库中|否|暂停销售|非公開|非表示|停止中|無効|숨김|판매중지|판매안함|진열안함|미진열|inaktiv|versteckt|nicht veröffentlicht|nein|inactif"
    "|masqué|non publié|non|inactivo|oculto|no publicado|inativo|inattivo|nascosto|inactief|nieaktywny|неактивен|скрыт|pasif|ngừng bán|nonaktif",
    "discontinued": "discontinued|end of life|eol|obsolete|retired|no longer available|停售|停产|停產|已停售|已停产|淘汰|绝版|清退|下市|販売終了|生産終了|終売|廃盤"
    "|단종|판매종료|생산중단|eingestellt|auslaufmodell|abgekündigt|arrêté|discontinué|descatalogado|descontinuado|fuori produzione"
    "|fuori catalogo|uit productie|wycofany|снят с производства|снято с производства|üretimden kalktı|ngừng kinh doanh|ngừng sản xuất",
}  # fmt: skip
_BY_WORD: dict[str, ProductStatus] = {
    to_name(word): status for status, words in _STATUSES.items() for word in words.split("|")
}


def read_status(text: str) -> ProductStatus | None:
    """The status that a word stands for; None when we do not know the word."""
    return _BY_WORD.get(to_name(text))


def is_false(text: str) -> bool:
    """Whether a flag is written as no."""
    return to_name(text) in {
        "false",
        "no",
        "n",
        "0",
        "否",
        "nein",
        "non",
        "falsch",
        "faux",
        "いいえ",
        "아니오",
        "нет",
    }


def is_true(text: str) -> bool:
    """Whether a flag is written as yes."""
    return to_name(text) in {
        "true", "yes", "y", "1", "是", "ja", "oui", "sí", "si", "wahr", "vrai", "はい", "예", "да", "continue", "notify", "allow"
    }  # fmt: skip
