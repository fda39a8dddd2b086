"""Options that several commands take."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from simulator.language import msg, tr

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.settings.server import Where

PHASES = msg("heiji juyo yosoku hassei sonritsu saigai（平時 などの名でもよい）")


def place(text: str) -> Where:
    """A journal by its name. The import is only paid for if one is named."""
    from simulator.cli.kept import place  # noqa: PLC0415

    return place(text)


def path(text: str) -> Path:
    """A file by its name. The import is only paid for if one is named."""
    from pathlib import Path  # noqa: PLC0415

    return Path(text)


def port(text: str) -> int:
    """The number of a port."""
    return _number(text, 0, 65535)


def people(text: str) -> int:
    """The number of persons a class may have."""
    return _number(text, 1, 200)


def _number(text: str, least: int, most: int) -> int:
    """A number in a range. Raises `ArgumentTypeError`."""
    if text.isascii() and text.isdecimal() and len(text) <= 5 and least <= int(text) <= most:
        return int(text)
    raise argparse.ArgumentTypeError(
        tr("{least} から {most} までの数にしてください。", least=least, most=most)
    )


def at(command: argparse.ArgumentParser, about: str) -> None:
    """Add `--at`, phases that hold; `about` is its help."""
    # Given twice, it adds up: dropping the first would answer for another situation.
    command.add_argument("--at", nargs="+", action="extend", metavar="PHASE", help=f"{about}: {tr(PHASES)}")


def filters(command: argparse.ArgumentParser) -> None:
    """Add `--actor` and `--function`."""
    command.add_argument("--actor", metavar="A", help=tr("行う者（sdf 又は 自衛隊 など）"))
    command.add_argument("--function", metavar="F", help=tr("機能（logistics 又は 後方支援 など）"))


def plain(command: argparse.ArgumentParser) -> None:
    """Add `--plain`."""
    command.add_argument(
        "--plain",
        action="store_true",
        help=tr("一行ずつ、文字だけで進める（画面を読み上げるとき、パイプ、TERM=dumb）"),
    )


def journal(command: argparse.ArgumentParser) -> None:
    """Add `--journal`."""
    # The command's default must not override the option given before the command.
    command.add_argument(
        "--journal",
        type=place,
        metavar="FILE",
        default=argparse.SUPPRESS,
        help=tr("演習の記録を置くファイル、又は PostgreSQL の所在（postgresql://… か service=…）"),
    )


def choosing(command: argparse.ArgumentParser) -> None:
    """Add the options that choose questions and their order."""
    command.add_argument(
        "--kind", action="append", metavar="K", help=tr("問いの種類（who 又は 行う者 など）")
    )
    command.add_argument(
        "--phase", action="append", metavar="PHASE", help=tr("段階: {phases}", phases=tr(PHASES))
    )
    command.add_argument("--function", metavar="F", help=tr("機能（logistics 又は 後方支援 など）"))
    command.add_argument("--clause", metavar="ID", help=tr("この条項と、その下"))
    command.add_argument("--seed", default="", metavar="WORD", help=tr("選び方と選択肢の順を決める語"))


def data(command: argparse.ArgumentParser) -> None:
    """Add `--json` or `--csv`, `--words` and `--out`, for data."""
    command.add_argument("--json", action="store_true", help=tr("JSON で出す"))
    command.add_argument(
        "--out",
        dest="data_file",
        type=path,
        metavar="FILE",
        help=tr("データを書き出す新しいファイル（なければ標準出力）"),
    )
    about = tr("符号の代わりに、日本語の語で出す")
    command.add_argument("--words", dest="labels", action="store_true", help=about)


def paper(command: argparse.ArgumentParser, *forms: str, usual: str = "html") -> None:
    """Add `--as`, `--out` and the like: the form of a paper (`usual` by default) and where it goes."""
    about = tr("形（なければ --out の名から、又は {usual}）", usual=usual)
    command.add_argument("--as", dest="form", choices=forms, help=about)
    command.add_argument("--out", type=path, metavar="FILE", help=tr("書き出すファイル（なければ標準出力）"))
    command.add_argument("--force", action="store_true", help=tr("同じ名のファイルがあれば書き換える"))
    command.set_defaults(forms=forms)
