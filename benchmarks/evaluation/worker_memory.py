"""What a worker holds in memory: ``python -m benchmarks.evaluation.worker_memory [vectors] [parse] < texts.json``.

Loads what the `worker` of ``factcheck/crew.py`` loads, splits the texts, and prints two megabytes as JSON: resident
now, and at its peak. Opens no connection.
"""

import json
import os
import sys
from collections.abc import Collection, Sequence
from importlib import import_module
from pathlib import Path

import django

LOADED = (
    "factcheck.celery",
    "celery.worker.worker",
    "celery.concurrency.prefork",
    "kombu.transport.redis",
    "factcheck.jobs.tasks",
    "claims.tasks",
)


def main(texts: Sequence[str], extras: Collection[str]) -> None:
    """Split the texts and print the memory it took."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    django.setup()
    for name in LOADED:
        import_module(name)
    splitting = import_module("claims.splitting")
    parser = import_module("claims.splitting.parsing").load_parser() if "parse" in extras else None
    encoder = import_module("claims.retrieval").open_encoder() if "vectors" in extras else None
    for text in texts:
        split = splitting.split_article(text, parser=parser)
        if encoder:
            encoder.encode(texts=[one.text for one in split.candidates])
    print(json.dumps([megabytes("VmRSS"), megabytes("VmHWM")]))


def megabytes(what: str) -> float:
    """One of the sizes that Linux tells of this process; ``VmHWM`` is the most that was ever resident."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{what}:"))


if __name__ == "__main__":
    main(json.load(sys.stdin), sys.argv[1:])
