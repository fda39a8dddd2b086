"""What stands in the blocks of a report, for tests."""

from collections.abc import Iterable
from typing import TypeVar

from simulator.report.blocks import Heading, PaperBlock

Block = TypeVar("Block")


def section(blocks: tuple[PaperBlock, ...], title: str) -> list[PaperBlock]:
    """The blocks under the first heading with these words, up to the next heading of the first level."""
    start = 1 + next(
        at for at, block in enumerate(blocks) if isinstance(block, Heading) and title in block.text
    )
    under = blocks[start:]
    ends = (at for at, block in enumerate(under) if isinstance(block, Heading) and block.level == 1)
    return list(under[: next(ends, len(under))])


def all_of(kind: type[Block], blocks: Iterable[PaperBlock]) -> list[Block]:
    """The blocks of one kind."""
    return [block for block in blocks if isinstance(block, kind)]


def words(blocks: Iterable[PaperBlock]) -> str:
    """All words of the blocks, in one string to look in."""
    return repr(list(blocks))
