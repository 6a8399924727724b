"""The claims that measures are taken on: the same each time, and such as the database lets in."""

import pytest
from django.core.management import call_command
from django.db import connection

from apps.claims.models import Breakdown, BreakdownPart, Claim
from apps.compare.models import Topic
from tests.bench.claims import CODE_LISTS, load
from tests.bench.generator import Document, Made, generate
from tests.bench.world import World


def test_the_same_arguments_give_the_same_claims_and_another_seed_others() -> None:
    assert list(generate(World(300))) == list(generate(World(300)))
    assert list(generate(World(300))) != list(generate(World(300, seed=8)))


def test_as_many_claims_are_made_as_are_asked_for_each_in_its_document() -> None:
    made = list(generate(World(700)))
    claims = [each for each in made if isinstance(each, Made)]
    assert [claim.number for claim in claims] == list(range(1, 701))
    assert {claim.document for claim in claims} == {each for each in made if isinstance(each, Document)}


def test_one_family_is_one_indicator_and_those_narrower_than_it() -> None:
    world = World(300, one_family=True)
    assert [each.broader for each in world.indicators] == [None, 0, 0, 0, 0, 0]


@pytest.mark.django_db
def test_loaded_claims_keep_every_rule_of_the_database_and_have_a_history() -> None:
    call_command("loaddata", *CODE_LISTS, verbosity=0)
    load(World(400))
    connection.check_constraints()
    assert Claim.objects.current().count() == 400
    assert BreakdownPart.objects.count() > Breakdown.objects.count() > 0
    assert Topic.objects.first().indicators.count() == 1  # type: ignore[union-attr]
    assert Claim.pgh_event_model.objects.count() == 400  # type: ignore[attr-defined]
