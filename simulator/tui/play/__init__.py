"""What playing a scenario shows, as rows built from plain values; and how a play is opened."""
