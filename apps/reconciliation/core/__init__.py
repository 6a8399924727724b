"""Do the numbers agree? Pure rules over plain values: no database, no clock, no settings.

statements.py   what the rules are given
scopes.py       how the scopes of two statements relate, dimension by dimension
verdicts.py     the words of the verdicts, and the one comparison of two readings
reasons.py      why figures part
trace.py        the lines of arithmetic a reader can redo, and the sentences made of them
bridge.py       the way from one figure to the other, by steps that sum exactly
parts.py        figures put together: what they come to, and whether they are all of a scope
changes.py      the search for the one change that would make two figures agree
results.py      what the rules return
wholes.py       rule `sum`: a whole and its parts
shares.py       rule `share`: a share, its numerator and denominator
formulas.py     formulas of checks: read by hand, worked out on intervals, units checked
plans.py        rule `plan`: a check that an analyst wrote
pairs.py        rules `direct` and `restated`: two figures of the same scope
bounds.py       rule `bound`: a narrower figure above a broader one
assembled.py    rule `assembled`: several figures put together against another's
undecided.py    rule `undecided`: what a missing start leaves open
lookalikes.py   rule `lookalike`: same number, different thing
engine.py       all rules over all statements
requests.py     two figures that a reader asks to be compared
examples.py     worked examples for the page on the method
"""

RULES_VERSION = "4"
