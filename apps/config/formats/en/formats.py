"""The days that forms take: 2019-07-24, and as pages print them. 03/04/2019 can be meant in two ways and is refused.

The first is the one that forms show and that the calendar beside a box writes.
"""

DATE_INPUT_FORMATS = ["%Y-%m-%d", "%d %B %Y", "%d %b %Y"]
