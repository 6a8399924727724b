"""Did a change change a page? Every page and file of the story, of two commits, byte by byte.

    python -m tests.alike BEFORE [AFTER]      AFTER is HEAD if unset
    make alike ARGS="HEAD~3"

Both are checked out beside the repository and served as `make run` serves them, each on new data. What links lead to
from the front page is asked of both, without the addresses that only order, filter or turn a list. Taken out before
they are compared: the stamps in the names of static files, tokens against forgery, and when something was saved.
"""

import argparse
import difflib
import re
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from zipfile import ZipFile

from apps.config.folders import BASE_DIR
from tests.serving import serving

LEFT_ALONE = ("/admin", "/static", "/readyz", "/healthz")
ARCHIVE = b"PK\x03\x04"
VARIES = (
    (re.compile(rb"(/static/[\w/.-]+?)\.[0-9a-f]{8,}(\.\w+)"), rb"\1\2"),
    (re.compile(rb"(\.(?:css|js|svg))\?v=[\w.-]+"), rb"\1"),
    (re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]*'), rb"\1"),
    (re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?"), b"[time]"),
    (re.compile(rb"\b\d{1,2} [A-Z][a-z]{2,8} 20[2-9]\d,? \d\d:\d\d(?: UTC)?"), b"[time]"),
    (re.compile(rb"127\.0\.0\.1:\d+"), b"[host]"),
)


class Links(HTMLParser):
    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [value for name, value in attrs if name == "href" and tag == "a" and value]


def ask(address: str) -> tuple[str, bytes]:
    """The kind and the bytes of an answer, whatever its status, which stands before them."""
    try:
        with urllib.request.urlopen(address, timeout=120) as answer:
            return answer.headers.get_content_type(), b"%d\n" % answer.status + answer.read()
    except urllib.error.HTTPError as error:
        return "", b"%d\n" % error.code


def crawl(server: str) -> dict[str, bytes]:
    """Every answer by its path, what varies taken out."""
    answers: dict[str, bytes] = {}
    wanted = {"/"}
    with ThreadPoolExecutor(2) as pool:
        while wanted:
            paths = sorted(wanted)
            for path, (kind, answer) in zip(paths, pool.map(lambda path: ask(server + path), paths), strict=True):
                answers[path] = settle(answer)
                if kind == "text/html":
                    wanted |= set(paths_in(server, path, answer))
            wanted -= set(answers)
    return answers


def paths_in(server: str, path: str, page: bytes) -> Iterator[str]:
    for address in Links(page).addresses:
        parts = urlsplit(urljoin(server + path, address))
        is_ours = f"{parts.scheme}://{parts.netloc}" == server and not parts.path.startswith(LEFT_ALONE)
        if is_ours and not parts.query:
            yield parts.path


def settle(answer: bytes) -> bytes:
    if ARCHIVE in answer:  # a workbook, whose parts bear the time they were packed
        with ZipFile(BytesIO(answer[answer.index(ARCHIVE) :])) as parts:
            answer = b"\n".join(b"%s\n%s" % (part.encode(), parts.read(part)) for part in sorted(parts.namelist()))
    for pattern, instead in VARIES:
        answer = pattern.sub(instead, answer)
    return answer


@contextmanager
def checkout(commit: str, place: Path) -> Iterator[Path]:
    folder = place / "checkout"
    git = ["git", "-C", str(BASE_DIR), "worktree"]
    subprocess.run([*git, "add", "--quiet", "--detach", str(folder), commit], check=True)
    try:
        yield folder
    finally:
        subprocess.run([*git, "remove", "--force", str(folder)], check=True)


def crawl_commit(commit: str) -> dict[str, bytes]:
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder = stack.enter_context(checkout(commit, place))
        (place / "data").mkdir()
        return crawl(stack.enter_context(serving(place / "data", checkout=folder)))


def tell(before: dict[str, bytes], after: dict[str, bytes], *, most_lines: int) -> Iterator[str]:
    """What differs, address by address, then how many do."""
    both = sorted(before.keys() & after.keys())
    differing = [path for path in both if before[path] != after[path]]
    for path in differing:
        one, other = (answers[path].decode(errors="replace").splitlines() for answers in (before, after))
        lines = difflib.unified_diff(one, other, f"before {path}", f"after {path}", lineterm="", n=0)
        yield from [line[:200] for _, line in zip(range(most_lines), lines, strict=False)]
    yield from (f"only before: {path}" for path in sorted(before.keys() - after.keys()))
    yield from (f"only after: {path}" for path in sorted(after.keys() - before.keys()))
    yield f"{len(both):,} addresses of both: {len(both) - len(differing):,} alike byte by byte, {len(differing):,} not."


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("before")
    parser.add_argument("after", nargs="?", default="HEAD")
    parser.add_argument("--lines", type=int, default=8, help="how many lines of a difference are shown")
    asked = parser.parse_args()
    before, after = crawl_commit(asked.before), crawl_commit(asked.after)
    sys.stdout.writelines(f"{line}\n" for line in tell(before, after, most_lines=asked.lines))
    return int(before != after)


if __name__ == "__main__":
    sys.exit(main())
