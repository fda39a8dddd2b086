"""What the system says of a file, in the language spoken: its own words are in English or the locale's."""

from __future__ import annotations

import errno
from collections.abc import Mapping

from simulator.language.catalogue import msg, tr

_REASONS: Mapping[int, str] = {
    errno.ENOENT: msg("ファイルがありません"),
    errno.EACCES: msg("権限がありません"),
    errno.EPERM: msg("権限がありません"),
    errno.EISDIR: msg("フォルダーです"),
    errno.ENODEV: msg("ふつうのファイルではありません"),
    errno.ENOTDIR: msg("途中がフォルダーではありません"),
    errno.EEXIST: msg("既にあります"),
    errno.ENOSPC: msg("空き容量がありません"),
    errno.EROFS: msg("書き込めない場所です"),
    errno.ENAMETOOLONG: msg("名が長すぎます"),
    errno.ELOOP: msg("リンクがたどれません"),
    errno.EBUSY: msg("使用中です"),
    errno.EIO: msg("装置が読み書きに失敗しました"),
    errno.EMFILE: msg("開いているファイルが多すぎます"),
}


class Reason:
    """Why a file could not be used; put into words only when shown, because the language may be chosen later.

    Not a dataclass: every start would load what makes those.
    """

    __slots__ = ("error",)

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __str__(self) -> str:
        number = getattr(self.error, "errno", None)
        reason = _REASONS.get(number) if number is not None else None
        return tr(reason) if reason else str(getattr(self.error, "strerror", None) or self.error)
