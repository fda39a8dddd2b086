"""The papers by audience."""

from __future__ import annotations

from enum import StrEnum

from simulator.doctrine import Doctrine
from simulator.exercise.handout import handout
from simulator.language import current, tr
from simulator.report.blocks import Paper, PaperBlock
from simulator.report.content import FICTION
from simulator.report.papers.chart import chart
from simulator.report.papers.evaluator import evaluator
from simulator.report.papers.facilitator import facilitator
from simulator.report.papers.participants import participants
from simulator.scenario import Scenario


class Audience(StrEnum):
    """Whom a paper is for."""

    PARTICIPANTS = "participants"
    FACILITATOR = "facilitator"
    EVALUATOR = "evaluator"
    CHART = "chart"

    @property
    def label(self) -> str:
        """The name of the paper."""
        match self:
            case Audience.PARTICIPANTS:
                return tr("参加者の手引きと席の紙")
            case Audience.FACILITATOR:
                return tr("進行役の手引き")
            case Audience.EVALUATOR:
                return tr("評価票（EEG）")
            case Audience.CHART:
                return tr("機能 × 段階の一枚")


def paper_for(
    scenario: Scenario, doctrine: Doctrine, audience: Audience, *, with_injects: bool = False
) -> Paper:
    """The paper of a scenario. `with_injects` adds the injects of each seat, to cut out and hand over."""
    blocks: tuple[PaperBlock, ...]
    match audience:
        case Audience.PARTICIPANTS:
            blocks = tuple(participants(handout(scenario, with_injects=with_injects), doctrine))
        case Audience.FACILITATOR:
            blocks = tuple(facilitator(scenario, doctrine))
        case Audience.EVALUATOR:
            blocks = tuple(evaluator(scenario, doctrine))
        case Audience.CHART:
            blocks = tuple(chart(doctrine))
    return Paper(
        title=scenario.title,
        subtitle=audience.label,
        foot=tr(FICTION),
        blocks=blocks,
        language=current(),
        wide=audience is Audience.CHART,
    )
