"""The reference: a Textual app that only paints a label, and changes it at a key."""

from textual.app import App, ComposeResult
from textual.widgets import Label


class LabelApp(App[None]):
    BINDINGS = [("G", "press", "press"), ("q", "quit", "quit")]  # noqa: RUF012

    def compose(self) -> ComposeResult:
        yield Label("painted", id="label")

    def action_press(self) -> None:
        self.query_one("#label", Label).update("pressed")


if __name__ == "__main__":
    LabelApp().run()
