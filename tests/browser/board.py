"""What tests read from the board and do to it, by its stable hooks."""

SETTLE = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
READ = """() => {
  const rows = {};
  const of = (node) => (rows[node.dataset.strategy] ??= {});
  for (const cell of document.querySelectorAll('.live [data-metric]'))
    of(cell)[cell.dataset.metric] = [cell.dataset.value, cell.textContent];
  for (const cell of document.querySelectorAll('[data-cell]'))
    of(cell)[cell.dataset.cell] = [cell.querySelector('b').textContent, cell.querySelector('small').textContent];
  return rows;
}"""  # noqa: E501
CHANGED = "(before) => location.search !== before"


def open_board(page, address, **choices):
    """Open Compare with choices in its URL and wait for the board."""
    query = "&".join(f"{name}={value}" for name, value in choices.items())
    page.goto(f"{address}/?{query}")
    page.get_by_test_id("threshold").wait_for()
    page.get_by_text("Operating points as JSON").wait_for()  # the last part of the page
    return page


def read(page):
    """Return strategy -> metric or cell -> (exact number, text), as painted."""
    page.evaluate(SETTLE)
    return page.evaluate(READ)


def numbers(page, metric):
    """Return strategy -> exact number of one column of the table."""
    return {name: float(row[metric][0]) for name, row in read(page).items()}


def type_threshold(page, text):
    """Write into the number box and press Enter."""
    box = page.get_by_test_id("threshold-number")
    page.evaluate(SETTLE)  # a paint between selecting and typing would leave both numbers there
    box.fill(text)
    box.press("Enter")


def shown_order(page):
    """Return the strategies of the table from top to bottom."""
    page.evaluate(SETTLE)
    return page.locator(".live tr").evaluate_all("rows => rows.map((row) => row.dataset.row)")


def in_url(page, text):
    """Wait until the URL carries ``text``; the server has then heard of it."""
    page.wait_for_function("(text) => decodeURIComponent(location.search).includes(text)", arg=text)
