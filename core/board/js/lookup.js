// Numbers come from Python as rows; here they are looked up and written out, never computed.
const N_ROWS = 1001;
const DASH = "–";
const MEASURES = ["f1", "precision", "recall", "cost"];
const MEASURE_WORDS = { f1: "F1", precision: "Precision", recall: "Recall", cost: "Cost" };

const grouped = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

function readColumns(table) {
  const columns = {};
  for (const field of table.schema.fields) columns[field.name] = table.getChild(field.name).toArray();
  return columns;
}

// One strategy's value at grid position k; the rows lie strategy after strategy.
function valueAt(board, name, i, k) {
  return board.rows[name][i * N_ROWS + k];
}

// The grid position each strategy stands at: its own if it was set, else the mode's.
function thresholdIndex(board, i) {
  const own = board.overrides.get(board.strategies[i].name);
  return own === undefined ? board.paths[board.mode + "/" + i][board.position] : own;
}

function perCent(v, digits = 1) {
  return v !== v ? DASH : (v * 100).toFixed(digits) + " %";
}
function decimal(v) {
  return v !== v ? DASH : v.toFixed(3).replace(/^-(?=[0.]+$)/, "").replace("-", "−"); // no minus before nothing
}
function signed(v, text) {
  if (v !== v) return DASH;
  const size = text(Math.abs(v));
  return /[1-9]/.test(size) ? (v < 0 ? "−" : "+") + size : "±" + size;
}
function threshold(k) {
  return (k / 1000).toFixed(3);
}
function perThousand(v) {
  return v !== v ? DASH : tenths.format(v * 1000);
}
function money(v) {
  return v !== v ? DASH : v >= 1000 ? grouped.format(v) : v.toFixed(1);
}

const FORMATS = {
  threshold: (v) => (v !== v ? DASH : v.toFixed(3)),
  recall: perCent,
  specificity: perCent,
  accuracy: perCent,
  precision: perCent,
  f1: decimal,
  mcc: decimal,
  flagged_rate: perThousand,
  cost: money,
};

// A difference of two shares is in percentage points.
function difference(measure, v) {
  const points = FORMATS[measure] === perCent;
  return signed(v, points ? (size) => (size * 100).toFixed(1) + " pp" : FORMATS[measure]);
}

function setText(node, text) {
  if (node.nodeValue !== text) node.nodeValue = text;
}
function setAttribute(node, name, value) {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}

// What a person types: a decimal point or comma, perhaps a per cent sign. NaN if it is no number.
function typedNumber(text) {
  const plain = text.trim().replace(",", ".").replace(/\s*%$/, "");
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : NaN;
}
