"""One letter, one meaning: the table of keys and the commands agree."""

from simulator.tui.app.keymap import all_commands
from simulator.tui.kit.commands import keycap
from simulator.tui.kit.key_table import KEYS


def typed_keys_with_commands() -> set[tuple[str, str]]:
    """Each key that types a character, with the command that has it."""
    return {
        (key, command.id)
        for command in all_commands()
        for key in command.keys.split(",")
        if len(keycap(key)) == 1 and keycap(key).isascii()
    }


def test_every_character_key_has_the_meaning_that_the_table_gives_it() -> None:
    for key, command in typed_keys_with_commands():
        assert key in KEYS, f"{command} takes {key}, which the table does not know"
        assert command in KEYS[key].commands, f"{key} means {KEYS[key].word}, not {command}"


def test_no_two_characters_mean_the_same_thing_by_the_same_word() -> None:
    words = [meaning.word for key, meaning in KEYS.items() if not key.isdigit() and key != "equals_sign"]
    assert len(words) == len(set(words))


def test_a_command_of_the_table_has_its_key() -> None:
    keys_with_commands = typed_keys_with_commands()
    for key, meaning in KEYS.items():
        for command in meaning.commands:
            assert (key, command) in keys_with_commands, f"{command} has not its {key}"


def test_keys_of_parts_to_come_are_free() -> None:
    used_keys = {key for key, _ in typed_keys_with_commands()}
    assert not used_keys & {key for key, meaning in KEYS.items() if not meaning.commands}
