"""The row and page of an exercise in progress: where it runs, who acts, its phase and its time."""

from __future__ import annotations

from simulator.exercise import shown_name
from simulator.exercise.clock import local_time
from simulator.exercise.journal import Busy
from simulator.journal import Room
from simulator.language import tr
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.rows import heading
from simulator.tui.lists.entry import Listed
from simulator.tui.moment.phases import clock
from simulator.tui.play.times import day_and_time

LEAVE, TAKE_OVER = "leave", "take"  # the answers to `taking_over`


def listed_room(room: Room, take_over: str) -> Listed:
    """The entry of an exercise, also of one that cannot be read; `take_over` is the key to take it over."""
    title, busy = shown_name(room.title), room.busy
    phases = tr("＋").join(phase.label for phase in room.phases) or tr("記録を読めません")
    where = tr("{host} の {who}", host=busy.host, who=busy.who) if busy.host else tr("この機械")
    silent = tr("応答が絶えています") if busy.silent else ""
    facts = f"{phases}  {clock(room.elapsed)}\n" + "  ".join(filter(None, (where, silent)))
    page = [
        heading(title, gap=0),
        heading(tr("どこで、だれが")),
        Block(where),
        *_signs(busy),
        heading(tr("どこまで")),
        Block(f"{clock(room.elapsed)}  {phases}"),
        Block(tr("記録 {count}件", count=room.records)),
        heading(tr("記録の名")),
        Block(room.id, look="quiet"),
    ]
    if busy.silent:
        warning = tr("応答が絶えています。{key} で引き継げます。コマンドでは:", key=take_over)
        page.append(Block(warning, look="warning", gap=1))
        page.append(Block(f"shishin resume {room.id} --take-over"))
    return Listed(room.id, title, facts, tuple(page))


def taking_over(busy: Busy) -> list[Block]:
    """The question whether to take an exercise over, and what then happens to its present holder."""
    question = tr(
        "{host} の {who} の接続を終え、この画面で続けます。そちらは、戻っても見るだけになります。",
        host=busy.host,
        who=busy.who,
    )
    return [
        Block(tr("引き継がない"), target=LEAVE),
        Block(f"{tr('引き継ぐ')}\n{question}", target=TAKE_OVER),
    ]


def _signs(busy: Busy) -> list[Block]:
    """The holding process, since when, and its last sign of life."""
    rows = []
    if busy.pid:
        rows.append(Block(tr("プロセス番号 {pid}", pid=busy.pid)))
    if busy.since:
        rows.append(Block(tr("{time} から", time=day_and_time(busy.since))))
    if busy.beat:
        rows.append(Block(tr("最後の応答 {time:%H:%M:%S}", time=local_time(busy.beat))))
    return rows
