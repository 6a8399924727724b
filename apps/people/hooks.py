"""The only signal here: once the database is migrated, the groups are what the table of roles says."""

from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db.models.signals import post_migrate

from apps.people.roles import ROLES


def connect() -> None:
    """Called once, when the app is ready. It is the last of the apps, so that all permissions are there."""
    post_migrate.connect(_write_groups, sender=apps.get_app_config("people"))


def _write_groups(*, using: str, **_rest: Any) -> None:
    """Each role becomes a group with exactly its permissions. Raises LookupError for one that does not exist."""
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.using(using).select_related("content_type")
    }
    for role in ROLES:
        missing = role.permissions - known.keys()
        if missing:
            raise LookupError(
                f"The role {role.name} names permissions that do not exist: {', '.join(sorted(missing))}."
            )
        group, _ = Group.objects.using(using).get_or_create(name=role.name)
        group.permissions.set([known[name] for name in role.permissions])
