"""Of a new text and a new quote that are written at the same moment, the later one sees the earlier one."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from apps.claims.models import Orphan
from apps.sources.models import Source, checksum
from tests.factories import make_claim, make_source

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(first: Callable[[], object], second: Callable[[], object]) -> None:
    """Does the first in a transaction that stays open until the second waits, or has been done."""
    done = threading.Event()

    def do_second() -> None:
        second()
        connection.close()
        done.set()

    with transaction.atomic():
        first()
        other = threading.Thread(target=do_second)
        other.start()
        done.wait(0.5)
    other.join(20)
    assert not other.is_alive()


def set_text(text: str) -> None:
    Source.objects.update(text=text, text_sha256=checksum(text))


@pytest.mark.parametrize("is_text_first", [True, False])
def test_a_quote_that_is_entered_while_its_text_is_changed_is_judged_by_the_new_text(*, is_text_first: bool) -> None:
    source = make_source(text="5 people returned")
    make_claim(figure_as_said="5", source=source)  # all it names is there already
    new = (lambda: set_text("6 people returned"), lambda: make_claim(figure_as_said="5", source=source, position=7))
    at_once(*(new if is_text_first else reversed(new)))
    assert Orphan.objects.count() == 2
    assert Orphan.objects.find_doubts() == []
