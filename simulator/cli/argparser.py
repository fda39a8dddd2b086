"""argparse in the language spoken, with Japanese line breaking, and with errors raised for us to print."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import IO, Any

from simulator import __version__
from simulator.cli.failures import WrongUseError
from simulator.cli.language import OPTION
from simulator.language import JAPANESE, LANGUAGES, current, tr

HELP_WIDTH = 80  # width in cells


def _wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` cells, broken by the rules of Japanese."""
    from simulator.typography import wrap  # noqa: PLC0415  only where help is shown

    return [text[line.start : line.end].rstrip() for line in wrap(text, width)]


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Counts cells, breaks lines by the rules of Japanese, and gives the list of commands one heading."""

    def __init__(self, prog: str, **options: Any) -> None:
        # argparse allows for the letters of "usage:"; our word is a cell wider.
        super().__init__(prog, width=HELP_WIDTH - 1, **options)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return _wrapped(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for part in text.splitlines() for line in _wrapped(part, width))

    def _format_action(self, action: argparse.Action) -> str:
        text = super()._format_action(action)
        return text.partition("\n")[2] if action.nargs == argparse.PARSER else text


_STYLE = {
    "add_help": False,
    "allow_abbrev": False,
    "formatter_class": _Formatter,
}


class Unasked:
    """Stands for the parser of a command that was not asked for: it has a name and a line of help, no more.

    Making a parser for each of the commands, with all its arguments, would take most of a start. Whatever is
    added to it is left out.
    """

    def __init__(self, **_options: object) -> None:
        pass

    def __getattr__(self, _name: str) -> Callable[..., Unasked]:
        return self._nothing

    def _nothing(self, *_: object, **_options: object) -> Unasked:
        return self


def _parser(*, asked: bool = True, **options: Any) -> Parser | Unasked:
    """The parser of a command, or what stands for it."""
    return Parser(**options) if asked else Unasked()


class Parser(argparse.ArgumentParser):
    """argparse with our headings, which raises errors instead of printing them."""

    def __init__(self, **options: object) -> None:
        super().__init__(**{**_STYLE, **options})  # type: ignore[arg-type]
        self._positionals.title = tr("引数")
        self._optionals.title = tr("オプション")
        self.add_argument("-h", "--help", action="help", help=tr("この説明を示して終わる"))
        # Has already been acted on (see cli.language); declared here to be checked and shown in the help.
        self.add_argument(
            OPTION, choices=tuple(LANGUAGES), default=argparse.SUPPRESS, help=tr("画面と文の言語")
        )

    def add_subparsers(self, **options: Any) -> Any:
        """Add subcommands, of which those not asked for have no parser."""
        return super().add_subparsers(**{**options, "parser_class": _parser})

    def format_usage(self) -> str:
        """The usage, under our word for it."""
        return super().format_usage().replace("usage:", tr("使い方:"))

    def format_help(self) -> str:
        """The help, under our word for usage."""
        return super().format_help().replace("usage:", tr("使い方:"), 1)

    def _print_message(self, message: str, file: IO[str] | None = None) -> None:  # type: ignore[override]
        """Print a message; raises if it cannot be written, which argparse would ignore."""
        print(message, file=file or sys.stderr, end="")

    def _check_value(self, action: argparse.Action, value: object) -> None:
        if action.nargs == argparse.PARSER and action.choices and value not in action.choices:
            raise WrongUseError(_no_command(str(value), tuple(action.choices)))
        super()._check_value(action, value)

    def error(self, message: str) -> None:  # type: ignore[override]
        """Raise `WrongUseError` in our words."""
        raise WrongUseError(f"{self.format_usage()}{self.prog}: {worded(message)}")


def _no_command(name: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415  only where there is something to say

    close = get_close_matches(name, known, n=3, cutoff=0.5)
    hint = tr("近いもの: {names}。", names=tr("、").join(close)) if close else ""
    return tr(
        "コマンド「{name}」はありません。{hint}あるもの: {names}（説明は shishin --help）",
        name=name,
        hint=hint,
        names=tr("、").join(known),
    )


# argparse's own messages are English.
_SAYINGS = (
    ("the following arguments are required: ", "次の引数が要ります: "),
    ("unrecognized arguments: ", "分からない引数です: "),
    ("invalid choice: ", "選べない語です: "),
    ("choose from", "選べる語は"),
    ("expected one argument", "値が一つ要ります"),
    ("expected at least one argument", "値が一つ以上要ります"),
    ("not allowed with argument", "は一緒に使えません:"),
    ("ambiguous option: ", "どのオプションか決まりません: "),
    ("argument ", "引数 "),
)


def worded(message: str) -> str:
    """An argparse message in the language spoken; an unknown one stays as it is."""
    if current() != JAPANESE:
        return message
    for english, japanese in _SAYINGS:
        message = message.replace(english, japanese)
    return message


class Version(argparse.Action):
    """Prints the version and exits."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Print the version, and end."""
        print(f"shishin {__version__}")
        parser.exit()
