"""An attachment as the facilitator reads it: text over the screen, a picture in the system's own program."""

from __future__ import annotations

import tempfile
from io import BytesIO
from pathlib import Path

from textual.screen import Screen

from simulator.language import Reason, tr
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.chooser import Chooser
from simulator.tui.kit.page_window import PageWindow
from simulator.tui.kit.services import services
from simulator.tui.kit.system_program import open_elsewhere

_TEXT = (".txt", ".md", ".csv", ".eml", ".json", ".geojson")
_LONGEST = 20_000  # characters of a text that are shown
_OPEN = "open"


def show_attachment(screen: Screen[None], file: str, caption: str, content: bytes | None) -> None:
    """Show a file; `content` is what the exercise kept of it."""
    rows = attachment_rows(file, content)
    if content is None or is_text(file):
        screen.app.push_screen(PageWindow(file, rows))
        return
    caption_rows = [Block(caption, look="reading")] if caption else []
    choices = [Block(tr("ほかのプログラムで開く"), target=_OPEN, gap=1), Block(tr("戻る"), target="back")]

    def chosen(target: str | None) -> None:
        if target == _OPEN:
            _open(screen, file, content)

    screen.app.push_screen(Chooser(file, [*caption_rows, *rows, *choices], _OPEN, measure=76), chosen)


def is_text(file: str) -> bool:
    """Whether a file is shown as text on the screen."""
    return file.lower().endswith(_TEXT)


def attachment_rows(file: str, content: bytes | None) -> list[Block]:
    """The rows of a text file; for another file, its facts."""
    if content is None:
        return [
            Block(tr("シナリオのファイルのそばの {file} を、ほかのプログラムで開いてください。", file=file))
        ]
    if is_text(file):
        text = content.decode("utf-8", errors="replace")[:_LONGEST]
        return [Block(line) for line in text.splitlines()] or [Block(tr("空のファイルです。"), look="quiet")]
    return [Block(tr("記録に、{size:,} バイトの中身を残しています。", size=len(content)), look="quiet")]


def _open(screen: Screen[None], file: str, content: bytes) -> None:
    """Open a copy of the content as kept, because the file beside the scenario may have changed."""
    name = file.rsplit("/", maxsplit=1)[-1]
    if screen.app.is_web:
        screen.app.deliver_binary(BytesIO(content), save_filename=name)
        services(screen).say(tr("ファイルを渡します: {name}", name=name))
        return
    try:
        copy = Path(tempfile.mkdtemp(prefix="shishin-")) / name
        copy.write_bytes(content)
    except OSError as error:
        services(screen).say(
            tr("{name} を書き出せません（{reason}）", name=name, reason=Reason(error)), warning=True
        )
        return
    if open_elsewhere(copy):
        services(screen).say(tr("開きます: {name}", name=name))
    else:
        services(screen).say(
            tr("{name} を開くものがありません。写し: {path}", name=name, path=copy), warning=True
        )
