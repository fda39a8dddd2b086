"""A scenario of version 1 in the form of version 2.

Version 2 only adds, so one number in the file changes, and nothing else: comments, order, blanks, quotation
marks and line ends stay as the author wrote them.
"""

from __future__ import annotations

from simulator.datafile import DataFileError, load_text
from simulator.datafile.lines import offset_of
from simulator.language import tr

NEWEST = 2


def upgraded(raw: bytes, path: str) -> bytes:
    """The file's content as a file of the newest version; unchanged if it is one.

    Raises `DataFileError` for a text that is not YAML, and for a file without a known version.
    """
    file = load_text(raw, path)
    version = file.data.get("schema") if isinstance(file.data, dict) else None
    if version == NEWEST:
        return raw
    if version != 1 or isinstance(version, bool):
        message = tr("「schema: 1」のあるシナリオではないので、新しい版にできません。")
        raise DataFileError(file.problem(("schema",), message))
    text = raw.decode("utf-8-sig")
    start = offset_of(text, file.place(("schema",)))
    end = offset_of(text, file.ends[file.place(("schema",))])
    mark = raw[: len(raw) - len(text.encode())]  # a byte order mark, if there is one
    return mark + f"{text[:start]}{NEWEST}{text[end:]}".encode()
