import gc
import subprocess
import sys
import threading
import time
import weakref
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from core.errors import RaresightError
from core.inference.library import ModelLibrary
from core.inference.worker import BATCH, Worker
from core.runs.paths import run_folder
from tests.tiny_models import red_network, store_model

ROOT = Path(__file__).resolve().parents[3]


def red(n, share):
    """Cut ``n`` pictures of which every pixel is ``share`` red."""
    return lambda px: np.full((n, px, px, 3), (round(255 * share), 0, 0), np.uint8)


def until_settled(library, experiment):
    deadline = time.monotonic() + 30
    while library.start(experiment).waiting and time.monotonic() < deadline:
        time.sleep(0.05)
    return library.start(experiment)


def test_models_load_in_the_background_and_say_when_they_are_ready(home):
    library = ModelLibrary()
    began = time.monotonic()
    first = library.start("e")
    assert time.monotonic() - began < 1
    assert first.problems == {}
    state = until_settled(library, "e")
    assert (state.ready, state.waiting, state.share) == (("class_weights", "naive"), (), 1)


def test_an_experiment_without_models_is_settled_at_once(home, library):
    state = library.start("nothing here")
    assert (state.ready, state.share) == ((), 1)


def test_the_redder_the_higher_and_every_strategy_has_its_own_score(home, library):
    scores = library.score("e", ["naive", "class_weights"], red(1, 0.75))
    assert scores["naive"][0] == pytest.approx(1 / (1 + np.exp(-8 * (191 / 255 - 0.5))), abs=1e-5)
    assert scores["class_weights"][0] > scores["naive"][0]


def test_the_pictures_are_cut_once_for_an_input_size(home, library):
    sizes = []

    def cut(px):
        sizes.append(px)
        return np.zeros((1, px, px, 3), np.uint8)

    library.score("e", ["naive", "class_weights"], cut)
    assert len(sizes) == 1


def test_many_visitors_at_once_each_get_their_own_scores(home, library):
    shares = [k / 40 for k in range(40)]
    with ThreadPoolExecutor(8) as visitors:
        results = list(
            visitors.map(lambda s: library.score("e", ["naive"], red(1 + int(40 * s), s)), shares)
        )
    for k, (share, result) in enumerate(zip(shares, results, strict=True)):
        expected = 1 / (1 + np.exp(-8 * (round(255 * share) / 255 - 0.5)))
        np.testing.assert_allclose(result["naive"], np.full(1 + k, expected), atol=1e-5)


def test_more_pictures_than_a_batch_come_back_in_order(home, library):
    n = 2 * BATCH + 3
    levels = np.linspace(0, 255, n).astype(np.uint8)

    def cut(px):
        images = np.zeros((n, px, px, 3), np.uint8)
        images[..., 0] = levels[:, None, None]
        return images

    scores = library.score("e", ["naive"], cut)["naive"]
    assert scores.shape == (n,)
    assert (np.diff(scores) >= 0).all()


class Recorder:
    """Stands for a classifier: notes the size of every batch."""

    def __init__(self):
        self.sizes = []

    def score_batch(self, images):
        self.sizes.append(len(images))
        return images.mean(axis=(1, 2, 3)).astype(np.float32)


def test_those_who_wait_for_the_same_model_share_a_batch():
    worker, recorder, gate = Worker(), Recorder(), threading.Event()
    worker.submit(gate.wait)
    jobs = [worker.score(recorder, np.full((3, 2, 2, 3), k, np.uint8)) for k in range(5)]
    gate.set()
    assert [job.result(5).tolist() for job in jobs] == [[k] * 3 for k in range(5)]
    assert recorder.sizes == [15]


def test_a_batch_is_not_filled_beyond_its_size_so_that_the_first_need_not_wait_for_the_last():
    worker, recorder, gate = Worker(), Recorder(), threading.Event()
    worker.submit(gate.wait)
    images = np.zeros((BATCH // 2, 2, 2, 3), np.uint8)
    jobs = [worker.score(recorder, images) for _ in range(5)]
    gate.set()
    assert [len(job.result(5)) for job in jobs] == [BATCH // 2] * 5
    assert recorder.sizes == [BATCH, BATCH, BATCH // 2]


def test_work_that_waits_does_not_keep_a_process_that_was_told_to_end():
    code = (
        "import time; from core.inference.worker import Worker; w = Worker(2);"
        "[w.submit(lambda: time.sleep(600)) for _ in range(9)]"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=30).returncode == 0


def test_work_that_fails_tells_its_owner_and_the_next_is_done():
    worker = Worker()

    def fail():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        worker.submit(fail).result(5)
    assert worker.submit(lambda: 7).result(5) == 7


def test_a_broken_model_is_a_problem_of_its_own_and_the_others_load(empty_home):
    store_model("e", "naive")
    store_model("e", "broken", model_sha256="0" * 64)
    library = ModelLibrary()
    state = until_settled(library, "e")
    assert state.ready == ("naive",)
    assert "is not loaded" in state.problems["broken"]
    with pytest.raises(RaresightError, match="is not loaded"):
        library.classifier("e", "broken")


def test_a_model_whose_record_is_gone_while_it_trains_is_a_problem_of_its_own(empty_home):
    store_model("e", "naive")
    store_model("e", "training")
    (run_folder("e", "training", 0) / "run.json").unlink()
    state = until_settled(ModelLibrary(), "e")
    assert state.ready == ("naive",)
    assert "wait until its training ends" in state.problems["training"]


def test_a_model_that_was_trained_anew_replaces_the_old_one(empty_home):
    store_model("e", "naive", red_network(8.0))
    library = ModelLibrary()
    before = library.score("e", ["naive"], red(1, 1.0))["naive"][0]
    store_model("e", "naive", red_network(2.0))
    after = library.score("e", ["naive"], red(1, 1.0))["naive"][0]
    assert before > 0.95 > after


def test_loaded_models_are_out_of_the_collectors_way(home):
    library = ModelLibrary()
    assert until_settled(library, "e").ready
    # Streamlit collects after every run of every page; TensorFlow alone has 400,000 objects.
    assert len(gc.get_objects()) < gc.get_freeze_count() / 10


def test_a_model_that_was_replaced_is_not_kept(empty_home):
    store_model("e", "naive", red_network())
    library = ModelLibrary()
    old = weakref.ref(library.classifier("e", "naive").network)
    store_model("e", "naive", red_network(gain=3))
    library.classifier("e", "naive")
    assert old() is None
