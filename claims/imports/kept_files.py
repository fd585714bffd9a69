"""Feeds as they were fetched, while they are read: one file for each pull, gone when it is over."""

import re
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import connection

from claims.models import ImportRun

DAY = 86_400  # seconds


def file_of(run: ImportRun) -> Path:
    """Where the feed of this pull lies once it has come whole. Its folder is there."""
    settings.IMPORT_DIR.mkdir(parents=True, exist_ok=True)
    # The database's name: another desk on this machine has other pulls under the same numbers.
    return settings.IMPORT_DIR / f"{connection.settings_dict['NAME']}-{run.pk}.json"


def unfinished_file(run: ImportRun) -> Path:
    """Where it is written while it comes."""
    return file_of(run).with_suffix(".part")


def forget(run: ImportRun) -> None:
    """The files of a pull that is over."""
    for file in (file_of(run), unfinished_file(run)):
        file.unlink(missing_ok=True)


def forget_old() -> None:
    """What workers that died left lying: files of this desk's pulls that nobody wrote to for a day. No others."""
    before = time.time() - DAY
    folder: Path = settings.IMPORT_DIR
    ours = re.compile(rf"{re.escape(connection.settings_dict['NAME'])}-\d+\.(json|part)")
    for file in folder.iterdir() if folder.is_dir() else ():
        with suppress(FileNotFoundError):  # its own worker may end it meanwhile
            if ours.fullmatch(file.name) and file.stat().st_mtime < before:
                file.unlink()
