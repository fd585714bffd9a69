"""Telling whether two requests are the same one."""

import hashlib
from collections.abc import Iterable, Iterator

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from rest_framework.request import Request

FORM = "multipart/form-data"


def fingerprint_of(request: Request) -> str:
    """A hash of method, address and body, as 64 characters.

    Forms with files are compared by what they hold, since programs draw another boundary each time they send one.
    Raises what reading the body raises: too large, unreadable, of a type the view does not take.
    """
    sent: HttpRequest = request._request
    about = [sent.method or "", sent.get_full_path(), sent.content_type or ""]
    parts = _parts_of_form(request) if sent.content_type == FORM else [sent.body]
    return _hash_of([*(one.encode(errors="surrogatepass") for one in about), *parts])


def _hash_of(parts: Iterable[bytes]) -> str:
    """Each part with its length, so that no two lists of parts read alike."""
    whole = hashlib.sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)
    return whole.hexdigest()


def _parts_of_form(request: Request) -> Iterator[bytes]:
    data: QueryDict = request.data
    for name in sorted(data):
        for value in data.getlist(name):
            yield name.encode(errors="surrogatepass")
            yield from (
                _parts_of_file(value)
                if isinstance(value, UploadedFile)
                else [str(value).encode(errors="surrogatepass")]
            )


def _parts_of_file(file: UploadedFile) -> Iterator[bytes]:
    """What it is called, what it says it is, and a hash of what is in it; the file is left at its beginning."""
    content = hashlib.sha256()
    for chunk in file.chunks():
        content.update(chunk)
    file.seek(0)
    yield from (str(one or "").encode(errors="surrogatepass") for one in (file.name, file.content_type, file.charset))
    yield content.digest()
