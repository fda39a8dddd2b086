"""A play as text, record by record, for headless and line-by-line play."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.cli.output import say
from simulator.document import load_guidelines
from simulator.exercise.events import Added, Decided, Firing, Noted, Record, Shown, Voted
from simulator.exercise.naming import shown_name
from simulator.exercise.play import Play
from simulator.exercise.votes import by_option
from simulator.language import tr, tr_count
from simulator.scenario import AnySeat, Cite, Decision, Ending, Inject, Mode, Note, Question, TransitionStep


class Teller:
    """Tells a play as text. Texts for the facilitator only (notes, expected responses) are left out.

    In interactive play a question is printed without its model answer, which `answer` prints later, and
    options without the ids that a decisions file needs.
    """

    def __init__(self, played: Play, *, choosing: bool = False) -> None:
        self.play = played
        self.choosing = choosing
        self.scenario = played.scenario
        self.document = load_guidelines()

    def opening(self) -> None:
        """Print title and summary."""
        say(tr("{title}（約{minutes}分）", title=self.scenario.title, minutes=self.scenario.duration))
        say(self.scenario.summary.strip(), indent=2)
        say(tr("教育用・架空の想定です。武力の行使を勧めず、法的な権限を持ちません。"))

    def tell(self, record: Record) -> None:
        """Print one record."""
        minutes = int(record.elapsed // 60)
        at = f"T+{minutes // 60}:{minutes % 60:02}"
        if self.scenario.date or self.scenario.weekday:
            at = f"{at} {self.scenario.beginning.at(record.elapsed)}"
        match record.event:
            case Shown(step=name, fired=fired):
                self._step(at, name)
                self._fired(fired)
            case Decided(decision=name, option=option, fired=fired):
                decision = self.play.script.step(name)
                if isinstance(decision, Decision):
                    chosen = decision.option(option)
                    kind = tr("確認") if decision.acknowledges else tr("選択")
                    say(tr("{at} {kind} {words}", at=at, kind=kind, words=chosen.text), hang=4)
                    if chosen.feedback:
                        say(chosen.feedback.strip(), indent=4)
                    self._cites(chosen.cites)
                self._fired(fired)
            case Voted(decision=name) as vote:
                decision = self.play.script.step(name)
                say(tr("{at} 投票 {of}人中 {answered}人", at=at, of=vote.of, answered=vote.answered), hang=4)
                if isinstance(decision, Decision):
                    for option, number in by_option(vote.counts).items():
                        words = decision.option(option).text.strip()
                        say(tr_count("{count}票 {option}", number, option=words), indent=4, hang=2)
            case Added(sender=sender, to=seats, mode=mode, text=text):
                say()
                self._inject(at, mode, shown_name(sender), self.scenario.seats_named(seats), text)
            case Noted(text=text):
                say(tr("{at} メモ {words}", at=at, words=text.strip()), hang=4)

    def _step(self, at: str, name: str) -> None:
        step = self.play.script.step(name)
        say()
        match step:
            case Inject():
                self._inject(
                    at, step.mode, step.sender, step.to, step.text, subject=step.subject, place=step.place
                )
                for attachment in step.attachments:
                    say(tr("添付 {file}", file=attachment.label), indent=4, hang=2)
                self._cites(step.cites)
            case TransitionStep():
                say(f"{at} {step.trigger.label}  {step.because.strip()}", hang=4)
                self._cites(step.cites)
            case Question():
                say(tr("{at} 問い {words}", at=at, words=step.text.strip()), hang=4)
                for point in step.points:
                    say(tr("・{question}", question=point.strip()), indent=4, hang=2)
                if not self.choosing:
                    self.answer(step)
            case Decision():
                kind = tr("確認") if step.acknowledges else tr("判断")
                seat, words = step.decider, step.text.strip()
                say(tr("{at} {kind} {seat}  {words}", at=at, kind=kind, seat=seat, words=words), hang=4)
                if step.countdown:
                    minutes, seconds = divmod(step.countdown, 60)
                    limit = tr("{minutes}分{seconds:02}秒", minutes=minutes, seconds=seconds)
                    say(tr("制限時間 {limit}（実時間）", limit=limit), indent=4)
                script, cursor = self.play.script, self.play.cursor
                for number, option in enumerate(script.offered(step, cursor).options, 1):
                    name = "" if self.choosing else f"{option.id}: "
                    words = option.text.strip()
                    if not script.is_open(option, cursor):
                        words += tr("（選べない: {why}）", why=option.closed.strip())
                    say(f"{number} {name}{words}", indent=4, hang=2)
            case Ending():
                say(tr("{at} 終わり {title}", at=at, title=step.title), hang=4)
                say(step.text.strip(), indent=4)
            case Note():
                say(f"{at} {step.text.strip()}", hang=4)

    def _inject(  # noqa: PLR0913  the fields of an inject, each by its name
        self,
        at: str,
        mode: Mode,
        sender: str,
        seats: Iterable[AnySeat],
        text: str,
        *,
        subject: str = "",
        place: str = "",
    ) -> None:
        to = tr("・").join(seat.label for seat in seats)
        say(f"{at} {mode.label} {sender} → {to}", hang=4)
        if subject:
            say(tr("件名 {subject}", subject=subject.strip()), indent=4, hang=2)
        if place:
            say(tr("場所 {place}", place=place.strip()), indent=4, hang=2)
        say(text.strip(), indent=4)

    def answer(self, question: Question) -> None:
        """Print the model answer of a question, if it has one, and its clauses."""
        if question.answer:
            say(tr("解答の例 {words}", words=question.answer.strip()), indent=4, hang=2)
        self._cites(question.cites)

    def hot_wash(self) -> None:
        """Print the questions to discuss at the end."""
        say()
        say(tr("振り返り"))
        for question in self.scenario.hotwash:
            say(tr("・{question}", question=question), indent=2, hang=2)

    def _cites(self, cites: tuple[Cite, ...]) -> None:
        if cites:
            quoted = (self.document.label(c.clause) + (f"「{c.quote}」" if c.quote else "") for c in cites)
            say(tr("根拠 {clauses}", clauses=tr("、").join(quoted)), indent=4, hang=2)

    def _fired(self, fired: tuple[Firing, ...]) -> None:
        for firing in fired:
            if firing.reason:
                say(f"{firing.trigger.label}: {firing.said}", indent=4, hang=2)
        if fired:
            say(tr("段階 → {phases}", phases=self.play.state.configuration.label), indent=4)
