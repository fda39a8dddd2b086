"""rooms: every exercise in progress on a journal: where, by whom, phase and time."""

from __future__ import annotations

import argparse
import sys
from time import sleep

from simulator.cli.kept import to_read
from simulator.cli.output import print_json, say
from simulator.cli.records import opened
from simulator.exercise import shown_name
from simulator.exercise.clock import local_time
from simulator.journal import Room, Rooms
from simulator.language import tr, tr_count

_PAUSE = 0.5  # seconds between two checks for a change


def rooms(arguments: argparse.Namespace) -> None:
    """Print the rooms once, or with `--follow` again whenever something was kept."""
    where = to_read(arguments)
    if where is None:
        _tell([], as_json=arguments.json)
        return
    with opened(where) as journal:
        running = Rooms(journal)
        before = running.signs()
        seen = running.look()
        _tell(seen, as_json=arguments.json)
        if arguments.follow:
            _follow(running, seen, before, as_json=arguments.json)


def _follow(rooms: Rooms, seen: list[Room], before: tuple[object, ...], *, as_json: bool) -> None:
    """Print the rooms after each change, until interrupted."""
    while True:
        sleep(_PAUSE)
        if (now := rooms.signs()) == before:
            continue
        before = now
        news = rooms.look()
        if _shapes(news) != _shapes(seen):
            seen = news
            _tell(news, as_json=as_json)
            sys.stdout.flush()


def _tell(running: list[Room], *, as_json: bool) -> None:
    if as_json:
        print_json(_shapes(running))
        return
    for room in running:
        where = tr("＋").join(phase.label for phase in room.phases)
        minutes = int(room.elapsed // 60)
        say(f"{room.id}  {shown_name(room.title)}", hang=2)
        at = f"T+{minutes // 60:02}:{minutes % 60:02}"
        host = tr("{host} の {who}", host=room.busy.host, who=room.busy.who) if room.busy.host else ""
        pid = tr("プロセス番号 {pid}", pid=room.busy.pid) if room.busy.pid else ""
        since = tr("{time:%H:%M} から", time=local_time(room.busy.since)) if room.busy.since else ""
        beat = tr("最後の応答 {time:%H:%M:%S}", time=local_time(room.busy.beat)) if room.busy.beat else ""
        silent = tr("応答が絶えています") if room.busy.silent else ""
        words = (where, at, tr("記録 {count}件", count=room.records), host, pid, since, beat, silent)
        say("  ".join(filter(None, words)), indent=4, hang=2)
    say(tr_count("進行中の演習 {count}件", len(running)))


def _shapes(running: list[Room]) -> list[dict[str, object]]:
    return [
        {
            "id": room.id,
            "title": room.title,
            "phases": [phase.value for phase in room.phases],
            "elapsed": room.elapsed,
            "records": room.records,
            "who": room.busy.who,
            "host": room.busy.host,
            "pid": room.busy.pid,
            "since": room.busy.since.isoformat() if room.busy.since else None,
            "silent": room.busy.silent,
        }
        for room in running
    ]
