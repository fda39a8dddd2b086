"""Files that come with an inject reach those whom the inject reached, and nobody else."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.classroom.keys import wall_token
from simulator.scenario import Inject, scenario_files
from tests.classroom.table import Table, table

WITH_FILES = next(path for path in scenario_files() if path.stem.startswith("10-"))


@pytest.fixture
def flood(tmp_path: Path) -> Iterator[Table]:
    """A class at the first inject that brings a file."""
    with table(tmp_path, WITH_FILES) as class_table:
        for _ in range(60):
            class_table.advance(Inject)
            step = class_table.play.script.step(class_table.play.state.shown[-1].step)
            if isinstance(step, Inject) and step.attachments:
                break
        yield class_table


def injected(class_table: Table) -> Inject:
    """The inject that was shown last."""
    step = class_table.play.script.step(class_table.play.state.shown[-1].step)
    assert isinstance(step, Inject)
    return step


async def test_whoever_got_the_inject_opens_its_file(flood: Table) -> None:
    step = injected(flood)
    async with flood.browser() as learner:
        await learner.join(step.to[0].value)
        link = re.search(r'"(/file\?at=[^"]+)"', await learner.seat())
        assert link
        response = await learner.get(link[1].replace("&amp;", "&"))
        assert response.status_code == 200
        assert response.content == flood.play.attached(step.attachments[0].file)
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["cache-control"].startswith("private")


async def test_nobody_else_opens_it_and_no_other_number_opens_anything(flood: Table) -> None:
    step = injected(flood)
    address = f"/file?at={flood.play.state.shown[-1].seq}&n=0"
    other_seat = next(seat for seat in flood.play.scenario.seats if seat not in step.to)
    async with flood.browser() as stranger:
        assert (await stranger.get(address)).status_code == 404
    async with flood.browser() as other:
        await other.join(other_seat.value)
        assert "/file?" not in await other.seat()
        assert (await other.get(address)).status_code == 404
    async with flood.browser() as learner:
        await learner.join(step.to[0].value)
        for wrong in ("/file", "/file?at=1&n=0", f"{address}9", "/file?at=-1&n=-1", "/file?at=x&n=../../etc"):
            assert (await learner.get(wrong)).status_code == 404


async def test_while_every_screen_is_blank_nobody_opens_it(flood: Table) -> None:
    address = f"/file?at={flood.play.state.shown[-1].seq}&n=0"
    exercise = flood.play.exercise
    async with flood.browser() as learner:
        await learner.join(injected(flood).to[0].value)
        await learner.get(f"/wall?token={wall_token(flood.room.secret)}")
        for blank, status in ((True, 404), (False, 200)):
            exercise.keep_stage(replace(exercise.stage, blank=blank))
            flood.look()
            assert (await learner.get(address)).status_code == status


async def test_the_wall_shows_it(flood: Table) -> None:
    async with flood.browser() as wall:
        await wall.get(f"/wall?token={wall_token(flood.room.secret)}")
        assert (await wall.get(f"/file?at={flood.play.state.shown[-1].seq}&n=0")).status_code == 200
