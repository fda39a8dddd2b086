"""Messages for keys of a play that do nothing now; they reveal nothing that a seat may not know."""

from __future__ import annotations

from simulator.exercise.viewer import Viewer
from simulator.language import tr
from simulator.scenario import Decision
from simulator.tui.kit.commands import Command
from simulator.tui.play import commands as keys

OF_THE_FACILITATOR = (keys.ADD, keys.HOLD, keys.HELD, keys.CLASSROOM)


def numbers(decision: Decision) -> str:
    """The numbers of its options: `1–3`."""
    return f"1–{len(decision.options)}"


def ended(earlier: str) -> str:
    """The message that there is nothing more to show; `earlier` is the key that goes back."""
    return tr("シナリオは終わっています。{earlier} で前の時点を見られます。", earlier=earlier)


def why_no_next(decision: Decision | None, view: Viewer, earlier: str) -> str:
    """Why no next step is shown while this decision waits; without one, the scenario has ended."""
    if decision is None:
        return ended(earlier)
    if not view.decides(decision):
        return tr("{seat}の判断を待っています。", seat=decision.decider)
    return tr("判断を先に選んでください（{numbers}）。", numbers=numbers(decision))


def why_no_option(decision: Decision | None, view: Viewer) -> str:
    """Why a digit takes no option of this decision."""
    if decision is None:
        return tr("いまは判断を待っていません。")
    if not view.decides(decision):
        return tr("この判断をするのは{seat}です。", seat=decision.decider)
    return tr("選択肢は {numbers} です。", numbers=numbers(decision))


def why_not_facilitating(command: Command, view: Viewer, views_key: str) -> str:
    """Why a command of the facilitator does nothing; `views_key` opens the facilitator's view."""
    if not view.is_facilitator:
        return tr("進行役の画面ですることです。画面は {key} で選べます。", key=views_key)
    return (
        tr("控えている状況付与はありません。")
        if command is keys.HELD
        else tr("控えられるのは状況付与だけです。")
    )
