"""File names, settings and ids of hostile words on the screen, and what is copied from it."""

import json
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input, TextArea

from simulator.document import citation, load_guidelines
from simulator.exercise import Play, ScenarioClock
from simulator.journal import EXERCISES
from simulator.journal.sqlite import SqliteJournal
from simulator.machine import PhaseMachine
from simulator.settings.read import read_settings
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.kit.blocks import BlockView
from simulator.tui.play.screen import PlayScreen
from tests.hostile import HOSTILE, LONG, TOGETHER, acting, deceiving, plain, written
from tests.tui.conftest import assert_harmless, foot_message, settle
from tests.tui.playing import SOURCE

NAMES = {
    **{kind: HOSTILE[kind].replace("/", "").replace("\0", "")[:60] for kind in HOSTILE if kind != LONG},
    "not UTF-8": "a\udcffb",
    "a line feed": "a\nb",
}


@pytest.mark.parametrize("kind", NAMES)
async def test_scenarios_in_files_of_any_name_are_listed_found_and_played(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(plain(), tmp_path, NAMES[kind])
    (tmp_path / f"{NAMES[kind]}1.yaml").write_text("schema: 1\ntitle: [", "utf-8")
    monkeypatch.setattr("simulator.scenario.library.library_folder", lambda: tmp_path)
    app = ShishinApp(start="scenarios", journal=tmp_path / "j")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        for keys in ("j", "enter", "tab", "G", "shift+tab"):
            assert_harmless(app)
            await pilot.press(keys)
            await settle(pilot)
        assert_harmless(app)
        await pilot.press("k", "enter")
        await settle(pilot)
        assert isinstance(app.screen, PlayScreen)
        assert_harmless(app)


@pytest.mark.parametrize("kind", NAMES)
async def test_a_journal_of_any_name_and_its_faults_are_told_of_harmlessly(
    kind: str, tmp_path: Path, machine: PhaseMachine
) -> None:
    path = tmp_path / NAMES[kind]
    journal = SqliteJournal(path, EXERCISES)
    play = Play.begin(SOURCE, f"{NAMES[kind]}.yaml", machine, journal, ScenarioClock())
    play.advance()
    journal.close()
    app = ShishinApp(start="records", journal=path)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert_harmless(app)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, PlayScreen)
    path.write_bytes(b"\x1b]0;owned\x07" * 500)
    app = ShishinApp(start="records", journal=path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert foot_message(app)
        assert_harmless(app)


@pytest.mark.parametrize("kind", TOGETHER)
async def test_ids_that_nobody_gave_are_told_of_harmlessly(kind: str, tmp_path: Path) -> None:
    text = TOGETHER[kind]
    for app in (
        ShishinApp(start="resume", exercise=text, journal=tmp_path / "none"),
        ShishinApp(start="reader", clause=text),
        ShishinApp(start="play", scenario=tmp_path / NAMES["escapes"]),
    ):
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert_harmless(app)


@pytest.mark.parametrize("kind", TOGETHER)
async def test_settings_of_any_words_are_told_of_at_the_foot(kind: str, tmp_path: Path) -> None:
    quoted = '"' + "".join(f"\\U{ord(char):08x}" for char in TOGETHER[kind][:300]) + '"'
    comment = "".join(char for char in TOGETHER[kind] if char.isprintable())
    file = tmp_path / NAMES["escapes"]
    keys = f'[keys]\n{quoted} = {quoted}\n"play.next" = {quoted}\n"app.themes" = "f7"'
    for source in (
        f"# {comment}\nlanguage = {quoted}\ntheme = {quoted}\n{quoted} = {quoted}\n{keys}\n",
        f"theme = {quoted}\n",
        f"{TOGETHER[kind]} = [",
    ):
        file.write_text(source, "utf-8", newline="")
        app = ShishinApp(settings=read_settings(file))
        async with app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            assert foot_message(app)
            for key in ("question_mark", "escape", "f6", "escape", "colon"):
                assert_harmless(app)
                await pilot.press(key)
                await settle(pilot)
            assert_harmless(app)


@pytest.mark.parametrize("kind", TOGETHER)
async def test_what_is_copied_from_a_field_is_the_words_without_what_acts(kind: str) -> None:
    """The toolkit puts it into base64 for the terminal; here it must be whole, and harmless where it goes."""
    app = ShishinApp(start="walk")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for keys, field in (("n", TextArea), ("escape colon", Input)):
            await pilot.press(*keys.split())
            await settle(pilot)
            app.post_message(events.Paste(TOGETHER[kind]))
            await settle(pilot)
            focused = app.focused
            assert isinstance(focused, field)
            words_in_field = focused.text if isinstance(focused, TextArea) else getattr(focused, "value", "")
            focused.action_select_all()
            focused.action_copy()
            assert app.clipboard == words_in_field
            assert words_in_field
            assert not acting(app.clipboard)
            assert not deceiving(app.clipboard)
            app.clipboard.encode("utf-8")


@pytest.mark.parametrize("start", ["reader", "walk", "home"])
async def test_what_is_copied_of_the_text_is_the_text(start: str) -> None:
    app = ShishinApp(start=start, clause="IV.D.p3.s1")  # type: ignore[arg-type]
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press(*{"reader": "c", "walk": "2 c", "home": "m right right c"}[start].split())
        await settle(pilot)
        assert app.clipboard
        assert not acting(app.clipboard)
        assert not deceiving(app.clipboard)
        if start == "reader":
            assert app.clipboard == citation(load_guidelines(), "IV.D.p3.s1")


async def test_a_play_copies_the_clause_and_nothing_of_the_scenario(tmp_path: Path) -> None:
    scenario = json.loads(
        json.dumps(plain()).replace("知らせ", "\\u202e知らせ").replace("答え", "\\u001b]52;答え")
    )
    path = written(scenario, tmp_path)
    app = ShishinApp(start="play", scenario=path, journal=tmp_path / "j")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("space", "space", "space")
        await settle(pilot)
        for _ in app.screen.query_one("#feed", BlockView).targets:
            await pilot.press("c", "k")
            assert not acting(app.clipboard)
            assert not deceiving(app.clipboard)
