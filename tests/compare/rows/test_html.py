"""The small pieces of HTML: what is never parted, and what is never read as a tag."""

from apps.compare.rows.html import unbroken


def test_no_line_ends_inside_a_reference() -> None:
    assert unbroken("C-162 is 1,800 higher than F-7 says") == (
        '<span class="ref">C-162</span> is 1,800 higher than <span class="ref">F-7</span> says'
    )
    assert unbroken("nothing, 5-10 and ABC-17") == "nothing, 5-10 and ABC-17"
    assert unbroken("<b>C-1</b>") == '&lt;b&gt;<span class="ref">C-1</span>&lt;/b&gt;'
