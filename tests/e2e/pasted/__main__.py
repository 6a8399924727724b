"""`make walk`: the walk of `walk.py` on a server of its own; prints what it took, and what came out otherwise."""

import sys
import tempfile
from pathlib import Path

from tests.e2e.pasted.walk import Walk, prepare
from tests.serving import browsing, serving


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="countercheck-") as folder:
        data = Path(folder)
        with serving(data, PUBLISH_ALONE="0") as address, browsing() as browser:
            prepare(data)
            walk = Walk(browser, address)
            walk.enter()
            walk.publish()
            wrong = walk.compare()
    print(walk.say())
    print(f"{len(walk.rows)} claims and {len(walk.expected)} findings expected, {len(wrong)} otherwise.")
    if wrong:
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
