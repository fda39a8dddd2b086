"""Notes as rows: those on the present phase, each with its time and what it is about."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.exercise import History, Moved, State
from simulator.exercise.state import NoteTaken
from simulator.language import tr, tr_count
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.rows import heading
from simulator.tui.moment.phases import clock

MOST_SHOWN = 200  # notes shown on one phase; laying out more would slow down every key


def notes_here(history: History, state: State) -> tuple[NoteTaken, ...]:
    """The notes made since the last move, and those made later about a moment since then."""
    since = state.last_move.seq if state.last_move else 0
    made = [note for note in state.notes if note.seq > since and note.about is None]
    on_earlier_moments = {
        note.seq: note
        for note in (*state.notes, *history.state().notes)
        if note.about is not None and since <= note.about <= state.seq
    }
    if on_earlier_moments:
        records = _unmoved(history, since, state.seq)
        made += [note for note in on_earlier_moments.values() if note.about in records]
    return tuple(sorted(made))


def _unmoved(history: History, since: int, until: int) -> set[int]:
    """The record `since`, and those up to `until` on any branch that follow it without a move between.

    `since` is the record of a move, or 0. Each record is looked at once, because folding the state of each
    would be slow.
    """
    unmoved = {since}
    for seq in range(since + 1, until + 1):
        if seq not in history.branch_of or (history.records[seq].parent or 0) not in unmoved:
            continue
        event = history.records[seq].event
        fired = (event.firing,) if isinstance(event, Moved) else getattr(event, "fired", ())
        if not any(firing.transitions for firing in fired):
            unmoved.add(seq)
    return unmoved


def about_time(history: History, note: NoteTaken) -> str:
    """The time of the earlier moment that a note is about; empty if it is about its own moment."""
    record = history.records.get(note.about or 0)
    return clock(record.elapsed) if record else ""


def note_rows(history: History, notes: Sequence[NoteTaken], *, gap: int = 1) -> list[Block]:
    """A heading, and each note with its time, only the newest if there are many; empty without notes."""
    if not notes:
        return []
    rows = [heading(tr("メモ"), gap=gap)]
    left_out = len(notes) - MOST_SHOWN
    if left_out > 0:
        words = tr_count("これより前のメモ {count}件は、書き出し（shishin export）で見られます。", left_out)
        rows.append(Block(words, look="quiet", indent=9))
    for note in notes[-MOST_SHOWN:]:
        about = about_time(history, note)
        words = (
            tr("（{time} について）{text}", time=about, text=note.text.strip())
            if about
            else note.text.strip()
        )
        rows.append(Block(words, label=clock(note.elapsed), indent=9))
    return rows
