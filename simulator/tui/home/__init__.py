"""Home: what one can do here."""
