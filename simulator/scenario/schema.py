"""The JSON Schema of a scenario: editors complete and explain with it. Built from the models.

The models say what may be written; what a property is for stands here, where the models' titles alone do not
tell an author enough. Both are messages of the catalogue.
"""

from __future__ import annotations

from typing import Any

from simulator.language import msg, tr
from simulator.scenario import version1
from simulator.scenario.attachments import PATTERN
from simulator.scenario.check.checks.words import SETS, difficulties, labels
from simulator.scenario.load import adapter
from simulator.scenario.seats import EVERY
from simulator.scenario.steps import TIME

Json = dict[str, Any]

_PARTS = {
    "Scenario": (msg("シナリオ"), msg("「日米防衛協力のための指針」の段階を歩く、図上演習の筋書き。")),
    "Objective": (msg("学習目標"), msg("この演習で学ぶこと一つ。")),
    "Expected": (msg("予期される対応"), msg("予期される対応一つ。文だけを書いてもよい。")),
    "Cite": (msg("根拠の条項"), msg("条項番号と、引くならその語。番号だけを書いてもよい。")),
    "Condition": (msg("条件"), msg("phase flag chosen not all any のうち、ちょうど一つ。")),
    "Effect": (
        msg("効果"),
        msg("選んだときに起きること。trigger set clear のうち、ちょうど一つと、その理由。"),
    ),
    "Attachment": (msg("添付"), msg("状況付与とともに届くファイル一つ。")),
    "Later": (msg("後で届く知らせ"), msg("選んだ後、間をおいて届く状況付与。")),
    "Option": (msg("選択肢"), msg("判断の選び方一つ。")),
    "Inject": (msg("状況付与"), msg("席に届く知らせ。")),
    "TransitionStep": (msg("段階の動き"), msg("選択によらず、段階を動かす。")),
    "Question": (msg("討議の問い"), msg("席に問い、解答の例を進行役に示すか、討議の点を皆に示す。")),
    "Decision": (msg("判断"), msg("席が選択肢から選ぶ。版 2 では、選択肢が一つなら確認になる。")),
    "Note": (msg("区切り"), msg("進行の区切りや説明。")),
    "Ending": (msg("終わり"), msg("ここで演習は終わり、振り返りに移る。")),
    "Phase": (msg("段階"), msg("指針の六つの段階。")),
    "Seat": (msg("席"), msg("演習の席。")),
    "OwnSeat": (msg("この演習だけの席"), msg("識別名と、示す名と、五つの席のどれに当たるか。（版 2）")),
    "Trigger": (msg("段階を動かす語"), msg("機械に求める動き。")),
    "Mode": (msg("伝わり方"), msg("状況付与の届き方。")),
}

# Keyed by "part.property", or by the property alone where it means the same in every part.
_PROPERTIES = {
    "schema": msg("新しく書くなら 2。1 のファイルも、いつまでも使える。"),
    "Scenario.title": msg("示す題。40 字まで。"),
    "summary": msg("どんな想定で、何を考えさせるか。二、三文。"),
    "Scenario.objectives": msg("学習目標の一覧。どれも、少なくとも一つのステップが扱うこと。"),
    "objectives": msg("このステップが扱う学習目標の識別名。"),
    "audience": msg("だれのための演習か（例 学部三年の演習）。"),
    "difficulty": msg("難しさ。"),
    "duration": msg("振り返りを除いた長さ。1〜600 分。"),
    "countries": msg("文に出てくる架空の国。A国、B国 など。日本と米国のほか、実在の国は使わない。"),
    "start": msg("始まりに成り立っている段階。情勢の段階は一つだけ。書かなければ平時。"),
    "seats": msg("この演習で人が着く席。版 2 では、この演習だけの席（{id: …, name: …}）も置ける。"),
    "hotwash": msg("終わった後に話し合う問い。"),
    "steps": msg("演習のステップ。上から順に進み、next で飛ぶ。"),
    "Condition.phase": msg("この段階が成り立っているときに行う。"),
    "Condition.flag": msg("この印が立っているときに行う。印は選択肢の効果 set で立てる。"),
    "Condition.chosen": msg(
        "この選択をしたときに行う。「判断/選択肢」（例 escort/accept）。最後の選択による。"
    ),
    "Condition.not": msg("中の条件が成り立たないときに行う。"),
    "Condition.all": msg("中の条件がすべて成り立つときに行う。"),
    "Condition.any": msg("中の条件のどれかが成り立つときに行う。"),
    "countdown": msg("判断に使える、壁時計の秒。書かなければ制限しない。"),
    "seat": msg("判断する席。使う席（seats）の一つ。版 2 では、合わせて判断する席を並べられる。"),
    "options": msg("二つ以上。どれも論じる余地のあるものにする。版 2 では、一つだけなら確認になる。"),
    "trigger": msg("段階を動かす。その段階で退けられる動きは check が見つける。"),
    "set": msg("この名の印を立てる。後のステップの条件 flag で見る。"),
    "clear": msg("この名の印を下ろす。"),
    "because": msg("想定の中の何がそうさせたか。段階を動かすときは必ず書く。"),
    "Ending.title": msg("この終わりの短い名。"),
    "from": msg("だれからの知らせか（例 防衛省、報道機関）。"),
    "to": msg("受け取る席。使う席（seats）のうち一つ以上。版 2 では、all で全ての席。"),
    "mode": msg("どのように届くか。"),
    "expect": msg("予期される対応。文だけを並べるか、期限と評価の点を付ける（版 2）。進行役だけが見る。"),
    "notes": msg("進行役の覚え。席には見せない。"),
    "effects": msg("選んだときに起きること。書いた順に起きる。"),
    "feedback": msg("選んだ後に示す講評。本文が何を言い、何を言わないか。版 2 では、なくてもよい。"),
    "answer": msg("解答の例。条項を挙げて書く。席には見せない。版 2 では、討議の点があれば、なくてもよい。"),
    "next": msg("この後に進むステップの識別名。書かなければ、すぐ下のステップ。"),
    "cites": msg("根拠の条項。番号だけ、又は {clause: IV.B.5.p1, quote: …}。"),
}


def scenario_schema() -> Json:
    """The schema as a plain JSON value."""
    schema = adapter().json_schema(by_alias=True)
    parts = {**schema["$defs"], "Scenario": schema}
    for name, part in parts.items():
        title, about = _PARTS[name]
        part["title"], part["description"] = title, tr(about)
        if name in SETS:
            part["description"] = tr(about) + _listed(labels(name))
        for key, value in part.get("properties", {}).items():
            part["properties"][key] = _property(name, key, value)
    _add_rules_of_code(parts)
    _translate(schema)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **{key: value for key, value in schema.items() if key != "$defs"},
        "$defs": dict(sorted(schema["$defs"].items())),
    }


def _translate(value: object) -> None:
    """Titles and descriptions, wherever the models have them; texts that are translated already stay."""
    if isinstance(value, dict):
        for name in ("title", "description"):
            if isinstance(words := value.get(name), str):
                value[name] = tr(words)
        for part in value.values():
            _translate(part)
    elif isinstance(value, list):
        for part in value:
            _translate(part)


def _property(part: str, key: str, value: Json) -> Json:
    """One property without null, since absent keys are left out, and with every word of its set explained."""
    value = dict(value)
    choices = [choice for choice in value.pop("anyOf", []) if choice.get("type") != "null"]
    if choices:
        value = {**choices[0], **value}
        if value.get("default", "") is None:
            del value["default"]
    about = _PROPERTIES.get(f"{part}.{key}") or _PROPERTIES.get(key) or value.get("description", "")
    closed_set = next((name for name in SETS if f"#/$defs/{name}" in str(value)), None)
    words = (
        labels(closed_set) if closed_set and key != "steps" else difficulties() if key == "difficulty" else {}
    )
    value["description"] = tr(about) + (_listed(words) if words else "")
    if "#/$defs/Cite" in str(value) and key == "cites":
        clause = {
            "type": "string",
            "minLength": 1,
            "title": tr("条項番号"),
            "description": tr("IV.B.5.p1 など。"),
        }
        value["items"] = {"anyOf": [clause, value["items"]]}
    leading = [name for name in ("title", "description") if name in value]
    return {**{name: value[name] for name in leading}, **{k: v for k, v in value.items() if k not in leading}}


def _listed(words: dict[str, str]) -> str:
    listed = (tr("{id}（{label}）", id=word, label=label) for word, label in words.items())
    return tr("使える語: {words}", words=tr("、").join(listed))


def _add_rules_of_code(parts: dict[str, Json]) -> None:
    """Add to the schema what the models check by code, and what `check` asks beyond them."""
    parts["Condition"].update(minProperties=1, maxProperties=1)
    parts["Effect"]["oneOf"] = [{"required": [key]} for key in ("trigger", "set", "clear")]
    parts["Decision"]["properties"]["options"]["minItems"] = 1
    parts["Attachment"]["properties"]["file"]["pattern"] = PATTERN
    inject, decision = parts["Inject"]["properties"], parts["Decision"]["properties"]
    for message in (inject, parts["Later"]["properties"]):
        message["to"]["minItems"] = 1
        message["to"] = _either(message["to"], {"const": EVERY})
    decision["seat"] = _either(decision["seat"], decision["seat"]["items"])
    parts["Scenario"]["properties"]["seats"]["items"].pop("discriminator", None)
    for message in (inject, parts["Later"]["properties"]):
        expect = message["expect"]
        expect["items"] = {"anyOf": [{"type": "string", "minLength": 1}, expect["items"]]}
    steps = parts["Scenario"]["properties"]["steps"]["items"]
    steps.pop("discriminator", None)
    parts["Scenario"]["if"] = {"properties": {"schema": {"const": 1}}}
    parts["Scenario"]["then"] = _version_1()


def _either(value: Json, other: Json) -> Json:
    """A property that may be written in another form too."""
    prose = {name: value.pop(name) for name in ("title", "description")}
    return {**prose, "anyOf": [value, other]}


def _version_1() -> Json:
    """What a file of version 1 may not have, and what it must."""

    def barred(part: str) -> Json:
        return dict.fromkeys(sorted(version1.NEW_KEYS.get(part, ())), False)

    option = {"properties": barred("options"), "required": [version1.MUST["options"]]}
    step = {
        **barred("inject"),
        **barred("question"),
        **barred("decision"),
        "at": {"pattern": rf"^{TIME.pattern}$"},
        "to": {"type": "array"},
        "seat": {"type": "string"},
        "mode": {"enum": sorted(version1.MODES)},
        "expect": {"items": {"type": "string"}},
        "options": {"items": option, "minItems": 2},
    }
    question_rule = {"if": {"required": ["question"]}, "then": {"required": [version1.MUST["question"]]}}
    return {
        "properties": {
            **barred("scenario"),
            "seats": {"items": {"type": "string"}},
            "objectives": {"items": {"properties": barred("objectives")}},
            "steps": {"items": {"properties": step, **question_rule}},
        }
    }
