"""What was dismissed is kept once, with its words."""

import pytest
from django.db import IntegrityError, transaction

from apps.workbench.models import Dismissal
from tests.factories import make_source

pytestmark = pytest.mark.django_db


def test_a_proposal_is_dismissed_once() -> None:
    source = make_source()
    Dismissal.objects.create(source=source, quote="24 hours", start=12)
    Dismissal.objects.create(source=source, quote="24 hours", start=90)
    with pytest.raises(IntegrityError, match="a_proposal_is_dismissed_once"), transaction.atomic():
        Dismissal.objects.create(source=source, quote="24 hours", start=12)


def test_a_dismissal_has_the_words_that_were_proposed() -> None:
    with pytest.raises(IntegrityError, match="a_dismissal_has_a_quote"), transaction.atomic():
        Dismissal.objects.create(source=make_source(), quote="", start=12)
