import pandas as pd

from core.charts.class_counts import class_counts_figure
from core.datasets.class_counts import GRAFFITI, REST


def test_each_kind_is_a_bar_a_fold_with_its_number():
    counts = pd.DataFrame(
        {"fold": [0, 1, 0], "kind": [REST, REST, GRAFFITI], "n_images": [2_000, 3_000, 9]}
    )
    bars = {bar.name: bar for bar in class_counts_figure(counts).data}
    assert set(bars) == {REST, GRAFFITI}
    assert list(bars[REST].text) == ["2,000", "3,000"]
    assert list(bars[GRAFFITI].x) == ["fold 0"]
