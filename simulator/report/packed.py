"""Packed files (XLSX, DOCX) without the time of packing, so that the same content gives the same bytes."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first date that the format has
_WHEN = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
_DAY = b"2015-04-27T00:00:00Z"  # the day of the document


def same_bytes(packed: bytes) -> bytes:
    """The file repacked with fixed times, its parts in the same order."""
    out = BytesIO()
    with ZipFile(BytesIO(packed)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _WHEN.sub(rb"\g<1>" + _DAY + rb"\g<3>", content)
            part = ZipInfo(name, _EPOCH)
            part.compress_type = ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            new.writestr(part, content)
    return out.getvalue()
