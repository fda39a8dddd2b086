"""Keep the garbage collector from pausing a class.

A full collection scans all that is loaded, the doctrine and every screen's styles, which takes some 50 ms,
and a key pressed then has to wait. What is loaded stays anyway, so it is excluded.
"""

from __future__ import annotations

import gc


def settle() -> None:
    """Collect garbage now, and exclude all that is left from later collections."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
