"""The menu of home, and the page that explains each of its lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.language import tr
from simulator.source import SOURCE
from simulator.tui.asking import table_commands as table
from simulator.tui.kit import commands
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.commands import Caps, Command
from simulator.tui.kit.content import Mark
from simulator.tui.moment import commands as moment
from simulator.tui.play import commands as play
from simulator.tui.study import commands as study
from simulator.typography import cells


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One line of the menu with the page that explains it."""

    command: Command
    title: str
    hint: str
    page: tuple[Block, ...]


def entries(cap: Caps, *, web: bool = False, maps: bool = True) -> tuple[MenuEntry, ...]:
    """The menu, in the language spoken. `cap` writes a command's key, `web`: in a browser Ctrl+C copies.

    `maps`: the page of the walk has the map of the phases, which a roomy home shows elsewhere.
    """
    leave = tr(
        "窓の上や入力中でも、{interrupt} か {quit} で終わる。",
        interrupt=cap(commands.INTERRUPT),
        quit=cap(commands.QUIT_ANYWHERE),
    )
    if web:
        leave = tr(
            "窓の上や入力中では {quit_anywhere} か、{back} のあとに {quit}。ブラウザの中では、"
            "{copy} は写すキーになる。",
            quit_anywhere=cap(commands.QUIT_ANYWHERE),
            back=cap(commands.BACK),
            quit=cap(commands.QUIT),
            copy=cap(commands.COPY_HERE),
        )
    return (
        _entry(
            commands.WALK,
            tr("段階を歩く"),
            tr("自由に段階を進め、根拠と手順を確かめる"),
            Block(tr("どの順にでも進み、一歩ごとに、根拠の条項と調整の手順を示す。"), gap=1),
            *(phase_map() if maps else ()),
        ),
        _entry(
            commands.SCENARIOS,
            tr("シナリオを演習する"),
            tr("状況付与と判断を、時刻を追って進める"),
            Block(
                tr("状況付与・問い・判断を順に示し、判断ごとに根拠の条項と講評を示す。想定はすべて架空。"),
                gap=1,
            ),
            *_keys(
                (cap(play.NEXT), tr("次のステップへ。")),
                (cap(play.PACE), tr("時計で進める、止める。")),
                (f"{cap(play.OPTIONS[0])}–{cap(play.OPTIONS[-1])}", tr("選択肢を選ぶ。")),
                (
                    f"{cap(moment.EARLIER)} {cap(moment.LATER)}",
                    tr(
                        "前の時点を見る。そこから {undo} で戻し、{fork} で別の分岐を始める。",
                        undo=cap(moment.UNDO),
                        fork=cap(play.FORK),
                    ),
                ),
                (cap(play.VIEW), tr("進行役の画面と、各席の画面を切り替える。")),
            ),
        ),
        _entry(
            commands.RECORDS,
            tr("記録を開く"),
            tr("中断したところから続ける、振り返る"),
            Block(
                tr(
                    "演習と歩みは、一つの操作ごとに残る。最後に使った順に並び、選ぶと、中断したところから続けられる。"
                ),
                gap=1,
            ),
            *_keys((cap(commands.ROOMS), tr("いま進められている演習を、ほかの教室や機械のものも見渡す。"))),
        ),
        _entry(
            commands.READ,
            tr("条文を読む"),
            tr("全文・検索・引くもの"),
            Block(
                tr(
                    "「{title}」（{date}、{issuer}）の全文を読む。",
                    title=SOURCE.title,
                    date=tr(SOURCE.date),
                    issuer=tr(SOURCE.issuer),
                ),
                gap=1,
            ),
            *_keys(
                (cap(commands.SEARCH), tr("語で探す。全角と半角、第IV章とIVは同じに扱う。")),
                ("", tr("条項番号でも探せる。")),
                (
                    cap(commands.NEXT_PANE),
                    tr("その条項を引く措置・手順・遷移・段階を示し、そこからたどれる。"),
                ),
                (f"{cap(commands.OLDER)} {cap(commands.NEWER)}", tr("見てきた条項を行き来する。")),
            ),
        ),
        _entry(
            commands.MATRIX,
            tr("機能 × 段階"),
            tr("後方支援はどう変わるか"),
            Block(tr("どの機能が、どの段階に、だれの・どの条件で置かれるかの表。"), gap=1),
            *_keys(
                (tr("矢印"), tr("欄を移る。左の欄との文言の違いを、語ごとに示す。")),
                (cap(table.COPY), tr("欄を条項とともに写し取る。")),
                (cap(table.CSV), tr("表を CSV のファイルにする。")),
            ),
        ),
        _entry(
            commands.ASK,
            tr("本文に尋ねる"),
            tr("だれの何が、どの場合に"),
            Block(
                tr("語・行う者・機能・段階を選ぶと、本文が定めること、定めのないことを示す。助言はしない。"),
                gap=1,
            ),
        ),
        _entry(
            commands.SYSTEMS,
            tr("仕組み"),
            tr("同盟調整メカニズムなど"),
            Block(
                tr(
                    "同盟調整メカニズム、運用面の調整、共同計画、宇宙、サイバーなどが、その段階で何をするとされるかを、"
                    "言い方の強さと条項とともに示す。"
                ),
                gap=1,
            ),
        ),
        _entry(
            commands.STUDY,
            tr("自習する"),
            tr("本文から作った問いに答える"),
            Block(
                tr(
                    "だれが、どの場合に、どの語で。問いはすべて本文の文から作られ、答えのあとに、その文と根拠を示す。"
                    "忘れかけたころに、また出す。"
                ),
                gap=1,
            ),
            *_keys(
                (f"{cap(study.ANSWER[0])}–{cap(study.ANSWER[-1])}", tr("選択肢で答える。")),
                (cap(study.GO_ON), tr("次の問いへ。")),
                (cap(study.COMPLAIN), tr("おかしい問いを書き残す。")),
                (cap(study.PROGRESS), tr("進み具合を見る。")),
            ),
        ),
        _entry(
            commands.HELP,
            tr("手引き"),
            tr("キーと印の意味"),
            Block(
                tr(
                    "いま使えるキーと、画面の印の意味を示す。どの画面でも {help} か {anywhere} で開く。",
                    help=cap(commands.HELP),
                    anywhere=cap(commands.HELP_ANYWHERE),
                ),
                gap=1,
            ),
        ),
        _entry(
            commands.QUIT,
            tr("終了"),
            cap(commands.QUIT)
            if web
            else tr("{quit} または {interrupt}", quit=cap(commands.QUIT), interrupt=cap(commands.INTERRUPT)),
            Block(
                tr("指針シミュレータを終える。どの画面でも {quit} で終わる。", quit=cap(commands.QUIT)), gap=1
            ),
            Block(leave),
        ),
    )


def _entry(command: Command, title: str, hint: str, *page: Block) -> MenuEntry:
    return MenuEntry(command, title, hint, (Block(title, look="heading"), *page))


def _keys(*rows: tuple[str, str]) -> tuple[Block, ...]:
    """A key and what it does, one a line."""
    width = 2 + max(cells(key) for key, _ in rows)
    return tuple(
        Block(words, label=key, indent=width, gap=not number) for number, (key, words) in enumerate(rows)
    )


def last_page(title: str, reached: str, phases: Sequence[str], cap: Caps) -> tuple[Block, ...]:
    """The exercise last used and where it stands, over the map of the phases; no `title` if there is none."""
    rows = [Block(tr("前回の演習"), look="heading")]
    if title:
        rows += [
            Block(title, look="strong", gap=1),
            Block(tr("{clock} まで", clock=reached)),
            *_keys((cap(commands.RECORDS), tr("記録を開いて続ける。"))),
        ]
    else:
        words = tr("まだ記録がない。段階を歩くか、シナリオを演習すると、ここから続けられる。")
        rows.append(Block(words, gap=1))
    return (*rows, *phase_map(phases))


def phase_map(here: Sequence[str] = ()) -> tuple[Block, ...]:
    """The phases as the text orders them: four of the situation, and two beside them; `here` are marked."""
    upper = (("heiji", tr("平時"), "IV.A"), ("juyo", tr("重要影響事態"), "IV.B"))
    lower = (("yosoku", tr("武力攻撃予測"), "IV.C.1"), ("hassei", tr("武力攻撃発生"), "IV.C.2"))
    beside = (("sonritsu", tr("存立危機"), "IV.D"), ("saigai", tr("大規模災害"), "IV.E"))
    return (
        _row(upper, " ━ ", here, end=" ━", gap=1),
        _row(lower, " ━ ", here),
        _row(beside, "   ", here),
    )


def _row(
    phases: tuple[tuple[str, str, str], ...],
    between: str,
    here: Sequence[str],
    *,
    end: str = "",
    gap: int = 0,
) -> Block:
    """Phases with their clauses; a line never breaks within one of them."""
    text, marks = "", []
    for phase, label, clause in phases:
        text += between if text else ""
        name = f"● {label}" if phase in here else label
        marks.append(Mark(len(text), len(text) + len(name), f"band-{phase}" if phase in here else "strong"))
        text += f"{name} {clause}".replace(" ", "\xa0")
    return Block(text + end, tuple(marks), gap=gap)
