"""Whoever gives roles gives no more than they have."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse

from tests.sources.records.test_outdated import opened

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
    sent = {"username": "other", "groups": [entry.pk]}
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
    sent = {"username": "other", "is_superuser": "on"}
    client.post(reverse("admin:auth_user_change", args=[other.pk]), sent)
    other.refresh_from_db()
    assert not other.is_superuser


def test_a_role_that_was_taken_away_meanwhile_does_not_come_back_unseen(admin_client: Client) -> None:
    person, publisher = User.objects.create_user("person"), Group.objects.get(name="publisher")
    person.groups.add(publisher)
    address, form = opened(admin_client, person)
    assert "last_login" not in str(form), "nobody types when somebody signed in last"
    assert person.password not in str(form)
    person.groups.clear()
    assert admin_client.post(address, form | {"first_name": "Ann"}).status_code == 409
    assert not person.groups.exists()
    address, form = opened(admin_client, person)
    assert admin_client.post(address, form | {"first_name": "Ann"}).status_code == 302
    assert User.objects.get(pk=person.pk).first_name == "Ann"
