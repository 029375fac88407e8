"""Where graffiti goes, how large it is in the picture, and how well it shows."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from core.datasets.scenes.camera import CANVAS_PX, Camera
from core.datasets.scenes.graffiti import styles
from core.datasets.scenes.noise import noise
from core.datasets.scenes.sheet import Rect
from core.datasets.scenes.street import Building

# Share of the positives whose graffiti is faint or far. It alone sets how hard the dataset is:
# raise it and every strategy finds less.
HARD_SHARE = 0.15
_MAKERS = (styles.tag, styles.throw_up, styles.piece)
_EVEN_SHARES, _TAG_SHARES, _BIG_SHARES = (0.3, 0.33, 0.37), (0.8, 0.15, 0.05), (0.08, 0.4, 0.52)
_TRIES = 60
_EASY_AREA = (0.03, 0.25)  # of the picture, as in the tiles of real street photos
_FULL_WALL_SHARE = 0.85  # of the graffiti that is neither faint nor far
_FAR_AREA = (0.0015, 0.007)


@dataclass(frozen=True)
class Spot:
    """A rectangle (metres) of a building's wall, and the share of the picture it fills."""

    building: Building
    rect: Rect
    area: float


def spray_scene(rng: np.random.Generator, camera: Camera, buildings: list[Building]) -> None:
    """Draw graffiti onto the walls, in place: faint, far, a few works, or full walls."""
    if rng.random() < HARD_SHARE:
        _spray_hidden(rng, camera, buildings)
    elif rng.random() < _FULL_WALL_SHARE:
        _spray_full_walls(rng, camera, buildings)
    else:
        _spray_few(rng, camera, buildings)


def _spray_hidden(rng: np.random.Generator, camera: Camera, buildings: list[Building]) -> None:
    """Draw one work that is small in the picture, or large but bleached."""
    far = rng.random() < 0.5
    wanted = _log_uniform(rng, *(_FAR_AREA if far else _EASY_AREA))
    maker = _MAKERS[rng.choice(3, p=_EVEN_SHARES if far else _TAG_SHARES)]
    strength = rng.uniform(0.8, 1.0) if far else rng.uniform(0.16, 0.4)
    _apply(rng, _choose(rng, camera, buildings, wanted), maker, strength)


def _spray_few(rng: np.random.Generator, camera: Camera, buildings: list[Building]) -> None:
    """Draw one to three large works on free wall."""
    for _ in range(int(rng.choice([1, 2, 3], p=[0.3, 0.4, 0.3]))):
        spot = _choose(rng, camera, buildings, _log_uniform(rng, *_EASY_AREA))
        _apply(rng, spot, _MAKERS[rng.choice(3, p=_EVEN_SHARES)], rng.uniform(0.8, 1.0))


def _spray_full_walls(rng: np.random.Generator, camera: Camera, buildings: list[Building]) -> None:
    """Cover the walls that fill most of the picture, as high as an arm reaches."""
    stretches = [_stretch(camera, building) for building in buildings]
    largest = max(spot.area for spot in stretches)
    for spot in stretches:
        if spot.area >= largest / 3:
            _cover(rng, spot, (1.6, 2.9), _BIG_SHARES)
            _cover(rng, spot, (0.5, 1.4), _TAG_SHARES)


def _cover(
    rng: np.random.Generator, spot: Spot, heights: tuple[float, float], shares: tuple[float, ...]
) -> None:
    """Spray work beside work from the left end of a stretch to the right."""
    band, x = spot.rect, spot.rect.x0
    while x < band.x1 - 0.5:
        height = min(rng.uniform(*heights), band.height)
        y = band.y0 + rng.uniform(0, band.height - height)
        width = min(height * rng.uniform(1.2, 2.6), band.x1 - x)
        place = Spot(spot.building, Rect(x, y, x + width, y + height), 0.0)
        _apply(rng, place, _MAKERS[rng.choice(3, p=shares)], rng.uniform(0.85, 1.0))
        x += width * rng.uniform(0.6, 1.0)


def _stretch(camera: Camera, building: Building) -> Spot:
    """The part of a building within reach and in the picture."""
    left, right = building.wall.visible(camera)
    sheet = building.facade.sheet
    x0, x1 = np.clip([left - building.start_m, right - building.start_m], 0, sheet.width_m).tolist()
    return _measure(camera, building, Rect(x0, 0.1, x1, min(3.0, sheet.height_m - 0.1)))[0]


def _log_uniform(rng: np.random.Generator, low: float, high: float) -> float:
    """Draw a size such that every ratio between low and high is as likely."""
    return float(np.exp(rng.uniform(np.log(low), np.log(high))))


def _apply(rng: np.random.Generator, spot: Spot, maker, strength: float) -> None:
    """Spray one work into its spot, worn a little where paint has flaked off."""
    sheet = spot.building.facade.sheet
    wall = sheet.image[sheet.box(spot.rect)]
    ground = wall.reshape(-1, 3).mean(0) if wall.size else np.full(3, 128.0)
    work = maker(rng, ground.astype(np.float32))
    h, w = work.cover.shape
    flakes = noise(rng, h, w, "stain")
    cover = np.where(flakes > rng.uniform(20, 75), work.cover, work.cover // 3)
    sheet.blend(_fit(spot.rect, w / h), work.colour, cover, strength)


def _fit(r: Rect, ratio: float) -> Rect:
    """Keep the height of a work, or its width where the wall is too short for it."""
    width = min(r.width, r.height * ratio)
    middle = (r.x0 + r.x1) / 2
    height = min(r.height, width / ratio * 1.3)
    return Rect(middle - width / 2, r.y0, middle + width / 2, r.y0 + height)


def _choose(
    rng: np.random.Generator, camera: Camera, buildings: list[Building], wanted: float
) -> Spot:
    """Try places and sizes on free wall; return the one nearest to the wanted area."""
    best, best_cost = None, np.inf
    for _ in range(_TRIES):
        spot, seen = _candidate(rng, camera, buildings)
        cost = abs(np.log(max(spot.area, 1e-6) / wanted)) + 8 * (1 - seen)
        if cost < best_cost:
            best, best_cost = spot, cost
    return best


def _candidate(
    rng: np.random.Generator, camera: Camera, buildings: list[Building]
) -> tuple[Spot, float]:
    """Draw one place: the spot, and the share of it that lies inside the picture."""
    free = [b for b in buildings if b.facade.zones] or buildings
    building = free[rng.integers(len(free))]
    zones, sheet = building.facade.zones, building.facade.sheet
    if zones:
        zone = zones[rng.integers(len(zones))]
    else:
        zone = Rect(0.1, 0.2, sheet.width_m - 0.1, min(2.8, sheet.height_m - 0.1))
    height = min(rng.uniform(0.5, 3.0), max(0.3, zone.height))
    width = min(height * rng.uniform(1.2, 3.2), zone.width)
    x = zone.x0 + rng.uniform(0, max(0.0, zone.width - width))
    y = zone.y0 + rng.uniform(0, max(0.0, zone.height - height))
    return _measure(camera, building, Rect(x, y, x + width, y + height))


def _measure(camera: Camera, building: Building, rect: Rect) -> tuple[Spot, float]:
    """The rectangle as a spot, and the share of it that lies inside the picture."""
    corners = building.wall.points(
        building.start_m + np.array([rect.x0, rect.x1, rect.x1, rect.x0]),
        np.array([rect.y0, rect.y0, rect.y1, rect.y1]),
    )
    if corners[:, 2].min() < 0.8:
        return Spot(building, rect, 0.0), 0.0
    pixels = camera.project(corners)
    whole = cv2.contourArea(pixels.astype(np.float32))
    inside = np.clip(pixels, 6, CANVAS_PX - 6)
    area = cv2.contourArea(inside.astype(np.float32))
    return Spot(building, rect, area / CANVAS_PX**2), area / max(whole, 1.0)
