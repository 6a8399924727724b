"""Settings that make no sense are refused in a sentence that says how to mend them."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

from apps.config import settings
from apps.config.folders import BASE_DIR
from apps.config.refusal import Refusal

OWN_SERVER = {
    "DATABASE_URL": "postgres://who:se%40cret@db:5433/countercheck",
    "SECRET_KEY": secrets.token_urlsafe(50),
    "ALLOWED_HOSTS": "countercheck.example.org, www.example.org",
}


def manage(*arguments: str, data: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in (*OWN_SERVER, "DJANGO_SETTINGS_MODULE")}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=BASE_DIR,
        env={**kept, "COUNTERCHECK_DATA": str(data), **environment},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_a_server_of_ones_own_needs_a_key_and_hosts(tmp_path: Path, missing: str) -> None:
    done = manage("check", data=tmp_path, **(OWN_SERVER | {missing: ""}))
    assert done.returncode == 1
    assert done.stderr.startswith(f"{missing} is not set: with DATABASE_URL it is required, for example ")
    assert "Traceback" not in done.stderr


def test_deployed_it_passes_djangos_checklist_and_never_touches_the_data_folder(tmp_path: Path) -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", data=tmp_path / "none", **OWN_SERVER)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DATABASE_URL", "mysql://somewhere/else", "DATABASE_URL is not understood: write postgres://"),
        ("DATABASE_URL", "postgres://db:99999/name", "DATABASE_URL is not understood"),
        ("DEBUG", "yes", "DEBUG is “yes”: set it to 1 for yes or 0 for no."),
        ("SECURE_PROXY", "true", "SECURE_PROXY is “true”: set it to 1"),
    ],
)
def test_what_is_not_understood_is_refused(tmp_path: Path, name: str, value: str, sentence: str) -> None:
    done = manage("check", data=tmp_path, **(OWN_SERVER | {name: value}))
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_an_address_of_a_database_is_taken_apart() -> None:
    database = settings._database(OWN_SERVER["DATABASE_URL"])
    assert database["NAME"] == "countercheck"
    assert (database["USER"], database["PASSWORD"]) == ("who", "se@cret")
    assert (database["HOST"], database["PORT"]) == ("db", "5433")


def test_an_address_without_a_name_is_refused() -> None:
    with pytest.raises(Refusal):
        settings._database("postgres://db:5432/")


def test_the_embedded_mode_serves_this_machine_only_and_hides_faults() -> None:
    assert settings.IS_EMBEDDED
    assert settings.ALLOWED_HOSTS == ["127.0.0.1", "localhost", "[::1]"]
    assert not settings.DEBUG
    assert len(settings.SECRET_KEY) > 40


def test_tasks_that_were_handed_out_come_back_when_their_worker_dies() -> None:
    assert settings.CELERY_TASK_ACKS_LATE
    assert settings.CELERY_TASK_REJECT_ON_WORKER_LOST
    assert settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"] > settings.CELERY_TASK_TIME_LIMIT
