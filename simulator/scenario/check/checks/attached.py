"""Files that injects bring: they are there, can be read, and are not too large."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from simulator.datafile import FileTooLargeError, shortened
from simulator.language import Reason, tr
from simulator.scenario import version1
from simulator.scenario.attachments import MAX_BYTES, read_attachment, stays_inside
from simulator.scenario.check.checks import outline
from simulator.scenario.check.checks.manuscript import Manuscript
from simulator.scenario.check.diagnostics import Code, Finding


def check_attached(manuscript: Manuscript, folder: Path) -> Iterator[Finding]:
    """Each file that an inject names; the models check the form of the names."""
    if version1.says_version_1(manuscript.data):
        return
    for step in outline.steps(manuscript.data):
        for message in (step, *outline.messages(step)):
            for attachment in outline.parts(message, "attachments"):
                file = outline.word(attachment, "file")
                if file and stays_inside(file.text):
                    yield from _file(manuscript, folder, file)


def _file(manuscript: Manuscript, folder: Path, file: outline.Word) -> Iterator[Finding]:
    try:
        read_attachment(folder, file.text)
    except FileTooLargeError:
        yield manuscript.finding(
            Code.ATTACHMENT_TOO_LARGE,
            file.loc,
            tr("添付「{file}」が大きすぎます。", file=shortened(file.text)),
            tr("{limit:,} バイトまでにしてください。", limit=MAX_BYTES),
        )
    except (OSError, ValueError) as error:
        reason = Reason(error) if isinstance(error, OSError) else ""
        yield manuscript.finding(
            Code.ATTACHMENT_MISSING,
            file.loc,
            tr("添付「{file}」を読めません（{reason}）。", file=shortened(file.text), reason=reason),
            tr("シナリオのファイルのあるフォルダーの中に置き、そこから見た名を書いてください。"),
        )
