import pytest

from tests.browser.board import (
    in_url,
    numbers,
    open_board,
    read,
    shown_order,
    type_threshold,
)
from tests.browser.made_up import store_runs
from tests.browser.server import chromium, dashboard


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    path = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RARESIGHT_HOME", str(path))
        store_runs(4, n=500)
        yield path


@pytest.fixture(scope="module")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def address(home):
    with dashboard(home) as address:
        yield address


@pytest.fixture(scope="module")
def context(browser):
    return browser.new_context(viewport={"width": 1280, "height": 800})


@pytest.fixture
def page(context):
    page = context.new_page()
    yield page
    page.close()


def state(page):
    pressed = page.locator(':is([data-mode], [data-measure])[aria-pressed="true"]')
    chosen = pressed.evaluate_all("buttons => buttons.map((button) => button.textContent)")
    handle = page.get_by_test_id("threshold").input_value()
    return chosen, handle, shown_order(page), read(page)


def test_a_link_to_any_page_opens_it_in_the_dashboard_on_a_fresh_server(home, page):
    with dashboard(home) as fresh:
        page.goto(f"{fresh}/curves?threshold=0.300")
        page.locator(".js-plotly-plot").first.wait_for()
        assert page.get_by_role("link", name="Compare").is_visible()
        assert page.get_by_text("dashboard", exact=True).count() == 0
        page.get_by_role("link", name="Compare").click()
        page.get_by_test_id("threshold").wait_for()
        assert set(numbers(page, "threshold").values()) == {0.3}


def test_a_copied_url_gives_the_same_page_in_another_browser(address, browser, page):
    first = open_board(page, address, strategies="naive,class_weights,augmentation")
    first.get_by_test_id("baseline").select_option("class_weights")
    own = first.locator('[data-testid="own-threshold"][data-strategy="naive"]')
    own.fill("0.123")
    own.press("Enter")
    in_url(first, "overrides=naive:0.123")
    type_threshold(first, "0.58")
    in_url(first, "threshold=0.580")
    first.locator('[data-mode="same_recall"]').click()
    first.locator('[data-measure="precision"]').click()
    first.locator('[data-sort="cost"] button').click()
    first.locator('[data-sort="cost"] button').click()
    for part in ("mode=same_recall", "curve=precision", "sort=-cost"):
        in_url(first, part)
    second = browser.new_context().new_page()
    second.goto(first.url)
    second.get_by_text("Operating points as JSON").wait_for()
    assert state(second) == state(first)
    assert second.locator('[data-sort="cost"]').get_attribute("aria-sort") == "descending"
    assert second.get_by_test_id("baseline").input_value() == "class_weights"
    assert numbers(second, "threshold")["naive"] == 0.123
    second.context.close()


def test_choices_outlive_a_change_of_page(address, page):
    open_board(page, address, threshold="0.570", overrides="naive:0.290")
    before = state(page)
    page.get_by_role("link", name="Curves").click()
    page.locator(".js-plotly-plot").first.wait_for()
    in_url(page, "overrides=naive:0.290")
    page.get_by_role("link", name="Compare").click()
    page.get_by_text("Operating points as JSON").wait_for()
    assert state(page) == before
    type_threshold(page, "0.2")
    in_url(page, "threshold=0.200")
    page.get_by_role("link", name="Curves").click()
    page.locator(".js-plotly-plot").first.wait_for()
    page.get_by_role("link", name="Compare").click()
    page.get_by_text("Operating points as JSON").wait_for()
    assert numbers(page, "threshold") == dict.fromkeys(before[2], 0.2) | {"naive": 0.29}


def test_what_was_said_before_is_heard_again_where_a_wish_came_between(address, page):
    open_board(page, address)
    for _ in range(2):
        best = page.get_by_role("radio", name="best F1", exact=True)
        best.click()  # at first it holds already, though the board stands elsewhere
        in_url(page, "mode=best_f1")
        best.and_(page.locator('[aria-checked="true"]')).wait_for()
        page.get_by_role("radio", name="find at least").click()
        in_url(page, "overrides=")
        page.locator('[data-own="true"]').first.wait_for()
        page.get_by_test_id("link-all").click()
        page.wait_for_function("() => !location.search.includes('overrides')")


def test_a_wish_sets_the_board_and_shades_its_range(address, page):
    open_board(page, address)
    page.get_by_role("radio", name="find at least").click()
    in_url(page, "wish=recall_floor")
    page.locator('[data-own="true"]').first.wait_for()
    recall = numbers(page, "recall")
    assert all(0.8 <= value < 0.9 for value in recall.values())
    low, high = (int(page.locator(".near").get_attribute(f"data-{end}")) for end in ("low", "high"))
    assert low <= 1000 * numbers(page, "threshold")["naive"] <= high


def test_a_cost_is_the_same_in_the_wish_and_on_the_board_whoever_set_it(address, page):
    open_board(page, address, wish="lowest_cost", mode="lowest_cost")
    wish, board = page.get_by_label("A miss costs how many"), page.get_by_test_id("cost-ratio")
    assert (float(wish.input_value()), board.input_value()) == (10, "10")
    wish.fill("30")
    wish.press("Enter")
    page.wait_for_function(SHOWS, arg=["[data-testid=cost-ratio]", "30"])
    page.get_by_test_id("baseline").select_option("class_weights")
    in_url(page, "baseline=class_weights")
    in_url(page, "cost_fn=30")
    board.fill("2.5")
    board.press("Enter")
    in_url(page, "cost_fn=2.5")
    page.wait_for_function(SHOWS, arg=["[data-testid=stNumberInput] input", "2.50"])
    assert board.input_value() == "2.5"
    wish.fill("30")
    wish.press("Enter")
    page.wait_for_function(SHOWS, arg=["[data-testid=cost-ratio]", "30"])
    board.fill("2.5")  # what it said last, though not what holds
    board.press("Enter")
    in_url(page, "cost_fn=2.5")


SHOWS = "([selector, text]) => document.querySelector(selector).value === text"


def test_a_finger_scrolls_past_the_curves_or_drags_the_handle_in_them(address, browser):
    context = browser.new_context(viewport={"width": 400, "height": 800}, has_touch=True)
    page = open_board(context.new_page(), address, overrides="naive:0.290")
    plot = page.get_by_test_id("curves")
    plot.scroll_into_view_if_needed()
    before = numbers(page, "threshold")
    scrolled = page.locator('[data-testid="stMain"]').evaluate("node => node.scrollTop")
    swipe(page, plot, 0, -200)
    page.wait_for_function(
        "(top) => document.querySelector('[data-testid=stMain]').scrollTop > top", arg=scrolled
    )
    assert numbers(page, "threshold") == before
    swipe(page, plot, 80, 0)
    after = numbers(page, "threshold")
    assert after.pop("naive") == 0.29
    (threshold,) = set(after.values())
    assert threshold > 0.55
    in_url(page, f"threshold={threshold:.3f}")
    context.close()


def swipe(page, target, x, y, steps=8):
    """Put a finger on the middle of ``target``, move it by x and y pixels and lift it."""
    box = target.bounding_box()
    start = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    session = page.context.new_cdp_session(page)

    def touch(kind, *points):
        session.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [{"x": px, "y": py} for px, py in points]},
        )

    touch("touchStart", start)
    for step in range(1, steps + 1):
        touch("touchMove", (start[0] + x * step / steps, start[1] + y * step / steps))
        page.wait_for_timeout(16)
    touch("touchEnd")


def test_the_share_of_graffiti_on_the_street_moves_precision_but_not_recall(address, page):
    open_board(page, address)
    here = read(page)["naive"]
    there = read(open_board(page, address, prevalence="0.005"))["naive"]
    assert float(there["precision"][0]) < float(here["precision"][0])
    assert there["recall"] == here["recall"]


def test_the_tables_of_the_board_are_sent_once(address, page):
    received = []
    page.on("websocket", lambda ws: ws.on("framereceived", lambda data: received.append(len(data))))
    open_board(page, address)
    whole = max(received)
    type_threshold(page, "0.31")
    in_url(page, "threshold=0.310")
    received.clear()
    type_threshold(page, "0.32")
    in_url(page, "threshold=0.320")
    page.wait_for_timeout(300)
    assert max(received) < whole / 4


def test_tables_the_browser_has_forgotten_are_sent_again(address, page):
    open_board(page, address)
    type_threshold(page, "0.3")
    in_url(page, "threshold=0.300")
    before = read(page)
    for n_shown, name in ((3, "naive"), (2, "f1_metric"), (3, "naive"), (4, "f1_metric")):
        page.locator('button[data-variant="pills"]', has_text=name).click()
        page.wait_for_function(
            "(n) => document.querySelectorAll('[data-card]').length === n", arg=n_shown
        )
    assert read(page) == before
    type_threshold(page, "0.4")
    assert set(numbers(page, "threshold").values()) == {0.4}
