"""The terminal face: screens over the text and the exercise; it holds no rules of its own.

`ShishinApp` lives in `simulator.tui.app.shishin`; nothing here loads Textual before it is asked for.
"""
