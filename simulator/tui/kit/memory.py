"""Keep the garbage collector from pausing a class.

A full collection walks all that is loaded, the doctrine and every screen's styles, which takes some 50 ms: a
key pressed then would wait for it. What is loaded stays anyway, so it is taken out of its sight.
"""

from __future__ import annotations

import gc


def settle() -> None:
    """Collect what is garbage now, also what was settled before; what is left is not walked again."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
