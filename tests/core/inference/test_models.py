import json
import zipfile

import keras
import numpy as np
import pytest

from core.errors import RaresightError
from core.inference.models import list_models, load_classifier
from core.runs.paths import model_path, run_folder
from core.runs.run_record import file_sha256, write_run_json
from tests.tiny_models import INPUT_PX, red_network, store_model


def test_a_stored_model_scores_as_it_did_before(home):
    classifier = load_classifier("e", "naive")
    images = np.random.default_rng(0).integers(0, 256, (5, INPUT_PX, INPUT_PX, 3), np.uint8)
    expected = red_network().predict(images, verbose=0)[:, 0]
    scores = classifier.score_batch(images)
    assert (scores.dtype, classifier.input_px) == (np.float32, INPUT_PX)
    np.testing.assert_allclose(scores, expected, atol=1e-6)


@pytest.mark.filterwarnings("ignore:Layer .* does not have a `quantize`:UserWarning")
def test_a_model_quantised_to_int8_is_loaded_too(empty_home):
    network = red_network()
    network.quantize("int8")
    store_model("e", "naive", network)
    images = np.full((2, INPUT_PX, INPUT_PX, 3), 200, np.uint8)
    expected = red_network().predict(images, verbose=0)[:, 0]
    np.testing.assert_allclose(
        load_classifier("e", "naive").score_batch(images), expected, atol=0.02
    )


def test_strategies_without_a_model_are_not_listed(home):
    assert list_models("e") == ["class_weights", "naive"]
    assert list_models("no such experiment") == []


def test_a_model_with_another_hash_is_not_loaded(empty_home):
    path = store_model("e", "naive")
    path.write_bytes(path.read_bytes() + b"\0")
    with pytest.raises(RaresightError, match=r"has the SHA-256 .* is not loaded"):
        load_classifier("e", "naive")


def test_a_record_without_a_hash_refuses_the_model(empty_home):
    store_model("e", "naive", model_sha256="")
    with pytest.raises(RaresightError, match="records no model_sha256"):
        load_classifier("e", "naive")


def test_a_missing_model_says_that_its_results_still_show(empty_home):
    store_model("e", "naive").unlink()
    with pytest.raises(RaresightError, match=r"is missing.*still show"):
        load_classifier("e", "naive")


def record_hash():
    path = model_path("e", "naive")
    write_run_json(run_folder("e", "naive", 0), {"model_sha256": file_sha256(path)})


def test_code_inside_a_model_is_never_run(empty_home, tmp_path):
    inputs = keras.Input((INPUT_PX, INPUT_PX, 3))
    x = keras.layers.Lambda(lambda x: x / 2)(inputs)
    x = keras.layers.Dense(1)(keras.layers.GlobalAveragePooling2D()(x))
    store_model("e", "naive", keras.Model(inputs, x))
    with pytest.raises(RaresightError, match="cannot be loaded as a Keras model"):
        load_classifier("e", "naive")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no archive", b"\x80\x04cos\nsystem\n"])
def test_a_file_that_is_no_model_is_named_though_its_hash_matches(empty_home, content):
    path = store_model("e", "naive")
    path.write_bytes(content)
    record_hash()
    with pytest.raises(RaresightError, match="cannot be loaded as a Keras model"):
        load_classifier("e", "naive")


def test_a_model_naming_a_foreign_class_is_refused(empty_home):
    path = store_model("e", "naive")
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    config = json.loads(files["config.json"])
    config.update(module="os", class_name="system", config={"command": "true"})
    files["config.json"] = json.dumps(config).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    record_hash()
    with pytest.raises(RaresightError, match="cannot be loaded as a Keras model"):
        load_classifier("e", "naive")


def test_a_model_of_another_shape_is_named(empty_home):
    inputs = keras.Input((10,))
    store_model("e", "naive", keras.Model(inputs, keras.layers.Dense(1)(inputs)))
    with pytest.raises(RaresightError, match=r"takes \(None, 10\)"):
        load_classifier("e", "naive")
