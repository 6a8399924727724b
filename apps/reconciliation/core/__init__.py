"""Do the numbers agree? Pure rules over plain values: no database, no clock, no settings.

inputs/       what the rules are given: claims, code lists, tolerances
comparing/    readings, verdicts on two of them, scopes, figures put together, formulas
explaining/   the lines of arithmetic, the reasons, the way from one figure to the other, the search for a change
about.py      what a rule says of itself, and the invented country of the examples
findings.py   what the rules return
rules/        one file a rule, with its words, its meaning and its example: sum, share, check, pair, assembled,
              undecided, lookalike, definition, series
precedence.py which of several findings says it (rule `bound` is kept here)
on_request.py two figures that a reader asks to be compared
catalogue.py  the rules by their names
engine.py     all rules over all statements
examples.py   examples of the readings and the rules, worked out for the page on the method

Each room imports only those above it in this list.
"""

# Raised by whoever changes what the rules find or say. A test holds it against what they find in the stories, whose
# golden files change in the same commit (tests/stories/rules_version.txt). Older findings are worked out anew.
RULES_VERSION = "16"
