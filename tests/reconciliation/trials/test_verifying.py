"""Every stored finding can be worked out again; one that was tampered with is named."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from apps.claims.models import Claim
from apps.reconciliation import services
from apps.reconciliation.models import Finding
from apps.reconciliation.trials.verifying import verify

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("story")]


def said() -> list[str]:
    return [f"{doubt.finding} {doubt.why}" for doubt in verify()]


def test_the_story_is_what_its_claims_give() -> None:
    out = StringIO()
    call_command("verify", stdout=out)
    assert out.getvalue() == f"All {Finding.objects.standing().count()} findings are what the claims give.\n"


def test_a_finding_that_was_tampered_with_is_named() -> None:
    finding = Finding.objects.get(key="pair:C-44:C-84")
    Finding.objects.filter(pk=finding.pk).update(difference=1, verdict="agrees")
    assert said() == [f"{finding.ref} is stored with another verdict, difference"]
    with pytest.raises(CommandError, match="1 findings are not what the claims give"):
        call_command("verify", stdout=StringIO())


def test_a_claim_that_was_changed_behind_its_back_is_noticed() -> None:
    Claim.objects.filter(pk=99).update(value=27080, figure_as_said="27,080")
    finding = Finding.objects.get(key="pair:C-8:C-99")
    assert any(line.startswith(f"{finding.ref} is stored with another verdict") for line in said())
    services.reconcile(trigger="test")
    assert said() == []


def test_a_finding_that_is_missing_or_one_too_many_is_named() -> None:
    gone, moved = Finding.objects.get(key="share:C-100"), Finding.objects.get(key="pair:C-8:C-99")
    gone.delete()
    Finding.objects.filter(pk=moved.pk).update(key="pair:C-1:C-2")
    assert set(said()) == {
        "pair:C-8:C-99 follows from the claims and is not stored",
        "share:C-100 follows from the claims and is not stored",
        f"{moved.ref} does not follow from the claims",
    }


def test_looking_changes_nothing() -> None:
    before = list(Finding.objects.order_by("pk").values_list())
    verify()
    assert list(Finding.objects.order_by("pk").values_list()) == before
