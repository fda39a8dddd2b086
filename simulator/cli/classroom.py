"""classroom: seats in browsers for an exercise that a TUI on the same journal plays."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from simulator.cli.failures import RefusalError, WrongUseError
from simulator.cli.kept import to_read, worded
from simulator.cli.output import agreed, say, tell
from simulator.cli.records import known, opened
from simulator.cli.resume import newest, nothing_kept
from simulator.exercise import Journal, JournalError
from simulator.language import Reason, tr

if TYPE_CHECKING:
    from simulator.classroom.serve import Opened
    from simulator.settings.server import Where

MISSING = 'pip install "shishin[classroom]"'


def classroom(arguments: argparse.Namespace) -> None:
    """Open the class of an exercise and serve it until Ctrl+C; or test whether others can reach it."""
    _needs_libraries()
    if arguments.check:
        _check(arguments)
        return
    path = to_read(arguments)
    if path is None:
        raise nothing_kept()
    with opened(path) as journal:
        exercise = known(journal, arguments.id) if arguments.id else _newest(journal)
    address = _address(arguments)
    _serve(arguments, path, exercise, address)


def _newest(journal: Journal) -> str:
    """The exercise that somebody plays now, or else the one used last."""
    holders = journal.holders()
    return holders[0].exercise if holders else newest(journal)


def _serve(arguments: argparse.Namespace, path: Where, exercise: str, address: str) -> None:
    from simulator.classroom.network import PortTakenError  # noqa: PLC0415  only with the extra
    from simulator.classroom.serve import ClassError, ClassWish, serve  # noqa: PLC0415

    wish = ClassWish(address, arguments.port, arguments.seats, arguments.ask_names, arguments.from_play)
    faults: list[Exception] = []
    serving = False

    def on_fault(error: Exception) -> None:
        if not faults:  # one file of details is enough
            from simulator.cli.fault import write_details  # noqa: PLC0415  only for a fault

            faults.append(error)
            with suppress(OSError):
                path = write_details(error, sys.argv[1:])
                tell(
                    tr(
                        "プログラムの誤りがありました。教室は続きます。詳しいことは {path} にあります。",
                        path=path,
                    )
                )

    def announce(class_opened: Opened) -> None:
        nonlocal serving
        serving = not class_opened.running
        if arguments.from_play:
            print(class_opened.json(), flush=True)
            if not class_opened.running:
                _stand_alone()
            return
        _tell_opened(class_opened, wished=arguments.port)

    try:
        serve(path, exercise, wish, announce, on_fault)
    except ClassError as error:
        raise WrongUseError(str(error)) from error
    except JournalError as error:
        raise WrongUseError(worded(error)) from error
    except PortTakenError as error:
        words = tr(
            "ポート {port} から五つ先まで、どれも使われています。--port で別の番号を指定してください。",
            port=error.args[0],
        )
        raise RefusalError(words) from error
    except OSError as error:
        raise WrongUseError(_unbound(address, error)) from error
    if serving and not arguments.from_play:
        say(tr("教室を閉じました。答えは記録に残っています。"))


def _tell_opened(class_opened: Opened, wished: int | None) -> None:
    from simulator.classroom.network import PORT  # noqa: PLC0415  only with the extra

    room = class_opened.room
    if class_opened.running:
        say(tr("この演習の教室は、もう開いています（プロセス番号 {pid}）。", pid=room.pid))
    elif room.port != (wished or PORT) and wished != 0:
        say(
            tr(
                "ポート {wished} は使われているので、{port} で開きました。",
                wished=wished or PORT,
                port=room.port,
            )
        )
    say(tr("教室を開きました: {title}", title=class_opened.title), hang=2)
    for url in room.address:
        say(f"  {url}")
    say(tr("  コード: {code}", code=room.code))
    say(tr("投影する画面（このアドレスを知る人は、だれでも見られる）:"))
    print(f"  {class_opened.wall}")
    if sys.stdout.isatty() and room.address:
        import segno  # noqa: PLC0415  only where it can be shown

        segno.make(f"{room.address[0]}?code={room.code}", error="m").terminal(compact=True)
    say(
        tr(
            "演習を進めるのは、同じ記録を開いた画面です（shishin resume {exercise}）。",
            exercise=class_opened.exercise,
        )
    )
    if not class_opened.running:
        say(tr("Ctrl+C で閉じます。"))
    sys.stdout.flush()


def _stand_alone() -> None:
    """Leave the terminal of the screens that opened the class, so that it goes on when they end."""
    if hangup := getattr(signal, "SIGHUP", None):
        signal.signal(hangup, signal.SIG_IGN)
    if hasattr(os, "setsid"):
        with suppress(OSError):  # it already leads a session
            os.setsid()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            os.dup2(nowhere, stream.fileno())


def _address(arguments: argparse.Namespace) -> str:
    """The address to listen on; a person must agree to one that others can reach."""
    from simulator.classroom.network import LOOPBACK, interface_of, interfaces, is_loopback  # noqa: PLC0415

    if arguments.lan:
        choices = interfaces()
        if not choices:
            raise RefusalError(
                tr("ネットワークにつながっていません。Wi-Fi かケーブルをつないで、もう一度呼んでください。")
            )
        address = choices[0].address
    else:
        address = arguments.bind or LOOPBACK
    if is_loopback(address) or arguments.yes:
        return address
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise WrongUseError(
            tr(
                "{where} で、ほかの機械から見えるように開きます。よければ --yes を付けてください。",
                where=interface_of(address).label,
            )
        )
    tell(
        tr(
            "{where} で開きます。同じネットワークのだれもが教室のページを開け、コードを知る人が入れます。"
            "名前と答えは、暗号化されずに電波で送られます。",
            where=interface_of(address).label,
        )
    )
    if not agreed(tr("開きますか（はい／いいえ）: ")):
        raise RefusalError(tr("開きませんでした。"))
    return address


def _check(arguments: argparse.Namespace) -> None:
    """Wait for a phone, and say what to do if none comes."""
    from simulator.classroom.network import PORT, interfaces  # noqa: PLC0415  only with the extra
    from simulator.classroom.reach import WAITS, advice, wait_for_others  # noqa: PLC0415

    addresses = interfaces()
    if not addresses:
        raise RefusalError(
            tr("ネットワークにつながっていません。Wi-Fi かケーブルをつないで、もう一度呼んでください。")
        )
    say(
        tr(
            "この機械のアドレス: {addresses}",
            addresses=tr("、").join(interface.label for interface in addresses),
        )
    )
    address = arguments.bind or addresses[0].address
    say(
        tr(
            "同じネットワークの電話で、次のアドレスを開いてください（{seconds}秒待ちます）。",
            seconds=int(WAITS),
        )
    )
    port = PORT if arguments.port is None else arguments.port
    try:
        reached = wait_for_others(address, port, lambda words: say(f"  {words}"))
    except OSError as error:
        raise WrongUseError(_unbound(address, error)) from error
    if reached:
        say(tr("ほかの機械から届きます。--lan で開けます。"))
        return
    say(tr("どこからも届きませんでした。考えられること:"))
    for number, words in enumerate(advice(), 1):
        say(f"{number}. {words}", indent=2, hang=3)
    raise RefusalError(tr("ほかの機械から届くことを確かめられませんでした。"))


def _unbound(address: str, error: OSError) -> str:
    return tr(
        "{address} で待ち受けられません（{reason}）。この機械のアドレスを --bind に指定してください。",
        address=address,
        reason=Reason(error),
    )


def _needs_libraries() -> None:
    from importlib.util import find_spec  # noqa: PLC0415  only here

    missing = [name for name in ("segno", "starlette", "uvicorn") if find_spec(name) is None]
    if missing:
        raise WrongUseError(
            tr(
                "教室を開くには、追加のライブラリー（{names}）が要ります: {command}",
                names=tr("、").join(missing),
                command=MISSING,
            )
        )
