"""What a drag looked like from inside the page: when it was repainted, what was sent."""

import time

MOVES = 12  # of the mouse that the browser is told of at once

WATCH = """() => {
  const board = document.querySelector('[data-testid="board"]');
  window.repaints = [];
  new MutationObserver(() => window.repaints.push(performance.now()))
    .observe(board, {subtree: true, childList: true, characterData: true, attributes: true});
}"""


def watch(page):
    """Begin to note every repaint of the board (a frame in which it changed)."""
    page.evaluate(WATCH)


def repaints(page):
    """Return the times of the repaints so far, in ms, and forget them."""
    return page.evaluate("() => window.repaints.splice(0)")


def drag(page, seconds, start=0.05, end=0.95):
    """Drag the handle with the real mouse from one share of the track to another; hold it."""
    box = page.get_by_test_id("threshold").bounding_box()
    y = box["y"] + box["height"] / 2

    def place(share):
        return box["x"] + 10 + share * (box["width"] - 20)

    page.mouse.move(place(start), y)
    page.mouse.down()
    begun = time.perf_counter()
    while (passed := time.perf_counter() - begun) < seconds:
        ahead = min(seconds, passed + MOVES / 60)
        # The browser answers a move at its next frame. One by one from here, on a busy machine,
        # they come at every second frame only: then the mouse would be slow, not the board.
        page.mouse.move(place(start + (end - start) * ahead / seconds), y, steps=MOVES)
    page.mouse.move(place(end), y)
