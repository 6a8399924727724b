"""What is reconciled for the measures: figures that are alike make a short list, and peers pair what the rules pair."""

from collections import Counter

import pytest
from django.core.management import call_command

from apps.claims.references import claim_number
from apps.reconciliation import services
from apps.reconciliation.core.comparing.verdicts import Verdict
from apps.reconciliation.core.findings import Rule
from apps.reconciliation.models import Finding
from tests.bench.claims import CODE_LISTS, load
from tests.bench.peers import pair_in_sql
from tests.bench.reconciling import ORGANISATIONS, alike
from tests.bench.world import World

OF_ONE_SCOPE = (Rule.RESTATED, Rule.DIRECT)
OF_TWO_FIGURES = (*OF_ONE_SCOPE, Rule.BOUND)


def test_figures_of_one_scope_make_one_finding_for_each_two_organisations() -> None:
    found = alike(60)
    assert sorted(result.rule for result in found) == ["direct"] * 3 + ["restated"] * 3
    assert all("more" in result.right_shown for result in found)
    assert {len(result.inputs) for result in found if result.rule == "direct"} == {2 * 60 // len(ORGANISATIONS)}


@pytest.mark.django_db
def test_sql_finds_the_pair_of_every_finding_and_of_one_scope_no_other() -> None:
    call_command("loaddata", *CODE_LISTS, verbosity=0)
    load(World(1_500, one_family=True))
    services.reconcile(trigger="test")
    pairs = {(rule, frozenset(two)): agrees for rule, *two, agrees in pair_in_sql()[1]}
    findings = list(Finding.objects.filter(rule__in=OF_TWO_FIGURES))
    for finding in findings:
        two = frozenset((finding.left_id, finding.right_id or 0))
        assert pairs[finding.rule, two] == (finding.verdict == Verdict.AGREES), finding.key
    members = [(finding.rule, {claim_number(member["ref"]) for member in finding.members}) for finding in findings]
    for rule, two in pairs:
        assert rule not in OF_ONE_SCOPE or any(rule == other and two <= those for other, those in members), two
    counts = Counter(finding.rule for finding in findings)
    assert min(counts[rule] for rule in OF_TWO_FIGURES) > 5, counts
