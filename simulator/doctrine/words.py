"""The closed sets of words that claims are made of; ids are the contract's, labels the document's."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from simulator.language import msg, tr


class _Labelled(StrEnum):
    """A word with its label."""

    @property
    def japanese(self) -> str:
        """The Japanese word for it, in whatever language: for data, and for finding what was typed."""
        return _LABELS[type(self)][self]

    @property
    def label(self) -> str:
        """What it is called in the language spoken."""
        return tr(self.japanese)


class Region(_Labelled):
    """The three regions that stand side by side."""

    SITUATION = "situation"
    SURVIVAL = "survival"
    DISASTER = "disaster"


class Phase(_Labelled):
    """The six phases. Some labels come from domestic law; the text's own words are in the data."""

    HEIJI = "heiji"
    JUYO = "juyo"
    YOSOKU = "yosoku"
    HASSEI = "hassei"
    SONRITSU = "sonritsu"
    SAIGAI = "saigai"

    @property
    def region(self) -> Region:
        """The region in which this phase can hold."""
        if self is Phase.SONRITSU:
            return Region.SURVIVAL
        if self is Phase.SAIGAI:
            return Region.DISASTER
        return Region.SITUATION


SITUATION = (Phase.HEIJI, Phase.JUYO, Phase.YOSOKU, Phase.HASSEI)


class Actor(_Labelled):
    """Who acts, in the text's own words. Two states (日米両国) are `japan` and `us` together."""

    BOTH_GOVERNMENTS = "both_governments"
    JAPAN = "japan"
    JAPAN_GOVERNMENT = "japan_government"
    US = "us"
    US_GOVERNMENT = "us_government"
    SDF = "sdf"
    US_FORCES = "us_forces"
    SCC = "scc"
    ALLIANCE = "alliance"
    EACH_GOVERNMENT = "each_government"
    AGENCIES = "agencies"
    LOCAL_GOVERNMENTS = "local_governments"
    PRIVATE_SECTOR = "private_sector"
    PARTNERS = "partners"


class Manner(_Labelled):
    """How a sentence words that something is done."""

    DOES = "does"
    AS_APPROPRIATE = "as_appropriate"
    AS_NEEDED = "as_needed"
    ON_REQUEST = "on_request"
    MAY = "may"
    MAY_INCLUDE = "may_include"


class Function(_Labelled):
    """What a measure is about, for looking across phases."""

    ISR = "isr"
    AIR_MISSILE_DEFENSE = "air_missile_defense"
    MARITIME = "maritime"
    ASSET_PROTECTION = "asset_protection"
    TRAINING = "training"
    LOGISTICS = "logistics"
    FACILITIES = "facilities"
    NEO = "neo"
    REFUGEES = "refugees"
    SAR = "sar"
    GUARDING = "guarding"
    AIRSPACE = "airspace"
    LAND = "land"
    CROSS_DOMAIN = "cross_domain"
    COMMUNICATIONS = "communications"
    CBRN = "cbrn"
    SPACE = "space"
    CYBER = "cyber"
    COORDINATION = "coordination"
    INFORMATION = "information"
    PLANNING = "planning"
    OTHER = "other"


class Basis(_Labelled):
    """On what a claim rests: the words themselves, our reading of them, or nothing."""

    TEXT = "text"
    READING = "reading"
    SILENT = "silent"


class Scope(_Labelled):
    """Chapters whose measures are not tied to a phase."""

    GLOBAL = "global"
    FRAMEWORK = "framework"


_LABELS: dict[type[_Labelled], dict[_Labelled, str]] = {
    Region: {
        Region.SITUATION: msg("情勢の段階"),
        Region.SURVIVAL: msg("存立危機"),
        Region.DISASTER: msg("大規模災害"),
    },
    Phase: {
        Phase.HEIJI: msg("平時"),
        Phase.JUYO: msg("重要影響事態"),
        Phase.YOSOKU: msg("武力攻撃予測"),
        Phase.HASSEI: msg("武力攻撃発生"),
        Phase.SONRITSU: msg("存立危機"),
        Phase.SAIGAI: msg("大規模災害"),
    },
    Actor: {
        Actor.BOTH_GOVERNMENTS: msg("日米両政府"),
        Actor.JAPAN: msg("日本"),
        Actor.JAPAN_GOVERNMENT: msg("日本政府"),
        Actor.US: msg("米国"),
        Actor.US_GOVERNMENT: msg("米国政府"),
        Actor.SDF: msg("自衛隊"),
        Actor.US_FORCES: msg("米軍"),
        Actor.SCC: msg("日米安全保障協議委員会"),
        Actor.ALLIANCE: msg("同盟"),
        Actor.EACH_GOVERNMENT: msg("各政府"),
        Actor.AGENCIES: msg("関係機関"),
        Actor.LOCAL_GOVERNMENTS: msg("地方公共団体"),
        Actor.PRIVATE_SECTOR: msg("民間"),
        Actor.PARTNERS: msg("パートナー"),
    },
    Manner: {
        Manner.DOES: msg("行う"),
        Manner.AS_APPROPRIATE: msg("適切な場合に"),
        Manner.AS_NEEDED: msg("必要に応じ"),
        Manner.ON_REQUEST: msg("要請に基づき"),
        Manner.MAY: msg("できる"),
        Manner.MAY_INCLUDE: msg("含み得る"),
    },
    Function: {
        Function.ISR: msg("情報収集・警戒監視・偵察"),
        Function.AIR_MISSILE_DEFENSE: msg("防空・ミサイル防衛"),
        Function.MARITIME: msg("海洋・海域"),
        Function.ASSET_PROTECTION: msg("アセットの防護"),
        Function.TRAINING: msg("訓練・演習"),
        Function.LOGISTICS: msg("後方支援"),
        Function.FACILITIES: msg("施設の使用"),
        Function.NEO: msg("非戦闘員の退避"),
        Function.REFUGEES: msg("避難民への対応"),
        Function.SAR: msg("捜索・救難"),
        Function.GUARDING: msg("施設・区域の警護"),
        Function.AIRSPACE: msg("空域の防衛"),
        Function.LAND: msg("陸上攻撃への対処"),
        Function.CROSS_DOMAIN: msg("領域横断"),
        Function.COMMUNICATIONS: msg("通信電子"),
        Function.CBRN: msg("CBRN防護"),
        Function.SPACE: msg("宇宙"),
        Function.CYBER: msg("サイバー"),
        Function.COORDINATION: msg("協議・調整"),
        Function.INFORMATION: msg("情報共有・発信"),
        Function.PLANNING: msg("計画策定"),
        Function.OTHER: msg("その他"),
    },
    Basis: {
        Basis.TEXT: msg("明文"),
        Basis.READING: msg("解釈"),
        Basis.SILENT: msg("定めなし"),
    },
    Scope: {
        Scope.GLOBAL: msg("国際的な活動（第V章）"),
        Scope.FRAMEWORK: msg("協力の基盤（第VII・VIII章）"),
    },
}


def actors_label(actors: Iterable[Actor]) -> str:
    """`自衛隊・米軍`; says so where the sentence names nobody."""
    return tr("・").join(actor.label for actor in actors) or tr("行う者の名はない")


def roles_label(actors: Iterable[Actor], lead: Iterable[Actor], support: Iterable[Actor]) -> str:
    """`日本（主体: 日本）`: who acts, and who leads or supports where the sentence says so."""
    leading, supporting = list(lead), list(support)
    leads = tr("（主体: {actors}）", actors=actors_label(leading)) if leading else ""
    supports = tr("（支援: {actors}）", actors=actors_label(supporting)) if supporting else ""
    return f"{actors_label(actors)}{leads}{supports}"


def conditions_label(conditions: Iterable[Manner]) -> str:
    """`適切な場合に・必要に応じ`."""
    return tr("・").join(condition.label for condition in conditions)
