"""The questions of the Guidelines and the sessions drawn from them, made once for all tests of self-study."""

from collections.abc import Callable
from functools import cache

import pytest

from simulator.study import Bank, StudyQuestion, load_bank
from simulator.study.draw import draw

SESSIONS = 30  # with their numbers as seeds

Sessions = Callable[[int], list[tuple[StudyQuestion, ...]]]


@pytest.fixture(scope="session")
def bank() -> Bank:
    return load_bank()


@pytest.fixture(scope="session")
def sessions(bank: Bank) -> Sessions:
    """Thirty sessions of so many questions; each number of questions is drawn once."""

    @cache
    def sessions_of(questions: int) -> list[tuple[StudyQuestion, ...]]:
        return [draw(bank.questions.values(), questions, str(seed)) for seed in range(SESSIONS)]

    return sessions_of
