from concurrent.futures import ThreadPoolExecutor

from core.datasets.picture_cache import PictureCache


def test_the_least_used_picture_goes_when_there_is_no_room():
    kept = PictureCache(limit_bytes=30)
    for key in "abc":
        kept.put(key, b"x" * 10)
    assert kept.get("a") == b"x" * 10
    kept.put("d", b"y" * 10)
    assert [kept.get(key) is not None for key in "abcd"] == [True, False, True, True]
    assert kept.n_bytes == 30


def test_a_picture_put_twice_counts_once():
    kept = PictureCache(limit_bytes=30)
    kept.put("a", b"x" * 10)
    kept.put("a", b"x" * 20)
    assert kept.n_bytes == 20


def test_a_picture_larger_than_the_whole_cache_is_not_kept():
    kept = PictureCache(limit_bytes=30)
    kept.put("a", b"x" * 10)
    kept.put("b", b"x" * 40)
    assert (kept.get("b"), kept.n_bytes) == (None, 0)


def test_many_visitors_at_once_stay_below_the_limit():
    kept = PictureCache(limit_bytes=1_000)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda i: kept.put(i % 97, bytes(i % 50)) or kept.get(i % 89), range(5_000)))
    held = [picture for i in range(97) if (picture := kept.get(i)) is not None]
    assert kept.n_bytes == sum(map(len, held)) <= 1_000
