"""A class in browsers: seats and a wall, served by a process of its own on the journal of the play.

It needs the extra `classroom` (Starlette, uvicorn, segno), so faces import it only when a class is opened.
"""
