"""phases, transition, and the walk that bare `shishin` prints where there is no terminal."""

from __future__ import annotations

import argparse
from itertools import pairwise

from simulator.cli import chart, shapes, words
from simulator.cli.failures import RefusalError, WrongUseError
from simulator.cli.output import print_json, say
from simulator.cli.sheet import print_sheet
from simulator.doctrine import Doctrine, Phase, Region, Transition, load_doctrine
from simulator.doctrine.citing import transition_label
from simulator.doctrine.passages import NONE
from simulator.doctrine.words import SITUATION
from simulator.language import JAPANESE, spoken, tr
from simulator.machine import Configuration, PhaseMachine, Refused, Trigger
from simulator.source import SOURCE


def phases(arguments: argparse.Namespace) -> None:
    """Print regions, phases and transitions, or the chart of them."""
    doctrine = load_doctrine()
    if arguments.json:
        print_json(_phases(doctrine))
        return
    if arguments.format == "mermaid":
        print(chart.mermaid(doctrine), end="")
        return
    for region in Region:
        say(region.label)
        for profile in doctrine.profiles.values():
            if profile.phase.region is region:
                words_quoted = tr("」「").join(words.quote for words in profile.words)
                say(
                    tr(
                        "{id}  {phase}  {clause}  本文の語「{said}」",
                        id=profile.phase.value,
                        phase=profile.phase.label,
                        clause=profile.clause,
                        said=words_quoted,
                    ),
                    2,
                    4,
                )
                if profile.label_note:
                    say(tr(profile.label_note), indent=6)
    say(tr("遷移"))
    for sheet in doctrine.transitions.values():
        where = tr("、").join(dict.fromkeys(doctrine.document.label(c.sentence) for c in sheet.condition))
        say(f"{transition_label(sheet)}  {sheet.basis.label}  {where}", indent=2, hang=4)


@spoken(JAPANESE)
def _phases(doctrine: Doctrine) -> dict[str, object]:
    return {
        "regions": [
            {
                "id": region.value,
                "label": region.label,
                "phases": [p.value for p in Phase if p.region is region],
            }
            for region in Region
        ],
        "phases": [
            {
                "id": profile.phase.value,
                "label": profile.phase.label,
                "label_note": profile.label_note,
                "clause": profile.clause,
                "region": profile.phase.region.value,
                "words": [shapes.citation(c) for c in profile.words],
                "condition": [shapes.citation(c) for c in profile.condition],
                "notes": [shapes.silence(n) for n in profile.notes],
            }
            for profile in doctrine.profiles.values()
        ],
        "transitions": [
            {
                "from": sheet.source,
                "to": sheet.target,
                "basis": sheet.basis.value,
                "cause": sheet.cause.value if sheet.cause else None,
            }
            for sheet in doctrine.transitions.values()
        ],
    }


def transition(arguments: argparse.Namespace) -> None:
    """Print one transition's sheet, or why there is none."""
    doctrine = load_doctrine()
    sheet = _find(doctrine, _state(arguments.source), _state(arguments.target))
    if arguments.json:
        print_json(shapes.transition(sheet))
    else:
        print_sheet(doctrine, sheet)


def _state(word: str) -> str:
    return NONE if word in (NONE, "なし") else words.phase(word).value


def _find(doctrine: Doctrine, source: str, target: str) -> Transition:
    sheet = doctrine.transitions.get(f"{source}-{target}")
    if sheet:
        return sheet
    if source in list(SITUATION):
        trigger = Trigger(target) if target != NONE else None
        if trigger:
            outcome = PhaseMachine(doctrine).fire(Configuration(Phase(source)), trigger)
            if isinstance(outcome, Refused):
                hint = "".join(
                    tr("「{quote}」（{sentence}）", quote=c.quote, sentence=c.sentence)
                    for c in outcome.citations
                )
                raise RefusalError(f"{outcome.said}{hint}")
    raise WrongUseError(
        tr(
            "{source} から {target} への遷移はありません。"
            "存立危機と大規模災害は情勢の段階と並び立ちます。none sonritsu、"
            "sonritsu none、none saigai、"
            "saigai none のように指定してください。",
            source=source,
            target=target,
        )
    )


def print_walk() -> None:
    """Print the walk from 平時 to 武力攻撃発生."""
    doctrine = load_doctrine()
    say(tr("指針シミュレータ  {source}（{date}）", source=SOURCE.title, date=tr(SOURCE.date)))
    say(tr("教育用・架空の想定です。武力の行使を勧めず、法的な権限を持ちません。"))
    for source, target in pairwise(SITUATION):
        say()
        print_sheet(doctrine, doctrine.transition(source, target))
    say()
    say(tr("端末で shishin を開くと、画面で歩けます。一つの遷移だけなら: shishin transition heiji juyo"))
