"""One module a screen; `app` opens them when they are asked for."""
