"""What the Map page says around its numbers."""

from __future__ import annotations

from pages.shared.figures_words import per_cent
from pages.shared.gathered_choices import Operating
from pages.shared.plain import plain

EMPTY = (
    "No gathered images yet. Gather some with `python -m core collect --cities data/cities.csv "
    "--per-city 500`, which takes street images from Google Street View or Mapillary with a key of "
    "your own."
)
NO_MODEL = (
    "No stored strategy can score images: an experiment with a model and validation results is "
    "needed. Train one with `python -m core train EXPERIMENT`."
)


def reading(by: Operating, images: str) -> str:
    """Say where recall and specificity come from, and what the correction rests on."""
    counts = by.validated
    of = f"{counts.n_images:,} validation images of {plain(by.experiment.name)}"
    rates = f"recall {per_cent(counts.recall)} and specificity {per_cent(counts.specificity)}"
    begin = f"At {by.threshold:.3f} **{plain(by.strategy)}** has {rates} on {of}. "
    if not counts.recall + counts.specificity > 1:
        return begin + "No better than chance there, so no share can be corrected by them."
    means = (
        "Corrected takes the misses and false alarms these predict out of the flagged share, with "
        "their uncertainty in the interval (Rogan and Gladen; Lang and Reiczigel). "
    )
    if by.experiment.name == images:
        return begin + means
    return (
        begin
        + means
        + "It holds as far as these images are like those: label some and train on them to be sure."
    )


LABELLED = (
    "Graffiti is the share among the labelled images, unsure ones left out. Where the highest "
    "scores were labelled first it is too high; label in random order to estimate a share."
)
