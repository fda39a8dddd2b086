"""The sheet pane: the grounds of the last move, steps to tick off, what comes, lapses and continues."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from simulator.doctrine import Basis, CoordinationStep, Doctrine, Silence, Transition
from simulator.doctrine.citing import transition_label
from simulator.doctrine.passages import Change
from simulator.doctrine.sheet import best_hold, changes
from simulator.exercise import Move, State
from simulator.language import tr
from simulator.machine import Refused
from simulator.settings.settings import FOLDED, SHEET_PARTS
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.rows import RowText, basis_look, cited, heading, place
from simulator.tui.kit.target import Aim, Kind, Target

STEPS, COMES, LAPSES, SILENT, COMMON, CONTINUES, GROUNDS, WORDS = SHEET_PARTS


def sheet_rows(  # noqa: PLR0913 - each is passed by name
    doctrine: Doctrine,
    state: State,
    refused: Refused | None,
    hint: str = "",
    noted: Sequence[Block] = (),
    *,
    remarks: bool = True,
    folded: Set[str] = FOLDED,
) -> list[Block]:
    """Rows for a moment: a refusal just given, what was `noted`, the sheet of the last move.

    Before the first move, what the text says of the present phases, and `hint`, how to go on. Without
    `remarks` only the text is shown, because our remarks and its silences may answer what a class is asked.
    """
    rows = _refusal(doctrine, refused) if refused else []
    if noted:
        rows += [*noted, Block("", gap=0)]
    move = state.last_move
    if not remarks:
        withheld = tr("問いのあいだ、解説と「本文に定めなし」は伏せています。")
        rows.append(Block(withheld, look="quiet"))
    body = (
        _move(doctrine, move, state.ticked.get(move.seq, frozenset()), folded, remarks=remarks)
        if move
        else _standing(doctrine, state, hint, remarks=remarks)
    )
    return rows + body


def sheet_title(doctrine: Doctrine, state: State) -> str:
    """What the sheet is about."""
    sheets = _sheets(doctrine, state.last_move)
    if not sheets:
        return state.configuration.label
    return tr("、").join(transition_label(sheet) for sheet in sheets)


def _sheets(doctrine: Doctrine, move: Move | None) -> list[Transition]:
    """The sheets of a recorded move, without those that a newer doctrine no longer has."""
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
    express = sum(hold is not None and hold.basis is Basis.TEXT for hold in in_force)
    rows.append(heading(tr("効いている措置")))
    rows.append(
        Block(
            tr(
                "{total}（明文 {express}・解釈 {reading}）",
                total=len(in_force),
                express=express,
                reading=len(in_force) - express,
            ),
            indent=2,
        )
    )
    rows.append(heading(tr("進み方")))
    rows.append(Block(hint, indent=2, look="quiet"))
    return rows


def _move(
    doctrine: Doctrine, move: Move, ticked: Set[str], folded: Set[str], *, remarks: bool
) -> list[Block]:
    """First what is specific to the move; below it what is the same in every phase, and the reasons."""
    sheets = _sheets(doctrine, move)
    rows: list[Block] = []
    for sheet in sheets:
        rows += _condition(doctrine, sheet, gap=1 if rows else 0)
    fold = FoldableParts(folded)
    steps = steps_of(doctrine, move)
    specific = [step for step in steps if step.specific]
    rows += fold.part(
        STEPS,
        tr("この遷移の手順"),
        _count(ticked, specific),
        [_ticking(doctrine, ticked, step) for step in specific],
    )
    words = [step for sheet in sheets for step in sheet.section_words]
    rows += fold.part(
        WORDS,
        tr("移る先の節の語（戻る者の手順ではない）"),
        str(len(words)),
        [_step(doctrine, step, "・", "cite") for step in words],
    )
    changed = changes(doctrine, move.before.phases, move.after.phases)
    rows += fold.part(
        COMES, tr("＋ 加わる措置"), str(len(changed.comes)), _changes(doctrine, "＋", changed.comes)
    )
    rows += fold.part(
        LAPSES,
        tr("－ 終わる措置（終わりは解釈）"),
        str(len(changed.lapses)),
        _changes(doctrine, "－", changed.lapses),
    )
    if remarks:
        silences = _silences(sheets)
        rows += fold.part(
            SILENT,
            tr("■ 本文に定めなし"),
            str(len(silences)),
            [row for silence in silences for row in _silence(doctrine, silence)],
            short=tr("・").join(tr(silence.about) for silence in silences),
            look="now",
        )
    common = [step for step in steps if not step.specific]
    rows += fold.part(
        COMMON,
        tr("どの段階にも共通の手順"),
        _count(ticked, common),
        [_ticking(doctrine, ticked, step) for step in common],
    )
    express = sum(change.basis is Basis.TEXT for change in changed.continues)
    title = tr(
        "＝ 続く措置（明文 {express}・解釈 {reading}）",
        express=express,
        reading=len(changed.continues) - express,
    )
    rows += fold.part(
        CONTINUES, title, str(len(changed.continues)), _changes(doctrine, "＝", changed.continues)
    )
    grounds = [row for sheet in sheets for row in _grounds(doctrine, sheet, remarks=remarks)]
    rows += fold.part(GROUNDS, tr("根拠"), str(sum(len(sheet.grounds) for sheet in sheets)), grounds)
    return rows


def steps_of(doctrine: Doctrine, move: Move | None) -> list[CoordinationStep]:
    """The coordination steps of a move in the order of the text, each once."""
    steps = {step.sentence: step for sheet in _sheets(doctrine, move) for step in sheet.steps}
    return sorted(steps.values(), key=lambda step: doctrine.document.order(step.sentence))


def part_of(step: CoordinationStep) -> str:
    """The part of the sheet in which a step stands."""
    return STEPS if step.specific else COMMON


@dataclass(frozen=True, slots=True)
class FoldableParts:
    """Builds the parts of a sheet, folded or unfolded; a folded part shows its number of rows."""

    folded: Set[str]

    def part(  # noqa: PLR0913, PLR0917 - each is passed by name
        self, name: str, title: str, count: str, rows: Sequence[Block], short: str = "", look: str = "heading"
    ) -> list[Block]:
        """A heading that folds the rows below it; while folded, `short` replaces them."""
        if not rows:
            return [] if name in (WORDS, STEPS) else [Block(f"{title}  {count}", look="quiet", gap=1)]
        is_open = name not in self.folded
        line = RowText().add(f"{title}  {count}", look).add("▾" if is_open else "▸", "key", space=1)
        if short and not is_open:
            line.row().add(short, "quiet")
        target = Target("fold", name)
        return [line.block(target=target, gap=1), *(rows if is_open else ())]


def _count(ticked: Set[str], steps: Sequence[CoordinationStep]) -> str:
    return f"{len(ticked & {step.sentence for step in steps})}/{len(steps)}"


def _ticking(doctrine: Doctrine, ticked: Set[str], step: CoordinationStep) -> Block:
    return _step(doctrine, step, "☑" if step.sentence in ticked else "☐")


def _silences(sheets: Iterable[Transition]) -> list[Silence]:
    """What the sheets leave open, each once."""
    silences: dict[str, Silence] = {}
    for sheet in sheets:
        for silence in sheet.silent:
            silences.setdefault(silence.about, silence)
    return list(silences.values())


def _condition(doctrine: Doctrine, sheet: Transition, gap: int) -> list[Block]:
    title = RowText().add(transition_label(sheet), "heading").add(sheet.basis.label, basis_look(sheet.basis))
    rows = [title.block(gap=gap)]
    if sheet.condition:
        return [
            *rows,
            *(cited(doctrine.document, c, "condition", prefix=tr("条件")) for c in sheet.condition),
        ]
    return [*rows, RowText().add(tr("条件"), "quiet").add(tr("本文に定めなし"), "now").block(indent=2)]


def _grounds(doctrine: Doctrine, sheet: Transition, *, remarks: bool) -> list[Block]:
    rows = [Block(tr(sheet.why), indent=2, look="quiet")] if remarks else []
    if sheet.basis is Basis.SILENT:
        rows.append(Block(tr("移る先の節の語"), indent=2, look="label"))
    return [*rows, *(cited(doctrine.document, c, "ground") for c in sheet.grounds)]


def _step(doctrine: Doctrine, step: CoordinationStep, label: str, kind: Kind = "step") -> Block:
    """A step to tick off, or a sentence to read if `kind` is cite. Details are in the clause pane."""
    line = RowText().add(tr(step.title), "strong").row().add(step.roles).add(step.how)
    if step.basis:
        line.add(step.basis.label, basis_look(step.basis))
    line.add(place(doctrine.document, step.sentence), "link")
    target = Target(kind, step.sentence, step.quote)
    return line.block(label=label, indent=2, target=target)


def _changes(doctrine: Doctrine, mark: str, changed: Iterable[Change]) -> list[Block]:
    listed = list(changed)
    rows: list[Block] = []
    for change in listed:
        measure = change.measure
        line = RowText().add(tr(measure.title), "strong").row().add(measure.roles).add(measure.how)
        line.add(place(doctrine.document, measure.sentence), "link")
        if mark != "－":
            ground = place(doctrine.document, change.ground.sentence)
            same = change.ground.sentence == measure.sentence  # its place stands before already
            line.add(f"{change.basis.label}{'' if same else f' {ground}'}", basis_look(change.basis))
        target = Target("cite", measure.sentence, measure.quote, f"{mark}{measure.id}")
        rows.append(line.block(label=mark, indent=3, target=target))
    for remark in dict.fromkeys(change.remark for change in listed if change.remark):
        sections = dict.fromkeys(
            doctrine.document.unit(change.measure.sentence).clause
            for change in listed
            if change.remark == remark
        )
        rows.append(Block(f"{tr(remark)}（{tr('、').join(sections)}）", indent=3, look="quiet"))
    return rows


def _silence(doctrine: Doctrine, silence: Silence, look: str = "silent") -> list[Block]:
    line = RowText().add(f"{tr(silence.about)}:", "strong").add(tr(silence.note), look, space=1)
    nearest = [cited(doctrine.document, c, silence.about, prefix=tr("最も近い語")) for c in silence.nearest]
    return [line.block(label="・", indent=2), *nearest]


def section_starts(rows: list[Block]) -> list[Aim]:
    """The first target under each heading, for moving from part to part."""
    starts: list[Aim] = []
    is_waiting = True  # whether a heading came whose part has no target yet
    for row in rows:
        if row.look == "heading" or any(mark.look == "heading" for mark in row.marks):
            is_waiting = True
        if row.target is not None and is_waiting:
            starts.append(row.target)
            is_waiting = False
    return starts
