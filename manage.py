#!/usr/bin/env python
"""Django's commands, with the project's settings."""

import os
import sys

from django.core.management import execute_from_command_line

from apps.config.refusal import Refusal


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "apps.config.settings")
    try:
        execute_from_command_line(sys.argv)
    except Refusal as refusal:
        sys.exit(f"{refusal}")


if __name__ == "__main__":
    main()
