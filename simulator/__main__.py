"""`python -m simulator` and the `shishin` command."""

import sys

from simulator.cli import main

if __name__ == "__main__":
    sys.exit(main())
