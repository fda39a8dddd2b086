"""The application on top of the screens: what works everywhere, the palette, help, and how it ends."""
