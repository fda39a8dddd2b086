"""A class in browsers: seats and a wall, served beside the process that plays, on the same journal.

It needs the extra `classroom` (Starlette, uvicorn, segno), so faces import it only when a class is opened.
"""
