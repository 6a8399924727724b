"""Figures that are alike make a short list, however many there are."""

from tests.bench.reconciling import ORGANISATIONS, alike


def test_figures_of_one_scope_make_one_finding_for_each_two_organisations() -> None:
    found = alike(60)
    assert sorted(result.rule for result in found) == ["direct"] * 3 + ["restated"] * 3
    assert all("more" in result.right_shown for result in found)
    assert {len(result.inputs) for result in found if result.rule == "direct"} == {2 * 60 // len(ORGANISATIONS)}
