"""The sample articles of `seeds/`, as a person would submit them."""

import json
from pathlib import Path
from typing import Any

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
MEDIA_TYPES = {".txt": "text/plain", ".md": "text/markdown", ".html": "text/html", ".htm": "text/html"}


def read_seed_articles() -> list[dict[str, Any]]:
    """Each article's particulars with its text; a file that is not plain text goes as an upload instead."""
    articles = []
    for particulars in json.loads((SEEDS / "articles.json").read_text(encoding="utf-8")):
        file = SEEDS / particulars.pop("file")
        articles.append({**particulars, **_content(file)})
    return articles


def seed_files() -> list[str]:
    """Their file names, in the same order."""
    return [article["file"] for article in json.loads((SEEDS / "articles.json").read_text(encoding="utf-8"))]


def read_article_file(file: Path) -> dict[str, Any]:
    """A file of the user's own, submitted as it is. Raises `OSError` when it cannot be read."""
    return {"upload": file.name, "media_type": media_type(file), "content": file.read_bytes()}


def read_verdict() -> dict[str, Any]:
    """The evidence and the text of the model fact-check that the demo publishes."""
    return json.loads((SEEDS / "sources.json").read_text(encoding="utf-8"))


def media_type(file: Path) -> str:
    return MEDIA_TYPES.get(file.suffix.lower(), "text/plain")


def _content(file: Path) -> dict[str, Any]:
    if file.suffix == ".txt":
        return {"text": file.read_text(encoding="utf-8")}
    return read_article_file(file)
