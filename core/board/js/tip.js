// What a number means and how sure it is, beside the pointer.
const BOUNDED = new Set(["recall", "specificity", "accuracy", "precision", "f1", "mcc", "flagged_rate", "cost"]);

function tipText(board, node) {
  const i = board.strategies.findIndex((s) => s.name === node.dataset.strategy);
  if (i < 0) return "";
  const k = board.at[i];
  const metric = node.dataset.metric;
  if (metric) {
    if (!BOUNDED.has(metric)) return "";
    const low = valueAt(board, metric + "_low", i, k);
    const high = valueAt(board, metric + "_high", i, k);
    return low === low ? `95 % interval: ${FORMATS[metric](low)} to ${FORMATS[metric](high)}` : "Undefined here: it would divide by none";
  }
  const [cell, , , share] = CELLS.find((c) => c[0] === node.dataset.cell);
  const count = grouped.format(valueAt(board, cell, i, k));
  const v = perCent(valueAt(board, share, i, k));
  const words = {
    tp: "with graffiti, flagged", fn: "with graffiti, not flagged",
    fp: "without graffiti, flagged", tn: "without graffiti, not flagged",
  };
  return `${count} images ${words[cell]}: ${v} of its row. Click to see them.`;
}

function paintTip(board) {
  const node = board.pointed;
  const text = node && node.isConnected ? tipText(board, node) : "";
  board.tip.hidden = !text;
  if (!text) return;
  board.tip.textContent = text;
  const frame = board.root.getBoundingClientRect();
  const box = node.getBoundingClientRect();
  const width = board.tip.offsetWidth;
  const x = Math.min(Math.max(0, box.left - frame.left + box.width / 2 - width / 2), frame.width - width);
  board.tip.style.transform = `translate(${x}px,${box.top - frame.top - board.tip.offsetHeight - 6}px)`;
}
