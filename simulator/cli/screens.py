"""Open the TUI; without a terminal, bare `shishin` prints the walk instead of failing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.cli.kept import to_write
from simulator.cli.showing import show
from simulator.cli.terminal import has_screen
from simulator.language import tr

if TYPE_CHECKING:
    import argparse


def home(arguments: argparse.Namespace) -> None:
    """Open the home screen, or print the walk where there is no terminal."""
    if not has_screen():
        _without_terminal()
        return
    journal = to_write(arguments)
    from simulator.tui.app.shishin import ShishinApp  # noqa: PLC0415

    show(ShishinApp(journal=journal))


def _without_terminal() -> None:
    """Play the first scenario of the library; without a library, print the walk."""
    from simulator.scenario import scenario_files  # noqa: PLC0415

    first = next(iter(scenario_files()), None)
    if first is None:
        from simulator.cli.machine import print_walk  # noqa: PLC0415

        print_walk()
        return
    from simulator.cli.play import play_headless  # noqa: PLC0415

    play_headless(first, "first", as_json=False)


def walk(arguments: argparse.Namespace) -> None:
    """Open the TUI on the walk, from the phases of `--at`."""
    from simulator.cli.failures import WrongUseError  # noqa: PLC0415
    from simulator.cli.words import situation  # noqa: PLC0415

    phases = situation(arguments.at)
    if not has_screen():
        raise WrongUseError(
            tr(
                "walk は画面の出せる端末で使ってください。"
                "文字では、shishin（引数なし）が一つの演習を、shishin transition が遷移を示します。"
            )
        )
    journal = to_write(arguments)
    from simulator.tui.app.shishin import ShishinApp  # noqa: PLC0415

    show(ShishinApp(start="walk", phases=frozenset(phases or ()), journal=journal))
