"""Shishin: a classroom simulator of the phases in the 2015 Guidelines for Japan-U.S. Defense Cooperation."""

__version__ = "0.1.0"
