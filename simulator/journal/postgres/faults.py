"""Errors of a server or a connection in our words."""

from __future__ import annotations

import psycopg

from simulator.language import msg, tr

# By SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html
_WHY = {
    "53100": msg("サーバーのディスクに空きがありません。管理する人に知らせてください: {error}"),
    "25006": msg("読むだけのサーバー（待機系）です。主となるサーバーにつないでください: {error}"),
    "53300": msg("サーバーへの接続が多すぎます。ほかを閉じるか、上限を上げてください: {error}"),
    "57P01": msg("サーバーの側から接続を切られました: {error}"),
    "57P03": msg("サーバーが起動か停止の途中です。少し待ってください: {error}"),
    "28P01": msg("パスワードが違います。~/.pgpass を確かめてください: {error}"),
    "28000": msg("この利用者はつなぐことを許されていません: {error}"),
    "42501": msg("この利用者には許されていません。役割（shishin_host など）を確かめてください: {error}"),
    "55P03": msg("別のプロセスが使っています。終わるのを待ってください: {error}"),
    "57014": msg("時間内に終わりませんでした: {error}"),
}
# Until a connection is made, the client library gives a message but no code.
_WORDS = (
    ("password authentication failed", "28P01"),
    ("no password supplied", "28P01"),
    ("too many clients", "53300"),
    ("remaining connection slots", "53300"),
    ("the database system is", "57P03"),
)
_UNREACHABLE = msg("サーバーにつながりません。所在・網・サーバーが動いているかを確かめてください: {error}")
LOST = (psycopg.OperationalError, psycopg.InterfaceError)


def first_line(error: Exception) -> str:
    """The first line of the library's message."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__)


def sqlstate(error: BaseException) -> str:
    """The SQLSTATE; empty where there is none."""
    if not isinstance(error, psycopg.Error):
        return ""
    if error.sqlstate:
        return error.sqlstate
    message = str(error)
    return next((code for part, code in _WORDS if part in message), "")


def why(error: Exception) -> str:
    """The cause, and what to do, in one clause."""
    explanation = _WHY.get(sqlstate(error))
    if explanation is None and isinstance(error, psycopg.OperationalError) and not error.sqlstate:
        explanation = _UNREACHABLE
    return tr(explanation, error=first_line(error)) if explanation else first_line(error)


def is_disconnected(error: BaseException) -> bool:
    """Whether the connection is gone, so that a statement's answer never came."""
    code = sqlstate(error)
    if isinstance(error, psycopg.InterfaceError):
        return True
    return isinstance(error, psycopg.OperationalError) and (not code or code[:3] == "57P" or code[:2] == "08")
