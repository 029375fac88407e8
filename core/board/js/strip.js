// The strip: handle, number box, modes, densities of the scores under the handle.
function paintStrip(board) {
  const mode = board.modes[board.mode];
  const moves = mode.moves;
  if (board.handle.value !== String(board.position)) board.handle.value = board.position;
  setAttribute(board.handle, "aria-valuetext", moves ? mode.name + " " + askedText(board) : mode.saying);
  board.handle.classList.toggle("idle", !moves);
  board.number.hidden = !moves;
  // The scores lie along a threshold; above a handle that asks for a recall they would mislead.
  board.root.dataset.scale = mode.unit;
  if (document.activeElement !== board.number || !board.typing) board.number.value = moves ? askedText(board) : "";
  setText(board.nameText, mode.name);
  setText(board.saying, board.message || mode.saying);
  setText(board.lowEnd, mode.low_end);
  setText(board.highEnd, mode.high_end);
  board.linkAll.hidden = board.overrides.size === 0;
  board.costLabel.hidden = !mode.costs;
  for (const button of board.modeButtons) setAttribute(button, "aria-pressed", String(button.dataset.mode === board.mode));
}

function asked(board, position) {
  return board.paths[board.mode + "/asked"][position];
}
function askedText(board) {
  const v = asked(board, board.position);
  const unit = board.modes[board.mode].unit;
  return unit === "per_cent" ? perCent(v) : unit === "per_1000" ? (v * 1000).toFixed(1) : v.toFixed(3);
}

// The position whose asked value is nearest to what was typed; -1 if that is no number in range.
function positionOf(board, text) {
  const typed = typedNumber(text);
  const unit = board.modes[board.mode].unit;
  const v = unit === "per_cent" ? typed / 100 : unit === "per_1000" ? typed / 1000 : typed;
  const values = board.paths[board.mode + "/asked"];
  const last = N_ROWS - 1;
  const inside = v >= Math.min(values[0], values[last]) && v <= Math.max(values[0], values[last]);
  return inside ? nearest(values, v) : -1;
}

function nearest(values, v) {
  let best = 0;
  for (let p = 1; p < values.length; p++) if (Math.abs(values[p] - v) < Math.abs(values[best] - v)) best = p;
  return best;
}

// Keep what is seen where it is when the mode changes: the baseline's row, as near as the mode has it.
function positionFor(board, mode) {
  const path = board.paths[mode + "/" + board.baselineIndex];
  return nearest(path, board.at[board.baselineIndex]);
}

function paintDensity(board) {
  const i = board.focus;
  const nodes = [];
  const range = board.strategies[i].range;
  if (range) nodes.push(makeSvg("rect", { class: "near", x: range[0] - 1, width: Math.max(2, range[1] - range[0] + 2), y: 0, height: 40, "data-low": range[0], "data-high": range[1] }));
  for (const kind of ["clean", "graffiti"]) {
    const heights = board.density[kind + "/" + i];
    const width = 1000 / heights.length;
    let d = "M0 40";
    heights.forEach((h, bin) => (d += `L${bin * width} ${(40 - 37 * h).toFixed(1)}L${(bin + 1) * width} ${(40 - 37 * h).toFixed(1)}`));
    nodes.push(makeSvg("path", { class: kind, d: d + "L1000 40Z" }));
  }
  board.find(".density").replaceChildren(...nodes);
  board.middle.replaceChildren(
    document.createTextNode("scores of " + board.strategies[i].label),
    make("i", { style: "background:var(--right);opacity:.6" }), "no graffiti",
    make("i", { style: "background:var(--wrong);opacity:.6" }), "graffiti",
    ...(range ? [make("i", { style: "background:var(--accent);opacity:.3" }), board.rangeWords] : []),
  );
}
