"""Make a file in a thread, write it to the chosen place, and say where it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from textual.screen import Screen

from simulator.language import tr
from simulator.report.files import write_file
from simulator.report.problems import ThereAlreadyError, WritingError
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.chooser import Chooser
from simulator.tui.kit.services import services
from simulator.tui.kit.system_program import open_elsewhere

_OPEN, _OVERWRITE = "open", "over"


@dataclass(frozen=True, slots=True)
class Job:
    """A file to make: its place, and the function that gives its content, run in a thread."""

    path: Path
    make: Callable[[], bytes]


def begin(screen: Screen[None], job: Job) -> None:
    """Make the file in a thread, and show a message meanwhile."""
    services(screen).say(tr("作っています…  {name}", name=job.path.name))

    def work() -> None:
        try:
            content = job.make()
        except WritingError as error:
            screen.app.call_from_thread(services(screen).say, str(error), warning=True)
            return
        screen.app.call_from_thread(_put, screen, job, content)

    screen.run_worker(work, thread=True, group="papers", exclusive=True)


def _put(screen: Screen[None], job: Job, content: bytes, *, overwrites: bool = False) -> None:
    """Write it, or hand it to the browser; ask before overwriting a file."""
    name = job.path.name
    if screen.app.is_web:
        screen.app.deliver_binary(BytesIO(content), save_filename=name)
        services(screen).say(tr("ファイルを渡します: {name}", name=name))
        return
    try:
        write_file(job.path, content, over=overwrites)
    except ThereAlreadyError:
        rows = [Block(tr("書き換える"), target=_OVERWRITE), Block(tr("書かずに戻る"), target="no")]
        title = tr("{name} は既にあります", name=name)

        def answered(target: str | None) -> None:
            if target == _OVERWRITE:
                _put(screen, job, content, overwrites=True)

        screen.app.push_screen(Chooser(title, rows), answered)
        return
    except WritingError as error:
        services(screen).say(str(error), warning=True)
        return
    _show_written(screen, job.path.resolve())


def _show_written(screen: Screen[None], path: Path) -> None:
    """Say where the file is, and offer to open its folder."""
    rows = [
        Block(str(path), look="reading"),
        Block(tr("フォルダーを開く"), target=_OPEN, gap=1),
        Block(tr("戻る"), target="back"),
    ]

    def chosen(target: str | None) -> None:
        if target == _OPEN and not open_elsewhere(path.parent):
            message = tr("フォルダーを開くものがありません: {path}", path=path.parent)
            services(screen).say(message, warning=True)

    screen.app.push_screen(Chooser(tr("書きました"), rows, _OPEN, measure=76), chosen)
