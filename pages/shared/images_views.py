"""The images of a view, in order, with the words above them and the figure under each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.datasets.review import Review
from core.datasets.validated import ValidatedImages
from core.metrics import image_order
from core.metrics.counts import predict_positive
from pages.shared import images_scene
from pages.shared.images_choices import Choice


@dataclass(frozen=True, slots=True)
class Listing:
    """indices: of the table, in the order shown. figure: what stands under the image i."""

    indices: np.ndarray
    title: str
    order: str
    figure: Callable[[int], str]


def listing(table: ValidatedImages, choice: Choice, review: Review) -> Listing:
    """Return the images of the view that is chosen, of one scene where one is."""
    whole = VIEWS[choice.view](table, choice, review)
    if not choice.scene:
        return whole
    here = table.scenes[whole.indices] == choice.scene
    title = f"{whole.title}, {images_scene.words(choice.scene)}"
    return Listing(whole.indices[here], title, whole.order, whole.figure)


def _cell(table: ValidatedImages, choice: Choice, review: Review) -> Listing:
    strategy, threshold = choice.strategy, choice.threshold(choice.strategy)
    scores = table.y_scores[strategy]
    words = {
        "tp": f"Graffiti that {strategy} finds at {threshold:.3f}",
        "fn": f"Graffiti that {strategy} misses at {threshold:.3f}",
        "fp": f"False alarms of {strategy} at {threshold:.3f}",
        "tn": f"Images without graffiti that {strategy} keeps at {threshold:.3f}",
    }
    return Listing(
        image_order.in_cell(table.y_true, scores, threshold, choice.cell),
        words[choice.cell],
        "most wrong first",
        lambda i: f"{scores[i]:.3f}",
    )


def _near(table: ValidatedImages, choice: Choice, review: Review) -> Listing:
    strategy, threshold = choice.strategy, choice.threshold(choice.strategy)
    scores = table.y_scores[strategy]
    title = f"Images by their distance from the threshold {threshold:.3f} of {strategy}"
    nearest = image_order.near_threshold(scores, threshold)
    return Listing(nearest, title, "nearest first", lambda i: f"{scores[i]:.3f}")


def _flips(table: ValidatedImages, choice: Choice, review: Review) -> Listing:
    right, wrong = choice.strategy, choice.against
    ours, theirs = table.y_scores[right], table.y_scores[wrong]
    a, b = (predict_positive(table.y_scores[s], choice.threshold(s)) for s in (right, wrong))
    return Listing(
        image_order.flips(table.y_true, a, b, theirs),
        f"Images that {right} decides rightly at {choice.threshold(right):.3f} and {wrong} "
        f"wrongly at {choice.threshold(wrong):.3f}",
        f"where {wrong} is most wrong first; the scores of both",
        lambda i: f"{ours[i]:.3f} | {theirs[i]:.3f}",
    )


def _disagreement(table: ValidatedImages, choice: Choice, review: Review) -> Listing:
    names = choice.compared
    flagged = np.stack([predict_positive(table.y_scores[s], choice.threshold(s)) for s in names])
    n_flag = np.count_nonzero(flagged, axis=0)
    return Listing(
        image_order.disagreement(flagged, table.stacked(names)),
        f"Images that the {len(names)} strategies do not decide alike, at their thresholds",
        "evenly split first",
        lambda i: f"{n_flag[i]} of {len(names)} flag it",
    )


def _mislabelled(table: ValidatedImages, choice: Choice, review: Review) -> Listing:
    scores = table.stacked(choice.compared)
    mean = scores.mean(axis=0)
    n = len(scores)
    who = f"all {n} strategies doubt" if n > 1 else f"{choice.compared[0]} doubts"
    return Listing(
        image_order.probably_mislabelled(table.y_true, scores),
        f"Images whose label {who}",
        "most wrong first, by the mean score; doubt as in confident learning",
        lambda i: f"mean {mean[i]:.3f}",
    )


def _marked(table: ValidatedImages, choice: Choice, review: Review) -> Listing:
    scores = table.y_scores[choice.strategy]
    place = {image: i for i, image in enumerate(review.marks)}
    places = np.array([place.get(image, -1) for image in table.images.tolist()], dtype=int)
    chosen = np.flatnonzero(places >= 0)
    return Listing(
        chosen[np.argsort(-places[chosen], kind="stable")],
        "Images that somebody marked",
        f"the latest first; the score of {choice.strategy}",
        lambda i: f"{scores[i]:.3f}",
    )


VIEWS = {
    "cell": _cell,
    "near": _near,
    "flips": _flips,
    "disagreement": _disagreement,
    "mislabelled": _mislabelled,
    "marked": _marked,
}
