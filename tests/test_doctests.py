"""The examples in docstrings are true. Those of the splitter are run where it stands (`testpaths`), the others here."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("factcheck", "claims", "reviews")
RUN_ALREADY = ROOT / "claims" / "splitting"


def modules_with_examples() -> list[str]:
    paths = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    told = [path for path in paths if RUN_ALREADY not in path.parents and ">>> " in path.read_text()]
    return [".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in told]


MODULES = modules_with_examples()


def test_there_are_examples_in_many_modules():
    assert len(MODULES) > 40


@pytest.mark.parametrize("name", MODULES)
def test_every_example_in_a_docstring_is_true(name):
    outcome = doctest.testmod(import_module(name))
    assert outcome.attempted > 0
    assert outcome.failed == 0
