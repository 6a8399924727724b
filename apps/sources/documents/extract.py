"""Has a document read by the throw-away process (`parser`), within limits of size, time and memory."""

import json
import os
import subprocess
import sys

from django.conf import settings

MOST_BYTES = 20 << 20
PATIENCE = 40  # seconds by the clock; of the processor's time the process gets less


class UnreadableDocument(Exception):
    """Why no text could be taken out of a document, in words."""


def extract_text(data: bytes) -> str:
    """The text of a txt, HTML, PDF or DOCX file. Raises UnreadableDocument."""
    if len(data) > MOST_BYTES:
        raise UnreadableDocument(f"The file is larger than {MOST_BYTES >> 20} MB.")
    command = [sys.executable, "-m", "apps.sources.documents.parser"]
    # None of our settings and secrets go with it.
    environment = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    try:
        done = subprocess.run(
            command,
            input=data,
            capture_output=True,
            cwd=settings.BASE_DIR,
            env=environment,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableDocument("The document takes too long to read.") from error
    if done.returncode < 0:
        raise UnreadableDocument("The document takes too long, or too much memory, to read.")
    if done.returncode:
        raise UnreadableDocument("The document is damaged and cannot be read.")
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise UnreadableDocument(answer["refused"])
    return str(answer["text"])
