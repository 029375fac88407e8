const COLUMNS = [
  ["strategy", "Strategy", "How the classifier was trained"],
  ["threshold", "Threshold", "P(graffiti) at or above it is flagged"],
  ["recall", "Graffiti found", "Recall: share of the graffiti that is flagged"],
  ["specificity", "No graffiti kept", "Specificity: share of the images without graffiti that are not flagged"],
  ["accuracy", "Accuracy", "Share of all images decided rightly"],
  ["precision", "Precision", "Share of the flagged images that are graffiti"],
  ["f1", "F1", "Harmonic mean of recall and precision"],
  ["difference", "Difference", "To the baseline; grey is within noise"],
  ["mcc", "MCC", "Correlation of decision and label"],
  ["flagged_rate", "Flagged / 1,000", "Images flagged of 1,000"],
  ["cost", "Cost / 1,000", "Misses and false alarms of 1,000 images, at the cost set above"],
];
const LOWER_IS_BETTER = new Set(["cost", "flagged_rate"]);

function buildTable(board) {
  board.headers = COLUMNS.map(([metric, words, help]) => {
    const button = make("button", { type: "button", text: words, title: help });
    button.onclick = () => sortBy(board, metric);
    return make("th", { scope: "col", "data-sort": metric }, [button]);
  });
  board.find("thead").replaceChildren(make("tr", {}, board.headers));
  board.tableRows = board.strategies.map((strategy, i) => buildTableRow(strategy, i));
  board.order = board.tableRows.map((_, i) => i);
  board.find("tbody.live").replaceChildren(...board.tableRows.map((r) => r.row));
}

function buildTableRow(strategy, i) {
  const name = make("td", { title: strategy.note ? strategy.label + ": " + strategy.note : strategy.label }, [
    swatch(strategy, i), document.createTextNode(strategy.label),
  ]);
  if (strategy.note) name.append(make("span", { class: "note", text: strategy.note }));
  const cells = {};
  const nodes = COLUMNS.slice(1).map(([metric]) => {
    // A box of fixed size inside the cell: new digits never lay the table out again.
    const box = make("span", { class: "fixed" });
    const node = make("td", { "data-strategy": strategy.name, "data-metric": metric }, [box]);
    cells[metric] = { node, text: textIn(box) };
    return node;
  });
  return { row: make("tr", { "data-row": strategy.name }, [name, ...nodes]), cells, values: { strategy: strategy.label } };
}

// Reported figures and baselines: no row of the sweep, so they stand still, in grey.
function buildReferences(board) {
  const rows = board.references.map((reference) => {
    const nodes = COLUMNS.slice(1).map(([metric]) => {
      const known = typeof reference[metric] === "number";
      const v = known ? reference[metric] : NaN;
      const about = reference.about && reference.about.includes(metric) ? "≈ " : "";
      const node = make("td", { "data-strategy": reference.name, "data-metric": metric, "data-value": String(v) });
      node.textContent = FORMATS[metric] && known ? about + FORMATS[metric](v) : DASH;
      return node;
    });
    const head = make("td", { text: reference.label, title: reference.note });
    return make("tr", { "data-row": reference.name, "data-reference": "" }, [head, ...nodes]);
  });
  board.find("tbody.references").replaceChildren(...rows);
}

function sortBy(board, metric) {
  if (board.sort === metric) board.descending = !board.descending;
  else {
    board.sort = metric;
    board.descending = metric !== "strategy" && !LOWER_IS_BETTER.has(metric);
  }
  viewed(board);
}

function paintTable(board) {
  const metric = board.measure;
  const baseline = board.baselineIndex;
  const base = valueAt(board, metric, baseline, board.at[baseline]);
  board.tableRows.forEach((row, i) => paintTableRow(board, row, i, base));
  markBest(board);
  for (const header of board.headers) {
    const on = header.dataset.sort === board.sort;
    if (on) setAttribute(header, "aria-sort", board.descending ? "descending" : "ascending");
    else if (header.hasAttribute("aria-sort")) header.removeAttribute("aria-sort");
  }
  setText(board.differenceHeader, "Δ " + MEASURE_WORDS[metric]);
  reorder(board);
}

function paintTableRow(board, row, i, base) {
  const k = board.at[i];
  for (const [metric] of COLUMNS) {
    if (metric === "strategy") continue;
    let v;
    let text;
    if (metric === "threshold") {
      v = k / 1000;
      text = threshold(k);
    } else if (metric === "difference") {
      v = valueAt(board, board.measure, i, k) - base;
      text = i === board.baselineIndex ? "baseline" : difference(board.measure, v);
      const verdict = i === board.baselineIndex ? "unsure" : verdictAt(board, i);
      setAttribute(row.cells[metric].node, "class", verdict);
    } else {
      v = valueAt(board, metric, i, k);
      text = FORMATS[metric](v);
    }
    row.values[metric] = v;
    const cell = row.cells[metric];
    setText(cell.text, text);
    setAttribute(cell.node, "data-value", String(v));
  }
}

// better, worse or unsure, as Python judged it for this position; unsure where it has not yet.
function verdictAt(board, i) {
  const { judged, baselineIndex: b } = board;
  if (board.judgedBaseline !== board.baseline) return "unsure";
  const here = judged.at[i] === board.at[i] && judged.at[b] === board.at[b];
  if (here && judged[board.measure]) return judged[board.measure][i];
  const own = [i, b].some((j) => board.overrides.has(board.strategies[j].name));
  const sign = own ? 0 : board.verdicts[board.mode + "/" + board.measure + "/" + i][board.position];
  return sign > 0 ? "better" : sign < 0 ? "worse" : "unsure";
}

function markBest(board) {
  let best = NaN;
  for (const row of board.tableRows) if (!(row.values.f1 <= best)) best = row.values.f1 === row.values.f1 ? row.values.f1 : best;
  for (const row of board.tableRows) row.cells.f1.node.classList.toggle("best", row.values.f1 === best);
}

function reorder(board) {
  const { sort, descending, tableRows } = board;
  const sign = descending ? -1 : 1;
  const order = tableRows.map((_, i) => i).sort((a, b) => {
    const x = tableRows[a].values[sort];
    const y = tableRows[b].values[sort];
    if (x === y || (x !== x && y !== y)) return a - b;
    if (x !== x) return 1; // undefined is last, whichever the direction
    if (y !== y) return -1;
    return (x < y ? -1 : 1) * sign;
  });
  if (order.every((i, place) => i === board.order[place])) return;
  board.order = order;
  const body = board.find("tbody.live");
  order.forEach((i, place) => {
    const row = tableRows[i].row;
    if (body.children[place] !== row) body.insertBefore(row, body.children[place]);
  });
}
