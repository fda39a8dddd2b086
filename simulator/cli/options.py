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
    """A journal as it is named. Only a call that names one pays for the module."""
    from simulator.cli.kept import place  # noqa: PLC0415

    return place(text)


def path(text: str) -> Path:
    """A file as it is named. Only a call that names one pays for the module."""
    from pathlib import Path  # noqa: PLC0415

    return Path(text)


def port(text: str) -> int:
    """The number of a port."""
    return _number(text, 0, 65535)


def people(text: str) -> int:
    """How many a class may have."""
    return _number(text, 1, 200)


def _number(text: str, least: int, most: int) -> int:
    """A number between two others. Raises `ArgumentTypeError`."""
    if text.isascii() and text.isdecimal() and len(text) <= 5 and least <= int(text) <= most:
        return int(text)
    raise argparse.ArgumentTypeError(
        tr("{least} から {most} までの数にしてください。", least=least, most=most)
    )


def at(command: argparse.ArgumentParser, about: str) -> None:
    """Phases that hold; `about` says what for."""
    # Given twice it adds up: to drop the first would answer for another situation than was asked about.
    command.add_argument("--at", nargs="+", action="extend", metavar="PHASE", help=f"{about}: {tr(PHASES)}")


def filters(command: argparse.ArgumentParser) -> None:
    """Who acts, and what for."""
    command.add_argument("--actor", metavar="A", help=tr("行う者（sdf 又は 自衛隊 など）"))
    command.add_argument("--function", metavar="F", help=tr("機能（logistics 又は 後方支援 など）"))


def plain(command: argparse.ArgumentParser) -> None:
    """Lines of text in place of a screen."""
    command.add_argument(
        "--plain",
        action="store_true",
        help=tr("一行ずつ、文字だけで進める（画面を読み上げるとき、パイプ、TERM=dumb）"),
    )


def journal(command: argparse.ArgumentParser) -> None:
    """Where the records are."""
    # Given before the command, it must not be undone by the command's own default.
    command.add_argument(
        "--journal",
        type=place,
        metavar="FILE",
        default=argparse.SUPPRESS,
        help=tr("演習の記録を置くファイル、又は PostgreSQL の所在（postgresql://… か service=…）"),
    )


def choosing(command: argparse.ArgumentParser) -> None:
    """Which questions, and in what order."""
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
    """Data for programs: as JSON, in words, into a file."""
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
    """The form of a paper (`usual` where neither --as nor a file's name says it) and where it goes."""
    about = tr("形（なければ --out の名から、又は {usual}）", usual=usual)
    command.add_argument("--as", dest="form", choices=forms, help=about)
    command.add_argument("--out", type=path, metavar="FILE", help=tr("書き出すファイル（なければ標準出力）"))
    command.add_argument("--force", action="store_true", help=tr("同じ名のファイルがあれば書き換える"))
    command.set_defaults(forms=forms)
