import numpy as np
import pytest

from core.datasets.boxes import boxes_path, boxes_within, load_boxes
from core.errors import RaresightError


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("RARESIGHT_HOME", str(tmp_path))


def write(text):
    boxes_path("e").parent.mkdir(parents=True)
    boxes_path("e").write_text(text)


def test_boxes_are_found_by_their_photo():
    write("photo,xmin,ymin,xmax,ymax\na.jpg,1,2,3,4\nb.jpg,0,0,9,9\na.jpg,5,6,7,8\n")
    boxes = load_boxes("e")
    assert boxes["a.jpg"].tolist() == [[1, 2, 3, 4], [5, 6, 7, 8]]
    assert boxes["b.jpg"].tolist() == [[0, 0, 9, 9]]


def test_an_experiment_without_boxes_has_none():
    assert load_boxes("e") == {}


@pytest.mark.parametrize(
    "text", ["photo,x\na.jpg,1\n", "", "photo,xmin,ymin,xmax,ymax\na,b,c,d,e\n"]
)
def test_a_file_that_holds_no_boxes_is_named(text):
    write(text)
    with pytest.raises(RaresightError, match=r"boxes\.csv cannot be read as boxes"):
        load_boxes("e")


def test_boxes_are_cut_to_the_tile_and_those_outside_left_out():
    boxes = np.array([[100, 100, 160, 400], [0, 0, 100, 100], [130, 150, 150, 200]])
    assert boxes_within(boxes, 120, 120, 240, 240) == pytest.approx(
        np.array([[0, 0, 1 / 6, 1], [10 / 240, 30 / 240, 30 / 240, 80 / 240]])
    )
    assert boxes_within(np.empty((0, 4)), 0, 0, 240, 240).shape == (0, 4)
