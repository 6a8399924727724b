"""Whoever gives roles gives no more than they have."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_an_administrator_gives_roles_and_does_not_change_what_they_may(client: Client) -> None:
    entry, other = Group.objects.get(name="entry"), User.objects.create_user("other")
    administrator = User.objects.create_user("administrator", is_staff=True)
    administrator.groups.add(Group.objects.get(name="administrator"))
    client.force_login(administrator)
    may = set(entry.permissions.all())
    everything = {"name": "entry", "permissions": [one.pk for one in Permission.objects.all()]}
    assert client.post(reverse("admin:auth_group_change", args=[entry.pk]), everything).status_code == 403
    assert client.post(reverse("admin:auth_group_add"), everything | {"name": "all"}).status_code == 403
    assert set(entry.permissions.all()) == may
    sent = {"username": "other", "groups": [entry.pk], "date_joined_0": "2026-11-26", "date_joined_1": "10:00:00"}
    client.post(reverse("admin:auth_user_change", args=[other.pk]), sent)
    assert list(other.groups.all()) == [entry]


def test_an_administrator_changes_no_superuser_and_makes_none(client: Client) -> None:
    above, other = User.objects.create_superuser("above"), User.objects.create_user("other")
    administrator = User.objects.create_user("administrator", is_staff=True)
    administrator.groups.add(Group.objects.get(name="administrator"))
    client.force_login(administrator)
    passwords = {"password1": "a-long-new-one-7", "password2": "a-long-new-one-7", "usable_password": "true"}
    change = "admin:auth_user_password_change"
    assert client.post(reverse(change, args=[above.pk]), passwords).status_code == 403
    assert client.post(reverse(change, args=[other.pk]), passwords).status_code == 302
    sent = {"username": "other", "is_superuser": "on", "date_joined_0": "2026-11-26", "date_joined_1": "10:00:00"}
    client.post(reverse("admin:auth_user_change", args=[other.pk]), sent)
    other.refresh_from_db()
    assert not other.is_superuser
