"""The participants' handout and a card for each seat. Made from a `Handout`, which has no answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from simulator.doctrine import Actor, Doctrine, Phase
from simulator.exercise.handout import Handout, InjectSlip, SeatCard
from simulator.exercise.times import clock, scenario_clock
from simulator.language import msg, tr, tr_count
from simulator.report.blocks import Break, Bullets, Facts, Heading, PaperBlock, Paragraph, Table
from simulator.report.course import inject_text
from simulator.report.words import phases_named, seats_named
from simulator.scenario import AnySeat, OwnSeat, Seat

_ROWS = 14  # empty rows for the notes of a seat: a page

_RULES = (
    msg("想定は架空です。出来事も、A国のような国も、実在しません。"),
    msg("席ごとに状況を受け取り、判断し、その根拠を「日米防衛協力のための指針」の語で述べます。"),
    msg(
        "本文に書いてあること（明文）、語から読み取ること（解釈）、書いていないこと（定めなし）を分けて話します。"
    ),
    msg("条項は番号で言います（例: IV.B ¶1）。本文にないことは、ないと言います。"),
    msg("ただ一つの正解も、勝ち負けもありません。"),
)

# The actors that a seat stands for; both governments and Japan belong to two seats.
_ACTORS = {
    Seat.JAPAN_GOVERNMENT: (Actor.JAPAN_GOVERNMENT, Actor.JAPAN, Actor.BOTH_GOVERNMENTS),
    Seat.US_GOVERNMENT: (Actor.US_GOVERNMENT, Actor.US, Actor.BOTH_GOVERNMENTS),
    Seat.SDF: (Actor.SDF,),
    Seat.US_FORCES: (Actor.US_FORCES,),
    Seat.AGENCIES: (Actor.AGENCIES, Actor.LOCAL_GOVERNMENTS),
}


def participants(handout: Handout, doctrine: Doctrine) -> Iterator[PaperBlock]:
    """The handout, then each card on a page of its own."""
    yield Heading(tr("想定"))
    yield Facts(
        (
            (tr("対象"), handout.audience),
            (tr("予定の長さ"), tr("{minutes}分", minutes=handout.duration)),
            (tr("出てくる国"), tr("、").join(handout.countries)),
            (
                tr("始まり"),
                tr(
                    "想定の中の {time}、{phases}",
                    time=handout.beginning.at(0),
                    phases=phases_named(handout.start),
                ),
            ),
            (tr("席"), seats_named(card.seat for card in handout.cards)),
        )
    )
    yield Paragraph(handout.summary)
    if handout.topics:
        yield Heading(tr("学ぶ主題"), 2)
        yield Bullets(handout.topics)
    yield Heading(tr("進め方"))
    yield Bullets(tuple(tr(rule) for rule in _RULES))
    yield Heading(tr("六つの段階と、本文の語"))
    yield Table((tr("段階"), tr("節"), tr("本文の語")), tuple(_phases(doctrine)), (18, 10, 72))
    for card in handout.cards:
        yield Break()
        yield from _card(handout, card, doctrine)


def _phases(doctrine: Doctrine) -> Iterator[tuple[str, str, str]]:
    for phase in Phase:
        profile = doctrine.profiles[phase]
        quotes = "\n".join(f"「{c.quote}」（{doctrine.document.label(c.sentence)}）" for c in profile.words)
        yield phase.label, profile.clause, quotes


def _card(handout: Handout, card: SeatCard, doctrine: Doctrine) -> Iterator[PaperBlock]:
    yield Heading(tr("席の紙: {seat}", seat=card.seat.label))
    yield Paragraph(tr("この席の立場で話します。ほかの席が受け取ったことは、聞くまで知りません。"))
    in_the_text = list(_in_the_text(card.seat, doctrine))
    if in_the_text:
        yield from in_the_text
        yield Break()
    yield Heading(tr("{seat}の記録", seat=card.seat.label), 2)
    head = (tr("時刻"), tr("受け取ったこと"), tr("決めたこと・理由"), tr("条項"))
    yield Table(head, (("", "", "", ""),) * _ROWS, (12, 36, 36, 16), form=True)
    if card.slips:
        yield Break()
        yield Heading(tr("{seat}が受け取る状況付与（時刻が来たら切って渡す）", seat=card.seat.label), 2)
        for slip in card.slips:
            yield Facts(((_when(handout, slip), inject_text(slip)),))


def _when(handout: Handout, slip: InjectSlip) -> str:
    """The time of a slip; for a message after a choice its number, which does not reveal the choice."""
    if slip.seconds is None:
        return tr("後の知らせ {number}", number=slip.number)
    return f"{clock(slip.seconds)}  {scenario_clock(handout.beginning, slip.seconds)}"


def _in_the_text(seat: AnySeat, doctrine: Doctrine) -> Iterable[PaperBlock]:
    """How often this seat's side acts in the text, by chapter and section; not its tasks in the exercise."""
    party = seat.stands_for if isinstance(seat, OwnSeat) else seat
    actors = _ACTORS.get(party, ()) if party else ()
    counts: dict[str, int] = {}
    for measure in doctrine.measures:
        if any(actor in measure.actors for actor in actors):
            section = ".".join(doctrine.document.unit(measure.sentence).clause.split(".")[:2])
            counts[section] = counts.get(section, 0) + 1
    if not counts:
        return
    names = tr("・").join(actor.label for actor in actors)
    yield Heading(tr("本文で「{names}」が行う者となる措置", names=names), 2)
    headings = {unit.id: unit.heading for unit in doctrine.document.units if unit.kind.is_clause}
    yield Table(
        (tr("節"), tr("見出し"), tr("数")),
        tuple((name, headings.get(name, ""), str(count)) for name, count in counts.items()),
        (12, 76, 12),
        small=True,
    )
    yield Paragraph(
        tr_count("合わせて{count}。中身は、条項を開いて確かめます。", sum(counts.values())), aside=True
    )
