"""`manage.py split FILE`: the candidate claims of one file, without any database."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.parsers import chosen_parser
from claims.reading import ReadText, UnreadableText, detect_language, read_text
from claims.splitting import SplitArticle, as_dict, explain, split_article
from claims.splitting.parsing import ParserMissing, load_parser
from claims.splitting.said import Parser

MEDIA_TYPES = {".md": "text/markdown", ".markdown": "text/markdown", ".html": "text/html", ".htm": "text/html"}
DOTS = ((0.6, "●●●"), (0.35, "●●"), (0.0, "●"))


class Command(BaseCommand):
    """Reads a file as intake would, splits it and prints what was found."""

    help = "Print the candidate claims of a .txt, .md or .html file (or - for standard input). Touches no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What may follow the command."""
        parser.add_argument("file", help="path of the file, or - for standard input")
        parser.add_argument("--json", action="store_true", help="print everything found, as JSON")
        parser.add_argument("--explain", action="store_true", help="print which rule did what")
        parser.add_argument(
            "--published", "--published-on", type=date.fromisoformat, help="day of publication, YYYY-MM-DD"
        )
        parser.add_argument("--language", help="of the text, such as en or pt; without it, it is detected")
        parser.add_argument("--parse", action="store_true", help="find speakers with a parse too, as the setting PARSE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the candidates, or everything with --json or --explain."""
        try:
            article = _read(options["file"])
        except UnreadableText as refusal:
            raise CommandError(f"{refusal.detail} ({refusal.code})") from refusal
        split = split_article(
            article.text,
            language=options["language"] or article.language or detect_language(article.text),
            published_on=options["published"] or article.published_on,
            captions=article.captions,
            parser=_parser() if options["parse"] else chosen_parser(),
        )
        for line in _lines(split, article, as_json=options["json"], explained=options["explain"]):
            self.stdout.write(line)


def _parser() -> Parser:
    try:
        return load_parser()
    except ParserMissing as missing:
        raise CommandError(str(missing)) from missing


def _read(name: str) -> ReadText:
    try:
        received = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise CommandError(f"Cannot read {name}: {error.strerror}.") from error
    return read_text(received, media_type=MEDIA_TYPES.get(Path(name).suffix.lower(), "text/plain"))


def _lines(split: SplitArticle, article: ReadText, *, as_json: bool, explained: bool) -> Iterator[str]:
    if as_json:
        yield json.dumps(as_dict(split), ensure_ascii=False, indent=2)
    elif explained:
        yield from explain(split, article.text)
    else:
        yield from _candidates(split)
        yield f"passages: {len(split.passages)}, candidates: {len(split.candidates)}, set aside: {len(split.set_aside)}"
        yield from (*article.notes, *split.notes)


def _candidates(split: SplitArticle) -> Iterator[str]:
    for at, one in enumerate(split.candidates):
        dots = next(dots for least, dots in DOTS if one.checkworthiness >= least)
        said_by = f" | said by {one.claimant}" if one.claimant else ""
        related = "".join(f" | {relation.kind} {relation.to}" for relation in one.relations)
        yield f"{at:>3} {dots:<3} {' '.join(one.text.split())}"
        yield f"        {', '.join(one.types)} | {', '.join(one.reasons)}{said_by}{related}"
