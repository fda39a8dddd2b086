from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.classroom.table import Browser, Table, table


@pytest.fixture
def at_table(tmp_path: Path) -> Iterator[Table]:
    with table(tmp_path) as class_table:
        yield class_table


@pytest.fixture
async def learner(at_table: Table) -> AsyncIterator[Browser]:
    """Somebody in the seat that the first decisions are of."""
    async with at_table.browser() as browser:
        await browser.join("japan_government")
        yield browser
