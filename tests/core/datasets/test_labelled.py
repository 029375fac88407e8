import shutil

import pytest
from typer.testing import CliRunner

from core.__main__ import app
from core.collection.labels import append_label, undo_last
from core.collection.pictures import load_pictures
from core.datasets.images import load_images
from core.datasets.labelled import is_behind, labelled_manifest
from core.datasets.manifest import load_manifest, manifest_path, write_manifest
from core.errors import RaresightError
from core.home import data_folder, history_folder, models_folder
from core.runs.paths import list_experiments, model_path, run_folder
from core.runs.progress import Progress, write_progress
from tests.gathered_images import CITIES, gather, picture, row, write_rows

METRE_DEG = 1 / 111_195
GRAFFITI = (0, 3, 6, 9, 12)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))
    return tmp_path


def label(names, graffiti=GRAFFITI, unsure=()):
    for k, name in enumerate(names):
        said = "unsure" if k in unsure else "graffiti" if k in graffiti else "no_graffiti"
        append_label("mine", name, said, "Ann")


def command(*words):
    result = CliRunner().invoke(app, list(words))
    return result, " ".join(result.output.split())


def test_labelled_images_become_a_manifest_with_their_places():
    names = gather()
    label(names, unsure=(1, 2))
    made = labelled_manifest("mine")
    write_manifest("mine", made.manifest)
    manifest = load_manifest("mine").set_index("image")
    assert set(manifest.index) == set(names) - {names[1], names[2]}
    assert manifest["label"].sum() == len(GRAFFITI)
    assert made.n_unsure == 2
    assert manifest.loc["000.jpg", ["city", "lat", "pano_id", "licence"]].tolist() == [
        "Aurora, CO", 39.7, "p000.jpg", "CC BY-SA 4.0",
    ]  # fmt: skip
    assert manifest.groupby("fold")["label"].agg(["min", "max"]).values.tolist() == [[0, 1]] * 5
    assert load_images("mine", load_manifest("mine"), 16).shape == (18, 16, 16, 3)


def test_images_of_one_place_and_copies_of_one_picture_share_a_scene():
    names = gather(n=24)
    places = [(name, *CITIES[k % 2]) for k, name in enumerate(names)]
    rows = [
        row(name, city, lat + 0.002 * k, lon) for k, (name, city, lat, lon) in enumerate(places)
    ]
    rows[16]["lat"], rows[16]["lon"] = rows[14]["lat"] + 40 * METRE_DEG, rows[14]["lon"]
    rows[18]["lat"], rows[18]["lon"] = rows[14]["lat"] + 80 * METRE_DEG, rows[14]["lon"]
    write_rows("mine", rows)
    picture(21).resize((50, 50)).save(data_folder("mine") / "images" / names[22], quality=60)
    label(names)
    scenes = labelled_manifest("mine").manifest.set_index("image")["scene"]
    assert scenes[names[14]] == scenes[names[16]] == scenes[names[18]]
    assert scenes[names[21]] == scenes[names[22]]
    assert scenes.nunique() == 24 - 3


def test_the_image_of_a_label_that_was_changed_or_undone_follows_it():
    names = gather()
    label(names)
    append_label("mine", names[0], "no_graffiti", "Bob")
    append_label("mine", names[1], "graffiti", "Bob")
    undo_last("mine", "Ann")
    manifest = labelled_manifest("mine").manifest.set_index("image")["label"]
    assert (manifest[names[0]], manifest[names[1]]) == (0, 1)
    assert names[-1] not in manifest


@pytest.mark.parametrize(
    ("graffiti", "n", "words"),
    [
        ((), 0, "No image of mine is labelled"),
        ((), 20, "0 images labelled graffiti and 20 labelled no_graffiti"),
        (range(20), 20, "20 images labelled graffiti and 0 labelled no_graffiti"),
        ((0, 1, 2), 20, "expected at least 5 of each"),
    ],
)
def test_too_little_to_train_on_says_what_is_missing(graffiti, n, words):
    label(gather()[:n], graffiti)
    with pytest.raises(RaresightError, match=words):
        labelled_manifest("mine")


def test_five_images_of_one_wall_are_one_place_and_too_few():
    names = gather(n=30)
    label(names)
    rows = [
        row(n, "Aurora, CO", 39.0 if k in GRAFFITI else 40 + k, -104.8) for k, n in enumerate(names)
    ]
    write_rows("mine", rows)
    with pytest.raises(RaresightError, match="1 places"):
        labelled_manifest("mine")


def test_a_picture_that_is_gone_is_named_and_the_rest_is_used():
    names = gather()
    label(names)
    append_label("mine", "never.jpg", "graffiti", "Ann")
    (data_folder("mine") / "images" / names[1]).unlink()
    (data_folder("mine") / "images" / names[2]).write_bytes(b"no")
    made = labelled_manifest("mine")
    assert len(made.manifest) == 18
    gone = (names[1], names[2], "never.jpg")
    assert all(name in said for name, said in zip(gone, made.skipped, strict=True))


def test_import_without_a_folder_makes_the_manifest_and_a_second_one_changes_nothing():
    label(gather())
    result, said = command("import", "--experiment", "mine")
    assert result.exit_code == 0, said
    assert "20 labelled images, 5 of them with graffiti, 20 places in 5 folds" in said
    before = manifest_path("mine").stat().st_mtime_ns
    assert "holds these labels already" in command("import", "--experiment", "mine")[1]
    assert manifest_path("mine").stat().st_mtime_ns == before


def test_train_makes_the_manifest_of_new_labels_before_anything_else():
    names = gather(n=24)
    label(names[:20])
    wrong = ("train", "mine", "--strategies", "no such strategy")
    assert "20 labelled images" in command(*wrong)[1]
    assert "labelled images" not in command(*wrong)[1]
    label(names)
    assert "24 labelled images" in command(*wrong)[1]
    assert len(load_manifest("mine")) == 24


def test_train_says_where_to_label_what_was_only_gathered():
    gather()
    result, _ = command("train", "mine")
    assert "on the Label page" in str(result.exception)


def test_a_name_that_leaves_the_folder_of_images_is_refused():
    write_rows("mine", [row("../../secret.png", "Aurora, CO", 40, -100)])
    with pytest.raises(RaresightError, match="would lie outside"):
        load_pictures("mine")


def test_pictures_without_places_are_labelled_too():
    names = gather()
    (data_folder("mine") / "gathered.csv").unlink()
    label(names)
    assert len(labelled_manifest("mine").manifest) == 20


def test_an_experiment_with_no_images_says_how_to_get_some():
    result, _ = command("import", "--experiment", "nothing")
    assert "python -m core collect --experiment nothing" in str(result.exception)


def test_a_manifest_is_behind_when_labels_were_given_changed_or_taken_back():
    names = gather()
    label(names[:15])
    assert is_behind("mine")
    write_manifest("mine", labelled_manifest("mine").manifest)
    assert not is_behind("mine")
    append_label("mine", names[15], "unsure", "Ann")
    assert not is_behind("mine")
    append_label("mine", names[16], "no_graffiti", "Ann")
    assert is_behind("mine")
    undo_last("mine", "Ann")
    assert not is_behind("mine")
    append_label("mine", names[1], "graffiti", "Bob")
    assert is_behind("mine")


def test_a_manifest_from_elsewhere_is_never_behind():
    names = gather()
    label(names)
    write_manifest("mine", labelled_manifest("mine").manifest)
    (data_folder("mine") / "gathered.csv").unlink()
    (data_folder("mine") / "labels.csv").unlink()
    assert not is_behind("mine")
    assert not is_behind("unheard-of")


def trained(names):
    """Store what a training of these labels leaves."""
    label(names)
    command("import", "--experiment", "mine")
    (run_folder("mine", "naive", 0)).mkdir(parents=True)
    (run_folder("mine", "naive", 0) / "run.json").write_text("{}")
    models_folder("mine").mkdir(parents=True)
    model_path("mine", "naive").write_bytes(b"model")


def test_runs_of_fewer_labels_are_kept_under_another_name():
    names = gather(n=24)
    trained(names[:20])
    label(names)
    said = command("import", "--experiment", "mine")[1]
    assert "kept as the experiment mine-20-labels" in said
    assert list_experiments() == ["mine-20-labels"]
    assert model_path("mine-20-labels", "naive").read_bytes() == b"model"
    assert not models_folder("mine").exists()
    assert len(load_manifest("mine")) == 24
    old = load_manifest("mine-20-labels")
    assert load_images("mine-20-labels", old, 16).shape == (20, 16, 16, 3)
    assert not is_behind("mine-20-labels")


def test_a_name_that_is_taken_gets_a_number():
    names = gather(n=24)
    history_folder("mine-20-labels").mkdir(parents=True)
    trained(names[:20])
    label(names)
    command("import", "--experiment", "mine")
    assert list_experiments() == ["mine-20-labels", "mine-20-labels-2"]


def test_nothing_moves_while_a_run_is_in_training(monkeypatch):
    names = gather(n=24)
    trained(names[:20])
    write_progress(run_folder("mine", "naive", 0), Progress(0, 8, 1, 10, 0.0, 9e9))
    label(names)
    result, _ = command("import", "--experiment", "mine")
    assert "is being trained" in str(result.exception)
    assert len(load_manifest("mine")) == 20
    shutil.rmtree(history_folder("mine"))
    assert command("import", "--experiment", "mine")[0].exit_code == 0
