"""Proposals of claims, read from a text: who says how many of what, where, when, and with what standing.

Pure: no framework, no database; the code lists are given as plain values. `proposals.propose` reads a text;
`segments` finds its sentences, `turns` its speakers, `figures` its figures and what is none, `times` its periods,
`counted` what is counted, `standing` what has happened, and `guesses` the entries of the code lists.
"""
