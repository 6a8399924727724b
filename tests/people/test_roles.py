"""The roles stand in the database as the table says, and each may do what its line says."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command

from apps.people.roles import EVERYTHING, PEOPLE, ROLES, ROLES_OF_PEOPLE

pytestmark = pytest.mark.django_db
BY_NAME = {role.name: role for role in ROLES}


def test_each_role_is_a_group_with_exactly_its_permissions() -> None:
    for role in ROLES:
        granted = Group.objects.get(name=role.name).permissions.select_related("content_type")
        assert {f"{p.content_type.app_label}.{p.codename}" for p in granted} == role.permissions


def test_what_was_changed_by_hand_is_put_right_by_the_next_migration() -> None:
    viewer = Group.objects.get(name="viewer")
    viewer.permissions.add(Permission.objects.get(codename="change_claim"))
    call_command("migrate", verbosity=0)
    assert not viewer.permissions.filter(codename="change_claim").exists()


def test_only_analysts_decide_and_only_who_enters_changes_claims() -> None:
    def may(permission: str) -> list[str]:
        people = {role.name: User.objects.create_user(f"{role.name}-{permission}") for role in ROLES}
        for name, user in people.items():
            user.groups.add(Group.objects.get(name=name))
        return [name for name, user in people.items() if user.has_perm(permission)]

    assert may("reconciliation.add_review") == ["analyst", "administrator"]
    assert may("claims.change_claim") == ["entry", "publisher", "administrator"]
    assert may("claims.delete_claim") == ["administrator"]
    assert may("auth.change_user") == ["administrator"]
    assert may("auth.view_group") == ["administrator"]
    for never in ("auth.delete_user", "auth.add_group", "auth.change_group", "auth.delete_group"):
        assert may(never) == [], never


def test_every_model_of_the_admin_has_its_place_in_the_table() -> None:
    from django.contrib import admin

    registered = {model._meta.label_lower for model in admin.site._registry}
    ours = {
        label for label in registered if apps.get_model(label).__module__.startswith(("apps.", "django.contrib.auth"))
    }
    assert ours <= {*EVERYTHING, *PEOPLE, *ROLES_OF_PEOPLE}


def test_every_role_sees_what_a_viewer_sees_and_an_administrator_may_do_what_any_role_may() -> None:
    for role in ROLES:
        assert BY_NAME["viewer"].permissions <= role.permissions <= BY_NAME["administrator"].permissions
