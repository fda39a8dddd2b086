"""Playing a scenario: its screen, rows, windows and keys; and how a play is opened."""
