"""The command line. Each command imports what it needs when it runs, so that `--help` stays light."""

from simulator.cli.main import main

__all__ = ["main"]
