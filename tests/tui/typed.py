"""Keys as a terminal sends them: many in one go, whether or not anything is ready for them."""

from textual.pilot import Pilot

from simulator.tui.app.toolkit import TerminalParser


def type_at_once(pilot: Pilot[None], keys: str) -> None:
    """Hand over all the keys before the app has taken the first, as the thread that reads a terminal does."""
    driver = pilot.app._driver
    assert driver
    for event in TerminalParser().feed(keys):
        driver.process_message(event)
