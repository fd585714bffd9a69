"""Files on this machine that appear whole or not at all."""

import os
import tempfile
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class WholeFiles(FileSystemStorage):
    """Keeps a file under the very name asked for, replacing what was there in one step.

    So names made from content hold one file each, whoever writes it, how often and how many at once; a process killed
    in the middle leaves at most a hidden part beside it.
    """

    PART = ".part"

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def _save(self, name: str, content: File) -> str:
        place = Path(self.path(name))
        place.parent.mkdir(parents=True, exist_ok=True)
        descriptor, part = tempfile.mkstemp(dir=place.parent, prefix=".", suffix=self.PART)
        try:
            with os.fdopen(descriptor, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, place)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise
        return name.replace("\\", "/")
