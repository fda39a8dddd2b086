"""What the walk shows, as rows built from plain values: the phases, the sheet, the measures in force."""
