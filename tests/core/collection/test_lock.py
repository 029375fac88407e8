import pytest

from core.collection.lock import gathering_lock
from core.errors import RaresightError


def test_a_second_gatherer_waits_and_then_says_why_it_does_not_begin(tmp_path):
    with (
        gathering_lock(tmp_path),
        pytest.raises(RaresightError, match="Another command is gathering"),
        gathering_lock(tmp_path, wait_s=0.0),
    ):
        pass


def test_the_lock_is_free_again_afterwards(tmp_path):
    for _ in range(2):
        with gathering_lock(tmp_path, wait_s=0.0):
            pass
