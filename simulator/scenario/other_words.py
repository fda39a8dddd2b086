"""Other words that people use for what the format names: keys, ways of arriving, seats, everybody.

Plans and tables are written in these words: `check` suggests by them, an import reads them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import product

# The keys of steps, messages and options, each with the headers that people give its column.
KEYS: Mapping[str, tuple[str, ...]] = {
    "at": ("付与時刻", "シナリオ時刻", "想定時刻", "経過時間", "予定時刻", "日時", "時間", "T"),
    "from": ("発出元", "発出者", "差出人", "付与元", "送信者", "発信元", "From"),
    "to": ("受け取る席", "付与先", "受信者", "宛て先", "あて先", "付与対象", "To"),
    "mode": ("伝わり方", "付与手段", "媒体", "付与方法", "方法", "伝達手段"),
    "subject": ("標題", "Subject", "タイトル"),
    "place": ("発生場所", "地点", "Location"),
    "text": (
        "本文",
        "状況",
        "付与内容",
        "状況付与",
        "状況付与内容",
        "状況付与の内容",
        "付与の内容",
        "事象",
        "文",
    ),
    "attachments": ("添付ファイル", "添付資料", "別添", "資料", "Attachment"),
    "expect": (
        "期待される対応",
        "予想される対応",
        "期待行動",
        "期待する行動",
        "期待される行動",
        "期待する対応",
        "予期対応",
        "対応",
    ),
    "problems": ("問題点", "予想される問題", "想定される問題", "課題点"),
    "cites": ("根拠", "条項", "根拠の条項"),
    "objectives": ("目標", "関連目標", "訓練目標"),
    "notes": ("備考", "覚え", "メモ", "留意事項", "統制要領"),
    "countdown": ("制限時間",),
    "trigger": ("段階",),
    "because": ("何がそうさせたか",),
    "answer": ("解答", "解答例"),
    "points": ("討議", "論点", "話し合う点"),
    "title": ("表題",),
    "next": ("次のステップ",),
    "after": ("届くまでの間", "間"),
}
# The headers that an exported table has for these keys.
HEADERS: Mapping[str, str] = {
    "at": "時刻",
    "from": "発信者",
    "to": "宛先",
    "mode": "手段",
    "subject": "件名",
    "place": "場所",
    "text": "内容",
    "attachments": "添付",
    "expect": "予期される対応",
    "problems": "予期される問題",
    "cites": "根拠条項",
    "objectives": "学習目標",
    "notes": "進行役の覚え",
    "seat": "判断する席",
    "countdown": "制限時間（秒）",
    "trigger": "段階を動かす",
    "because": "理由",
    "answer": "解答の例",
    "points": "討議の点",
    "title": "題",
    "when": "条件",
    "next": "次",
    "closed": "選べない理由",
    "effects": "効果",
    "feedback": "講評",
    "after": "選んでからの間",
}
# The keys of the scenario itself, each with what people call it.
ITEMS: Mapping[str, str] = {
    "schema": "書式の版",
    "title": "題",
    "summary": "要旨",
    "objectives": "学習目標",
    "audience": "対象",
    "difficulty": "難しさ",
    "duration": "予定の長さ（分）",
    "countries": "架空の国",
    "begins": "始まりの時刻",
    "date": "始まりの日",
    "weekday": "始まりの曜日",
    "start": "始まりの段階",
    "seats": "席",
    "hotwash": "振り返りの問い",
}
# A word and the ids that it means: the first one that the version of the format has.
KINDS: Mapping[str, tuple[str, ...]] = {
    "状況付与": ("inject",),
    "段階の動き": ("transition",),
    "問い": ("question",),
    "判断": ("decision",),
    "進行": ("note",),
    "終わり": ("ending",),
    "付与": ("inject",),
    "想定": ("inject",),
    "遷移": ("transition",),
    "説明": ("note",),
    "終了": ("ending",),
    "課題": ("question",),
}
MODES: Mapping[str, tuple[str, ...]] = {
    "メール": ("email", "message"),
    "電子メール": ("email", "message"),
    "fax": ("fax", "message"),
    "ファクス": ("fax", "message"),
    "ファックス": ("fax", "message"),
    "無線": ("radio", "message"),
    "防災無線": ("radio", "message"),
    "口頭": ("oral", "briefing"),
    "口頭伝達": ("oral", "briefing"),
    "口頭報告": ("oral", "briefing"),
    "対面": ("oral", "briefing"),
    "駆け込み": ("oral", "briefing"),
    "来庁": ("oral", "briefing"),
    "伝令": ("oral", "briefing"),
    "verbal": ("oral", "briefing"),
    "inperson": ("oral", "briefing"),
    "文書": ("message",),
    "通信": ("message",),
    "tel": ("phone",),
    "telephone": ("phone",),
    "テレビ": ("news",),
    "ラジオ": ("news",),
    "新聞": ("news",),
    "ニュース": ("news",),
    "ブリーフィング": ("briefing",),
    "報告書": ("report",),
    "ツイッター": ("social", "news"),
    "jアラート": ("alert", "news"),
    "エリアメール": ("alert", "news"),
}
SEATS: Mapping[str, tuple[str, ...]] = {
    "日本": ("japan_government",),
    "米国": ("us_government",),
    "在日米軍": ("us_forces",),
    "関係機関": ("agencies",),
    "自治体": ("agencies",),
    "地方公共団体": ("agencies",),
}
# Columns that plans have and the format does not, each with the name under which `check` gives its advice.
ABSENT: Mapping[str, str] = {
    "写し": "cc",
    "添付図": "attachment",
    "地図": "map",
    "点数": "score",
    "配点": "score",
    "投票": "poll",
    "実時刻": "real",
    "実時間": "real",
    "期限": "respond_within",
    "回答期限": "respond_within",
}
EVERYBODY = frozenset(
    ("全席", "全員", "全て", "すべて", "全部局", "全機関", "全プレーヤー", "all", "everyone", "everybody")
)
# The readings of words that make up seat names, in Latin letters as people write ids.
_READINGS: Mapping[str, tuple[str, ...]] = {
    "危機管理": ("kikikanri",),
    "対策本部": ("taisakuhonbu",),
    "海上保安": ("kaijouhoan",),
    "関係機関": ("kankeikikan",),
    "町内会": ("chounaikai",),
    "自治会": ("jichikai",),
    "自治体": ("jichitai",),
    "自衛隊": ("jieitai",),
    "診療所": ("shinryoujo",),
    "避難所": ("hinanjo",),
    "保健所": ("hokenjo",),
    "総務": ("soumu",),
    "防災": ("bousai",),
    "消防": ("shoubou",),
    "警察": ("keisatsu",),
    "広報": ("kouhou",),
    "保健": ("hoken",),
    "福祉": ("fukushi",),
    "土木": ("doboku",),
    "建設": ("kensetsu",),
    "都市": ("toshi",),
    "教育": ("kyouiku",),
    "医療": ("iryou",),
    "病院": ("byouin",),
    "学校": ("gakkou",),
    "環境": ("kankyou",),
    "水道": ("suidou",),
    "財政": ("zaisei",),
    "企画": ("kikaku",),
    "市民": ("shimin",),
    "住民": ("juumin",),
    "本部": ("honbu",),
    "役場": ("yakuba",),
    "報道": ("houdou",),
    "政府": ("seifu",),
    "日本": ("nihon", "nippon"),
    "米国": ("beikoku",),
    "米軍": ("beigun",),
    "国": ("kuni",),
    "都": ("to",),
    "道": ("dou",),
    "府": ("fu",),
    "県": ("ken",),
    "市": ("shi",),
    "区": ("ku",),
    "町": ("chou", "machi"),
    "村": ("son", "mura"),
    "部": ("bu",),
    "課": ("ka",),
    "局": ("kyoku",),
    "係": ("kakari",),
    "班": ("han",),
    "室": ("shitsu",),
    "団": ("dan",),
    "隊": ("tai",),
    "署": ("sho",),
    "庁": ("chou",),
    "会": ("kai",),
}
_WORD = re.compile("|".join(_READINGS))  # the longer ones stand first
_LONG_VOWELS = re.compile("(?<=o)[uo]|(?<=u)u")


def folded_word(text: str) -> str:
    """For comparing what people typed: one width, lower case, no spaces and no signs around words."""
    return _known_word(text) if len(text) <= _LONGEST_WORD else _folded(text)


_LONGEST_WORD = 40  # characters; shorter words are cached, because the rows of a table repeat them


@lru_cache(maxsize=4096)
def _known_word(text: str) -> str:
    return _folded(text)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s()・･/_.:、,-]+", "", plain)


def means_everybody(word: str) -> bool:
    """Whether a word says that all seats are meant."""
    return folded_word(word) in EVERYBODY


def keys_meant(word: str) -> tuple[str, ...]:
    """The keys that a column of this header would hold, likeliest first."""
    header_folded = folded_word(word)
    by_header = [
        key for key, header in (*HEADERS.items(), *ITEMS.items()) if folded_word(header) == header_folded
    ]
    return tuple(
        dict.fromkeys(
            [*by_header, *(key for key, others in KEYS.items() if header_folded in map(folded_word, others))]
        )
    )


def meant(word: str, words: Mapping[str, tuple[str, ...]], known: Iterable[str]) -> str | None:
    """The id among the known ones that one of these words means."""
    usable = set(known)
    ids = next((ids for synonym, ids in words.items() if folded_word(synonym) == folded_word(word)), ())
    return next((name for name in ids if name in usable), None)


def read_as(name: str, letters: str) -> bool:
    """Whether a name in Japanese may be read as these letters, or begins so: `shobo` for 消防局."""
    sounded = _short(letters.casefold())
    parts = [_READINGS[match[0]] for match in _WORD.finditer(name)]
    if not parts or len(sounded) < 2:
        return False
    readings = {_short("".join(reading)) for reading in product(*parts[:6])}
    return any(
        sounded == reading or (len(sounded) > 2 and reading.startswith(sounded)) for reading in readings
    )


def _short(letters: str) -> str:
    """Long vowels as short ones: soumu, sōmu and somu are one word."""
    return _LONG_VOWELS.sub("", re.sub("[^a-z]", "", unicodedata.normalize("NFD", letters)))
