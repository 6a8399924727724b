"""The findings of a story as a file that people read: what the rules say, and beside it what a check by hand said.

`python -m tests.stories.golden STORY` writes the file anew from a story loaded into a database of its own. Paragraphs
"By hand" stay as they are; a finding that is new has none, and its test fails until somebody has written one.

`rules_version.txt` holds for each story the version of the rules and the digest of what they found then. Findings that
changed under the same version are not recorded: whoever changes the rules raises RULES_VERSION first.
"""

import hashlib
import os
import re
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from apps.reconciliation.models import Finding

HERE = Path(__file__).parent
HAND = "By hand: "
VERSION_FILE = HERE / "rules_version.txt"


def path_of(story: str) -> Path:
    return HERE / f"{story}.md"


def render(finding: "Finding") -> str:
    """One finding: its verdicts, its explanation, the arithmetic, reasons, changes and gap steps (under “bridge”)."""
    lines = [
        f"{finding.rule}, {finding.between}: {finding.verdict}"
        + (f" (strictly: {finding.strict_verdict})" if finding.strict_verdict else ""),
        finding.explanation,
        "",
    ]
    for line in finding.trace:
        ref = f" [{line['ref']}]" if line["ref"] else ""
        note = f"  — {line['note']}" if line["note"] and line["key"] not in ("verdict", "strict") else ""
        lines.append(f"{line['label']}{ref}: {line['value']}{note}")
    lines += [
        f"reason {why['code']} ({why['by']}): {why['evidence']}{_amount(why['amount'])}" for why in finding.reasons
    ]
    lines += [f"change {change['code']}: {change['words']}" for change in finding.changes]
    if finding.gap_steps and finding.gap_steps["steps"]:
        way = finding.gap_steps
        steps = " ".join(f"{_signed(step['amount'])} {step['code']}" for step in way["steps"])
        lines.append(f"bridge {_plain(way['start']['value'])} {steps} = {_plain(way['end']['value'])}")
    return "\n".join(lines)


def _amount(amount: str | None) -> str:
    return f" = {_plain(amount)}" if amount else ""


def _plain(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number


def _signed(number: str) -> str:
    return f"+ {_plain(number)}" if not number.startswith("-") else f"− {_plain(number[1:])}"


def read(story: str) -> dict[str, tuple[str, str]]:
    """By key: what the rules said when the file was written, and what was said by hand."""
    text = path_of(story).read_text(encoding="utf-8") if path_of(story).exists() else ""
    found = re.findall(r"^## (\S+)\n\n```\n(.*?)\n```\n\n(.*?)\n(?=\n##|\Z)", text, re.MULTILINE | re.DOTALL)
    return {key: (block, hand.removeprefix(HAND)) for key, block, hand in found}


def write(story: str, findings: Iterable["Finding"]) -> None:
    hands = {key: hand for key, (_, hand) in read(story).items()}
    title = f"# {story}: every finding, reviewed by hand against the documents\n"
    blocks = [
        f"\n## {finding.key}\n\n```\n{render(finding)}\n```\n\n{HAND}{hands.get(finding.key, '')}".rstrip() + "\n"
        for finding in findings
    ]
    path_of(story).write_text(title + "".join(blocks), encoding="utf-8")


def digest(story: str) -> str:
    """The SHA-256 of the findings of a golden file, without what was said by hand."""
    found = [(key, block) for key, (block, _) in read(story).items()]
    return hashlib.sha256(repr(found).encode()).hexdigest()


def recorded() -> dict[str, tuple[str, str]]:
    """By story: the version of the rules and the digest that were recorded last."""
    lines = VERSION_FILE.read_text(encoding="utf-8").splitlines() if VERSION_FILE.exists() else []
    return {story: (version, found) for story, version, found in (line.split() for line in lines)}


def record(story: str, version: str) -> None:
    """Records a story's findings under this version. Raises ValueError if other ones are recorded under it."""
    records = recorded()
    if records.get(story, ("", ""))[0] == version and records[story][1] != digest(story):
        raise ValueError(f"The findings changed and RULES_VERSION is still {version}: raise it.")
    records[story] = version, digest(story)
    lines = (f"{name} {known} {found}\n" for name, (known, found) in sorted(records.items()))
    VERSION_FILE.write_text("".join(lines), encoding="utf-8")


def main(story: str) -> None:
    with tempfile.TemporaryDirectory(prefix="countercheck-") as data:
        os.environ |= {"COUNTERCHECK_DATA": data, "DJANGO_SETTINGS_MODULE": "apps.config.settings"}
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        from apps.reconciliation import services
        from apps.reconciliation.core import RULES_VERSION
        from apps.reconciliation.models import Finding

        call_command("migrate", verbosity=0)
        call_command("load_story", story)
        services.reconcile(trigger="golden")
        write(story, Finding.objects.standing())
        record(story, RULES_VERSION)
        connection.close()
    print(f"{path_of(story).name} is written; look at every line that changed.")


if __name__ == "__main__":
    main(sys.argv[1])
