"""What a command raises to end with words on standard error and an exit status."""


class RefusalError(Exception):
    """The machine or the text stands against it: status 1."""


class WrongUseError(Exception):
    """The words of the call, or a file it names, cannot be used: status 2."""


class ScreenFaultError(Exception):
    """The screens ended by a fault of the program, which is the cause of this: status 70."""
