"""Two strategies on the same images: is the difference more than luck?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.metrics.rates import rates

COMPARED = ("f1", "recall", "precision")


@dataclass(frozen=True, slots=True)
class Difference:
    """A minus B of one measure, with its 95 % interval; nan where undefined."""

    difference: float
    low: float
    high: float

    @property
    def verdict(self) -> str:
        """``better`` or ``worse`` where the interval leaves out 0, else ``cannot tell``."""
        if self.low > 0:
            return "better"
        return "worse" if self.high < 0 else "cannot tell"


@dataclass(frozen=True, slots=True)
class PairedComparison:
    """A against B on the same images; the verdict is that of F1.

    only_a_right, only_b_right: discordant images. folds_agreeing: of n_folds, those in which the
    difference in F1 has the sign of the pooled one. identical: no image is decided differently.
    """

    f1: Difference
    recall: Difference
    precision: Difference
    only_a_right: int
    only_b_right: int
    n_folds: int
    folds_agreeing: int
    identical: bool

    @property
    def verdict(self) -> str:
        """``better``, ``worse`` or ``cannot tell``, by F1."""
        return self.f1.verdict


def compare_paired(
    y_true: np.ndarray,
    a_positive: np.ndarray,
    b_positive: np.ndarray,
    folds: np.ndarray | None = None,
    *,
    level: float = 0.95,
    n_draws: int = 4_000,
    seed: int = 0,
) -> PairedComparison:
    """Compare decisions A and B, each (n_images,) bool, on images labelled y_true (0 or 1).

    Within each class images fall into four patterns (both flag it, A alone, B alone, neither);
    resampling images within a class makes the patterns' counts multinomial, and those are drawn:
    the stratified paired bootstrap, in its exact form. folds: (n_images,) or None.
    """
    a, b = np.asarray(a_positive, dtype=bool), np.asarray(b_positive, dtype=bool)
    graffiti = np.asarray(y_true) == 1
    of_folds = _pattern_counts(graffiti, a, b, np.zeros(a.size, int) if folds is None else folds)
    patterns = of_folds.sum(axis=0)
    rng = np.random.default_rng(seed)
    drawn = np.stack([_resampled(rng, counts, n_draws) for counts in patterns], axis=1)
    observed, resampled = _differences(patterns), _differences(drawn)
    tails = [(1 - level) / 2, 1 - (1 - level) / 2]
    differences = {
        name: _difference(float(observed[name]), resampled[name], tails) for name in COMPARED
    }
    own_signs = np.sign(_differences(of_folds)["f1"])
    return PairedComparison(
        **differences,
        only_a_right=int(np.count_nonzero((a == graffiti) & (b != graffiti))),
        only_b_right=int(np.count_nonzero((b == graffiti) & (a != graffiti))),
        n_folds=0 if folds is None else len(of_folds),
        folds_agreeing=0 if folds is None else int(np.sum(own_signs == np.sign(observed["f1"]))),
        identical=bool(np.array_equal(a, b)),
    )


def _pattern_counts(
    graffiti: np.ndarray, a: np.ndarray, b: np.ndarray, folds: np.ndarray
) -> np.ndarray:
    """Count patterns, (n_folds, 2, 4): graffiti and rest; both, A alone, B alone, neither."""
    names, fold = np.unique(folds, return_inverse=True)
    code = 8 * fold + 4 * ~graffiti + 3 - (2 * a.astype(int) + b.astype(int))
    return np.bincount(code, minlength=8 * names.size).reshape(-1, 2, 4)


def _resampled(rng: np.random.Generator, counts: np.ndarray, n_draws: int) -> np.ndarray:
    total = int(counts.sum())
    if total == 0:
        return np.zeros((n_draws, 4), dtype=int)
    return rng.multinomial(total, counts / total, size=n_draws)


def _differences(patterns: np.ndarray) -> dict[str, np.ndarray]:
    """Return A minus B of each compared measure. patterns: (..., 2, 4)."""
    graffiti, rest = patterns[..., 0, :], patterns[..., 1, :]
    measures = []
    for own in (1, 2):  # the column in which this strategy alone flags
        tp, fp = graffiti[..., 0] + graffiti[..., own], rest[..., 0] + rest[..., own]
        measures.append(rates(tp, fp, graffiti.sum(-1) - tp, rest.sum(-1) - fp))
    return {name: measures[0][name] - measures[1][name] for name in COMPARED}


def _difference(observed: float, drawn: np.ndarray, tails: list[float]) -> Difference:
    defined = drawn[~np.isnan(drawn)]
    low, high = np.quantile(defined, tails) if defined.size else (np.nan, np.nan)
    return Difference(observed, float(low), float(high))
