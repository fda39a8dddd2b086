"""A play as text, record by record, for headless and line-by-line play."""

from __future__ import annotations

from simulator.cli.output import say
from simulator.document import load_guidelines
from simulator.exercise.events import Firing, Record
from simulator.exercise.naming import shown_name
from simulator.exercise.play import Play
from simulator.exercise.told import (
    ToldChoice,
    ToldDecision,
    ToldEnding,
    ToldFacilitator,
    ToldInject,
    ToldMove,
    ToldNote,
    ToldPassage,
    ToldQuestion,
    ToldVote,
)
from simulator.exercise.viewer import FACILITATOR
from simulator.exercise.visibility import Visibility
from simulator.language import tr, tr_count
from simulator.scenario import Cite


class Teller:
    """Tells a play as text: what was told, without what `Visibility` gives beside it for the facilitator.

    In interactive play a question is printed without its model answer, which `answer` prints later, and
    options without the ids that a decisions file needs.
    """

    def __init__(self, played: Play, *, choosing: bool = False) -> None:
        self.play = played
        self.choosing = choosing
        self.scenario = played.scenario
        self.sight = Visibility(played.script, played.exercise.history, FACILITATOR)
        self.document = load_guidelines()

    def opening(self) -> None:
        """Print title and summary."""
        say(tr("{title}（約{minutes}分）", title=self.scenario.title, minutes=self.scenario.duration))
        say(self.scenario.summary.strip(), indent=2)
        say(tr("教育用・架空の想定です。武力の行使を勧めず、法的な権限を持ちません。"))

    def tell(self, record: Record) -> ToldFacilitator | None:
        """Print what one record of the present state told, and give it; None if it told nothing."""
        told = self.sight.told_of(record.seq, self.play.state)
        if told:
            self._tell(told)
        return told

    def _tell(self, told: ToldFacilitator) -> None:
        at = self._time(told.seconds)
        if not isinstance(told, (ToldChoice, ToldVote, ToldNote)):
            say()
        match told:
            case ToldInject():
                self._inject(told, at)
            case ToldMove():
                self._move(told, at)
            case ToldQuestion():
                self._question(told, at)
            case ToldDecision():
                self._decision(told, at)
            case ToldChoice():
                self._choice(told, at)
            case ToldVote():
                self._vote(told, at)
            case ToldPassage():
                say(f"{at} {told.text.strip()}", hang=4)
            case ToldEnding():
                say(tr("{at} 終わり {title}", at=at, title=told.title), hang=4)
                say(told.text.strip(), indent=4)
            case ToldNote():
                say(tr("{at} メモ {words}", at=at, words=told.text.strip()), hang=4)

    def _time(self, seconds: float) -> str:
        minutes = int(seconds // 60)
        at = f"T+{minutes // 60}:{minutes % 60:02}"
        if self.scenario.date or self.scenario.weekday:
            at = f"{at} {self.scenario.beginning.at(seconds)}"
        return at

    def _inject(self, inject: ToldInject, at: str) -> None:
        sender, to = shown_name(inject.sender), tr("・").join(seat.label for seat in inject.to)
        say(f"{at} {inject.mode.label} {sender} → {to}", hang=4)
        if inject.subject:
            say(tr("件名 {subject}", subject=inject.subject), indent=4, hang=2)
        if inject.place:
            say(tr("場所 {place}", place=inject.place), indent=4, hang=2)
        say(inject.text.strip(), indent=4)
        for attachment in inject.attachments:
            say(tr("添付 {file}", file=attachment.label), indent=4, hang=2)
        self._cites(inject.cites)

    def _move(self, move: ToldMove, at: str) -> None:
        for firing in move.fired:
            say(f"{at} {firing.trigger.label}  {firing.because.strip()}", hang=4)
        self._cites(move.cites)
        self._fired(move.fired)

    def _question(self, question: ToldQuestion, at: str) -> None:
        say(tr("{at} 問い {words}", at=at, words=question.text.strip()), hang=4)
        for point in question.points:
            say(tr("・{question}", question=point.strip()), indent=4, hang=2)
        if not self.choosing:
            self.answer(question)

    def _decision(self, decision: ToldDecision, at: str) -> None:
        kind = tr("確認") if decision.acknowledges else tr("判断")
        seat, words = decision.decider, decision.text.strip()
        say(tr("{at} {kind} {seat}  {words}", at=at, kind=kind, seat=seat, words=words), hang=4)
        if decision.countdown:
            minutes, seconds = divmod(decision.countdown, 60)
            limit = tr("{minutes}分{seconds:02}秒", minutes=minutes, seconds=seconds)
            say(tr("制限時間 {limit}（実時間）", limit=limit), indent=4)
        for option in decision.options:
            name = "" if self.choosing else f"{option.id}: "
            words = option.text.strip()
            if option.closed:
                words += tr("（選べない: {why}）", why=option.closed)
            say(f"{option.number} {name}{words}", indent=4, hang=2)

    def _vote(self, vote: ToldVote, at: str) -> None:
        say(tr("{at} 投票 {of}人中 {answered}人", at=at, of=vote.of, answered=vote.answered), hang=4)
        for option in vote.options:
            words = tr_count("{count}票 {option}", option.votes, option=option.text.strip())
            say(words, indent=4, hang=2)

    def _choice(self, choice: ToldChoice, at: str) -> None:
        kind = tr("確認") if choice.acknowledges else tr("選択")
        say(tr("{at} {kind} {words}", at=at, kind=kind, words=choice.text), hang=4)
        if choice.feedback:
            if choice.feedback.text:
                say(choice.feedback.text.strip(), indent=4)
            self._cites(choice.feedback.cites)
        self._fired(choice.fired)

    def answer(self, question: ToldQuestion) -> None:
        """Print the model answer of a question, if it has one, and its clauses."""
        if question.answer:
            if question.answer.text:
                say(tr("解答の例 {words}", words=question.answer.text.strip()), indent=4, hang=2)
            self._cites(question.answer.cites)

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
