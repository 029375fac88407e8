import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from core.datasets.scenes.lettering import WORDS, word_mask

KINDS = [(word, italic, weight) for word in WORDS[:12] for italic in (False, True)
         for weight in (400, 650, 900)]  # fmt: skip
draw_anew = word_mask.__wrapped__  # without the cache, where a wrong word would stay


@pytest.fixture
def hasty_threads():
    """Threads that take turns as often as they can."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


@pytest.mark.usefixtures("hasty_threads")
def test_threads_that_write_at_the_same_time_do_not_mix_their_letters():
    alone = [draw_anew(*kind) for kind in KINDS]
    with ThreadPoolExecutor(8) as pool:
        for written in (pool.map(lambda kind: draw_anew(*kind), KINDS) for _ in range(3)):
            for mask, expected in zip(written, alone, strict=True):
                np.testing.assert_array_equal(mask, expected)
