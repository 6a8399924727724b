"""Whether it runs, and whether it can serve."""

from unittest import mock

import pytest
from django.db import OperationalError, connection
from django.test import Client


def test_the_process_answers_without_asking_the_database(client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_it_is_ready_when_the_database_answers(client: Client) -> None:
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_it_is_not_ready_when_the_database_does_not(client: Client) -> None:
    with mock.patch.object(connection, "cursor", side_effect=OperationalError):
        response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"The database does not answer.\n")
