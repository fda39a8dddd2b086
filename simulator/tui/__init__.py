"""The terminal face: screens over the text and the exercise; it has no rules of its own.

`ShishinApp` lives in `simulator.tui.app.shishin`; importing this package does not load Textual.
"""
