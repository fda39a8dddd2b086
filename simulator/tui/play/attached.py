"""An attachment as the facilitator reads it: text as it stands, of the rest what is known of it."""

from __future__ import annotations

from simulator.language import tr
from simulator.tui.kit.blocks import Block

_TEXT = (".txt", ".md", ".csv", ".eml", ".json", ".geojson")
_LONGEST = 20_000  # characters that are shown


def attachment_rows(file: str, content: bytes | None) -> list[Block]:
    """The rows of a file; `content` is what the exercise kept of it."""
    if content is not None and file.lower().endswith(_TEXT):
        text = content.decode("utf-8", errors="replace")[:_LONGEST]
        return [Block(line) for line in text.splitlines()] or [Block(tr("空のファイルです。"), look="quiet")]
    where = tr("シナリオのファイルのそばの {file} を、ほかのプログラムで開いてください。", file=file)
    if content is None:
        return [Block(where)]
    return [
        Block(where),
        Block(tr("記録に、{size:,} バイトの中身を残しています。", size=len(content)), look="quiet"),
    ]
