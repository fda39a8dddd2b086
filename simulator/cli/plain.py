"""play --plain, resume --plain: line by line on standard input and output.

For screen readers, dumb terminals and pipes: words only, no cursor movement, no colours. Everything is
recorded as on the screen.
"""

from __future__ import annotations

import shlex
import sys
import unicodedata
from collections.abc import Callable

from simulator.cli.ask import tell_answer
from simulator.cli.failures import RefusalError, WrongUseError
from simulator.cli.kept import worded
from simulator.cli.output import say, tell
from simulator.cli.teller import Teller
from simulator.cli.text import say_clause
from simulator.datafile import DataFileError
from simulator.doctrine import load_doctrine
from simulator.document import ClauseError
from simulator.exercise import JournalError, Play, PlayError
from simulator.exercise.events import Decided, Shown
from simulator.exercise.told import ToldQuestion
from simulator.journal import Opening, StartError, Wanted, open_exercise
from simulator.language import tr
from simulator.scenario import ScriptError
from simulator.settings.server import Where

LONGEST_LINE = 20_000  # bytes of one line that are read; a note is far shorter


def play_plain(wanted: Wanted, journal: Where | None) -> None:
    """Play until the end of the input or `q`. Raises `RefusalError`, `WrongUseError`."""
    try:
        opening = open_exercise(wanted, journal)
    except (StartError, DataFileError) as error:
        raise WrongUseError(worded(error)) from error
    try:
        _told(opening)
        play = opening.play
        if opening.watched:
            raise RefusalError(tr("いまは進められません。"))
        if play is None:
            raise RefusalError(
                tr("これは段階を歩いた記録です。--plain で続けられるのは、シナリオの演習だけです。")
            )
        try:
            _Session(play).run()
        finally:
            if not opening.warning:
                _farewell(play, journal)
    finally:
        opening.close()


def _told(opening: Opening) -> None:
    if opening.warning:
        tell(tr("{message}指定するには --journal を付けます。", message=opening.warning))
    if opening.notice:
        tell(opening.notice)


def _farewell(play: Play, journal: Where | None) -> None:
    """Print how to resume, on standard error, since it is not part of the play."""
    place = f" --journal {shlex.quote(str(journal))}" if journal else ""
    command = f"shishin resume {play.exercise.name} --plain{place}"
    sys.stdout.flush()
    tell(tr("記録しました。続けるには: {command}", command=command))


class _EndOfInput(Exception):  # noqa: N818  not an error: the input has ended
    """There is no more input."""


class _Session:
    """A play driven by typed lines."""

    def __init__(self, play: Play) -> None:
        self.play = play
        self.teller = Teller(play, choosing=True)
        self.question: ToldQuestion | None = None  # the question shown whose model answer is not yet shown

    def run(self) -> None:
        """Read and answer lines until `q` or the end of the input."""
        if self.play.state.shown:
            self._help()
            say()
            say(f"{self.play.scenario.title}  {self.play.state.configuration.label}")
            self._here()
        else:
            self.teller.opening()
            say()
            self._help()
        try:
            while self._answer(self._line(self._prompt())):
                pass
        except _EndOfInput:
            pass

    def _line(self, prompt: str) -> str:
        """Read a line after a prompt. Raises `_EndOfInput`."""
        print(prompt, end=" ", flush=True)
        try:
            typed = sys.stdin.buffer.readline(LONGEST_LINE)
        except OSError:  # the terminal was closed
            typed = b""
        if not sys.stdin.isatty() or not typed:
            print()  # no Enter was typed, so begin a new line
        if not typed:
            raise _EndOfInput
        return unicodedata.normalize("NFC", typed.decode(errors="replace")).strip()

    def _prompt(self) -> str:
        decision = self.play.waiting
        if decision:
            return tr("番号（{numbers}）>", numbers=f"1–{len(decision.options)}")
        return ">"

    def _answer(self, line: str) -> bool:
        """Do what a line asks for; False to leave. An act that does not fit is reported and has no effect."""
        word, rest = (*line.split(maxsplit=1), "", "")[:2]  # a full-width blank separates words too
        word = unicodedata.normalize("NFKC", word).lower()
        acts: dict[str, Callable[[str], None]] = {
            "": self._next,
            "u": self._undo,
            "r": self._redo,
            "n": self._note,
            "d": self._clause,
            "t": self._ask,
            ".": self._again,
            "?": self._help,
        }
        try:
            if word == "q":
                return False
            if word.isdecimal():
                self._choose(word)
            elif act := acts.get(word):
                act(rest.strip())
            else:
                say(tr("「{line}」は分かりません。? で、打てるものを示します。", line=line))
        except (PlayError, ScriptError, JournalError) as error:
            say(str(error))
        return True

    def _next(self, _rest: str = "") -> None:
        decision = self.play.waiting
        if decision:
            numbers = f"1–{len(decision.options)}"
            say(tr("判断を先に選んでください（{numbers}）。", numbers=numbers))
        elif self.question:
            self.teller.answer(self.question)
            self.question = None
        elif self.play.ended:
            say(tr("シナリオは終わっています。u で戻り、q で終えます。"))
        else:
            self.play.advance()
            self._here()

    def _choose(self, number: str) -> None:
        decision = self.play.waiting
        if decision is None:
            say(tr("いまは判断を待っていません。Enter で次へ進みます。"))
        elif len(number) > 2 or not 1 <= int(number) <= len(decision.options):
            say(tr("選択肢は {numbers} です。", numbers=f"1–{len(decision.options)}"))
        else:
            self.play.decide(decision.options[int(number) - 1].id)
            self._here()

    def _undo(self, _rest: str) -> None:
        if self.play.undo():
            say(tr("戻しました。"))
            self._here()
        else:
            say(tr("これより前には戻れません。"))

    def _redo(self, _rest: str) -> None:
        if self.play.redo():
            say(tr("やり直しました。"))
            self._here()
        else:
            say(tr("やり直すものはありません。"))

    def _note(self, words: str) -> None:
        words = words or self._line(tr("メモ>"))
        if not words:
            say(tr("何も書かれていないので、残しません。"))
            return
        self.play.exercise.note(words)
        say(tr("メモを残しました。"))

    def _clause(self, name: str) -> None:
        """Print a clause of the text."""
        document = self.teller.document
        try:
            say_clause(document, document.resolve(name))
        except ClauseError as error:
            say(str(error))

    def _ask(self, words: str) -> None:
        """Print what the text provides in the present phases."""
        if words:
            tell_answer(load_doctrine(), self.play.state.configuration.phases, words)
        else:
            say(tr("t の後に、尋ねる語を打ってください。"))

    def _again(self, _rest: str) -> None:
        self._here()

    def _here(self) -> None:
        """Print the record at which the play stands, and the hot wash at the end."""
        history = self.play.exercise.history
        record = history.records[history.head]
        told = self.teller.tell(record)
        self.question = told if isinstance(told, ToldQuestion) else None
        if not isinstance(record.event, (Shown, Decided)) and self.play.state.shown:
            self._last_shown()
        if self.play.ended and not self.question:
            self.teller.hot_wash()
            say(tr("シナリオは終わりました。u で戻り、n でメモを残し、q で終えます。"))

    def _last_shown(self) -> None:
        """Print the last thing shown, if the present record is a note or the like."""
        history = self.play.exercise.history
        shown = history.records.get(self.play.state.shown[-1].seq)
        if shown:
            self.teller.tell(shown)

    def _help(self, _rest: str = "") -> None:
        say(
            tr(
                "Enter 次へ、番号 選択肢を選ぶ、u 戻す、r やり直す、n メモ、d 条項番号 条文を読む、"
                "t 語 本文に尋ねる、. もう一度、? 手引き、q 終える（記録は残る）。"
            )
        )
