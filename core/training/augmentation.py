"""Random changes to training images that leave the label true."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import keras


def augmentation_layers(kind: str, seed: int) -> list[keras.Layer]:
    """Return the layers of ``article`` or ``street`` (or none); they take RGB 0 to 255.

    ``article``: its three layers with its values. ``street``: what a camera does that stays
    upright: mirror image, a little aside, a little nearer, other light.
    """
    from keras import layers

    bounds = {"value_range": (0, 255), "seed": seed}
    if kind == "article":
        return [
            layers.RandomFlip("horizontal_and_vertical", seed=seed),
            layers.RandomRotation(0.5, seed=seed),
            layers.RandomContrast(0.5, **bounds),
        ]
    if kind == "street":
        return [
            layers.RandomFlip("horizontal", seed=seed),
            layers.RandomTranslation(0.08, 0.08, fill_mode="reflect", seed=seed),
            layers.RandomZoom((-0.15, 0.1), fill_mode="reflect", seed=seed),
            layers.RandomBrightness(0.15, **bounds),
            layers.RandomContrast(0.2, **bounds),
        ]
    return []


def set_epoch(layers: list[keras.Layer], seed: int, epoch: int) -> None:
    """Put the layers' random states where ``epoch`` begins, so a resumed run draws the same."""
    for i, layer in enumerate(layers):
        layer.generator.state.assign([seed * 1_000 + i, epoch * 1_000_000])
