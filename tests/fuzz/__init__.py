"""Inputs made by grammar and by mutation, for every format that a person may hand to the program.

`formats.FORMATS` is the place for a further one: what makes its inputs, and what is asked of them.
"""
