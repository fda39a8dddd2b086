"""What each character key means, on every screen: one letter, one meaning.

A command may use a key of this table only if its id is listed beside it, which a test checks. A meaning
without commands reserves a key for later parts.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.language import msg


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a key means in a word, and the ids of the commands that mean it."""

    word: str
    commands: tuple[str, ...] = ()


_PHASES = ("heiji", "juyo", "yosoku", "hassei", "sonritsu", "saigai")

KEYS: dict[str, Meaning] = {
    "a": Meaning(msg("行う者"), ("walk.actor", "ask.actor")),
    "A": Meaning(msg("引き継ぐ"), ("rooms.take_over",)),
    "b": Meaning(msg("分岐"), ("play.branches",)),
    "B": Meaning(msg("教室"), ("play.classroom",)),
    "c": Meaning(msg("写す"), ("text.copy", "matrix.copy", "comparison.copy")),
    "C": Meaning(msg("条項を写す"), ("text.copy_clause",)),
    "d": Meaning(msg("条文"), ("home.read", "walk.read", "panel.reader")),
    "D": Meaning(msg("討議の時計"), ("play.timer",)),
    "e": Meaning(msg("見せる"), ("play.reveal", "classroom.show")),
    "E": Meaning(msg("書き出す"), ("matrix.csv", "records.export")),
    "f": Meaning(msg("分ける"), ("play.fork",)),
    "F": Meaning(msg("機能"), ("ask.function",)),
    "g": Meaning(msg("評定")),
    "G": Meaning(msg("根拠"), ("changes.basis",)),
    "h": Meaning(msg("控える"), ("play.hold",)),
    "H": Meaning(msg("控え"), ("play.held",)),
    "i": Meaning(msg("付与"), ("play.add",)),
    "j": Meaning(msg("下"), ("list.down",)),
    "J": Meaning(msg("次条"), ("reader.next_clause",)),
    "k": Meaning(msg("上"), ("list.up",)),
    "K": Meaning(msg("前条"), ("reader.previous_clause",)),
    "l": Meaning(msg("分岐の線"), ("walk.lanes",)),
    "L": Meaning(msg("進行中の演習"), ("home.rooms",)),
    "m": Meaning(msg("機能×段階"), ("home.matrix", "walk.matrix", "study.progress")),
    "n": Meaning(msg("メモ"), ("walk.note", "study.complain")),
    "N": Meaning(msg("名を付ける"), ("records.rename",)),
    "o": Meaning(msg("文書"), ("reports.papers",)),
    "p": Meaning(msg("時計"), ("play.pace",)),
    "q": Meaning(msg("終了"), ("app.quit", "panel.close")),
    "Q": Meaning(msg("自習"), ("home.study",)),
    "r": Meaning(msg("やり直す"), ("walk.redo",)),
    "R": Meaning(msg("残す"), ("walk.rescue",)),
    "s": Meaning(msg("措置"), ("play.measures",)),
    "S": Meaning(msg("並べ替え"), ("records.sort",)),
    "t": Meaning(msg("尋ねる"), ("home.ask", "walk.ask", "play.ask", "matrix.ask")),
    "T": Meaning(msg("時点"), ("play.jump",)),
    "u": Meaning(msg("戻す"), ("walk.undo", "records.undo", "study.take_back")),
    "v": Meaning(msg("画面"), ("play.view",)),
    "V": Meaning(msg("画面を選ぶ"), ("play.views",)),
    "w": Meaning(msg("変化"), ("walk.changes", "branches.compare")),
    "W": Meaning(msg("教室の画面"), ("play.room",)),
    "x": Meaning(msg("済"), ("walk.tick", "play.tick")),
    "X": Meaning(msg("逆向き"), ("changes.turn",)),
    "Y": Meaning(msg("理由"), ("reports.reason",)),
    "y": Meaning(msg("仕組み"), ("home.systems", "walk.systems")),
    "z": Meaning(msg("止めておく"), ("play.freeze",)),
    "0": Meaning(msg("伏せる"), ("play.blank",)),
    **{
        str(number): Meaning(
            msg("番号で選ぶ"),
            (
                f"play.option_{number}",
                *((f"walk.{phase}", f"situation.{phase}") if phase else ()),
                *((home,) if home else ()),
                *((f"study.answer{number}",) if number < 5 else ()),
            ),
        )
        for number, phase, home in zip(
            range(1, 10),
            (*_PHASES, "", "", ""),
            ("home.walk", "home.scenarios", "home.records", *("",) * 6),
            strict=True,
        )
    },
    "plus": Meaning(msg("速く"), ("play.faster",)),
    "equals_sign": Meaning(msg("速く"), ("play.faster",)),  # + without Shift on many keyboards
    "minus": Meaning(msg("遅く"), ("play.slower",)),
    "slash": Meaning(msg("語で探す"), ("reader.search", "ask.words", "study.type")),
    "question_mark": Meaning(msg("手引き"), ("app.help",)),
    "colon": Meaning(msg("コマンド"), ("app.palette",)),
    "full_stop": Meaning(msg("次の印"), ("text.next_mark", "reader.next_hit")),
    "comma": Meaning(msg("前の印"), ("text.previous_mark", "reader.previous_hit")),
    "less_than_sign": Meaning(msg("先頭"), ("list.top",)),
    "greater_than_sign": Meaning(msg("末尾"), ("list.bottom",)),
    "left_square_bracket": Meaning(msg("前の所"), ("reader.older", "walk.section_back")),
    "right_square_bracket": Meaning(msg("次の所"), ("reader.newer", "walk.section")),
    "left_curly_bracket": Meaning(msg("前の段落"), ("text.previous_paragraph",)),
    "right_curly_bracket": Meaning(msg("次の段落"), ("text.next_paragraph",)),
    "left_parenthesis": Meaning(msg("前の文"), ("text.previous_sentence",)),
    "right_parenthesis": Meaning(msg("次の文"), ("text.next_sentence",)),
}
