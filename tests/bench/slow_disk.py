"""A disk whose flush takes a stated time longer, the same everywhere: by a library laid before the C library.

What a flush costs decides what 32 writers gain by sharing one, and no two machines' disks agree on it. So the
server is run a second time with each of its flushes lengthened. Needs Linux and a C compiler.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_SOURCE = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static void longer(void)
{
    double left = atof(getenv("FLUSH_LONGER_MS")) / 1000;
    struct timespec time = {(time_t)left, (long)((left - (time_t)left) * 1e9)};
    nanosleep(&time, NULL);
}

#define LENGTHENED(name) \
    int name(int file) \
    { \
        int (*flush)(int) = (int (*)(int))dlsym(RTLD_NEXT, #name); \
        longer(); \
        return flush(file); \
    }

LENGTHENED(fsync)
LENGTHENED(fdatasync)
"""


def compiler() -> str | None:
    return shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")


@contextmanager
def longer_flushes(milliseconds: float) -> Iterator[Mapping[str, str]]:
    """The environment of a program whose flushes take so much longer."""
    if not milliseconds:
        yield {}
        return
    cc = compiler()
    assert cc is not None
    with tempfile.TemporaryDirectory(prefix="shishin-flush-") as folder:
        Path(folder).chmod(0o755)  # read by the user who runs the server
        library = Path(folder) / "longer.so"
        subprocess.run(
            [cc, "-shared", "-fPIC", "-O2", "-x", "c", "-", "-o", str(library), "-ldl"],
            input=_SOURCE,
            text=True,
            check=True,
        )
        yield {"LD_PRELOAD": str(library), "FLUSH_LONGER_MS": str(milliseconds)}
