"""Why a file could not be made or written."""

from __future__ import annotations


class WritingError(Exception):
    """The file cannot be made or written; the message says why, and what to do."""


class ThereAlreadyError(WritingError):
    """A file of that name is there, and was not to be written over."""
