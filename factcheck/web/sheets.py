"""The one style sheet of the public pages, put together from those the desk loads one by one."""

import atexit
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NAME = "factcheck/public-page.css"
PARTS = ("tokens", "base", "forms", "parts", "public", "print")
COMMENT = re.compile(r"/\*.*?\*/", re.S)
SPACE = re.compile(r"\s*\n\s*")


def one_sheet() -> str:
    """All parts in their order, without comments and indentation."""
    folder = Path(settings.BASE_DIR) / "factcheck" / "static" / "factcheck"
    whole = "\n".join((folder / f"{part}.css").read_text() for part in PARTS)
    return SPACE.sub("\n", COMMENT.sub("", whole)).strip() + "\n"


class OneSheet(BaseFinder):
    """Gives `collectstatic` and the development server a file that no one keeps: it is made when it is asked for."""

    def __init__(self, app_names=None, *args, **kwargs) -> None:
        self.folder = Path(mkdtemp(prefix="sheets-"))
        atexit.register(shutil.rmtree, self.folder, ignore_errors=True)
        self.storage = FileSystemStorage(location=self.folder)

    def check(self, **kwargs) -> list:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs) -> str | list[str]:
        """Where the file is; for `find_all` a list."""
        asks_for_all = kwargs.get("all", find_all)  # Django 5.1 and earlier call it so
        if path != NAME:
            return []
        made = str(self._make())
        return [made] if asks_for_all else made

    def list(self, ignore_patterns) -> Iterator[tuple[str, FileSystemStorage]]:
        self._make()
        yield NAME, self.storage

    def _make(self) -> Path:
        made = self.folder / NAME
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_text(one_sheet())
        return made
