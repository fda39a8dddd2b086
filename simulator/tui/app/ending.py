"""The end of the app: errors from tearing down screens, and a terminal that is gone."""

from __future__ import annotations

import os
from threading import Timer

from textual.app import ScreenError
from textual.css.query import QueryError
from textual.dom import NoScreen
from textual.widget import MountError
from textual.worker import WorkerError, WorkerFailed

HUNG_UP = 1  # SIGHUP, which Windows has no name for
PATIENCE = 5.0  # seconds for an orderly end once the terminal is gone
# Errors of a half-built screen at its end: once exit was asked for, the toolkit mounts nothing more.
_TORN_DOWN = (QueryError, ScreenError, NoScreen, MountError, WorkerError)


class ToolkitFaultError(Exception):
    """The toolkit ended the app with a message and no exception."""


def is_of_teardown(error: Exception) -> bool:
    """Whether an error only comes from tearing down a screen."""
    cause = error.error if isinstance(error, WorkerFailed) else error
    return isinstance(cause, _TORN_DOWN)


def end_hard_later() -> None:
    """End the process after a few seconds if it does not end in order once its terminal is gone.

    Writing to a lost terminal may block for ever; every record is already on disk.
    """
    watch = Timer(PATIENCE, os._exit, (128 + HUNG_UP,))
    watch.daemon = True
    watch.start()
