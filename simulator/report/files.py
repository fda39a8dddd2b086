"""Papers as files of a chosen form, written whole or not at all."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path

from simulator.language import Reason, tr
from simulator.report.blocks import Paper
from simulator.report.problems import ThereAlreadyError, WritingError


class Form(StrEnum):
    """The forms of a file; the value is the ending of its name."""

    HTML = "html"
    DOCX = "docx"
    MARKDOWN = "md"
    XLSX = "xlsx"
    JSON = "json"

    @property
    def is_text(self) -> bool:
        """Whether it can be printed on a terminal."""
        return self not in (Form.DOCX, Form.XLSX)


def paper_file(paper: Paper, form: Form) -> bytes:
    """A paper in this form. Raises `WritingError` if its library is not installed."""
    match form:
        case Form.HTML:
            from simulator.report.html import html_file  # noqa: PLC0415  each only when it is asked for

            return html_file(paper)
        case Form.MARKDOWN:
            from simulator.report.markdown import markdown_file  # noqa: PLC0415

            return markdown_file(paper)
        case Form.DOCX:
            from simulator.report.docx import docx_file  # noqa: PLC0415

            return docx_file(paper)
        case Form.XLSX:
            from simulator.report.xlsx import xlsx_file  # noqa: PLC0415

            return xlsx_file(paper)
    raise ValueError(f"a paper is not written as {form}")


def write_file(path: Path, content: bytes, *, over: bool = False) -> None:
    """Write a temporary file, then rename it, so that the file is never half written.

    Raises `ThereAlreadyError` unless `over`, and `WritingError`.
    """
    if path.exists() and not over:
        raise ThereAlreadyError(tr("{path}: 既にあります。", path=path))
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        try:
            part.write_bytes(content)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except PermissionError as error:
        raise WritingError(
            tr(
                "{path}: 書き込めません。Word や Excel で開いていれば閉じてください。"
                "フォルダーの権限も確かめてください。",
                path=path,
            )
        ) from error
    except OSError as error:
        raise WritingError(
            tr("{path}: 書き込めません（{reason}）。", path=path, reason=Reason(error))
        ) from error
