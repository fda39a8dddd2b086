"""What home offers: each line of its menu, with the page that explains it."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.document.source import SOURCE
from simulator.language import msg, tr
from simulator.tui import commands
from simulator.tui.commands import Command
from simulator.tui.content import Mark
from simulator.tui.widgets.blocks import Block
from simulator.typography import cells, pad


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu with the page that explains it."""

    command: Command
    title: str
    hint: str
    page: tuple[Block, ...]


def _phase_map() -> tuple[Block, ...]:
    """The phases as the text places them: four of the situation in a row, two that stand beside them."""
    row = (
        (tr("平時"), "IV.A"),
        (tr("重要影響事態"), "IV.B"),
        (tr("武力攻撃予測"), "IV.C.1"),
        (tr("武力攻撃発生"), "IV.C.2"),
    )
    names = " ━ ".join(f"○ {name}" for name, _ in row)
    clauses = "".join(pad(f"  {clause}", cells(f"○ {name} ━ ")) for name, clause in row)
    beside = tr("○ 存立危機 IV.D    ○ 大規模災害 IV.E")
    return (
        Block(names, look="strong", gap=1),
        Block(clauses.rstrip(), look="quiet"),
        Block(beside, (Mark(0, 6, "strong"), Mark(15, 22, "strong"))),
    )


ENTRIES = (
    Entry(
        commands.WALK,
        msg("段階を歩く"),
        msg("自由に段階を進め、根拠と手順を確かめる"),
        (
            Block(msg("段階を歩く"), look="heading"),
            Block(
                msg(
                    "一つの段階から次の段階へ、どの順にでも進む。一歩ごとに、根拠の条項と、本文が挙げる調整の手順を示す。"
                ),
                gap=1,
            ),
            *_phase_map(),
        ),
    ),
    Entry(
        commands.SCENARIOS,
        msg("シナリオを演習する"),
        msg("状況付与と判断を、時刻を追って進める"),
        (
            Block(msg("シナリオを演習する"), look="heading"),
            Block(
                msg("状況付与・問い・判断を順に示し、判断ごとに根拠の条項と講評を示す。想定はすべて架空。"),
                gap=1,
            ),
            Block(msg("次のステップへ。"), label="Space", indent=8, gap=1),
            Block(msg("時計で進める、止める。"), label="p", indent=8),
            Block(msg("選択肢を選ぶ。"), label="1–9", indent=8),
            Block(msg("前の時点を見る。そこから u で戻し、f で別の筋を始める。"), label="← →", indent=8),
            Block(msg("進行役の画面と、各席の画面を切り替える。"), label="v", indent=8),
        ),
    ),
    Entry(
        commands.RECORDS,
        msg("記録を開く"),
        msg("終えたところから続ける、振り返る"),
        (
            Block(msg("記録を開く"), look="heading"),
            Block(
                msg(
                    "演習と歩みは、一つの操作ごとに残る。新しい順に並び、選ぶと、終えたところから続けられる。"
                ),
                gap=1,
            ),
        ),
    ),
    Entry(
        commands.READ,
        msg("条文を読む"),
        msg("全文・検索・引用元"),
        (
            Block(msg("条文を読む"), look="heading"),
            Block(f"「{SOURCE.title}」（{SOURCE.date}、{SOURCE.issuer}）の全文を読む。", gap=1),
            Block(msg("語で探す。全角と半角、第IV章とIVは同じに扱う。"), label="/", indent=4, gap=1),
            Block(msg("条項番号でも探せる。"), label="", indent=4),
            Block(
                msg("その条項を引く措置・手順・遷移・段階を示し、そこからたどれる。"), label="Tab", indent=4
            ),
            Block(msg("見てきた条項を行き来する。"), label="[ ]", indent=4),
        ),
    ),
    Entry(
        commands.MATRIX,
        msg("機能 × 段階"),
        msg("後方支援はどう変わるか"),
        (
            Block(msg("機能 × 段階"), look="heading"),
            Block(msg("どの機能が、どの段階に、だれの・どの条件で置かれるかの表。"), gap=1),
            Block(
                msg("欄を移る。左の欄との文言の違いを、語ごとに示す。"), label=msg("矢印"), indent=6, gap=1
            ),
            Block(msg("欄を条項とともに写し取る。"), label="c", indent=6),
            Block(msg("表を CSV のファイルにする。"), label="e", indent=6),
        ),
    ),
    Entry(
        commands.ASK,
        msg("本文に尋ねる"),
        msg("だれの何が、どの場合に"),
        (
            Block(msg("本文に尋ねる"), look="heading"),
            Block(
                msg("語・行う者・機能・段階を選ぶと、本文が定めること、定めのないことを示す。助言はしない。"),
                gap=1,
            ),
        ),
    ),
    Entry(
        commands.SYSTEMS,
        msg("仕組み"),
        msg("同盟調整メカニズムなど"),
        (
            Block(msg("仕組み"), look="heading"),
            Block(
                msg(
                    "同盟調整メカニズム、運用面の調整、共同計画、宇宙、サイバーなどが、その段階で何をするとされるかを、"
                    "言い方の強さと条項とともに示す。"
                ),
                gap=1,
            ),
        ),
    ),
    Entry(
        commands.HELP,
        msg("手引き"),
        msg("キーと印の意味"),
        (
            Block(msg("手引き"), look="heading"),
            Block(msg("いま使えるキーと、画面の印の意味を示す。どの画面でも ? か F1 で開く。"), gap=1),
        ),
    ),
    Entry(
        commands.QUIT,
        msg("終了"),
        msg("q または Ctrl+C"),
        (
            Block(msg("終了"), look="heading"),
            Block(msg("指針シミュレータを終える。どの画面でも q か Ctrl+C で終わる。"), gap=1),
        ),
    ),
)
