"""resume: take up a kept exercise where it stood."""

from __future__ import annotations

import argparse
import sys

from simulator.cli.failures import RefusalError, WrongUseError
from simulator.cli.kept import named, to_read, worded
from simulator.cli.output import agreed, say, tell
from simulator.cli.records import known, opened
from simulator.cli.showing import show
from simulator.cli.terminal import has_screen, is_dumb
from simulator.datafile import DataFileError
from simulator.exercise import Journal, shown_name
from simulator.journal import Continued, StartError, last_used, open_exercise
from simulator.language import tr


def resume(arguments: argparse.Namespace) -> None:
    """Open the exercise in the TUI, or line by line; without a terminal, print where it stands."""
    path = to_read(arguments)
    if path is None:
        raise nothing_kept()
    notices: list[str] = []
    with opened(path, notices) as journal:
        name = known(journal, arguments.id) if arguments.id else newest(journal)
        if arguments.take_over and sys.stdin.isatty() and not _agreed(journal, name):
            raise RefusalError(tr("引き継いでいません。"))
    if arguments.plain or is_dumb():
        from simulator.cli.plain import play_plain  # noqa: PLC0415

        play_plain(Continued(name, seize=arguments.take_over), named(arguments))
        return
    if not has_screen():
        _where_it_stands(Continued(name, watch=True), arguments, notices)
        return
    from simulator.tui.app.shishin import ShishinApp  # noqa: PLC0415

    show(ShishinApp(start="resume", exercise=name, journal=named(arguments), seize=arguments.take_over))


def _agreed(journal: Journal, name: str) -> bool:
    """Whether the exercise may be taken over: if another acts on it, only after confirmation."""
    busy = next((holder for holder in journal.holders() if holder.exercise == name), None)
    if busy is None:
        return True
    question = tr(
        "{message}\n30秒のあいだ応答がなければ、引き継ぎます。よいですか（y か n）: ", message=busy.message
    )
    return agreed(question)


def _where_it_stands(wanted: Continued, arguments: argparse.Namespace, said: list[str]) -> None:
    """Print its name, phases and time, without holding it; notices in `said` are not repeated."""
    try:
        opening = open_exercise(wanted, named(arguments))
    except (StartError, DataFileError) as error:
        raise WrongUseError(worded(error)) from error
    try:
        if opening.notice and opening.notice not in said:
            tell(opening.notice)
        exercise = opening.exercise
        state = exercise.state
        minutes = int(state.elapsed // 60)
        at = f"T+{minutes // 60:02}:{minutes % 60:02}"
        title = shown_name(_title(exercise.journal, exercise.name))
        say(f"{exercise.name}  {title}  {state.configuration.label}  {at}")
        say(tr("続けるには、端末で同じコマンドを使うか、--plain を付けてください。"))
    finally:
        opening.close()


def _title(journal: Journal, name: str) -> str:
    """The title in the list: an exercise may have been renamed since it began."""
    return next(kept.title for kept in journal.exercises() if kept.id == name)


def newest(journal: Journal) -> str:
    """The exercise used last. Raises `RefusalError`."""
    kept = last_used(journal)
    if kept is None:
        raise nothing_kept()
    return kept.id


def nothing_kept() -> RefusalError:
    """The refusal if there is nothing to resume."""
    return RefusalError(tr("記録された演習はまだありません。"))
