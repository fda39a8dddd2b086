"""The class as rows: how to open it, who is there, what was asked with the answers, what can be set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from simulator.exercise.attendance import Asked, Member, Whereabouts
from simulator.exercise.classroom import ClassRoom, QuizSent
from simulator.language import msg, tr, tr_count
from simulator.scenario import AnySeat, Decision
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.rows import RowText, heading

LAN, HERE, NAMES = "lan", "here", "names"
LOCK, CODE, MAJORITY, QUIZ, INVITE = "lock", "code", "majority", "quiz", "invite"
WALL, CLOSE = "wall", "close"


@dataclass(frozen=True, slots=True)
class OfPerson:
    """The target of a person's row; `id` is the person's."""

    id: str


@dataclass(frozen=True, slots=True)
class OfAsked:
    """The target of a row of something asked; `about` is its name for responses."""

    about: str


_LONGEST = 60  # characters of a question in its row
_NO = msg("いいえ")
_YES = msg("はい")


def closed_rows(room: ClassRoom, *, journal_is_kept: bool) -> Iterator[Block]:
    """Rows while no class is open: how to open one, and what that means."""
    if not journal_is_kept:
        yield Block(tr("この演習は記録されていないので、教室を開けません。"), look="warning")
        return
    yield heading(tr("教室を開く"), gap=0)
    yield _row(tr("このネットワークで開く"), tr("同じ Wi-Fi の電話や機械から入れる"), LAN)
    yield _row(tr("この機械だけで開く"), tr("試すとき。ほかの機械からは見えない"), HERE)
    yield _setting(tr("入るときに名前を尋ねる"), NAMES, on=room.names_asked)
    yield Block(
        tr(
            "このネットワークで開くと、同じネットワークのだれもが教室のページを開け、コードを知る人が入れます。"
            "名前と答えは、暗号化されずに電波で送られます。"
        ),
        indent=2,
        look="quiet",
        gap=1,
    )


def open_rows(
    room: ClassRoom,
    members: Sequence[Member],
    asked: Sequence[Asked],
    seats: Sequence[AnySeat],
    *,
    invites: bool,
) -> Iterator[Block]:
    """Rows of the open class: the people first until something was asked, then the answers first."""
    if asked:
        yield from _asked_rows(asked, seats)
    yield from _people_rows(members, seats, gap=1 if asked else 0)
    yield heading(tr("教室"))
    yield _row(tr("参加をまた受け付ける") if room.locked else tr("参加を締め切る"), "", LOCK)
    yield _row(tr("新しいコードにする"), tr("いまのコードでは入れなくなる。いる人はそのまま"), CODE)
    inviting = tr("参加の案内を教室の画面からしまう") if invites else tr("参加の案内を教室の画面に出す")
    yield _row(inviting, "", INVITE)
    yield _setting(tr("入るときに名前を尋ねる"), NAMES, on=room.names_asked)
    yield _setting(tr("締めた票の一位に決める"), MAJORITY, on=room.majority)
    yield _row(tr("小問を送る"), tr("本文から作った問い"), QUIZ)
    yield _row(tr("教室を閉じる"), tr("答えは記録に残る"), CLOSE)


def wall_rows(address: str) -> Iterator[Block]:
    """The wall's address for a machine with a projector; anybody who knows it can look."""
    if address:
        yield _row(tr("投影する画面のアドレスを写す"), address, WALL)


def _asked_rows(asked: Sequence[Asked], seats: Sequence[AnySeat]) -> Iterator[Block]:
    yield heading(tr("尋ねたこと"), gap=0)
    for number, question in enumerate(asked):
        yield asked_row(question, gap=int(number > 0))
        if number == 0 or question.is_open:
            yield from answer_rows(question, seats)


def asked_row(asked: Asked, *, gap: int = 0) -> Block:
    """What was asked, how many answered, and whether it is open and shown."""
    line = RowText().add(kind_of(asked), "label").add(shortened(asked.text), "strong", space=1).row()
    line.add(
        tr("回答 {count}／{of}", count=asked.answered, of=max(asked.of, asked.answered)),
        "now" if asked.is_open else "",
    )
    line.add(tr("受付中") if asked.is_open else tr("締切"), "now" if asked.is_open else "quiet")
    line.add(tr("教室に見せている") if asked.is_shown else tr("教室には伏せている"), "quiet")
    return line.block(target=OfAsked(asked.about), gap=gap)


def answer_rows(asked: Asked, seats: Sequence[AnySeat]) -> Iterator[Block]:
    """The votes of each option, or what each answered, by seat."""
    labels = {seat.value: seat.label for seat in seats}
    for number, (text, count) in enumerate(asked.tally(), 1):
        line = RowText().add(tr_count("{count}票", count), "strong" if count else "quiet").add(text)
        yield line.block(label=str(number), indent=4, look="" if count else "quiet")
    if asked.count and asked.count.others:
        others = sum(number for _, _, number in asked.count.others)
        yield Block(tr_count("ほかの席から {count}票（数えない）", others), indent=4, look="quiet")
    if not asked.tally():
        for person, response in asked.answers:
            seat = labels.get(response.seat_of(person), "")
            who = "  ".join(filter(None, (seat, person.name or person.id)))
            yield RowText().add(who, "quiet").add(response.body.strip()).block(indent=4)


def _people_rows(members: Sequence[Member], seats: Sequence[AnySeat], gap: int) -> Iterator[Block]:
    present = sum(member.where is Whereabouts.HERE for member in members)
    title = tr("人  {count}人（いる {here}人）", count=sum(m.person.present for m in members), here=present)
    yield heading(title, gap=gap)
    if not members:
        yield Block(tr("まだだれも入っていません。"), indent=2, look="quiet")
    known = {seat.value for seat in seats}
    groups = [(seat.label, seat.value) for seat in seats]
    for label, value in (*groups, (tr("席なし"), "")):
        for member in members:
            seat = member.person.seat if member.person.seat in known else ""
            if seat == value:
                yield _member(member, label)


def _member(member: Member, seat: str) -> Block:
    is_away = member.where is not Whereabouts.HERE
    line = RowText().add(_MARKS[member.where], "quiet" if is_away else "now").add(seat, "label", space=1)
    line.add(member.name, "quiet" if is_away else "strong").add(
        member.where.label if is_away else "", "quiet"
    )
    return line.block(indent=1, target=OfPerson(member.person.id))


_MARKS = {
    Whereabouts.HERE: "●",
    Whereabouts.AWAY: "○",
    Whereabouts.LEFT: "◌",
    Whereabouts.REMOVED: "×",
}


def kind_of(asked: Asked) -> str:
    """What sort of thing was asked, in a word."""
    if isinstance(asked.what, QuizSent):
        return tr("小問")
    return tr("判断") if isinstance(asked.what, Decision) else tr("問い")


def shortened(text: str) -> str:
    """The beginning of a text, on one line."""
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


def _row(words: str, about: str, target: str) -> Block:
    return RowText().add(words, "strong").add(about, "quiet").block(indent=1, target=target)


def _setting(words: str, target: str, *, on: bool) -> Block:
    return (
        RowText().add(words, "strong").add(tr(_YES) if on else tr(_NO), "key").block(indent=1, target=target)
    )
