"""The settings of the tests: a data folder of their own, quick passwords, static files by their plain names."""

import os

from apps.config.folders import BASE_DIR

os.environ.setdefault("COUNTERCHECK_DATA", str(BASE_DIR / ".data" / "test"))

from apps.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True  # found where they lie: nothing is collected
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
