"""The reference for keys: a Textual app that is nothing but a list."""

from textual.app import App, ComposeResult
from textual.widgets import OptionList

ROWS = 500


class ListApp(App[None]):
    BINDINGS = [("j", "down", "down"), ("k", "up", "up"), ("q", "quit", "quit")]  # noqa: RUF012

    def compose(self) -> ComposeResult:
        yield OptionList(*(f"第{number}行 一覧の中の一つの行" for number in range(ROWS)))

    def action_down(self) -> None:
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        self.query_one(OptionList).action_cursor_up()


if __name__ == "__main__":
    ListApp().run()
