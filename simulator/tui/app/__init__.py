"""The application on top of the screens: keys that work everywhere, palette, help, and ending."""
