"""A short run of `make fuzz`: the inputs are the same each time, and none of them raises anything."""

import random
from pathlib import Path

from tests.fuzz.formats import Format, formats
from tests.fuzz.trying import try_inputs


def test_no_input_of_a_short_run_raises_anything() -> None:
    every = formats()
    tried = try_inputs(every, seed=1, seconds=600, inputs=150 * len(every))
    assert [result.reports for result in tried if result.exceptions] == []
    assert [result.inputs for result in tried] == [150] * len(every)


def test_a_seed_makes_the_same_inputs_whatever_other_formats_there_are() -> None:
    for known in formats():
        one, other = random.Random("7"), random.Random("7")
        assert [known.make(one) for _ in range(20)] == [known.make(other) for _ in range(20)]


def test_what_an_input_raises_is_told_and_the_input_is_kept(tmp_path: Path) -> None:
    def ask(raw: bytes, folder: Path) -> None:
        raise KeyError(raw)

    (tried,) = try_inputs([Format("f", lambda chance: b"x", ask)], 1, seconds=60, inputs=1, keep=tmp_path)
    assert (tried.inputs, tried.exceptions, tried.sound) == (1, 1, False)
    assert "KeyError" in tried.reports[0]
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"x"]
