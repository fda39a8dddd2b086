"""Make a paper after three short questions: which, in which form, where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from textual.screen import Screen

from simulator.datafile import DataFileError
from simulator.doctrine import Doctrine, load_doctrine
from simulator.exercise import Exercise, History, Journal, JournalError, Play
from simulator.exercise.journal import Kept
from simulator.exercise.roll import NOBODY, Attendance
from simulator.journal import attendance_of
from simulator.language import tr
from simulator.report.account import account_of
from simulator.report.content import report
from simulator.report.files import Form, paper_file
from simulator.report.papers import Audience, paper_for
from simulator.report.shapes import json_file
from simulator.scenario import Scenario, load_scenario
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.chooser import Chooser
from simulator.tui.kit.prompt import Prompt
from simulator.tui.kit.services import services
from simulator.tui.reports.making import Job, begin
from simulator.tui.reports.plan_form import PlanForm
from simulator.tui.reports.rating_form import RatingForm

_REPORT, _RATE, _PLAN, _MEND = "report", "rate", "plan", "mend"
_LONGEST_PATH = 1000
_OF_REPORT = (Form.HTML, Form.DOCX, Form.XLSX, Form.MARKDOWN, Form.JSON)
_FOR_ALL = (Audience.PARTICIPANTS, Audience.CHART)
_OF_PAPER = (Form.HTML, Form.DOCX, Form.MARKDOWN)


@dataclass(frozen=True, slots=True)
class ReportedExercise:
    """The data for a report: the exercise's id, title and records, the doctrine, and the class."""

    name: str
    title: str
    history: History
    doctrine: Doctrine
    attendance: Attendance = NOBODY


@dataclass(frozen=True, slots=True)
class PaperDesk:
    """The papers that can be made here: of an exercise, of a scenario, or of both.

    `rating` is the play in which the facilitator may rate; None elsewhere, and while a class looks.
    """

    screen: Screen[None]
    data: Callable[[], ReportedExercise] | None
    scenario: Callable[[], tuple[Scenario, Doctrine]] | None
    rating: Play | None = None
    audiences: tuple[Audience, ...] = tuple(Audience)

    def open(self) -> None:
        """Ask which paper."""
        rows = [Block(tr("演習の報告"), target=_REPORT)] if self.data else []
        if self.scenario:
            rows += [Block(audience.label, target=audience.value) for audience in self.audiences]
        if self.rating:
            rows.append(Block(tr("評定を付ける"), target=_RATE, gap=1))
            rows.append(Block(tr("改善計画に加える"), target=_PLAN))
            if self.rating.exercise.state.plan:
                rows.append(Block(tr("改善計画の項目を直す"), target=_MEND))
        self.screen.app.push_screen(Chooser(tr("文書"), rows), self._choose_form)

    def _choose_form(self, paper: str | None) -> None:
        if paper is None:
            return
        if self.rating and paper == _MEND:
            self._mend(self.rating.exercise)
            return
        if self.rating and paper in (_RATE, _PLAN):
            form = RatingForm(self.rating) if paper == _RATE else PlanForm(self.rating.exercise)
            self.screen.app.push_screen(form)
            return
        forms = _OF_REPORT if paper == _REPORT else _OF_PAPER
        rows = [Block(form_label(form), target=form.value) for form in forms]

        def chosen(form: str | None) -> None:
            if form is not None:
                self._ask_place(paper, Form(form))

        self.screen.app.push_screen(Chooser(tr("形"), rows), chosen)

    def _mend(self, exercise: Exercise) -> None:
        """Choose an item of the improvement plan, and write its replacement."""
        items = {str(item.seq): item for item in exercise.state.plan}
        rows = [Block(f"{item.issue} → {item.action}", target=seq) for seq, item in items.items()]

        def chosen(seq: str | None) -> None:
            if seq is not None:
                self.screen.app.push_screen(PlanForm(exercise, items[seq]))

        self.screen.app.push_screen(Chooser(tr("どの項目を直すか"), rows, measure=76), chosen)

    def _ask_place(self, paper: str, form: Form) -> None:
        """Ask for the file; a new name in the working folder is offered."""
        try:
            job = self._job(paper, form)
        except (JournalError, DataFileError) as error:  # the records, or the scenario's file as it is now
            services(self.screen).say(str(error), warning=True)
            return
        offered = str(free_path(Path.cwd() / job.path.name))

        def named(typed: str | None) -> None:
            if not (typed and typed.strip()):
                return
            try:
                path = Path(typed.strip()).expanduser()
            except RuntimeError:  # `~` and a name that no user has
                words = tr("{path} の ~ のあとの利用者はいません。", path=typed.strip())
                services(self.screen).say(words, warning=True)
                return
            begin(self.screen, Job(path, job.make))

        if self.screen.app.is_web:
            begin(self.screen, job)
        else:
            self.screen.app.push_screen(Prompt(tr("置き場所"), offered, _LONGEST_PATH), named)

    def _job(self, paper: str, form: Form) -> Job:
        """The job that makes the file, from the data of this moment, so that later keys do not change it.

        Raises `JournalError` and `DataFileError`.
        """
        if paper == _REPORT and self.data:
            reported = self.data()
            account = account_of(
                reported.name,
                reported.title,
                reported.history,
                reported.doctrine,
                attendance=reported.attendance,
            )

            def make_report() -> bytes:
                return json_file(account) if form is Form.JSON else paper_file(report(account), form)

            return Job(Path(f"report-{reported.name}.{form.value}"), make_report)
        audience = Audience(paper)
        if self.scenario is None:
            raise ValueError(paper)
        scenario, doctrine = self.scenario()

        def make_paper() -> bytes:
            return paper_file(paper_for(scenario, doctrine, audience), form)

        return Job(Path(f"{audience.value}.{form.value}"), make_paper)


def form_label(form: Form) -> str:
    """What a form is for, in words."""
    match form:
        case Form.HTML:
            return tr("ページ（HTML）  ブラウザーで開き、印刷する")
        case Form.DOCX:
            return tr("Word（DOCX）  書き直す")
        case Form.XLSX:
            return tr("Excel（XLSX）  表で使う")
        case Form.MARKDOWN:
            return tr("Markdown  ほかの文書に貼る")
        case Form.JSON:
            return tr("JSON  プログラムで使う")


def free_path(path_wished: Path) -> Path:
    """The path, or the first free numbered one beside it."""
    number, path = 2, path_wished
    while path.exists():
        path = path_wished.with_name(f"{path_wished.stem}-{number}{path_wished.suffix}")
        number += 1
    return path


def of_exercise(screen: Screen[None], exercise: Exercise) -> PaperDesk:
    """The desk of an exercise without a script."""
    return PaperDesk(screen, lambda: data_of(exercise), None)


def of_play(screen: Screen[None], play: Play, *, facilitating: bool, acting: bool) -> PaperDesk:
    """The desk of a play. The facilitator's papers and ratings only while no class looks at this screen."""
    doctrine = play.exercise.machine.doctrine
    return PaperDesk(
        screen,
        (lambda: data_of(play.exercise)) if facilitating else None,
        lambda: (play.scenario, doctrine),
        play if facilitating and acting else None,
        tuple(Audience) if facilitating else _FOR_ALL,
    )


def of_kept(screen: Screen[None], kept: Kept, journal: Journal) -> PaperDesk:
    """The desk of an exercise in its journal. Raises `JournalError`."""
    history = History(journal.read(kept.id))
    doctrine = load_doctrine()
    account = account_of(kept.id, kept.title, history, doctrine)
    scenario = account.scenario
    return PaperDesk(
        screen,
        lambda: ReportedExercise(kept.id, kept.title, history, doctrine, attendance_of(journal, kept.id)),
        (lambda: (scenario, doctrine)) if scenario else None,
    )


def of_scenario(screen: Screen[None], path: Path, doctrine: Doctrine) -> PaperDesk:
    """The desk of a scenario file, read anew for each paper."""
    return PaperDesk(screen, None, lambda: (load_scenario(path), doctrine))


def data_of(exercise: Exercise) -> ReportedExercise:
    """The data for a report: the records and the class as they are now. Raises `JournalError`."""
    history = History(exercise.history.records.values())
    attendance = attendance_of(exercise.journal, exercise.name)
    return ReportedExercise(
        exercise.name, exercise.state.title, history, exercise.machine.doctrine, attendance
    )
