"""Guessing passwords: few guesses reach the hasher, and the person whose name it is still gets in."""

from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import check_password
from django.test import Client, RequestFactory
from django.urls import reverse

from apps.config.guessing import client_address

GUESSES = 40


def sign_in(password: str, **asked_from: Any) -> Any:
    data = {"username": "lena", "password": password}
    return Client().post(reverse("admin:login"), data, **asked_from)


@pytest.mark.django_db
def test_of_many_guesses_ten_reach_the_hasher_and_the_real_person_gets_in() -> None:
    get_user_model().objects.create_superuser("lena", password="the right one")
    with patch("django.contrib.auth.base_user.check_password", wraps=check_password) as hasher:
        answers = [
            # Whatever is written into the header, without a proxy it is not believed.
            sign_in(f"guess {place}", HTTP_X_FORWARDED_FOR=f"10.1.1.{place}")
            for place in range(GUESSES)
        ]
    assert hasher.call_count == 10
    assert [answer.status_code for answer in answers] == [200] * 9 + [429] * (GUESSES - 9)
    assert "Too many wrong passwords" in answers[-1].content.decode()
    assert "script-src 'self'" in answers[-1]["Content-Security-Policy"]
    assert sign_in("the right one").status_code == 429
    assert sign_in("the right one", REMOTE_ADDR="203.0.113.9").status_code == 302


@pytest.mark.django_db
def test_the_lock_opens_by_itself(settings: Any) -> None:
    get_user_model().objects.create_superuser("lena", password="the right one")
    for place in range(12):
        sign_in(f"guess {place}")
    settings.AXES_COOLOFF_TIME = settings.AXES_COOLOFF_TIME * 0
    assert sign_in("the right one").status_code == 302


@pytest.mark.parametrize(
    ("behind_proxy", "said", "address"),
    [
        (False, "198.51.100.7", "192.0.2.1"),
        (True, "198.51.100.7", "198.51.100.7"),
        (True, "10.0.0.1, 198.51.100.7", "198.51.100.7"),
        (True, "", "192.0.2.1"),
        (True, "nonsense", None),
        (True, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (True, "::ffff:198.51.100.7", "198.51.100.7"),
    ],
)
def test_where_somebody_is_comes_from_the_proxy_alone(
    settings: Any, *, behind_proxy: bool, said: str, address: str | None
) -> None:
    settings.IS_BEHIND_PROXY = behind_proxy
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=said)
    assert client_address(request) == address
