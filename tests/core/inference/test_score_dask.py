import os
import signal

import numpy as np
import pytest
from dask.distributed import LocalCluster
from PIL import Image

from core.inference.score_files import ScoreTask
from core.inference.score_stream import CHUNK, score_stream


# The killed worker leaves its sockets; that is the point.
@pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
def test_two_workers_one_killed_on_the_way_score_every_file_once(home, tmp_path):
    paths = [tmp_path / f"{k}.png" for k in range(8 * CHUNK)]
    for k, path in enumerate(paths):
        Image.fromarray(np.full((32, 32, 3), k, np.uint8)).save(path)
    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": ":0"}
    with LocalCluster(processes=True, **options) as cluster:
        stream = score_stream(
            paths, ScoreTask("e", {"naive": 0.5}, None), cluster.scheduler_address
        )
        rows = next(stream)
        os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
        rows += [row for chunk in stream for row in chunk]
    assert [row.path for row in rows] == [str(path) for path in paths]
    assert all(row.error == "" for row in rows)
    scores = [row.score for row in rows]
    assert scores == sorted(scores)
    assert len(set(scores)) == len(scores)
