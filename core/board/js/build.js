// The document is built once; painting only changes text and attributes.
// A strategy's name reaches it through textContent and setAttribute only: it is never markup.
const SVG = "http://www.w3.org/2000/svg";
const CELLS = [
  ["tp", "found", "right", "recall"],
  ["fn", "missed", "wrong", "miss_rate"],
  ["fp", "false alarms", "wrong", "false_positive_rate"],
  ["tn", "kept", "right", "specificity"],
];
// A shape beside the colour: nobody has to tell twelve colours apart.
const SHAPES = [
  "M0-5A5 5 0 1 0 0 5A5 5 0 1 0 0-5Z",
  "M-4.5-4.5H4.5V4.5H-4.5Z",
  "M0-6L6 0L0 6L-6 0Z",
  "M0-5.5L5.5 4.5H-5.5Z",
];
// Whole rows of matrices beside the curves: three rows stand on the first screen.
const COLUMNS_OF = [0, 1, 2, 3, 2, 3, 3, 3, 3, 3];
const DASHES = ["", "7 3", "2 3"];

function make(tag, properties = {}, children = []) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "text") node.textContent = value;
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}
function makeSvg(tag, properties = {}, children = []) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(properties)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}
function textIn(parent) {
  const node = document.createTextNode("");
  parent.append(node);
  return node;
}

function swatch(strategy, i) {
  const shape = makeSvg("path", { d: SHAPES[i % SHAPES.length], fill: strategy.colour });
  return makeSvg("svg", { class: "swatch", viewBox: "-7 -7 14 14", "aria-hidden": "true" }, [shape]);
}

function buildCell(strategy, [cell, words, tone]) {
  const label = make("i", { text: words });
  const count = make("b", { class: "num" });
  const share = make("small", { class: "num" });
  const button = make(
    "button",
    { type: "button", class: tone, "data-strategy": strategy.name, "data-cell": cell },
    [label, count, share],
  );
  return { button, words, count: textIn(count), share: textIn(share) };
}

function buildCard(board, i) {
  const strategy = board.strategies[i];
  const own = make("input", {
    class: "num", inputmode: "decimal", autocomplete: "off", "data-testid": "own-threshold",
    "data-strategy": strategy.name, "aria-label": "Threshold of " + strategy.name + " alone",
    title: "Type a threshold of its own",
  });
  const link = make("button", {
    type: "button", class: "link", hidden: "", "data-testid": "link", "data-strategy": strategy.name,
    "aria-label": "Link " + strategy.name + " to the common handle again", title: "Link to the handle again",
  });
  link.append(linkIcon());
  const shown = make("span", { class: "shown num" });
  const name = make("b", { text: strategy.label, title: strategy.note ? strategy.label + ": " + strategy.note : strategy.label });
  const cells = CELLS.map((cell) => buildCell(strategy, cell));
  const card = make("article", { class: "card", "data-card": strategy.name }, [
    make("header", {}, [swatch(strategy, i), name, link, make("span", { class: "own" }, [shown, own])]),
    make("div", { class: "matrix" }, cells.map((cell) => cell.button)),
  ]);
  return { card, own, shown: textIn(shown), link, cells };
}

function linkIcon() {
  const d = "M6.5 9.5l3-3M7 4.5l1.4-1.4a2.8 2.8 0 0 1 4 4L11 8.5M9 11.5l-1.4 1.4a2.8 2.8 0 0 1-4-4L5 7.5";
  const path = makeSvg("path", { d, fill: "none", stroke: "currentColor", "stroke-width": "1.6", "stroke-linecap": "round" });
  return makeSvg("svg", { viewBox: "0 0 16 16", width: "16", height: "16", "aria-hidden": "true" }, [path]);
}

function buildCards(board) {
  board.cards = board.strategies.map((_, i) => buildCard(board, i));
  board.find(".cards").replaceChildren(...board.cards.map((c) => c.card));
  board.root.dataset.many = String(board.cards.length > 6);
  board.root.dataset.few = String(board.cards.length < 2);
  board.root.style.setProperty("--columns", COLUMNS_OF[board.cards.length] ?? 4);
}

function buildSegments(parent, choices, attribute, choose) {
  const buttons = choices.map(([value, words]) => {
    const button = make("button", { type: "button", [attribute]: value, text: words });
    button.onclick = () => choose(value);
    return button;
  });
  parent.replaceChildren(...buttons);
  return buttons;
}
