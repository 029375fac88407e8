import pandas as pd

from core.datasets.class_counts import GRAFFITI, MORE, REST, class_counts


def test_classes_are_counted_by_fold_and_extra_images_by_themselves():
    manifest = pd.DataFrame(
        {
            "label": [1, 0, 0, 1, 0],
            "fold": [0, 0, 0, 0, 1],
            "role": ["all", "all", "all", "extra", "all"],
        }
    )
    counts = class_counts(manifest).set_index(["fold", "kind"])["n_images"].to_dict()
    assert counts == {(0, GRAFFITI): 1, (0, REST): 2, (0, MORE): 1, (1, REST): 1}
