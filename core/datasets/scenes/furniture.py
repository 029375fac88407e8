"""What stands between the camera and the walls: trees, cars, poles, traffic signs, bins."""

from __future__ import annotations

import cv2
import numpy as np

from core.datasets.scenes.camera import NEAR_M, Camera
from core.datasets.scenes.ground import fill_ground
from core.datasets.scenes.palette import CARS, VIVID, WALLS, contrasting, pick, rgb
from core.datasets.scenes.street import Wall

_BARK = np.array([(80, 66, 52), (100, 88, 74), (60, 52, 46)], np.float32)
_LEAF = np.array(
    [(58, 96, 44), (84, 122, 58), (106, 120, 50), (150, 110, 50), (48, 76, 46)], np.float32
)
# Side of a car from bumper to bumper: share of its length, and metres up (nan: the roof).
_CAR_X = [0, 0, 0.06, 0.2, 0.3, 0.66, 0.82, 0.98, 1, 1]
_CAR_Y = [0.3, 0.8, 0.92, 0.95, np.nan, np.nan, 0.98, 0.84, 0.6, 0.3]


def draw_furniture(
    rng: np.random.Generator, camera: Camera, canvas: np.ndarray, walls: list[Wall], pavement: float
) -> None:
    """Put up to a handful of things in front of the walls, farthest first, in place."""
    makers = (_tree, _car, _pole, _traffic_sign, _bin)
    things = []
    for _ in range(int(rng.choice([0, 1, 2, 3, 4], p=[0.15, 0.3, 0.3, 0.15, 0.1]))):
        wall = walls[rng.integers(len(walls))]
        left, right = wall.visible(camera)
        maker = makers[rng.choice(5, p=[0.3, 0.27, 0.17, 0.14, 0.12])]
        parked = maker is _car
        out = pavement + rng.uniform(0.3, 0.8) if parked else pavement * rng.uniform(0.6, 0.9)
        foot = wall.points(rng.uniform(left, right), 0.0, out)[0]
        things.append((foot, maker, wall))
    for foot, maker, wall in sorted(things, key=lambda thing: -thing[0][2]):
        if foot[2] > 2.5:
            maker(rng, camera, canvas, foot, wall)


def _upright(camera: Camera, foot: np.ndarray, x: list, y: list) -> np.ndarray:
    """Project an outline that faces the camera, metres from its foot; (n, 2) pixels."""
    points = np.tile(foot, (len(x), 1))
    points[:, 0] += x
    points[:, 1] += y
    return camera.project(points)


def _polygon(canvas: np.ndarray, pixels: np.ndarray, colour: np.ndarray) -> None:
    """Fill a polygon given in canvas pixels."""
    pixels = np.clip(pixels, -8000, 8000)
    cv2.fillPoly(canvas, [(pixels * 8).round().astype(np.int32)], rgb(colour), cv2.LINE_AA, 3)


def _disc(canvas: np.ndarray, centre: np.ndarray, radius: float, colour: np.ndarray) -> None:
    """Fill a circle given in canvas pixels."""
    x, y = centre.round().astype(int).clip(-4000, 4000).tolist()
    cv2.circle(canvas, (x, y), max(1, round(radius)), rgb(colour), -1, cv2.LINE_AA)


def _tree(rng, camera: Camera, canvas: np.ndarray, foot: np.ndarray, wall: Wall) -> None:
    """Draw a trunk, two boughs, and foliage as seventy clumps of leaves, or none in winter."""
    height, thick = rng.uniform(3.5, 6.5), rng.uniform(0.1, 0.22)
    bark, leaf = pick(rng, _BARK), pick(rng, _LEAF)
    crown = height * 0.6
    for lean in (0.0, *rng.uniform(-1.2, 1.2, 5)):
        low = 0.0 if lean == 0 else crown * rng.uniform(0.6, 1.0)
        wide = thick if lean == 0 else thick * 0.4
        x = [-wide, wide, lean + wide * 0.3, lean - wide * 0.3]
        _polygon(canvas, _upright(camera, foot, x, [low, low, height, height]), bark)
    if rng.random() < 0.2:
        return
    scale = camera.focal / foot[2]
    centres = rng.normal(0, 0.6, (70, 2)) * (1.1, 0.8) + (0, height)
    pixels = _upright(camera, foot, centres[:, 0].tolist(), centres[:, 1].tolist())
    gains = rng.uniform(0.6, 1.15, 70) * np.linspace(0.7, 1.15, 70)
    for pixel, gain, radius in zip(pixels, gains, rng.uniform(0.1, 0.38, 70), strict=True):
        _disc(canvas, pixel, radius * scale, leaf * gain)
    _speckle(rng, canvas, pixels, scale, leaf)


def _speckle(rng, canvas: np.ndarray, pixels: np.ndarray, scale: float, leaf: np.ndarray) -> None:
    """Scatter small light and dark leaves over a crown."""
    which = rng.integers(0, len(pixels), 220)
    spots = pixels[which] + rng.normal(0, 0.3 * scale, (220, 2))
    gains = rng.uniform(0.45, 1.35, 220)
    for spot, gain in zip(spots, gains, strict=True):
        _disc(canvas, spot, 0.06 * scale, leaf * gain)


def _car(rng, camera: Camera, canvas: np.ndarray, foot: np.ndarray, wall: Wall) -> None:
    """Park a car along the kerb: shadow, body, windows, wheels, in the wall's perspective."""
    paint, length = pick(rng, CARS), rng.uniform(3.8, 4.7)
    roof = rng.uniform(1.35, 1.55) if rng.random() < 0.8 else rng.uniform(1.8, 2.2)
    flip = rng.choice([-1, 1])

    def side(x: list, y: list) -> np.ndarray:
        return foot + np.outer((np.array(x) - 0.5) * length * flip, wall.along) + np.outer(
            y, (0, 1, 0)
        )  # fmt: skip

    outline = side(_CAR_X, np.nan_to_num(_CAR_Y, nan=roof))
    if outline[:, 2].min() < NEAR_M * 2:
        return
    shadow = np.vstack([side([0, 1], [0, 0]), side([1, 0], [0, 0]) + wall.away * 1.7])
    fill_ground(camera, canvas, shadow, np.array([28, 28, 30], np.float32))
    body = camera.project(outline)
    _polygon(canvas, body, paint)
    dark = np.array([40, 46, 54], np.float32)
    high = roof - 0.1
    for x0, x1, x2, x3 in ((0.24, 0.31, 0.47, 0.47), (0.49, 0.49, 0.65, 0.76)):
        glass = side([x0, x1, x2, x3], [0.98, high, high, 0.98])
        _polygon(canvas, camera.project(glass), dark * rng.uniform(0.8, 1.8))
    sill = side([0, 1, 1, 0], [0.3, 0.3, 0.45, 0.45])
    _polygon(canvas, camera.project(sill), paint * 0.6)
    gap = side([0.48, 0.485, 0.485, 0.48], [0.45, 0.45, 0.95, 0.95])
    _polygon(canvas, camera.project(gap), paint * 0.7)
    for x in (0.18, 0.8):
        centre = side([x, x + 0.001], [0.32, 0.32])
        scale = camera.focal / centre[0, 2]
        _disc(canvas, camera.project(centre)[0], 0.34 * scale, np.array([22, 22, 24], np.float32))
        _disc(canvas, camera.project(centre)[0], 0.2 * scale, np.array([150, 150, 155], np.float32))


def _pole(rng, camera: Camera, canvas: np.ndarray, foot: np.ndarray, wall: Wall) -> None:
    """Raise a lamp post or a utility pole, now and then with a wire across the picture."""
    radius, height = rng.uniform(0.04, 0.13), rng.uniform(4, 9)
    outline = _upright(camera, foot, [-radius, radius, radius, -radius], [0, 0, height, height])
    _polygon(canvas, outline, pick(rng, WALLS) * 0.55)
    if rng.random() < 0.5:
        top = outline[2]
        x = np.linspace(-600, 600, 24)
        sag = top[1] + 30 + rng.uniform(0.0001, 0.0004) * (x - rng.uniform(-400, 400)) ** 2
        wire = np.stack([top[0] + x, sag], 1).clip(-4000, 4000).astype(np.int32)
        cv2.polylines(canvas, [wire], False, (35, 35, 38), 1, cv2.LINE_AA)


def _traffic_sign(rng, camera: Camera, canvas: np.ndarray, foot: np.ndarray, wall: Wall) -> None:
    """Put up a round, square or triangular sign with a symbol."""
    grey = np.array([120, 122, 125], np.float32)
    _polygon(canvas, _upright(camera, foot, [-0.03, 0.03, 0.03, -0.03], [0, 0, 2.4, 2.4]), grey)
    scale = camera.focal / foot[2]
    rim = pick(rng, VIVID)
    inner = contrasting(rng, VIVID, rim)
    corners = int(rng.choice([3, 4, 24]))
    angle = np.arange(corners) / corners * 2 * np.pi + (np.pi / 4 if corners == 4 else 0)
    x, y = np.sin(angle), np.cos(angle)
    for size, colour in ((0.36, rim), (0.28, inner)):
        pixels = _upright(camera, foot, (x * size).tolist(), (2.2 + y * size).tolist())
        _polygon(canvas, pixels, colour)
    centre = _upright(camera, foot, [0.0], [2.2])[0]
    _disc(canvas, centre, 0.1 * scale, rim)


def _bin(rng, camera: Camera, canvas: np.ndarray, foot: np.ndarray, wall: Wall) -> None:
    """Put down a bin or a switch box, as bright as a sign or as dull as a wall."""
    width, height = rng.uniform(0.25, 0.6), rng.uniform(0.8, 1.4)
    colour = pick(rng, VIVID if rng.random() < 0.5 else WALLS) * 0.8
    x, y = [-width, width, width, -width], [0, 0, height, height]
    _polygon(canvas, _upright(camera, foot, x, y), colour)
    lid = [height, height, height + 0.1, height + 0.1]
    _polygon(canvas, _upright(camera, foot, x, lid), colour * 0.6)
    label = [-width * 0.4, width * 0.4, width * 0.4, -width * 0.4]
    _polygon(canvas, _upright(camera, foot, label, [0.5, 0.5, 0.7, 0.7]), pick(rng, VIVID))
