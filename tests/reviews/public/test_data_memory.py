"""The dump of twenty thousand checks takes no more memory than that of two thousand."""

import resource
import sys
from pathlib import Path

import pytest

from reviews.public.dumps import claim_reviews
from reviews.selectors.published import the_desk
from tests.factories.many_published import publish_many

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FEW, MANY = 2_000, 20_000
MOST_BYTES = 8_000_000  # what a process holds goes up and down by the page; all of the file at once is far more
MOST_OBJECTS = 20_000  # one for each check would be too many


def held() -> tuple[int, int]:
    """Bytes resident, and small objects alive."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize(), sys.getallocatedblocks()


def test_memory_does_not_grow_with_what_is_handed_out():
    publish_many(200, times=MANY // 200)
    written = size = 0
    seen = []
    for part in claim_reviews(the_desk()):
        written += part.count('"DataFeedItem"')
        size += len(part)
        if written >= FEW:
            seen.append(held())

    assert written == MANY
    assert size > 3 * MOST_BYTES
    assert max(one[0] for one in seen) - seen[0][0] < MOST_BYTES
    assert max(one[1] for one in seen) - seen[0][1] < MOST_OBJECTS
