"""Every code a refusal may carry, with its status and meaning. docs/api.md lists the same, which a test sees to."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Code:
    """One code. `status` is that of the answer it stands in; what waits for nobody is told in answers of 200 too."""

    key: str
    status: int
    meaning: str


@dataclass(frozen=True)
class Family:
    """Codes about one part of the desk."""

    name: str
    codes: tuple[Code, ...]


@cache
def families() -> tuple[Family, ...]:
    """All codes, in the order of docs/api.md."""
    told = json.loads((Path(__file__).parent / "error_codes.json").read_text())
    return tuple(Family(one["name"], tuple(Code(*row) for row in one["codes"])) for one in told)
