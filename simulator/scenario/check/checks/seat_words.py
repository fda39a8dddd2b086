"""What was meant by a word that names no seat of the scenario, and what to write so that it names one."""

from __future__ import annotations

import re
from typing import Any

from simulator.datafile import shortened
from simulator.language import tr
from simulator.scenario import version1
from simulator.scenario.check.checks import outline
from simulator.scenario.check.checks.nearest import by_label, perhaps
from simulator.scenario.check.checks.words import labels
from simulator.scenario.other_words import SEATS, means_everybody, meant, read_as
from simulator.scenario.seats import EVERY

_ID = re.compile("[a-z][a-z0-9-]{0,39}")


def usable(data: Any, name: str) -> dict[str, str]:
    """The seats that a field of this name takes, id → name: steps take those that the scenario has in use."""
    five = labels("Seat")
    if name not in ("to", "seat"):
        return five
    own_seats = outline.own_seats(data)
    used = [word.text for word in outline.words(outline.top(data), "seats") if word.text in five]
    return {**{seat: five[seat] for seat in used}, **own_seats} or five


def seats_listed(data: Any, name: str) -> str:
    """These seats in a sentence."""
    seats = usable(data, name).items()
    seats_named = [
        tr("{id}（{label}）", id=seat, label=label) if label != seat else seat for seat, label in seats
    ]
    return tr("使える語: {listed}", listed=tr("、").join(seats_named))


def meant_by(written: str, name: str, data: Any) -> tuple[tuple[str, ...], str]:
    """The seats that a word most likely means, and what to write."""
    word, is_version_1 = written.strip(), version1.says_version_1(data)
    if name in ("to", "seat") and means_everybody(word):
        return _everybody(name, data, all_there=is_version_1 or name == "seat")
    seats = usable(data, name)
    all_seats = {**labels("Seat"), **seats}
    close = _close(word, seats) or _close(word, all_seats)
    if close:
        return close, perhaps(close) + seats_listed(data, name)
    if name == "stands_for" or is_version_1:
        return (), seats_listed(data, name)
    return (), _to_be_added(word, name) + seats_listed(data, name)


def alone(written: str, data: Any) -> tuple[tuple[str, ...], str]:
    """A single word where `to` wants a list: what to write."""
    is_version_1 = version1.says_version_1(data)
    if means_everybody(written):
        return _everybody("to", data, all_there=is_version_1)
    near = (
        written.strip()
        if written.strip() in usable(data, "to")
        else next(iter(meant_by(written, "to", data)[0]), "")
    )
    if near:
        return (f"[{near}]",), tr("一つの席だけでも、並びで「to: [{seat}]」と書いてください。", seat=near)
    return (), tr("席の並び（例 [sdf, agencies]）にしてください。{listed}", listed=seats_listed(data, "to"))


def _everybody(name: str, data: Any, *, all_there: bool) -> tuple[tuple[str, ...], str]:
    if not all_there:
        return (EVERY,), tr("使う席の全てへは、括弧を付けずに「to: all」と書いてください。")
    all_listed = f"[{', '.join(usable(data, name))}]"
    return (all_listed,), tr(
        "ここに全員を表す語はありません。「{name}: {whole}」と並べてください。", name=name, whole=all_listed
    )


def _close(word: str, seats: dict[str, str]) -> tuple[str, ...]:
    """Seats by another word for them, by the reading of their names, or by spelling and label."""
    by_synonym = meant(word, SEATS, seats)
    read = [seat for seat, label in seats.items() if read_as(label, word)]
    near = [*([by_synonym] if by_synonym else []), *read, *by_label(word, seats)]
    return tuple(dict.fromkeys(near))[:3]


def _to_be_added(word: str, name: str) -> str:
    short = shortened(word)
    entry = f"{{id: {short}, name: …}}" if _ID.fullmatch(word) else f"{{id: …, name: {short}}}"
    if name == "seats":
        return tr("この演習だけの席なら「{entry}」と、識別名と名を書いてください。", entry=entry)
    if name == "seat":
        return tr("判断する席なら、いちばん上の seats に「{entry}」と加えてください。", entry=entry)
    return tr(
        "受け取って動く者がいるなら、いちばん上の seats に「{entry}」と加え、いないなら to から外してください"
        "（知らせてくる側なら、from に名のまま書きます）。",
        entry=entry,
    )
