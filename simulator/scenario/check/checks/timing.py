"""Scenario time along the runs: it stands still or goes on, unless a loop goes back to begin again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from simulator.datafile import Loc
from simulator.language import tr
from simulator.machine import Configuration
from simulator.scenario.check.checks import outline
from simulator.scenario.check.checks.manuscript import Manuscript
from simulator.scenario.check.checks.outline import Word
from simulator.scenario.check.diagnostics import Code, Finding
from simulator.scenario.moments import day_and_hour, hour_alone, minutes_since, of_a_day, written_beginning
from simulator.scenario.proofs.diagram import NOTHING, DiagramTooLargeError
from simulator.scenario.proofs.rings import loops
from simulator.scenario.proofs.search import Search
from simulator.scenario.steps import TIME, Decision, Option, Step, TransitionStep

_MAX_LISTED = 10


def check_timing(manuscript: Manuscript, search: Search, locs: dict[str, Loc]) -> Iterator[Finding]:
    """Every step that some run plays right after a later one."""
    ring = {name: number for number, group in enumerate(loops(search)) for name in group}
    later_before: dict[str, list[str]] = defaultdict(list)
    for step in search.script.steps.values():
        options: tuple[Option | None, ...] = step.options if isinstance(step, Decision) else (None,)
        for option in options:
            earlier = [s for s in _possible(search, step, option) if s.at < step.at]
            earlier = [s for s in earlier if not _goes_back(search, ring, step, s)]
            if earlier:
                played = _played_next(search, step, option)
                for following in earlier:
                    if following.id in played and step.id not in later_before[following.id]:
                        later_before[following.id].append(step.id)
    unclear = hours_alone(manuscript)
    for name, names_before in later_before.items():
        cause = next(
            (suspect for suspect in (name, *names_before) if (*locs[suspect], "at") in unclear), None
        )
        if cause:
            yield _hour_alone(manuscript, unclear[*locs[cause], "at"], Code.TIME_RUNS_BACK)
            continue
        steps_before = names_listed(
            [
                tr(
                    "{step}（{time}）",
                    step=name_before,
                    time=written_time(search.script.step(name_before).at),
                )
                for name_before in names_before
            ]
        )
        yield manuscript.finding(
            Code.TIME_RUNS_BACK,
            (*locs[name], "at"),
            tr(
                "時刻 {time} が、すぐ前に来る {steps} より早くなっています。",
                time=written_time(search.script.step(name).at),
                steps=steps_before,
            ),
            tr("前のステップと同じか、後の時刻にしてください。"),
        )


def names_listed(names: Sequence[str]) -> str:
    """Names in a sentence: the first of many, and how many more."""
    if len(names) <= _MAX_LISTED:
        return tr("、").join(names)
    first_names = tr("、").join(names[:_MAX_LISTED])
    return tr("{first} ほか{count}件", first=first_names, count=len(names) - _MAX_LISTED)


def check_beginning(manuscript: Manuscript) -> Iterator[Finding]:
    """A first step far beyond the planned length: its time is most often an hour of the day.

    Scenario time may run far ahead of the class (days in an hour), but it begins near 0:00.
    """
    data = outline.top(manuscript.data)
    duration, first_step = data.value.get("duration"), next(outline.steps(manuscript.data), None)
    first_time = outline.word(first_step, "at") if first_step and first_step.kind != "ending" else None
    match = TIME.fullmatch(first_time.text) if first_time else None
    if first_time is None or match is None or not isinstance(duration, int):
        return
    minutes = int(match[1]) * 60 + int(match[2])
    begins = outline.word(data, "begins")
    on_the_wall = begins is not None and minutes > 0 and begins.text.zfill(5) == first_time.text.zfill(5)
    if minutes <= 2 * duration and not on_the_wall:
        return
    yield manuscript.finding(
        Code.LATE_BEGINNING,
        first_time.loc,
        tr(
            "最初のステップが {at} に始まり、予定の長さ（{duration} 分）から大きく外れています。",
            at=first_time.text,
            duration=duration,
        ),
        tr(
            "「at」は壁の時刻ではなく、始まりからの時間です。最初を「0:00」とし、後はそこからの差（15 分後は"
            '「0:15」）を書いてください。壁の時刻は「begins: "{begins}"」に書けます。',
            begins=first_time.text.zfill(5),
        ),
    )


class HourAlone(NamedTuple):
    """A bare `09:15` among times with days: what it says, and the two times that it may mean."""

    word: Word
    says: str
    likely: str
    plain: str


def hours_alone(manuscript: Manuscript) -> dict[Loc, HourAlone]:
    """The bare hours of a file that otherwise writes days: a reader takes them for the clock's.

    They are times since the beginning like any other; in a file without days they are not ambiguous.
    """
    data = manuscript.data
    if not isinstance(data, dict) or data.get("schema") == 1:
        return {}
    words = [word for step in outline.steps(data) if (word := outline.word(step, "at"))]
    if not any(of_a_day(word.text) for word in words):
        return {}
    beginning, previous = written_beginning(data), 0
    by_place: dict[Loc, HourAlone] = {}
    for word in words:
        minutes = minutes_since(word.text, beginning, previous)
        clock_hour = hour_alone(word.text, beginning, previous)
        if clock_hour is not None and minutes is not None:
            says, likely = (day_and_hour(time, beginning) for time in (minutes, clock_hour))
            by_place[word.loc] = HourAlone(word, says, likely, f"T+{minutes // 60}:{minutes % 60:02}")
            minutes = clock_hour
        previous = previous if minutes is None else minutes
    return by_place


def check_hours_alone(manuscript: Manuscript) -> Iterator[Finding]:
    """Each bare hour among times with days."""
    for hour in hours_alone(manuscript).values():
        yield _hour_alone(manuscript, hour, Code.HOUR_ALONE)


def _hour_alone(manuscript: Manuscript, hour: HourAlone, code: Code) -> Finding:
    return manuscript.finding(
        code,
        hour.word.loc,
        tr(
            "日のない「{at}」は始まりからの時間で、{says} の意味になります。",
            at=hour.word.text,
            says=hour.says,
        ),
        tr(
            "その日の時刻なら「{likely}」、始まりからの時間なら「{plain}」と書いてください。",
            likely=hour.likely,
            plain=hour.plain,
        ),
        nearest=(hour.likely, hour.plain),
    )


def written_time(seconds: int) -> str:
    """Scenario time as the format writes it."""
    return f"{seconds // 3600}:{seconds % 3600 // 60:02}"


def _goes_back(search: Search, ring: dict[str, int], step: Step, target: Step) -> bool:
    """Whether the way from a step to an earlier one of the file closes a loop."""
    same_ring = step.id in ring and ring.get(target.id) == ring[step.id]
    return same_ring and search.place[target.id] <= search.place[step.id]


def _possible(search: Search, step: Step, option: Option | None) -> list[Step]:
    """The steps that may be played next, whatever the conditions say."""
    next_steps: dict[str, Step] = {}
    target = search.script.following(step, option)
    while target is not None and target not in next_steps:
        next_step = next_steps[target] = search.script.step(target)
        target = search.script.past(next_step) if next_step.when else None
    return list(next_steps.values())


def _played_next(search: Search, step: Step, option: Option | None) -> set[str]:
    """The steps that some run really plays next."""
    played: set[str] = set()
    try:
        for (name, configuration), states in search.seen.played.items():
            if name == step.id:
                played |= _settled(search, step, option, configuration, states)
    except DiagramTooLargeError:
        return set()
    return played


def _settled(
    search: Search, step: Step, option: Option | None, configuration: Configuration, states: int
) -> set[str]:
    sets, played = search.sets, set()
    triggers = [step.trigger] if isinstance(step, TransitionStep) else []
    if isinstance(step, Decision) and option:
        triggers = [effect.trigger for effect in option.effects if effect.trigger]
        states = sets.both(states, search.valuations.opened(step, option, configuration))
        states = search.valuations.after(step, option, states)
    for trigger in triggers:
        configuration = search.machine.fire(configuration, trigger).configuration
    for target in _possible(search, step, option):
        holding = search.valuations.holding(target, configuration)
        if sets.both(states, holding) != NOTHING:
            played.add(target.id)
        states = sets.without(states, holding)
    return played
