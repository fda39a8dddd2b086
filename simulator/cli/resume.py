"""resume: take up a kept exercise where it stood."""

from __future__ import annotations

import argparse

from simulator.cli.failures import RefusalError
from simulator.cli.kept import to_read
from simulator.cli.output import has_screen, is_dumb, say, tell
from simulator.cli.records import known, opened
from simulator.cli.showing import show
from simulator.exercise import History, shown_name
from simulator.journal import SqliteJournal, mend_exercise
from simulator.journal.touched import last_used
from simulator.language import tr


def resume(arguments: argparse.Namespace) -> None:
    """Open the exercise in the TUI, or line by line; without a terminal, say where it stands."""
    path = to_read(arguments)
    if path is None:
        raise _nothing_kept()
    with opened(path) as journal:
        name = known(journal, arguments.id) if arguments.id else _newest(journal)
        plain = arguments.plain or is_dumb()
        if not plain and not has_screen():
            if not journal.read_only and (mended := mend_exercise(journal, name)):
                tell(mended.message)
            state = History(journal.read(name)).state()
            minutes = int(state.elapsed // 60)
            at = f"T+{minutes // 60:02}:{minutes % 60:02}"
            say(f"{name}  {shown_name(_title(journal, name))}  {state.configuration.label}  {at}")
            say(tr("続けるには、端末で同じコマンドを使うか、--plain を付けてください。"))
            return
    if plain:
        from simulator.cli.plain import play_plain  # noqa: PLC0415
        from simulator.journal.opening import Continued  # noqa: PLC0415

        play_plain(Continued(name), arguments.journal)
        return
    from simulator.tui.app.shishin import ShishinApp  # noqa: PLC0415

    show(ShishinApp(start="resume", exercise=name, journal=arguments.journal))


def _title(journal: SqliteJournal, name: str) -> str:
    """As the list has it: an exercise may have been renamed since it began."""
    return next(kept.title for kept in journal.exercises() if kept.id == name)


def _newest(journal: SqliteJournal) -> str:
    kept = last_used(journal)
    if kept is None:
        raise _nothing_kept()
    return kept.id


def _nothing_kept() -> RefusalError:
    return RefusalError(tr("記録された演習はまだありません。"))
