"""The examples in this room's docstrings hold."""

import doctest

import pytest

from reviews.assignment import working_time
from reviews.changing import spelling
from reviews.evidence import addresses
from reviews.selectors import passages


@pytest.mark.parametrize("module", [working_time, addresses, passages, spelling])
def test_the_examples_of(module):
    tried = doctest.testmod(module)
    assert tried.attempted > 0
    assert tried.failed == 0
