"""The sheet pane: what the last move rests on, the steps to tick off, what comes, lapses and continues."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from simulator.doctrine import Basis, Doctrine, Silence, Step, Transition
from simulator.doctrine.citing import transition_label
from simulator.doctrine.passages import Change
from simulator.doctrine.sheet import best_hold, changes
from simulator.exercise import Move, State
from simulator.language import tr
from simulator.machine import Refused
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.rows import (
    Kind,
    Line,
    Target,
    basis_look,
    cited,
    heading,
    place,
)


def sheet_rows(  # noqa: PLR0913 - each says what it is
    doctrine: Doctrine,
    state: State,
    refused: Refused | None,
    hint: str = "",
    noted: Sequence[Block] = (),
    *,
    remarks: bool = True,
) -> list[Block]:
    """Rows for a moment: a refusal if there was one just now, what was `noted`, the sheet of the last move.

    Before the first move, what the text says of the phases that hold, and `hint`: how to go on. Without
    `remarks` what the text says stands alone: ours, and where it is silent, may be what a class is asked.
    """
    rows = _refusal(doctrine, refused) if refused else []
    if noted:
        rows += [*noted, Block("", gap=0)]
    move = state.last_move
    if not remarks:
        withheld = tr("問いのあいだ、解説と「本文に定めなし」は伏せています。")
        rows.append(Block(withheld, look="quiet"))
    told = (
        _move(doctrine, move, remarks=remarks) if move else _standing(doctrine, state, hint, remarks=remarks)
    )
    return rows + told


def sheet_title(doctrine: Doctrine, state: State) -> str:
    """What the sheet is about."""
    sheets = _sheets(doctrine, state.last_move)
    if not sheets:
        return state.configuration.label
    return tr("、").join(transition_label(sheet) for sheet in sheets)


def _sheets(doctrine: Doctrine, move: Move | None) -> list[Transition]:
    """The sheets of a recorded move; one that a newer doctrine no longer has is left out."""
    names = move.transitions if move else ()
    return [doctrine.transitions[name] for name in names if name in doctrine.transitions]


def _refusal(doctrine: Doctrine, refused: Refused) -> list[Block]:
    against = tr("反する文") if refused.basis is not Basis.SILENT else tr("反する文はない。この段階の語")
    return [
        Block(refused.said, label="×", indent=2, look="warning"),
        *(cited(doctrine.document, c, "refused", prefix=against) for c in refused.citations),
        Block("", gap=0),
    ]


def _standing(doctrine: Doctrine, state: State, hint: str, *, remarks: bool) -> list[Block]:
    rows: list[Block] = []
    phases = state.configuration.phases
    for profile in doctrine.profiles.values():
        if profile.phase not in phases:
            continue
        rows.append(heading(f"{profile.phase.label}  {profile.clause}", gap=1 if rows else 0))
        rows += [cited(doctrine.document, c, prefix=tr("本文の語")) for c in profile.words]
        if profile.label_note and remarks:
            rows.append(Block(tr(profile.label_note), indent=2, look="quiet"))
        for note in profile.notes if remarks else ():
            rows += _silence(doctrine, note, look="")
    in_force = [best_hold(m, phases) for m in doctrine.in_force(phases)]
    text = sum(hold is not None and hold.basis is Basis.TEXT for hold in in_force)
    rows.append(heading(tr("効いている措置")))
    rows.append(
        Block(
            tr(
                "{total}（明文 {express}・解釈 {reading}）",
                total=len(in_force),
                express=text,
                reading=len(in_force) - text,
            ),
            indent=2,
        )
    )
    rows.append(heading(tr("進み方")))
    rows.append(Block(hint, indent=2, look="quiet"))
    return rows


def _move(doctrine: Doctrine, move: Move, *, remarks: bool) -> list[Block]:
    rows: list[Block] = []
    sheets = _sheets(doctrine, move)
    for sheet in sheets:
        rows += _grounds(doctrine, sheet, gap=1 if rows else 0, remarks=remarks)
    steps = {step.sentence: step for sheet in sheets for step in sheet.steps}
    ordered = sorted(steps.values(), key=lambda step: doctrine.document.order(step.sentence))
    rows.append(
        heading(
            tr(
                "調整の手順（本文の順）  {ticked}/{total}",
                ticked=len(move.ticked & set(steps)),
                total=len(steps),
            )
        )
    )
    rows += [
        _step(doctrine, step, "☑" if step.sentence in move.ticked else "☐", remarks=remarks)
        for step in ordered
    ]
    words = [step for sheet in sheets for step in sheet.section_words]
    if words:
        rows.append(heading(tr("移る先の節の語（戻る者の手順ではない）  {count}", count=len(words))))
        rows += [_step(doctrine, step, "・", "cite", remarks=remarks) for step in words]
    found = changes(doctrine, move.before.phases, move.after.phases)
    rows += _changes(doctrine, "＋", tr("加わる措置"), found.comes)
    rows += _changes(doctrine, "－", tr("終わる措置（終わりは解釈）"), found.lapses)
    if remarks:
        rows += _silences(doctrine, sheets)
    express = sum(change.basis is Basis.TEXT for change in found.continues)
    title = tr(
        "続く措置（明文 {express}・解釈 {reading}）", express=express, reading=len(found.continues) - express
    )
    rows += _changes(doctrine, "＝", title, found.continues)
    return rows


def _silences(doctrine: Doctrine, sheets: Iterable[Transition]) -> list[Block]:
    rows = [heading(tr("本文に定めなし"))]
    silences = {silence.about: silence for sheet in reversed(list(sheets)) for silence in sheet.silent}
    order = dict.fromkeys(silence.about for sheet in sheets for silence in sheet.silent)
    for about in order:
        rows += _silence(doctrine, silences[about])
    return rows


def _grounds(doctrine: Doctrine, sheet: Transition, gap: int, *, remarks: bool) -> list[Block]:
    title = Line().add(transition_label(sheet), "heading").add(sheet.basis.label, basis_look(sheet.basis))
    rows = [title.block(gap=gap)]
    if remarks:
        rows.append(Block(tr(sheet.why), indent=2, look="quiet"))
    if sheet.condition:
        rows.append(heading(tr("条件"), gap=0))
        rows += [cited(doctrine.document, c, "condition") for c in sheet.condition]
    else:
        rows.append(Line().add(tr("条件"), "heading").add(tr("本文に定めなし"), "silent").block())
    rows.append(heading(tr("移る先の節の語") if sheet.basis is Basis.SILENT else tr("根拠"), gap=0))
    rows += [cited(doctrine.document, c, "ground") for c in sheet.grounds]
    return rows


def _step(doctrine: Doctrine, step: Step, label: str, kind: Kind = "step", *, remarks: bool = True) -> Block:
    """A step to tick off, or with `kind` cite a sentence to read."""
    line = Line().add(tr(step.title), "strong").row().add(step.roles).add(step.how)
    if step.basis:
        line.add(step.basis.label, basis_look(step.basis))
    line.add(place(doctrine.document, step.sentence), "link")
    line.add(tr("固有") if step.specific else tr("各段階"), "quiet")
    if remarks:
        line.add(tr(step.remark), "quiet")
    if step.no_measure and remarks:
        line.add(tr("措置と読まない：{why}", why=tr(step.no_measure)), "quiet")
    target = Target(kind, step.sentence, step.quote)
    return line.block(label=label, indent=2, target=str(target))


def _changes(doctrine: Doctrine, mark: str, title: str, found: Iterable[Change]) -> list[Block]:
    listed = list(found)
    rows = [heading(f"{mark} {title}  {len(listed)}")]
    for change in listed:
        measure = change.measure
        line = Line().add(tr(measure.title), "strong").row().add(measure.roles).add(measure.how)
        line.add(place(doctrine.document, measure.sentence), "link")
        if mark != "－":
            line.add(
                f"{change.basis.label} {place(doctrine.document, change.ground.sentence)}",
                basis_look(change.basis),
            )
        target = Target("cite", measure.sentence, measure.quote, f"{mark}{measure.id}")
        rows.append(line.block(label=mark, indent=3, target=str(target)))
    for remark in dict.fromkeys(change.remark for change in listed if change.remark):
        sections = dict.fromkeys(
            doctrine.document.unit(change.measure.sentence).clause for change in listed if change.remark
        )
        rows.append(Block(f"{tr(remark)}（{tr('、').join(sections)}）", indent=3, look="quiet"))
    return rows


def _silence(doctrine: Doctrine, silence: Silence, look: str = "silent") -> list[Block]:
    line = Line().add(f"{tr(silence.about)}:", "strong").add(tr(silence.note), look, space=1)
    nearest = [cited(doctrine.document, c, silence.about, prefix=tr("最も近い語")) for c in silence.nearest]
    return [line.block(label="・", indent=2), *nearest]


def section_starts(rows: list[Block]) -> list[str]:
    """The first target under each heading, for going from part to part."""
    starts: list[str] = []
    waiting = True
    for row in rows:
        if row.look == "heading" or any(mark.look == "heading" for mark in row.marks):
            waiting = True
        if row.target and waiting:
            starts.append(row.target)
            waiting = False
    return starts
