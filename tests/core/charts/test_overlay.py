import base64

import cv2
import numpy as np

from core.charts.overlay import jpeg_uri, overlay

GREY = np.full((8, 8, 3), 100, np.uint8)


def test_flat_heat_of_nothing_leaves_the_picture():
    np.testing.assert_array_equal(overlay(GREY, np.zeros((8, 8))), GREY)


def test_for_is_orange_against_is_blue():
    heat = np.zeros((8, 8))
    heat[0, 0], heat[7, 7] = 1, -1
    mixed = overlay(GREY, heat)
    assert mixed[0, 0].argmax() == 0
    assert mixed[7, 7].argmax() == 2
    np.testing.assert_array_equal(mixed[3, 3], [100] * 3)


def test_a_data_address_holds_the_picture_made_small():
    uri = jpeg_uri(np.zeros((40, 80, 3), np.uint8), 20)
    data = base64.b64decode(uri.removeprefix("data:image/jpeg;base64,"))
    assert cv2.imdecode(np.frombuffer(data, np.uint8), 1).shape == (10, 20, 3)
