"""`make pictures`: the pictures of README and docs, from the real screens."""

import asyncio
import os
import tempfile
from pathlib import Path

from simulator.language import speak
from simulator.scenario import library_folder
from simulator.tui.app.shishin import ShishinApp, Start
from simulator.tui.kit.picture import picture

HERE = Path(__file__).parent / "pictures"
SCENARIO = library_folder() / "01-full-arc.yaml"

# Each by its name: how wide and high, which screen, and the keys pressed there.
PICTURES: dict[str, tuple[int, int, Start, tuple[str, ...]]] = {
    "home": (100, 28, "home", ()),
    "walk": (120, 36, "walk", ("2", "3")),
    "refused": (120, 36, "walk", ("4", "5")),
    "clause": (120, 36, "walk", ("2", "j", "enter")),
    "play": (120, 36, "play", ("space", "space", "space", "space", "1", "space")),
    "room": (80, 24, "play", (*["space"] * 4, "1", "space", "space", "W")),
    "reader": (120, 36, "reader", ("slash", *"ISR")),
    "changes": (120, 36, "walk", ("2", "w", "F", *"jjjjjj", "enter")),
    "matrix": (120, 36, "home", ("m", "2")),
    "study": (120, 36, "study", ("1",)),
    "english": (120, 36, "walk", ("2",)),
}
ENGLISH = {"english"}


async def take(columns: int, rows: int, start: Start, keys: tuple[str, ...]) -> str:
    """One picture."""
    app = ShishinApp(start=start, scenario=SCENARIO if start == "play" else None)
    async with app.run_test(size=(columns, rows)) as pilot:
        await pilot.pause(0.5)
        for key in keys:
            await pilot.press(key)
        await pilot.pause(0.5)
        return picture(app)


def main() -> None:
    """Write every picture."""
    HERE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SHISHIN_DATA"] = folder
        os.environ["SHISHIN_SETTINGS"] = f"{folder}/settings.toml"
        for name, (columns, rows, start, keys) in PICTURES.items():
            speak("en" if name in ENGLISH else "ja")
            svg = asyncio.run(take(columns, rows, start, keys))
            (HERE / f"{name}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
