"""What only a search of all runs shows: refused triggers, unreachable steps, dead ends, rings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from simulator.datafile import Loc
from simulator.doctrine import Basis
from simulator.language import tr
from simulator.machine import PhaseMachine, Refused
from simulator.scenario.check.checks.force import check_force
from simulator.scenario.check.checks.manuscript import Manuscript
from simulator.scenario.check.checks.timing import check_timing, names_listed, written_time
from simulator.scenario.check.diagnostics import Code, Finding
from simulator.scenario.model import Scenario
from simulator.scenario.proofs.rings import endless
from simulator.scenario.proofs.search import Fall, Search
from simulator.scenario.steps import Decision, Ending, kind_of


def check_flow(manuscript: Manuscript, scenario: Scenario, machine: PhaseMachine) -> Iterator[Finding]:
    """Search the scenario and say what is wrong with its runs. Its names must hold together."""
    search = Search(scenario, machine)
    search.run()
    locs: dict[str, Loc] = {}
    for index, step in enumerate(scenario.steps):
        locs.setdefault(step.id, ("steps", index))
    yield from _refusals(manuscript, search, locs)
    yield from check_timing(manuscript, search, locs)
    yield from check_force(manuscript, search, locs)
    if not search.seen.complete:
        yield manuscript.finding(
            Code.TOO_MANY_STATES,
            ("steps",),
            tr("条件が入り組んでいて、すべての進み方を調べ切れません。"),
            tr("見る印と選択を減らすか、シナリオを分けてください。届かないステップなどは調べていません。"),
            key=True,
        )
        return
    yield from _unreached(manuscript, search, locs)
    yield from _falls(manuscript, search, locs)
    yield from _closed(manuscript, search, locs)
    yield from _late(manuscript, search, locs)
    for ring in endless(search):
        yield manuscript.finding(
            Code.ENDLESS_RING,
            (*locs[ring[0]], kind_key(search, ring[0])),
            tr("いったん入ると終わりへ抜けられない輪があります（{ring}）。", ring=names_listed(ring)),
            tr("輪の中のどこかに、終わりへ進む選択肢か next を加えてください。"),
        )


def kind_key(search: Search, name: str) -> str:
    """The key under which a step has its id: `inject`, `decision` or another kind."""
    return kind_of(search.script.step(name)) or ""


def _refusals(manuscript: Manuscript, search: Search, locs: dict[str, Loc]) -> Iterator[Finding]:
    by_place: dict[Loc, list[Refused]] = defaultdict(list)
    for refusal in search.seen.refusals:
        loc = locs[refusal.step]
        if refusal.option is not None and refusal.effect is not None:
            step = search.script.step(refusal.step)
            options = step.options if isinstance(step, Decision) else ()
            option_index = next(n for n, option in enumerate(options) if option.id == refusal.option)
            loc = (*loc, "options", option_index, "effects", refusal.effect)
        by_place[(*loc, "trigger")].append(refusal.refused)
    for loc, refused in by_place.items():
        where = names_listed(list(dict.fromkeys(trigger.configuration.label for trigger in refused)))
        yield manuscript.finding(
            Code.REFUSED_TRIGGER,
            loc,
            tr(
                "「{trigger}」は、ここに来る進み方のうち {where} では退けられます。",
                trigger=refused[0].trigger.label,
                where=where,
            ),
            tr("{why}その段階では飛ばすよう when を付けるか、前を直してください。", why=_why(refused[0])),
        )


def _why(refused: Refused) -> str:
    quotes = "".join(
        tr("「{quote}」（{sentence}）", quote=c.quote, sentence=c.sentence) for c in refused.citations
    )
    if refused.basis is Basis.TEXT:
        return tr("{reason}反する文: {said}。", reason=refused.said, said=quotes)
    return (
        tr("{reason}この段階のよりどころ: {said}。", reason=refused.said, said=quotes)
        if quotes
        else refused.said
    )


def _unreached(manuscript: Manuscript, search: Search, locs: dict[str, Loc]) -> Iterator[Finding]:
    """The first of each group of steps that no run reaches; the others follow from it."""
    steps = search.script.steps
    reached = {name for name, _ in search.seen.played}
    reported: set[str] = set()
    for name in steps:
        if name in reached or name in reported:
            continue
        group = {name: None}  # in the order in which they are found
        ahead = [name]
        while ahead:
            for target in _targets(search, ahead.pop()):
                if target not in reached and target not in reported and target not in group:
                    group[target] = None
                    ahead.append(target)
        reported.update(group)
        _, *others = group
        beyond = tr("その先の {group} にも届きません。", group=names_listed(others)) if others else ""
        yield manuscript.finding(
            Code.UNREACHABLE_STEP,
            (*locs[name], kind_key(search, name)),
            tr("どの進み方でも、ステップ「{name}」に来ません。{rest}", name=name, rest=beyond),
            tr("ここへ進む next を書くか、when を見直すか、要らなければ消してください。"),
        )


def _targets(search: Search, name: str) -> set[str]:
    step = search.script.step(name)
    targets = [search.script.past(step) if step.when else None]
    if isinstance(step, Decision):
        targets += [search.script.following(step, option) for option in step.options]
    else:
        targets.append(search.script.following(step))
    return {target for target in targets if target}


def _closed(manuscript: Manuscript, search: Search, locs: dict[str, Loc]) -> Iterator[Finding]:
    """Decisions at which a run may find every option closed, and options that no run may take."""
    reached = {name for name, _ in search.seen.played}
    for name in dict.fromkeys(name for name, _ in search.seen.stuck):
        where = names_listed([p.label for decision, p in search.seen.stuck if decision == name])
        yield manuscript.finding(
            Code.NO_OPEN_OPTION,
            (*locs[name], "decision"),
            tr("判断「{name}」で、どの選択肢も選べない進み方があります（{where}）。", name=name, where=where),
            tr("いつでも選べる選択肢を一つ置くか、判断そのものに when を付けてください。"),
        )
    for name in reached:
        step = search.script.step(name)
        for option_index, option in enumerate(step.options if isinstance(step, Decision) else ()):
            if option.when is not None and (name, option.id) not in search.seen.opened:
                yield manuscript.finding(
                    Code.OPTION_NEVER_OPEN,
                    (*locs[name], "options", option_index, "when"),
                    tr("どの進み方でも、選択肢「{option}」は選べません。", option=option.id),
                    tr("条件を見直すか、要らなければ消してください。"),
                    key=True,
                )


def _late(manuscript: Manuscript, search: Search, locs: dict[str, Loc]) -> Iterator[Finding]:
    """Messages that are due only after the last of the endings: no run shows them."""
    steps = search.script.steps.values()
    last_ending = max((step.at for step in steps if isinstance(step, Ending)), default=0)
    for step in steps:
        for option_index, option in enumerate(step.options if isinstance(step, Decision) else ()):
            for number, later in enumerate(option.later):
                if step.at + later.after > last_ending:
                    yield manuscript.finding(
                        Code.LATE_MESSAGE,
                        (*locs[step.id], "options", option_index, "later", number, "after"),
                        tr(
                            "この知らせが届くのは早くても {due} で、終わり（{last}）より後です。",
                            due=written_time(step.at + later.after),
                            last=written_time(last_ending),
                        ),
                        tr("間を短くするか、終わりの時刻を遅くしてください。"),
                    )


def _falls(manuscript: Manuscript, search: Search, locs: dict[str, Loc]) -> Iterator[Finding]:
    by_place: dict[tuple[str, str | None, bool], list[Fall]] = defaultdict(list)
    for fall in search.seen.falls:
        by_place[fall.step, fall.option, fall.skipped].append(fall)
    blind = {
        step.id
        for step in search.script.steps.values()
        if isinstance(step, Decision)
        and all((step.id, option.id, False) in by_place for option in step.options)
    }
    reported: set[str] = set()
    for (name, option, skipped), falls in by_place.items():
        loc = locs[name]
        if name in blind and option is not None:
            if name not in reported:
                reported.add(name)
                yield manuscript.finding(
                    Code.NO_WAY_ON,
                    (*loc, "decision"),
                    tr("判断「{name}」の後に、進む先がありません。", name=name),
                    tr("後に続くステップを書くか、選択肢に next を書いてください。"),
                )
            continue
        where = names_listed(list(dict.fromkeys(fall.configuration.label for fall in falls)))
        step = search.script.step(name)
        key = kind_key(search, name)
        place = tr("ステップ「{name}」の後", name=name)
        if option is not None and isinstance(step, Decision):
            option_index = next(n for n, offered in enumerate(step.options) if offered.id == option)
            loc, key, place = (
                (*loc, "options", option_index),
                "id",
                tr("選択肢「{option}」の後", option=option),
            )
        elif skipped:
            key, place = "when", tr("ステップ「{name}」を飛ばした後", name=name)
        yield manuscript.finding(
            Code.DEAD_END,
            (*loc, key),
            tr(
                "{what}、終わり（ending）に着かずに進む先がなくなります（{where}）。", what=place, where=where
            ),
            tr("後に ending を置くか、next で終わりへ進めてください。"),
            key=skipped,
        )
