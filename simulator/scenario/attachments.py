"""Files that injects bring: named from the scenario's own folder, of known kinds, and of bounded size."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from simulator.datafile import FileTooLargeError, read_regular
from simulator.language import msg, tr
from simulator.scenario.part import Part

KINDS = ("png", "jpg", "jpeg", "gif", "webp", "pdf", "txt", "md", "csv", "eml", "json", "geojson")
MAX_BYTES = 4 * 1024 * 1024  # of one attachment
MAX_KEPT = 512 * 1024  # bytes of one attachment that the record of an exercise holds in full
MAX_KEPT_TOGETHER = 2 * 1024 * 1024  # bytes of all attachments held in full
_NAMED = re.compile(rf"[^/\\:\x00-\x1f]+(?:/[^/\\:\x00-\x1f]+)*\.(?:{'|'.join(KINDS)})", re.IGNORECASE)
PATTERN = rf"^(?!/)(?!.*(?:^|/)\.{{1,2}}(?:/|$))[^\\:]+\.(?:{'|'.join(KINDS)})$"


def stays_inside(name: str) -> bool:
    """Whether it is a path that stays in the folder, with a known ending."""
    return bool(_NAMED.fullmatch(name)) and all(part.strip(".") for part in name.split("/"))


def _inside(name: str) -> str:
    """The name, unchanged. Raises ValueError if it leaves the folder or has another ending."""
    if not stays_inside(name):
        raise ValueError(tr("添付は、シナリオのファイルから見た相対の名で書いてください。"))
    return name


class Attachment(Part):
    """A file that comes with an inject, and what is said under it."""

    file: Annotated[
        str,
        AfterValidator(_inside),
        Field(
            max_length=200,
            title=msg("ファイル"),
            description=msg("シナリオのファイルから見た相対の名（例 files/map.png）。"),
        ),
    ]
    caption: Annotated[
        str, Field(title=msg("説明"), description=msg("何であるか。ファイルを開けない人にも分かるように。"))
    ] = ""

    @property
    def label(self) -> str:
        """The caption with the file's name."""
        name = self.file.rsplit("/", maxsplit=1)[-1]
        caption = self.caption.strip()
        return tr("{caption}（{file}）", caption=caption, file=name) if caption else name


@dataclass(frozen=True, slots=True)
class Content:
    """A file as it was read: size in bytes, SHA-256 in hexadecimal, and the bytes themselves if few."""

    file: str
    size: int
    sha256: str
    whole: bytes | None


def read_attachments(names: Iterable[str], folder: Path) -> Iterator[Content]:
    """The files of these names, as far as they can be read; what cannot has no bytes and no hash."""
    together = 0
    for name in names:
        try:
            raw = read_attachment(folder, name)
        except (OSError, FileTooLargeError):
            yield Content(name, 0, "", None)
            continue
        fits = len(raw) <= MAX_KEPT and together + len(raw) <= MAX_KEPT_TOGETHER
        together += len(raw) if fits else 0
        yield Content(name, len(raw), sha256(raw).hexdigest(), raw if fits else None)


def read_attachment(folder: Path, name: str) -> bytes:
    """The bytes of a file in a scenario's folder, and in no other. Raises `OSError`, `FileTooLargeError`."""
    try:
        place = (folder / name).resolve(strict=True)
    except RuntimeError as error:  # a link that leads round to itself; an OSError from Python 3.13 on
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), name) from error
    if not place.is_relative_to(folder.resolve()):
        raise FileNotFoundError(name)
    return read_regular(place, MAX_BYTES)
