"""Do the numbers agree? Pure rules over plain values: no database, no clock, no settings.

statements.py   what the rules are given
scopes.py       how the scopes of two statements relate, dimension by dimension
verdicts.py     the words of the verdicts, and the one comparison of two figures
reasons.py      why figures part
trace.py        the lines of arithmetic a reader can redo
results.py      what the rules return
pairs.py        rules `direct`, `restated` and `bound`: two figures
assembled.py    rule `assembled`: several figures put together against another's
undecided.py    rule `undecided`: what a missing start leaves open
wholes.py       rule `sum`: a whole and its parts
shares.py       rule `share`: a share, its numerator and denominator
lookalikes.py   rule `lookalike`: same number, different thing
engine.py       all rules over all statements
"""

RULES_VERSION = "3"
