// Streamlit calls the default export on every run of the page; the board of an element is kept.
const boards = new WeakMap();
// Tables by version, the latest last: megabytes that need not be sent again at every release.
const tables = new Map();
const N_KNOWN = 6;
const SETTLED_MS = 150;
// As --right and --wrong of the style sheet; set on each cell alone, they restyle nothing else.
const TONES = {
  light: { right: "15 118 110", wrong: "194 65 12" },
  dark: { right: "45 212 191", wrong: "251 146 60" },
};

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const root = parentElement.querySelector('[data-testid="board"]');
  if (!root || !data) return;
  let board = boards.get(root);
  keepTables(data);
  if (!tables.has(data.setup.version) || !tables.has(data.setup.verdicts_version)) {
    setTriggerValue("missing", true); // left out as known, but forgotten here since
    return board && board.leave;
  }
  const fresh = !board;
  if (fresh) {
    board = newBoard(root);
    boards.set(root, board);
  }
  // Streamlit hears only of what changed; Python may have moved the board since the same was said.
  board.send = (name, value) => setStateValue(name, { ...value, known: knownVersions(), said: Date.now() });
  board.open = (cell) => setTriggerValue("opened", cell);
  paintTheme(board);
  take(board, data);
  if (fresh) {
    listen(board);
    board.watcher = new ResizeObserver(() => resize(board));
    board.watcher.observe(board.find(".plot"));
    board.sight = new IntersectionObserver(([table]) => table.isIntersecting && restTable(board, false));
    board.sight.observe(board.find(".scroll"));
  }
  board.leave ??= () => leave(board);
  return board.leave;
}

function leave(board) {
  board.watcher.disconnect();
  board.sight.disconnect();
  clearTimeout(board.pause);
  clearTimeout(board.settling);
  boards.delete(board.root);
}

function keepTables({ setup, ...frames }) {
  const keep = (version, names) => {
    const had = tables.get(version);
    const own = frames[names[0]] ? Object.fromEntries(names.map((name) => [name, readColumns(frames[name])])) : had;
    if (!own) return;
    tables.delete(version);
    tables.set(version, own);
  };
  keep(setup.version, ["rows", "paths", "density"]);
  keep(setup.verdicts_version, ["verdicts"]);
  while (tables.size > N_KNOWN) tables.delete(tables.keys().next().value);
}
function knownVersions() {
  return [...tables.keys()];
}

function newBoard(root) {
  const find = (selector) => root.querySelector(selector);
  const name = find(".name");
  name.textContent = "";
  return {
    root, find, overrides: new Map(), hovered: -1, focus: 0, sort: "f1", descending: true, measure: "f1",
    handle: find(".handle"), number: find(".number"), linkAll: find(".link-all"), costLabel: find(".cost"),
    costInput: find(".cost input"), nameText: textIn(name), saying: textIn(find(".saying")), tip: find(".tip"),
    lowEnd: textIn(find(".low-end")), highEnd: textIn(find(".high-end")), middle: find(".middle"),
    at: [], message: "",
  };
}

// Rebuild only what changed: after a release the rows are the ones already here.
function take(board, data) {
  const setup = data.setup;
  board.modes = setup.modes;
  board.references = setup.references;
  board.rangeWords = setup.range_words;
  board.judged = setup.judged;
  board.verdicts = tables.get(setup.verdicts_version).verdicts;
  board.judgedBaseline = setup.baseline;
  const rebuilt = setup.version !== board.version;
  const before = board.strategies;
  board.strategies = setup.strategies;
  if (rebuilt) {
    Object.assign(board, tables.get(setup.version)); // rows, paths, density
    board.version = setup.version;
  }
  setBaseline(board, setup.baseline, true);
  if (!before || before.length !== setup.strategies.length) board.focus = board.baselineIndex;
  if (!before) takeView(board, setup.view);
  if (setup.stamp !== board.stamp) takeState(board, setup);
  if (setup.cost !== board.costGiven) takeCost(board, setup.cost);
  if (rebuilt) rebuild(board);
  const still = JSON.stringify([setup.version, setup.references, setup.strategies, setup.range_words]);
  if (still !== board.still) {
    board.still = still;
    buildReferences(board);
    paintDensity(board);
  }
  setText(board.footnote ??= textIn(board.find(".footnote")), setup.footnote);
  setText(board.tableNote ??= textIn(board.find(".table-note")), setup.table_note);
  paint(board);
}

function takeState(board, setup) {
  board.stamp = setup.stamp;
  board.mode = setup.state.mode;
  board.position = setup.state.position;
  board.overrides = new Map(Object.entries(setup.state.overrides));
  board.released = stateText(board);
}

function takeView(board, { curve, sort }) {
  board.measure = curve;
  board.descending = sort.startsWith("-");
  board.sort = sort.replace(/^-/, "");
}

// The cost can be set elsewhere on the page, too, without the handle having moved.
function takeCost(board, cost) {
  board.cost = board.costGiven = cost;
  board.costInput.value = String(Number(cost.toPrecision(6)));
  board.costInput.setAttribute("aria-invalid", "false");
}

function rebuild(board) {
  board.modeButtons = buildSegments(
    board.find(".modes"), Object.entries(board.modes).map(([mode, m]) => [mode, m.words]), "data-mode", (mode) => setMode(board, mode),
  );
  board.measureButtons = buildSegments(
    board.find(".measures"), MEASURES.map((m) => [m, MEASURE_WORDS[m]]), "data-measure", (measure) => setMeasure(board, measure),
  );
  buildCards(board);
  listenToCards(board);
  buildTable(board);
  const header = board.headers.find((h) => h.dataset.sort === "difference").firstChild;
  header.textContent = "";
  board.differenceHeader = textIn(header);
  board.find(".baseline").replaceChildren(...board.strategies.map((s) => make("option", { value: s.name, text: s.label })));
  board.find(".baseline").value = board.baseline;
  buildCurves(board);
}

function setMode(board, mode) {
  if (mode === board.mode) return;
  if (board.modes[mode].moves) board.position = positionFor(board, mode);
  board.mode = mode;
  board.message = "";
  board.number.setAttribute("aria-invalid", "false");
  repaint(board);
  release(board);
}

function setMeasure(board, measure) {
  board.measure = measure;
  buildCurves(board);
  viewed(board);
}

function setBaseline(board, name) {
  const found = board.strategies.findIndex((s) => s.name === name);
  board.baselineIndex = Math.max(0, found);
  board.baseline = board.strategies[board.baselineIndex].name;
  if (board.modes && board.mode && board.cards) repaint(board);
}

function choose(board) {
  board.send("chosen", { baseline: board.baseline, cost: board.cost });
}

function resize(board) {
  const plot = board.find(".plot");
  if (board.scale && plot.clientWidth === board.scale.width && plot.clientHeight === board.scale.height) return;
  buildCurves(board);
  repaint(board);
}

function paintTheme(board) {
  const probe = document.createElement("canvas").getContext("2d");
  probe.fillStyle = getComputedStyle(board.root).getPropertyValue("--st-background-color") || "#fff";
  const [r, g, b] = probe.fillStyle.match(/[0-9a-f]{2}/gi).map((pair) => parseInt(pair, 16));
  board.root.dataset.theme = 0.3 * r + 0.6 * g + 0.1 * b < 128 ? "dark" : "light";
  board.tones = TONES[board.root.dataset.theme];
}

function repaint(board) {
  board.frame ??= requestAnimationFrame(() => {
    board.frame = null;
    paint(board);
  });
}

function paint(board) {
  board.strategies.forEach((_, i) => (board.at[i] = thresholdIndex(board, i)));
  paintStrip(board);
  paintCards(board);
  paintCurves(board);
  paintTable(board);
  paintFocus(board);
  paintTip(board);
  for (const button of board.measureButtons) setAttribute(button, "aria-pressed", String(button.dataset.measure === board.measure));
  clearTimeout(board.settling);
  board.settling = setTimeout(() => settle(board), SETTLED_MS);
  setText(board.curveTitle ??= textIn(board.find(".curve-title")), MEASURE_WORDS[board.measure] + " by threshold");
  const ringed = board.strategies.some((s) => s.best[board.measure] !== undefined);
  setText(board.curveNote ??= textIn(board.find(".curve-note")), ringed ? "band: 95 %, ring: best" : "band: 95 %");
}

// What need not follow every frame: the hidden inputs behind the thresholds of the cards.
function settle(board) {
  board.cards.forEach((card, i) => {
    if (document.activeElement === card.own) return;
    card.own.value = threshold(board.at[i]);
    if (card.own.hasAttribute("aria-invalid")) card.own.removeAttribute("aria-invalid");
  });
}

function paintCards(board) {
  board.cards.forEach((card, i) => {
    const k = board.at[i];
    const own = board.overrides.has(board.strategies[i].name);
    setAttribute(card.card, "data-own", String(own));
    card.link.hidden = !own;
    setText(card.shown, threshold(k));
    CELLS.forEach(([cell, , tone, share], j) => {
      const part = card.cells[j];
      const v = valueAt(board, share, i, k);
      setText(part.count, grouped.format(valueAt(board, cell, i, k)));
      setText(part.share, perCent(v));
      // A root for the wrong: one false alarm in a hundred should be seen.
      const strength = v !== v ? 0 : tone === "wrong" ? Math.sqrt(v) : v;
      part.button.style.backgroundColor = `rgb(${board.tones[tone]} / ${(5 + 50 * strength).toFixed(1)}%)`;
    });
  });
}
