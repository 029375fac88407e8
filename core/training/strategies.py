"""The answers to class imbalance: what each changes against ``naive``, its price, its source."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from core.errors import RaresightError
from core.training.config import TrainConfig

SEE = "L. See, CNN's for Imbalanced Image Classification with TensorFlow, 2024"


@dataclass(frozen=True, kw_only=True)
class Strategy:
    """One row of the table; ``choices`` are the fields of TrainConfig that it sets."""

    changes: str
    costs: str
    expect: str
    source: str
    choices: dict[str, Any] = field(default_factory=dict)
    only: str | None = None  # the one experiment it belongs to, if it does


STRATEGIES: dict[str, Strategy] = {
    "naive": Strategy(
        changes="Nothing: binary cross-entropy on the images as they are, accuracy watched.",
        costs="The time of one training.",
        expect="Few false alarms at 0.5, and much graffiti missed.",
        source=SEE,
    ),
    "f1_metric": Strategy(
        changes="F1 of graffiti is watched instead of accuracy; the loss and the data stay.",
        costs="Nothing.",
        expect="The very same scores as naive: a metric is looked at, never optimised.",
        source=SEE + "; keras.metrics.F1Score",
        choices={"watch": "f1"},
    ),
    "class_weights": Strategy(
        changes="Each class weighs n / (2 n_class) in the loss, counted on the training labels.",
        costs="Nothing in time; scores no longer are probabilities.",
        expect="More found and more false alarms at 0.5; ranking about the same.",
        source=SEE + "; scikit-learn's class_weight='balanced'",
        choices={"watch": "f1", "class_weights": True},
    ),
    "augmentation": Strategy(
        changes="Flips both ways, rotation up to half a turn, contrast up to 0.5.",
        costs="A little time a step; streets upside down are harder to learn.",
        expect="Less over-fitting; slower to learn what is up in a street.",
        source=SEE,
        choices={"watch": "f1", "augmentation": "article"},
    ),
    "augmentation_street": Strategy(
        changes="Mirror images, small shifts and zoom, brightness and contrast; upright always.",
        costs="A little time a step.",
        expect="Less over-fitting without the upside-down streets.",
        source="Shorten and Khoshgoftaar, A survey on image data augmentation, 2019",
        choices={"watch": "f1", "augmentation": "street"},
    ),
    "oversampling": Strategy(
        changes="Half of every batch is graffiti, drawn again and again.",
        costs="Nothing in time; each graffiti image is seen some 15 times an epoch.",
        expect="More found at 0.5; scores no longer are probabilities; over-fits the few.",
        source="Buda, Maki and Mazurowski, A systematic study of the class imbalance problem, 2018",
        choices={"watch": "f1", "sampling": "balanced"},
    ),
    "smote_augmentation": Strategy(
        changes="SMOTE mixes graffiti images into new ones until both classes are equal, then "
        "the article's augmentation; each epoch draws as many images as naive's.",
        costs="Memory for the mixed images, and the time to mix them once.",
        expect="Mixed pictures are double exposures: seldom better than oversampling.",
        source=SEE + " (its future work); Chawla et al., SMOTE, 2002; imbalanced-learn",
        choices={"watch": "f1", "sampling": "smote", "augmentation": "article"},
    ),
    "focal_loss": Strategy(
        changes="The loss fades for images already decided well (gamma 2, alpha 0.25).",
        costs="Nothing in time; scores are pushed towards the middle.",
        expect="Low scores throughout; its best threshold lies well below 0.5.",
        source="Lin et al., Focal loss for dense object detection, 2017",
        choices={"watch": "f1", "loss": "focal"},
    ),
    "f1_loss": Strategy(
        changes="1 - F1, with scores in place of decisions, is added to the loss: what watching F1 "
        "was meant to do. Batches are larger, because F1 of a batch needs graffiti in it.",
        costs="Nothing in time; fewer steps. By itself, without cross-entropy, it dies in the "
        "first epoch: every image is flagged, or none, and nothing more is learnt.",
        expect="Scores close to 0 or 1: F1 hardly moves with the threshold.",
        source="Pastor-Pellicer et al., F-measure as the error function to train neural networks, "
        "2013",
        choices={"watch": "f1", "loss": "f1", "batch_size": 128},
    ),
    "more_graffiti": Strategy(
        changes="Trained on every graffiti tile of the training folds, some 15 times as many.",
        costs="Collecting and labelling them; half as long again an epoch.",
        expect="The best of all: what collecting more would buy.",
        source="The extra tiles of the street photos' manifest (role extra)",
        choices={"watch": "f1", "sampling": "extra"},
        only="street-photos",
    ),
    "naive_article_network": Strategy(
        changes="The article's network instead of the compact one; all else as naive.",
        costs="Forty times the parameters.",
        expect="Much worse: what the network is worth against the strategy.",
        source=SEE,
        choices={"network": "article"},
        only="street-photos",
    ),
    "naive_compact_network": Strategy(
        changes="The compact network instead of the article's; all else as naive.",
        costs="More time a step, a twentieth of the parameters.",
        expect="Better: what the network is worth against the strategy.",
        source="Ioffe and Szegedy, Batch normalization, 2015; Lin et al., Network in network, 2013",
        choices={"network": "compact"},
        only="rendered-scenes",
    ),
}

# What a network needs to learn well, whatever the strategy.
NETWORK_CHOICES: dict[str, dict[str, Any]] = {
    "article": {"input_px": 128, "epochs": 8, "batch_size": 32, "learning_rate": 1e-3},
    "compact": {
        "input_px": 96,
        "epochs": 8,
        "batch_size": 64,
        "learning_rate": 3e-3,
        "weight_decay": 1e-4,
    },
}
# The scenes are trained with the article's network, at 96 px so that all fits into two hours.
EXPERIMENT_CHOICES: dict[str, dict[str, Any]] = {
    "rendered-scenes": {"network": "article", "input_px": 96}
}


def strategies_of(experiment: str) -> list[str]:
    """Return the strategies that an experiment trains, in the table's order."""
    return [name for name, s in STRATEGIES.items() if s.only in (None, experiment)]


def train_config(
    experiment: str, strategy: str, fold: int, *, epochs: int | None = None
) -> TrainConfig:
    """Return the choices of one run: strategy over experiment over network; the seed is the fold.

    Raises RaresightError where there is no such strategy for the experiment.
    """
    if strategy not in strategies_of(experiment):
        raise RaresightError(
            f"There is no strategy {strategy!r} for {experiment}; expected one of "
            f"{', '.join(strategies_of(experiment))}."
        )
    own, general = STRATEGIES[strategy].choices, EXPERIMENT_CHOICES.get(experiment, {})
    network = own.get("network", general.get("network", "compact"))
    choices = {"network": network, **NETWORK_CHOICES[network], **general, **own}
    config = TrainConfig(strategy=strategy, seed=fold, **choices)
    return config if epochs is None else replace(config, epochs=epochs)
