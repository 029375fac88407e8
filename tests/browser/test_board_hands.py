import pandas as pd
import pytest
from sklearn.metrics import confusion_matrix_at_thresholds

from core.runs.paths import run_folder
from tests.browser.board import in_url, numbers, open_board, read, shown_order, type_threshold
from tests.browser.made_up import NAMES, store_runs
from tests.browser.recorder import drag, repaints, watch
from tests.browser.server import chromium, dashboard

SHOWN = NAMES[:9]
MANY = 10  # repaints in a second that even a busy machine reaches; a slider of Streamlit: 1


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RARESIGHT_HOME", str(home))
        store_runs(9)
        with dashboard(home) as address, chromium() as browser:
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.address = address
            page.sent = []
            page.on("websocket", lambda ws: ws.on("framesent", lambda _: page.sent.append(ws.url)))
            yield page


@pytest.fixture
def board(page):
    return open_board(page, page.address, threshold="0.500")


def counts(strategy):
    """Counts at the 1,001 thresholds, a frame; scikit-learn counts at each score that occurs."""
    files = [run_folder("street-photos", strategy, k) / "validation.parquet" for k in (0, 1)]
    frame = pd.concat(map(pd.read_parquet, files))
    tns, fps, fns, tps, scores = confusion_matrix_at_thresholds(frame["y_true"], frame["y_score"])
    at_scores = pd.DataFrame({"tp": tps, "fp": fps, "fn": fns, "tn": tns}, index=scores)
    grid = [k / 1000 for k in range(1001)]
    # What is flagged at a threshold is what is flagged at the next score that occurs.
    return (
        at_scores.sort_index()
        .reindex(grid, method="bfill")
        .fillna({"tp": 0, "fp": 0, "fn": tps[-1], "tn": fps[-1]})
    )


def handle(page):
    return page.get_by_test_id("threshold")


def test_a_drag_repaints_all_the_way_and_sends_nothing_until_the_release(board):
    watch(board)
    board.sent.clear()
    drag(board, 1.5)
    assert board.sent == []
    assert len(repaints(board)) >= MANY
    painted = float(board.get_by_test_id("threshold-number").input_value())
    assert painted == pytest.approx(0.95, abs=0.005)
    assert set(numbers(board, "threshold").values()) == {painted}
    board.mouse.up()
    in_url(board, f"threshold={painted:.3f}")
    assert board.sent


def test_digits_keep_the_page_still_during_a_drag(board):
    def places():
        boxes = "nodes => nodes.map((n) => [n.offsetLeft, n.offsetTop, n.offsetWidth])"
        return board.locator(".card, .live td, .number").evaluate_all(boxes)

    before = places()
    drag(board, 0.5, start=0.5, end=0.02)
    widths = [[place[2] for place in now] for now in (before, places())]
    board.mouse.up()
    assert widths[0] == widths[1]


def test_a_click_on_a_heading_sorts_while_the_handle_is_held(board):
    drag(board, 0.3, start=0.5, end=0.3)
    board.locator('[data-sort="recall"] button').evaluate("button => button.click()")
    for share in (0.6, 0.8):
        box = handle(board).bounding_box()
        board.mouse.move(box["x"] + share * box["width"], box["y"] + 10)
        recall = numbers(board, "recall")
        ordered = [recall[name] for name in shown_order(board)]
        assert ordered == sorted(ordered, reverse=True)
    board.mouse.up()
    board.locator('[data-sort="recall"] button').click()
    ordered = [recall[name] for name in shown_order(board)]
    assert ordered == sorted(ordered)
    assert board.locator('[data-sort="recall"]').get_attribute("aria-sort") == "ascending"


def test_a_drag_in_the_curves_moves_the_handle(board):
    box = board.get_by_test_id("curves").bounding_box()
    board.mouse.move(box["x"] + 100, box["y"] + 100)
    board.mouse.down()
    board.mouse.move(box["x"] + 42 + 0.25 * (box["width"] - 56), box["y"] + 150)
    (threshold,) = set(numbers(board, "threshold").values())
    assert threshold == pytest.approx(0.25, abs=0.003)
    board.mouse.up()


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["ArrowRight"] * 3, 0.503),
        (["ArrowLeft", "ArrowDown"], 0.498),
        (["PageUp"], 0.6),
        (["PageDown", "PageDown"], 0.3),
        (["Home"], 0.0),
        (["End"], 1.0),
    ],
)
def test_the_handle_follows_the_keys(page, keys, expected):
    if not page.url.startswith(page.address):
        open_board(page, page.address)
    type_threshold(page, "0.5")
    handle(page).focus()
    for key in keys:
        page.keyboard.press(key)
    assert set(numbers(page, "threshold").values()) == {expected}
    in_url(page, f"threshold={expected:.3f}")


def test_the_number_box_takes_a_comma_and_refuses_what_is_no_threshold(board):
    box = board.get_by_test_id("threshold-number")
    type_threshold(board, "0,29")
    assert set(numbers(board, "threshold").values()) == {0.29}
    in_url(board, "threshold=0.290")
    type_threshold(board, "1.5")
    assert box.get_attribute("aria-invalid") == "true"
    board.get_by_text("“1.5” is outside 0 to 1").wait_for()
    assert set(numbers(board, "threshold").values()) == {0.29}
    box.press("ArrowUp")
    assert set(numbers(board, "threshold").values()) == {0.291}
    type_threshold(board, "half")
    board.get_by_text("“half” is not a number").wait_for()
    type_threshold(board, " ")
    assert set(numbers(board, "threshold").values()) == {0.291}
    assert (box.input_value(), box.get_attribute("aria-invalid")) == ("0.291", "false")


def test_a_threshold_of_its_own_that_is_none_is_refused_in_words(board):
    own = board.locator('[data-testid="own-threshold"][data-strategy="naive"]')
    own.fill("7")
    own.press("Enter")
    board.get_by_text("“7” is outside 0 to 1").wait_for()
    board.locator('[data-testid="own-threshold"][aria-invalid="true"]').wait_for(state="detached")
    assert own.input_value() == "0.500"
    assert set(numbers(board, "threshold").values()) == {0.5}


def test_a_strategy_leaves_the_handle_and_is_linked_again(board):
    own = board.locator('[data-testid="own-threshold"][data-strategy="class_weights"]')
    own.fill("0.3")
    own.press("Enter")
    type_threshold(board, "0.7")
    thresholds = numbers(board, "threshold")
    assert thresholds.pop("class_weights") == 0.3
    assert set(thresholds.values()) == {0.7}
    at = counts("class_weights").loc[0.3]
    assert read(board)["class_weights"]["tp"][0] == f"{int(at['tp']):,}"
    in_url(board, "overrides=class_weights:0.300")
    board.locator('[data-testid="link"][data-strategy="class_weights"]').click()
    assert set(numbers(board, "threshold").values()) == {0.7}
    board.wait_for_function("() => !location.search.includes('overrides')")
    own.fill("0.2")
    own.press("Enter")
    board.get_by_test_id("link-all").click()
    assert set(numbers(board, "threshold").values()) == {0.7}


def test_own_best_f1_is_each_strategys_best_by_sklearn(board):
    board.locator('[data-mode="best_f1"]').click()
    in_url(board, "mode=best_f1")
    f1 = numbers(board, "f1")
    for name in SHOWN:
        n = counts(name)
        assert f1[name] == pytest.approx((2 * n.tp / (2 * n.tp + n.fp + n.fn)).max())


def test_lowest_cost_follows_the_cost_of_a_miss(board):
    board.locator('[data-mode="lowest_cost"]').click()
    ratio = board.get_by_test_id("cost-ratio")
    ratio.fill("3")
    ratio.press("Enter")
    in_url(board, "cost_fn=3")
    board.wait_for_function(
        "() => document.querySelector('.footnote').textContent.includes('3 a miss')"
    )
    cost = numbers(board, "cost")
    for name in SHOWN:
        n = counts(name)
        assert cost[name] == pytest.approx(((3 * n.fn + n.fp) / n.iloc[0].sum() * 1_000).min())


def test_the_same_recall_is_reached_at_the_highest_threshold_that_does(board):
    board.locator('[data-mode="same_recall"]').click()
    type_threshold(board, "80 %")
    thresholds = numbers(board, "threshold")
    for name in SHOWN:
        recall = counts(name).eval("tp / (tp + fn)")
        assert thresholds[name] == recall[recall >= 0.8].index.max()


def test_the_same_flagged_rate_is_held_at_the_lowest_threshold_that_does(board):
    board.locator('[data-mode="same_flagged_rate"]').click()
    type_threshold(board, "50")
    thresholds = numbers(board, "threshold")
    for name in SHOWN:
        flagged = counts(name).eval("(tp + fp) / (tp + fp + fn + tn)")
        assert thresholds[name] == flagged[flagged <= 0.05].index.min()


def test_taking_the_handle_in_a_mode_without_one_returns_to_one_threshold(board):
    board.locator('[data-mode="best_f1"]').click()
    drag(board, 0.3, start=0.5, end=0.4)
    board.mouse.up()
    (threshold,) = set(numbers(board, "threshold").values())
    assert threshold == pytest.approx(0.4, abs=0.005)
    assert board.locator('[data-mode="same_threshold"]').get_attribute("aria-pressed") == "true"


def test_differences_are_to_the_chosen_baseline_and_of_the_measure_of_the_curves(board):
    board.get_by_test_id("baseline").select_option("focal_loss")
    in_url(board, "baseline=focal_loss")
    board.locator('[data-measure="recall"]').click()
    rows = read(board)
    assert "ring" not in board.locator(".curve-note").inner_text()  # the highest recall flags all
    assert board.locator(".ring").count() == 0
    recall = {name: float(row["recall"][0]) for name, row in rows.items()}
    for name, row in rows.items():
        apart = recall[name] - recall["focal_loss"]
        assert float(row["difference"][0]) == pytest.approx(apart)
        if name != "focal_loss":
            sign = "−" if apart < 0 else "+"  # noqa: RUF001
            assert row["difference"][1] == f"{sign}{abs(apart) * 100:.1f} pp"
    naive = board.locator('.live [data-strategy="naive"][data-metric="difference"]')
    naive.and_(board.locator(".worse")).wait_for()


def test_a_cell_opens_its_images_at_the_strategys_own_threshold(board):
    own = board.locator('[data-testid="own-threshold"][data-strategy="naive"]')
    own.fill("0.3")
    own.press("Enter")
    in_url(board, "overrides=naive:0.300")
    n_false_alarms = read(board)["naive"]["fp"][0]
    board.locator('[data-strategy="naive"][data-cell="fp"]').click()
    board.wait_for_url("**/images?**")
    board.get_by_role("heading", name="False alarms of naive at 0.300").wait_for()
    board.get_by_text(f"{n_false_alarms} images").wait_for()
    for part in ("strategy=naive", "cell=fp", "threshold=0.300", "position=0.500"):
        in_url(board, part)
