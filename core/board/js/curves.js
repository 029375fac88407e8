// The curves stand still; the markers move above them.
const PAD = { left: 42, right: 14, top: 12, bottom: 24 };

function buildCurves(board) {
  const plot = board.find(".plot");
  const width = plot.clientWidth;
  const height = plot.clientHeight;
  if (!width || !height) return;
  const top = board.measure === "cost" ? niceTop(costCeiling(board)) : 1;
  const scale = {
    width, height, top,
    x: (k) => PAD.left + (k / (N_ROWS - 1)) * (width - PAD.left - PAD.right),
    y: (v) => PAD.top + (1 - Math.min(v, top) / top) * (height - PAD.top - PAD.bottom),
  };
  board.scale = scale;
  const words = MEASURE_WORDS[board.measure] + " against threshold, one line per strategy";
  const still = makeSvg("svg", { class: "still", role: "img", "aria-label": words }, gridLines(scale));
  board.lines = board.strategies.map((strategy, i) => drawStrategy(board, strategy, i));
  still.append(...board.lines);
  board.rule = make("div", { class: "rule", style: `top:${PAD.top}px;height:${height - PAD.top - PAD.bottom}px` });
  board.markers = board.strategies.map((strategy, i) => buildMarker(strategy, i));
  plot.replaceChildren(still, board.rule, ...board.markers);
}

// A small element of its own layer: a frame moves it and draws nothing anew.
function buildMarker(strategy, i) {
  const shape = makeSvg("path", { d: SHAPES[i % SHAPES.length], fill: strategy.colour });
  return makeSvg("svg", { class: "marker", viewBox: "-8 -8 16 16", "data-marker": strategy.name, "aria-hidden": "true" }, [shape]);
}

function gridLines(scale) {
  const nodes = [];
  for (let step = 0; step <= 4; step++) {
    const v = (scale.top * step) / 4;
    const y = scale.y(v);
    const label = makeSvg("text", { x: PAD.left - 7, y: y + 4, "text-anchor": "end" });
    label.textContent = scale.top === 1 ? v : grouped.format(v);
    nodes.push(makeSvg("line", { class: "grid", x1: PAD.left, x2: scale.width - PAD.right, y1: y, y2: y }), label);
  }
  for (let k = 0; k < N_ROWS; k += 200) {
    const label = makeSvg("text", { x: scale.x(k), y: scale.height - 7, "text-anchor": "middle" });
    label.textContent = k / 1000;
    nodes.push(label);
  }
  return nodes;
}

function drawStrategy(board, strategy, i) {
  const { x, y } = board.scale;
  const values = board.rows[board.measure].subarray(i * N_ROWS, (i + 1) * N_ROWS);
  const group = makeSvg("g", { "data-line": strategy.name });
  const band = makeSvg("path", { class: "band", d: bandPath(board, i), fill: strategy.colour });
  const line = makeSvg("path", {
    class: "line", d: linePath(values, x, y), stroke: strategy.colour,
    "stroke-dasharray": DASHES[Math.floor(i / SHAPES.length) % DASHES.length],
  });
  group.append(band, line);
  const best = strategy.best[board.measure];
  if (best !== null && best !== undefined) {
    group.append(makeSvg("circle", { class: "ring", r: 7, cx: x(best), cy: y(values[best]), stroke: strategy.colour, "data-best": best }));
  }
  return group;
}

// Undefined values leave a gap: a line through them would be an invention.
function linePath(values, x, y) {
  let d = "";
  let pen = "M";
  for (let k = 0; k < values.length; k++) {
    if (values[k] !== values[k]) pen = "M";
    else {
      d += pen + x(k).toFixed(1) + " " + y(values[k]).toFixed(1);
      pen = "L";
    }
  }
  return d;
}

function bandPath(board, i) {
  const { x, y } = board.scale;
  const low = board.rows[board.measure + "_low"];
  const high = board.rows[board.measure + "_high"];
  const upper = [];
  const lower = [];
  for (let k = 0; k < N_ROWS; k += 4) {
    const at = i * N_ROWS + k;
    if (low[at] !== low[at] || high[at] !== high[at]) continue;
    upper.push(x(k).toFixed(1) + " " + y(high[at]).toFixed(1));
    lower.push(x(k).toFixed(1) + " " + y(low[at]).toFixed(1));
  }
  return upper.length ? "M" + upper.join("L") + "L" + lower.reverse().join("L") + "Z" : "";
}

// Flagging everything is dear at a rare class: the axis ends where the interesting part does.
function costCeiling(board) {
  const bests = board.strategies.map((s, i) => valueAt(board, "cost", i, s.best.cost ?? 0));
  const highest = board.rows.cost.reduce((top, v) => (v > top ? v : top), 1e-9);
  return Math.min(highest, Math.max(...bests, 1e-9) * 4);
}
function niceTop(v) {
  const power = 10 ** Math.floor(Math.log10(v));
  return [1, 2, 4, 5, 10].map((n) => n * power).find((n) => n >= v);
}

function paintCurves(board) {
  if (!board.scale) return;
  const { x, y } = board.scale;
  board.markers.forEach((marker, i) => {
    const v = valueAt(board, board.measure, i, board.at[i]);
    const shown = v === v;
    marker.style.visibility = shown ? "visible" : "hidden";
    if (shown) marker.style.transform = `translate(${x(board.at[i]).toFixed(1)}px,${y(v).toFixed(1)}px)`;
  });
  const common = board.mode === "same_threshold";
  board.rule.style.visibility = common ? "visible" : "hidden";
  if (common) board.rule.style.transform = `translate(${x(board.position).toFixed(1)}px,0)`;
}

function paintFocus(board) {
  board.cards.forEach((c, i) => setAttribute(c.card, "data-focus", String(i === board.focus)));
  board.tableRows.forEach((r, i) => setAttribute(r.row, "data-focus", String(i === board.hovered)));
  if (board.lines) board.lines.forEach((line, i) => setAttribute(line, "data-focus", String(i === board.hovered)));
}
