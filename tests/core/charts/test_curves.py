import numpy as np
import pandas as pd
import pytest

from core.charts.gains import gains_figure
from core.charts.precision_recall import precision_recall_figure
from core.charts.reliability import AS_GIVEN, CORRECTED, reliability_figure
from core.charts.roc import roc_figure
from core.charts.scores import scores_figure

TAG = "<img src=x onerror=alert(1)>"
COLOURS = {"naive": "#6a7180", TAG: "#0072b2"}
CURVES = pd.DataFrame(
    {
        "strategy": ["naive"] * 3 + [TAG] * 3,
        "threshold": [np.inf, 0.7, 0.1] * 2,
        "recall": [0.0, 0.5, 1.0] * 2,
        "precision": [np.nan, 0.8, 0.4] * 2,
        "false_positive_rate": [0.0, 0.1, 1.0] * 2,
        "flagged_rate": [0.0, 0.2, 1.0] * 2,
    }
)
POINTS = CURVES.iloc[[1, 4]].assign(f1=0.6)
ISO_F1 = pd.DataFrame({"f1": [0.2, 0.2], "recall": [0.5, 1.0], "precision": [0.125, 1 / 9]})
BINS = pd.DataFrame(
    {
        "strategy": ["naive", "naive", TAG, TAG],
        "low": [0.0, 0.5] * 2,
        "high": [0.5, 1.0] * 2,
        "n_graffiti": [0, 3, 1, 0],
        "n_rest": [90, 2, 50, 40],
    }
)
RELIABILITY = pd.DataFrame(
    {
        "strategy": ["naive", "naive", TAG],
        "scores": [AS_GIVEN, CORRECTED, AS_GIVEN],
        "mean_score": [0.1, 0.05, 0.4],
        "graffiti_share": [0.05, 0.05, 0.2],
        "low": [0.01, 0.01, 0.1],
        "high": [0.1, 0.1, 0.3],
        "n_images": [100, 100, 10],
        "n_graffiti": [5, 5, 2],
    }
)
CURVE_FIGURES = {
    "precision-recall": (
        lambda points: precision_recall_figure(CURVES, points, ISO_F1, COLOURS, prevalence=0.03),
        ("recall", "precision"),
    ),
    "roc": (lambda points: roc_figure(CURVES, points, COLOURS), ("false_positive_rate", "recall")),
    "gains": (
        lambda points: gains_figure(CURVES, points, COLOURS, prevalence=0.03),
        ("flagged_rate", "recall"),
    ),
}


def traces(figure, mode):
    return [t for t in figure.data if t.mode == mode and t.line.color != "#858b96"]


@pytest.mark.parametrize("kind", CURVE_FIGURES)
def test_each_strategy_has_its_line_and_its_mark_in_its_colour(kind):
    draw, (x, y) = CURVE_FIGURES[kind]
    figure = draw(POINTS)
    lines = traces(figure, "lines")
    assert [line.line.color for line in lines] == list(COLOURS.values())
    assert list(lines[0].x) == CURVES[x][:3].tolist()
    assert list(lines[0].y)[1:] == CURVES[y][1:3].tolist()
    marks = traces(figure, "markers")
    assert [mark.marker.color for mark in marks] == list(COLOURS.values())
    assert (marks[1].x[0], marks[1].y[0]) == (POINTS[x].iloc[1], POINTS[y].iloc[1])


def test_the_first_step_of_precision_starts_at_recall_0():
    draw, _ = CURVE_FIGURES["precision-recall"]
    first = traces(draw(POINTS), "lines")[0]
    assert (first.x[0], first.y[0]) == (0, 0.8)
    assert first.line.shape == "vh"


def test_a_point_without_precision_is_no_point_at_0():
    draw, _ = CURVE_FIGURES["precision-recall"]
    nothing_flagged = POINTS.assign(precision=np.nan, f1=np.nan)
    assert np.isnan(traces(draw(nothing_flagged), "markers")[0].y[0])


def test_the_lines_of_equal_f1_are_named():
    draw, _ = CURVE_FIGURES["precision-recall"]
    assert "F1 0.2" in [note.text for note in draw(POINTS).layout.annotations]


def test_the_scores_have_a_threshold_a_strategy_and_no_bar_where_there_is_no_image():
    figure = scores_figure(BINS, POINTS, COLOURS)
    assert [line.x0 for line in figure.layout.shapes] == [0.7, 0.7]
    graffiti = next(bar for bar in figure.data if bar.marker.color == "#6a7180")
    assert np.isnan(graffiti.y[0])
    assert graffiti.y[1] == 3
    assert figure.layout.yaxis.type == figure.layout.yaxis2.type == "log"


def test_reliability_shows_both_kinds_of_scores_with_counts_below():
    figure = reliability_figure(RELIABILITY, COLOURS)
    shares, counts = figure.data[1::2], figure.data[2::2]
    assert [share.name for share in shares[:2]] == ["naive", "naive, prior corrected"]
    assert [share.line.dash for share in shares] == ["solid", "dot", "solid"]
    assert [count.y[0] for count in counts] == [100, 100, 10]
    assert list(shares[0].error_y.array) == pytest.approx([0.05])
    assert shares[0].error_y.visible


def test_with_many_lines_reliability_has_no_bars():
    many = pd.concat([RELIABILITY.assign(strategy=f"own {i}") for i in range(3)])
    figure = reliability_figure(many, dict.fromkeys(many["strategy"], "#0072b2"))
    assert not any(trace.error_y.visible for trace in figure.data)


@pytest.mark.parametrize(
    "figure",
    [
        CURVE_FIGURES["roc"][0](POINTS),
        scores_figure(BINS, POINTS, COLOURS),
        reliability_figure(RELIABILITY, COLOURS),
    ],
    ids=["roc", "scores", "reliability"],
)
def test_a_name_with_a_tag_is_text_and_the_page_shows_through(figure):
    assert "<img" not in figure.to_json().replace("\\u003c", "<")
    assert figure.layout.paper_bgcolor == "rgba(0,0,0,0)"
