"""Files as sites send them and people save them, and copies of sources in every state."""

import hashlib
import io

import factory
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from claims.reading.sniffing import PICTURES
from reviews.models import KeptBytes, Snapshot, Source
from reviews.states import SnapshotStatus
from tests.factories.claims import AT
from tests.factories.reviews import SourceFactory

PAGE = """<!doctype html><html lang="en"><head><title>Traffic census</title>
<meta name="author" content="Roads Office"><meta property="article:published_time" content="2026-01-02">
<link rel="canonical" href="/census"></head>
<body><article><h1>Traffic census</h1><p>Average daily traffic in the tunnel was 17,310 vehicles in 2025, the office
counted at the north portal.</p><p>It was 40,000 before the second bridge was opened in May.</p></article></body></html>
"""


class SnapshotFactory(factory.django.DjangoModelFactory):
    """A copy that was asked for. `SnapshotFactory(status="failed", fault="dead", fault_detail="…")`."""

    class Meta:
        model = Snapshot

    source = factory.SubFactory(SourceFactory)
    url = factory.SelfAttribute("source.url")
    asked_at = AT


def make_captured(source: Source | None = None, *, body: bytes = PAGE.encode(), **fields) -> Snapshot:
    """A copy that was made, its file in the storage, beside a picture the drawing of another one."""
    about = {"media_type": "text/html", "text": "Average daily traffic was 17,310 vehicles in 2025.", **fields}
    kept = make_kept(body)
    if about["media_type"] in PICTURES:
        default_storage.save(f"pictures/{kept.sha256[:2]}/{kept.sha256}.png", ContentFile(make_picture()))
    return SnapshotFactory(
        source=source or SourceFactory(),
        status=SnapshotStatus.CAPTURED,
        taken_at=AT,
        kept=kept,
        sha256=kept.sha256,
        size=kept.size,
        **about,
    )


def make_kept(body: bytes) -> KeptBytes:
    sha256 = hashlib.sha256(body).hexdigest()
    known = KeptBytes.objects.filter(sha256=sha256).first()
    if known is not None:
        return known
    kept = KeptBytes(sha256=sha256, size=len(body), kept_at=AT)
    kept.file.name = f"copies/{sha256[:2]}/{sha256}"
    kept.file.storage.save(kept.file.name, ContentFile(body))
    kept.save(force_insert=True)
    return kept


def make_pdf(*pages: str, more: bytes = b"") -> bytes:
    """A small PDF with one line of words on each page. `more` are raw bytes of the first page's contents."""
    contents = [f"BT /F1 12 Tf 20 700 Td ({words}) Tj ET".encode("latin-1") for words in pages]
    contents[0] += more
    return make_raw_pdf([b"<< /Length %d >>\nstream\n%s\nendstream" % (len(one), one) for one in contents])


def make_raw_pdf(streams: list[bytes]) -> bytes:
    """A PDF of these content streams, each an object as it stands in the file."""
    first = 4
    kids = b" ".join(b"%d 0 R" % (first + 2 * n) for n in range(len(streams)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(streams)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for n, stream in enumerate(streams):
        page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> >> "
        objects += [page + b"/Contents %d 0 R >>" % (first + 2 * n + 1), stream]
    return _with_table(objects)


def _with_table(objects: list[bytes]) -> bytes:
    made, offsets = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        offsets.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    rows = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, rows)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return made + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(made)


def make_picture(width: int = 120, height: int = 80, kind: str = "PNG", **how) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (width, height), (200, 30, 30)).save(made, kind, **how)
    return made.getvalue()
