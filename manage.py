#!/usr/bin/env python
"""The desk's command line."""

import os
import sys

from django.conf import settings
from django.core.management import execute_from_command_line

RUN_WITHOUT_DATABASE = {"split", "engines", "demo", "journey", "help", "--help", "--version", "collectstatic"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if command not in RUN_WITHOUT_DATABASE and not settings.DATABASE_KNOWN:
        sys.exit("No database is known: run `make engines` in another window, or set DATABASE_URL and REDIS_URL.")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
