"""Plain text as a PDF of the smallest kind: one built-in typeface, nothing compressed. For the demo's sources only.

Same text, same bytes: the day it was made is not in it.
"""

from collections.abc import Iterable

PAGE_WIDTH, PAGE_HEIGHT, MARGIN, LEADING, SIZE = 595, 842, 56, 16, 11  # points


def make_paper(text: str, *, title: str) -> bytes:
    """A PDF with one page for each part between form feeds, its lines as they stand. Latin-1 characters only.

    >>> make_paper("One page", title="A")[:8]
    b'%PDF-1.4'
    """
    pages = text.split("\f")
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< /Title ({_escaped(title)}) >>",
    ]
    for number, page in enumerate(pages):
        objects += [_page(6 + 2 * number), _stream(page.strip("\n").split("\n"))]
    return _file(objects)


def _page(contents: int) -> str:
    box = f"/MediaBox [0 0 {PAGE_WIDTH} {PAGE_HEIGHT}]"
    return f"<< /Type /Page /Parent 2 0 R {box} /Contents {contents} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"


def _stream(lines: Iterable[str]) -> str:
    shown = "".join(f"({_escaped(line)}) Tj T*\n" for line in lines)
    words = f"BT /F1 {SIZE} Tf {LEADING} TL {MARGIN} {PAGE_HEIGHT - MARGIN} Td\n{shown}ET"
    return f"<< /Length {len(words.encode('latin-1'))} >>\nstream\n{words}\nendstream"


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _file(objects: list[str]) -> bytes:
    """The objects with the table that says at which byte each begins."""
    written, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R /Info 4 0 R >>\n"
    return written + f"{end}startxref\n{len(written)}\n%%EOF\n".encode("latin-1")
