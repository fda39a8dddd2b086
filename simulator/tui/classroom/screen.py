"""The class of a play: open it, see who is there and what they answered, close votes, show answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from simulator.exercise import JournalError, PlayError
from simulator.exercise.attendance import Asked, Member
from simulator.exercise.class_desk import ClassDesk
from simulator.exercise.classroom import QuizSent, new_code
from simulator.language import msg, tr, tr_count
from simulator.scenario import AnySeat, Decision
from simulator.tui.classroom import commands as keys
from simulator.tui.classroom import rows as parts
from simulator.tui.classroom.serving import (
    NotOpenedError,
    ServerWish,
    host_of,
    journal_of,
    serve,
    wall_served,
)
from simulator.tui.kit import commands
from simulator.tui.kit.blocks import Block, BlockView
from simulator.tui.kit.chooser import Chooser
from simulator.tui.kit.content import content, pieces
from simulator.tui.kit.key_bar import KeyBar
from simulator.tui.kit.qr_code import QrCode
from simulator.tui.kit.services import services
from simulator.tui.kit.target import name_in

LOOKS = 0.25  # seconds between two readings of the roll
OPEN, SHOW, STAY = "open", "show", "stay"
REMOVE = "*remove"  # which is no seat's name


class ClassScreen(Screen[None]):
    """How to join is on the left, the people and their answers are on the right.

    The play goes on below. Commands here change the roll and the class room; the process that serves the
    class follows both.
    """

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(keys.SHOW, commands.BACK)
    HELP: ClassVar[str] = msg(
        "席をブラウザーに配る画面。左が入り方、右が人と答え。行を選んで {list_open} で、できることが出る。"
    )

    def __init__(self, desk: ClassDesk, *, is_kept: bool, wall: Callable[[], datetime] | None = None) -> None:
        """`is_kept`: the exercise is recorded, so that another process can follow it. `wall` gives UTC."""
        super().__init__()
        self.desk = desk
        self._is_kept = is_kept
        self._wall = wall or (lambda: datetime.now(UTC))
        self._wall_address = ""
        self._opening = False
        self._was_open = False  # the noted server before this screen started one
        self._names = False
        self._shown: object = None

    def compose(self) -> ComposeResult:
        """The title, how to join, the rows, keys."""
        yield Static(id="class-title", markup=False)
        with Horizontal(id="class-body"):
            with Vertical(id="join-pane", classes="pane"):
                yield BlockView(id="join")
                yield QrCode(id="join-code")
            with Vertical(id="class-pane", classes="pane"):
                yield BlockView(rows=True, id="class")
        yield KeyBar()

    def on_mount(self) -> None:
        """Reopen a class that was not closed: its server may have ended with the machine."""
        self.query_one("#join-pane").border_title = content(f" {tr('参加')} ")
        self.query_one("#class-pane").border_title = content(f" {tr('教室')} ")
        self.query_one("#class").focus()
        self.follow()
        if self.desk.room.joining:
            self._open(bind=host_of(self.desk.room))
        self.set_interval(LOOKS, self.follow)

    def follow(self) -> None:
        """Show what the class did since."""
        try:
            self.desk.look()
        except JournalError as error:
            services(self).say(str(error), warning=True)
            return
        self._show()

    def _show(self) -> None:
        desk = self.desk
        members, asked = desk.members(self._wall()), desk.asked()
        shown = (desk.room, desk.invites, members, asked, self._opening, self._names, self._wall_address)
        if shown == self._shown:
            return
        self._shown = shown
        self.query_one("#class-title", Static).update(self._title(members, asked))
        if desk.room.is_open:
            rows = list(parts.open_rows(desk.room, members, asked, self._seats, invites=desk.invites))
            rows[-1:-1] = parts.wall_rows(self._wall_address)
        else:
            room = desk.room.model_copy(update={"names_asked": self._names})
            rows = list(parts.closed_rows(room, journal_is_kept=self._is_kept))
        view = self.query_one("#class", BlockView)
        view.show(rows, choose=view.target)
        self._show_join()
        self.refresh_bindings()

    def _title(self, members: Sequence[Member], asked: Sequence[Asked]) -> Content:
        if self._opening:
            return pieces((tr("教室"), "heading"), "  ", (tr("開いています…"), "quiet"))
        if not self.desk.room.is_open:
            return pieces((tr("教室"), "heading"), "  ", (tr("閉じています"), "quiet"))
        present = tr_count("{count}人", sum(member.person.present for member in members))
        open_question = next((question for question in asked if question.is_open), None)
        answered_words = (
            tr(
                "回答 {count}／{of}",
                count=open_question.answered,
                of=max(open_question.of, open_question.answered),
            )
            if open_question
            else ""
        )
        locked = tr("参加は締め切り") if self.desk.room.locked else ""
        return pieces(
            (tr("教室"), "heading"),
            "  ",
            (present, "strong"),
            "  ",
            (answered_words, "now"),
            "  ",
            (locked, "quiet"),
        )

    def _show_join(self) -> None:
        room = self.desk.room
        self.query_one("#join-pane").display = room.is_open
        if not room.is_open:
            return
        rows = [Block(url, look="strong") for url in room.address]
        rows.append(Block(tr("コード  {code}", code=room.spaced_code), look="now"))
        self.query_one("#join", BlockView).show(rows)
        code = self.query_one("#join-code", QrCode)
        try:
            code.show(room.joining)
        except ModuleNotFoundError:
            code.update("")

    # Opening

    def _open(self, *, lan: bool = False, bind: str = "") -> None:
        """Start the process that serves the class, which takes a second, unless it runs already."""
        if self._opening:
            return
        place = journal_of(self.desk.play.exercise, services(self).journal_path)
        wish = ServerWish(place, self.desk.exercise, lan, bind, self._names)
        self._wall_address = wall_served(wish, self.desk.room)
        self._opening = not self._wall_address
        self._was_open = self.desk.room.is_open
        self._show()
        if self._opening:
            self._serve(wish)

    @work(thread=True, group="class")
    def _serve(self, wish: ServerWish) -> None:
        try:
            wall = serve(wish)
        except NotOpenedError as error:
            self.app.call_from_thread(self._server_started, "", str(error))
            return
        self.app.call_from_thread(self._server_started, wall, "")

    def _server_started(self, wall: str, error: str) -> None:
        self._opening = False
        self._wall_address = wall
        if error:
            services(self).say(error, warning=True)
        elif not self._was_open:
            self._act(lambda: self.desk.invite(inviting=True))
        self.follow()

    # What can be chosen

    @on(BlockView.Opened, "#class")
    def _open_row(self, message: BlockView.Opened) -> None:
        target = message.target
        if isinstance(target, parts.OfPerson):
            self._ask_about(target.id)
        elif isinstance(target, parts.OfAsked):
            self._ask_what(target.about)
        elif target == parts.NAMES and not self.desk.room.is_open:
            self._names = not self._names
            self._show()
        elif target in (parts.LAN, parts.HERE):
            self._open(lan=target == parts.LAN)
        elif target == parts.QUIZ:
            self._choose_quiz()
        elif target == parts.CLOSE:
            rows = [Block(tr("閉じる"), target=OPEN), Block(tr("続ける"), target=STAY)]
            self.app.push_screen(Chooser(tr("教室を閉じますか"), rows, STAY), self._close)
        else:
            self._set(name_in(target))

    def _set(self, target: str) -> None:
        room = self.desk.room
        match target:
            case parts.LOCK:
                self._act(lambda: self.desk.lock(locked=not room.locked))
            case parts.CODE:
                self._act(lambda: self.desk.renew_code(new_code()))
            case parts.NAMES:
                self._act(lambda: self.desk.ask_names(wanted=not room.names_asked))
            case parts.MAJORITY:
                self._act(lambda: self.desk.let_majority_decide(decides=not room.majority))
            case parts.WALL:
                services(self).copies.copy(self._wall_address)
            case parts.INVITE:
                self._act(lambda: self.desk.invite(inviting=not self.desk.invites))

    def _close(self, answer: str | None) -> None:
        if answer == OPEN:
            self._act(self.desk.close)
            self._wall_address = ""
            self._show()

    def _ask_about(self, name: str) -> None:
        member = next((known for known in self.desk.members(self._wall()) if known.person.id == name), None)
        if member is None:
            return
        others = [seat for seat in self._seats if seat.value != member.person.seat]
        rows = [Block(tr("{seat}の席に移す", seat=seat.label), target=seat.value) for seat in others]
        out = tr("また入れる") if member.person.removed else tr("教室から外す")
        rows.append(Block(out, target=REMOVE, gap=1))

        def chosen(target: str | None) -> None:
            if target == REMOVE:
                self._act(lambda: self.desk.remove(name, removed=not member.person.removed))
            elif target:
                self._act(lambda: self.desk.seat(name, target))

        self.app.push_screen(Chooser(member.name, rows), chosen)

    def _ask_what(self, about: str) -> None:
        asked = self._asked_about(about)
        if asked is None:
            return
        rows = []
        if asked.is_open:
            words = tr("締め切って数える") if isinstance(asked.what, Decision) else tr("締め切る")
            rows.append(Block(words, target=parts.CLOSE))
        elif asked.may_reopen:
            rows.append(Block(tr("また受け付ける"), target=OPEN))
        rows.append(
            Block(tr("教室の画面に伏せる") if asked.is_shown else tr("教室の画面に見せる"), target=SHOW)
        )
        rows += [Block("", gap=0), *parts.answer_rows(asked, self._seats)]

        def chosen(target: str | None) -> None:
            if target == parts.CLOSE:
                self._close_answers(asked)
            elif target == OPEN:
                self._act(lambda: self.desk.reopen_answers(about))
            elif target == SHOW:
                self._show_answers(asked)

        self.app.push_screen(Chooser(parts.shortened(asked.text), rows, measure=76), chosen)

    def _close_answers(self, asked: Asked) -> None:
        closed: list[Asked | None] = []
        if not self._act(lambda: closed.append(self.desk.close_answers(asked.about))):
            return
        counted = closed[0]
        if counted is None or not isinstance(counted.what, Decision):
            return
        count = counted.count
        if self.desk.play.waiting is None:
            services(self).say(tr("票の一位に決めました。"))
        elif count and len(count.leading) == 1:
            text = counted.what.option(count.leading[0]).text.strip()
            services(self).say(tr("票を数えました。一位: {option}。決めるのは演習の画面です。", option=text))
        else:
            services(self).say(tr("票を数えました。一位は一つではありません。決めるのは演習の画面です。"))

    def _show_answers(self, asked: Asked) -> None:
        if asked.is_shown:
            self._act(lambda: self.desk.hide(asked.about))
            return
        right = 0
        if isinstance(asked.what, QuizSent):
            from simulator.tui.classroom.quiz import right_option  # noqa: PLC0415 - loads the questions

            right = right_option(asked.what)
        self._act(lambda: self.desk.show(asked.about, right=right))

    def action_show(self) -> None:
        """Show the room the answers to what is chosen, or to what is open; or hide them again."""
        asked = self._to_show()
        if asked is not None:
            self._show_answers(asked)

    def _to_show(self) -> Asked | None:
        target = self.query_one("#class", BlockView).target
        if isinstance(target, parts.OfAsked):
            return self._asked_about(target.about)
        return next(iter(self.desk.asked()), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Answers can be shown once something was asked of a class that is open."""
        if action == "show" and self.is_mounted:
            return self.desk.room.is_open and bool(self.desk.asked())
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        """Back to the play; the class stays open."""
        self.dismiss()

    # Questions of self-study

    def _choose_quiz(self) -> None:
        from simulator.tui.classroom.quiz import offered_questions  # noqa: PLC0415 - loads the questions

        offers = {offer.id: offer for offer in offered_questions(self.desk)}
        rows = [
            Block(
                f"{offer.asked}\n{offer.passage}".strip(),
                label=str(number),
                indent=4,
                target=name,
                gap=int(number > 1),
            )
            for number, (name, offer) in enumerate(offers.items(), 1)
        ]

        def chosen(target: str | None) -> None:
            if target:
                from simulator.tui.classroom.quiz import quiz_of  # noqa: PLC0415

                question = offers[target]
                self._act(lambda: self.desk.send(lambda number: quiz_of(question, number)))

        self.app.push_screen(Chooser(tr("小問を送る"), rows, next(iter(offers), ""), measure=76), chosen)

    # Parts

    @property
    def _seats(self) -> tuple[AnySeat, ...]:
        """The seats in use."""
        return self.desk.play.scenario.seats

    def _asked_about(self, about: str) -> Asked | None:
        return next((asked for asked in self.desk.asked() if asked.about == about), None)

    def _act(self, act: Callable[[], object]) -> bool:
        """Change something of the class; if it cannot be kept, say so and return False."""
        try:
            act()
        except (JournalError, PlayError) as error:
            services(self).say(str(error), warning=True)
            return False
        self._show()
        return True
