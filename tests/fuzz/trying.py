"""Try inputs one after another and measure each: CPU seconds, and how large the process has become."""

import hashlib
import os
import random
import resource
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.fuzz.formats import Format

SLOW = 2.0  # seconds of CPU for one input
LARGE = 300.0  # megabytes of the process
_MOST = 1024**3  # bytes of address space
_IN_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # no disk is to be tried here
_PER_KIB = 1024 if sys.platform == "linux" else 1


@dataclass
class Tried:
    """What the inputs of one format came to. `largest` is the process's peak after the last one, in MB.

    `slowest_input` took longest: an input just within the bound is worth a look. `reports` tell of each input
    that raised something, was slow or made the process large.
    """

    format: str
    inputs: int = 0
    exceptions: int = 0
    slow: int = 0
    slowest: float = 0.0
    largest: float = 0.0
    slowest_input: bytes = b""
    reports: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether nothing was raised, slow or large."""
        return not (self.exceptions or self.slow or self.largest > LARGE)


def hold_back() -> None:
    """Let an input that grows without end raise MemoryError, long before the machine suffers."""
    resource.setrlimit(resource.RLIMIT_AS, (_MOST, _MOST))


def try_inputs(
    formats: Sequence[Format], seed: int, *, seconds: float, inputs: int, keep: Path | None = None
) -> list[Tried]:
    """The formats in turn, each with its own stream of inputs: adding one does not change the others'."""
    tried = [Tried(known.name) for known in formats]
    draws = [random.Random(f"{seed} {known.name}") for known in formats]
    end = time.monotonic() + seconds
    with tempfile.TemporaryDirectory(dir=_IN_MEMORY) as name:
        for number in range(inputs):
            which = number % len(formats)
            _try(formats[which], formats[which].make(draws[which]), tried[which], Path(name), keep)
            if time.monotonic() > end:
                break
    return tried


def _try(form: Format, raw: bytes, tried: Tried, folder: Path, keep: Path | None) -> None:
    tried.inputs += 1
    begun = time.process_time()
    try:
        form.ask(raw, folder)
    except Exception:  # noqa: BLE001 - whatever gets out is what is looked for
        tried.exceptions += 1
        lines = traceback.format_exc().strip().splitlines()
        tried.reports.append(
            f"{kept(form, raw, keep)}: {lines[-1]} ({lines[-3].strip() if len(lines) > 2 else ''})"
        )
    took = time.process_time() - begun
    if took > tried.slowest:
        tried.slowest, tried.slowest_input = took, raw
    if took > SLOW:
        tried.slow += 1
        tried.reports.append(f"{kept(form, raw, keep)}: {took:.1f} s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _PER_KIB / 1024 / 1024
    if peak > max(LARGE, tried.largest * 1.1):
        tried.reports.append(f"{kept(form, raw, keep)}: {peak:.0f} MB")
    tried.largest = peak


def kept(form: Format, raw: bytes, keep: Path | None) -> str:
    """Keep an input to be tried again; gives its file, or without a folder its first bytes."""
    name = f"{form.name}-{hashlib.sha256(raw).hexdigest()[:12]}"
    if keep is None:
        return f"{name} {raw[:200]!r}"
    keep.mkdir(parents=True, exist_ok=True)
    (keep / name).write_bytes(raw)
    return str(keep / name)
