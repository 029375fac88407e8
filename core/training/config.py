"""Everything a run was told, in one frozen record that is written into run.json."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Network = Literal["article", "compact"]
Loss = Literal["binary_crossentropy", "focal", "f1"]
Augmentation = Literal["none", "article", "street"]
Sampling = Literal["as_is", "balanced", "smote", "extra"]
Precision = Literal["float32", "mixed_bfloat16"]
Watch = Literal["accuracy", "f1"]


@dataclass(frozen=True, kw_only=True)
class TrainConfig:
    """One field a choice; a run can be read without the code that made it."""

    strategy: str
    network: Network
    input_px: int
    epochs: int
    batch_size: int
    learning_rate: float
    weight_decay: float = 0.0
    warm_up: float = 0.1  # share of all steps in which the learning rate rises from 0
    loss: Loss = "binary_crossentropy"
    watch: Watch = "accuracy"
    class_weights: bool = False
    augmentation: Augmentation = "none"
    sampling: Sampling = "as_is"
    precision: Precision = "mixed_bfloat16"  # twice as fast here; judged and stored in float32
    seed: int = 0
