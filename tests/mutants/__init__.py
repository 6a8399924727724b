"""Breaks the rules on purpose, one small change at a time, and asks the tests which of the changes they notice.

    changes.py      which changes a module admits
    asking.py       which tests reach a change, and whether one of them fails
    swapping.py     how a change gets into a program that runs, or into one that starts
    equivalent.csv  changes that change nothing, each with its reason, by hand
    __main__.py     `make mutants`

The golden files (`tests/stories`) are never asked.
"""
