"""Exceptions that end a command with words on standard error and an exit status."""


class RefusalError(Exception):
    """Refused by the machine or the text, or findings: status 1."""


class WrongUseError(Exception):
    """The arguments, or a file that they name, cannot be used: status 2."""


class ScreenFaultError(Exception):
    """The screens ended by a fault of the program, which is the cause of this: status 70."""
