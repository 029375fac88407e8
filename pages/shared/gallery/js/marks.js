// Marks that Python has not dealt with yet. All of them are sent each time: of two messages in one
// breath the server may see the second alone.
const MARK_KEYS = { w: "label is wrong", u: "unsure" };
const CLEARED = "cleared";

function markOf(gallery, item) {
  const pending = gallery.pending.findLast((mark) => mark.image === item.image);
  const mark = pending ? pending.mark : item.mark;
  return mark === CLEARED ? "" : mark;
}

function toggleMark(gallery, item, mark) {
  const next = markOf(gallery, item) === mark ? CLEARED : mark;
  gallery.pending.push({ n: ++gallery.nMarks, image: item.image, mark: next });
  gallery.send("marks", { mount: gallery.mount, marks: gallery.pending });
  paintMarks(gallery);
}

function settleMarks(gallery, acknowledged) {
  if (acknowledged.mount === gallery.mount) gallery.pending = gallery.pending.filter((mark) => mark.n > acknowledged.n);
}

function paintMarks(gallery) {
  gallery.items.forEach((item, i) => {
    const mark = markOf(gallery, item);
    const tile = gallery.tiles[i];
    tile.button.dataset.mark = mark;
    tile.badge.textContent = mark;
    tile.button.setAttribute("aria-label", tileWords(item, mark));
  });
  if (gallery.open >= 0) paintActions(gallery);
}

function tileWords(item, mark) {
  return [item.image, "score " + item.figure, "label " + LABEL_WORDS[item.label], whereText(item), mark && "marked " + mark].filter(Boolean).join(", ");
}

function markByKey(gallery, item, event) {
  const mark = MARK_KEYS[event.key.toLowerCase()];
  if (!mark || !item || event.repeat) return false;
  toggleMark(gallery, item, mark);
  return true;
}
