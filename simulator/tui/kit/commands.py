"""Every key, once: its id, action, short label and one line of help.

A `Command` gives the binding; the key bar, `?` and the palette read the same object back by the
binding's id. Ids are stable, because people remap keys by them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from textual.binding import Binding, BindingType
from textual.keys import key_to_character

from simulator.language import msg, tr

_KEYCAPS = {
    "question_mark": "?",
    "slash": "/",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "shift+tab": "⇧Tab",
    "space": "Space",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "colon": ":",
    "full_stop": ".",
    "comma": ",",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "backspace": "BS",
    "delete": "Del",
}
_BY_ID: dict[str, Command] = {}


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a person can do with a key.

    `keys` as Textual names them, comma-separated, the one to show first. `name` and `about` are
    messages of the catalogue, said as `label` in the key bar and as `help` in `?` and the palette. `rank`
    orders what a narrow bar keeps: 0 always, then 1, 2, 3 …; 9 is never shown there. `cap` is what the bar
    shows for several keys, unless they are remapped. `places` are the names in
    `about` with their values. `unless` says why the key does nothing where the command does not work;
    a screen that knows more says that instead.
    """

    id: str
    keys: str
    action: str
    name: str
    about: str
    rank: int = 3
    priority: bool = False
    cap: str = ""
    places: tuple[tuple[str, str], ...] = ()
    unless: str = ""

    @property
    def label(self) -> str:
        """The short name, in the language spoken."""
        return tr(self.name)

    @property
    def help(self) -> str:
        """The line of help, in the language spoken."""
        return tr(self.about, **{name: tr(value) for name, value in self.places})

    def cap_for(self, key: str) -> str:
        """What the bar shows for a key that does this."""
        return self.cap if self.cap and key in self.keys.split(",") else keycap(key)

    def binding(self) -> Binding:
        """The Textual binding; registers the command for `command_of`."""
        _BY_ID[self.id] = self
        return Binding(
            self.keys,
            self.action,
            show=self.rank < 9,
            priority=self.priority,
            id=self.id,
        )


def bindings(*commands: Command) -> list[BindingType]:
    """`BINDINGS` of a widget, screen or app."""
    return [command.binding() for command in commands]


def known_commands() -> Iterable[Command]:
    """All commands that some screen, window or widget loaded so far has bound."""
    return _BY_ID.values()


def command_of(binding: Binding) -> Command | None:
    """The command behind a binding; None for the toolkit's own keys."""
    return _BY_ID.get(binding.id or "")


def keycap(key: str) -> str:
    """A Textual key name as it stands on a keyboard: `question_mark` is `?`, `ctrl+c` is `^c`."""
    name = key.strip()
    if name in _KEYCAPS:
        return _KEYCAPS[name]
    if name.startswith("ctrl+"):
        return "^" + name.removeprefix("ctrl+")
    if name.startswith("alt+"):
        return "Alt" + keycap(name.removeprefix("alt+"))
    if name.startswith("shift+"):
        return "⇧" + keycap(name.removeprefix("shift+"))
    if len(name) > 1 and name[0] == "f" and name[1:].isdigit():
        return name.upper()
    return key_to_character(name) or name


Caps = Callable[[Command], str]  # gives the key of a command as this person has it


def as_described(command: Command) -> str:
    """The first key of a command that is not remapped."""
    return keycap(command.keys.split(",")[0])


def keycaps(keys: Iterable[str]) -> str:
    """Several keys side by side, each once."""
    return " ".join(dict.fromkeys(keycap(key) for key in keys))


# Everywhere
_HELPED = msg("手引きは、いま開いています。")
_UNDER_A_WINDOW = msg("窓を閉じてから使ってください。")
HELP = Command(
    "app.help",
    "question_mark",
    "app.help",
    msg("手引き"),
    msg("いま使えるキーと、印の意味を示す"),
    0,
    unless=_HELPED,
)
HELP_ANYWHERE = Command(
    "app.help_anywhere",
    "f1",
    "app.help",
    msg("手引き"),
    msg("入力中の欄や窓についても示す"),
    0,
    True,
    unless=_HELPED,
)
QUIT = Command("app.quit", "q", "app.quit", msg("終了"), msg("指針シミュレータを終える"), 0)
# Two ways to quit where q does something else, because some terminals intercept ctrl+q.
INTERRUPT = Command(
    "app.interrupt",
    "ctrl+c",
    "app.interrupt",
    msg("終了"),
    msg("入力中や窓の上でも終える。欄の中で語を選んでいれば、それを写す"),
    0,
    priority=True,
)
QUIT_ANYWHERE = Command(
    "app.quit_anywhere", "ctrl+q", "app.quit", msg("終了"), msg("入力中や窓の上でも終える"), 2, True
)
# In a browser ctrl+c is the usual key to copy.
COPY_HERE = Command(
    "app.copy",
    "ctrl+c",
    "app.copy_here",
    msg("写す"),
    msg("選んだ語や条項を写す（ブラウザの中では、終えない）"),
    9,
    priority=True,
)
PALETTE = Command(
    "app.palette",
    "colon",
    "app.command_palette",
    msg("コマンド"),
    msg("操作を名前で探して行う"),
    4,
    unless=_UNDER_A_WINDOW,
)
THEME = Command(
    "app.theme",
    "f2",
    "app.next_theme",
    msg("明暗"),
    msg("画面の色を暗い色と明るい色で切り替える"),
    9,
    unless=_UNDER_A_WINDOW,
)
THEMES = Command(
    "app.themes",
    "f4",
    "app.choose_theme",
    msg("色"),
    msg("画面の色の組を一覧から選ぶ。選んだ色は残る"),
    9,
    unless=_UNDER_A_WINDOW,
)
PICTURE = Command(
    "app.picture",
    "f9",
    "app.picture",
    msg("絵に残す"),
    msg("いまの画面を絵（SVG）のファイルに残す"),
    9,
    priority=True,
)
BACK = Command("screen.back", "escape", "back", msg("戻る"), msg("前の画面に戻る"), 1)
ACCEPT = Command("prompt.accept", "enter", "accept", msg("決める"), msg("この内容で決める"), 0, priority=True)
CLOSE = Command("panel.close", "escape,q", "close", msg("閉じる"), msg("この窓を閉じて元の場所に戻る"), 0)

# Lists and texts
DOWN = Command("list.down", "j,down", "down", msg("下"), msg("次の行へ"), 9)
UP = Command("list.up", "k,up", "up", msg("上"), msg("前の行へ"), 9)
PAGE_DOWN = Command("list.page_down", "pagedown,ctrl+d", "page_down", msg("次頁"), msg("一画面下へ"), 9)
PAGE_UP = Command("list.page_up", "pageup,ctrl+u", "page_up", msg("前頁"), msg("一画面上へ"), 9)
TOP = Command("list.top", "home,less_than_sign", "top", msg("先頭"), msg("先頭へ"), 9)
BOTTOM = Command("list.bottom", "end,greater_than_sign", "bottom", msg("末尾"), msg("末尾へ"), 9)
LIST = (DOWN, UP, PAGE_DOWN, PAGE_UP, TOP, BOTTOM)
OPEN = Command(
    "list.open",
    "enter",
    "open",
    msg("開く"),
    msg("選んだ行または印の先を開く"),
    1,
    unless=msg("開くものが選ばれていません。"),
)
_NO_MARKS = msg("ここには、たどる印（参照・検索の一致）がありません。")
NEXT_MARK = Command(
    "text.next_mark",
    "full_stop",
    "next_mark",
    msg("次の印"),
    msg("次の印（参照・検索の一致）へ"),
    3,
    unless=_NO_MARKS,
)
PREVIOUS_MARK = Command(
    "text.previous_mark",
    "comma",
    "previous_mark",
    msg("前の印"),
    msg("前の印（参照・検索の一致）へ"),
    5,
    unless=_NO_MARKS,
)
_NO_TEXT = msg("この条項には、選ぶ段落や文がありません。")
NEXT_PARAGRAPH = Command(
    "text.next_paragraph",
    "right_curly_bracket",
    "place(1)",
    msg("段落"),
    msg("次の段落を選ぶ（写すところになる）"),
    5,
    cap="} {",
    unless=_NO_TEXT,
)
PREVIOUS_PARAGRAPH = Command(
    "text.previous_paragraph",
    "left_curly_bracket",
    "place(-1)",
    msg("前の段落"),
    msg("前の段落を選ぶ"),
    9,
    unless=_NO_TEXT,
)
NEXT_SENTENCE = Command(
    "text.next_sentence",
    "right_parenthesis",
    "sentence(1)",
    msg("文"),
    msg("次の文を選ぶ（写すところになる）"),
    6,
    cap=") (",
    unless=_NO_TEXT,
)
PREVIOUS_SENTENCE = Command(
    "text.previous_sentence",
    "left_parenthesis",
    "sentence(-1)",
    msg("前の文"),
    msg("前の文を選ぶ"),
    9,
    unless=_NO_TEXT,
)
_NO_HITS = msg("検索で見つかった所がありません。")
NEXT_HIT = Command(
    "reader.next_hit",
    "full_stop",
    "hit(1)",
    msg("次の一致"),
    msg("次に見つかった所へ（ほかの条項へも移る）"),
    2,
    unless=_NO_HITS,
)
PREVIOUS_HIT = Command(
    "reader.previous_hit", "comma", "hit(-1)", msg("前の一致"), msg("前に見つかった所へ"), 3, unless=_NO_HITS
)

# Home
WALK = Command(
    "home.walk", "1", "walk", msg("段階を歩く"), msg("自由に段階を進め、根拠と調整の手順を確かめる"), 1
)
SCENARIOS = Command("home.scenarios", "2", "scenarios", msg("シナリオ"), msg("シナリオを選んで演習する"), 1)
RECORDS = Command("home.records", "3", "records", msg("記録"), msg("過去の演習を開き、続きから進める"), 1)
ROOMS = Command(
    "home.rooms",
    "L",
    "rooms",
    msg("進行中"),
    msg("いま進められている演習を、どこで、だれが、どの段階まで進めたかとともに見渡す"),
    8,
)
MATRIX = Command(
    "home.matrix", "m", "matrix", msg("機能×段階"), msg("機能ごとに、どの段階にどう置かれるかを表で見る"), 3
)
ASK = Command(
    "home.ask", "t", "ask", msg("尋ねる"), msg("本文に尋ねる：だれの、何が、どの場合に定められているか"), 3
)
SYSTEMS = Command(
    "home.systems",
    "y",
    "systems",
    msg("仕組み"),
    msg("同盟調整メカニズムなど、段階を越えて立つ仕組みを見る"),
    4,
)
STUDY = Command("home.study", "Q", "study", msg("学ぶ"), msg("今日の問いに答えて、本文を身に付ける"), 3)
READ = Command(
    "home.read", "d", "read", msg("条文を読む"), msg("全文を読み、検索し、条項を引くものをたどる"), 1
)

# Reader, and panels that lead to it
SEARCH = Command("reader.search", "slash", "search", msg("検索"), msg("語または条項番号で探す"), 1)
OLDER = Command(
    "reader.older",
    "left_square_bracket,alt+left",
    "older",
    msg("前へ"),
    msg("前に見ていた条項に戻る"),
    2,
    unless=msg("前に見ていた条項はありません。"),
)
NEWER = Command(
    "reader.newer",
    "right_square_bracket,alt+right",
    "newer",
    msg("先へ"),
    msg("「前へ」で戻ったあと、元の条項へ進む"),
    3,
    unless=msg("「前へ」で戻っていないので、先の条項はありません。"),
)
NEXT_CLAUSE = Command("reader.next_clause", "J,right", "turn(1)", msg("次条"), msg("本文の順で次の条項へ"), 4)
PREVIOUS_CLAUSE = Command(
    "reader.previous_clause", "K,left", "turn(-1)", msg("前条"), msg("本文の順で前の条項へ"), 5
)
NEXT_PANE = Command("pane.next", "tab", "next_pane", msg("次の枠"), msg("次の枠へ移る"), 2)
PREVIOUS_PANE = Command("pane.previous", "shift+tab", "previous_pane", msg("前の枠"), msg("前の枠へ移る"), 9)
COPY = Command(
    "text.copy",
    "c",
    "copy_citation",
    msg("写す"),
    msg("選んだ条項・段落・文を、出典を付けて写す（クリップボード）"),
    4,
    unless=msg("選んだ行は、写す条項を引いていません。"),
)
COPY_CLAUSE = Command(
    "text.copy_clause", "C", "copy_clause", msg("条項を写す"), msg("条項の全体を、出典を付けて写す"), 7
)
TO_READER = Command("panel.reader", "d", "to_reader", msg("条文で読む"), msg("この条項を条文の画面で読む"), 1)
