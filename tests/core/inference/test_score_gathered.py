import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from core.__main__ import app
from core.datasets.manifest import write_manifest
from core.errors import RaresightError
from core.home import data_folder
from core.inference.gathered_scores import gathered_scores
from core.inference.score_gathered import score_gathered, scoring_model, unscored
from core.inference.score_jobs import ScoreJobs
from core.inference.score_store import (
    ImageScore,
    ScoringModel,
    add_scores,
    load_scores,
    scores_path,
)
from core.runs.paths import model_path
from tests.gathered_images import gather, row, write_rows
from tests.tiny_models import red_network, store_model

RED = (0, 3, 6)


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    home = tmp_path_factory.mktemp("models")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RARESIGHT_HOME", str(home))
        for strategy, gain in (("naive", 8.0), ("class_weights", 16.0)):
            store_model("street", strategy, red_network(gain))
    return home


@pytest.fixture
def home(models, tmp_path, monkeypatch):
    for name in ("models", "history"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "street").symlink_to(models / name / "street")
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))
    return tmp_path


def naive():
    return scoring_model("street", "naive")


def scores(model):
    return load_scores("mine", model).set_index("image")["score"]


def test_every_image_is_scored_and_the_reddest_scores_highest(home):
    names = gather(red=RED)
    reports = []
    assert score_gathered("mine", [naive()], report=lambda *r: reports.append(r)) == 0
    found = scores(naive())
    assert set(found.index) == set(names)
    assert set(found.nlargest(3).index) == {names[k] for k in RED}
    assert (reports[0], reports[-1]) == ((0, 20), (20, 20))


def test_only_what_was_gathered_since_is_scored(home):
    names = gather(n=24, red=RED)
    rows = [row(name, "Aurora, CO", 40 + k, -100) for k, name in enumerate(names)]
    write_rows("mine", rows[:20])
    score_gathered("mine", [naive()])
    before = scores(naive())
    (data_folder("mine") / "images" / names[0]).unlink()  # reading it again would be an error
    write_rows("mine", rows)
    assert unscored("mine", [naive()]) == names[20:]
    assert score_gathered("mine", [naive()]) == 0
    assert scores(naive())[names[:20]].equals(before[names[:20]])
    assert len(scores(naive())) == 24


def test_a_picture_that_cannot_be_read_keeps_its_reason_and_may_be_tried_again(home):
    names = gather()
    path = data_folder("mine") / "images" / names[5]
    whole = path.read_bytes()
    path.write_bytes(b"no")
    assert score_gathered("mine", [naive()]) == 1
    table = load_scores("mine", naive()).set_index("image")
    assert "is not a picture" in table.loc[names[5], "error"]
    assert np.isnan(table.loc[names[5], "score"])
    path.write_bytes(whole)
    assert score_gathered("mine", [naive()]) == 0
    assert scores(naive()).notna().all()


def test_several_strategies_share_one_reading_and_keep_their_own_scores(home):
    gather()
    both = [naive(), scoring_model("street", "class_weights")]
    score_gathered("mine", [both[0]])
    score_gathered("mine", both)
    first, second = (scores(model) for model in both)
    odds = np.log(first / (1 - first))
    assert np.allclose(second[first.index], 1 / (1 + np.exp(-2 * odds)), atol=1e-5)


def test_scores_of_another_model_file_do_not_count_and_are_replaced(home):
    gather()
    old = ScoringModel("street", "naive", "0" * 64)
    add_scores("mine", [old], [ImageScore("000.jpg", "naive", 0.25)])
    assert scores(old).to_dict() == {"000.jpg": 0.25}
    assert scores(naive()).empty
    score_gathered("mine", [naive()])
    assert scores(old).empty


def test_what_was_scored_before_a_stop_is_kept(home):
    gather(n=40)

    class Stop(Exception):
        pass

    def stop(done, n_images):
        if done >= 16:
            raise Stop

    with pytest.raises(Stop):
        score_gathered("mine", [naive()], report=stop)
    assert 16 <= len(scores(naive())) < 40
    assert len(unscored("mine", [naive()])) == 40 - len(scores(naive()))


@pytest.mark.parametrize("content", [b"", b"PAR1", b"image,score\n"])
def test_a_broken_table_of_scores_says_that_it_may_be_deleted(home, content):
    gather()
    scores_path("mine").write_bytes(content)
    with pytest.raises(RaresightError, match="Delete it: the images are scored anew"):
        load_scores("mine", naive())


def test_a_table_with_other_columns_or_scores_is_refused(home):
    gather()
    pd.DataFrame({"image": ["a"], "score": [0.5]}).to_parquet(scores_path("mine"))
    with pytest.raises(RaresightError, match="has the columns"):
        load_scores("mine", naive())
    scores_path("mine").unlink()
    add_scores("mine", [naive()], [ImageScore("000.jpg", "naive", 1.5)])
    with pytest.raises(RaresightError, match=r"holds the score 1\.5"):
        load_scores("mine", naive())


def test_an_image_that_was_trained_on_has_the_score_of_its_validation(home):
    names = gather()
    model = ScoringModel("mine", "naive", "0" * 64)
    add_scores("mine", [model], [ImageScore(name, "naive", 0.9) for name in names])
    manifest = pd.DataFrame({"image": names[:3], "label": [1, 0, 1], "scene": names[:3]})
    write_manifest("mine", manifest.assign(fold=[0, 1, 2]))
    validated = pd.DataFrame({"image": names[:2], "y_score": [0.1, 0.2]})
    found = gathered_scores("mine", model, validated).set_index("image")["score"]
    assert found[names[:2]].tolist() == pytest.approx([0.1, 0.2])
    assert np.isnan(found[names[2]])
    assert (found[names[3:]] == np.float32(0.9)).all()
    without = gathered_scores("mine", model, None).dropna(subset="score")
    assert set(without["image"]) == set(names[3:])
    assert unscored("mine", [ScoringModel("mine", "naive", "1" * 64)]) == names[3:]
    elsewhere = ScoringModel("street", "naive", "0" * 64)
    add_scores("mine", [elsewhere], [ImageScore(names[0], "naive", 0.7)])
    assert gathered_scores("mine", elsewhere, validated)["score"].tolist() == [np.float32(0.7)]


def wait(jobs, model):
    while jobs.state("mine", model).running:
        pass
    return jobs.state("mine", model)


def test_a_job_in_the_background_tells_how_far_it_is(home):
    gather(n=30)
    jobs = ScoreJobs()
    assert jobs.state("mine", naive()) is None
    jobs.start("mine", naive())
    ended = wait(jobs, naive())
    assert (ended.done, ended.n_images, ended.problem, ended.share) == (30, 30, "", 1.0)
    assert len(scores(naive())) == 30


def test_a_job_that_cannot_go_on_says_why(home):
    gather()
    scores_path("mine").write_bytes(b"")
    jobs = ScoreJobs()
    jobs.start("mine", naive())
    assert "Delete it" in wait(jobs, naive()).problem


def test_the_command_scores_with_every_strategy_and_then_has_nothing_to_do(home):
    gather()
    command = ["score-gathered", "mine", "--experiment", "street"]
    said = CliRunner().invoke(app, command)
    assert said.exit_code == 0, said.output
    assert "20 images scored with 2 strategies" in " ".join(said.output.split())
    again = CliRunner().invoke(app, command)
    assert "Nothing to do" in again.output


def test_a_model_that_was_replaced_while_it_scored_keeps_no_score(home):
    gather()
    other = ScoringModel("street", "naive", "1" * 64)
    with pytest.raises(RaresightError, match="trained anew while it scored"):
        score_gathered("mine", [other])
    assert not scores_path("mine").exists()
    assert model_path("street", "naive").is_file()
