"""How large a copy may be that somebody hands in: as large as what is fetched; a text as any text the desk takes."""

from django.conf import settings

from claims.reading.sniffing import TEXTS

MB = 1_000_000  # bytes, wherever the desk speaks of MB


def most_bytes(media_type: str) -> int:
    """The greatest size of a file of this type, in bytes."""
    return settings.UPLOAD_LIMIT if media_type in TEXTS else settings.FETCH_MOST_FILE_BYTES


def say_sizes() -> str:
    """What may be handed in, for people.

    >>> say_sizes()
    'at most 25 MB of a PDF or a picture, 8 MB of a page or a text'
    """
    files, texts = settings.FETCH_MOST_FILE_BYTES // MB, settings.UPLOAD_LIMIT // MB
    return f"at most {files:,} MB of a PDF or a picture, {texts:,} MB of a page or a text"
