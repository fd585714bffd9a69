"""The splitter, the reader and the search for like claims are plain Python: usable without the web framework."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys
import {module}
print(sorted({{"django", "celery", "rest_framework", "psycopg", "urllib3"}} & set(sys.modules)))
"""


def loaded_by(module: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(module=module)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_the_splitter_loads_no_framework_and_nothing_that_opens_connections():
    assert loaded_by("claims.splitting") == "[]"


def test_the_reader_loads_no_framework():
    assert loaded_by("claims.reading") in {"[]", "['urllib3']"}  # urllib3 comes with the library for web pages


def test_the_search_for_like_claims_loads_no_framework():
    assert loaded_by("claims.retrieval") == "[]"
