"""Pictures looked at and drawn anew, so that nothing of the file itself is ever shown. Runs inside `confined`."""

import io
import json
import warnings

from PIL import Image, ImageOps

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 1_600  # pixels of what is shown


def answer(body: bytes, what: str) -> tuple[str, bytes]:
    """`look`: nothing and JSON with `width` and `height`. `show`: nothing and a PNG or JPEG drawn anew.

    Or a code: `picture_damaged`, `picture_too_large`.
    """
    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = None  # the limit is ours, and is looked at before a pixel is decoded
    try:
        with Image.open(io.BytesIO(body), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                return "picture_too_large", b""
            return "", _look(picture) if what == "look" else _draw(picture)
    except MemoryError:
        raise
    except Exception:  # a hostile file fails in any way it likes
        return "picture_damaged", b""


def _look(picture: Image.Image) -> bytes:
    size = {"width": picture.width, "height": picture.height}
    picture.load()
    return json.dumps(size).encode()


def _draw(picture: Image.Image) -> bytes:
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    drawn = io.BytesIO()
    if "A" in upright.getbands() or "transparency" in upright.info or picture.format != "JPEG":
        _plain(upright.convert("RGBA")).save(drawn, "PNG")
    else:
        _plain(upright.convert("RGB")).save(drawn, "JPEG", quality=85)
    return drawn.getvalue()


def _plain(picture: Image.Image) -> Image.Image:
    """The pixels alone: no place, no camera, no words hidden beside them."""
    plain = Image.new(picture.mode, picture.size)
    plain.paste(picture)
    return plain
