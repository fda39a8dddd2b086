"""Parts that every screen is made of: lists, tables, windows, the key bar, the way of text to the screen."""
