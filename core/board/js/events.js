// What the user does. Only a release, a choice and an opened cell go to Python.
const KEY_PAUSE_MS = 200;

function setPosition(board, position) {
  // Where nothing follows the handle, taking it returns to one threshold for all.
  if (!board.modes[board.mode].moves) board.mode = "same_threshold";
  if (board.overrides.size === board.strategies.length) board.overrides.clear();
  board.position = Math.min(N_ROWS - 1, Math.max(0, position));
  board.handle.value = board.position; // at once: the next key counts from here
  board.message = "";
  repaint(board);
}

function release(board) {
  clearTimeout(board.pause);
  const text = stateText(board);
  if (text === board.released) return;
  board.released = text;
  board.send("released", JSON.parse(text));
}
// What Python is told, and what it said last: nothing is sent that it knows.
function stateText(board) {
  const { mode, position, measure: curve } = board;
  const sort = (board.descending ? "-" : "") + board.sort;
  return JSON.stringify({ mode, position, overrides: Object.fromEntries(board.overrides), curve, sort });
}
// How the board is looked at; while the handle is held nothing is sent, the release carries it.
function viewed(board) {
  repaint(board);
  if (!board.held) release(board);
}
function releaseSoon(board) {
  clearTimeout(board.pause);
  board.pause = setTimeout(() => release(board), KEY_PAUSE_MS);
}

function listen(board) {
  board.handle.addEventListener("pointerdown", () => {
    board.held = true;
    restTable(board, true);
  });
  for (const end of ["pointerup", "pointercancel"]) board.handle.addEventListener(end, () => restTable(board, false));
  board.handle.addEventListener("input", () => setPosition(board, Number(board.handle.value)));
  board.handle.addEventListener("change", () => {
    if (board.held) release(board);
    else releaseSoon(board); // a held arrow key changes many times a second
    board.held = false;
  });
  listenToNumber(board);
  listenToCost(board);
  board.linkAll.onclick = () => {
    board.overrides.clear();
    repaint(board);
    release(board);
  };
  board.find(".baseline").onchange = (event) => {
    setBaseline(board, event.target.value);
    choose(board);
  };
  listenToPlot(board);
  listenToHover(board);
  board.root.addEventListener("click", (event) => {
    const cell = event.target.closest("[data-cell]");
    if (!cell) return;
    const i = board.strategies.findIndex((s) => s.name === cell.dataset.strategy);
    board.open({ strategy: cell.dataset.strategy, cell: cell.dataset.cell, position: board.at[i] });
  });
}

// Half of a frame's work is the layout of the table; below the fold nobody sees it.
function restTable(board, held) {
  const table = board.find(".scroll");
  const { top, bottom, height } = table.getBoundingClientRect();
  const resting = held && (top >= innerHeight || bottom <= 0);
  table.style.containIntrinsicSize = resting ? `auto ${height}px` : "";
  table.classList.toggle("resting", resting);
}

function listenToNumber(board) {
  const box = board.number;
  box.addEventListener("input", () => (board.typing = true));
  const take = () => {
    if (!board.typing) return;
    board.typing = false;
    const empty = !box.value.trim();
    const position = empty ? board.position : positionOf(board, box.value);
    box.setAttribute("aria-invalid", String(position < 0));
    if (empty) return repaint(board); // the number comes back
    if (position < 0) return refuse(board, box.value, board.modes[board.mode].unit === "fraction" ? "0 to 1" : "the slider's range");
    setPosition(board, position);
    release(board);
  };
  box.addEventListener("change", take);
  box.addEventListener("keydown", (event) => {
    const step = { ArrowUp: 1, ArrowDown: -1, PageUp: 100, PageDown: -100 }[event.key];
    if (event.key === "Enter") take();
    if (!step) return;
    event.preventDefault();
    board.typing = false;
    const rising = asked(board, N_ROWS - 1) > asked(board, 0);
    setPosition(board, board.position + (rising ? step : -step));
    releaseSoon(board);
  });
}

function refuse(board, text, range) {
  const typed = typedNumber(text);
  board.message = "“" + text + "” is " + (typed === typed ? "outside " + range : "not a number");
  repaint(board);
}

function listenToCost(board) {
  board.costInput.addEventListener("change", () => {
    const typed = typedNumber(board.costInput.value);
    const good = typed >= 0.01 && typed <= 100000;
    board.costInput.setAttribute("aria-invalid", String(!good));
    if (!good) return refuse(board, board.costInput.value, "0.01 to 100,000");
    board.message = "";
    board.cost = typed;
    choose(board);
  });
}

function listenToCards(board) {
  board.cards.forEach((card, i) => {
    const name = board.strategies[i].name;
    const take = () => {
      const typed = typedNumber(card.own.value);
      const good = typed >= 0 && typed <= 1;
      card.own.setAttribute("aria-invalid", String(!good));
      if (!good) return refuse(board, card.own.value, "0 to 1");
      board.message = "";
      board.overrides.set(name, Math.round(typed * 1000));
      repaint(board);
      release(board);
    };
    card.own.addEventListener("change", take);
    card.own.addEventListener("focus", () => card.own.select());
    card.own.addEventListener("keydown", (event) => {
      if (event.key === "Enter") card.own.blur();
    });
    card.link.onclick = () => {
      board.overrides.delete(name);
      repaint(board);
      release(board);
    };
  });
}

// Dragging in the curves moves the handle too.
function listenToPlot(board) {
  const plot = board.find(".plot");
  const toPosition = (event) => {
    const { left, width } = plot.getBoundingClientRect();
    return Math.round(((event.clientX - left - PAD.left) / (width - PAD.left - PAD.right)) * (N_ROWS - 1));
  };
  const follow = (event) => {
    board.mode = "same_threshold";
    setPosition(board, toPosition(event));
  };
  let before;
  plot.addEventListener("pointerdown", (event) => {
    plot.setPointerCapture(event.pointerId);
    before = { mode: board.mode, position: board.position, overrides: new Map(board.overrides) };
    if (event.pointerType !== "touch") follow(event);
  });
  plot.addEventListener("pointermove", (event) => {
    if (plot.hasPointerCapture(event.pointerId)) follow(event);
  });
  plot.addEventListener("pointerup", (event) => {
    if (!plot.hasPointerCapture(event.pointerId)) return;
    follow(event);
    release(board);
  });
  // A finger that goes up or down scrolls the page past the curves: nothing was chosen.
  plot.addEventListener("pointercancel", () => {
    Object.assign(board, before);
    repaint(board);
  });
}

function listenToHover(board) {
  const over = (event) => {
    const marked = event.target.closest("[data-row], [data-card]");
    const name = marked && (marked.dataset.row ?? marked.dataset.card);
    const i = board.strategies.findIndex((s) => s.name === name);
    if (i !== board.hovered) {
      board.hovered = i;
      if (i >= 0 && i !== board.focus) {
        board.focus = i;
        paintDensity(board);
      }
      paintFocus(board);
    }
    board.pointed = event.target.closest("[data-metric], [data-cell]");
    paintTip(board);
  };
  board.root.addEventListener("pointerover", over);
  board.root.addEventListener("focusin", over);
  board.root.addEventListener("pointerleave", () => {
    board.hovered = -1;
    board.pointed = null;
    paintFocus(board);
    paintTip(board);
  });
}
