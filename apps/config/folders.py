"""Where the embedded mode keeps what it keeps: database, secret key, demo password, collected static files."""

import hashlib
import os
import secrets
from pathlib import Path

from apps.config.refusal import Refusal

PASSWORD = "database-password"
BASE_DIR = Path(__file__).resolve().parent.parent.parent


def data_folder() -> Path:
    """`COUNTERCHECK_DATA`, or `.data` beside `manage.py`; made if it is not there."""
    folder = Path(os.environ.get("COUNTERCHECK_DATA") or BASE_DIR / ".data").expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(
            f"The data folder {folder} cannot be made ({error.strerror}): set COUNTERCHECK_DATA to one that can."
        ) from error
    return folder


def secret(name: str) -> str:
    """A random secret of this data folder, made on first use and readable by its owner only."""
    file = data_folder() / name
    draft = file.with_name(f"{name}.{os.getpid()}.{secrets.token_hex(4)}")
    if not file.exists():
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(36), encoding="ascii")
        try:
            # Several processes may start at once: the first one's secret is everybody's.
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_text(encoding="ascii")


def short_name(path: Path) -> str:
    """Twelve characters that stand for a path, the same every time."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
